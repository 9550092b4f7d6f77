import assert from 'node:assert/strict';
import { openGates, podStatus } from './pod-status.ts';
import { mainContainer, podRecord } from './pod.ts';
import { APP_CASES } from './testing/app-cases.ts';
import { INIT_CASES } from './testing/init-cases.ts';
import type { PodCase } from './testing/pod-case.ts';

const recordOf = (pod: PodCase) =>
  podRecord({
    metadata: {
      name: pod.name,
      namespace: 'team-a',
      uid: pod.name,
      ...(pod.deleted ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}),
    },
    spec: pod.spec,
    status: pod.status,
  });

describe('status of a pod', () => {
  for (const pod of [...APP_CASES, ...INIT_CASES]) {
    it(`${pod.name}: ${pod.prints.join(' ')}`, () => {
      const { status, ready, restarts } = podStatus(recordOf(pod));
      assert.deepEqual([status, ready, restarts], pod.prints);
    });
  }

  it('knows when the last restart was, over all containers', () => {
    const pod = APP_CASES.find((each) => each.name === 'restarts-add-up');
    assert.ok(pod);
    assert.equal(podStatus(recordOf(pod)).lastRestartAt, Date.parse('2026-01-02T00:00:00Z'));
  });

  it('counts the readiness gates that are open', () => {
    const gate = (status: string) =>
      podRecord({
        spec: { readinessGates: [{ conditionType: 'x' }, { conditionType: 'y' }] },
        status: { conditions: [{ type: 'x', status }] },
      });
    assert.deepEqual(openGates(gate('True')), { open: 1, of: 2 });
    assert.deepEqual(openGates(gate('False')), { open: 0, of: 2 });
    assert.equal(openGates(podRecord({})), undefined);
  });
});

describe('record of a pod', () => {
  it('is made of anything without an error', () => {
    for (const odd of [
      {},
      { metadata: null, spec: [], status: 'x' },
      { spec: { containers: [null, 1, { name: 2 }] }, status: { containerStatuses: {}, conditions: [null] } },
    ]) {
      const pod = podRecord(odd);
      assert.equal(pod.name, '');
      assert.equal(typeof podStatus(pod).status, 'string');
    }
  });

  it('keeps labels, owners and the annotations that name people, and drops the bulk', () => {
    const pod = podRecord({
      metadata: {
        name: 'p',
        namespace: 'n',
        labels: { app: 'x', odd: 1 },
        annotations: {
          'hub.jupyter.org/username': 'ana',
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
          'example.com/owner': 'x'.repeat(10_000),
        },
        ownerReferences: [
          { apiVersion: 'batch/v1', kind: 'Job', name: 'train', uid: 'u', controller: true },
          { kind: 'Odd' },
        ],
      },
    });
    assert.deepEqual(pod.labels, { app: 'x' });
    assert.deepEqual(pod.annotations, { 'hub.jupyter.org/username': 'ana' });
    assert.deepEqual(pod.owners, [
      { apiVersion: 'batch/v1', kind: 'Job', name: 'train', uid: 'u', controller: true },
    ]);
  });

  it('knows the main container', () => {
    const spec = { initContainers: [{ name: 'i' }], containers: [{ name: 'proxy' }, { name: 'notebook' }] };
    assert.equal(mainContainer(podRecord({ spec }))?.name, 'proxy');
    const annotations = { 'kubectl.kubernetes.io/default-container': 'notebook' };
    assert.equal(mainContainer(podRecord({ metadata: { annotations }, spec }))?.name, 'notebook');
    assert.equal(mainContainer(podRecord({})), undefined);
  });
});
