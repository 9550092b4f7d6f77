// Terminals' escape sequences: CSI (colours, cursor), OSC (titles, links, clipboard; ended by BEL or ST), and the short ones.
const ESC = '\\u001b';
const ESCAPE_SEQUENCE = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${ESC}]*(?:\\u0007|${ESC}\\\\)?|[PX^_][^${ESC}]*(?:${ESC}\\\\)?|[ -/]*[0-~]?)`,
  'g',
);
/** What moves the cursor or has no look, and what turns the direction of text around, a known trick to hide what a line says. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
const NOT_PLAIN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

/**
 * A text of a cluster as it may be shown anywhere: every character is one that a reader sees, in the order in which it stands. Names,
 * messages and logs are written by whoever runs something there.
 */
export function plainText(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  return text.replace(ESCAPE_SEQUENCE, '').replace(LINE_ENDS, '\n').replace(UNSEEN, '');
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replace(/[\n\t]+/g, ' ');
}

/**
 * The same for VS Code's notifications and dialogs, which make links, of commands too, from `[words](address)`.
 * Source: parseLinkedText in VS Code's linkedText.ts.
 */
export function plainNotice(text: string): string {
  return plainText(text).replaceAll('](', '] (');
}
