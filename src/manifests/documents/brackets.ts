const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/** The partner of each brace and bracket of a text: with it, what is not of interest is stepped over. */
export class Brackets {
  /** In the order of the text. */
  readonly #opens: Int32Array;
  readonly #closes: Int32Array;

  private constructor(opens: Int32Array, closes: Int32Array) {
    this.#opens = opens;
    this.#closes = closes;
  }

  /**
   * Of what begins with the bracket at `start`. Nothing if a partner is missing or a string does not end on its line: whoever reads then
   * has to look closely.
   */
  static of(text: string, start: number, most: number): Brackets | undefined {
    const opens: number[] = [];
    const closes: number[] = [];
    const waiting: number[] = [];
    let before = SPACE;
    for (let at = start; at < most; at += 1) {
      let code = text.charCodeAt(at);
      if (code === QUOTE) {
        // In the middle of a word it is none.
        if (beginsWord(before)) {
          for (at += 1; ; at += 1) {
            code = text.charCodeAt(at);
            if (code === QUOTE) break;
            if (code === BACKSLASH) at += 1;
            else if (code === NEWLINE || at >= most) return undefined;
          }
        }
      } else if (code === OPEN_MAP || code === OPEN_LIST) {
        waiting.push(opens.length);
        opens.push(at);
        closes.push(0);
      } else if (code === CLOSE_MAP || code === CLOSE_LIST) {
        const open = waiting.pop();
        if (open === undefined || text.charCodeAt(opens[open] ?? 0) !== code - 2) return undefined; // `{` is 2 before `}`, as `[` before `]`
        closes[open] = at + 1;
        if (waiting.length === 0) return new Brackets(Int32Array.from(opens), Int32Array.from(closes));
      } else if (code === APOSTROPHE && beginsWord(before)) {
        const end = singleQuotedEnd(text, at, most);
        if (end === undefined) return undefined;
        at = end;
      } else if (code === HASH && beginsWord(before)) {
        at = text.indexOf('\n', at);
        if (at === -1) return undefined;
        code = NEWLINE;
      }
      before = code;
    }
    return undefined;
  }

  /** The same when all that is behind an offset has moved. */
  moved(offset: number, by: number): Brackets {
    if (by === 0) return this;
    return new Brackets(
      this.#opens.map((place) => (place >= offset ? place + by : place)),
      this.#closes.map((place) => (place > offset ? place + by : place)), // they are behind their brackets
    );
  }

  /** After the partner of the bracket at this offset. */
  endOf(open: number): number | undefined {
    const opens = this.#opens;
    let low = 0;
    let high = opens.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = opens[middle] ?? 0;
      if (found === open) return this.#closes[middle];
      if (found < open) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

/** A quote or a `#` counts only where a word may begin: there is one in `don't`, and one in `a#b`. */
function beginsWord(before: number): boolean {
  return (
    before <= SPACE || before === COMMA || before === COLON || before === OPEN_LIST || before === OPEN_MAP
  );
}

/** The closing quote; two of them are one that belongs to the text. */
function singleQuotedEnd(text: string, start: number, most: number): number | undefined {
  for (let at = start + 1; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return undefined;
    if (code !== APOSTROPHE) continue;
    if (text.charCodeAt(at + 1) !== APOSTROPHE) return at;
    at += 1;
  }
  return undefined;
}
