const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** After the quote that ends the string that begins at `start`; nothing where it does not end before `most`. */
export function quotedEnd(text: string, start: number, most: number): number | undefined {
  const quote = text[start];
  let at = start + 1;
  while (at < most) {
    const char = text[at];
    if (char === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1;
      at += 1; // '' is a quote in single quotes
    } else if (char === '\\' && quote === '"') at += 1;
    at += 1;
  }
  return undefined;
}

/** What a string in quotes says. Lines are folded as YAML does. */
export function quotedText(source: string): string {
  const inner = source.slice(1, source.length > 1 && source.at(-1) === source[0] ? -1 : undefined);
  const folded = inner.includes('\n') ? folding(inner) : inner;
  if (source[0] === "'") return folded.replaceAll("''", "'");
  if (!folded.includes('\\')) return folded;
  return folded.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g,
    (whole, two?: string, four?: string, eight?: string, one?: string) => {
      const hex = two ?? four ?? eight;
      if (hex === undefined) return one === undefined ? whole : (ESCAPES[one] ?? one);
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** A line end becomes a blank, an empty line a line end. */
export function folding(source: string): string {
  return source
    .replace(/\\\r?\n[ \t]*/g, '')
    .replace(/[ \t]*\r?\n((?:[ \t]*\r?\n)*)[ \t]*/g, (_, empty: string) => {
      const count = empty.split('\n').length - 1;
      return count === 0 ? ' ' : '\n'.repeat(count);
    });
}
