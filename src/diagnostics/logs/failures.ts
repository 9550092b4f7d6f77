/** An error in a program's own words. */
export interface Failure {
  /** `ModuleNotFoundError`, `java.lang.OutOfMemoryError`, `panic`; empty for a plain "Error: …" line. */
  readonly type: string;
  /** The line that says it, as it stands there. */
  readonly text: string;
  /** 1-based line of `text`. */
  readonly line: number;
  /** The innermost frame of the user's own code, where a traceback names it. */
  readonly frame?: { readonly file: string; readonly line: number; readonly function: string };
  /** 3: ends a traceback, 2: an exception or panic line, 1: a line that calls itself an error. */
  readonly weight: 1 | 2 | 3;
  /** True: another exception follows that was raised because of this one. */
  readonly leadsToNext: boolean;
}

/** Literals that begin a failure; part of the one fast scan. */
export const failureMark = [
  'traceback (most recent call last)',
  'error',
  'exception',
  'fatal',
  'panic',
  'execution halted',
  'abort',
  'failed',
];

/** `pkg.mod.SomeError: words` at the start of a line, perhaps after a prefix of a log formatter or of the exception group's `|`. */
const EXCEPTION =
  /^(?:[\s|]*)((?:[A-Za-z_][\w$]*\.)*[A-Za-z_][\w$]*(?:Error|Exception|Exit|Interrupt|Warning|Timeout|Failed|Failure|Killed|NotFound|DoesNotExist|Refused|Stop\w*))(?::\s*(.*))?$/;
const PANIC =
  /^(?:panic: |fatal error: |fatal: |FATAL: |Fatal Python error: |Exception in thread "[^"]*" |Caused by: |Unhandled exception\. |thread '[^']*' panicked at )(.+)$/;
const PLAIN =
  /(?:^|[\s\][:|])(?:ERROR|Error|error|FATAL|Fatal|CRITICAL|Exception)\b\s*(?::|\]|-|\|)?\s*(.{4,})$/;
/** Words that contain "error" and are none. */
const NOT_AN_ERROR =
  /\b(?:0 errors?|no errors?|without errors?|errors?[=:]\s*0\b|error[_-]?(?:rate|count|handler|log)\b|on[_-]?error|ignor\w+ error|DeprecationWarning|FutureWarning|UserWarning|ResourceWarning|error_log)\b/i;
const FRAME = /File "([^"]+)", line (\d+)(?:, in (\S+))?/g;
const TRACEBACK = 'Traceback (most recent call last)';
const CAUSED_NEXT = /^(?:The above exception was the direct cause|During handling of the above exception)/;

/** The failure that a line tells, if it tells one. `start` is where the line begins in the whole text. */
export function failureAt(
  whole: string,
  start: number,
  line: string,
  lineNumber: number,
): Failure | undefined {
  const trimmed = line.trim();
  if (trimmed.includes(TRACEBACK) || NOT_AN_ERROR.test(trimmed)) return undefined;
  const bare = withoutPrefix(trimmed);
  const exception = EXCEPTION.exec(bare);
  if (exception && !/Warning$/.test(exception[1] ?? '')) {
    const inTraceback = framesBefore(whole, start);
    const frame = inTraceback === undefined ? undefined : ownFrame(inTraceback);
    return {
      type: exception[1] ?? '',
      text: bare.replace(/^[\s|]+/, ''),
      line: lineNumber,
      ...(frame === undefined ? {} : { frame }),
      weight: inTraceback === undefined ? 2 : 3,
      leadsToNext: leadsOn(whole, start),
    };
  }
  const panic = PANIC.exec(bare);
  if (panic)
    return {
      type: 'panic',
      text: completed(bare, whole, start),
      line: lineNumber,
      weight: 2,
      leadsToNext: false,
    };
  const plain = PLAIN.exec(trimmed);
  if (plain)
    return { type: '', text: completed(bare, whole, start), line: lineNumber, weight: 1, leadsToNext: false };
  return undefined;
}

/** A line that ends with a colon is told to its end by the next one: Rust says where it panicked, and then why. */
function completed(line: string, whole: string, start: number): string {
  if (!line.endsWith(':')) return line;
  const next =
    whole
      .slice(start, start + 2000)
      .split('\n')[1]
      ?.trim() ?? '';
  return next === '' ? line : `${line} ${withoutPrefix(next)}`;
}

