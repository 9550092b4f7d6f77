/**
 * What a document is made of. Offsets count from the document's own beginning. What lies below a pair or an item is read when it is
 * asked for: a hover needs one way down, not the whole tree.
 */
export type Node = Scalar | Alias | Mapping | Sequence;

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly anchor?: string | undefined;
}

export interface Scalar extends Placed {
  readonly type: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** Of a block scalar: the column that its text is indented by at least. */
  readonly indent?: number;
}

export interface Alias extends Placed {
  readonly type: 'alias';
  readonly name: string;
}

export interface Mapping extends Placed {
  readonly type: 'mapping';
  readonly pairs: readonly Pair[];
  /** A template may put more into it than stands here. */
  readonly isOpen: boolean;
  /** Written with braces whose end is missing, or that end too often: which pair belongs to which mapping is a guess. */
  readonly isBroken?: boolean;
}

export interface Pair {
  /** Nothing where a template makes the key. */
  readonly key: string | undefined;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** From the key to before the next one, with what is below it. */
  readonly end: number;
  /** Nothing where nothing is written. */
  readonly value: Node | undefined;
}

export interface Sequence extends Placed {
  readonly type: 'sequence';
  readonly items: readonly Item[];
  readonly isOpen: boolean;
  readonly isBroken?: boolean;
}

export interface Item {
  readonly start: number;
  readonly end: number;
  readonly value: Node | undefined;
}
