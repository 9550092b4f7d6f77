import assert from 'node:assert/strict';
import { podRecord } from '../../k8s/model/pod.ts';
import { NOON } from '../testing.ts';
import { containerRows } from './container-rows.ts';

const rowOf = (
  status: object,
  kind: 'containers' | 'initContainers' = 'containers',
): { words: string; status: string; color: string } => {
  const pod = podRecord({
    metadata: { name: 'x' },
    spec: { [kind]: [{ name: 'main', image: 'img' }] },
    status: {
      [kind === 'containers' ? 'containerStatuses' : 'initContainerStatuses']: [{ name: 'main', ...status }],
    },
  });
  const [row] = containerRows(pod, NOON);
  assert.ok(row);
  return { words: row.words, status: row.status, color: row.state };
};

describe('the rows of containers', () => {
  it('say since when one runs', () => {
    assert.deepEqual(rowOf({ ready: true, state: { running: { startedAt: '2026-01-15T09:00:00Z' } } }), {
      words: 'running · 3 h',
      status: 'Running',
      color: 'running',
    });
  });
  it('say why one crashes, with the Kubernetes word at hand', () => {
    const row = rowOf({
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    assert.deepEqual(row, {
      words: 'out of memory · 4 restarts',
      status: 'CrashLoopBackOff: back-off 2m40s',
      color: 'out-of-memory',
    });
  });
  it('do not alarm while one is being made', () => {
    assert.equal(rowOf({ state: { waiting: { reason: 'ContainerCreating' } } }).color, 'starting');
    assert.equal(rowOf({}).words, 'not started yet');
  });
  it('say what an init container is', () => {
    const end = { terminated: { exitCode: 0, reason: 'Completed', finishedAt: '2026-01-15T11:00:00Z' } };
    assert.equal(
      rowOf({ state: end }, 'initContainers').words,
      'finished · 60 min ago · runs before the others',
    );
  });
});
