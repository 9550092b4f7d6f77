import assert from 'node:assert/strict';
import { rootOf } from './row-node.ts';
import type { RowNode } from './row-node.ts';
import type { ViewRow } from './view-row.ts';

/** A tree in short: `{ 'a': 'description', 'b': { … } }`. */
type Sketch = { readonly [label: string]: string | Sketch };

function rowsOf(sketch: Sketch, parent = ''): readonly ViewRow[] {
  return Object.entries(sketch).map(([label, below]) => {
    const id = `${parent}/${label}`;
    return typeof below === 'string'
      ? { id, label, description: below }
      : { id, label, children: () => rowsOf(below, id) };
  });
}

class Tree {
  #sketch: Sketch;
  readonly root: RowNode;

  constructor(sketch: Sketch) {
    this.#sketch = sketch;
    this.root = rootOf(() => rowsOf(this.#sketch));
  }

  /** The ids that must be repainted. */
  change(sketch: Sketch): string[] {
    this.#sketch = sketch;
    const changed: RowNode[] = [];
    this.root.update({ ...this.root.row }, changed);
    return changed.map((node) => node.row.id);
  }
}

function openAll(node: RowNode): void {
  for (const child of node.children) openAll(child);
}

describe('a tree of rows', () => {
  it('repaints one row when one row changed', () => {
    const tree = new Tree({ ns: { a: 'running', b: 'starting' }, other: { c: 'x' } });
    openAll(tree.root);
    assert.deepEqual(tree.change({ ns: { a: 'running', b: 'running' }, other: { c: 'x' } }), ['/ns/b']);
  });

  it('repaints nothing when nothing changed, or when what changed was never opened', () => {
    const tree = new Tree({ ns: { a: 'running' } });
    assert.equal(tree.root.children.length, 1);
    assert.deepEqual(tree.change({ ns: { a: 'running' } }), []);
    assert.deepEqual(tree.change({ ns: { a: 'gone', b: 'new' } }), []);
  });

  it('repaints the group, not the tree, when a row comes, goes or moves', () => {
    const tree = new Tree({ ns: { a: '1', b: '2' }, other: { c: '3' } });
    openAll(tree.root);
    assert.deepEqual(tree.change({ ns: { a: '1' }, other: { c: '3' } }), ['/ns']);
    assert.deepEqual(tree.change({ ns: { b: '2', a: '1' }, other: { c: '3' } }), ['/ns']);
  });

  it('keeps the identity of what stays, so that selection and expansion stay', () => {
    const tree = new Tree({ ns: { a: '1' } });
    openAll(tree.root);
    const [before] = tree.root.children;
    tree.change({ first: { z: '0' }, ns: { a: '2' } });
    assert.equal(tree.root.children[1], before);
    assert.equal(before?.children[0]?.row.description, '2');
  });
});
