/**
 * Times of log lines as text. Nanoseconds do not fit a JavaScript date, and two lines within one microsecond are common, so they
 * are compared as text of one fixed form: `2026-01-15T10:00:00.123456789Z`.
 */
const FIXED_LENGTH = 30;
const ZERO = 48;
const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/;

/** The fixed form of an RFC 3339 time, or `undefined` where the text is none. A node in another time zone writes its offset. */
export function logTime(text: string): string | undefined {
  if (
    text.length === FIXED_LENGTH &&
    text.endsWith('Z') &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(19) === 46
  )
    return text;
  const [, whole, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  if (whole === undefined || zone === undefined) return undefined;
  const milliseconds = Date.parse(whole + zone);
  if (Number.isNaN(milliseconds)) return undefined;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
}

/** The whole second that a time lies in, as text that can be compared with others of its kind. */
export function secondOf(at: string): string {
  return at.slice(0, 19);
}

/** Milliseconds since the epoch, rounded down. */
export function millisecondsOf(at: string): number {
  return secondsAt(at.slice(0, 19)) + 100 * digitAt(at, 20) + 10 * digitAt(at, 21) + digitAt(at, 22);
}

function digitAt(text: string, place: number): number {
  return text.charCodeAt(place) - ZERO;
}

/** The newest second that was looked up: of a thousand lines in a second, the date of only one is worked out. */
const newest = { second: '', milliseconds: NaN };

function secondsAt(second: string): number {
  if (second !== newest.second) {
    newest.second = second;
    newest.milliseconds = Date.parse(`${second}Z`);
  }
  return newest.milliseconds;
}

/** The fixed form of a number of milliseconds since the epoch. */
export function logTimeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000000Z`;
}
