import { plain } from '../../common/terminal-text.ts';
import { REMARK } from '../../views/logs/protocol.ts';
import type { WireLine } from '../../views/logs/protocol.ts';
import type { Level } from './severity.ts';
import type { Traceback } from './tracebacks.ts';

/** One line that the page has. */
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
  level: Level = 'plain';
  /** It says no level of its own: it goes on with the line before it (the rest of a stack trace). */
  isContinued = false;
  /** The traceback that it is part of. Its first line stands for it while it is folded. */
  trace: Traceback | undefined;
  /** Shown as it was printed, although it could be made readable. */
  isRaw = false;

  constructor(n: number, [source, at, raw, rewrites]: WireLine) {
    this.n = n;
    this.source = source;
    this.at = at;
    this.raw = raw;
    this.text = plain(raw);
    this.rewrites = rewrites;
  }

  /** Something that Porthole says, not the program. */
  get isRemark(): boolean {
    return this.source === REMARK;
  }

  /** An error begins here: not each of the lines that explain it. */
  get isError(): boolean {
    return this.trace ? this.trace.head === this.n : this.level === 'error' && !this.isContinued;
  }
}
