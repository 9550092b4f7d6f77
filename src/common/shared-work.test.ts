import assert from 'node:assert/strict';
import { CancelledError, delay } from './cancellation.ts';
import { SharedWork } from './shared-work.ts';

const forever = (signal: AbortSignal) => delay(1_000_000, signal).then(() => 'late');

describe('shared work', () => {
  it('runs once for all who ask while it runs, and again for those who come later', async () => {
    const work = new SharedWork<number>();
    let runs = 0;
    const start = async () => {
      runs += 1;
      await Promise.resolve();
      return runs;
    };
    const { signal } = new AbortController();
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => work.run('a', start, signal))), [1, 1, 1]);
    assert.equal(await work.run('a', start, signal), 2);
  });

  it('goes on while one still waits, and is cancelled with the last', async () => {
    const work = new SharedWork<string>();
    const [one, two] = [new AbortController(), new AbortController()];
    const inner: AbortSignal[] = [];
    const start = (signal: AbortSignal) => {
      inner.push(signal);
      return forever(signal);
    };
    const first = work.run('a', start, one.signal);
    const second = work.run('a', start, two.signal);
    one.abort();
    await assert.rejects(first, CancelledError);
    assert.deepEqual(
      inner.map((stop) => stop.aborted),
      [false],
    );
    two.abort();
    await assert.rejects(second, CancelledError);
    assert.deepEqual(
      inner.map((stop) => stop.aborted),
      [true],
    );
  });

  it('starts afresh for a caller who comes after everybody left', async () => {
    const work = new SharedWork<string>();
    const gone = new AbortController();
    const left = work.run('a', forever, gone.signal);
    gone.abort();
    const { signal } = new AbortController();
    assert.equal(await work.run('a', () => Promise.resolve('fresh'), signal), 'fresh');
    await assert.rejects(left, CancelledError);
  });

  it('is cancelled as a whole when disposed', async () => {
    const work = new SharedWork<string>();
    const waiting = work.run('a', forever, new AbortController().signal);
    work.dispose();
    await assert.rejects(waiting, CancelledError);
  });
});
