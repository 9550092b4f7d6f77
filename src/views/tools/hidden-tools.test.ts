import assert from 'node:assert/strict';
import type { Collection } from '../../k8s/live/collection.ts';
import { NOON } from '../testing.ts';
import { hiddenTools } from './hidden-tools.ts';
import type { ToolLists } from './hidden-tools.ts';

const live: Collection<unknown> = { state: 'live', items: new Map(), complete: true };
const denied = (resource: string): Collection<unknown> => ({
  state: 'denied',
  problem: { kind: 'not-allowed', verb: 'list', resource, namespace: 'team-a', message: 'no' },
});
const lists = (changes: Partial<ToolLists> = {}): ToolLists => ({
  namespace: 'team-a',
  services: live,
  others: [live, live],
  ...changes,
});

describe('tools that this user may not see', () => {
  it('are not said to be absent: one row asks for all that is missing', () => {
    const [row, ...others] = hiddenTools(
      [lists({ services: denied('services'), others: [denied('deployments'), live] })],
      0,
    );
    assert.deepEqual(others, []);
    assert.deepEqual([row?.label, row?.description], ['Not visible for you', 'copy a request']);
    assert.deepEqual(
      row?.problems?.map((problem) => problem.kind === 'not-allowed' && problem.resource),
      ['services', 'deployments'],
    );
    assert.match(row.spoken ?? '', /may not see services in team-a\..*Enter/);
  });
  it('are told by namespace where others show theirs', () => {
    const [row] = hiddenTools([lists({ services: denied('services') }), lists({ namespace: 'team-b' })], 2);
    assert.deepEqual([row?.label, row?.description], ['Tools in team-a', 'not visible for you']);
  });
  it('do not bother whoever sees tools without seeing all that they are made of', () => {
    const partly = lists({ others: [denied('statefulsets')] });
    assert.deepEqual(hiddenTools([partly], 1), []);
    assert.equal(hiddenTools([partly], 0)[0]?.label, 'Tools in team-a');
  });
  it('are none where everything is seen, or was not answered yet', () => {
    assert.deepEqual(hiddenTools([lists()], 0), []);
    assert.deepEqual(hiddenTools([lists({ services: { state: 'connecting', since: NOON } })], 0), []);
    assert.deepEqual(hiddenTools([], 0), []);
  });
});
