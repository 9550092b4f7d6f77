import { isRecord } from '../json.ts';

/** Small numbers in an order that looks random and is always the same (a linear congruential generator). */
export type Dice = (sides: number) => number;

export function dice(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % sides;
  };
}

/** What no field of an object should hold, and what hostile people put into texts. */
const NONSENSE: readonly unknown[] = [
  null,
  undefined,
  true,
  -1,
  1e308,
  '',
  '2026-13-45T99:99:99Z',
  [],
  [null],
  {},
  { a: { b: [] } },
  [[[]]],
  'a'.repeat(1_000_000),
  '\u001b[31mred\u001b[0m \u001b]8;;https://example.com\u0007link\u001b]8;;\u0007',
  'one\r\ntwo\u0000\u0008\u2028three',
  '\u202eesrever\u202c \u2066isolated\u2069',
  '<img src=x onerror=alert(1)>',
  '[run](command:workbench.action.quit) $(alert) **bold** `code`',
  'עברית and English',
];

/** A copy of a value in which one place, chosen by the dice, holds something else. */
export function spoiled(value: unknown, roll: Dice): unknown {
  if (roll(9) === 0) return NONSENSE[roll(NONSENSE.length)];
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    const place = roll(value.length);
    return value.map((entry: unknown, index) => (index === place ? spoiled(entry, roll) : entry));
  }
  if (isRecord(value)) {
    const keys = Object.keys(value);
    const key = keys[roll(Math.max(1, keys.length))];
    return key === undefined ? value : { ...value, [key]: spoiled(value[key], roll) };
  }
  return NONSENSE[roll(NONSENSE.length)];
}
