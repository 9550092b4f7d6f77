import type { LogLine } from './log-events.ts';
import { LineSplitter } from './line-splitter.ts';
import { logTime } from './log-time.ts';

/** The longest line that is held whole, in bytes with its timestamp. */
export const LONGEST_LINE = 1024 * 1024;
/** Runtimes hand a line without an end on in pieces of 16 KiB: where a progress bar goes on in one, each piece is news. */
const REDRAWN_LINE = 16 * 1024;
/** `2026-01-15T10:00:00Z` and `2026-01-15T10:00:00.123456789+02:00` with the space behind them. */
const SHORTEST_TIME = 20;
const LONGEST_TIME = 35;
const USUAL_TIME = 30;
const DASH = 45;
const SPACE = 32;
const RETURN = 13;

/** Reads what the log endpoint sends with `timestamps=true`. One parser per answer. */
export class LogLines {
  readonly #splitter: LineSplitter;
  #into: LogLine[] = [];
  /** Set while pieces of a long line come: the time that the whole of it has. */
  #unfinished: { at: string | undefined } | undefined;

  constructor(longestLine = LONGEST_LINE) {
    this.#splitter = new LineSplitter(longestLine, Math.min(longestLine, REDRAWN_LINE));
  }

  /** The lines that this chunk completes. */
  push(chunk: Buffer): LogLine[] {
    this.#splitter.push(chunk, this.#take);
    return this.#taken();
  }

  /** The last line, when the stream ended without a newline. */
  end(): LogLine[] {
    this.#splitter.end(this.#take);
    return this.#taken();
  }

  #taken(): LogLine[] {
    const lines = this.#into;
    this.#into = [];
    return lines;
  }

  readonly #take = (raw: string, from: number, to: number, unfinished: boolean): void => {
    const begun = this.#unfinished;
    let at = begun?.at;
    let start = from;
    if (!begun) {
      const end = endOfTime(raw, from, to);
      at = end > from ? logTime(raw.slice(from, end)) : undefined;
      if (at !== undefined) start = Math.min(end + 1, to);
    }
    this.#unfinished = unfinished ? { at } : undefined;
    const end = !unfinished && to > start && raw.charCodeAt(to - 1) === RETURN ? to - 1 : to;
    this.#into.push(lineOf(at, raw.slice(start, end), unfinished));
  };
}

/** Where a time in front of a line would end: no place before the line where it has none. */
function endOfTime(raw: string, from: number, to: number): number {
  if (to - from > SHORTEST_TIME && raw.charCodeAt(from + 4) === DASH) {
    // Nearly always in the form with nine digits.
    if (raw.charCodeAt(from + USUAL_TIME) === SPACE) return from + USUAL_TIME;
    const space = raw.indexOf(' ', from + SHORTEST_TIME);
    if (space > 0 && space < to && space - from <= LONGEST_TIME) return space;
  }
  // A line of nothing but a time was an empty line.
  return to - from <= LONGEST_TIME ? to : -1;
}

function lineOf(at: string | undefined, text: string, unfinished: boolean): LogLine {
  if (unfinished) return at === undefined ? { text, partial: true } : { at, text, partial: true };
  return at === undefined ? { text } : { at, text };
}
