import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** Certificates made on the spot, so that no private key lies in the repository and none runs out. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Issued {
  issue(name: string, options?: { hosts?: readonly string[]; from?: number; until?: number }): Issued;
}

const DAY_MS = 86_400_000;

/** An authority that trusts itself and signs for others. */
export function authority(name: string): Authority {
  const own = keys();
  const self = certificate({
    subject: name,
    publicKey: own.publicKey,
    issuer: name,
    issuerKey: own.privateKey,
    isAuthority: true,
  });
  return {
    cert: self,
    key: pem(own.privateKey),
    issue(subject, options = {}) {
      const pair = keys();
      return {
        cert: certificate({
          subject,
          publicKey: pair.publicKey,
          issuer: name,
          issuerKey: own.privateKey,
          isAuthority: false,
          ...options,
        }),
        key: pem(pair.privateKey),
      };
    },
  };
}

function keys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

interface Wanted {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly isAuthority: boolean;
  readonly hosts?: readonly string[];
  readonly from?: number;
  readonly until?: number;
}

/** RFC 5280 in the few lines that a test needs. */
function certificate(wanted: Wanted): string {
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const from = wanted.from ?? Date.now() - DAY_MS;
  const until = wanted.until ?? Date.now() + DAY_MS;
  const extensions = [
    ...(wanted.isAuthority ? [extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))] : []),
    ...(wanted.hosts ? [extension('551d11', sequence(...wanted.hosts.map(alternativeName)))] : []),
  ];
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    distinguishedName(wanted.issuer),
    sequence(time(from), time(until)),
    distinguishedName(wanted.subject),
    wanted.publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, wanted.issuerKey)]));
  const base64 = sequence(body, ecdsaWithSha256, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}(?!$)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

function alternativeName(name: string): Buffer {
  return isIP(name) === 4
    ? der(0x87, Buffer.from(name.split('.').map(Number)))
    : der(0x82, Buffer.from(name, 'latin1'));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName, 'utf8')))));
}

function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(text, 'latin1'));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
