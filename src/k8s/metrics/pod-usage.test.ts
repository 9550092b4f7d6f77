import assert from 'node:assert/strict';
import type { Json } from '../../common/json.ts';
import { ClusterError } from '../problem.ts';
import type { ClusterProblem } from '../problem.ts';
import { readPodUsage } from './pod-usage.ts';

const POD = { namespace: 'team-a', name: 'train-0' };
const never = new AbortController().signal;

const asked: string[] = [];
const answering = (answer: Json) => ({
  json: ({ path }: { path: string }) => {
    asked.push(path);
    return Promise.resolve(answer);
  },
});
const failing = (problem: ClusterProblem) => ({ json: () => Promise.reject(new ClusterError(problem)) });

describe('what a pod uses', () => {
  it('is read in bytes and CPUs, whatever unit the server writes', async () => {
    const answer = await readPodUsage(
      answering({
        timestamp: '2026-03-01T12:00:15Z',
        window: '15.04s',
        containers: [
          { name: 'main', usage: { cpu: '1500000000n', memory: '2097152Ki' } },
          { name: 'sidecar', usage: { cpu: '3m', memory: '1M' } },
        ],
      }),
      POD,
      never,
    );
    assert.deepEqual(answer, {
      state: 'measured',
      usage: {
        at: Date.UTC(2026, 2, 1, 12, 0, 15),
        containers: [
          { name: 'main', memory: 2 * 1024 ** 3, cpu: 1.5 },
          { name: 'sidecar', memory: 1e6, cpu: 0.003 },
        ],
      },
    });
    assert.deepEqual(asked, ['/apis/metrics.k8s.io/v1beta1/namespaces/team-a/pods/train-0']);
  });

  it('is unknown for now where the answer is not one', async () => {
    for (const answer of [null, {}, { containers: [] }, { timestamp: 'soon', containers: [{ usage: 1 }] }])
      assert.deepEqual(await readPodUsage(answering(answer), POD, never), { state: 'not-yet' });
  });

  it('tells a pod that is not measured yet from a cluster that measures nothing', async () => {
    const of = (message: string) => readPodUsage(failing({ kind: 'not-found', message }), POD, never);
    const notYet = { state: 'not-yet' };
    // metrics-server 0.7, and the kubelet-fed ones.
    assert.deepEqual(await of('podmetrics.metrics.k8s.io "team-a/train-0" not found'), notYet);
    assert.deepEqual(await of('pods.metrics.k8s.io "train-0" not found'), notYet);
    const notOffered = { state: 'not-offered' };
    assert.deepEqual(await of('404 page not found'), notOffered);
    assert.deepEqual(await of('the server could not find the requested resource'), notOffered);
  });

  it('is not offered where the metrics server is down, and not allowed where it is refused', async () => {
    const down = failing({ kind: 'server', status: 503, message: 'service unavailable' });
    assert.deepEqual(await readPodUsage(down, POD, never), { state: 'not-offered' });
    const refused = failing({ kind: 'not-allowed', verb: 'get', resource: 'pods', message: 'forbidden' });
    assert.deepEqual(await readPodUsage(refused, POD, never), { state: 'not-allowed' });
  });

  it('throws what keeps the whole cluster from answering', async () => {
    const gone = failing({ kind: 'unreachable', server: 'https://x', reason: 'refused', detail: '' });
    await assert.rejects(readPodUsage(gone, POD, never), ClusterError);
  });
});
