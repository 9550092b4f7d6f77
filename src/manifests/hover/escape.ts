/** Longer than any sentence of ours with a sensible value in it: what is longer was written to fill the screen. */
const LONGEST = 1200;

/**
 * A text that came from a file, a cluster or a reference, as markdown that shows exactly this text: nothing in it becomes a link, a
 * picture, an icon, a heading or a new line. Bare addresses are links for most renderers, so they are broken up as well.
 */
export function escaped(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_{}[\]<>#|~&$@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/^([-+=]|\d+[.)])/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

/** One line without what moves the cursor, hides text or turns its direction. */
export function plainLine(text: string): string {
  const line = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
