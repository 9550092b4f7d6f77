import type { LogNote, LogSourceName } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { describe, setOn } from './controls.ts';
import { drawnText, linked } from './drawn-text.ts';
import type { TextLook } from './drawn-text.ts';
import { readableLine } from './json-line.ts';
import type { ReadableLine } from './json-line.ts';
import type { LogLine } from './log-line.ts';
import type { Times } from './page-look.ts';
import { levelNamed } from './severity.ts';
import type { Traceback } from './tracebacks.ts';

/** What the look of a line depends on, besides the line. */
export interface RowLook extends TextLook {
  readonly sources: readonly LogSourceName[];
  readonly times: Times;
  readonly isMatch: boolean;
  readonly isCurrent: boolean;
  /** What the diagnosis says at this line. */
  readonly notes: readonly LogNote[];
  /** A day that begins with this line. */
  readonly day: string | undefined;
  readonly toggle: (trace: Traceback) => void;
  readonly toggleRaw: (line: LogLine) => void;
  readonly explain: (pod: string) => void;
}

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
const LOCAL_DAY = new Intl.DateTimeFormat(undefined, DAY);
const UTC_DAY = new Intl.DateTimeFormat(undefined, { ...DAY, timeZone: 'UTC' });

/** How many colours the style sheet has for sources. */
export const SOURCE_COLORS = 8;

/** The element of one line. */
export function lineRow(line: LogLine, look: RowLook): HTMLElement {
  if (line.isRemark) return remark(line.text);
  const folded = line.trace?.head === line.n ? line.trace : undefined;
  const content = element('span', 'text', ...(folded ? traceback(folded, look) : contentOf(line, look)));
  if (line.rewrites > 0) {
    const words =
      line.rewrites === 1
        ? look.words.rewrittenOnce
        : look.words.rewritten.replace('{0}', line.rewrites.toLocaleString());
    content.append(element('span', 'aside', `  (${words})`));
  }
  const source = look.sources[line.source];
  const color = `c${line.source % SOURCE_COLORS}`;
  const who = element('span', `who ${color}`, source?.short ?? '');
  who.title = source?.label ?? '';
  const classes = [
    'l',
    line.isError ? 'error' : line.level === 'debug' ? 'debug' : '',
    look.isMatch ? 'match' : '',
    look.isCurrent ? 'current' : '',
  ];
  const row = element(
    'div',
    classes.filter((name) => name !== '').join(' '),
    element('i', color),
    timeOf(line, look.times),
    who,
    content,
  );
  if (look.notes.length === 0 && look.day === undefined) return row;
  const day = look.day === undefined ? [] : [element('div', 'day', look.day)];
  return element('div', 'noted', ...day, row, ...look.notes.map((note) => noteBox(note, look)));
}

/** `Thursday, 15 January 2026`, as people say it where they are. */
export function dayOf(at: number, times: Times): string {
  return (times === 'utc' ? UTC_DAY : LOCAL_DAY).format(at);
}

function remark(text: string): HTMLElement {
  return element(
    'div',
    'l remark',
    element('i'),
    element('time'),
    element('span', 'who'),
    element('span', 'text', `— ${text} —`),
  );
}

function timeOf({ at }: LogLine, times: Times): HTMLElement {
  if (at <= 0 || times === 'off') return element('time');
  const date = new Date(at);
  const time = element('time', '', times === 'utc' ? date.toISOString().slice(11, 23) : localClock(date));
  time.title = `${date.toLocaleString()} · ${date.toISOString()}`;
  return time;
}

/** `13:10:41.120`, in the time of this machine. */
function localClock(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const milliseconds = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}

function traceback(trace: Traceback, look: RowLook): (Node | string)[] {
  const label = `${trace.open ? '▾' : '▸'} ${look.words.traceback.replace('{0}', String(trace.lines))}`;
  const fold = pressable(label, 'link', () => look.toggle(trace));
  fold.setAttribute('aria-expanded', String(trace.open));
  const { place } = trace;
  if (!place) return [fold, element('b', '', '   ', ...linked(trace.error, look))];
  const name = `${place.path.split('/').at(-1) ?? place.path}:${place.line}`;
  const open = pressable(name, 'link', () => look.openFile(place.path, place.line));
  describe(open, look.words.openPlace.replace('{0}', `${place.path}:${place.line}`));
  return [fold, '   ', open, element('b', '', '   ', ...linked(trace.error, look))];
}

function contentOf(line: LogLine, look: RowLook): (Node | string)[] {
  const readable = readableLine(line.text);
  if (!readable) return withLevel(line, look);
  // What is looked for may stand in a part that the readable form leaves out.
  const isHidden = look.isMatch && look.highlight !== undefined && !isIn(readable, look.highlight);
  const isRaw = line.isRaw || isHidden;
  const raw = pressable('{ }', 'link toggle raw', () => look.toggleRaw(line));
  describe(raw, look.words.raw);
  setOn(raw, isRaw);
  raw.tabIndex = -1;
  return [...(isRaw ? linked(line.text, look) : readableParts(readable, look)), ' ', raw];
}

function readableParts(
  { level, logger, message, rest, trace }: ReadableLine,
  look: RowLook,
): (Node | string)[] {
  const parts: (Node | string)[] = [];
  if (level !== '') parts.push(element('span', `level ${levelNamed(level) ?? ''}`, level), ' ');
  if (logger !== '') parts.push(element('span', 'aside', ...linked(logger, look)), ' ');
  parts.push(...linked(message, look));
  for (const [key, value] of rest)
    parts.push('  ', element('span', 'aside', `${key}=`), ...linked(value, look));
  if (trace !== '') parts.push('\n', ...linked(trace, look));
  return parts;
}

function isIn({ level, logger, message, rest, trace }: ReadableLine, pattern: RegExp): boolean {
  const text = [level, logger, message, ...rest.map(([key, value]) => `${key}=${value}`), trace].join('  ');
  return text.search(pattern) >= 0;
}

/** A warning's word has a colour; an error has all of its line coloured. */
const WARNING = /\bWARN(?:ING)?\b/;

function withLevel(line: LogLine, look: RowLook): (Node | string)[] {
  const word = line.level === 'warning' && line.raw === line.text ? WARNING.exec(line.text) : null;
  if (!word || look.isMatch) return drawnText(line.raw, look);
  const end = word.index + word[0].length;
  return [
    ...drawnText(line.raw.slice(0, word.index), look),
    element('span', 'level warning', word[0]),
    ...drawnText(line.raw.slice(end), look),
  ];
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
