import type { WireLine } from './protocol.ts';

/** Two bytes per character and what a small array and a string weigh in V8: what the limit counts. */
const LINE_WEIGHT = 80;
/** Old lines go in pieces, so that the array is not moved for each of them. */
const TRIM_SHARE = 0.02;

export interface StoreLimits {
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** The newest lines of a log, numbered from 1, within a limit of lines and of memory. */
export class LogStore {
  readonly #limits: StoreLimits;
  #lines: WireLine[] = [];
  #bytes = 0;
  #dropped = 0;

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  /** The number of the oldest line that is kept. */
  get oldest(): number {
    return this.#dropped + 1;
  }

  /** The number that the next line gets. */
  get next(): number {
    return this.#dropped + this.#lines.length + 1;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Adds a line; answers its number. Call `trim` after a batch of them. */
  append(line: WireLine): number {
    this.#lines.push(line);
    this.#bytes += weight(line);
    return this.#dropped + this.#lines.length;
  }

  /** Lets go what is beyond the limits. */
  trim(): void {
    if (this.#lines.length > this.#limits.maxLines || this.#bytes > this.#limits.maxBytes) this.#trim();
  }

  /** What stands in a line; nothing when it was dropped. */
  line(n: number): WireLine | undefined {
    return this.#lines[n - this.oldest];
  }

  /** Another text for a line that is kept. */
  replace(n: number, line: WireLine): void {
    const before = this.line(n);
    if (!before) return;
    this.#lines[n - this.oldest] = line;
    this.#bytes += weight(line) - weight(before);
  }

  /** Lines from number `first` on, at most `count` and about `maxBytes` of them (always one, where there is one). */
  slice(first: number, count: number, maxBytes: number): readonly WireLine[] {
    const from = Math.max(0, first - this.oldest);
    let bytes = 0;
    let to = from;
    while (to < this.#lines.length && to - from < count && (to === from || bytes < maxBytes)) {
      bytes += weight(this.#lines[to]);
      to += 1;
    }
    return this.#lines.slice(from, to);
  }

  clear(): void {
    this.#lines = [];
    this.#bytes = 0;
    this.#dropped = 0;
  }

  #trim(): void {
    const lines = this.#limits.maxLines * (1 - TRIM_SHARE);
    const bytes = this.#limits.maxBytes * (1 - TRIM_SHARE);
    let gone = 0;
    while (gone < this.#lines.length - 1 && (this.#lines.length - gone > lines || this.#bytes > bytes)) {
      this.#bytes -= weight(this.#lines[gone]);
      gone += 1;
    }
    this.#lines.splice(0, gone);
    this.#dropped += gone;
  }
}

function weight(line: WireLine | undefined): number {
  return line === undefined ? 0 : line[2].length * 2 + LINE_WEIGHT;
}
