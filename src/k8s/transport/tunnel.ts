import { isIPv4, type Socket } from 'node:net';
import * as l10n from '@vscode/l10n';

/** A proxy that does not do what is asked of it. The message is for the user. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';
}

/** Longest head of a proxy's answer. */
const LONGEST_HEAD = 16 * 1024;

export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Asks an HTTP proxy for a tunnel (RFC 9110, CONNECT). Rejects with `ProxyRefusal`. */
export async function openTunnel(
  socket: Socket,
  to: Destination,
  authorization: string | undefined,
): Promise<void> {
  const name = to.host.includes(':') ? `[${to.host}]:${to.port}` : `${to.host}:${to.port}`;
  const credentials = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  socket.write(`CONNECT ${name} HTTP/1.1\r\nHost: ${name}\r\n${credentials}\r\n`);
  const head = await readUntil(socket, (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    return end < 0 ? undefined : end + 4;
  });
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1'))?.[1];
  if (status === '407')
    throw new ProxyRefusal(l10n.t('the proxy wants a user name and a password (HTTP 407)'));
  if (status === undefined)
    throw new ProxyRefusal(l10n.t('what answers at the proxy address is not a proxy'));
  if (!status.startsWith('2'))
    throw new ProxyRefusal(l10n.t('the proxy does not connect to {0} (HTTP {1})', name, status));
}

/** Asks a SOCKS 5 proxy for a connection (RFC 1928, 1929). The proxy looks the name up. Rejects with `ProxyRefusal`. */
export async function openSocks(
  socket: Socket,
  to: Destination,
  user: { name: string; password: string } | undefined,
): Promise<void> {
  socket.write(Buffer.from(user ? [5, 2, 0, 2] : [5, 1, 0]));
  const [version, method] = await readUntil(socket, (bytes) => (bytes.length >= 2 ? 2 : undefined));
  if (version !== 5) throw new ProxyRefusal(l10n.t('what answers at the proxy address is not a proxy'));
  if (method === 2 && user) {
    socket.write(Buffer.concat([Buffer.from([1]), withLength(user.name), withLength(user.password)]));
    const [, verdict] = await readUntil(socket, (bytes) => (bytes.length >= 2 ? 2 : undefined));
    if (verdict !== 0) throw new ProxyRefusal(l10n.t('the proxy does not accept the user name and password'));
  } else if (method !== 0) {
    throw new ProxyRefusal(l10n.t('the proxy wants a user name and a password'));
  }
  const address = isIPv4(to.host)
    ? Buffer.from([1, ...to.host.split('.').map(Number)])
    : Buffer.concat([Buffer.from([3]), withLength(to.host)]);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), address, Buffer.from([to.port >> 8, to.port & 0xff])]));
  const [, reply] = await readUntil(socket, socksReplyLength);
  if (reply !== 0)
    throw new ProxyRefusal(
      l10n.t('the proxy does not connect to {0} (SOCKS error {1})', `${to.host}:${to.port}`, reply ?? -1),
    );
}

/** VER REP RSV ATYP, an address of the type's length, and a port. */
function socksReplyLength(bytes: Buffer): number | undefined {
  const [, , , type, first] = bytes;
  if (type === undefined || first === undefined) return undefined;
  const length = type === 1 ? 4 : type === 4 ? 16 : 1 + first;
  return bytes.length >= 4 + length + 2 ? 4 + length + 2 : undefined;
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Reads as much as `lengthOf` finds to belong to the answer, and leaves what follows in the socket. */
function readUntil(socket: Socket, lengthOf: (bytes: Buffer) => number | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      socket.off('readable', read).off('error', fail).off('close', fail).off('end', fail);
      settle();
    };
    const fail = (error?: Error | boolean) => {
      finish(() =>
        reject(error instanceof Error ? error : new ProxyRefusal(l10n.t('the proxy closed the connection'))),
      );
    };
    const read = () => {
      for (let chunk = next(socket); chunk !== null; chunk = next(socket)) {
        bytes = Buffer.concat([bytes, chunk]);
        const length = lengthOf(bytes);
        if (length !== undefined) {
          finish(() => {
            if (bytes.length > length) socket.unshift(bytes.subarray(length));
            resolve(bytes.subarray(0, length));
          });
          return;
        }
        if (bytes.length > LONGEST_HEAD)
          fail(new ProxyRefusal(l10n.t('what answers at the proxy address is not a proxy')));
      }
    };
    socket.on('readable', read).on('error', fail).on('close', fail).on('end', fail);
    read();
  });
}

function next(socket: Socket): Buffer | null {
  return socket.read() as Buffer | null;
}
