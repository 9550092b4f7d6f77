import { once } from 'node:events';
import { request as send, Agent } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { CertificateAuthority } from '../../harness/control-plane/certificates.ts';

/** What comes back for a request instead of the server's answer. `pass` has the server answer after all. */
export type WrongAnswer = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;

/** Stands before an API server as gateways of companies do: HTTP/1.1 only, with its own certificate, and not always right. */
export class Gateway {
  /** Which API server it leads to. */
  server: string;
  /** Requests since the start. */
  requests = 0;
  readonly #authority: string;
  readonly #listener: Server;
  readonly #agent = new Agent({ keepAlive: false });
  readonly #sockets = new Set<Socket>();
  readonly #watches = new Set<ServerResponse>();
  #wrong: WrongAnswer | undefined;
  #wrongTimes = 0;
  /** Wrong answers that were given. */
  given = 0;

  private constructor(server: string, authority: CertificateAuthority) {
    this.server = server;
    this.#authority = authority.certificate;
    const { key, certificate } = authority.issue({ name: 'gateway', hosts: ['127.0.0.1'] });
    this.#listener = createServer({ key, cert: certificate }, (request, response) =>
      this.#answer(request, response),
    );
    this.#listener.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
    });
    this.#listener.keepAliveTimeout = 75_000; // nginx's
    this.#listener.on('tlsClientError', () => undefined);
  }

  static async before(server: string, authority: CertificateAuthority): Promise<Gateway> {
    const gateway = new Gateway(server, authority);
    gateway.#listener.listen(0, '127.0.0.1');
    await once(gateway.#listener, 'listening');
    return gateway;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  /** Watches that go through it now. */
  get watches(): number {
    return this.#watches.size;
  }

  /** So many of the next requests get this answer. */
  answers(wrong: WrongAnswer, times = Infinity): void {
    this.#wrong = wrong;
    this.#wrongTimes = times;
  }

  answersRightly(): void {
    this.#wrongTimes = 0;
  }

  /** Each watch ends as when its time is over. */
  endWatches(): void {
    for (const response of this.#watches) response.end();
  }

  /** Each watch goes on with what is no chunk of HTTP. */
  spoilWatches(): void {
    for (const response of this.#watches) response.socket?.write('this is not the length of a chunk\r\n');
  }

  /** Each watch is told something by the server. */
  tellWatches(line: string): void {
    for (const response of this.#watches) response.write(`${line}\n`);
  }

  async stop(): Promise<void> {
    this.#listener.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#agent.destroy();
    if (this.#listener.listening) await once(this.#listener, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests += 1;
    response.on('error', () => undefined);
    const pass = (): void => this.#pass(request, response);
    if (this.#wrong && this.#wrongTimes > 0) {
      this.#wrongTimes -= 1;
      this.given += 1;
      this.#wrong(request, response, pass);
    } else pass();
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    if (response.destroyed) return; // who asked has gone while they had to wait
    if (isWatch(request)) {
      this.#watches.add(response);
      response.once('close', () => this.#watches.delete(response));
    }
    const { method, headers } = request;
    const onward = send(
      new URL(request.url ?? '/', this.server),
      { method, headers, ca: this.#authority, agent: this.#agent },
      (answer) => {
        if (response.headersSent || response.destroyed) {
          answer.destroy(); // the test, or the client, has ended it meanwhile
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.flushHeaders();
        answer.on('error', () => response.destroy());
        answer.pipe(response);
      },
    );
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end('nobody is behind this gateway');
    });
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  }
}

export function isWatch({ url }: IncomingMessage): boolean {
  return /[?&]watch=(?:1|true)/.test(url ?? '');
}

export const answersWith =
  (status: number, headers: Record<string, string> = {}, message = 'not now'): WrongAnswer =>
  (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status, message }));
