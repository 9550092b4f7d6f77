import type { Brackets } from './brackets.ts';
import { editBetween, isWithinWord } from './edit.ts';
import { linesAfter, type Lines } from './lines.ts';

/** A masked text and its lines: what all nodes of a document are read from. */
export interface Source {
  readonly text: string;
  readonly lines: Lines;
  /** Of a document that is written in braces, once they were looked at. */
  braces: { readonly start: number; readonly brackets: Brackets | undefined } | undefined;
}

/** A place in the text, with the column that it stands for in the block structure. */
export interface Spot {
  readonly line: number;
  readonly offset: number;
  readonly column: number;
}

/**
 * The source of a text that is another one by a word: while somebody types in a long file, nothing else is looked at again. Nothing
 * where more than a word may have changed.
 */
export function sourceAfter(before: Source, text: string): Source | undefined {
  const edit = editBetween(before.text, text);
  if (!isWithinWord(before.text, text, edit)) return undefined;
  const by = text.length - before.text.length;
  const { braces } = before;
  if (braces && braces.start >= edit.start) return undefined;
  return {
    text,
    lines: linesAfter(before.lines, edit.start, by),
    braces: braces && { start: braces.start, brackets: braces.brackets?.moved(edit.start, by) },
  };
}
