/**
 * Waiting times between tries: doubled from `first` to `most`, with "full jitter on the upper half" so that many clients do not
 * come back in step after a server restart.
 */
export class BackOff {
  readonly #first: number;
  readonly #most: number;
  readonly #random: () => number;
  #tries = 0;

  constructor(options: { firstMs: number; mostMs: number; random?: () => number }) {
    this.#first = options.firstMs;
    this.#most = options.mostMs;
    this.#random = options.random ?? Math.random;
  }

  /** Milliseconds to wait before the next try. */
  next(): number {
    const whole = Math.min(this.#most, this.#first * 2 ** Math.min(this.#tries, 30));
    this.#tries += 1;
    return whole / 2 + (whole / 2) * this.#random();
  }

  /** The last try succeeded: the next failure starts from the beginning. */
  reset(): void {
    this.#tries = 0;
  }
}
