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

  readonly #take = (raw: string, unfinished: boolean): void => {
    const begun = this.#unfinished;
    let at = begun?.at;
    let text = raw;
    if (!begun) {
      const space =
        raw.length > SHORTEST_TIME && raw.charCodeAt(4) === 45 ? raw.indexOf(' ', SHORTEST_TIME) : -1;
      // A line of nothing but a time was an empty line.
      const end = space > 0 && space <= LONGEST_TIME ? space : raw.length <= LONGEST_TIME ? raw.length : -1;
      at = end > 0 ? logTime(raw.slice(0, end)) : undefined;
      if (at !== undefined) text = raw.slice(end + 1);
    }
    this.#unfinished = unfinished ? { at } : undefined;
    if (!unfinished && text.endsWith('\r')) text = text.slice(0, -1);
    this.#into.push(lineOf(at, text, unfinished));
  };
}

function lineOf(at: string | undefined, text: string, unfinished: boolean): LogLine {
  if (unfinished) return at === undefined ? { text, partial: true } : { at, text, partial: true };
  return at === undefined ? { text } : { at, text };
}
