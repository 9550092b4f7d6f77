import { PYTHON_ERROR } from './severity.ts';

/** One Python traceback in the stream, with those that caused it. It grows while its lines arrive. */
export interface Traceback {
  /** The number of its first line, which stands for all of it while it is folded. */
  readonly head: number;
  lines: number;
  /** `ModuleNotFoundError: No module named 'torch'`; empty until it has come. */
  error: string;
  /** The innermost place in the user's own code. */
  place: { readonly path: string; readonly line: number } | undefined;
  open: boolean;
  /** A filter finds something in it. */
  matched: boolean;
  /** A filter leaves it out. */
  excluded: boolean;
}

/** What every traceback has in its first line. */
export const BEGINNING = 'Traceback (most recent';
/** What stands in front of each line where several processes print: `[rank0]: ` (torchrun), `(train pid=7) ` (Ray). */
const BEGIN = /^((?:\[[^\]]*\]:? ?|\([^)]*\) ?|[\w.-]+ \| )?)Traceback \(most recent call last\):\s*$/;
const FRAME = /^\s+File "([^"]+)", line (\d+)/;
/** Frames of these are not the user's own code. */
const LIBRARY = /site-packages|dist-packages|\/lib\/python\d|<frozen |<string>|<stdin>/;
/** Between an error and the traceback of the one that it led to. */
const CAUSE = /^(?:During handling of the above exception|The above exception was the direct cause)/;
/** A traceback that long is not one: something else was printed. */
const MOST_LINES = 2000;

interface Reading {
  readonly trace: Traceback;
  readonly prefix: string;
  /** The error has come; another traceback may follow as its consequence. */
  hasError: boolean;
  /** Empty lines since then: they belong to it only if it goes on. */
  gap: number;
}

/** Finds tracebacks while lines of several sources arrive in turn. */
export class TracebackReader {
  readonly #current = new Map<number, Reading>();

  /** The next line may belong to a traceback, whatever stands in it. */
  get isReading(): boolean {
    return this.#current.size > 0;
  }

  /** The traceback that this line belongs to, if it does. */
  read(n: number, source: number, text: string): Traceback | undefined {
    const reading = this.#current.get(source);
    if (text.includes(BEGINNING)) {
      const begun = BEGIN.exec(text);
      if (begun) return this.#begin(n, source, begun[1] ?? '', reading);
    }
    if (reading === undefined) return undefined;
    // A line of another process in between.
    if (!text.startsWith(reading.prefix)) return undefined;
    const line = text.slice(reading.prefix.length);
    return reading.hasError ? this.#after(source, reading, line) : this.#inside(source, reading, line);
  }

  #begin(n: number, source: number, prefix: string, reading: Reading | undefined): Traceback {
    if (reading?.hasError === true && reading.prefix === prefix && reading.gap < 0) {
      reading.hasError = false;
      reading.trace.lines += 1;
      return reading.trace;
    }
    const trace: Traceback = {
      head: n,
      lines: 1,
      error: '',
      place: undefined,
      open: false,
      matched: false,
      excluded: false,
    };
    this.#current.set(source, { trace, prefix, hasError: false, gap: 0 });
    return trace;
  }

  #inside(source: number, reading: Reading, line: string): Traceback | undefined {
    const { trace } = reading;
    if (/^\s/.test(line) && trace.lines < MOST_LINES) {
      const [, path, number] = FRAME.exec(line) ?? [];
      if (path !== undefined && !(LIBRARY.test(path) && trace.place))
        trace.place = { path, line: Number(number) };
      trace.lines += 1;
      return trace;
    }
    // The line after the last frame is the error itself; anything else means that the traceback broke off.
    if (line === '' || !(PYTHON_ERROR.test(line) || /^[\w.]+(?::|$)/.test(line))) {
      this.#current.delete(source);
      return undefined;
    }
    trace.error = line;
    trace.lines += 1;
    reading.hasError = true;
    reading.gap = 0;
    return trace;
  }

  /** After an error: an empty line, "During handling …", an empty line and the next traceback are all one story. */
  #after(source: number, reading: Reading, line: string): Traceback | undefined {
    const { trace } = reading;
    if (CAUSE.test(line)) reading.gap = -1;
    else if (line !== '' || reading.gap > 0) {
      this.#current.delete(source);
      return undefined;
    } else if (reading.gap === 0) {
      reading.gap = 1;
      return undefined;
    }
    trace.lines += 1;
    return trace;
  }
}
