import type { Lines } from './lines.ts';

/** A masked text and its lines: what all nodes of a document are read from. */
export interface Source {
  readonly text: string;
  readonly lines: Lines;
}

/** A place in the text, with the column that it stands for in the block structure. */
export interface Spot {
  readonly line: number;
  readonly offset: number;
  readonly column: number;
}
