import { ClusterError } from '../problem.ts';

const NEWLINE = 0x0a;
/** etcd refuses objects above 1.5 MiB; as JSON with escapes they can be several times that. A longer line is not an object. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Splits a stream of bytes into lines, whatever the chunks are. Bytes, not text, are collected: a character may lie across two
 * chunks. Holds no more than one unfinished line of at most `longest` bytes.
 */
export class LineSplitter {
  readonly #longest: number;
  #parts: Buffer[] = [];
  #held = 0;

  constructor(longest = LONGEST_LINE) {
    this.#longest = longest;
  }

  /** Calls `onLine` for each line that the chunk completes; empty lines are left out. Throws `ClusterError` when a line is too long. */
  push(chunk: Buffer, onLine: (line: string) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end);
      start = end + 1;
      this.#hold(piece);
      const line = this.#take();
      if (line.trim() !== '') onLine(line);
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** What came after the last newline: the beginning of a line that was cut off. */
  get unfinished(): number {
    return this.#held;
  }

  #hold(piece: Buffer): void {
    this.#held += piece.length;
    if (this.#held > this.#longest) {
      this.#parts = [];
      throw new ClusterError({
        kind: 'server',
        status: 200,
        message: `a line of the answer is longer than ${this.#longest} bytes`,
      });
    }
    this.#parts.push(piece);
  }

  #take(): string {
    const [first] = this.#parts;
    const line =
      this.#parts.length === 1 && first
        ? first.toString('utf8')
        : Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#held = 0;
    return line;
  }
}
