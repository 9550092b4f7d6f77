import { plain } from '../../common/terminal-text.ts';
import { KeptLines } from '../../views/logs/kept-lines.ts';
import type { PackedLines } from '../../views/logs/packed-lines.ts';
import { REMARK } from '../../views/logs/protocol.ts';
import type { WireLine } from '../../views/logs/protocol.ts';
import { FactsOfLines } from './line-facts.ts';
import { LineNumbers } from './line-numbers.ts';
import { LogLine } from './log-line.ts';
import type { Finder } from './query.ts';
import { levelOf, RANK } from './severity.ts';
import type { Level } from './severity.ts';
import { BEGINNING, TracebackReader } from './tracebacks.ts';
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
const SPACE = 32;

/**
 * The lines that the page has, and which of them are shown: muted sources, folded tracebacks and lines that do not fit the filter are
 * left out. Numbers (`n`) are of the stream; positions are places among the shown lines.
 */
export class LogModel {
  #kept: KeptLines | undefined;
  readonly #facts = new FactsOfLines();
  readonly #shown = new LineNumbers();
  readonly #matches = new LineNumbers();
  readonly #errors = new LineNumbers();
  #find: Finder | undefined;
  #filter = ALL;
  #muted: ReadonlySet<number> = new Set();
  readonly #tracebacks = new TracebackReader();
  /** How serious the newest line of each source is: what goes on with it is so as well. */
  readonly #levels: Level[] = [];

  /** Adds lines from number `first` on and forgets those older than `oldest`. Lines that are there already are not added again. */
  add(first: number, oldest: number, lines: PackedLines): void {
    const kept = this.#keptUpTo(first);
    const from = kept.next;
    kept.takeNew(first, lines);
    const mayTrace = this.#tracebacks.isReading || lines.text.includes(BEGINNING);
    this.#each((n, source, text) => this.#append(n, source, text, mayTrace), from);
    this.#forget(oldest);
  }

  /** Draws lines again that are there already: progress bars. */
  change(lines: readonly (readonly [n: number, line: WireLine])[]): void {
    for (const [n, wire] of lines) {
      if (!this.line(n)) continue;
      this.#kept?.replace(n, wire);
      const text = plain(wire[2]);
      const trace = this.#facts.traceOf(n);
      if (!trace) this.#facts.setLevel(n, levelOf(text));
      this.#errors.put(n, this.line(n)?.isError === true);
      if (!trace) this.#shown.put(n, !this.#muted.has(wire[0]) && this.#fits(n, wire[0], text));
      this.#matches.put(n, this.#isFound(n, text));
    }
  }

  /** How many lines are shown. */
  get count(): number {
    return this.#shown.length;
  }

