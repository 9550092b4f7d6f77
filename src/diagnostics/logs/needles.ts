/** Characters that needles are made of: ASCII, upper case read as lower case. Others match nothing. */
const ALPHABET = 128;

/**
 * Finds which of many groups of literal texts a text holds, in one pass and without regard to case (Aho and Corasick's automaton).
 * Its time does not grow with the number of needles, unlike that of one regular expression of them all.
 */
export class Needles {
  /** The next state, by state and character. */
  readonly #next: Int32Array;
  /** By state: the groups of which a needle has just been read. */
  readonly #read: (readonly number[] | undefined)[];

  constructor(groups: readonly (readonly string[])[]) {
    const letters = groups.flat().reduce((sum, needle) => sum + needle.length, 1);
    const next = new Int32Array(letters * ALPHABET).fill(-1);
    const read: number[][] = [[]];
    groups.forEach((needles, group) => {
      for (const needle of needles) {
        let state = 0;
        for (const letter of needle.toLowerCase()) {
          const edge = state * ALPHABET + (letter.charCodeAt(0) % ALPHABET);
          if (next[edge] === -1) next[edge] = read.push([]) - 1;
          state = next[edge] ?? 0;
        }
        read[state]?.push(group);
      }
    });
    closeGaps(next, read);
    for (let state = 0; state < read.length; state += 1)
      for (let upper = 65; upper <= 90; upper += 1)
        next[state * ALPHABET + upper] = next[state * ALPHABET + upper + 32] ?? 0;
    this.#next = next;
    this.#read = read.map((found) => (found.length === 0 ? undefined : [...new Set(found)]));
  }

  /** Where the first needle ends that lies between the two places; -1 where there is none. */
  find(text: string, from: number, to: number): number {
    const next = this.#next;
    const read = this.#read;
    let state = 0;
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      state = code < ALPHABET ? (next[state * ALPHABET + code] ?? 0) : 0;
      if (read[state] !== undefined) return at + 1;
    }
    return -1;
  }

  /** The groups of which the text holds a needle, in their order. */
  groupsIn(text: string): readonly number[] {
    const groups = new Set<number>();
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = code < ALPHABET ? (this.#next[state * ALPHABET + code] ?? 0) : 0;
      this.#read[state]?.forEach((group) => groups.add(group));
    }
    return [...groups].sort((a, b) => a - b);
  }
}

/** Turns the tree of needles into an automaton: where no needle goes on, the longest end of what was read that begins another does. */
function closeGaps(next: Int32Array, read: number[][]): void {
  const fallback = new Int32Array(read.length);
  const queue: number[] = [0];
  for (const state of queue) {
    for (let code = 0; code < ALPHABET; code += 1) {
      const edge = state * ALPHABET + code;
      const child = next[edge] ?? -1;
      const other = state === 0 ? 0 : (next[(fallback[state] ?? 0) * ALPHABET + code] ?? 0);
      if (child === -1) next[edge] = other;
      else {
        fallback[child] = other;
        read[child]?.push(...(read[other] ?? []));
        queue.push(child);
      }
    }
  }
}
