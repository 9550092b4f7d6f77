import { isPlain } from '../../common/terminal-text.ts';
import type { WireLine } from './protocol.ts';

/**
 * Lines as columns. Hundreds of thousands are kept and travel: as an object each they would weigh more than their text, and the
 * editor, which hands typed arrays on as they are, would look at every number of an array of arrays.
 */
export interface PackedLines {
  /** All texts, with a newline between them. */
  readonly text: string;
  /** Where each text ends in it. */
  readonly ends: Uint32Array;
  readonly sources: Int16Array;
  /** Milliseconds; 0 where it is not known. */
  readonly times: Float64Array;
  /** The lines that a progress bar rewrote: their places, and how often. */
  readonly rewrites: readonly (readonly [place: number, count: number])[];
}

/** Lines beside each other in the stream. A place is counted from the first of them. */
export interface LinePart {
  /** The number of the first one. */
  readonly first: number;
  readonly length: number;
  /** Nothing in it is for a terminal. False where nobody has looked. */
  readonly isPlain: boolean;
  textAt(place: number): string;
  lengthAt(place: number): number;
  sourceAt(place: number): number;
  timeAt(place: number): number;
  rewritesAt(place: number): number;
  replace(place: number, line: WireLine): void;
}

/** Lines that are complete as they are; some of them may be drawn again all the same. */
export class LineBlock implements LinePart {
  readonly first: number;
  readonly #packed: PackedLines;
  readonly #rewrites: ReadonlyMap<number, number> | undefined;
  #redrawn: Map<number, WireLine> | undefined;
  #isPlain: boolean | undefined;

  constructor(first: number, packed: PackedLines) {
    this.first = first;
    this.#packed = packed;
    this.#rewrites = packed.rewrites.length > 0 ? new Map(packed.rewrites) : undefined;
  }

  get length(): number {
    return this.#packed.ends.length;
  }

  get isPlain(): boolean {
    this.#isPlain ??= isPlain(this.#packed.text);
    return this.#isPlain && this.#redrawn === undefined;
  }

  /** As it was packed; nothing where a line was drawn again since. */
  get packed(): PackedLines | undefined {
    return this.#redrawn === undefined ? this.#packed : undefined;
  }

  textAt(place: number): string {
    const redrawn = this.#redrawn?.get(place);
    if (redrawn) return redrawn[2];
    const { text, ends } = this.#packed;
    return text.slice(place === 0 ? 0 : (ends[place - 1] ?? 0) + 1, ends[place]);
  }

  lengthAt(place: number): number {
    const redrawn = this.#redrawn?.get(place);
    if (redrawn) return redrawn[2].length;
    const { ends } = this.#packed;
    return (ends[place] ?? 0) - (place === 0 ? 0 : (ends[place - 1] ?? 0) + 1);
  }

  sourceAt(place: number): number {
    return this.#packed.sources[place] ?? 0;
  }

  timeAt(place: number): number {
    return this.#redrawn?.get(place)?.[1] ?? this.#packed.times[place] ?? 0;
  }

  rewritesAt(place: number): number {
    return this.#redrawn?.get(place)?.[3] ?? this.#rewrites?.get(place) ?? 0;
  }

  replace(place: number, line: WireLine): void {
    this.#redrawn ??= new Map();
    this.#redrawn.set(place, line);
  }
}

/** The newest lines, to which more are added. */
export class LineTail implements LinePart {
  readonly first: number;
  readonly isPlain = false;
  readonly #texts: string[] = [];
  readonly #sources: number[] = [];
  readonly #times: number[] = [];
  readonly #rewrites = new Map<number, number>();
  #characters = 0;

  constructor(first: number) {
    this.first = first;
  }

  get length(): number {
    return this.#texts.length;
  }

  get characters(): number {
    return this.#characters;
  }

  append(source: number, time: number, text: string, rewrites: number): void {
    if (rewrites > 0) this.#rewrites.set(this.#texts.length, rewrites);
    this.#texts.push(text);
    this.#sources.push(source);
    this.#times.push(time);
    this.#characters += text.length;
  }

  textAt(place: number): string {
    return this.#texts[place] ?? '';
  }

  lengthAt(place: number): number {
    return this.#texts[place]?.length ?? 0;
  }

  sourceAt(place: number): number {
    return this.#sources[place] ?? 0;
  }

  timeAt(place: number): number {
    return this.#times[place] ?? 0;
  }

  rewritesAt(place: number): number {
    return this.#rewrites.get(place) ?? 0;
  }

  replace(place: number, [, time, text, rewrites]: WireLine): void {
    this.#characters += text.length - this.lengthAt(place);
    this.#texts[place] = text;
    this.#times[place] = time;
    if (rewrites > 0) this.#rewrites.set(place, rewrites);
    else this.#rewrites.delete(place);
  }

  /** All of it. */
  packed(): PackedLines {
    const texts = this.#texts;
    const ends = new Uint32Array(texts.length);
    let end = -1;
    for (let place = 0; place < texts.length; place += 1) {
      end += (texts[place]?.length ?? 0) + 1;
      ends[place] = end;
    }
    return {
      text: texts.join('\n'),
      ends,
      sources: new Int16Array(this.#sources),
      times: new Float64Array(this.#times),
      rewrites: [...this.#rewrites],
    };
  }
}

/** One line, on its own. */
export function lineAt(part: LinePart, place: number): WireLine {
  return [part.sourceAt(place), part.timeAt(place), part.textAt(place), part.rewritesAt(place)];
}

/** Some lines of a part, from a place on. */
export function packedFrom(part: LinePart, from: number): PackedLines {
  return pack(Array.from({ length: part.length - from }, (_, index) => lineAt(part, from + index)));
}

export function pack(lines: readonly WireLine[]): PackedLines {
  const tail = new LineTail(0);
  for (const line of lines) tail.append(...line);
  return tail.packed();
}

export function unpack(packed: PackedLines): readonly WireLine[] {
  const block = new LineBlock(0, packed);
  return Array.from({ length: block.length }, (_, place) => lineAt(block, place));
}
