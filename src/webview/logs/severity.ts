/** How serious a line says it is. Lines that say nothing are ordinary. */
export type Level = 'debug' | 'plain' | 'info' | 'warning' | 'error';

/** For "at least as serious as". What says nothing stands with information: a filter for it must not lose a program's output. */
export const RANK: Readonly<Record<Level, number>> = { debug: 0, plain: 1, info: 1, warning: 2, error: 3 };

/** How far into a line a level is looked for: loggers say it first. */
const HEAD = 160;
/** JSON has it anywhere. */
const JSON_HEAD = 4000;

const WORDS: Readonly<Record<string, Level>> = {
  TRACE: 'debug',
  DEBUG: 'debug',
  DEBU: 'debug',
  FINE: 'debug',
  VERBOSE: 'debug',
  INFO: 'info',
  NOTICE: 'info',
  NOTE: 'info',
  WARNING: 'warning',
  WARN: 'warning',
  ERROR: 'error',
  ERRO: 'error',
  ERR: 'error',
  CRITICAL: 'error',
  CRIT: 'error',
  FATAL: 'error',
  FATA: 'error',
  SEVERE: 'error',
  PANIC: 'error',
  ALERT: 'error',
  EMERG: 'error',
  EMERGENCY: 'error',
};
/** Python logging, log4j (Spark), Airflow, uvicorn, logrus: the first such word decides (`INFO: 0 ERROR`). */
const WORD =
  /(?:^|[^\w./-])(TRACE|DEBU?G?|INFO|NOTICE|WARN(?:ING)?|ERROR?|CRITICAL|FATAL?|SEVERE|PANIC)(?=$|[^\w.\-/]|\.(?:\s|$))/;
/** nginx and friends: `[error]`, `<warn>`. */
const BRACKETED = /[[<](debug|info|notice|warn|warning|error|crit|critical|alert|emerg|fatal)[\]>]/;
/** JSON and logfmt: `"severity": "ERROR"`, `level=warn`, and the numbers of pino and bunyan. */
const FIELD = /["']?\b(?:level|severity|lvl|levelname|log\.level|loglevel)["']?\s*[=:]\s*["']?(\w+)/i;
/** klog and glog: `E0115 10:00:00.000000`; Jupyter: `[W 2026-01-15 …]`; TensorFlow: `…: E external/…`. */
const LETTER =
  /^(?:([IWEF])\d{4} \d\d:\d\d:\d\d|\[([DIWEC]) \d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: ([IWEF]) )/;
const LETTERS: Readonly<Record<string, Level>> = {
  D: 'debug',
  I: 'info',
  W: 'warning',
  E: 'error',
  F: 'error',
  C: 'error',
};
/** The last line of a Python error: `pkg.SomeError: words`. */
export const PYTHON_ERROR =
  /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning|Iteration)\b(?::|$)/;
/** `train.py:12: UserWarning: …`, as the warnings module prints it. */
const PYTHON_WARNING = /^\S+:\d+: \w*Warning: /;

/** How serious a line says it is, in the forms that data-science programs use. */
export function levelOf(line: string): Level {
  if (line.startsWith('{')) return levelOfField(line.slice(0, JSON_HEAD)) ?? 'plain';
  const head = line.length > HEAD ? line.slice(0, HEAD) : line;
  const letter = LETTER.exec(head);
  if (letter) return LETTERS[letter[1] ?? letter[2] ?? letter[3] ?? ''] ?? 'plain';
  return (
    WORDS[WORD.exec(head)?.[1] ?? ''] ??
    levelOfField(head) ??
    WORDS[BRACKETED.exec(head)?.[1]?.toUpperCase() ?? ''] ??
    pythonLevel(head)
  );
}

function levelOfField(text: string): Level | undefined {
  const value = FIELD.exec(text)?.[1]?.toUpperCase();
  return value === undefined ? undefined : levelNamed(value);
}

/** A level by its name, or by its number: pino's and bunyan's (10 to 60) are those of Python's logging (10 to 50) and one more. */
export function levelNamed(name: string): Level | undefined {
  const number = Number(name);
  if (name === '' || Number.isNaN(number)) return WORDS[name.toUpperCase()];
  // Python's 30 is a warning, pino's is information. Numbers are pino's: Python writes names.
  return number < 10
    ? undefined
    : number < 30
      ? 'debug'
      : number < 40
        ? 'info'
        : number < 50
          ? 'warning'
          : 'error';
}

function pythonLevel(head: string): Level {
  if (PYTHON_ERROR.test(head)) return head.includes('Warning:') ? 'warning' : 'error';
  return PYTHON_WARNING.test(head) ? 'warning' : 'plain';
}
