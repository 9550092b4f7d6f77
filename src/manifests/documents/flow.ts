import { Brackets } from './brackets.ts';
import { FILLED_IN } from './mask.ts';
import type { Item, Mapping, Node, Pair, Sequence } from './node.ts';
import { quotedEnd, quotedText } from './quoted.ts';

/** Deeper than any manifest; what is deeper is not read. */
const DEEPEST = 100;

/** What was read between braces, brackets or quotes, and where it ends. */
export interface Flow {
  readonly node: Node;
  readonly end: number;
  /** Each brace has its partner. */
  readonly isWhole: boolean;
}

/** Reads JSON, and YAML written like it, from `start` to at most `most`. Never fails: what is missing or too much makes it not whole. */
export function readFlow(
  text: string,
  start: number,
  most: number,
  brackets: Brackets | undefined = Brackets.of(text, start, most),
): Flow | undefined {
  const reader = new FlowReader(text, start, most, brackets);
  const node = reader.node(0);
  if (!node) return undefined;
  const whole = reader.isWhole;
  return { node: whole ? node : broken(node), end: reader.at, isWhole: whole };
}

function broken(node: Node): Node {
  return node.type === 'mapping' || node.type === 'sequence' ? { ...node, isBroken: true } : node;
}

class FlowReader {
  readonly #text: string;
  readonly #most: number;
  /** Nothing where they do not match. */
  readonly #brackets: Brackets | undefined;
  at: number;
  isWhole = true;

  constructor(text: string, start: number, most: number, brackets: Brackets | undefined) {
    this.#text = text;
    this.#brackets = brackets;
    this.at = start;
    this.#most = most;
  }

