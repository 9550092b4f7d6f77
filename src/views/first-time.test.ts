import assert from 'node:assert/strict';
import { CancelledError } from '../common/cancellation.ts';
import { Emitter } from '../common/event.ts';
import { firstTime } from './first-time.ts';

describe('waiting for the first time that something holds', () => {
  const { signal } = new AbortController();

  it('ends at once where it holds already', async () => {
    const changed = new Emitter<void>();
    await firstTime(changed.event, signal, () => true);
    assert.equal(changed.isHeard, false);
  });

  it('ends with the event after which it holds, and listens no longer', async () => {
    const changed = new Emitter<void>();
    let count = 0;
    const waiting = firstTime(changed.event, signal, () => (count += 1) > 2);
    changed.fire();
    changed.fire();
    await waiting;
    assert.equal(changed.isHeard, false);
  });

  it('ends with an error, and when it is cancelled', async () => {
    const changed = new Emitter<void>();
    const cancel = new AbortController();
    const waiting = firstTime(changed.event, cancel.signal, () => false);
    cancel.abort();
    await assert.rejects(waiting, CancelledError);
    await assert.rejects(
      firstTime(changed.event, cancel.signal, () => true),
      CancelledError,
    );
    await assert.rejects(
      firstTime(changed.event, signal, () => {
        throw new Error('no');
      }),
      /no/,
    );
    assert.equal(changed.isHeard, false);
  });
});
