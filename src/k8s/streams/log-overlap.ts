import type { LogLine } from './log-events.ts';
import { logTimeOf, millisecondsOf, secondOf } from './log-time.ts';

/** How far apart the runtime may write lines of stdout and stderr out of their order. Measured in microseconds; this is plenty. */
const DISORDER_MS = 100;
/** Characters of log text that are kept per second of log, for telling repeats from new lines. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** What a replay tells of one line. */
export type Replayed = 'repeat' | 'new';

/**
 * Knows the newest lines that were handed out, so that a stream can be taken up again without losing or repeating one.
 *
 * The API server hands `sinceTime` to the kubelet in whole seconds, so a resumed stream begins with lines that were seen. Times
 * do not tell them apart: several lines can have the same one, and stdout and stderr come slightly out of order. Hence the whole
 * lines of the last two seconds are kept, and a replayed line that is among them (as often as it is) is a repeat.
 */
export class LogOverlap {
  /** Times after this one are of another second. */
  #endOfSecond = '';
  #current: LogLine[] = [];
  #previous: LogLine[] = [];
  #characters = 0;
  #newest: string | undefined;
  /** Lines before this one were let go within their second: they count as seen. */
  #seenBefore = '';
  #expected: Map<string, number> | undefined;
  #matched = false;
  /** A line after this time cannot be a repeat. */
  #replayedUntil = '';

  /** The time of the newest line. */
  get newest(): string | undefined {
    return this.#newest;
  }

  /** Where to begin again: a time in whole seconds, from which on all lines that were handed out are known here. */
  get since(): string | undefined {
    return this.#newest === undefined
      ? undefined
      : `${secondOf(logTimeOf(millisecondsOf(this.#newest) - DISORDER_MS))}Z`;
  }

  /** A line was handed out. */
  remember(line: LogLine): void {
    if (line.at === undefined) return;
    if (this.#newest === undefined || line.at > this.#newest) {
      this.#newest = line.at;
      if (line.at > this.#endOfSecond) this.#beginSecond(secondOf(line.at));
    }
    this.#keep(line);
    if (this.#characters > MOST_CHARACTERS) this.#letGo();
  }

  /**
   * Lines that came together were handed out. Only the time of the last one is looked at: an earlier one may be newer by the disorder
   * that `since` allows for anyway, and where a second begins among them, more is kept than is needed.
   */
  rememberAll(lines: readonly LogLine[]): void {
    const last = lines.findLast(({ at }) => at !== undefined);
    if (last?.at === undefined) return;
    if (this.#newest === undefined || last.at > this.#newest) {
      this.#newest = last.at;
      if (last.at > this.#endOfSecond) this.#beginSecond(secondOf(last.at));
    }
    for (const line of lines) if (line.at !== undefined) this.#keep(line);
    if (this.#characters > MOST_CHARACTERS) this.#letGo();
  }

  #keep(line: LogLine): void {
    this.#current.push(line);
    this.#characters += line.text.length;
  }

  #beginSecond(second: string): void {
    this.#previous = this.#current;
    this.#current = [];
    this.#characters = 0;
    this.#endOfSecond = `${second}.999999999Z`;
  }

  /** Begins a replay from `since`. `also` knows lines that may come in it too. `isAnew`: known lines need not be in it. */
  replay({ also, isAnew = false }: { readonly also?: LogOverlap; readonly isAnew?: boolean } = {}): void {
    const known = [
      ...this.#previous,
      ...this.#current,
      ...(also ? [...also.#previous, ...also.#current] : []),
    ];
    const expected = new Map<string, number>();
    let newest = '';
    for (const line of known) {
      const key = keyOf(line);
      expected.set(key, (expected.get(key) ?? 0) + 1);
      if (line.at !== undefined && line.at > newest) newest = line.at;
    }
    this.#matched = isAnew;
    this.#expected = expected.size > 0 ? expected : undefined;
    this.#replayedUntil = newest && logTimeOf(millisecondsOf(newest) + 1000);
  }

  /** Judges a line of a replay. To be called for each, in order, before `remember`. */
  judge(line: LogLine): Replayed {
    const expected = this.#expected;
    if (!expected) return 'new';
    if (line.at === undefined) return this.#isRest(line.text) ? 'repeat' : 'new';
    if (line.at < this.#seenBefore) {
      this.#matched = true;
      return 'repeat';
    }
    const key = keyOf(line);
    const count = expected.get(key);
    if (count === undefined) {
      if (this.#matched && line.at > this.#replayedUntil) this.#expected = undefined;
      return 'new';
    }
    this.#matched = true;
    if (count > 1) expected.set(key, count - 1);
    else expected.delete(key);
    if (expected.size === 0) this.#expected = undefined;
    return 'repeat';
  }

  /** Nothing that comes now can be a repeat. */
  get isSettled(): boolean {
    return this.#expected === undefined;
  }

  /** A hole in a replay was told: what comes now is new. */
  settle(): void {
    this.#expected = undefined;
  }

  /** True when a replay has begun and nothing known was in it so far: whatever comes now may follow after a hole. */
  get isUnconnected(): boolean {
    return this.#expected !== undefined && !this.#matched;
  }

  clone(): LogOverlap {
    const copy = new LogOverlap();
    copy.#endOfSecond = this.#endOfSecond;
    copy.#current = [...this.#current];
    copy.#previous = this.#previous;
    copy.#characters = this.#characters;
    copy.#newest = this.#newest;
    copy.#seenBefore = this.#seenBefore;
    return copy;
  }

  /**
   * The kubelet compares each part of a long line (the runtime cuts at 16 KiB) with `sinceTime`, so a replay can begin with the
   * end of a line whose beginning is older; such a rest has no time of its own.
   */
  #isRest(text: string): boolean {
    return !this.#matched && [...this.#previous, ...this.#current].some((line) => line.text.endsWith(text));
  }

  #letGo(): void {
    const kept = this.#current.slice(Math.ceil(this.#current.length / 2));
    this.#seenBefore = kept[0]?.at ?? this.#newest ?? '';
    this.#previous = [];
    this.#current = kept;
    this.#characters = kept.reduce((sum, line) => sum + line.text.length, 0);
  }
}

function keyOf(line: LogLine): string {
  return `${line.at ?? ''} ${line.text}`;
}
