import assert from 'node:assert/strict';
import { text } from '../../common/json.ts';
import { LiveState } from './live-state.ts';
import type { Resource } from './resource.ts';

const HOUR_MS = 3_600_000;
const THINGS: Resource<{ readonly name: string }> = {
  id: 'things',
  group: '',
  version: 'v1',
  plural: 'things',
  kind: 'Thing',
  namespaced: true,
  project: (object) => ({ name: text(object, 'metadata', 'name') ?? '' }),
};

describe('the state of a live list', () => {
  it('is stale soon after a connection was found to have been silent for longer than it may be away', async () => {
    const unexpected: unknown[] = [];
    const state = new LiveState(THINGS, {
      mergeMs: 1,
      graceMs: HOUR_MS,
      server: 'https://example.com',
      onUnexpected: (error) => unexpected.push(error),
    });
    state.put({ metadata: { uid: 'a', name: 'a' } });
    state.contact();
    const heardAt = Date.now() - HOUR_MS;
    state.heard(heardAt);
    const changed = new Promise<void>((resolve) => state.onDidChange(() => resolve()));
    state.contactLost(HOUR_MS);
    const atFirst = state.current;
    await changed;
    const { current } = state;
    assert.equal(atFirst.state, 'live', 'a new connection may be there in a moment');
    assert.ok(current.state === 'stale');
    assert.equal(current.asOf, heardAt);
    assert.deepEqual(unexpected, []);
    state.dispose();
  });
});
