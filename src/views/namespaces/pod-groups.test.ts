import assert from 'node:assert/strict';
import type { PodRow, PodState } from '../../rows/row.ts';
import { NOON, podOf } from '../testing.ts';
import type { Grouped, Grouping } from './grouping.ts';
import { PodGroups } from './pod-groups.ts';
import { groupsOf } from './pod-list.ts';
import { compareNames } from './row-order.ts';

const DAY_MS = 24 * 3600 * 1000;

/** The same numbers each time: a failure can be looked at. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

function shown({ attention, groups, loose, finished }: Grouped): object {
  const names = (rows: readonly PodRow[]): string[] => rows.map(({ name, words }) => `${name} ${words}`);
  return {
    attention: names(attention),
    groups: groups.map(({ key, words, pods }) => ({ key, words, pods: names(pods) })),
    loose: names(loose),
    finished: names(finished),
  };
}

const STATES: readonly (readonly [PodState, PodRow['severity']])[] = [
  ['running', 'fine'],
  ['starting', 'fine'],
  ['waiting', 'waiting'],
  ['crashing', 'broken'],
  ['finished', 'fine'],
  ['failed', 'broken'],
];

describe('the groups of a namespace', () => {
  for (const by of ['owner', 'status', 'none'] satisfies Grouping[]) {
    it(`by ${by}: are after any changes what they would be made at once`, () => {
      const roll = dice(4);
      const groups = new PodGroups(by);
      const rows = new Map<string, PodRow>();
      let now = NOON;
      for (let step = 0; step < 2_000; step += 1) {
        const name = `pod-${roll(60)}`;
        const before = rows.get(name);
        if (before && roll(4) === 0) {
          rows.delete(name);
          groups.delete(before);
        } else {
          const [state, severity] = STATES[roll(STATES.length)] ?? ['running', 'fine'];
          const owner = roll(5);
          const row = podOf(name, {
            state,
            severity,
            words: `${state} · ${step}`,
            since: new Date(now - roll(3) * DAY_MS).toISOString(),
            ...(owner > 0 && { owner: `job/run-${owner}` }),
          });
          rows.set(name, row);
          groups.put(before, row, now);
        }
        if (roll(50) === 0) {
          now += DAY_MS / 2; // some failures are history now: whoever keeps the rows puts them again
          for (const row of rows.values()) groups.put(row, row, now);
        }
        if (roll(3) > 0) continue; // nobody looks each time
        assert.deepEqual(shown(groups), shown(groupsOf(rows.values(), by, now)), `step ${step}`);
      }
    });
  }

  it('keep the list of a group in which nothing happened', () => {
    const [one, two] = [podOf('a-1', { owner: 'job/a' }), podOf('b-1', { owner: 'job/b' })];
    const groups = groupsOf([one, two], 'owner', NOON);
    const [a, b] = groups.groups.map(({ pods }) => pods);
    groups.put(two, podOf('b-1', { owner: 'job/b', words: 'running · 4 h' }), NOON);
    assert.equal(groups.groups[0]?.pods, a);
    assert.notEqual(groups.groups[1]?.pods, b);
  });
});

describe('names', () => {
  it('are in the order people count in', () => {
    const names = [
      'train-10',
      'train-2',
      'train-02',
      'train',
      'api-5d9c',
      'train-2-b',
      'train-2-10',
      'train-2-9',
    ];
    assert.deepEqual(names.sort(compareNames), [
      'api-5d9c',
      'train',
      'train-2',
      'train-2-9',
      'train-2-10',
      'train-2-b',
      'train-02',
      'train-10',
    ]);
  });
});
