/** Something in a line that leads somewhere. */
export interface TextLink {
  readonly from: number;
  readonly to: number;
  readonly target: { readonly path: string; readonly line: number } | { readonly url: string };
}

/** `File "/app/train.py", line 88`; `train.py:88`, as pytest, linters and loggers write it; web addresses. */
const LINK =
  /File "([^"<>]{1,400})", line (\d{1,7})|((?:[\w@~.-]*\/)*[\w@-]+\.(?:py|ipynb|R|jl|sql|ya?ml|toml|sh|scala|java|go|rs|js|ts)):(\d{1,7})\b|(https?:\/\/[^\s"'<>`\\]{3,2000})/g;
/** Punctuation that ends a sentence, not an address. */
const TRAILING = /[.,;:!?)\]}]+$/;
/** A line with more of them is data. */
const MOST_LINKS = 50;

/** The places in code and the web addresses that a piece of text names. */
export function linksIn(text: string): readonly TextLink[] {
  if (!text.includes(':') && !text.includes('File "')) return [];
  const links: TextLink[] = [];
  for (const match of text.matchAll(LINK)) {
    const [whole, framePath, frameLine, path, line, address] = match;
    const from = match.index;
    if (address !== undefined) {
      const url = withoutTrailing(address);
      links.push({ from, to: from + url.length, target: { url } });
    } else {
      const target = { path: framePath ?? path ?? '', line: Number(frameLine ?? line) };
      links.push({ from, to: from + whole.length, target });
    }
    if (links.length >= MOST_LINKS) break;
  }
  return links;
}

/** `(see http://x/y).` means `http://x/y`; `http://x/a_(b)` keeps its bracket. */
function withoutTrailing(address: string): string {
  const cut = address.replace(TRAILING, '');
  const rest = address.slice(cut.length);
  return rest.startsWith(')') && cut.includes('(') ? `${cut})` : cut;
}
