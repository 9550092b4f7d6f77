import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../common/json.ts';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import { parseBundle } from './parse-bundle.ts';
import { renderMarkdown, renderText } from './render.ts';
import { platformReport } from './platform-report.ts';

const folder = join(import.meta.dirname, '../../test/fixtures/incidents');
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/** Small numbers in an order that looks random and is always the same (a linear congruential generator). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % sides;
  };
}

const nonsense: readonly unknown[] = [
  null,
  undefined,
  true,
  -1,
  0,
  1e308,
  Number.NaN,
  '',
  'x',
  '2026-13-45T99:99:99Z',
  '${jndi}',
  [],
  [null],
  {},
  { a: { b: [] } },
  'a'.repeat(5000),
  '\u0000',
  { length: 3 },
  [[[]]],
];

/** A copy of a value in which one place, chosen by the dice, holds something else. */
function spoiled(value: unknown, roll: (sides: number) => number): unknown {
  if (roll(7) === 0) return nonsense[roll(nonsense.length)];
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    const at = roll(value.length);
    return value.map((entry: unknown, i) => (i === at ? spoiled(entry, roll) : entry));
  }
  if (isRecord(value)) {
    const keys = Object.keys(value);
    if (keys.length === 0) return value;
    const key = keys[roll(keys.length)] ?? '';
    return { ...value, [key]: spoiled(value[key], roll) };
  }
  return nonsense[roll(nonsense.length)];
}

function shuffled<T>(values: readonly T[], roll: (sides: number) => number): T[] {
  const copy = [...values];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = roll(at + 1);
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
}

describe('the diagnosis, whatever it is given', () => {
  it('never throws for spoiled objects', async function () {
    this.timeout(60_000); // thousands of rounds; a busy machine takes its time
    const roll = dice(20260115);
    for (const { name, text } of texts) {
      const bundle = await parseBundle([{ name, text }]);
      for (let round = 0; round < 40; round += 1) {
        const objects = bundle.objects.map((object) =>
          roll(3) === 0 ? spoiled(object, roll) : object,
        ) as Bundle['objects'];
        const poorer = { ...bundle, objects, takenAt: roll(5) === 0 ? 0 : bundle.takenAt };
        const subjects = objects.filter(isRecord).flatMap((object) =>
          isRecord(object['metadata']) &&
          typeof object['metadata']['name'] === 'string' &&
          typeof object['kind'] === 'string'
            ? [
                {
                  kind: object['kind'],
                  namespace: String(object['metadata']['namespace']),
                  name: object['metadata']['name'],
                },
              ]
            : [],
        );
        const subject = subjects[roll(Math.max(1, subjects.length))];
        const diagnosis = diagnose(poorer, subject);
        diagnose(poorer);
        renderText(diagnosis);
        renderMarkdown(diagnosis);
        platformReport(diagnosis, {});
      }
    }
  });

  it('never throws for any JSON in place of the evidence', () => {
    for (const one of nonsense) {
      for (const two of nonsense) {
        const objects = [
          one,
          two,
          { kind: 'Pod', metadata: one, spec: two, status: { containerStatuses: one } },
          { kind: one, metadata: { name: two } },
          {
            kind: 'Pod',
            metadata: { name: 'x' },
            spec: { containers: [{ name: 'c', resources: one, volumeMounts: two }] },
            status: { phase: 'Running', containerStatuses: [{ name: 'c', state: one, lastState: two }] },
          },
          { kind: 'Event', involvedObject: { kind: 'Pod', name: 'x' }, reason: one, message: two },
        ] as Bundle['objects'];
        const bundle: Bundle = {
          takenAt: 0,
          objects,
          logs: [
            {
              namespace: '',
              pod: 'x',
              container: 'c',
              previous: false,
              text: typeof one === 'string' ? one : '',
            },
          ],
          outputs: [],
          notSeen: [],
        };
        diagnose(bundle);
        diagnose(bundle, { kind: 'Pod', name: 'x' });
      }
    }
  });

  it('says the same whatever the order of objects, logs and outputs', async () => {
    const roll = dice(7);
    for (const { name, text } of texts) {
      const bundle = await parseBundle([{ name, text }]);
      const expected = JSON.stringify(diagnose(bundle));
      for (let round = 0; round < 4; round += 1) {
        const other = {
          ...bundle,
          objects: shuffled(bundle.objects, roll),
          logs: shuffled(bundle.logs, roll),
          outputs: shuffled(bundle.outputs, roll),
        };
        assert.equal(JSON.stringify(diagnose(other)), expected, name);
      }
    }
  });
});
