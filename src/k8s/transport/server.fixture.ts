import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Credentials, Presented } from '../auth/credentials.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { ClusterApi } from './cluster-api.ts';
import { createClusterApi } from './https-cluster-api.ts';

/** A small server on loopback that knows its connections. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly requests: IncomingMessage[];
  /** Connections that are open now. */
  readonly open: ReadonlySet<Socket>;
  /** Connections since the start. */
  readonly connected: () => number;
  /** Resolves when no connection is open any more. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(listener: RequestListener, tls?: ServerOptions): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const listen: RequestListener = (request, response) => {
    requests.push(request);
    listener(request, response);
  };
  const server = tls ? createSecureServer(tls, listen) : createServer(listen);
  return tracked(server, requests, tls ? 'https' : 'http');
}

async function tracked(server: Server, requests: IncomingMessage[], scheme: string): Promise<TestServer> {
  const open = new Set<Socket>();
  const changed = new EventEmitter();
  let connected = 0;
  server.on('connection', (socket: Socket) => {
    connected += 1;
    open.add(socket);
    socket.on('error', () => undefined); // clients of these tests break off on purpose
    socket.once('close', () => {
      open.delete(socket);
      changed.emit('change');
    });
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    server,
    requests,
    open,
    connected: () => connected,
    async idle() {
      while (open.size > 0) await once(changed, 'change');
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}

export function target(
  url: string,
  cluster: Partial<Target['cluster']> = {},
  account: Partial<Target['account']> = {},
): Target {
  return {
    context: { name: 'test', cluster: 'test', server: url, user: 'ana' },
    cluster: { name: 'test', server: url, url, insecure: false, disableCompression: false, ...cluster },
    account: { name: 'ana', ...account },
  };
}

/** Credentials that are told what to show; each renewal takes the next. */
export function shows(...presented: Presented[]): Credentials & { renewals: number } {
  let index = 0;
  return {
    renewals: 0,
    present: () => Promise.resolve(presented[index] ?? { headers: {} }),
    renew() {
      this.renewals += 1;
      const more = index < presented.length - 1;
      if (more) index += 1;
      return Promise.resolve(more);
    },
    dispose: () => undefined,
  };
}

export function token(value: string): Presented {
  return { headers: { Authorization: `Bearer ${value}` } };
}

export function apiOf(
  to: Target,
  credentials: Credentials = shows(token('t')),
  env: NodeJS.ProcessEnv = {},
): ClusterApi {
  return createClusterApi(to, credentials, { env });
}

export const never = new AbortController().signal;
