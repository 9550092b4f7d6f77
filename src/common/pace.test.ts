import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { Pace } from './pace.ts';

const AT_ONCE = { mergeMs: 0, restMs: () => 0 };

describe('pace', () => {
  let runs: EventEmitter;
  const ran = () => once(runs, 'run');

  beforeEach(() => {
    runs = new EventEmitter();
  });

  it('makes one run of many calls, and another of those that come after it', async () => {
    let count = 0;
    const pace = new Pace(() => {
      count += 1;
      runs.emit('run');
    }, AT_ONCE);
    for (let call = 0; call < 5; call += 1) pace.soon();
    assert.equal(count, 0);
    await ran();
    assert.equal(count, 1);
    pace.soon();
    await ran();
    assert.equal(count, 2);
    pace.dispose();
  });

  it('asks for the rest by how long runs take at present: one long run counts for a fifth', async () => {
    const told: number[] = [];
    let busyMs = 0;
    const pace = new Pace(
      () => {
        const begun = performance.now();
        while (performance.now() - begun < 20);
        busyMs = performance.now() - begun;
        runs.emit('run');
      },
      { mergeMs: 0, restMs: (tookMs) => told.push(tookMs) && 0 },
    );
    pace.soon();
    await ran();
    // The run is over once whoever heard of it has returned.
    await Promise.resolve();
    pace.soon();
    await ran();
    pace.dispose();
    const [first, second] = told;
    assert.equal(first, 0);
    assert.ok(second !== undefined && second >= busyMs * 0.15 && second < busyMs, `${second} of ${busyMs}`);
  });

  it('runs no more once it is disposed', async () => {
    const pace = new Pace(() => assert.fail('ran'), AT_ONCE);
    pace.soon();
    pace.dispose();
    pace.soon();
    const later = new Pace(() => runs.emit('run'), AT_ONCE);
    later.soon();
    await ran();
    later.dispose();
  });
});
