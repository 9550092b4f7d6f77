import * as l10n from '@vscode/l10n';

/** `2 147 483 648` with narrow spaces, which no language takes for a decimal sign. */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const spaced = /^-?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f') : whole;
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/** `1 hour 30 minutes`: exact, since it says what a number of seconds in a manifest is. */
export function exactDuration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds < 60) return l10n.t('{0} seconds', seconds);
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = seconds % 60;
  return [
    days === 1 ? l10n.t('1 day') : days > 0 && l10n.t('{0} days', days),
    hours === 1 ? l10n.t('1 hour') : hours > 0 && l10n.t('{0} hours', hours),
    minutes === 1 ? l10n.t('1 minute') : minutes > 0 && l10n.t('{0} minutes', minutes),
    rest === 1 ? l10n.t('1 second') : rest > 0 && l10n.t('{0} seconds', rest),
  ]
    .filter((part) => part !== false)
    .join(' ');
}

/** Seconds of a Go duration (`1h30m`, `90s`, `1.5h`); nothing for anything else. */
export function goDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|m|s|ms))+$/.test(text)) return undefined;
  const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)].reduce(
    (sum, [, number, name = '']) => sum + Number(number) * (unitSeconds[name] ?? 0),
    0,
  );
}
