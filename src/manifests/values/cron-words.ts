import * as l10n from '@vscode/l10n';
import { listed } from '../../common/quantities.ts';
import { nextRuns, parseCron } from './cron.ts';
import type { Cron, CronField } from './cron.ts';

/** The zone of a schedule: the one that is written, none (the clock of the cluster), or nobody knows. */
export type CronZone = { readonly zone: string } | 'cluster' | 'unknown';

/** What a cron line means, and its next three times on the clock of the reader. */
export function cronWords(line: string, zone: CronZone, now: Date, localZone?: string): string | undefined {
  const cron = parseCron(line);
  if (cron === undefined) return undefined;
  const meaning = cronMeaning(cron);
  if (zone === 'unknown') return meaning;
  const runs = nextRuns(cron, now, zone === 'cluster' ? 'UTC' : zone.zone, 3);
  if (runs.length === 0) return meaning;
  const times = listed(
    runs.map((run) => localTime(run, localZone)),
    3,
  );
  return zone === 'cluster'
    ? l10n.t('{0}. If the clock of the cluster is UTC, next on your clock: {1}.', meaning, times)
    : l10n.t('{0} ({1}). Next on your clock: {2}.', meaning, zone.zone, times);
}

function localTime(time: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(time);
}

/** `Every 15 minutes`, `At 06:30, Monday to Friday`. */
export function cronMeaning(cron: Cron): string {
  const days = dayWords(cron);
  const time = timeWords(cron);
  return days === undefined ? time : l10n.t('{0}, {1}', time, days);
}

function timeWords({ minutes, hours }: Cron): string {
  if (minutes.every && hours.every) return l10n.t('Every minute');
  if (minutes.step !== undefined && hours.every && 60 % minutes.step === 0)
    return l10n.t('Every {0} minutes', minutes.step);
  if (hours.every && minutes.values.length === 1)
    return minutes.values[0] === 0
      ? l10n.t('Every hour, on the hour')
      : l10n.t('Every hour, {0} min past', minutes.values[0] ?? 0);
  if (minutes.values.length === 1 && hours.step !== undefined && 24 % hours.step === 0)
    return l10n.t('Every {0} hours, at {1}', hours.step, moments(hours.values, minutes.values, 24));
  if (hours.values.length * minutes.values.length <= 6)
    return l10n.t('At {0}', moments(hours.values, minutes.values, 6));
  const minute = minutes.every
    ? l10n.t('every minute')
    : l10n.t('minute {0}', listed(minutes.values.map(String), 12));
  return hours.every
    ? l10n.t('Every hour, {0}', minute)
    : l10n.t('In the hours {0}: {1}', listed(hours.values.map(String), 24), minute);
}

function moments(hours: readonly number[], minutes: readonly number[], most: number): string {
  const all = hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`));
  return listed(all, most);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function dayWords(cron: Cron): string | undefined {
  const byDate = cron.days.every ? undefined : dateWords(cron.days);
  const byWeekday = cron.weekdays.every ? undefined : weekdayWords(cron.weekdays);
  const day =
    byDate !== undefined && byWeekday !== undefined
      ? l10n.t('{0} and also {1}', byDate, byWeekday)
      : (byDate ?? byWeekday);
  if (cron.months.every) return day ?? (isEveryMoment(cron) ? undefined : l10n.t('every day'));
  const months = l10n.t('in {0}', listed(cron.months.values.map(monthName), 12));
  return l10n.t('{0} {1}', day ?? l10n.t('every day'), months);
}

function isEveryMoment({ hours }: Cron): boolean {
  return hours.every;
}

function dateWords(days: CronField): string {
  return days.values.length === 1
    ? l10n.t('on day {0} of the month', days.values[0] ?? 0)
    : l10n.t('on days {0} of the month', listed(days.values.map(String), 31));
}

function weekdayWords({ values }: CronField): string {
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined) return '';
  if (values.length >= 3 && last - first === values.length - 1)
    return l10n.t('{0} to {1}', weekdayName(first), weekdayName(last));
  return l10n.t('on {0}', listed(values.map(weekdayName), 7));
}

/** The first of January 2023 was a Sunday. */
function weekdayName(weekday: number): string {
  return named(Date.UTC(2023, 0, 1 + weekday), { weekday: 'long' });
}

function monthName(month: number): string {
  return named(Date.UTC(2023, month - 1, 1), { month: 'long' });
}

function named(time: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).format(time);
}
