import assert from 'node:assert/strict';
import { Emitter } from '../../common/event.ts';
import type { OwnedPod } from '../../k8s/owners/owner-lookup.ts';
import { CloserLooks } from '../../rows/closer-looks.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { PodRow } from '../../rows/row.ts';
import { bundleOf, entryOf, NOON, SetCollection } from '../testing.ts';
import { LiveRows } from './live-rows.ts';
import type { PodList } from './pod-list.ts';

const MINUTE_MS = 60_000;

function scene() {
  const pods = new SetCollection<PodEntry>();
  const looks = new CloserLooks(() => Promise.resolve(bundleOf()), { onError: fail });
  const above = new Map<string, string>();
  const heard = new Emitter<void>();
  const owners = {
    topOf: (pod: OwnedPod) => {
      const near = pod.owners[0];
      const top = above.get(near?.name ?? '');
      return near && (top === undefined ? { ...near } : { ...near, kind: 'RayJob', name: top });
    },
    onDidChange: heard.event,
  };
  const live = new LiveRows(pods, looks, owners, () => NOON);
  live.observe();
  return {
    pods,
    live,
    /** The cluster tells who owns the owner of some pods. */
    owns: (top: string, owner: string) => {
      above.set(owner, top);
      heard.fire();
    },
    list: (now = NOON): PodList => {
      const known = live.pods(now);
      assert.ok(known.state === 'live');
      return known.pods;
    },
    end: () => {
      live.dispose();
      looks.dispose();
    },
  };
}

const crowd = (count: number): readonly PodEntry[] =>
  Array.from({ length: count }, (_, index) => entryOf({ name: `train-${index}`, job: `run-${index % 10}` }));

describe('the live rows of a namespace', () => {
  it('go to the group of the owner above, as soon as it is known, and no others are touched', () => {
    const { pods, list, owns, end } = scene();
    pods.setItems(...crowd(100));
    const before = new Map(list().all.map((row) => [row.uid, row]));
    owns('train', 'run-3');
    const moved = list().all.filter((row) => before.get(row.uid) !== row);
    assert.deepEqual([...new Set(moved.map(({ owner }) => owner))], ['rayjob/train']);
    assert.equal(moved.length, 10);
    assert.equal(moved[0]?.controller, 'job/run-3', 'its next pod is still that of the job');
    const groups = list().grouped('owner', NOON).groups;
    assert.deepEqual(
      groups.filter(({ label }) => label === 'train').map(({ words }) => words),
      ['Ray job · 10 running'],
    );
    assert.equal(groups.length, 10);
    end();
  });

  it('make one row anew when one pod changed, and touch one group', () => {
    const { pods, list, end } = scene();
    const entries = crowd(1_000);
    pods.setItems(...entries);
    const before = new Map(list().all.map((row) => [row.uid, row]));
    const groups = list()
      .grouped('owner', NOON)
      .groups.map(({ pods: rows }) => rows);
    const changed = entryOf({ name: 'train-7', job: 'run-7', createdAt: '2026-01-15T11:00:00Z' });
    pods.setItems(...entries.map((entry) => (entry.record.name === 'train-7' ? changed : entry)));
    const made = list().all.filter((row) => before.get(row.uid) !== row);
    assert.deepEqual(
      made.map(({ name, words }) => [name, words]),
      [['train-7', 'running · 60 min']],
    );
    const touched = list()
      .grouped('owner', NOON)
      .groups.filter(({ pods: rows }, index) => rows !== groups[index]);
    assert.deepEqual(
      touched.map(({ label }) => label),
      ['run-7'],
    );
    end();
  });

  it('word what is old anew, a part at a time, and only what time shows in', async () => {
    const { pods, live, list, end } = scene();
    const young = entryOf({ name: 'young', createdAt: '2026-01-15T11:50:00Z' });
    pods.setItems(...crowd(1_200), young);
    const old = list().all.find(({ name }) => name === 'train-3');
    assert.equal(list().named('young')?.words, 'running · 10 min');
    const later = NOON + MINUTE_MS;
    while (list(later).named('young')?.words !== 'running · 11 min')
      await new Promise<void>((resolve) => {
        const heard = live.onDidChange(() => {
          heard.dispose();
          resolve();
        });
      });
    assert.equal(list(later).named('train-3'), old, 'three hours are still three hours');
    end();
  });

  it('show many pods in trouble at once, and diagnose them in turns', async () => {
    const { pods, live, list, end } = scene();
    pods.setItems(
      ...Array.from({ length: 100 }, (_, index) => entryOf({ name: `job-${index}`, crashing: true })),
    );
    const diagnosed = (rows: readonly PodRow[]): number =>
      rows.filter(({ state }) => state === 'out-of-memory').length;
    assert.equal(list().length, 100);
    assert.ok(diagnosed(list().all) < 100);
    while (diagnosed(list().all) < 100)
      await new Promise<void>((resolve) => {
        const heard = live.onDidChange(() => {
          heard.dispose();
          resolve();
        });
      });
    assert.equal(live.ailing(30, NOON).length, 30);
    end();
  });

  it('go when their pods go, and when they may not be seen any more', () => {
    const { pods, live, list, end } = scene();
    pods.setItems(...crowd(3));
    assert.equal(list().length, 3);
    pods.setItems(...crowd(2));
    assert.deepEqual(
      list().all.map(({ name }) => name),
      ['train-0', 'train-1'],
    );
    assert.equal(list().named('train-2'), undefined);
    pods.set({ state: 'denied', problem: { kind: 'not-found', message: '' } });
    assert.equal(live.pods(NOON).state, 'denied');
    pods.setItems(...crowd(1));
    assert.equal(list().length, 1);
    end();
  });
});

function fail(error: unknown): never {
  throw error;
}
