import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Disposable } from '../../common/disposable.ts';
import { ForwardError } from './forward-problem.ts';

const IPV4 = '127.0.0.1';
const IPV6 = '::1';
/** How many free ports are tried until one is free on both addresses. */
const TRIES = 20;

export interface LoopbackListener extends Disposable {
  readonly port: number;
  /** `127.0.0.1`, and `::1` where this machine has it: browsers try either for `localhost`. */
  readonly addresses: readonly string[];
}

/**
 * Listens on loopback only, with the same port on both of its addresses. `wanted` are tried in order, then any free port unless
 * `strict`. A port that another program has on one of the addresses is no port for us: `localhost` could lead to either.
 */
export async function listenOnLoopback(
  wanted: readonly number[],
  strict: boolean,
  onConnection: (socket: Socket) => void,
): Promise<LoopbackListener> {
  let refused: { port: number; reason: 'busy' | 'not-permitted' } | undefined;
  const tries = strict ? wanted : [...wanted, ...new Array<number>(TRIES).fill(0)];
  for (const port of tries) {
    try {
      return await listenOn(port, onConnection);
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      refused ??= { port, reason: code === 'EACCES' ? 'not-permitted' : 'busy' };
    }
  }
  throw new ForwardError({
    kind: 'local-port-taken',
    port: refused?.port ?? 0,
    reason: refused?.reason ?? 'busy',
  });
}

/** The local port that stands for a port which only an administrator may listen on. */
export function unprivileged(port: number): number {
  if (port >= 1024) return port;
  return port === 80 ? 8080 : port === 443 ? 8443 : port + 10_000;
}

async function listenOn(port: number, onConnection: (socket: Socket) => void): Promise<LoopbackListener> {
  const first = await listen(port, IPV4, onConnection);
  const chosen = (first.address() as AddressInfo).port;
  const servers = [first];
  const addresses = [IPV4];
  try {
    servers.push(await listen(chosen, IPV6, onConnection));
    addresses.push(IPV6);
  } catch (error) {
    // Machines without IPv6 have no such address. A busy port there is one for the caller.
    if (
      !['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'ENOTSUP', 'EPROTONOSUPPORT'].includes(codeOf(error) ?? '')
    ) {
      first.close();
      throw error;
    }
  }
  return {
    port: chosen,
    addresses,
    dispose: () => {
      for (const server of servers) server.close();
    },
  };
}

function listen(port: number, host: string, onConnection: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    // A client may end its half and still read: the answer to a request that ends with a FIN.
    const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === IPV6 }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
