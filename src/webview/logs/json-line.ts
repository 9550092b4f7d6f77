import { isRecord } from '../../common/json.ts';
import type { Json, JsonRecord } from '../../common/json.ts';

/** A line of JSON in the order in which people read it. */
export interface ReadableLine {
  /** `ERROR`; empty where it says none. */
  readonly level: string;
  readonly logger: string;
  readonly message: string;
  /** What else it says, without the time: that stands in front of the line. */
  readonly rest: readonly (readonly [key: string, value: string])[];
  /** A stack trace, in lines of its own. */
  readonly trace: string;
}

const TIME = ['time', 'timestamp', '@timestamp', 'ts', 'asctime', 'datetime', 'date', 't'];
const LEVEL = ['level', 'severity', 'levelname', 'lvl', 'log.level', 'loglevel', 'level_name'];
const MESSAGE = ['message', 'msg', 'event', 'log', 'text'];
const LOGGER = ['logger', 'logger_name', 'log.logger', 'name', 'module', 'component'];
const TRACE = [
  'exc_info',
  'exception',
  'stack_trace',
  'stacktrace',
  'traceback',
  'stack',
  'error.stack_trace',
];
/** Longer lines stay as they are: they are data, not messages. */
const LONGEST = 20_000;
const LONGEST_VALUE = 400;

/** Reads a line of structured logging. Nothing for a line that is none: other JSON is left as it is. */
export function readableLine(text: string): ReadableLine | undefined {
  if (!text.startsWith('{') || !text.endsWith('}') || text.length > LONGEST) return undefined;
  const object = parsed(text);
  if (!object) return undefined;
  const used = new Set<string>(TIME);
  const first = (keys: readonly string[]): string => {
    const key = keys.find((candidate) => isWord(object[candidate]));
    if (key === undefined) return '';
    used.add(key);
    return String(object[key]);
  };
  const message = first(MESSAGE);
  const level = first(LEVEL);
  if (message === '' && level === '') return undefined;
  const logger = first(LOGGER);
  const trace = first(TRACE);
  const rest = Object.entries(object)
    .filter(([key, value]) => !used.has(key) && value !== null && value !== '')
    .map(([key, value]) => [key, shown(value)] as const);
  return { level: level.toUpperCase(), logger, message, rest, trace };
}

function parsed(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // Something else in braces: it is shown as it is.
    return undefined;
  }
}

function isWord(value: Json): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
