import { LineBlock, lineAt, LineTail, packedFrom } from './packed-lines.ts';
import type { LinePart, PackedLines } from './packed-lines.ts';
import type { WireLine } from './protocol.ts';

/** A part that is so large is closed, and travels as a whole. */
const BLOCK_LINES = 1024;
const BLOCK_CHARACTERS = 256 * 1024;
/** Lines that come together and are fewer are added one by one: parts of a few lines each would weigh more than these. */
const LEAST_BLOCK = 256;

/** The newest lines of a log by their numbers, in parts: the extension and the page keep them in the same way. */
export class KeptLines {
  readonly #blocks: LineBlock[] = [];
  #tail: LineTail;
  #oldest: number;

  constructor(first = 1) {
    this.#tail = new LineTail(first);
    this.#oldest = first;
  }

  /** The number of the oldest line that is kept. */
  get oldest(): number {
    return this.#oldest;
  }

  /** The number that the next line gets. */
  get next(): number {
    return this.#tail.first + this.#tail.length;
  }

  /** The number of the first line that is in no closed part. */
  get openFrom(): number {
    return this.#tail.first;
  }

  /** Adds a line; answers its number. */
  append(source: number, time: number, text: string, rewrites: number): number {
    const tail = this.#tail;
    tail.append(source, time, text, rewrites);
    const n = tail.first + tail.length - 1;
    if (tail.length >= BLOCK_LINES || tail.characters >= BLOCK_CHARACTERS) this.#close();
    return n;
  }

  /** Adds lines that follow on the newest one. */
  take(packed: PackedLines): void {
    const block = new LineBlock(this.next, packed);
    if (block.length < LEAST_BLOCK) {
      for (let place = 0; place < block.length; place += 1)
        this.append(block.sourceAt(place), block.timeAt(place), block.textAt(place), block.rewritesAt(place));
      return;
    }
    this.#close();
    this.#blocks.push(block);
    this.#tail = new LineTail(block.first + block.length);
  }

  /** The same, of lines some of which may be there already. */
  takeNew(first: number, packed: PackedLines): void {
    if (first === this.next) this.take(packed);
    else if (first + packed.ends.length > this.next)
      this.take(packedFrom(new LineBlock(first, packed), this.next - first));
  }

  /** A line that is kept. */
  line(n: number): WireLine | undefined {
    const part = this.#partOf(n);
    return part && lineAt(part, n - part.first);
  }

  /** Another text for a line that is kept. */
  replace(n: number, line: WireLine): void {
    const part = this.#partOf(n);
    part?.replace(n - part.first, line);
  }

  /** How many characters a line has; none where it is not kept. */
  lengthOf(n: number): number {
    const part = this.#partOf(n);
    return part ? part.lengthAt(n - part.first) : 0;
  }

  /** Lines from a number on, as many as lie in one part. */
  packedFrom(n: number): PackedLines {
    const part = this.#partOf(n) ?? this.#tail;
    const from = Math.max(0, n - part.first);
    return (from === 0 && part instanceof LineBlock ? part.packed : undefined) ?? packedFrom(part, from);
  }

  /** The parts that have lines from a number on, and at which place of the first of them these begin. */
  *partsFrom(n: number): Generator<readonly [part: LinePart, from: number]> {
    const from = Math.max(n, this.#oldest);
    for (const part of [...this.#blocks, this.#tail])
      if (part.length > 0 && part.first + part.length > from) yield [part, Math.max(0, from - part.first)];
  }

  /** Lets go what is older. */
  forgetBefore(n: number): void {
    if (n <= this.#oldest) return;
    this.#oldest = Math.min(n, this.next);
    let gone = 0;
    for (const block of this.#blocks) {
      if (block.first + block.length > this.#oldest) break;
      gone += 1;
    }
    this.#blocks.splice(0, gone);
  }

  #close(): void {
    const tail = this.#tail;
    if (tail.length === 0) return;
    this.#blocks.push(new LineBlock(tail.first, tail.packed()));
    this.#tail = new LineTail(tail.first + tail.length);
  }

  #partOf(n: number): LinePart | undefined {
    if (n < this.#oldest || n >= this.next) return undefined;
    if (n >= this.#tail.first) return this.#tail;
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#blocks[middle]?.first ?? 0) <= n) low = middle;
      else high = middle - 1;
    }
    return this.#blocks[low];
  }
}
