import type { ManifestDocument } from '../documents/manifest-document.ts';
import type { ManifestFile } from '../documents/manifest-file.ts';
import type { Mapping, Node } from '../documents/node.ts';

/** Who is looked for. Where either side says no namespace, it is not a reason to differ. */
export interface Wanted {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Where a file describes an object: the offsets of its name. */
export function findObject(
  file: ManifestFile,
  wanted: Wanted,
): { readonly start: number; readonly end: number } | undefined {
  for (const { document, start } of file.documents) {
    if (!document.written.includes(wanted.name)) continue;
    for (const object of objectsOf(document)) {
      const metadata = valueAt(object, 'metadata');
      const name = valueAt(metadata, 'name');
      if (name === undefined || document.value(name) !== wanted.name) continue;
      if (document.value(valueAt(object, 'kind')) !== wanted.kind) continue;
      const namespace = document.value(valueAt(metadata, 'namespace'));
      if (typeof namespace === 'string' && wanted.namespace !== undefined && namespace !== wanted.namespace)
        continue;
      return { start: start + name.start, end: start + name.end };
    }
  }
  return undefined;
}

/** The document itself, or the items of a list. */
function objectsOf({ root }: ManifestDocument): readonly Mapping[] {
  if (root?.type !== 'mapping') return [];
  const items = valueAt(root, 'items');
  if (items?.type !== 'sequence') return [root];
  return items.items.flatMap(({ value }) => (value?.type === 'mapping' ? [value] : []));
}

function valueAt(node: Node | undefined, key: string): Node | undefined {
  return node?.type === 'mapping' ? node.pairs.findLast((pair) => pair.key === key)?.value : undefined;
}
