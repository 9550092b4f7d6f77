/** A line as it would stand on a terminal. */
export interface LineText {
  readonly text: string;
  /** How often a progress bar rewrote it; 0 for an ordinary line. */
  readonly rewrites: number;
}

/**
 * The last state of a line that a progress bar (tqdm, pip) rewrote with carriage returns. What a shorter rewrite left standing of a
 * longer one is dropped: bars pad with blanks or erase, and remains of the old text would only look like garbage.
 */
export function lineText(raw: string): LineText {
  if (!raw.includes('\r')) return { text: raw, rewrites: 0 };
  const states = raw.split('\r').filter((state) => state.trim() !== '');
  return { text: states.at(-1) ?? '', rewrites: Math.max(0, states.length - 1) };
}
