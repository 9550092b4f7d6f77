import type { Disposable } from '../../common/disposable.ts';

/** How often the clock is looked at, at most and at least. */
const SELDOM_MS = 5_000;
const OFTEN_MS = 20;

/**
 * Notices that an answer has gone quiet: a connection that was cut without a word looks like one on which nothing happens. Compares
 * the wall clock at short intervals instead of setting one long timer, because timers stand still while a laptop sleeps: after it
 * wakes, the first look finds the silence too long.
 */
export class SilenceLimit implements Disposable {
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #limitMs: number;
  #heardAt: number;
  #broken = false;

  /** Calls `onSilence` once when nothing was heard for longer than `limitMs`. */
  constructor(limitMs: number, onSilence: () => void, now: () => number = Date.now) {
    this.#limitMs = limitMs;
    this.#now = now;
    this.#heardAt = now();
    const look = (): void => {
      const now = this.#now();
      this.#heardAt = Math.min(this.#heardAt, now); // the clock may have been set back
      if (now - this.#heardAt <= this.#limitMs) return;
      this.#broken = true;
      clearInterval(this.#timer);
      onSilence();
    };
    this.#timer = setInterval(look, Math.min(SELDOM_MS, Math.max(OFTEN_MS, limitMs / 10)));
  }

  /** The silence was too long. */
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
  }
}
