import { lineTextEnd, NO_INDENT } from './lines.ts';
import type { Node } from './node.ts';
import { quotedEnd } from './quoted.ts';
import type { Source, Spot } from './source.ts';

/** What a line looks like that is a key, whatever it is part of. */
const LIKE_A_KEY = /^(?:- +)*(?:"[^"]*"|'[^']*'|[^\s#'"{}[\],]+)[ \t]*:(?:[ \t]|$)/;

const LONGEST_COMMENT = 500;

/** A text behind `|` or `>`: all lines that are deeper than its owner. */
export function blockScalar(
  source: Source,
  owner: Spot,
  start: number,
  end: number,
  anchor: string | undefined,
): Node {
  const { text, lines } = source;
  let last = owner.line;
  for (let line = owner.line + 1; line < end; line += 1) {
    const content = lines.content[line] ?? 0;
    const depth = content - (lines.start[line] ?? 0);
    const isEmpty = content >= lineTextEnd(text, lines, line);
    if (!isEmpty && (depth > owner.column || lines.indent[line] !== NO_INDENT)) last = line;
  }
  return {
    type: 'scalar',
    style: 'block',
    start,
    end: lineTextEnd(text, lines, last),
    indent: owner.column + 1,
    anchor,
  };
}

/** A string that goes on over lines that look like keys is one that somebody has not closed yet, unless it ends where a line does. */
export function quoted(
  source: Source,
  line: number,
  start: number,
  end: number,
  anchor: string | undefined,
): Node | undefined {
  const { text, lines } = source;
  const style = text[start] === '"' ? 'double' : 'single';
  const lineEnd = lineTextEnd(text, lines, line);
  const onLine = quotedEnd(text, start, lineEnd);
  if (onLine !== undefined) return { type: 'scalar', style, start, end: onLine, anchor };
  const whole = quotedEnd(text, start, lines.start[end] ?? text.length);
  if (whole === undefined) return { type: 'scalar', style, start, end: lineEnd, anchor };
  const endsWithLine = /^[ \t]*(?:[ \t]#[^\n]*)?\r?(?:\n|$)/.test(text.slice(whole, whole + LONGEST_COMMENT));
  for (let next = line + 1; !endsWithLine && next < end && (lines.start[next] ?? 0) < whole; next += 1)
    if (LIKE_A_KEY.test(text.slice(lines.content[next], lineTextEnd(text, lines, next))))
      return { type: 'scalar', style, start, end: lineEnd, anchor };
  return { type: 'scalar', style, start, end: whole, anchor };
}

/** Words without quotes, which may go on over deeper lines. */
export function plain(
  source: Source,
  line: number,
  start: number,
  end: number,
  anchor: string | undefined,
): Node {
  const { text, lines } = source;
  let last = plainEnd(text, start, lineTextEnd(text, lines, line));
  let hasComment =
    last < lineTextEnd(text, lines, line) && text.slice(last, lineTextEnd(text, lines, line)).includes('#');
  for (let next = line + 1; next < end && !hasComment; next += 1) {
    if (lines.indent[next] === NO_INDENT) {
      if (lines.open[next] === 1 || text[lines.content[next] ?? 0] === '#') break;
      continue; // an empty line
    }
    const from = lines.content[next] ?? 0;
    const to = lineTextEnd(text, lines, next);
    const words = text.slice(from, to);
    if (/:(?:[ \t]|$)/.test(words) || /^(?:[-?](?:[ \t]|$)|[{[\]}|>"'&*!%@`])/.test(words)) break;
    last = plainEnd(text, from, to);
    hasComment = last < to && text.slice(last, to).includes('#');
  }
  return { type: 'scalar', style: 'plain', start, end: last, anchor };
}

/** Without a comment and the blanks before it. */
function plainEnd(text: string, start: number, lineEnd: number): number {
  const line = text.slice(start, lineEnd);
  const comment = /[ \t]#/.exec(line);
  return start + (comment ? line.slice(0, comment.index) : line).trimEnd().length;
}
