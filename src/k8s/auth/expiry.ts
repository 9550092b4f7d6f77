import { X509Certificate } from 'node:crypto';
import { number, type Json } from '../../common/json.ts';

/** When a JSON web token runs out (its `exp` claim), in milliseconds since the epoch. Nothing for tokens of other sorts. */
export function tokenExpiry(token: string): number | undefined {
  const [, claims, signature] = token.split('.');
  if (claims === undefined || signature === undefined) return undefined;
  try {
    const seconds = number(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Json, 'exp');
    return seconds === undefined ? undefined : seconds * 1000;
  } catch {
    return undefined; // an opaque token that happens to hold dots
  }
}

/** When a PEM certificate runs out. Nothing where it cannot be read: making the connection tells why. */
export function certificateExpiry(cert: string): number | undefined {
  try {
    const until = Date.parse(new X509Certificate(cert).validTo);
    return Number.isNaN(until) ? undefined : until;
  } catch {
    return undefined;
  }
}

/** The earlier of two times that may be unknown. */
export function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