/**
 * Removes what log collectors and launchers put before a line: `[1,0]<stderr>:`, times, `[rank0]:`, `E0115 10:00:00.1`, Airflow's
 * `[time] {subprocess.py:93} INFO - ` before what a task printed.
 */
export function withoutPrefix(line: string): string {
  return line
    .replace(/^\[pod\/\S+\] /, '')
    .replace(/^\d{4}-\d{2}-\d{2}T\S+ std(?:err|out) [FP] /, '')
    .replace(/^\[\d{4}-[^\]]*\] \{\w+\.py:\d+\} [A-Z]+ - /, '')
    .replace(/^\[\d+,\d+\]<std(?:err|out)>:\s*/, '')
    .replace(/^\[?(?:default|rank)?\d+\]?:\s*(?=\S)/, '')
    .replace(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?\s+(?:-\s+)?/, '')
    .replace(/^\[\d{4}-\d{2}-\d{2}[^\]]*\]\s*/, '');
}

/** The frames right above a line, when the line ends a traceback. */
function framesBefore(whole: string, start: number): string | undefined {
  const from = Math.max(0, start - 6000);
  const before = whole.slice(from, start);
  const at = before.lastIndexOf(TRACEBACK);
  const lastFrame = before.lastIndexOf('File "');
  if (lastFrame < 0) return undefined;
  // A frame within the last few lines belongs to this exception even where the head of the traceback was cut off.
  const linesSince = before.slice(lastFrame).split('\n').length;
  if (linesSince > 6) return undefined;
  return before.slice(Math.max(0, at));
}

function ownFrame(frames: string): Failure['frame'] | undefined {
  let own: Failure['frame'] | undefined;
  let any: Failure['frame'] | undefined;
  for (const match of frames.matchAll(FRAME)) {
    const frame = { file: match[1] ?? '', line: Number(match[2]), function: match[3] ?? '' };
    any = frame;
    if (!/site-packages|dist-packages|\/lib\/python|<frozen|\/conda\//.test(frame.file)) own = frame;
  }
  return own ?? any;
}

function leadsOn(whole: string, start: number): boolean {
  const end = whole.indexOf('\n', start);
  if (end < 0) return false;
  const next = whole
    .slice(end + 1, end + 400)
    .split('\n')
    .find((line) => line.trim() !== '');
  return next !== undefined && CAUSED_NEXT.test(next.trim().replace(/^\|\s*/, ''));
}

/** Exceptions that only report that another program or thread failed; what that one said stands before them. */
const WRAPPER =
  /ChildFailedError|ProcessRaisedException|ProcessExitedException|PapermillExecutionError|CalledProcessError|RayTaskError|Py4JJavaError|SparkException: Job aborted|AirflowException|SystemExit|^SystemError|WorkerCrashedError|(?:Base)?ExceptionGroup/;

/** Said of any end; what made it end stands before. */
const CLOSING =
  /\b(?:aborting|will exit|exiting|shutting down|could not create the java virtual machine|a fatal exception has occurred|giving up|problem running manager|leader election lost)\W*$/i;

/**
 * The failure to show for a program that died: the first of the last chain of exceptions ("the above exception was the direct
 * cause"), or else the last error line.
 */
export function tellingFailure(
  failures: readonly Failure[],
): { readonly first: Failure; readonly last: Failure } | undefined {
  const own = failures.filter(
    ({ text, weight }) => !WRAPPER.test(text) && !(weight === 1 && CLOSING.test(text)),
  );
  // A wrapper that ends a traceback says less than an exception without one: notebooks print theirs in another form.
  for (const [among, weight] of [
    [own, 3],
    [own, 2],
    [failures, 3],
    [failures, 2],
    [own, 1],
    [failures, 1],
  ] as const) {
    const last = among.filter((failure) => failure.weight === weight).at(-1);
    if (!last) continue;
    const chain = failures.filter((failure) => failure.weight >= 2);
    let begin = chain.lastIndexOf(last);
    while (begin > 0 && chain[begin - 1]?.leadsToNext) begin -= 1;
    return { first: weight === 1 ? last : (chain[Math.max(begin, 0)] ?? last), last };
  }
  return undefined;
}