  node(depth: number): Node | undefined {
    const anchor = this.#properties();
    this.#skip();
    const start = this.at;
    const char = this.#char();
    if (char === '' || char === ',' || char === '}' || char === ']' || char === ':') return undefined;
    if (depth > DEEPEST) {
      this.#giveUp();
      return undefined;
    }
    if (char === '{' || char === '[') {
      const brackets = depth > 0 ? this.#brackets : undefined;
      const end = brackets?.endOf(start);
      if (brackets === undefined || end === undefined)
        return char === '{' ? this.mapping(depth, anchor) : this.sequence(depth, anchor);
      this.at = end;
      const place = { text: this.#text, brackets, start, end, depth, anchor };
      return char === '{' ? new FoldedMapping(place) : new FoldedSequence(place);
    }
    if (char === '"' || char === "'") {
      const end = quotedEnd(this.#text, start, this.#lineBound(start));
      if (end === undefined) this.isWhole = false;
      this.at = end ?? this.#endOfLine(start);
      return { type: 'scalar', style: char === '"' ? 'double' : 'single', start, end: this.at, anchor };
    }
    const end = this.#plainEnd();
    if (char === '*') return { type: 'alias', name: this.#text.slice(start + 1, end), start, end };
    return { type: 'scalar', style: 'plain', start, end, anchor };
  }

  mapping(depth: number, anchor: string | undefined): Mapping {
    const start = this.at;
    const pairs: Pair[] = [];
    this.at += 1;
    for (;;) {
      this.#skip();
      const char = this.#char();
      if (char === '') {
        this.isWhole = false;
        break;
      }
      if (char === '}') {
        this.at += 1;
        break;
      }
      if (char === ']') {
        this.isWhole = false; // the end of an outer list: this mapping's own is missing
        break;
      }
      if (char === ',' || char === ':') this.at += 1;
      else {
        const pair = this.#pair(depth);
        if (!pair) break;
        pairs.push(pair);
      }
    }
    return { type: 'mapping', pairs, isOpen: isOpen(pairs), start, end: this.at, anchor };
  }

  #pair(depth: number): Pair | undefined {
    const key = this.node(depth + 1);
    if (!key) return undefined;
    this.#skip();
    return this.#pairOf(key, depth);
  }

  /** The pair that this key begins, with the value after its colon if there is one. */
  #pairOf(key: Node, depth: number): Pair {
    const text = key.type === 'scalar' ? textOf(this.#text, key.start, key.end) : undefined;
    let value: Node | undefined;
    if (this.#char() === ':') {
      this.at += 1;
      value = this.node(depth + 1);
    }
    return { key: text, keyStart: key.start, keyEnd: key.end, end: this.at, value };
  }

  sequence(depth: number, anchor: string | undefined): Sequence {
    const start = this.at;
    const items: Item[] = [];
    this.at += 1;
    for (;;) {
      this.#skip();
      const char = this.#char();
      if (char === '') {
        this.isWhole = false;
        break;
      }
      if (char === ']') {
        this.at += 1;
        break;
      }
      if (char === '}') {
        this.isWhole = false;
        break;
      }
      if (char === ',' || char === ':') this.at += 1;
      else {
        const item = this.node(depth + 1);
        if (!item) break;
        this.#skip();
        items.push(this.#char() === ':' ? this.#singlePair(item, depth) : itemOf(item));
      }
    }
    return { type: 'sequence', items, isOpen: false, start, end: this.at, anchor };
  }

  /** `[a: b]` is a list of one mapping. */
  #singlePair(key: Node, depth: number): Item {
    const pair = this.#pairOf(key, depth);
    const { start } = key;
    const { end } = pair;
    return { start, end, value: { type: 'mapping', pairs: [pair], isOpen: isOpen([pair]), start, end } };
  }

  /** Tags say nothing here. */
  #properties(): string | undefined {
    let anchor: string | undefined;
    for (;;) {
      this.#skip();
      const char = this.#char();
      if (char !== '&' && char !== '!') return anchor;
      const [word = char] = /^[^\s,[\]{}]+/.exec(this.#text.slice(this.at, this.at + 200)) ?? [];
      if (char === '&') anchor = word.slice(1);
      this.at += word.length;
    }
  }

  #char(): string {
    return this.at < this.#most ? (this.#text[this.at] ?? '') : '';
  }

  #skip(): void {
    for (;;) {
      const char = this.#char();
      if (char === ' ' || char === '\t' || char === '\n' || char === '\r') this.at += 1;
      else if (char === '#' && /[\s,[{]/.test(this.#text[this.at - 1] ?? ' '))
        this.at = this.#endOfLine(this.at);
      else return;
    }
  }

  #plainEnd(): number {
    const text = this.#text;
    let at = this.at;
    for (; at < this.#most; at += 1) {
      const char = text[at];
      if (char === '\n' || char === ',' || char === '[' || char === ']' || char === '{' || char === '}')
        break;
      if (char === ':' && /[\s,[\]{}]/.test(text[at + 1] ?? ' ')) break;
      if (char === '#' && /\s/.test(text[at - 1] ?? '')) break;
    }
    this.at = Math.max(at, this.at + 1);
    let end = this.at;
    while (end > 0 && /\s/.test(text[end - 1] ?? '')) end -= 1;
    return end;
  }

  /** A string in JSON ends on its line; in YAML it may go on, which in broken text would swallow everything. */
  #lineBound(start: number): number {
    const end = this.#endOfLine(start);
    if (quotedEnd(this.#text, start, end) !== undefined) return end;
    const next = this.#text.slice(end + 1, end + 200);
    return /^[^\n]*["'][^\n]*:/.test(next) ? end : this.#most;
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    if (end === -1 || end > this.#most) return this.#most;
    return this.#text[end - 1] === '\r' ? end - 1 : end;
  }

  #giveUp(): void {
    this.isWhole = false;
    this.at = this.#most;
  }
}

/** Where something lies that is read when it is asked for. Its braces are known to have their partners. */
interface Fold {
  readonly text: string;
  readonly brackets: Brackets;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly anchor: string | undefined;
}

class FoldedMapping implements Mapping {
  readonly type = 'mapping';
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  readonly #fold: Fold;
  #pairs: readonly Pair[] | undefined;

  constructor(fold: Fold) {
    this.#fold = fold;
    this.start = fold.start;
    this.end = fold.end;
    this.anchor = fold.anchor;
  }

  get pairs(): readonly Pair[] {
    const { text, brackets, start, end, depth } = this.#fold;
    this.#pairs ??= new FlowReader(text, start, end, brackets).mapping(depth, undefined).pairs;
    return this.#pairs;
  }

  get isOpen(): boolean {
    return isOpen(this.pairs);
  }
}

class FoldedSequence implements Sequence {
  readonly type = 'sequence';
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  readonly isOpen = false;
  readonly #fold: Fold;
  #items: readonly Item[] | undefined;

  constructor(fold: Fold) {
    this.#fold = fold;
    this.start = fold.start;
    this.end = fold.end;
    this.anchor = fold.anchor;
  }

  get items(): readonly Item[] {
    const { text, brackets, start, end, depth } = this.#fold;
    this.#items ??= new FlowReader(text, start, end, brackets).sequence(depth, undefined).items;
    return this.#items;
  }
}

function textOf(text: string, start: number, end: number): string | undefined {
  const source = text.slice(start, end);
  if (source.includes(FILLED_IN)) return undefined;
  return source[0] === '"' || source[0] === "'" ? quotedText(source) : source;
}

function itemOf(value: Node): Item {
  return { start: value.start, end: value.end, value };
}

function isOpen(pairs: readonly Pair[]): boolean {
  return pairs.some((pair) => pair.key === undefined);
}
