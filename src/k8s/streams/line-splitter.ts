const NEWLINE = 10;

/** Hears of each line; `unfinished` for a piece of one that is longer than the limit. */
export type TakeLine = (text: string, unfinished: boolean) => void;

/**
 * Cuts a stream of bytes into lines of text. Lines and UTF-8 characters may be split over chunks. A line longer than the limit is
 * handed out in pieces, cut at the same places however the bytes arrive (a replay of the line gives the same pieces).
 */
export class LineSplitter {
  readonly #limit: number;
  #held: Buffer[] = [];
  #heldBytes = 0;

  /** `limit` is in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
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
        take(whole.slice(from, to), false);
        from = to + 1;
      }
      take(whole.slice(from), false);
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
    if (this.#heldBytes <= this.#limit) return;
    let rest = Buffer.concat(this.#held);
    while (rest.length > this.#limit) {
      const cut = characterStart(rest, this.#limit);
      take(rest.toString('utf8', 0, cut), true);
      rest = rest.subarray(cut);
    }
    this.#held = [rest];
    this.#heldBytes = rest.length;
  }

  #release(take: TakeLine): void {
    const line = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    take(line?.toString('utf8') ?? '', false);
  }
}

/** The last place at or before `offset` where a UTF-8 character begins (bytes that are no UTF-8 are cut where asked). */
function characterStart(bytes: Buffer, offset: number): number {
  for (let start = offset; start > offset - 4 && start > 0; start -= 1) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return offset;
}
