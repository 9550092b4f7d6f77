/** The "now" of every story. */
export const TAKEN_AT = Date.parse('2026-03-12T09:30:00Z');

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `12m`, `3h`, `5d`. */
export function span(told: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(told) ?? [];
  const size = UNITS[unit];
  if (count === undefined || size === undefined) throw new Error(`no span of time: ${told}`);
  return Number(count) * size;
}

/** The RFC 3339 time so long before now. */
export function ago(told: string): string {
  return new Date(TAKEN_AT - span(told)).toISOString().replace('.000Z', 'Z');
}
