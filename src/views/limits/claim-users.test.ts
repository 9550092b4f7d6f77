import assert from 'node:assert/strict';
import type { PodEntry } from '../../rows/pod-entry.ts';
import { podEntry } from '../../rows/pod-entry.ts';
import { SetCollection } from '../testing.ts';
import { ClaimUsers } from './claim-users.ts';

function podOf(name: string, claims: readonly string[], phase = 'Running'): PodEntry {
  const volumes = claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
  return podEntry({
    metadata: { name, uid: name, namespace: 'a' },
    spec: { volumes, containers: [{ name: 'main' }] },
    status: { phase },
  });
}

describe('who uses a claim', () => {
  it('is known as long as pods are, and follows them', () => {
    const pods = new SetCollection<PodEntry>();
    const users = new ClaimUsers(pods);
    const mattered: boolean[] = [];
    pods.onDidChange(({ uids }) => mattered.push(users.touch(uids)));
    assert.equal(users.of('home'), undefined);
    const ana = podOf('ana', ['home', 'data']);
    pods.setItems(ana, podOf('train', []));
    assert.deepEqual([users.of('home'), users.of('data'), users.of('other')], [['ana'], ['ana'], []]);
    pods.setItems(ana, podOf('train', [], 'Succeeded'));
    pods.setItems(podOf('ana', ['home'], 'Succeeded'));
    assert.deepEqual([users.of('home'), users.of('data')], [[], []], 'what has ended uses nothing');
    pods.setItems();
    assert.deepEqual(mattered, [true, false, true, true]);
    assert.deepEqual(users.all, []);
  });
});
