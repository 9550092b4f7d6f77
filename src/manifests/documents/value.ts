import { UNKNOWN, type ManifestValue } from '../field.ts';
import type { Mapping, Node, Pair, Sequence } from './node.ts';
import { scalarValue } from './scalar.ts';

/** Aliases of aliases: deeper than this is a trick, not a manifest. */
const DEEPEST_ALIAS = 8;
/** `<<: *base` takes over what `base` says. */
const MERGE = '<<';

/** What reading values needs of a document. */
export interface ValueSource {
  readonly text: string;
  /** The node that an alias stands for. */
  anchored(name: string, before: number): Node | undefined;
}

/**
 * A node as plain JSON. What lies in mappings is read when it is asked for: of a long object an explanation needs a few fields. Where
 * a template writes a key twice, in two branches, the pairs of `chosen` win: that is where the pointer is.
 */
export function valueOf(
  source: ValueSource,
  node: Node | undefined,
  chosen: ReadonlySet<Pair> = new Set(),
): ManifestValue {
  return read({ source, chosen, aliases: 0 }, node);
}

interface Reading {
  readonly source: ValueSource;
  readonly chosen: ReadonlySet<Pair>;
  /** How many aliases lie between here and the document. */
  readonly aliases: number;
}

function read(reading: Reading, node: Node | undefined): ManifestValue {
  if (!node) return null;
  switch (node.type) {
    case 'scalar':
      return scalarValue(reading.source.text, node);
    case 'alias': {
      const target = reading.source.anchored(node.name, node.start);
      // An anchor around its own alias would have no end.
      if (!target || (target.start <= node.start && node.end <= target.end)) return UNKNOWN;
      if (reading.aliases >= DEEPEST_ALIAS) return UNKNOWN;
      return read({ ...reading, aliases: reading.aliases + 1 }, target);
    }
    case 'sequence':
      return listOf(reading, node);
    case 'mapping':
      return node.isOpen && node.pairs.length === 0 ? UNKNOWN : recordOf(reading, node);
  }
}

function listOf(reading: Reading, { items, isOpen }: Sequence): ManifestValue {
  if (isOpen && items.length === 0) return UNKNOWN;
  return items.map((item) => read(reading, item.value));
}

function recordOf(reading: Reading, { pairs }: Mapping): ManifestValue {
  const own = new Map<string, Pair>();
  for (const pair of pairs) {
    if (pair.key === undefined || pair.key === MERGE) continue;
    const before = own.get(pair.key);
    if (!before || !reading.chosen.has(before)) own.set(pair.key, pair);
  }
  const fields: Record<string, ManifestValue> = {};
  for (const pair of pairs)
    if (pair.key === MERGE)
      for (const part of mergedParts(read(reading, pair.value)))
        for (const key of Object.keys(part)) if (!own.has(key)) later(fields, key, () => part[key] ?? null);
  for (const [key, pair] of own) later(fields, key, () => read(reading, pair.value));
  return fields;
}

function mergedParts(value: ManifestValue): readonly { readonly [key: string]: ManifestValue }[] {
  if (Array.isArray(value)) return (value as readonly ManifestValue[]).flatMap(mergedParts).reverse(); // the first of a list wins
  return typeof value === 'object' && value !== null
    ? [value as { readonly [key: string]: ManifestValue }]
    : [];
}

/** A field that is read at its first use, and looks like any other. */
function later(fields: Record<string, ManifestValue>, key: string, make: () => ManifestValue): void {
  Object.defineProperty(fields, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = make();
      Object.defineProperty(fields, key, { enumerable: true, configurable: true, value });
      return value;
    },
  });
}
