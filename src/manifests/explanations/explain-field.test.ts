import assert from 'node:assert/strict';
import * as models from '@kubernetes/client-node/dist/gen/models/all.js';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { list, text } from '../../common/json.ts';
import type { Field, FieldPath, ManifestValue } from '../field.ts';
import { UNKNOWN } from '../field.ts';
import { mistakesAt } from '../mistakes/mistakes-at.ts';
import { choiceKeys } from '../values/choice-words.ts';
import { readKeys, valueWords } from '../values/value-words.ts';
import { builtInKinds } from './built-in-kinds.ts';
import { explainField } from './explain-field.ts';
import { JARGON, LONGEST } from './jargon.fixture.ts';
import { openFieldReference } from './reference.ts';
import { ownTexts } from './texts/own-texts.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const { types, kinds, about } = reference.data;

function explain(apiVersion: string, kind: string, ...path: FieldPath): ReturnType<typeof explainField> {
  return explainField(reference, { document: { sort: 'object', apiVersion, kind }, path, root: {} });
}

describe('explanations of fields', () => {
  it('knows every kind of the client library', () => {
    const all = Object.values(models).filter((model) => {
      if (typeof model !== 'function' || !('attributeTypeMap' in model)) return false;
      const names = list(model.attributeTypeMap).map((attribute) => text(attribute, 'baseName'));
      return (
        ['apiVersion', 'kind', 'metadata'].every((name) => names.includes(name)) && !names.includes('items')
      );
    });
    const found = Object.entries(kinds).flatMap(([version, byKind]) =>
      Object.keys(byKind).map((kind) => `${version} ${kind}`),
    );
    // All but Status, which is an answer of the API and never stands in a manifest.
    assert.equal(found.length, all.length - 1);
    assert.deepEqual([...builtInKinds].sort(), found.sort());
  });

  it('explains every field of every built-in type', () => {
    const silent = Object.entries(types).flatMap(([type, fields]) =>
      Object.entries(fields)
        .filter(([name, [shape, words]]) => {
          const target = shape.replace(/[{}[\]]/g, '');
          return !words && !about[target] && !Object.hasOwn(ownTexts, `${type}.${name}`);
        })
        .map(([name]) => `${type}.${name}`),
    );
    assert.deepEqual(silent, []);
    assert.ok(Object.keys(types).length > 600);
  });

  it('has no text and no reading of a value for a field that does not exist', () => {
    const missing = [...Object.keys(ownTexts), ...readKeys, ...choiceKeys].filter((key) => {
      const [type = '', name = '', ...entry] = key.split('.');
      const shape = reference.entryOf(type, name)?.[0];
      return shape === undefined || (entry.length > 0 && !shape.startsWith('{'));
    });
    assert.deepEqual(missing, []);
  });

  it('keeps each text short and free of words that nobody explains', () => {
    const bad = Object.entries(ownTexts).flatMap(([key, words]) => {
      const said = words();
      const jargon = said.match(JARGON) ?? [];
      const problems = [...(said.length > LONGEST ? [`${said.length} characters`] : []), ...jargon];
      return problems.length > 0 ? [`${key}: ${problems.join(', ')}`] : [];
    });
    assert.deepEqual(bad, []);
  });

  it('goes through lists and maps', () => {
    const memory = explain(
      'batch/v1',
      'CronJob',
      'spec',
      'jobTemplate',
      'spec',
      'template',
      'spec',
      'containers',
      0,
      'resources',
      'limits',
      'memory',
    );
    assert.equal(memory?.name, 'memory (limit)');
    assert.equal(memory.key, 'ResourceRequirements.limits.memory');
    assert.match(memory.own ?? '', /OOMKilled/);
    assert.equal(explain('v1', 'Pod', 'metadata', 'labels', 'app')?.name, 'app (label)');
    assert.equal(explain('v1', 'Pod', 'spec', 'containers', 0, 'args', 1)?.name, 'args, item 2');
    assert.match(explain('v1', 'Pod', 'spec', 'overhead')?.reference ?? '', /Overhead/);
    assert.equal(explain('batch/v1beta1', 'CronJob', 'spec', 'schedule')?.key, 'CronJobSpec.schedule');
  });

  it('is silent where the path leaves the schema', () => {
    for (const path of [
      ['spec', 'conainers'],
      ['spec', 0],
      ['metadata', 'name', 'x'],
      ['constructor'],
      ['__proto__', 'x'],
      [],
    ])
      assert.equal(explain('v1', 'Pod', ...path), undefined, path.join('.'));
    assert.equal(explain('example.com/v1', 'Thing', 'metadata', 'name'), undefined);
    assert.equal(explain('toString', 'constructor', 'a'), undefined);
  });

  it('says nothing when the file of the reference is damaged', () => {
    const damaged = openFieldReference(new Uint8Array([1, 2, 3]));
    const field: Field = {
      document: { sort: 'object', apiVersion: 'v1', kind: 'Pod' },
      path: ['spec'],
      root: {},
    };
    assert.equal(explainField(damaged, field), undefined);
  });

  it('throws for no value, whatever stands in a manifest', () => {
    const random = numbersFrom(20261125);
    const roots = Object.entries(kinds).flatMap(([apiVersion, byKind]) =>
      Object.entries(byKind).map(([kind, type]) => ({ apiVersion, kind, type })),
    );
    const now = new Date('2026-11-25T05:00:00Z');
    for (let round = 0; round < 4000; round++) {
      const start = roots[round % roots.length];
      assert.ok(start);
      const path = randomPath(start.type, random);
      const root = rootWith(path, random);
      const { apiVersion, kind } = start;
      const field: Field = { document: { sort: 'object', apiVersion, kind }, path, root };
      const explanation = explainField(reference, field);
      if (explanation) valueWords(field, explanation, now);
      mistakesAt(field);
    }
  });
});

/** The same numbers in every run (a linear congruence). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomPath(type: string, random: (below: number) => number): FieldPath {
  const path: (string | number)[] = [];
  let shape = type;
  for (let depth = random(14) + 1; depth > 0; depth--) {
    if (shape.endsWith('[]')) {
      path.push(0);
      shape = shape.slice(0, -2);
    } else if (shape.startsWith('{')) {
      path.push('memory');
      shape = shape.slice(1, -1);
    } else {
      const fields = Object.entries(types[shape] ?? {});
      const chosen = fields[random(fields.length)];
      if (chosen === undefined) break;
      path.push(chosen[0]);
      shape = chosen[1][0];
    }
  }
  return path;
}

const ODD: readonly ManifestValue[] = [
  null,
  true,
  -1,
  0,
  1e300,
  Number.NaN,
  '',
  ' ',
  '*/0 * * * *',
  '1e999',
  'a'.repeat(5000),
  '0'.repeat(300),
  UNKNOWN,
  [],
  [null],
  [UNKNOWN],
  {},
  { key: UNKNOWN },
  { matchLabels: [] },
  { matchExpressions: [{ key: 'a', operator: 'In', values: [1] }] },
  { verbs: [''], resources: [''], apiGroups: [''] },
  { limits: { memory: {} }, requests: [] },
  { constructor: 1 },
];

/** The random value at the path, and another random value in place of something on the way to it. */
function rootWith(path: FieldPath, random: (below: number) => number): ManifestValue {
  let value = ODD[random(ODD.length)] ?? null;
  const cut = random(path.length * 3);
  for (let index = path.length - 1; index >= 0; index--) {
    const step = path[index] ?? '';
    value =
      index === cut
        ? (ODD[random(ODD.length)] ?? null)
        : typeof step === 'number'
          ? [value]
          : { [step]: value };
  }
  return value;
}
