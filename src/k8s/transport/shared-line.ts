import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { CancelledError, onCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import type { Outgoing } from './exchange.ts';

/** How much a server may send before it hears that it was read: with the usual 64 KiB a burst waits for the way there and back. */
const STREAM_WINDOW = 1024 * 1024;
const LINE_WINDOW = 4 * 1024 * 1024;
/** What an API server allows on a connection, for as long as it has not said so itself. */
const USUAL_STREAMS = 100;
/** RFC 9113: the request was not begun; another connection may take it. */
const REFUSED = 'NGHTTP2_REFUSED_STREAM';

/** One HTTP/2 connection for many answers that go on. Closes itself after it has had nothing to do for a while. */
export class SharedLine implements Disposable {
  readonly #session: ClientHttp2Session;
  readonly #socket: TLSSocket;
  readonly #idleMs: number;
  readonly #streams = new Set<ClientHttp2Stream>();
  #idle: NodeJS.Timeout | undefined;
  #isLeaving = false;

  private constructor(session: ClientHttp2Session, socket: TLSSocket, idleMs: number) {
    this.#session = session;
    this.#socket = socket;
    this.#idleMs = idleMs;
    session.on('error', () => undefined); // told to the streams, each of which has an owner
    session.on('goaway', () => {
      this.#isLeaving = true;
    });
    session.on('close', () => clearTimeout(this.#idle));
    this.#rest();
  }

  static async over(socket: TLSSocket, url: URL, idleMs: number): Promise<SharedLine> {
    const { connect } = await import('node:http2'); // not loaded where there is no cluster
    const session = connect(url.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW },
    });
    session.once('connect', () => {
      if (!session.destroyed) session.setLocalWindowSize(LINE_WINDOW); // Node tells of it a moment later
    });
    return new SharedLine(session, socket, idleMs);
  }

  /** Takes one more request. */
  get isOpen(): boolean {
    return !this.#isLeaving && !this.#session.closed && !this.#session.destroyed && !this.isFull;
  }

  /** Takes no more requests than it has. */
  get isFull(): boolean {
    const { remoteSettings } = this.#session;
    // Node knows no settings until they have come.
    const most = (remoteSettings as typeof remoteSettings | undefined)?.maxConcurrentStreams ?? USUAL_STREAMS;
    return this.#streams.size >= Math.max(1, most);
  }

  get received(): number {
    return this.#socket.bytesRead;
  }

  ping(): void {
    if (!this.#session.closed && !this.#session.destroyed) this.#session.ping(() => undefined);
  }

  /** The head of the answer. Rejects with the connection's error, or `CancelledError`; aborting later destroys the answer. */
  exchange(outgoing: Outgoing, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new CancelledError());
        return;
      }
      const { Host: authority, ...headers } = outgoing.headers;
      const stream = this.#session.request(
        {
          ...headers,
          ':method': outgoing.method,
          ':path': outgoing.target,
          ':authority': String(authority),
        },
        { endStream: true },
      );
      clearTimeout(this.#idle);
      this.#streams.add(stream);
      let answer: IncomingMessage | undefined;
      let failure: Error | undefined;
      const cancelled = onCancelled(signal, () => {
        if (answer) answer.destroy(new CancelledError());
        else stream.destroy();
      });
      stream.on('error', (error: Error) => {
        failure = error;
      });
      stream.once('close', () => {
        this.#streams.delete(stream);
        this.#rest();
        cancelled.dispose();
        if (!answer) reject(signal.aborted ? new CancelledError() : (failure ?? broken()));
      });
      stream.on('response', (head) => {
        answer = answerOf(stream, head, () => failure ?? broken());
        resolve(answer);
      });
    });
  }

  /** Calls it when the connection has ended; at once if it has. */
  onceClosed(listener: () => void): void {
    if (this.#session.destroyed) listener();
    else this.#session.once('close', listener);
  }

  /** No more requests; ends with the last answer. */
  close(): void {
    this.#isLeaving = true;
    this.#rest();
  }

  dispose(error?: Error): void {
    clearTimeout(this.#idle);
    this.#isLeaving = true;
    for (const stream of this.#streams) stream.destroy(error);
    this.#session.destroy();
    this.#socket.destroy();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#streams.size > 0 || this.#session.destroyed) return;
    if (this.#isLeaving) this.#session.close();
    else this.#idle = setTimeout(() => this.#session.close(), this.#idleMs).unref();
  }
}

/** The connection ended at the moment at which it was used. */
const ENDED = [
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
  'ERR_HTTP2_SESSION_ERROR',
];

/**
 * How often a request may be made again elsewhere. Not for what the server has answered; once where the connection has ended; a few
 * times where it was refused, as happens to those who come all at once to a new connection: what it allows is known a moment later.
 */
export function repeatsAfter(error: unknown): number {
  if (!(error instanceof Error) || !('code' in error)) return 0;
  if (error.code === 'ERR_HTTP2_STREAM_ERROR') return error.message.includes(REFUSED) ? 8 : 0;
  return ENDED.includes(String(error.code)) ? 1 : 0;
}

function broken(): Error {
  return Object.assign(new Error('the connection broke off'), { code: 'ECONNRESET' });
}

/** The stream as an answer of the kind that the rest of this program reads. */
function answerOf(
  stream: ClientHttp2Stream,
  head: IncomingHttpHeaders,
  failure: () => Error,
): IncomingMessage {
  const answer = new IncomingMessage(new Socket()); // a socket of no connection: the real one has others on it
  const { ':status': status, ...headers } = head;
  answer.statusCode = Number(status);
  answer.headers = headers;
  answer._read = () => {
    stream.resume();
  };
  stream.on('data', (chunk: Buffer) => {
    if (!answer.push(chunk)) stream.pause();
  });
  stream.once('end', () => {
    if (stream.rstCode !== 0 || stream.aborted) return; // Node ends the reading side of a broken stream, too
    answer.complete = true;
    answer.push(null);
  });
  stream.once('close', () => {
    if (!answer.complete) answer.destroy(failure());
  });
  answer.once('close', () => stream.destroy());
  return answer;
}
