import assert from 'node:assert/strict';
import { list, text } from '../common/json.ts';
import { quantityOf } from '../common/quantities.ts';
import { startSampleCluster } from './sample-cluster.ts';
import type { SampleCluster } from './sample-cluster.ts';

describe('the metrics server of the sample', () => {
  let sample: SampleCluster;
  before(async () => {
    sample = await startSampleCluster();
  });
  after(() => sample.dispose());

  const ask = async (path: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${sample.server}${path}`, {
      headers: { authorization: `Bearer ${sample.token}` },
    });
    return { status: answer.status, body: await answer.json() };
  };
  const PODS = '/apis/metrics.k8s.io/v1beta1/namespaces/team-a/pods';

  it('measures the pods that run, each within its limit, and no others', async () => {
    const { body } = await ask(PODS);
    const measured = list(body, 'items');
    const pods = list((await ask('/api/v1/namespaces/team-a/pods')).body, 'items');
    const running = pods.filter((pod) =>
      list(pod, 'status', 'containerStatuses').some((one) => text(one, 'state', 'running', 'startedAt')),
    );
    const names = (items: readonly unknown[]): string[] =>
      items.map((item) => text(item, 'metadata', 'name') ?? '').sort();
    assert.deepEqual(names(measured), names(running));
    assert.ok(measured.length > 3);
    for (const pod of running) {
      const one = measured.find((item) => text(item, 'metadata', 'name') === text(pod, 'metadata', 'name'));
      for (const container of list(pod, 'spec', 'containers')) {
        const usage = list(one, 'containers').find((used) => text(used, 'name') === text(container, 'name'));
        const used = quantityOf(text(usage, 'usage', 'memory')) ?? Number.NaN;
        const limit = quantityOf(text(container, 'resources', 'limits', 'memory')) ?? Infinity;
        assert.ok(used > 0 && used <= limit, `${text(container, 'name')}: ${used} of ${limit}`);
      }
    }
  });

  it('says of a pod that does not run that it is not measured', async () => {
    const { status, body } = await ask(`${PODS}/nobody`);
    assert.equal(status, 404);
    assert.equal(text(body, 'message'), 'podmetrics.metrics.k8s.io "team-a/nobody" not found');
  });

  it('cannot be watched', async () => {
    assert.equal((await ask(`${PODS}?watch=1`)).status, 405);
  });
});
