import type { Disposable } from '../../common/disposable.ts';
import { onCancelled } from '../../common/cancellation.ts';

/** How often the clock is looked at, at most and at least. */
const SELDOM_MS = 5_000;
const OFTEN_MS = 20;

/**
 * Ends a request that has gone quiet: a connection that was cut without a word looks like one on which nothing happens. Compares
 * the wall clock at short intervals instead of setting one long timer, because timers stand still while a laptop sleeps: after it
 * wakes, the first look finds the silence too long.
 */
export class SilenceLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #now: () => number;
  readonly #link: Disposable;
  readonly #timer: NodeJS.Timeout;
  #limitMs: number;
  #heardAt: number;
  #broken = false;

  /** `signal` belongs to the caller: when it aborts, so does `this.signal`. */
  constructor(limitMs: number, signal: AbortSignal, now: () => number = Date.now) {
    this.#limitMs = limitMs;
    this.#now = now;
    this.#heardAt = now();
    this.#link = onCancelled(signal, () => this.#controller.abort());
    this.#timer = setInterval(() => this.#look(), Math.min(SELDOM_MS, Math.max(OFTEN_MS, limitMs / 10)));
  }

  /** For the request: aborts when it was silent for too long, and when the caller's signal aborts. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The silence was too long, and the request was ended for it. */
  get broken(): boolean {
    return this.#broken;
  }

  /** When something was heard last, in milliseconds since the epoch. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** Something came. */
  heard(): void {
    this.#heardAt = this.#now();
  }

  /** From now on another length of silence is too long. */
  limit(milliseconds: number): void {
    this.#limitMs = milliseconds;
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#link.dispose();
  }

  #look(): void {
    if (this.#now() - this.#heardAt <= this.#limitMs) return;
    this.#broken = true;
    clearInterval(this.#timer);
    this.#controller.abort();
  }
}
