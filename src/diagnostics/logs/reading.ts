import type { ObjectRef, SubjectRef } from '../finding.ts';
import type { Claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import { signatures } from './signatures.ts';
import type { Failure } from './failures.ts';
import { failureAt, failureMark } from './failures.ts';
import { Needles } from './needles.ts';
import { readable } from './readable.ts';

/** Where a text comes from, and what is known around it. */
export interface TextSource {
  readonly index: BundleIndex;
  /** Whom a finding from this text is about. */
  readonly subject: SubjectRef;
  readonly from: ObjectRef & { readonly container?: string };
  readonly path: string;
  readonly pod?: PodFacts;
  readonly container?: ContainerFacts;
  /** True: the program runs and is well, so only what it says of now counts. */
  readonly runsWell: boolean;
}

/** A line of a text that a signature knows. */
export interface Hit {
  readonly signature: Signature;
  readonly match: RegExpExecArray;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly offset: number;
}

/** Something that programs are known to say. */
export interface Signature {
  /** Literal texts (lower case), one of which stands in every line that `pattern` matches: what the fast scan looks for. */
  readonly needles: readonly string[];
  readonly pattern: RegExp;
  /** 3: says why beyond doubt. 2: says why. 1: the program's last words, good when nothing better is there. */
  readonly strength: 1 | 2 | 3;
  /** Counts also when the container runs and is ready. */
  readonly whileRunning: boolean;
  claimOf(hit: Hit, source: TextSource, whole: string): Claim | undefined;
}

/** What was found in one text, in order of lines. */
export interface LogReading {
  readonly hits: readonly Hit[];
  /** Errors in the program's own words: tracebacks, panics, "Error: …" lines. */
  readonly failures: readonly Failure[];
  readonly length: number;
}

/** Characters that are scanned at a time, from the end backwards: what ends a program stands at the end of its log. */
const BLOCK = 8_000_000;
/** Nothing telling in this much of the end: what stands before is not why a program died. */
const MOST = 4 * BLOCK;
/** Lines of one block that are looked at closely, at its beginning and at its end; a flood of the same complaint has more. */
const FIRST_LINES = 500;
const LAST_LINES = 2500;
/** Longer lines are looked at by their end, where the message of a long JSON line or progress bar stands. */
const LINE_LIMIT = 4000;
/** `-w SEC   Connect timeout`: a line of a program's help text speaks of what could be, not of what is. */
const USAGE = /^\s*-{1,2}[\w-]+(?:[ =,][-\w<[\]>]+){0,3}(?:\s{2,}|\t)/;
const readings = new WeakMap<object, LogReading>();

let needlesOfAll: Needles | undefined;

/** Those of each signature, and last those of failures: lines without any are never looked at. */
function needles(): Needles {
  needlesOfAll ??= new Needles([...signatures().map((signature) => signature.needles), failureMark]);
  return needlesOfAll;
}

/**
 * Reads a text once, from its end backwards block by block until something is found, so that the time does not grow with what a
 * program printed before its last trouble (50 MB: well below a second).
 */
export function readLog(log: { readonly text: string }): LogReading {
  const known = readings.get(log);
  if (known) return known;
  const whole = log.text;
  let reading: LogReading = { hits: [], failures: [], length: whole.length };
  for (
    let end = whole.length;
    end > Math.max(0, whole.length - MOST) && reading.hits.length === 0 && reading.failures.length === 0;
  ) {
    const start = blockStart(whole, end);
    reading = readBlock(whole, start, end);
    end = start;
  }
  readings.set(log, reading);
  return reading;
}

/** Where a block begins: at a line, unless a line is longer than blocks are. */
function blockStart(whole: string, end: number): number {
  if (end <= BLOCK) return 0;
  const newline = whole.indexOf('\n', end - BLOCK);
  return newline < 0 || newline + 1 >= end ? end - BLOCK : newline + 1;
}

function readBlock(whole: string, from: number, to: number): LogReading {
  const hits: Hit[] = [];
  const failures: Failure[] = [];
  let lineNumber = 1;
  let counted = 0;
  for (const [start, end] of candidateLines(whole, from, to)) {
    lineNumber += newlinesBetween(whole, counted, start);
    counted = start;
    const raw = whole.slice(Math.max(start, end - LINE_LIMIT), end);
    const inner = wrappedLines(raw);
    if (inner.length === 0) readLine(readable(raw), whole, start, start);
    // What a collector wrapped into one line of JSON is read like the lines that it was.
    const text = inner.join('\n');
    let at = 0;
    for (const line of inner) {
      readLine(line, text, at, start);
      at += line.length + 1;
    }
  }
  function readLine(line: string, around: string, at: number, offset: number): void {
    if (USAGE.test(line)) return;
    for (const group of needles().groupsIn(line)) {
      const signature = signatures()[group];
      const match = signature?.pattern.exec(line);
      if (signature && match) hits.push({ signature, match, line: lineNumber, text: line.trim(), offset });
    }
    const failure = failureAt(around, at, line, lineNumber);
    if (failure) failures.push(failure);
  }
  return { hits, failures, length: whole.length };
}

/** Beginning and end of the lines in a block that hold a needle: the first ones and the last ones. */
function candidateLines(whole: string, from: number, to: number): readonly (readonly [number, number])[] {
  const first: (readonly [number, number])[] = [];
  const last: (readonly [number, number])[] = [];
  for (let found = needles().find(whole, from, to); found >= 0;) {
    const start = Math.max(from, whole.lastIndexOf('\n', found - 1) + 1);
    const newline = whole.indexOf('\n', found - 1);
    const end = newline < 0 || newline > to ? to : newline;
    if (first.length < FIRST_LINES) first.push([start, end]);
    else {
      last.push([start, end]);
      if (last.length > LAST_LINES * 2) last.splice(0, LAST_LINES);
    }
    found = needles().find(whole, end + 1, to);
  }
  return [...first, ...last.slice(-LAST_LINES)];
}

/**
 * The lines inside a line of JSON: log collectors write a traceback as one string with `\\n` in it, notebooks as a list of strings.
 * None where a line is a line.
 */
function wrappedLines(raw: string): readonly string[] {
  if (!/\\n|",\s*"/.test(raw) || !/Traceback|\\n\s+(?:at|File) |\\u001b\[/.test(raw)) return [];
  return raw
    .split(/\\r?\\n|\\n|(?<!\\)",\s*(?=")/)
    .map((part, at, parts) => {
      // The string ends at its first bare quote, and begins after its last one.
      const begun = at === 0 ? part.replace(/^.*(?<!\\)"(?=[^"]*$)/, '') : part.replace(/^"/, '');
      return readable(at === parts.length - 1 ? begun.replace(/(?<!\\)".*$/, '') : begun);
    })
    .filter((line) => line.trim() !== '');
}

/** The 1-based line that a place in a text is on. */
export function lineNumberAt(whole: string, offset: number): number {
  return 1 + newlinesBetween(whole, 0, offset);
}

function newlinesBetween(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * The hit that explains the rest: of the strongest kind, the first in the last burst of trouble. A burst ends where many lines
 * without any hit follow, so that trouble a program got over long before its end is not blamed.
 */
export function tellingHits(reading: LogReading): readonly Hit[] {
  const hits = reading.hits;
  const last = hits.at(-1);
  if (!last) return [];
  let begin = hits.length - 1;
  while (begin > 0 && (hits[begin]?.line ?? 0) - (hits[begin - 1]?.line ?? 0) <= 300) begin -= 1;
  const burst = hits.slice(begin);
  return [...burst].sort((a, b) => b.signature.strength - a.signature.strength || a.line - b.line);
}
