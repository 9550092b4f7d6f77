import { timingSafeEqual } from 'node:crypto';
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import type { Disposable } from '../../common/disposable.ts';
import type { Backend } from './backend.ts';
import { Exchange, headersOfAll, urlOf } from './exchange.ts';
import type { Faults } from './faults.ts';
import { forwardingOf, serveForward, socketServer } from './forward.ts';
import { route, targetOf } from './router.ts';
import { Refusal, refusals } from './status.ts';

export interface ApiServer extends Disposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
}

/** Listens on loopback and lets nobody in without the token. */
export async function listen(backend: Backend, faults: Faults, token: () => string): Promise<ApiServer> {
  let sockets: Promise<WebSocketServer> | undefined;
  const signedIn = (request: IncomingMessage) =>
    sameText(request.headers.authorization ?? '', `Bearer ${token()}`);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const exchange = new Exchange(request, response);
    try {
      if ((await faults.beset(request.socket)) === 'silence') return;
      if (!signedIn(request)) throw refusals.unauthorized();
      backend.catchUp();
      await route(backend, server.host, exchange);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else exchange.refuse(asRefusal(error));
    }
  };

  const upgrade = async (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    const url = urlOf(request);
    try {
      if ((await faults.beset(request.socket)) === 'silence') return;
      if (!signedIn(request)) throw refusals.unauthorized();
      backend.catchUp();
      const target = targetOf(url.pathname);
      if (target?.subresource !== 'portforward') throw refusals.badRequest('Upgrade request required');
      const forwarding = forwardingOf(backend, target, request, url.searchParams);
      if ('code' in forwarding) {
        plainAnswer(connection, forwarding.code, 'text/plain; charset=utf-8', forwarding.text);
        return;
      }
      sockets ??= socketServer();
      (await sockets).handleUpgrade(request, connection, head, (socket) =>
        serveForward(backend, forwarding, socket),
      );
    } catch (error) {
      const refusal = asRefusal(error);
      plainAnswer(connection, refusal.code, 'application/json', `${JSON.stringify(refusal.body)}\n`);
    }
  };

  const http = createServer(
    { keepAliveTimeout: 60_000 },
    (request, response) => void answer(request, response),
  );
  http.on('connection', (socket) => faults.connected(socket));
  http.on('upgrade', (request, connection, head) => {
    connection.on('error', () => connection.destroy());
    void upgrade(request, connection, head);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  const server: ApiServer = {
    host: `127.0.0.1:${portOf(http.address())}`,
    dispose: () => {
      http.close();
      http.closeAllConnections();
      faults.cutAll();
      void sockets?.then((open) => open.close());
    },
  };
  return server;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The sample cluster does not listen on a port');
  return address.port;
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof URIError) return refusals.badRequest(error.message);
  return new Refusal(
    500,
    'InternalError',
    `Internal error occurred: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
  );
}

function plainAnswer(connection: Duplex, code: number, contentType: string, body: string): void {
  const headers = {
    ...headersOfAll(),
    'content-type': contentType,
    'content-length': `${Buffer.byteLength(body)}`,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  connection.end(`HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