  /** How many lines stand in the shown ones: a folded traceback is one of them and stands for all of its lines. */
  get linesShown(): number {
    let folded = 0;
    for (const [n, { head, open, lines }] of this.#facts.traces)
      if (n === head && !open && this.#shown.has(n)) folded += lines - 1;
    return this.#shown.length + folded;
  }

  /** Lines that match and can be gone to: shown, or in a traceback that is folded. */
  get matches(): LineNumbers {
    return this.#matches;
  }

  /** How many matches there are up to a line, itself included. */
  matchesUpTo(n: number): number {
    return this.#matches.placeOf(n + 1);
  }

  /** Where errors begin, whether they are shown or not. */
  get errors(): LineNumbers {
    return this.#errors;
  }

  /** The line at a place among the shown ones. */
  at(position: number): LogLine | undefined {
    const n = position < 0 ? undefined : this.#shown.at(position);
    return n === undefined ? undefined : this.line(n);
  }

  line(n: number): LogLine | undefined {
    const wire = this.#kept?.line(n);
    return wire && new LogLine(n, wire, this.#facts.of(n));
  }

  /** Where a line stands among the shown ones; where it would stand, if it is not shown. */
  positionOf(n: number): number {
    return this.#shown.placeOf(n);
  }

  isShown(n: number): boolean {
    return this.#shown.has(n);
  }

  isMatch(n: number): boolean {
    return this.#matches.has(n);
  }

  /** The newest line from number `from` on that satisfies a condition. */
  newest(fits: (line: LogLine) => boolean, from = 0): LogLine | undefined {
    const { oldest = 0, next = 0 } = this.#kept ?? {};
    for (let n = next - 1; n >= Math.max(oldest, from); n -= 1) {
      const line = this.line(n);
      if (line && fits(line)) return line;
    }
    return undefined;
  }

  /** The next matching line after (or before) a number, going round. */
  nextMatch(n: number, step: 1 | -1): number | undefined {
    return this.#matches.next(n, step);
  }

  /** The next error that is shown, going round. */
  nextError(n: number, step: 1 | -1): number | undefined {
    let at = n;
    for (let tries = 0; tries < this.#errors.length; tries += 1) {
      const found = this.#errors.next(at, step);
      if (found === undefined || this.#isReachable(found)) return found;
      at = found;
    }
    return undefined;
  }

  find(find: Finder | undefined): void {
    this.#find = find;
    this.#findAgain();
  }

  filter(filter: LineFilter): void {
    this.#filter = filter.include || filter.exclude || filter.level !== ALL.level ? filter : ALL;
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

  /** Shows a line as it was printed, or readable again. */
  toggleRaw(n: number): void {
    this.#facts.toggleRaw(n);
  }

  /** The text of the shown lines, tracebacks unfolded, at most so many characters. */
  text(maxLength: number): string {
    const texts: string[] = [];
    let length = 0;
    this.#each((n, _, text) => {
      if (length > maxLength || !this.#isReachable(n)) return;
      length += text.length + 1;
      if (length <= maxLength) texts.push(text);
    });
    return texts.join('\n');
  }

  #append(n: number, source: number, text: string, mayTrace: boolean): void {
    if (source === REMARK) this.#facts.setLevel(n, 'plain');
    else this.#read(n, source, text, mayTrace);
    if (!this.#muted.has(source)) this.#show(n, source, text);
    if (this.#find && this.#isFound(n, text)) this.#matches.push(n);
  }

  /** What a line is: part of a traceback, or as serious as it says, or a continuation of the one before. */
  #read(n: number, source: number, text: string, mayTrace: boolean): void {
    const trace = mayTrace ? this.#tracebacks.read(n, source, text) : undefined;
    if (trace) {
      this.#facts.setTrace(n, trace);
      this.#levels[source] = 'error';
      if (trace.head === n) this.#errors.push(n);
      return;
    }
    if (text.charCodeAt(0) <= SPACE && /^\s+\S/.test(text)) {
      this.#facts.setLevel(n, this.#levels[source] ?? 'plain', true);
      return;
    }
    const level = levelOf(text);
    this.#facts.setLevel(n, level);
    this.#levels[source] = level;
    if (level === 'error') this.#errors.push(n);
  }

  #show(n: number, source: number, text: string): void {
    const trace = this.#facts.traceOf(n);
    if (!trace) {
      if (this.#fits(n, source, text)) this.#shown.push(n);
      return;
    }
    const wasShown = trace.matched && !trace.excluded;
    this.#judge(text, trace);
    const isShown = trace.matched && !trace.excluded;
    if (isShown !== wasShown || trace.head === n) this.#shown.put(trace.head, isShown);
    if (isShown && trace.open) this.#shown.put(n, true);
  }

  /** A traceback is shown or left out as a whole: by whatever stands in it. */
  #judge(text: string, trace: Traceback): void {
    const { include, exclude } = this.#filter;
    trace.matched ||= include === undefined || include(text);
    trace.excluded ||= exclude?.(text) === true;
  }

  #fits(n: number, source: number, text: string): boolean {
    if (this.#filter === ALL || source === REMARK) return true;
    const { include, exclude, level } = this.#filter;
    return (
      RANK[this.#facts.levelOf(n)] >= RANK[level] &&
      (include === undefined || include(text)) &&
      exclude?.(text) !== true
    );
  }

  #showAgain(): void {
    for (const trace of this.#facts.traces.values()) trace.matched = trace.excluded = false;
    for (const [n, trace] of this.#facts.traces) this.#judge(this.line(n)?.text ?? '', trace);
    this.#shown.clear();
    this.#each((n, source, text) => {
      if (this.#muted.has(source)) return;
      const trace = this.#facts.traceOf(n);
      const isShown = trace
        ? trace.matched && !trace.excluded && (trace.open || trace.head === n)
        : this.#fits(n, source, text);
      if (isShown) this.#shown.push(n);
    });
    this.#findAgain();
  }

  #findAgain(): void {
    this.#matches.clear();
    if (!this.#find) return;
    this.#each((n, _, text) => {
      if (this.#isFound(n, text)) this.#matches.push(n);
    });
  }

  #isFound(n: number, text: string): boolean {
    return this.#find?.(text) === true && this.#isReachable(n);
  }

  #isReachable(n: number): boolean {
    if (this.isShown(n)) return true;
    const trace = this.#facts.traceOf(n);
    return trace !== undefined && this.isShown(trace.head);
  }

  /** All lines that are kept, from a number on, with their plain text. */
  #each(visit: (n: number, source: number, text: string) => void, first = 0): void {
    if (!this.#kept) return;
    for (const [part, from] of this.#kept.partsFrom(first)) {
      const { length } = part;
      // Hardly any part has escape sequences: one look at all of its text is less than one at each line.
      const { isPlain } = part;
      for (let place = from; place < length; place += 1) {
        const text = part.textAt(place);
        visit(part.first + place, part.sourceAt(place), isPlain ? text : plain(text));
      }
    }
  }

  /** Lines were dropped before they were sent where these do not follow on what is kept: then so was all that is older. */
  #keptUpTo(first: number): KeptLines {
    if (this.#kept && first <= this.#kept.next) return this.#kept;
    this.#kept = new KeptLines(first);
    this.#forgetFacts(first);
    return this.#kept;
  }

  #forget(oldest: number): void {
    if (!this.#kept || oldest <= this.#kept.oldest) return;
    this.#kept.forgetBefore(oldest);
    this.#forgetFacts(oldest);
  }

  #forgetFacts(oldest: number): void {
    this.#facts.forgetBefore(oldest);
    for (const numbers of [this.#shown, this.#matches, this.#errors]) numbers.forgetBefore(oldest);
  }
}
