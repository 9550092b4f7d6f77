import type { PodRow } from '../../rows/row.ts';

/** Which of two rows stands first, as `Array.sort` wants it. */
export type RowOrder = (a: PodRow, b: PodRow) => number;

const ZERO = 0x30;
const NINE = 0x39;
const SEVERITY_ORDER: Record<PodRow['severity'], number> = {
  broken: 0,
  warning: 1,
  waiting: 2,
  note: 3,
  fine: 4,
};

/** `train-2` before `train-10`. Compares in place: ten thousand names are sorted without making one string. */
export function compareNames(a: string, b: string): number {
  let at = 0;
  let to = 0;
  while (at < a.length && to < b.length) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(to)];
    if (isDigit(one) && isDigit(other)) {
      const [endOfOne, endOfOther] = [endOfDigits(a, at), endOfDigits(b, to)];
      const difference = compareDigits(a.slice(at, endOfOne), b.slice(to, endOfOther));
      if (difference !== 0) return difference;
      at = endOfOne;
      to = endOfOther;
    } else if (one === other) {
      at += 1;
      to += 1;
    } else return one - other;
  }
  return a.length - at - (b.length - to);
}

export function byName(a: PodRow, b: PodRow): number {
  return compareNames(a.name, b.name);
}

/** The worst first. */
export function bySeverity(a: PodRow, b: PodRow): number {
  return SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || byName(a, b);
}

export function newestFirst(a: PodRow, b: PodRow): number {
  const [one, other] = [a.since ?? '', b.since ?? '']; // ISO times of one zone compare as text
  return one === other ? byName(a, b) : one < other ? 1 : -1;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Numbers of any length; `007` behind `7`. */
function compareDigits(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (one.length !== other.length) return one.length - other.length;
  return one === other ? a.length - b.length : one < other ? -1 : 1;
}
