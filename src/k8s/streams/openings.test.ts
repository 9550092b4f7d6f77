import assert from 'node:assert/strict';
import { CancelledError } from '../../common/cancellation.ts';
import { Openings } from './openings.ts';

describe('openings', () => {
  const never = new AbortController().signal;
  /** Longer than a test takes. */
  const later = (): number => Date.now() + 10_000;
  let openings: Openings;
  /** Attempts that have begun, oldest first. */
  let attempts: { resolve(how: string): void; reject(error: Error): void }[];

  beforeEach(() => {
    openings = new Openings();
    attempts = [];
  });

  const ask = (until = later(), signal = never): Promise<string> =>
    openings.run(
      () => new Promise((resolve, reject) => void attempts.push({ resolve, reject })),
      until,
      signal,
    );
  /** Until as many have begun, and whoever else may begin has begun as well. */
  async function begun(count: number): Promise<void> {
    while (attempts.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    assert.equal(attempts.length, count);
  }

  it('let many in at once, and the next when one is done', async () => {
    const all = Array.from({ length: 40 }, () => ask());
    await begun(32);
    attempts[7]?.resolve('open');
    assert.equal(await all[7], 'open');
    await begun(33);
  });

  it('let few in while they fail, and all when one succeeds', async () => {
    const first = ask();
    await begun(1);
    attempts[0]?.reject(new Error('refused'));
    await assert.rejects(first, { message: 'refused' });
    for (let n = 0; n < 20; n += 1) void ask();
    await begun(1 + 4);
    attempts[2]?.resolve('open');
    await begun(1 + 20);
  });

  it('wait for none that hangs', async () => {
    openings = new Openings(10);
    const first = ask();
    await begun(1);
    attempts[0]?.reject(new Error('refused'));
    await assert.rejects(first);
    for (let n = 0; n < 6; n += 1) void ask();
    while (attempts.length < 1 + 6) await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('tell who waits too long what happens to the others', async () => {
    const first = ask();
    await begun(1);
    attempts[0]?.reject(new Error('refused'));
    await assert.rejects(first);
    for (let n = 0; n < 4; n += 1) void ask();
    await assert.rejects(ask(0), { message: 'refused' });
  });

  it('forget who has gone', async () => {
    const gone = new AbortController();
    for (let n = 0; n < 32; n += 1) void ask();
    const leaving = ask(later(), gone.signal);
    const staying = ask();
    gone.abort();
    await assert.rejects(leaving, CancelledError);
    attempts[0]?.resolve('done');
    await begun(33);
    attempts[32]?.resolve('mine');
    assert.equal(await staying, 'mine');
  });
});
