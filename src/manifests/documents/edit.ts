/** What changed from one text to the next: between `start` and the ends all is new, around it all is as it was. */
export interface Edit {
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

/** Longer pieces than one character are compared by the machine, not by a loop. */
const PIECE = 4096;

export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start + PIECE <= most && before.slice(start, start + PIECE) === after.slice(start, start + PIECE))
    start += PIECE;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  const same = most - start;
  const piece = (text: string, from: number): string =>
    text.slice(text.length - from - PIECE, text.length - from);
  let end = 0;
  while (end + PIECE <= same && piece(before, end) === piece(after, end)) end += PIECE;
  while (
    end < same &&
    before.charCodeAt(before.length - end - 1) === after.charCodeAt(after.length - end - 1)
  )
    end += 1;
  return { start, endBefore: before.length - end, endAfter: after.length - end };
}

const WORD = /^[\w./-]*$/;
const WORD_OR_QUOTE = /[\w./"-]/;

/**
 * Whether an edit only writes on at a word: then the lines, their depths and the braces around them are where they were, but for the
 * distance. A quote or a `#` after the word must not begin anything now that was in the middle of a word before, nor the reverse.
 */
export function isWithinWord(before: string, after: string, { start, endBefore, endAfter }: Edit): boolean {
  if (!WORD.test(before.slice(start, endBefore)) || !WORD.test(after.slice(start, endAfter))) return false;
  const previous = before[start - 1] ?? '\n';
  const next = before[endBefore] ?? '\n';
  if (previous === '\\') return false;
  const isAtWord = WORD_OR_QUOTE.test(previous);
  const staysWord = start < endBefore && start < endAfter;
  if (!isAtWord && !staysWord) return false;
  return isAtWord || staysWord || !/["'#]/.test(next);
}
