import { ESCAPES, hasEscapes, plain } from '../../common/terminal-text.ts';

/** A piece of text with one look. */
export interface Span {
  readonly text: string;
  /** Class names; empty for plain text. */
  readonly look: string;
  /** A colour of the 256 or of the 16 million, as CSS; the 16 named ones are classes, so that the theme decides. */
  readonly color?: string;
  readonly background?: string;
  /** Where the program says that the text leads (OSC 8): a web address. */
  readonly url?: string;
}

/** The text as spans of one look each. Only colours, weights and links are obeyed; every other sequence is left out. */
export function spans(text: string): readonly Span[] {
  if (!hasEscapes(text)) return [{ text: plain(text), look: '' }];
  const made: Span[] = [];
  const style = new Style();
  let from = 0;
  const add = (piece: string): void => {
    if (piece !== '') made.push(style.span(plain(piece)));
  };
  for (const match of text.matchAll(ESCAPES)) {
    add(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') style.apply(match[1] ?? '');
    else if (match[3] !== undefined) style.link(match[3]);
  }
  add(text.slice(from));
  return made;
}

class Style {
  #bold = false;
  #dim = false;
  #italic = false;
  #underline = false;
  #struck = false;
  #inverse = false;
  #url: string | undefined;
  #front: Color | undefined;
  #back: Color | undefined;

  apply(parameters: string): void {
    const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
    for (let index = 0; index < codes.length; index += 1) index += this.#one(codes, index);
  }

  /** `8;id=1;https://…` begins a link, `8;;` ends it. Titles and the clipboard are nobody's business here. */
  link(command: string): void {
    const [, url] = /^8;[^;]*;(.*)$/.exec(command) ?? [];
    if (url !== undefined) this.#url = /^https?:\/\//.test(url) ? url : undefined;
  }

  span(text: string): Span {
    const [front, back] = this.#inverse ? [this.#back, this.#front] : [this.#front, this.#back];
    const look = [
      this.#bold ? 'ansi-bold' : '',
      this.#dim ? 'ansi-dim' : '',
      this.#italic ? 'ansi-italic' : '',
      this.#underline ? 'ansi-underline' : '',
      this.#struck ? 'ansi-struck' : '',
      this.#inverse ? 'ansi-inverse' : '',
      front?.name === undefined ? '' : `ansi-${front.name}`,
      back?.name === undefined ? '' : `ansi-on-${back.name}`,
    ].filter((name) => name !== '');
    return {
      text,
      look: look.join(' '),
      ...(front?.css !== undefined && { color: front.css }),
      ...(back?.css !== undefined && { background: back.css }),
      ...(this.#url !== undefined && { url: this.#url }),
    };
  }

  /** Obeys one code; answers how many of the following ones belonged to it. */
  #one(codes: readonly number[], index: number): number {
    const code = codes[index] ?? 0;
    if (code === 0) this.#reset();
    else if (code === 1) this.#bold = true;
    else if (code === 2) this.#dim = true;
    else if (code === 3) this.#italic = true;
    else if (code === 4) this.#underline = true;
    else if (code === 7) this.#inverse = true;
    else if (code === 9) this.#struck = true;
    else if (code === 22) this.#bold = this.#dim = false;
    else if (code === 23) this.#italic = false;
    else if (code === 24) this.#underline = false;
    else if (code === 27) this.#inverse = false;
    else if (code === 29) this.#struck = false;
    else if (code === 39) this.#front = undefined;
    else if (code === 49) this.#back = undefined;
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) this.#front = named(code);
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) this.#back = named(code - 10);
    else if (code === 38 || code === 48) {
      const { color, used } = extended(codes.slice(index + 1));
      if (code === 38) this.#front = color;
      else this.#back = color;
      return used;
    }
    return 0;
  }

  #reset(): void {
    this.#bold = this.#dim = this.#italic = this.#underline = this.#struck = this.#inverse = false;
    this.#front = this.#back = undefined;
  }
}

interface Color {
  readonly name?: string;
  readonly css?: string;
}

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

function named(code: number): Color {
  const bright = code >= 90;
  const name = NAMES[code - (bright ? 90 : 30)] ?? 'white';
  return { name: bright ? `bright-${name}` : name };
}

/** `5;n`: one of 256. `2;r;g;b`: any. */
function extended([kind, ...rest]: readonly number[]): { color: Color | undefined; used: number } {
  const byte = (value: number | undefined): number => Math.min(255, Math.max(0, Math.trunc(value ?? 0) || 0));
  if (kind === 2)
    return { color: { css: `rgb(${byte(rest[0])}, ${byte(rest[1])}, ${byte(rest[2])})` }, used: 4 };
  if (kind !== 5) return { color: undefined, used: 1 };
  const index = byte(rest[0]);
  if (index < 8) return { color: named(30 + index), used: 2 };
  if (index < 16) return { color: named(82 + index), used: 2 };
  if (index < 232) {
    // A cube of 6 x 6 x 6 with xterm's steps.
    const step = (value: number): number => (value === 0 ? 0 : 55 + 40 * value);
    const cube = index - 16;
    return {
      color: {
        css: `rgb(${step(Math.floor(cube / 36))}, ${step(Math.floor(cube / 6) % 6)}, ${step(cube % 6)})`,
      },
      used: 2,
    };
  }
  const grey = 8 + 10 * (index - 232);
  return { color: { css: `rgb(${grey}, ${grey}, ${grey})` }, used: 2 };
}
