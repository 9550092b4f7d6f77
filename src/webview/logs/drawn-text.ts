import type { LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { spans } from './ansi.ts';
import { describe } from './controls.ts';
import { linksIn } from './links.ts';
import type { TextLink } from './links.ts';

/** What text may carry besides its letters. */
export interface TextLook {
  readonly words: LogWords;
  /** What is marked; nothing in a line that does not match. */
  readonly highlight: RegExp | undefined;
  readonly openFile: (path: string, line: number) => void;
  readonly openLink: (url: string) => void;
}

/** Characters of a line that are drawn: a megabyte in one row would make the page crawl. The rest is in copies and files. */
const MOST_DRAWN = 20_000;

/** A line with its colours, its links and its marks. Whatever a program printed is set as text. */
export function drawnText(raw: string, look: TextLook): (Node | string)[] {
  const made: (Node | string)[] = [];
  for (const { text, look: className, color, background, url } of spans(raw.slice(0, MOST_DRAWN))) {
    const parts = url === undefined ? linked(text, look) : [linkTo({ url }, text, look)];
    if (className === '' && color === undefined && background === undefined) made.push(...parts);
    else {
      const span = element('span', className, ...parts);
      if (color !== undefined) span.style.color = color;
      if (background !== undefined) span.style.backgroundColor = background;
      made.push(span);
    }
  }
  if (raw.length > MOST_DRAWN) {
    const more = (raw.length - MOST_DRAWN).toLocaleString();
    made.push(element('span', 'aside', look.words.cut.replace('{0}', more)));
  }
  return made;
}

/** Plain text with its links and its marks. */
export function linked(text: string, look: TextLook): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const link of linksIn(text)) {
    parts.push(...marked(text.slice(from, link.from), look.highlight));
    parts.push(linkTo(link.target, text.slice(link.from, link.to), look));
    from = link.to;
  }
  parts.push(...marked(text.slice(from), look.highlight));
  return parts;
}

function linkTo(target: TextLink['target'], text: string, look: TextLook): HTMLElement {
  const [title, open] =
    'url' in target
      ? [look.words.openLink.replace('{0}', target.url), () => look.openLink(target.url)]
      : [
          look.words.openPlace.replace('{0}', `${target.path}:${target.line}`),
          () => look.openFile(target.path, target.line),
        ];
  const link = describe(pressable('', 'link inline', open), title);
  // One press of Tab must not stop at every link of every line: they are reached with the pointer, or as text.
  link.tabIndex = -1;
  link.append(...marked(text, look.highlight));
  return link;
}

function marked(text: string, pattern: RegExp | undefined): (Node | string)[] {
  if (pattern === undefined || text === '') return text === '' ? [] : [text];
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    parts.push(text.slice(from, match.index), element('mark', '', match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
