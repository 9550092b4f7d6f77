import { Brackets } from './brackets.ts';
import { blockScalar, plain, quoted } from './block-scalars.ts';
import { readFlow, type Flow } from './flow.ts';
import { keyAt, type Key } from './key.ts';
import { lineTextEnd, NO_INDENT, type Lines } from './lines.ts';
import { FILLED_IN } from './mask.ts';
import type { Item, Mapping, Node, Pair, Sequence } from './node.ts';
import type { Source, Spot } from './source.ts';

const DASH = 0x2d;
const LONGEST_PROPERTY = 200;
/** What a template writes, and nothing else. */
const ONLY_FILLED_IN = new RegExp(`^${FILLED_IN}[${FILLED_IN} \\t]*(?:#.*)?$`);
const BLOCK_SCALAR = /^[|>][\d+-]{0,2}[ \t]*(?:[ \t]#.*)?$/;

/**
 * The root of a document. Structure is read from indentation alone, and below a line only when it is asked for: unfinished text costs
 * no more than the lines it is on, and a hover in a long file reads one way down. Whatever does not fit is left out, not guessed.
 */
export function readDocument(source: Source): Node | undefined {
  const first = nextContent(source.lines, 0, source.lines.count);
  return first === undefined ? undefined : blockAt(source, spotOf(source.lines, first), source.lines.count);
}

/** What begins at a spot and goes on until `end`, a line. */
function blockAt(source: Source, spot: Spot, end: number, isOpen = false): Node | undefined {
  if (isDash(source, spot)) return new BlockSequence(source, spot, end, isOpen);
  if (
    isQuestion(source.text, spot.offset) ||
    keyAt(source.text, spot.offset, lineTextEnd(source.text, source.lines, spot.line))
  )
    return new BlockMapping(source, spot, end, isOpen);
  return inlineAt(source, { ...spot, column: spot.column - 1 }, end, false);
}

/**
 * What stands behind a key or a dash (`owner`, whose column the spot has), or on a line of its own. `mayNest`: a mapping or list may
 * begin on this line, as behind a dash.
 */
function inlineAt(source: Source, owner: Spot, end: number, mayNest: boolean): Node | undefined {
  const { text, lines } = source;
  const lineEnd = lineTextEnd(text, lines, owner.line);
  let offset = skipBlanks(text, owner.offset, lineEnd);
  let anchor: string | undefined;
  for (;;) {
    const char = text[offset];
    if (offset >= lineEnd || (char !== '&' && char !== '!')) break;
    const [word = char] = /^\S+/.exec(text.slice(offset, Math.min(lineEnd, offset + LONGEST_PROPERTY))) ?? [];
    if (char === '&') anchor = word.slice(1);
    offset = skipBlanks(text, offset + word.length, lineEnd);
  }
  const char = offset < lineEnd ? text[offset] : '#';
  if (char === '#') return anchored(below(source, owner.line, end), anchor);
  const rest = text.slice(offset, lineEnd);
  if (ONLY_FILLED_IN.test(rest)) {
    // `labels: {{ include … | nindent 4 }}` may be the beginning of a block that goes on below.
    const first = nextContent(lines, owner.line + 1, end);
    const more = first === undefined ? undefined : blockAt(source, spotOf(lines, first), end, true);
    if (more?.type === 'mapping' || more?.type === 'sequence') return anchored(more, anchor);
  }
  if (BLOCK_SCALAR.test(rest)) return blockScalar(source, owner, offset, end, anchor);
  if (char === '{' || char === '[') return anchored(flowAt(source, owner, offset)?.node, anchor);
  if (mayNest) {
    const spot = {
      line: owner.line,
      offset,
      column: (lines.indent[owner.line] ?? 0) + offset - (lines.content[owner.line] ?? 0),
    };
    const nested = isDash(source, spot) || keyAt(text, offset, lineEnd) !== undefined;
    if (nested) return anchored(blockAt(source, spot, end), anchor);
  }
  if (char === '*') {
    const [word = '*'] = /^[^\s,]+/.exec(rest) ?? [];
    return { type: 'alias', name: word.slice(1), start: offset, end: offset + word.length };
  }
  if (char === '"' || char === "'") return quoted(source, owner.line, offset, end, anchor);
  // `a: b: c` and `a: ? b` are nothing that anybody could mean
  if (isQuestion(text, offset) || /:(?:[ \t]|$)/.test(rest.replace(/[ \t]#.*$/, ''))) return undefined;
  return plain(source, owner.line, offset, end, anchor);
}

/** What stands on the lines below a key or a dash that has nothing behind it. */
function below(source: Source, line: number, end: number): Node | undefined {
  const { lines } = source;
  const first = nextContent(lines, line + 1, end);
  if (first !== undefined) return blockAt(source, spotOf(lines, first), end);
  if (!hasOpenLine(lines, line + 1, end)) return undefined;
  const start = lines.start[line + 1] ?? 0;
  return { type: 'mapping', pairs: [], isOpen: true, start, end: start };
}

/** A mapping of the block style: one pair for each key at its column. */
class BlockMapping implements Mapping {
  readonly type = 'mapping';
  readonly start: number;
  readonly end: number;
  readonly isOpen: boolean;
  readonly #source: Source;
  readonly #spot: Spot;
  readonly #endLine: number;
  #pairs: readonly Pair[] | undefined;

  constructor(source: Source, spot: Spot, endLine: number, isOpen: boolean) {
    this.#source = source;
    this.#spot = spot;
    this.#endLine = endLine;
    this.start = spot.offset;
    this.end = source.lines.start[endLine] ?? source.text.length;
    this.isOpen = isOpen || hasOpenLine(source.lines, spot.line, endLine);
  }

  get pairs(): readonly Pair[] {
    this.#pairs ??= this.#read();
    return this.#pairs;
  }

  #read(): readonly Pair[] {
    const { text, lines } = this.#source;
    const pairs: Pair[] = [];
    let { line, offset } = this.#spot;
    const { column } = this.#spot;
    while (line < this.#endLine) {
      const key = keyAt(text, offset, lineTextEnd(text, lines, line));
      let next = nextAtMost(lines, line + 1, this.#endLine, column);
      if (key) {
        const spot = { line, offset: key.after, column };
        next = this.#endOfValue(spot, next);
        pairs.push(new BlockPair(this.#source, key, spot, next));
      }
      if (next < this.#endLine && lines.indent[next] !== column) break; // less deep than its siblings: who knows what it belongs to
      line = next;
      offset = lines.content[line] ?? 0;
    }
    return pairs;
  }

  /** A list may stand at the column of its key, and a bracket may close there. */
  #endOfValue(spot: Spot, next: number): number {
    const { text, lines } = this.#source;
    if (next >= this.#endLine) return next;
    const lineEnd = lineTextEnd(text, lines, spot.line);
    const begin = skipProperties(text, spot.offset, lineEnd);
    if (begin < lineEnd && text[begin] !== '#' && !ONLY_FILLED_IN.test(text.slice(begin, lineEnd))) {
      if (text[begin] !== '{' && text[begin] !== '[') return next;
      return Math.min(this.#endLine, Math.max(next, flowAt(this.#source, spot, begin)?.endLine ?? next));
    }
    let end = next;
    while (
      end < this.#endLine &&
      lines.indent[end] === spot.column &&
      isDash(this.#source, spotOf(lines, end))
    )
      end = nextAtMost(lines, end + 1, this.#endLine, spot.column);
    return end;
  }
}

class BlockPair implements Pair {
  readonly key: string | undefined;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly end: number;
  readonly #source: Source;
  readonly #spot: Spot;
  readonly #endLine: number;
  #value: { readonly node: Node | undefined } | undefined;

  constructor(source: Source, key: Key, spot: Spot, endLine: number) {
    this.key = key.key;
    this.keyStart = key.start;
    this.keyEnd = key.end;
    this.end = source.lines.start[endLine] ?? source.text.length;
    this.#source = source;
    this.#spot = spot;
    this.#endLine = endLine;
  }

  get value(): Node | undefined {
    this.#value ??= { node: inlineAt(this.#source, this.#spot, this.#endLine, false) };
    return this.#value.node;
  }
}

class BlockSequence implements Sequence {
  readonly type = 'sequence';
  readonly start: number;
  readonly end: number;
  readonly isOpen: boolean;
  readonly #source: Source;
  readonly #spot: Spot;
  readonly #endLine: number;
  #items: readonly Item[] | undefined;

  constructor(source: Source, spot: Spot, endLine: number, isOpen: boolean) {
    this.#source = source;
    this.#spot = spot;
    this.#endLine = endLine;
    this.start = spot.offset;
    this.end = source.lines.start[endLine] ?? source.text.length;
    this.isOpen = isOpen || hasOpenLine(source.lines, spot.line, endLine);
  }

  get items(): readonly Item[] {
    this.#items ??= this.#read();
    return this.#items;
  }

  #read(): readonly Item[] {
    const { lines } = this.#source;
    const items: Item[] = [];
    let spot = this.#spot;
    while (spot.line < this.#endLine && spot.column === this.#spot.column && isDash(this.#source, spot)) {
      const next = nextAtMost(lines, spot.line + 1, this.#endLine, spot.column);
      items.push(new BlockItem(this.#source, { ...spot, offset: spot.offset + 1 }, next));
      spot = spotOf(lines, next);
    }
    return items;
  }
}

class BlockItem implements Item {
  readonly start: number;
  readonly end: number;
  readonly #source: Source;
  readonly #spot: Spot;
  readonly #endLine: number;
  #value: { readonly node: Node | undefined } | undefined;

  constructor(source: Source, spot: Spot, endLine: number) {
    this.#source = source;
    this.#spot = spot;
    this.#endLine = endLine;
    this.start = spot.offset - 1;
    this.end = source.lines.start[endLine] ?? source.text.length;
  }

  get value(): Node | undefined {
    this.#value ??= { node: inlineAt(this.#source, this.#spot, this.#endLine, true) };
    return this.#value.node;
  }
}

/** Braces and brackets go on as long as lines are deeper than their owner, or begin with what closes them. */
function flowAt(
  source: Source,
  owner: Spot,
  offset: number,
): (Flow & { readonly endLine: number }) | undefined {
  const { text, lines } = source;
  let line = owner.line + 1;
  while (line < lines.count) {
    const indent = lines.indent[line] ?? NO_INDENT;
    if (
      indent !== NO_INDENT &&
      indent <= owner.column &&
      !/[\]},]/.test(text[lines.content[line] ?? 0] ?? '')
    )
      break;
    line += 1;
  }
  const most = lines.start[line] ?? text.length;
  const isRoot = owner.column < 0;
  if (isRoot && source.braces?.start !== offset)
    source.braces = { start: offset, brackets: Brackets.of(text, offset, most) };
  const flow = readFlow(text, offset, most, isRoot ? source.braces?.brackets : undefined);
  if (!flow) return undefined;
  if (!flow.isWhole && !isRoot) {
    // Not closed yet: only what is on the same line is surely inside.
    const cut = readFlow(text, offset, lineTextEnd(text, lines, owner.line));
    return cut && { ...cut, endLine: owner.line + 1 };
  }
  let endLine = owner.line + 1;
  while (endLine < line && (lines.start[endLine] ?? 0) < flow.end) endLine += 1;
  return { ...flow, endLine };
}

function anchored(node: Node | undefined, anchor: string | undefined): Node | undefined {
  if (!node || anchor === undefined) return node;
  if (node.type === 'mapping')
    return {
      type: 'mapping',
      start: node.start,
      end: node.end,
      isOpen: node.isOpen,
      ...(node.isBroken && { isBroken: true }),
      anchor,
      get pairs() {
        return node.pairs;
      },
    };
  if (node.type === 'sequence')
    return {
      type: 'sequence',
      start: node.start,
      end: node.end,
      isOpen: node.isOpen,
      ...(node.isBroken && { isBroken: true }),
      anchor,
      get items() {
        return node.items;
      },
    };
  return { ...node, anchor };
}

function spotOf(lines: Lines, line: number): Spot {
  return { line, offset: lines.content[line] ?? 0, column: lines.indent[line] ?? NO_INDENT };
}

function isDash({ text }: Source, { offset }: Spot): boolean {
  return text.charCodeAt(offset) === DASH && /^(?:\s|$)/.test(text[offset + 1] ?? '');
}

/** `? key` and `: value` on lines of their own: a mapping, of which that pair is left out. */
function isQuestion(text: string, offset: number): boolean {
  return text[offset] === '?' && /^(?:\s|$)/.test(text[offset + 1] ?? '');
}

function nextContent(lines: Lines, from: number, end: number): number | undefined {
  for (let line = from; line < end; line += 1) if (lines.indent[line] !== NO_INDENT) return line;
  return undefined;
}

/** The next line that is not deeper than the column. */
function nextAtMost(lines: Lines, from: number, end: number, column: number): number {
  const { indent } = lines;
  let line = from;
  for (; line < end; line += 1) {
    const depth = indent[line] ?? NO_INDENT;
    if (depth !== NO_INDENT && depth <= column) break;
  }
  return Math.min(line, end);
}

function hasOpenLine(lines: Lines, from: number, end: number): boolean {
  if (!lines.hasOpen) return false;
  const at = lines.open.indexOf(1, from);
  return at !== -1 && at < end;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at += 1;
  return at;
}

function skipProperties(text: string, from: number, end: number): number {
  let at = skipBlanks(text, from, end);
  while (at < end && (text[at] === '&' || text[at] === '!')) {
    while (at < end && text[at] !== ' ' && text[at] !== '\t') at += 1;
    at = skipBlanks(text, at, end);
  }
  return at;
}
