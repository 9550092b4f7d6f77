const NEWLINE = 10;
const RETURN = 13;

/** Hears of each line, which stands in a text between two places; `unfinished` for a piece of one that is longer than the limit. */
export type TakeLine = (text: string, from: number, to: number, unfinished: boolean) => void;

/**
 * Cuts a stream of bytes into lines of text. Lines and UTF-8 characters may be split over chunks. A line longer than the limit is
 * handed out in pieces, cut at the same places however the bytes arrive (a replay of the line gives the same pieces).
 */
export class LineSplitter {
  readonly #limit: number;
  readonly #redrawn: number;
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Something is held that a long line may be cut at. */
  #hasReturn = false;

  /**
   * Limits are in bytes. A progress bar may be one line for hours: a line that is longer than `redrawn` and has carriage returns is
   * cut at one of them, and the piece behind it begins with the return.
   */
  constructor(limit: number, redrawn = limit) {
    this.#limit = limit;
    this.#redrawn = redrawn;
  }

  push(chunk: Buffer, take: TakeLine): void {
    let start = 0;
    if (this.#heldBytes > 0) {
      const first = chunk.indexOf(NEWLINE);
      if (first < 0) {
        this.#hold(chunk, take);
        return;
      }
      this.#hold(chunk.subarray(0, first), take);
      this.#release(take);
      start = first + 1;
    }
    const last = chunk.lastIndexOf(NEWLINE);
    if (last >= start) {
      // A newline byte is never part of another character, so what ends with one can be decoded in one go.
      const whole = chunk.toString('utf8', start, last);
      let from = 0;
      for (let to = whole.indexOf('\n'); to >= 0; to = whole.indexOf('\n', from)) {
        this.#whole(whole, from, to, take);
        from = to + 1;
      }
      this.#whole(whole, from, whole.length, take);
      start = last + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start), take);
  }

  /** The stream has ended: hands out a last line that had no newline. Answers whether there was one. */
  end(take: TakeLine): boolean {
    if (this.#heldBytes === 0) return false;
    this.#release(take);
    return true;
  }

  #hold(bytes: Buffer, take: TakeLine): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    this.#hasReturn ||= bytes.includes(RETURN);
    if (this.#heldBytes <= (this.#hasReturn ? this.#redrawn : this.#limit)) return;
    const rest = this.#cut(Buffer.concat(this.#held), take);
    this.#held = [rest];
    this.#heldBytes = rest.length;
    this.#hasReturn = rest.includes(RETURN, 1);
  }

  /** A line that came in one piece is cut like one that did not. */
  #whole(text: string, from: number, to: number, take: TakeLine): void {
    if ((to - from) * 3 <= this.#redrawn) {
      take(text, from, to, false);
      return;
    }
    const line = text.slice(from, to);
    const rest = line.includes('\r') ? this.#cut(Buffer.from(line), take).toString() : line;
    take(rest, 0, rest.length, false);
  }

  /** Hands out the pieces of a line that is too long; answers the rest. */
  #cut(line: Buffer, take: TakeLine): Buffer {
    let rest = line;
    for (;;) {
      const redrawn = rest.length > this.#redrawn ? returnNear(rest, this.#redrawn) : -1;
      if (redrawn < 0 && rest.length <= this.#limit) return rest;
      const cut = redrawn > 0 && redrawn <= this.#limit ? redrawn : characterStart(rest, this.#limit);
      const piece = rest.toString('utf8', 0, cut);
      take(piece, 0, piece.length, true);
      rest = rest.subarray(cut);
    }
  }

  #release(take: TakeLine): void {
    const line = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    this.#hasReturn = false;
    const text = line?.toString('utf8') ?? '';
    take(text, 0, text.length, false);
  }
}

/** The last carriage return up to an offset, else the first one behind it; none at the very beginning. */
function returnNear(bytes: Buffer, offset: number): number {
  const before = bytes.lastIndexOf(RETURN, offset);
  return before > 0 ? before : bytes.indexOf(RETURN, offset);
}

/** The last place at or before `offset` where a UTF-8 character begins (bytes that are no UTF-8 are cut where asked). */
function characterStart(bytes: Buffer, offset: number): number {
  for (let start = offset; start > offset - 4 && start > 0; start -= 1) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return offset;
}
