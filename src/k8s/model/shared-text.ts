/** Enough for the node names, images, reasons and label values of a large cluster. */
const MOST = 20_000;
/** Longer texts are hardly ever the same twice. */
const LONGEST = 256;

let pool = new Map<string, string>();

/**
 * The same string object for the same text. Parsing JSON makes a new string of every value: ten thousand pods would otherwise
 * keep the name of their node, image and owner ten thousand times. Forgets everything when it is full; nothing depends on it but memory.
 */
export function shared(text: string): string {
  if (text.length > LONGEST) return text;
  const known = pool.get(text);
  if (known !== undefined) return known;
  if (pool.size >= MOST) pool = new Map();
  pool.set(text, text);
  return text;
}

export function sharedMaybe(text: string | undefined): string | undefined {
  return text === undefined ? undefined : shared(text);
}
