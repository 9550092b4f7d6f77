import { isIP } from 'node:net';
import * as l10n from '@vscode/l10n';

/** What a client says first, held back until it is known whom it believes to speak to. */
export class HostGuard {
  #held = Buffer.alloc(0);

  /** `passes`: everything held so far may go on, and whatever comes after it. */
  take(bytes: Buffer): 'passes' | 'refused' | 'undecided' {
    this.#held = Buffer.concat([this.#held, bytes]);
    return verdictOn(this.#held);
  }

  get held(): Buffer {
    return this.#held;
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'].map(
  (name) => `${name} `,
);
/** Longer than any head that servers take. */
const LONGEST_HEAD = 32 * 1024;

/**
 * A page of another site can make its own name lead to 127.0.0.1 (DNS rebinding), and the browser then lets it read what a tool behind a
 * forward answers. The requests name the site as their host, though: a name of the public DNS, as nobody calls this machine. A browser
 * keeps one connection for one host, so the first request of a connection tells. What is not HTTP passes; TLS has its certificate.
 */
function verdictOn(first: Buffer): 'passes' | 'refused' | 'undecided' {
  const start = first.toString('latin1', 0, 8);
  if (!METHODS.some((method) => start.startsWith(method.slice(0, start.length)))) return 'passes';
  const text = first.toString('latin1', 0, LONGEST_HEAD);
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return first.length >= LONGEST_HEAD ? 'refused' : 'undecided';
  const hosts = text.slice(0, end + 2).matchAll(/\r\nhost:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)/gi);
  return [...hosts].every(([, host]) => isOfThisMachine(host ?? '')) ? 'passes' : 'refused';
}

/** Names that no site can have: addresses, names without a dot, and what is reserved (RFC 6761; `.internal`: Docker calls the host so). */
function isOfThisMachine(host: string): boolean {
  const name = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
  return !name.includes('.') || name.endsWith('.localhost') || name.endsWith('.internal');
}

/** What a browser that was refused shows. */
export function refusal(): string {
  const body = l10n.t(
    'Porthole: this connection is for this machine alone. Open it as http://localhost or http://127.0.0.1, with its port.',
  );
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}
