import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fieldReference } from '../../../../scripts/build/field-reference.ts';
import { isRecord, type Json } from '../../../common/json.ts';
import { explainField } from '../explain-field.ts';
import { openFieldReference } from '../reference.ts';
import { chartFields } from './charts.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));

/** What a chart's values are called; names that begin with `x-` are only there for others to refer to. */
function namesOf(chart: string): Json {
  const text = readFileSync(new URL(`../testing/values/${chart}.yaml`, import.meta.url), 'utf8');
  const names: unknown = parse(text, { merge: true });
  assert.ok(isRecord(names));
  return Object.fromEntries(Object.entries(names).filter(([name]) => !name.startsWith('x-')));
}

function* pathsOf(names: Json, above: readonly string[] = []): Generator<readonly string[]> {
  if (!isRecord(names)) return;
  for (const [name, below] of Object.entries(names)) {
    yield [...above, name];
    yield* pathsOf(below, [...above, name]);
  }
}

describe("the values of tools' charts", () => {
  for (const chart of ['airflow', 'jupyterhub', 'mlflow', 'dask', 'prefect-server', 'prefect-worker']) {
    const names = namesOf(chart);
    it(`are all explained for ${chart}`, () => {
      const silent = [...pathsOf(names)].filter(
        (path) => !explainField(reference, { document: { sort: 'values', chart }, path, root: {} }),
      );
      assert.deepEqual(
        silent.map((path) => path.join('.')),
        [],
      );
    });

    it(`are all real for ${chart}`, () => {
      const known = new Set([...pathsOf(names)].map((path) => path[0]));
      const former = FORMER[chart] ?? [];
      assert.deepEqual(
        Object.keys(chartFields[chart] ?? {}).filter((name) => !known.has(name) && !former.includes(name)),
        [],
      );
    });
  }
});

/** Of other versions of the chart than the one whose names are listed. */
const FORMER: Readonly<Record<string, readonly string[]>> = {
  airflow: ['opensearch'],
  dask: ['nameOverride', 'fullnameOverride'],
  mlflow: [
    'ldapAuth',
    'log',
    'extraPodLabels',
    'extraDeploymentLabels',
    'strategy',
    'flaskServerSecretKey',
    'postgresql',
    'mysql',
    'minio',
  ],
  'prefect-worker': ['global'],
};
