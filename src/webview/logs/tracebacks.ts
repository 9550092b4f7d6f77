import { PYTHON_ERROR } from './severity.ts';

/** One Python traceback in the stream. It grows while its lines arrive. */
export interface Traceback {
  /** The number of its first line, which stands for all of it while it is folded. */
  readonly head: number;
  lines: number;
  /** `ModuleNotFoundError: No module named 'torch'`; empty until it has come. */
  error: string;
  /** The innermost place in the user's own code. */
  place: { readonly path: string; readonly line: number } | undefined;
  open: boolean;
}

const BEGIN = /^(?:\[[^\]]*\]:? ?)?Traceback \(most recent call last\):\s*$/;
const FRAME = /^\s+File "([^"]+)", line (\d+)/;
/** Frames of these are not the user's own code. */
const LIBRARY = /site-packages|dist-packages|\/lib\/python\d|<frozen |<string>|<stdin>/;
/** A traceback that long is not one: something else was printed. */
const MOST_LINES = 1000;

/** Finds tracebacks while lines of several sources arrive in turn. */
export class TracebackReader {
  readonly #current = new Map<number, Traceback>();

  clear(): void {
    this.#current.clear();
  }

  /** The traceback that this line belongs to, if it does. */
  read(n: number, source: number, text: string): Traceback | undefined {
    if (text.includes('Traceback (most recent') && BEGIN.test(text)) {
      const trace: Traceback = { head: n, lines: 1, error: '', place: undefined, open: false };
      this.#current.set(source, trace);
      return trace;
    }
    const trace = this.#current.get(source);
    if (trace === undefined) return undefined;
    if (/^\s/.test(text) && trace.lines < MOST_LINES) {
      const [, path, line] = FRAME.exec(text) ?? [];
      if (path !== undefined && !(LIBRARY.test(path) && trace.place))
        trace.place = { path, line: Number(line) };
      trace.lines += 1;
      return trace;
    }
    // The line after the last frame is the error itself; anything else means that the traceback broke off.
    this.#current.delete(source);
    if (text === '' || !(PYTHON_ERROR.test(text) || /^[\w.]+(?::|$)/.test(text))) return undefined;
    trace.error = text;
    trace.lines += 1;
    return trace;
  }
}
