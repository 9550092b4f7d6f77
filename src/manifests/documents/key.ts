import { FILLED_IN } from './mask.ts';
import { quotedEnd, quotedText } from './quoted.ts';

/** A key as it stands on a line. */
export interface Key {
  /** Nothing where a template makes it. */
  readonly key: string | undefined;
  readonly start: number;
  readonly end: number;
  /** After the colon. */
  readonly after: number;
}

/** Characters that no plain key begins with; a dash or a question mark only where a blank follows. */
const NO_KEY = /^(?:[{}[\],#|>@%`&*!]|[-?](?:\s|$))/;
const PLAIN_KEY = /:(?=[ \t]|$)/;

/** The key that begins at `start`, if a colon follows it on the line that ends at `lineEnd`. */
export function keyAt(text: string, start: number, lineEnd: number): Key | undefined {
  const line = text.slice(start, lineEnd);
  const quote = line[0];
  if (quote === '"' || quote === "'") {
    const end = quotedEnd(text, start, lineEnd);
    const colon = end === undefined ? null : /^[ \t]*:(?=[ \t]|$)/.exec(text.slice(end, lineEnd));
    if (end === undefined || !colon) return undefined;
    return named(quotedText(text.slice(start, end)), start, end, end + colon[0].length);
  }
  if (NO_KEY.test(line)) return undefined;
  const colon = PLAIN_KEY.exec(line);
  if (!colon) return undefined;
  const key = line.slice(0, colon.index).trimEnd();
  if (key === '' || /[ \t]#/.test(key)) return undefined;
  return named(key, start, start + key.length, start + colon.index + 1);
}

function named(key: string, start: number, end: number, after: number): Key {
  return { key: key.includes(FILLED_IN) ? undefined : key, start, end, after };
}
