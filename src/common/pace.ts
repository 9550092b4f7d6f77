import type { Disposable } from './disposable.ts';

/** How often something may run, in milliseconds. */
export interface Tempo {
  /** From the first call to the run, where nothing ran lately: what comes together is one run. */
  readonly mergeMs: number;
  /** From the end of a run to the next, given how long runs take at present. */
  readonly restMs: (tookMs: number) => number;
}

/** A run that took long by accident (a garbage collection, a busy machine) shall not slow down what follows. */
const WEIGHT_OF_LAST = 0.2;

/**
 * Runs an action soon after it is called for, and leaves a rest between runs: however often it is called, most of the time is for
 * everybody else. After a quiet time the first call is answered almost at once.
 */
export class Pace implements Disposable {
  readonly #action: () => void;
  readonly #tempo: Tempo;
  #timer: NodeJS.Timeout | undefined;
  #endedAt = -Infinity;
  #tookMs = 0;
  #disposed = false;

  constructor(action: () => void, tempo: Tempo) {
    this.#action = action;
    this.#tempo = tempo;
  }

  /** Asks for a run. */
  soon(): void {
    if (this.#timer !== undefined || this.#disposed) return;
    const rested = performance.now() - this.#endedAt;
    const wait = Math.max(this.#tempo.mergeMs, this.#tempo.restMs(this.#tookMs) - rested);
    this.#timer = setTimeout(() => this.#run(), wait);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#timer = undefined;
    const begun = performance.now();
    try {
      this.#action();
    } finally {
      this.#endedAt = performance.now();
      this.#tookMs += (this.#endedAt - begun - this.#tookMs) * WEIGHT_OF_LAST;
    }
  }
}
