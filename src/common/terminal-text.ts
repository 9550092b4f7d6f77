// What programs print for a terminal: words, and sequences that colour them, move the cursor, set titles.

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);

/**
 * Escape sequences: CSI (1: parameters, 2: what it does; colours, cursor), OSC (3: its command; titles, links, the clipboard; ended by
 * BEL or ST), and others.
 */
export const ESCAPES = new RegExp(
  `${ESC}(?:\\[([0-?]*)[ -/]*([@-~])|\\]([^${BEL}${ESC}]*)(?:${BEL}|${ESC}\\\\)?|[PX^_][^${ESC}]*(?:${ESC}\\\\)?|(?![[\\]PX^_])[ -/]*[0-~])`,
  'g',
);
/** What has no width and no meaning in a log, and what turns the direction of text around (a known trick to hide what a line says). */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** All but these and ESC. Said the other way round: on text that has none of them it is half as much work. */
const NOT_PLAIN = /[^\t\n -~\u00a0-\u200d\u2010-\u2029\u202f-\u2065\u206a-\uffff]/;

/** True of text that is shown as it is: most is, and much of it can be looked at in one go. */
export function isPlain(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/** The text without any escape sequence: what is searched, copied and saved. Other control characters become visible. */
export function plain(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(ESCAPES, '').replace(UNSEEN, shown).replaceAll(ESC, '␛');
}

/** True when the text may hold escape sequences. */
export function hasEscapes(text: string): boolean {
  return text.includes(ESC);
}

function shown(character: string): string {
  const code = character.charCodeAt(0);
  // Control pictures: NUL is shown as a picture of it, and so on. Marks of direction are shown as a dot.
  return code < 32 ? String.fromCharCode(0x2400 + code) : '·';
}
