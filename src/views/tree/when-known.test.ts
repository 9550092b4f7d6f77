import assert from 'node:assert/strict';
import { Emitter } from '../../common/event.ts';
import { whenKnown } from './when-known.ts';

describe('whenKnown', () => {
  it('answers at once what is known', async () => {
    assert.equal(await whenKnown(() => 'row', new Emitter<void>().event, 1000), 'row');
  });

  it('asks again after a change, when whoever told of it is through', async () => {
    const changed = new Emitter<void>();
    const known: string[] = [];
    const answer = whenKnown(() => known[0], changed.event, 60_000);
    changed.fire();
    await new Promise((resolve) => setImmediate(resolve));
    changed.fire();
    known.push('row');
    assert.equal(await answer, 'row');
    assert.equal(changed.isHeard, false);
  });

  it('gives up after its time', async () => {
    const changed = new Emitter<void>();
    const nobody: string[] = [];
    assert.equal(await whenKnown(() => nobody[0], changed.event, 1), undefined);
    assert.equal(changed.isHeard, false);
  });
});
