export type Level = 'error' | 'warning' | 'plain';

/** How far into a line a level is looked for: loggers say it first. */
const HEAD = 160;
const WORD = /(?:^|[^\w.])(ERROR|CRITICAL|FATAL|SEVERE|PANIC|WARNING|WARN)(?=$|[^\w.])/;
const FIELD = /["']?\b(?:level|severity|lvl|levelname)["']?\s*[=:]\s*["']?(\w+)/i;
/** klog and glog: `E0115 10:00:00.000000`. */
const GLOG = /^([EFW])\d{4} \d\d:\d\d:\d\d/;
/** The last line of a Python error: `pkg.SomeError: words`. */
export const PYTHON_ERROR =
  /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning|Iteration)\b(?::|$)/;

/** How bad a line says it is, in the forms that data-science programs use (Python logging, glog, JSON, logfmt, Spark, Airflow). */
export function levelOf(line: string): Level {
  const head = line.length > HEAD ? line.slice(0, HEAD) : line;
  const word = WORD.exec(head)?.[1] ?? FIELD.exec(head)?.[1]?.toUpperCase() ?? GLOG.exec(head)?.[1];
  switch (word) {
    case 'ERROR':
    case 'CRITICAL':
    case 'FATAL':
    case 'SEVERE':
    case 'PANIC':
    case 'E':
    case 'F':
      return 'error';
    case 'WARNING':
    case 'WARN':
    case 'W':
      return 'warning';
    default:
      return PYTHON_ERROR.test(head) ? (head.includes('Warning:') ? 'warning' : 'error') : 'plain';
  }
}
