import assert from 'node:assert/strict';
import { podRecord } from '../../k8s/model/pod.ts';
import { usageCharts, usagePairs } from './usage-words.ts';

const GIB = 1024 ** 3;
const NOON = Date.UTC(2026, 2, 1, 12);

function podOf(...containers: readonly { name: string; memory?: string; cpu?: string; state?: string }[]) {
  return podRecord({
    spec: {
      containers: containers.map(({ name, memory, cpu }) => ({
        name,
        resources: { limits: { ...(memory !== undefined && { memory }), ...(cpu !== undefined && { cpu }) } },
      })),
    },
    status: {
      containerStatuses: containers.map(({ name, state = 'running' }) => ({ name, state: { [state]: {} } })),
    },
  });
}

const at = (seconds: number, ...memory: readonly (readonly [string, number])[]) => ({
  at: NOON + seconds * 1000,
  containers: memory.map(([name, gib]) => ({ name, memory: gib * GIB, cpu: 1.2345 })),
});

describe('what a pod uses, in words', () => {
  it('is told against the limit', () => {
    const pod = podOf({ name: 'main', memory: '32Gi', cpu: '12' });
    assert.deepEqual(usagePairs(pod, { measured: [at(0, ['main', 28.4])], missing: undefined }), [
      {
        name: 'Uses now',
        value: '28.4 GiB memory (89 % of its limit), 1.23 CPUs (10 % of its limit)',
      },
    ]);
  });

  it('names the containers where there are several, and leaves out those that do not run', () => {
    const pod = podOf({ name: 'main' }, { name: 'sidecar' }, { name: 'done', state: 'terminated' });
    const measured = [at(0, ['main', 1], ['sidecar', 0.5], ['done', 3])];
    assert.deepEqual(
      usagePairs(pod, { measured, missing: undefined }).map(({ name }) => name),
      ['Uses now (main)', 'Uses now (sidecar)'],
    );
  });

  it('says why it is not known, once it is known why', () => {
    const pod = podOf({ name: 'main' });
    const words = (missing: 'not-yet' | 'not-offered' | 'not-allowed' | undefined) =>
      usagePairs(pod, { measured: [], missing })[0]?.value;
    assert.equal(words(undefined), undefined);
    assert.equal(words('not-yet'), 'not measured yet');
    assert.match(words('not-offered') ?? '', /no metrics server/);
    assert.match(words('not-allowed') ?? '', /not visible for you/);
  });

  it('says nothing of a pod that does not run', () => {
    const pod = podOf({ name: 'main', state: 'waiting' });
    assert.deepEqual(usagePairs(pod, { measured: [at(0, ['main', 1])], missing: undefined }), []);
  });
});

describe('the picture of memory over time', () => {
  it('has room above the limit, and goes from the first to the last measurement', () => {
    const pod = podOf({ name: 'main', memory: '2Gi' });
    const measured = [at(0, ['main', 0.5]), at(15, ['main', 1]), at(30, ['main', 1.5])];
    const [chart] = usageCharts(pod, { measured, missing: undefined });
    assert.ok(chart?.kind === 'chart');
    assert.equal(chart.aside, '1.5 GiB of 2 GiB');
    assert.deepEqual(
      chart.points.map(({ x }) => x),
      [0, 0.5, 1],
    );
    const limit = chart.limit ?? 0;
    assert.ok(limit < 1 && limit > 0.8, `${limit}`);
    assert.deepEqual(
      chart.points.map(({ y }) => Math.round((y / limit) * 4)),
      [1, 2, 3],
    );
    assert.match(chart.spoken, /at first 512 MiB, now 1.5 GiB of 2 GiB/);
  });

  it('is not drawn of a single measurement, nor of a container that came later', () => {
    const pod = podOf({ name: 'main' });
    assert.deepEqual(usageCharts(pod, { measured: [at(0, ['main', 1])], missing: undefined }), []);
    const measured = [at(0, ['other', 1]), at(15, ['main', 1])];
    assert.deepEqual(usageCharts(pod, { measured, missing: undefined }), []);
  });
});
