import { REMARK } from '../../views/logs/protocol.ts';
import type { WireLine } from '../../views/logs/protocol.ts';
import { plain } from '../../common/terminal-text.ts';
import type { Level } from './severity.ts';
import type { Traceback } from './tracebacks.ts';

/** What the model knows of a line besides what was printed. */
export interface LineFacts {
  readonly level: Level;
  /** It says no level of its own: it goes on with the line before it (the rest of a stack trace). */
  readonly isContinued: boolean;
  /** The traceback that it is part of. Its first line stands for it while it is folded. */
  readonly trace: Traceback | undefined;
  /** Shown as it was printed, although it could be made readable. */
  readonly isRaw: boolean;
}

/** One line that the page has, as it is now. */
export class LogLine {
  /** Its number in the stream. */
  readonly n: number;
  readonly source: number;
  readonly at: number;
  /** With escape sequences. */
  readonly raw: string;
  readonly rewrites: number;
  readonly level: Level;
  readonly trace: Traceback | undefined;
  readonly isRaw: boolean;
  readonly #isContinued: boolean;
  #text: string | undefined;

  constructor(n: number, [source, at, raw, rewrites]: WireLine, facts: LineFacts) {
    this.n = n;
    this.source = source;
    this.at = at;
    this.raw = raw;
    this.rewrites = rewrites;
    this.level = facts.level;
    this.trace = facts.trace;
    this.isRaw = facts.isRaw;
    this.#isContinued = facts.isContinued;
  }

  /** Without escape sequences: what is searched and copied. */
  get text(): string {
    this.#text ??= plain(this.raw);
    return this.#text;
  }

  /** Something that Porthole says, not the program. */
  get isRemark(): boolean {
    return this.source === REMARK;
  }

  /** An error begins here: not each of the lines that explain it. */
  get isError(): boolean {
    return this.trace ? this.trace.head === this.n : this.level === 'error' && !this.#isContinued;
  }
}
