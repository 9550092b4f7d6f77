import type { WireLine } from '../../views/logs/protocol.ts';
import { has, next, placeOf, put } from './ascending.ts';
import { LogLine } from './log-line.ts';
import type { Finder } from './query.ts';
import { levelOf, RANK } from './severity.ts';
import type { Level } from './severity.ts';
import { TracebackReader } from './tracebacks.ts';
import type { Traceback } from './tracebacks.ts';

/** Which lines are shown. Remarks always are. */
export interface LineFilter {
  /** Only lines that it finds. */
  readonly include: Finder | undefined;
  /** No lines that it finds. */
  readonly exclude: Finder | undefined;
  /** Only lines that are at least so serious. */
  readonly level: Level;
}

const ALL: LineFilter = { include: undefined, exclude: undefined, level: 'debug' };

/**
 * The lines that the page has, and which of them are shown: muted sources, folded tracebacks and lines that do not fit the filter are
 * left out. Numbers (`n`) are of the stream; positions are places among the shown lines.
 */
export class LogModel {
  #lines: LogLine[] = [];
  #first = 1;
  readonly #shown: number[] = [];
  readonly #matches: number[] = [];
  readonly #errors: number[] = [];
  #find: Finder | undefined;
  #filter = ALL;
  #muted: ReadonlySet<number> = new Set();
  readonly #tracebacks = new TracebackReader();
  /** How serious the newest line of each source is: what goes on with it is so as well. */
  readonly #levels = new Map<number, Level>();

  /** Adds lines from number `first` on and forgets those older than `oldest`. Lines that are there already are not added again. */
  add(first: number, oldest: number, lines: readonly WireLine[]): void {
    if (this.#lines.length === 0) this.#first = first;
    const after = this.#first + this.#lines.length;
    for (const [index, wire] of lines.entries())
      if (first + index >= after) this.#append(first + index, wire);
    this.#forget(oldest);
  }

  /** Draws lines again that are there already: progress bars. */
  change(lines: readonly (readonly [n: number, line: WireLine])[]): void {
    for (const [n, wire] of lines) {
      const before = this.line(n);
      if (!before) continue;
      const line = new LogLine(n, wire);
      line.trace = before.trace;
      line.level = line.trace ? 'error' : levelOf(line.text);
      this.#lines[n - this.#first] = line;
      put(this.#errors, n, line.isError);
      if (!line.trace) put(this.#shown, n, !this.#muted.has(line.source) && this.#fits(line));
      put(this.#matches, n, this.#isFound(line));
    }
  }

  /** How many lines are shown. */
  get count(): number {
    return this.#shown.length;
  }

  /** Lines that match and can be gone to: shown, or in a traceback that is folded. */
  get matches(): readonly number[] {
    return this.#matches;
  }

  /** How many matches there are up to a line, itself included. */
  matchesUpTo(n: number): number {
    return placeOf(this.#matches, n + 1);
  }

  /** Where errors begin, whether they are shown or not. */
  get errors(): readonly number[] {
    return this.#errors;
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
    return placeOf(this.#shown, n);
  }

  isShown(n: number): boolean {
    return has(this.#shown, n);
  }

  isMatch(n: number): boolean {
    return has(this.#matches, n);
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
    return next(this.#matches, n, step);
  }

  /** The next error that is shown, going round. */
  nextError(n: number, step: 1 | -1): number | undefined {
    let at = n;
    for (let tries = 0; tries < this.#errors.length; tries += 1) {
      const found = next(this.#errors, at, step);
      const line = found === undefined ? undefined : this.line(found);
      if (line === undefined || this.#isReachable(line)) return found;
      at = line.n;
    }
    return undefined;
  }

  find(find: Finder | undefined): void {
    this.#find = find;
    this.#findAgain();
  }

  filter(filter: LineFilter): void {
    this.#filter = filter;
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
      if (!this.#isReachable(line)) continue;
      length += line.text.length + 1;
      if (length > maxLength) break;
      texts.push(line.text);
    }
    return texts.join('\n');
  }

  #append(n: number, wire: WireLine): void {
    const line = new LogLine(n, wire);
    this.#lines.push(line);
    if (!line.isRemark) this.#read(line);
    if (line.isError) this.#errors.push(n);
    if (!this.#muted.has(line.source)) this.#show(line);
    if (this.#isFound(line)) this.#matches.push(n);
  }

  /** What a line is: part of a traceback, or as serious as it says, or a continuation of the one before. */
  #read(line: LogLine): void {
    const { source, text } = line;
    line.trace = this.#tracebacks.read(line.n, source, text);
    if (line.trace) line.level = 'error';
    else if (/^\s+\S/.test(text)) {
      line.level = this.#levels.get(source) ?? 'plain';
      line.isContinued = true;
      return;
    } else line.level = levelOf(text);
    this.#levels.set(source, line.level);
  }

  #show(line: LogLine): void {
    const { trace } = line;
    if (!trace) {
      if (this.#fits(line)) this.#shown.push(line.n);
      return;
    }
    const wasShown = trace.matched && !trace.excluded;
    this.#judge(line, trace);
    const isShown = trace.matched && !trace.excluded;
    if (isShown !== wasShown || trace.head === line.n) put(this.#shown, trace.head, isShown);
    if (isShown && trace.open) put(this.#shown, line.n, true);
  }

  /** A traceback is shown or left out as a whole: by whatever stands in it. */
  #judge(line: LogLine, trace: Traceback): void {
    const { include, exclude } = this.#filter;
    trace.matched ||= include === undefined || include(line.text);
    trace.excluded ||= exclude?.(line.text) === true;
  }

  #fits(line: LogLine): boolean {
    if (line.isRemark) return true;
    const { include, exclude, level } = this.#filter;
    return (
      RANK[line.level] >= RANK[level] &&
      (include === undefined || include(line.text)) &&
      exclude?.(line.text) !== true
    );
  }

  #showAgain(): void {
    for (const { trace } of this.#lines) if (trace) trace.matched = trace.excluded = false;
    for (const line of this.#lines) if (line.trace) this.#judge(line, line.trace);
    replace(
      this.#shown,
      this.#lines.filter((line) => {
        if (this.#muted.has(line.source)) return false;
        const { trace } = line;
        if (!trace) return this.#fits(line);
        return trace.matched && !trace.excluded && (trace.open || trace.head === line.n);
      }),
    );
    this.#findAgain();
  }

  #findAgain(): void {
    replace(this.#matches, this.#find ? this.#lines.filter((line) => this.#isFound(line)) : []);
  }

  #isFound(line: LogLine): boolean {
    return this.#find?.(line.text) === true && this.#isReachable(line);
  }

  #isReachable({ n, trace }: LogLine): boolean {
    return this.isShown(n) || (trace !== undefined && this.isShown(trace.head));
  }

  #forget(oldest: number): void {
    const gone = Math.min(oldest - this.#first, this.#lines.length);
    if (gone <= 0) return;
    this.#lines.splice(0, gone);
    this.#first += gone;
    for (const numbers of [this.#shown, this.#matches, this.#errors])
      numbers.splice(0, placeOf(numbers, this.#first));
  }
}

/** Other numbers in the same list. */
function replace(numbers: number[], lines: readonly LogLine[]): void {
  numbers.length = 0;
  for (const { n } of lines) numbers.push(n);
}
