import type { ManifestValue } from '../field.ts';
import { readDocument } from './block.ts';
import { linesOf } from './lines.ts';
import { maskTemplates } from './mask.ts';
import type { Node, Pair } from './node.ts';
import { sourceAfter, type Source } from './source.ts';
import { valueOf, type ValueSource } from './value.ts';

/** One document of a stream. Everything about it is found out when it is first asked for, and kept: its text never changes. */
export class ManifestDocument implements ValueSource {
  /** As it was written. */
  readonly written: string;
  #source: Source | undefined;
  #root: { readonly node: Node | undefined } | undefined;
  #anchors: readonly AnchoredNode[] | undefined;

  /** `before`: the document that it was, as far as that is known. */
  constructor(written: string, before?: ManifestDocument) {
    this.written = written;
    // What has no templates is read as it is written.
    const source = before ? before.#source : undefined;
    if (source && source.text === before?.written) this.#source = sourceAfter(source, written);
  }

  /** With blanks or fill-ins in place of templates; offsets are the same. */
  get text(): string {
    return this.source.text;
  }

  get source(): Source {
    if (!this.#source) {
      const text = maskTemplates(this.written);
      this.#source = { text, lines: linesOf(text), braces: undefined };
    }
    return this.#source;
  }

  get root(): Node | undefined {
    this.#root ??= { node: readDocument(this.source) };
    return this.#root.node;
  }

  value(node: Node | undefined, chosen?: ReadonlySet<Pair>): ManifestValue {
    return valueOf(this, node, chosen);
  }

  /** The newest node of that name before the offset: an anchor may be given again. */
  anchored(name: string, before: number): Node | undefined {
    if (!this.text.includes(`&${name}`)) return undefined;
    if (!this.#anchors) {
      const found: AnchoredNode[] = [];
      collectAnchors(this.root, found, 0);
      this.#anchors = found;
    }
    return this.#anchors.findLast((each) => each.name === name && each.node.start < before)?.node;
  }
}

interface AnchoredNode {
  readonly name: string;
  readonly node: Node;
}

const DEEPEST = 200;

function collectAnchors(node: Node | undefined, found: AnchoredNode[], depth: number): void {
  if (!node || depth > DEEPEST) return;
  if (node.anchor !== undefined) found.push({ name: node.anchor, node });
  if (node.type === 'mapping') for (const pair of node.pairs) collectAnchors(pair.value, found, depth + 1);
  if (node.type === 'sequence') for (const item of node.items) collectAnchors(item.value, found, depth + 1);
}
