import type { Failure } from './failures.ts';
import { tellingFailure } from './failures.ts';
import type { Hit, LogReading } from './reading.ts';

/** Errors that a program makes by itself; a disk, a network or a missing package shows in others. */
const OWN_MISTAKE =
  /^(?:\w+\.)*(?:TypeError|ValueError|KeyError|IndexError|AttributeError|AssertionError|ZeroDivisionError|NameError|UnboundLocalError|NotImplementedError|SyntaxError|IndentationError|RecursionError|StopIteration|OverflowError|Unicode\w+Error)$/;
/** A line that calls itself less than an error. Sources: logging levels of Python, glog (`W0115`), absl, Java, JavaScript. */
const MERE_REMARK = /\b(?:WARN(?:ING)?|INFO|DEBUG|NOTICE|TRACE)\b|^\s*\[?[WID]\]?(?:\d{4})?\b|\w+Warning:/;
const CALLS_ITSELF_ERROR =
  /\b(?:ERROR|CRITICAL|FATAL|SEVERE)\b|^\s*\[?[EF]\]?(?:\d{4})?\b|\b(?:error|fatal):/i;
/** Code that somebody else wrote. */
const PACKAGE = /(?:site|dist)-packages/;
/** What a program says that goes on without what it misses. */
const GOES_ON =
  /\b(?:using|falling back|fall back|fallback|disabled|disabling|ignor(?:e|ing)|skipp?(?:ed|ing)|optional|retry(?:ing)?|will not be available|not available\.? using|without (?:it|gpu)|running on cpu)\b/i;

/**
 * True for a line that the program got over: it died later of something else, in its own code. Such a line is a remark (a warning, a
 * fall-back) or stands outside of every traceback, and the error at the end does not speak of the same thing.
 * `stands` tells which other lines give a claim of their own.
 */
export function isBesideThePoint(hit: Hit, reading: LogReading, stands: (other: Hit) => boolean): boolean {
  const end = tellingFailure(reading.failures);
  if (end?.first.weight !== 3 || hit.line >= end.first.line) return false;
  const chain = reading.failures.filter(
    ({ weight, line }) => weight >= 2 && line >= end.first.line && line <= end.last.line,
  );
  if (reading.hits.some((other) => chain.some(({ line }) => line === other.line) && stands(other)))
    return false;
  if (reading.failures.some(({ weight, line }) => weight === 3 && line === hit.line)) return false;
  if (MERE_REMARK.test(hit.text) || GOES_ON.test(hit.text)) return !speaksOfTheSame(hit, chain);
  return !CALLS_ITSELF_ERROR.test(hit.text) && chain.every(isOwnMistake) && !speaksOfTheSame(hit, chain);
}

function isOwnMistake({ type }: Failure): boolean {
  return OWN_MISTAKE.test(type);
}

/** Names of files, hosts, packages and models that stand in both. */
function speaksOfTheSame(hit: Hit, chain: readonly Failure[]): boolean {
  const names = hit.text.match(/[\w-]+(?:[./][\w-]+)+|'[^']{3,}'/g) ?? [];
  const parts = names.flatMap((name) => name.split('.')).filter((part) => part.length > 5);
  return (
    names
      .map((name) => name.replaceAll("'", ''))
      .some((name) => chain.some(({ text }) => text.includes(name))) ||
    // A library that warned and then failed in its own code.
    chain.some(
      ({ frame }) =>
        PACKAGE.test(frame?.file ?? '') && parts.some((part) => frame?.file.includes(`/${part}/`)),
    )
  );
}
