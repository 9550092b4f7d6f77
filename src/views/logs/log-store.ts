import { KeptLines } from './kept-lines.ts';
import type { PackedLines } from './packed-lines.ts';
import type { WireLine } from './protocol.ts';

/** Two bytes per character, and what else is kept of a line: what the limit counts. */
const LINE_WEIGHT = 32;
/** Old lines go in pieces. */
const TRIM_SHARE = 0.02;

export interface StoreLimits {
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** The newest lines of a log, numbered from 1, within a limit of lines and of memory. */
export class LogStore {
  readonly #limits: StoreLimits;
  #kept = new KeptLines();
  #bytes = 0;

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  /** The number of the oldest line that is kept. */
  get oldest(): number {
    return this.#kept.oldest;
  }

  /** The number that the next line gets. */
  get next(): number {
    return this.#kept.next;
  }

  get dropped(): number {
    return this.#kept.oldest - 1;
  }

  /** Lines before this number will not be joined by others in what `packedFrom` answers. */
  get openFrom(): number {
    return this.#kept.openFrom;
  }

  /** Adds a line; answers its number. Call `trim` after a batch of them. */
  append(source: number, time: number, text: string, rewrites: number): number {
    this.#bytes += weight(text.length);
    return this.#kept.append(source, time, text, rewrites);
  }

  /** Lets go what is beyond the limits. */
  trim(): void {
    const { maxLines, maxBytes } = this.#limits;
    if (this.next - this.oldest > maxLines || this.#bytes > maxBytes) this.#trim();
  }

  /** What stands in a line; nothing when it was dropped. */
  line(n: number): WireLine | undefined {
    return this.#kept.line(n);
  }

  /** Another text for a line that is kept. */
  replace(n: number, line: WireLine): void {
    if (n < this.oldest) return;
    this.#bytes += weight(line[2].length) - weight(this.#kept.lengthOf(n));
    this.#kept.replace(n, line);
  }

  /** Some lines from a number on, at least one where there is one. */
  packedFrom(first: number): PackedLines {
    return this.#kept.packedFrom(Math.max(first, this.oldest));
  }

  clear(): void {
    this.#kept = new KeptLines();
    this.#bytes = 0;
  }

  #trim(): void {
    const lines = this.#limits.maxLines * (1 - TRIM_SHARE);
    const bytes = this.#limits.maxBytes * (1 - TRIM_SHARE);
    let oldest = this.oldest;
    while (oldest < this.next - 1 && (this.next - oldest > lines || this.#bytes > bytes)) {
      this.#bytes -= weight(this.#kept.lengthOf(oldest));
      oldest += 1;
    }
    this.#kept.forgetBefore(oldest);
  }
}

function weight(characters: number): number {
  return characters * 2 + LINE_WEIGHT;
}
