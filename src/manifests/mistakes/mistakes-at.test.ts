import assert from 'node:assert/strict';
import { UNKNOWN } from '../field.ts';
import type { Field, FieldPath, ManifestValue } from '../field.ts';
import { mistakesAt } from './mistakes-at.ts';

type Kind = readonly [apiVersion: string, kind: string];
const POD: Kind = ['v1', 'Pod'];
const JOB: Kind = ['batch/v1', 'Job'];
const DEPLOYMENT: Kind = ['apps/v1', 'Deployment'];

function at([apiVersion, kind]: Kind, root: ManifestValue, ...path: FieldPath): string {
  const field: Field = { document: { sort: 'object', apiVersion, kind }, path, root };
  return mistakesAt(field).join('\n');
}
const container = (fields: Readonly<Record<string, ManifestValue>>): ManifestValue => ({
  spec: { containers: [{ name: 'main', ...fields }] },
});
const IN = ['spec', 'containers', 0] as const;
const resources = (requests: ManifestValue, limits: ManifestValue): ManifestValue =>
  container({ resources: { requests, limits } });

/** Positive, near miss. */
const CASES: readonly (readonly [name: string, says: RegExp, wrong: string, right: string])[] = [
  [
    'a limit below its request',
    /lower than the request/,
    at(POD, resources({ cpu: '2' }, { cpu: '1500m' }), ...IN, 'resources', 'limits', 'cpu'),
    at(POD, resources({ cpu: '1500m' }, { cpu: 1.5 }), ...IN, 'resources', 'limits', 'cpu'),
  ],
  [
    'a GPU in requests only',
    /under "limits"/,
    at(POD, resources({ 'nvidia.com/gpu': 1 }, {}), ...IN, 'resources', 'requests', 'nvidia.com/gpu'),
    at(
      POD,
      resources({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': 1 }),
      ...IN,
      'resources',
      'requests',
      'nvidia.com/gpu',
    ),
  ],
  [
    'different numbers of GPUs',
    /same number/,
    at(
      POD,
      resources({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': 2 }),
      ...IN,
      'resources',
      'limits',
      'nvidia.com/gpu',
    ),
    at(
      POD,
      resources({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': 1 }),
      ...IN,
      'resources',
      'limits',
      'nvidia.com/gpu',
    ),
  ],
  [
    'a memory limit without a request',
    /no memory request/,
    at(POD, resources({}, { memory: '8Gi' }), ...IN, 'resources', 'limits', 'memory'),
    at(POD, resources({ memory: '4Gi' }, { memory: '8Gi' }), ...IN, 'resources', 'limits', 'memory'),
  ],
  [
    'memory without a unit',
    /less than 1 MiB/,
    at(POD, resources({ memory: 512 }, {}), ...IN, 'resources', 'requests', 'memory'),
    at(POD, resources({ memory: 536870912 }, {}), ...IN, 'resources', 'requests', 'memory'),
  ],
  [
    'a unit that no cluster knows',
    /is written "4Gi"/,
    at(POD, resources({ memory: '4GB' }, {}), ...IN, 'resources', 'requests', 'memory'),
    at(POD, resources({ memory: '4G' }, {}), ...IN, 'resources', 'requests', 'memory'),
  ],
  [
    'the tag latest',
    /without notice/,
    at(POD, container({ image: 'python:latest' }), ...IN, 'image'),
    at(POD, container({ image: 'python:latest-3.11' }), ...IN, 'image'),
  ],
  [
    'no tag',
    /No tag/,
    at(POD, container({ image: 'localhost:5000/python' }), ...IN, 'image'),
    at(POD, container({ image: `python@sha256:${'a'.repeat(64)}` }), ...IN, 'image'),
  ],
  [
    'a job that restarts for ever',
    /"Always" is refused/,
    at(
      JOB,
      { spec: { template: { spec: { restartPolicy: 'Always' } } } },
      'spec',
      'template',
      'spec',
      'restartPolicy',
    ),
    at(
      JOB,
      { spec: { template: { spec: { restartPolicy: 'Never' } } } },
      'spec',
      'template',
      'spec',
      'restartPolicy',
    ),
  ],
  [
    'a deployment that never restarts',
    /only "Always"/,
    at(
      DEPLOYMENT,
      { spec: { template: { spec: { restartPolicy: 'Never' } } } },
      'spec',
      'template',
      'spec',
      'restartPolicy',
    ),
    at(POD, { spec: { restartPolicy: 'Never' } }, 'spec', 'restartPolicy'),
  ],
  [
    'a selector without its label in the template',
    /not among the labels/,
    at(
      DEPLOYMENT,
      {
        spec: {
          selector: { matchLabels: { app: 'a' } },
          template: { metadata: { labels: { app: 'b' } }, spec: {} },
        },
      },
      'spec',
      'selector',
    ),
    at(
      DEPLOYMENT,
      {
        spec: {
          selector: { matchLabels: { app: 'a' } },
          template: { metadata: { labels: { app: 'a', x: 'y' } }, spec: {} },
        },
      },
      'spec',
      'selector',
    ),
  ],
  [
    'DataLoader workers without shared memory',
    /\/dev\/shm/,
    at(POD, container({ args: ['--num-workers=8'] }), ...IN, 'args'),
    at(
      POD,
      container({ args: ['--num-workers=8'], volumeMounts: [{ name: 's', mountPath: '/dev/shm' }] }),
      ...IN,
      'args',
    ),
  ],
  [
    'a version of the past',
    /write "batch\/v1"/,
    at(['batch/v1beta1', 'CronJob'], {}, 'apiVersion'),
    at(['batch/v1', 'CronJob'], {}, 'apiVersion'),
  ],
];

describe('mistakes in manifests', () => {
  for (const [name, says, wrong, right] of CASES)
    it(`names ${name}, and not its near miss`, () => {
      assert.match(wrong, says);
      assert.doesNotMatch(right, says);
    });

  it('concludes nothing from what a template may still bring', () => {
    const root = container({ resources: { limits: { memory: '8Gi' } }, env: UNKNOWN });
    assert.equal(at(POD, root, ...IN, 'resources', 'limits', 'memory'), '');
    assert.equal(at(POD, container({ image: UNKNOWN }), ...IN, 'image'), '');
  });
});
