import { REMARK } from '../../views/logs/protocol.ts';
import type { WireLine } from '../../views/logs/protocol.ts';
import { plain } from './ansi.ts';
import { levelOf } from './severity.ts';
import type { Level } from './severity.ts';
import { TracebackReader } from './tracebacks.ts';
import type { Traceback } from './tracebacks.ts';

export class LogLine {
  /** Its number in the stream. */
  readonly n: number;
  readonly source: number;
  readonly at: number;
  /** With escape sequences. */
  readonly raw: string;
  /** Without: what is searched and copied. */
  readonly text: string;
  readonly rewrites: number;
  /** The traceback that it is part of. Its first line stands for it while it is folded. */
  readonly trace: Traceback | undefined;
  #level: Level | undefined;

  constructor(n: number, [source, at, raw, rewrites]: WireLine, text: string, trace: Traceback | undefined) {
    this.n = n;
    this.source = source;
    this.at = at;
    this.raw = raw;
    this.text = text;
    this.rewrites = rewrites;
    this.trace = trace;
  }

  /** How bad it says it is. Found out when it is asked for: most lines pass unseen. */
  get level(): Level | 'remark' {
    if (this.source === REMARK) return 'remark';
    this.#level ??= levelOf(this.text);
    return this.#level;
  }
}

/** Answers for each line whether it fits what is looked for. */
export type Finder = (text: string) => boolean;

/**
 * The lines that the page has, and which of them are shown: muted sources, folded tracebacks and lines that do not match are left
 * out. Numbers (`n`) are of the stream; positions are places among the shown lines.
 */
export class LogModel {
  #lines: LogLine[] = [];
  #first = 1;
  /** Numbers of the shown lines, ascending. */
  #shown: number[] = [];
  /** Numbers of the matching lines, ascending. */
  #matches: number[] = [];
  #find: Finder | undefined;
  #onlyMatching = false;
  #muted: ReadonlySet<number> = new Set();
  readonly #tracebacks = new TracebackReader();

  clear(): void {
    this.#lines = [];
    this.#first = 1;
    this.#shown = [];
    this.#matches = [];
    this.#tracebacks.clear();
  }

  /** Adds lines from number `first` on and forgets those older than `oldest`. Lines that are there already are not added again. */
  add(first: number, oldest: number, lines: readonly WireLine[]): void {
    if (this.#lines.length === 0) this.#first = first;
    const next = this.#first + this.#lines.length;
    for (const [index, wire] of lines.entries()) if (first + index >= next) this.#append(first + index, wire);
    this.#forget(oldest);
  }

  /** Draws lines again that are there already: progress bars. */
  change(lines: readonly (readonly [n: number, line: WireLine])[]): void {
    for (const [n, wire] of lines) {
      const before = this.line(n);
      if (!before) continue;
      const line = new LogLine(n, wire, plain(wire[2]), before.trace);
      this.#lines[n - this.#first] = line;
      put(this.#matches, n, this.#find?.(line.text) === true);
      put(this.#shown, n, this.#isShown(line, false));
    }
  }

  /** How many lines are shown. */
  get count(): number {
    return this.#shown.length;
  }

  get matches(): readonly number[] {
    return this.#matches;
  }

  /** The line at a place among the shown ones. */
  at(position: number): LogLine | undefined {
    const n = this.#shown[position];
    return n === undefined ? undefined : this.line(n);
  }

  line(n: number): LogLine | undefined {
    return this.#lines[n - this.#first];
  }

  /** Where a line stands among the shown ones; where it would stand, if it is not shown. */
  positionOf(n: number): number {
    return lowerBound(this.#shown, n);
  }

  isMatch(n: number): boolean {
    return this.#matches[lowerBound(this.#matches, n)] === n;
  }

  /** The newest line from number `from` on that satisfies a condition. */
  newest(fits: (line: LogLine) => boolean, from = this.#first): LogLine | undefined {
    for (let index = this.#lines.length - 1; index >= Math.max(0, from - this.#first); index -= 1) {
      const line = this.#lines[index];
      if (line && fits(line)) return line;
    }
    return undefined;
  }

  /** The next matching line after (or before) a number, going round. */
  nextMatch(n: number, step: 1 | -1): number | undefined {
    const index = lowerBound(this.#matches, step === 1 ? n + 1 : n) + (step === 1 ? 0 : -1);
    return this.#matches.at(index % Math.max(1, this.#matches.length));
  }

  /** The next error after a line, going round: the head of a traceback, or a line that says so. */
  nextError(n: number): number | undefined {
    const isError = (line: LogLine): boolean =>
      (line.trace ? line.trace.head === line.n : line.level === 'error') && !this.#muted.has(line.source);
    const from = Math.max(0, n + 1 - this.#first);
    for (let index = from; index < this.#lines.length; index += 1) {
      const line = this.#lines[index];
      if (line && isError(line)) return line.n;
    }
    return this.#lines.find(isError)?.n;
  }

  find(find: Finder | undefined, onlyMatching: boolean): void {
    this.#find = find;
    this.#onlyMatching = onlyMatching && find !== undefined;
    this.#matches = find ? this.#lines.filter((line) => find(line.text)).map((line) => line.n) : [];
    this.#showAgain();
  }

  /** Leaves out the lines of these sources, and of no others. */
  mute(sources: ReadonlySet<number>): void {
    this.#muted = sources;
    this.#showAgain();
  }

  toggle(trace: Traceback): void {
    trace.open = !trace.open;
    this.#showAgain();
  }

  /** The text of the shown lines, tracebacks unfolded, at most so many characters. */
  text(maxLength: number): string {
    const texts: string[] = [];
    let length = 0;
    for (const line of this.#lines) {
      if (!this.#isShown(line, true)) continue;
      length += line.text.length + 1;
      if (length > maxLength) break;
      texts.push(line.text);
    }
    return texts.join('\n');
  }

  #append(n: number, wire: WireLine): void {
    const [source, , raw] = wire;
    const text = plain(raw);
    const trace = source === REMARK ? undefined : this.#tracebacks.read(n, source, text);
    const line = new LogLine(n, wire, text, trace);
    this.#lines.push(line);
    if (this.#find?.(text) === true) this.#matches.push(n);
    if (this.#isShown(line, false)) this.#shown.push(n);
  }

  #forget(oldest: number): void {
    const gone = Math.min(oldest - this.#first, this.#lines.length);
    if (gone <= 0) return;
    this.#lines.splice(0, gone);
    this.#first += gone;
    this.#shown.splice(0, lowerBound(this.#shown, oldest));
    this.#matches.splice(0, lowerBound(this.#matches, oldest));
  }

  #isShown(line: LogLine, unfolded: boolean): boolean {
    if (this.#muted.has(line.source)) return false;
    if (this.#onlyMatching) return this.#find?.(line.text) === true;
    return unfolded || line.trace === undefined || line.trace.open || line.trace.head === line.n;
  }

  #showAgain(): void {
    if (this.#onlyMatching && this.#muted.size === 0) this.#shown = [...this.#matches];
    else this.#shown = this.#lines.filter((line) => this.#isShown(line, false)).map((line) => line.n);
  }
}

/** Puts a number into its place among ascending ones, or takes it out. */
function put(numbers: number[], n: number, isIn: boolean): void {
  const place = lowerBound(numbers, n);
  const wasIn = numbers[place] === n;
  if (isIn !== wasIn) numbers.splice(place, wasIn ? 1 : 0, ...(wasIn ? [] : [n]));
}

/** The first place whose number is not below `n`. */
function lowerBound(numbers: readonly number[], n: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < n) low = middle + 1;
    else high = middle;
  }
  return low;
}
