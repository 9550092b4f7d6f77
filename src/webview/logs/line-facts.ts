import { ByteRing } from './byte-ring.ts';
import type { LineFacts } from './log-line.ts';
import type { Level } from './severity.ts';
import type { Traceback } from './tracebacks.ts';

const LEVELS: readonly Level[] = ['plain', 'debug', 'info', 'warning', 'error'];
const CODES: Readonly<Record<Level, number>> = { plain: 0, debug: 1, info: 2, warning: 3, error: 4 };
const LEVEL = 7;
const CONTINUED = 8;

/** What was found out of each line, by its number. Most lines are of some level and nothing else: one byte each. */
export class FactsOfLines {
  readonly #bytes = new ByteRing();
  readonly #traces = new Map<number, Traceback>();
  readonly #raw = new Set<number>();

  setLevel(n: number, level: Level, isContinued = false): void {
    this.#bytes.set(n, CODES[level] | (isContinued ? CONTINUED : 0));
  }

  setTrace(n: number, trace: Traceback): void {
    this.#traces.set(n, trace);
    this.setLevel(n, 'error');
  }

  levelOf(n: number): Level {
    return LEVELS[this.#bytes.get(n) & LEVEL] ?? 'plain';
  }

  traceOf(n: number): Traceback | undefined {
    return this.#traces.size === 0 ? undefined : this.#traces.get(n);
  }

  /** All lines that are part of one, by their numbers. */
  get traces(): ReadonlyMap<number, Traceback> {
    return this.#traces;
  }

  toggleRaw(n: number): void {
    if (!this.#raw.delete(n)) this.#raw.add(n);
  }

  of(n: number): LineFacts {
    return {
      level: this.levelOf(n),
      isContinued: (this.#bytes.get(n) & CONTINUED) !== 0,
      trace: this.traceOf(n),
      isRaw: this.#raw.has(n),
    };
  }

  forgetBefore(n: number): void {
    this.#bytes.forgetBefore(n);
    for (const known of this.#traces.keys()) {
      if (known >= n) break;
      this.#traces.delete(known);
    }
    for (const known of this.#raw) if (known < n) this.#raw.delete(known);
  }
}
