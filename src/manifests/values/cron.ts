/** A cron line as Kubernetes and Argo read it (five fields; a Sunday is 0). */
export interface Cron {
  readonly minutes: CronField;
  readonly hours: CronField;
  readonly days: CronField;
  readonly months: CronField;
  readonly weekdays: CronField;
}

export interface CronField {
  readonly values: readonly number[];
  /** `*` or `?`: every one. A star with a step is a choice. */
  readonly every: boolean;
  /** The step of a star with a step that runs through the whole range. */
  readonly step?: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Nothing for what a cluster would refuse, and for the forms (`@every 5m`) that are not a line of five fields. */
export function parseCron(line: string): Cron | undefined {
  const written = line.trim();
  const fields = (Object.hasOwn(MACROS, written) ? (MACROS[written] ?? '') : written).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minutes, hours, days, months, weekdays] = [
    parseField(fields[0], 0, 59),
    parseField(fields[1], 0, 23),
    parseField(fields[2], 1, 31),
    parseField(fields[3], 1, 12, MONTHS, 1),
    parseField(fields[4], 0, 6, WEEKDAYS),
  ];
  return minutes && hours && days && months && weekdays && { minutes, hours, days, months, weekdays };
}

function parseField(
  written = '',
  least: number,
  most: number,
  names: readonly string[] = [],
  firstName = 0,
): CronField | undefined {
  const values = new Set<number>();
  let every = false;
  for (const part of written.split(',')) {
    const match = /^(?:([*?])|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d{1,4}))?$/i.exec(part);
    if (!match) return undefined;
    const [, star, from = '', to, stepText] = match;
    const step = stepText === undefined ? 1 : Number(stepText);
    const first = star === undefined ? numberOf(from, names, firstName) : least;
    // `5/15` is from 5 to the end, in steps of 15.
    const endless = star !== undefined || (to === undefined && stepText !== undefined);
    const last = endless ? most : numberOf(to ?? from, names, firstName);
    if (
      step === 0 ||
      first === undefined ||
      last === undefined ||
      first < least ||
      last > most ||
      first > last
    )
      return undefined;
    for (let value = first; value <= last; value += step) values.add(value);
    every ||= star !== undefined && step === 1;
  }
  const step = /^[*?]\/(\d+)$/.exec(written)?.[1];
  return {
    values: [...values].sort((a, b) => a - b),
    every,
    ...(step !== undefined ? { step: Number(step) } : {}),
  };
}

function numberOf(written: string, names: readonly string[], firstName: number): number | undefined {
  if (/^\d+$/.test(written)) return Number(written);
  const index = names.indexOf(written.toLowerCase());
  return index < 0 ? undefined : index + firstName;
}

const DAY = 86_400_000;
/** A 29th of February comes at most eight years later; what has not come by then never does. */
const FARTHEST_DAYS = 366 * 8 + 2;

/**
 * The next times, as milliseconds since the epoch. Times that a change to summer time leaves out are left out; nothing for a time zone
 * that is not known here.
 */
export function nextRuns(cron: Cron, after: Date, timeZone: string, count: number): readonly number[] {
  const offset = zoneOffsets(timeZone);
  if (offset === undefined) return [];
  const found: number[] = [];
  const today = new Date(after.getTime() + offset(after.getTime()));
  let day = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  for (let passed = 0; passed < FARTHEST_DAYS && found.length < count; passed++, day += DAY) {
    if (!isDay(cron, new Date(day))) continue;
    for (const hour of cron.hours.values)
      for (const minute of cron.minutes.values) {
        const wall = day + (hour * 60 + minute) * 60_000;
        const time = wall - offset(wall - offset(wall));
        const isReal = time + offset(time) === wall;
        if (isReal && time > after.getTime() && found.length < count) found.push(time);
      }
  }
  return found;
}

/** When both the day of the month and the weekday are chosen, either is enough. */
function isDay({ days, months, weekdays }: Cron, date: Date): boolean {
  if (!months.values.includes(date.getUTCMonth() + 1)) return false;
  const byDate = days.values.includes(date.getUTCDate());
  const byWeekday = weekdays.values.includes(date.getUTCDay());
  return days.every || weekdays.every ? byDate && byWeekday : byDate || byWeekday;
}

/** How far the clock of a zone is ahead of UTC at a time; nothing for a zone that does not exist. */
function zoneOffsets(timeZone: string): ((time: number) => number) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return wall - Math.floor(time / 1000) * 1000;
  };
}
