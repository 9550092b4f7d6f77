import type { Socket } from 'node:net';
import { Refusal } from './status.ts';

/** What can go wrong between a client and its cluster, on demand: faults that a real server cannot be made to show. */
export class Faults {
  readonly #sockets = new Set<Socket>();
  readonly #silent = new WeakSet<Socket>();
  readonly #forget: () => void;
  readonly #renewToken: () => void;
  #refusal: { refusal: Refusal; left: number } | undefined;
  #delayMs = 0;

  constructor(effects: { readonly forget: () => void; readonly renewToken: () => void }) {
    this.#forget = effects.forget;
    this.#renewToken = effects.renewToken;
  }

  /** The next `times` requests (all, where nothing is said) are refused with this status. */
  refuse(
    status: number,
    options: { readonly retryAfter?: number; readonly times?: number; readonly message?: string } = {},
  ): void {
    const {
      retryAfter,
      times = Number.POSITIVE_INFINITY,
      message = 'refused by the sample cluster',
    } = options;
    const reason = {
      403: 'Forbidden',
      409: 'Conflict',
      429: 'TooManyRequests',
      500: 'InternalError',
      503: 'ServiceUnavailable',
      504: 'Timeout',
    }[status];
    this.#refusal = {
      refusal: new Refusal(
        status,
        reason,
        message,
        retryAfter === undefined ? undefined : { retryAfterSeconds: retryAfter },
      ),
      left: times,
    };
  }

  /** Every answer begins this much later. */
  slow(milliseconds: number): void {
    this.#delayMs = milliseconds;
  }

  /** All connections break, as when the server is killed. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The connections of this moment stay open and say nothing any more, as when a laptop was asleep. New ones work. */
  halfOpen(): void {
    for (const socket of this.#sockets) {
      this.#silent.add(socket);
      socket.cork();
      socket.pause();
    }
  }

  /** Answers that go on get bytes that are no chunk of HTTP. */
  malformedChunk(): void {
    for (const socket of this.#sockets) socket.write('no chunk\r\n');
  }

  /** The history is lost: watches end with 410, and so do old resource versions and `continue` tokens. */
  gone(): void {
    this.#forget();
  }

  /** The token of this moment is refused from now on; the cluster has a new one. */
  expireToken(): void {
    this.#renewToken();
  }

  /** Everything that is not a broken connection works again. */
  clear(): void {
    this.#refusal = undefined;
    this.#delayMs = 0;
  }

  /** The server's side: knows each connection. */
  connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  /** The server's side, before each answer: waits, throws a refusal, or says that there is to be no answer at all. */
  async beset(socket: Socket): Promise<'silence' | undefined> {
    if (this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
    if (this.#silent.has(socket)) return 'silence';
    if (!this.#refusal || this.#refusal.left <= 0) return undefined;
    this.#refusal.left -= 1;
    throw this.#refusal.refusal;
  }
}
