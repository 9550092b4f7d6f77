import assert from 'node:assert/strict';
import type { PodEntry } from '../../rows/pod-entry.ts';
import { podEntry } from '../../rows/pod-entry.ts';
import type { ServiceFacts } from '../../tools/facts.ts';
import { SetCollection } from '../testing.ts';
import { ToolPods } from './tool-pods.ts';

function podOf(name: string, labels: Record<string, string>, owned = true): PodEntry {
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid: 'j', controller: true }];
  return podEntry({
    metadata: { name, uid: name, namespace: 'a', labels, ...(owned && { ownerReferences }) },
    spec: { containers: [{ name: 'main' }] },
    status: { phase: 'Running' },
  });
}

const mlflow: ServiceFacts = {
  uid: 's',
  namespace: 'a',
  name: 'mlflow',
  labels: {},
  release: undefined,
  selector: { app: 'mlflow' },
  ports: [],
  headless: false,
  owner: undefined,
};
const names = (pods: ToolPods): string[] => pods.all.map(({ name }) => name).sort();

describe('the pods that may be a tool’s', () => {
  const lists = (): { pods: SetCollection<PodEntry>; toolPods: ToolPods } => {
    const pods = new SetCollection<PodEntry>();
    const toolPods = new ToolPods(pods);
    pods.onDidChange(({ uids }) => toolPods.touch(uids));
    return { pods, toolPods };
  };

  it('are those without an owner and those that something selects', () => {
    const { pods, toolPods } = lists();
    pods.setItems(
      podOf('train-0', { app: 'train' }),
      podOf('ml-0', { app: 'mlflow' }),
      podOf('lone', {}, false),
    );
    assert.equal(toolPods.update([], []), true);
    assert.deepEqual(names(toolPods), ['lone']);
    assert.equal(toolPods.update([mlflow], []), true);
    assert.deepEqual(names(toolPods), ['lone', 'ml-0']);
  });

  it('are the same as before when others change', () => {
    const { pods, toolPods } = lists();
    const [tool, other] = [podOf('ml-0', { app: 'mlflow' }), podOf('train-0', { app: 'train' })];
    pods.setItems(tool, other);
    toolPods.update([mlflow], []);
    pods.setItems(tool, podOf('train-0', { app: 'train', step: '2' }));
    assert.equal(toolPods.update([mlflow], []), false);
    pods.setItems(other);
    assert.equal(toolPods.update([mlflow], []), true);
    assert.deepEqual(names(toolPods), []);
  });
});
