import assert from 'node:assert/strict';
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
  const live = new LiveRows(pods, looks, () => NOON);
  live.observe();
  return {
    pods,
    live,
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
