import { REMARK } from '../../views/logs/protocol.ts';
import type { LogNote, LogSourceName, LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { spans } from './ansi.ts';
import type { LogLine } from './log-model.ts';
import type { Traceback } from './tracebacks.ts';

/** What the look of a line depends on, besides the line. */
export interface RowLook {
  readonly words: LogWords;
  readonly sources: readonly LogSourceName[];
  readonly highlight: RegExp | undefined;
  readonly isMatch: (n: number) => boolean;
  readonly current: number | undefined;
  /** What the diagnosis says at a line. */
  readonly notes: (n: number) => readonly LogNote[];
  readonly toggle: (trace: Traceback) => void;
  readonly openFile: (path: string, line: number) => void;
  readonly explain: (pod: string) => void;
}

/** How many colours the style sheet has for sources. */
export const SOURCE_COLORS = 8;
/** Characters of a line that are drawn: a megabyte in one row would make the page crawl. The rest is in copies and files. */
const MOST_DRAWN = 20_000;

const WARNING = /\bWARN(?:ING)?\b/g;

/** The element of one line. Whatever a program printed is set as text. */
export function lineRow(line: LogLine, look: RowLook): HTMLElement {
  if (line.source === REMARK)
    return element(
      'div',
      'l remark',
      element('i'),
      element('time'),
      element('span', 'who'),
      element('span', 'text', `— ${line.text} —`),
    );
  const folded = line.trace?.head === line.n ? line.trace : undefined;
  const content = element('span', 'text', ...(folded ? traceback(folded, look) : [drawn(line, look)]));
  if (line.rewrites > 0)
    content.append(
      element('span', 'aside', `  (${look.words.rewritten.replace('{0}', line.rewrites.toLocaleString())})`),
    );
  const time = element('time', '', line.at > 0 ? clock(line.at) : '');
  if (line.at > 0) time.title = new Date(line.at).toLocaleString();
  const bar = element('i', `c${line.source % SOURCE_COLORS}`);
  const source = look.sources[line.source];
  bar.title = source?.label ?? '';
  const who = element('span', `who c${line.source % SOURCE_COLORS}`, source?.short ?? '');
  who.title = source?.label ?? '';
  const classes = [
    'l',
    folded ? 'error' : line.level,
    look.isMatch(line.n) ? 'match' : '',
    look.current === line.n ? 'current' : '',
  ];
  const row = element(
    'div',
    classes.filter((name) => name !== '' && name !== 'plain').join(' '),
    bar,
    time,
    who,
    content,
  );
  const notes = look.notes(line.n);
  if (notes.length === 0) return row;
  return element('div', 'noted', row, ...notes.map((note) => noteBox(note, look)));
}

function traceback(trace: Traceback, look: RowLook): (Node | string)[] {
  const label = `${trace.open ? '▾' : '▸'} ${look.words.traceback.replace('{0}', String(trace.lines))}`;
  const fold = pressable(label, 'link', () => look.toggle(trace));
  fold.setAttribute('aria-expanded', String(trace.open));
  const { place } = trace;
  return [
    fold,
    element('b', '', `   ${trace.error}`),
    ...(place
      ? [
          '   ',
          pressable(`${place.path.split('/').at(-1) ?? place.path}:${place.line}`, 'link', () =>
            look.openFile(place.path, place.line),
          ),
        ]
      : []),
  ];
}

function drawn(line: LogLine, look: RowLook): Node {
  const made = document.createDocumentFragment();
  const raw = line.raw.length > MOST_DRAWN ? `${line.raw.slice(0, MOST_DRAWN)} …` : line.raw;
  for (const { text, look: className, color, background } of spans(raw)) {
    const parts =
      look.highlight && look.isMatch(line.n)
        ? marked(text, look.highlight, 'mark')
        : line.level === 'warning'
          ? marked(text, WARNING, 'span')
          : [text];
    if (className === '' && color === undefined && background === undefined) made.append(...parts);
    else {
      const span = element('span', className, ...parts);
      if (color !== undefined) span.style.color = color;
      if (background !== undefined) span.style.backgroundColor = background;
      made.append(span);
    }
  }
  return made;
}

function marked(text: string, pattern: RegExp, tag: 'mark' | 'span'): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    parts.push(text.slice(from, match.index), element(tag, tag === 'span' ? 'level' : '', match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function noteBox(note: LogNote, look: RowLook): HTMLElement {
  return element(
    'div',
    'note',
    element('b', '', note.title),
    ' ',
    pressable(look.words.explain, 'link', () => look.explain(note.pod)),
  );
}

/** `13:10:41.120`, in the time of this machine. */
function clock(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
