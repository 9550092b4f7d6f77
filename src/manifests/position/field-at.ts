import type { Field, ManifestValue } from '../field.ts';
import { FILLED_IN } from '../documents/mask.ts';
import { lineAt, lineTextEnd, NO_INDENT, type Lines } from '../documents/lines.ts';
import type { ManifestFile, PlacedDocument } from '../documents/manifest-file.ts';
import type { Mapping, Node, Pair, Scalar } from '../documents/node.ts';
import { objectAt, type ChartOf } from '../documents/objects.ts';

/** A field with the place of the words that were pointed at. */
export interface FieldAt {
  readonly field: Field;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly part: 'key' | 'value';
}

/** The field whose key or value an offset is on. Nothing on comments, blanks, templates, and wherever the structure is in doubt. */
export function fieldAt(
  file: ManifestFile,
  offset: number,
  fileName: string,
  chartOf: ChartOf,
): FieldAt | undefined {
  const placed = file.at(offset);
  if (!placed) return undefined;
  const { document, start } = placed;
  const place = offset - start;
  if (isDoubtful(document.source.lines, document.text, place)) return undefined;
  const object = objectAt(document, place, fileName, chartOf);
  if (!object) return undefined;
  const way = new Way();
  const hit = find(placed, object.node, place, way);
  if (!hit || (isBroken(document.root) && !way.standsInColumns(document.text))) return undefined;
  return {
    field: {
      document: object.sort,
      path: way.path,
      root: document.value(object.node, new Set(way.pairs)),
      ...(object.node.isOpen && { partial: true }), // lines that a template writes may add anything
      others: () => otherObjects(file, placed),
    },
    start: start + hit.start,
    end: start + hit.end,
    part: hit.part,
  };
}

/** More documents than anybody would look through. */
const MOST_OTHERS = 200;

function otherObjects(file: ManifestFile, { document }: PlacedDocument): readonly ManifestValue[] {
  return file.documents
    .filter((other) => other.document !== document)
    .slice(0, MOST_OTHERS)
    .map((other) => other.document.value(other.document.root));
}

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly part: 'key' | 'value';
}

/** From the root of an object down to a field. */
class Way {
  readonly path: (string | number)[] = [];
  readonly pairs: Pair[] = [];
  readonly mappings: Mapping[] = [];

  /** Where braces do not match, the columns have to: each key deeper than the one above it, and in line with its siblings. */
  standsInColumns(text: string): boolean {
    let above = -1;
    return this.mappings.every((mapping, index) => {
      const here = this.pairs[index];
      if (!here) return true;
      const column = firstColumn(text, here.keyStart);
      if (column === undefined) return true;
      const inLine = mapping.pairs
        .filter((pair) => pair.keyStart <= here.keyStart)
        .every((pair) => (firstColumn(text, pair.keyStart) ?? column) === column);
      const isDeeper = column > above;
      above = column;
      return inLine && isDeeper;
    });
  }
}

function find(placed: PlacedDocument, node: Node | undefined, offset: number, way: Way): Hit | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case 'scalar':
      return isInScalar(placed, node, offset) ? hitOf(placed, node, offset) : undefined;
    case 'alias':
      return node.start <= offset && offset <= node.end
        ? { start: node.start, end: node.end, part: 'value' }
        : undefined;
    case 'sequence': {
      const index = node.items.findLastIndex(({ start, end }) => start <= offset && offset <= end);
      const item = node.items[index];
      if (!item) return undefined;
      way.path.push(index);
      return find(placed, item.value, offset, way);
    }
    case 'mapping': {
      const pair = node.pairs.findLast(({ keyStart, end }) => keyStart <= offset && offset <= end);
      if (pair?.key === undefined || pair.key === '<<') return undefined;
      way.path.push(pair.key);
      way.pairs.push(pair);
      way.mappings.push(node);
      if (offset <= pair.keyEnd) return { start: pair.keyStart, end: pair.keyEnd, part: 'key' };
      return find(placed, pair.value, offset, way) ?? filledInBehind(placed, pair, offset);
    }
  }
}

/** `labels: {{ include … }}` with more labels below: what the template writes belongs to the key, too. */
function filledInBehind({ document }: PlacedDocument, pair: Pair, offset: number): Hit | undefined {
  const { text } = document;
  if (text[offset] !== FILLED_IN || pair.value === undefined || offset >= pair.value.start) return undefined;
  const before = text.slice(pair.keyEnd, offset);
  if (before.includes('\n')) return undefined;
  const start = pair.keyEnd + Math.max(0, before.indexOf(FILLED_IN));
  const [words = ''] = /^[^\r\n]*/.exec(text.slice(start, pair.value.start)) ?? [];
  return { start, end: start + words.trimEnd().length, part: 'value' };
}

function isInScalar({ document }: PlacedDocument, scalar: Scalar, offset: number): boolean {
  if (offset < scalar.start || offset > scalar.end) return false;
  if (scalar.style !== 'block' && !document.text.slice(scalar.start, scalar.end).includes('\n')) return true;
  const { lines } = document.source;
  const line = lineAt(lines, offset);
  return offset >= (lines.content[line] ?? 0) && offset <= lineTextEnd(document.text, lines, line);
}

/** Of a text of many lines only the one that is pointed at is marked. */
function hitOf({ document }: PlacedDocument, { start, end }: Scalar, offset: number): Hit {
  const { lines } = document.source;
  const line = lineAt(lines, offset);
  return {
    start: Math.max(start, lines.content[line] ?? 0),
    end: Math.min(end, lineTextEnd(document.text, lines, line)),
    part: 'value',
  };
}

function isBroken(root: Node | undefined): boolean {
  return (root?.type === 'mapping' || root?.type === 'sequence') && root.isBroken === true;
}

/** The column of a key that is the first thing on its line. */
function firstColumn(text: string, keyStart: number): number | undefined {
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  return /^[\s{[]*$/.test(text.slice(lineStart, keyStart)) ? keyStart - lineStart : undefined;
}

/**
 * With tabs on some lines and blanks on others nobody can tell which line belongs to which: from a line with a tab on, nothing is
 * said until the next line that is not indented at all.
 */
function isDoubtful(lines: Lines, text: string, offset: number): boolean {
  if (!lines.isMixed) return false;
  for (let line = lineAt(lines, offset); line >= 0; line -= 1) {
    const indent = lines.indent[line] ?? NO_INDENT;
    if (indent !== NO_INDENT && text[lines.start[line] ?? 0] === '\t') return true;
    if (indent === 0) return false;
  }
  return false;
}
