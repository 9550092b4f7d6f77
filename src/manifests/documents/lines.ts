import { FILLED_IN } from './mask.ts';

/** A line that is empty, a comment, or a template's action: it says nothing about the structure. */
export const NO_INDENT = -1;

const TAB_WIDTH = 8;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const HASH = 0x23;
const FILLED = FILLED_IN.charCodeAt(0);

/** Where the lines of a text begin and how deep they stand: all that YAML's block structure rests on. */
export interface Lines {
  readonly count: number;
  /** Offset of each line, and one more: the end of the text. */
  readonly start: Int32Array;
  /** Offset of the first character that counts. */
  readonly content: Int32Array;
  /** Column of that character, or `NO_INDENT`. */
  readonly indent: Int32Array;
  /** 1 for a line on which a template will put whole lines: what stands there is not known. */
  readonly open: Uint8Array;
  readonly hasOpen: boolean;
  /** Some lines are indented by tabs and some by spaces: nobody can tell how deep they stand to each other. */
  readonly isMixed: boolean;
}

export function linesOf(text: string): Lines {
  const starts = lineStarts(text);
  const count = starts.length - 1;
  const content = new Int32Array(count);
  const indent = new Int32Array(count);
  const open = new Uint8Array(count);
  let hasOpen = false;
  let tabs = false;
  let spaces = false;
  for (let line = 0; line < count; line += 1) {
    const start = starts[line] ?? 0;
    const end = starts[line + 1] ?? 0;
    let at = start;
    let column = 0;
    let code = text.charCodeAt(at);
    while (at < end && (code === SPACE || code === TAB)) {
      column = code === TAB ? column - (column % TAB_WIDTH) + TAB_WIDTH : column + 1;
      at += 1;
      code = text.charCodeAt(at);
    }
    content[line] = at;
    if (at >= end || code === NEWLINE || code === RETURN || code === HASH) {
      indent[line] = NO_INDENT;
    } else if (code === FILLED && isFilledIn(text, at, end)) {
      indent[line] = NO_INDENT;
      open[line] = 1;
      hasOpen = true;
    } else {
      indent[line] = column;
      const first = text.charCodeAt(start);
      tabs ||= first === TAB;
      spaces ||= first === SPACE;
    }
  }
  return { count, start: starts, content, indent, open, hasOpen, isMixed: tabs && spaces };
}

/** The same lines when all that is behind an offset in one of them has moved. */
export function linesAfter(lines: Lines, offset: number, by: number): Lines {
  if (by === 0) return lines;
  const line = lineAt(lines, offset);
  const start = lines.start.slice();
  const content = lines.content.slice();
  for (let next = line + 1; next < start.length; next += 1) start[next] = (start[next] ?? 0) + by;
  for (let next = line + 1; next < content.length; next += 1) content[next] = (content[next] ?? 0) + by;
  return { ...lines, start, content };
}

function lineStarts(text: string): Int32Array {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  const starts = new Int32Array(count + 1);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts[line] = at + 1;
    line += 1;
  }
  starts[count] = text.length;
  return starts;
}

function isFilledIn(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== FILLED && code !== SPACE && code !== TAB && code !== NEWLINE && code !== RETURN)
      return false;
  }
  return true;
}

/** The end of what is written on a line, without its line end. */
export function lineTextEnd(text: string, lines: Lines, line: number): number {
  let end = lines.start[line + 1] ?? text.length;
  if (text.charCodeAt(end - 1) === NEWLINE) end -= 1;
  if (text.charCodeAt(end - 1) === RETURN) end -= 1;
  return Math.max(end, lines.start[line] ?? 0);
}

/** The line that an offset is on. */
export function lineAt(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.start[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
