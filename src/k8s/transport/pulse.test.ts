import assert from 'node:assert/strict';
import { Pulse } from './pulse.ts';

const TIMES = { lookMs: 500, quietMs: 2_000, plainQuietMs: 10_000, lateMs: 1_500, lostMs: 4_000 };

function scene() {
  const said: string[] = [];
  let now = 1_000_000;
  let received = 0;
  const pulse = new Pulse(
    {
      received: () => received,
      ask: () => said.push('ask'),
      late: () => said.push('late'),
      lost: (heardAt) => said.push(`lost, heard ${now - heardAt} ms ago`),
    },
    TIMES,
    () => now,
  );
  pulse.reset();
  return {
    pulse,
    hears: (bytes = 1) => (received += bytes),
    jumps: (milliseconds: number) => (now += milliseconds),
    /** What it says while time passes as it does when nothing stands still. */
    after: (milliseconds: number): string[] => {
      for (let passed = 0; passed < milliseconds; passed += TIMES.lookMs) {
        now += TIMES.lookMs;
        pulse.look();
      }
      return said.splice(0);
    },
  };
}

describe('the pulse of a connection', () => {
  it('asks for a sign of life only where nothing comes by itself', () => {
    const { after, hears } = scene();
    for (let times = 0; times < 10; times += 1) {
      hears();
      assert.deepEqual(after(1_500), []);
    }
    assert.deepEqual(after(1_000), ['ask']);
    hears();
    assert.deepEqual(after(2_000), []);
    assert.deepEqual(after(1_000), ['ask']);
  });

  it('finds an answer late, and then lost, and begins anew', () => {
    const { after } = scene();
    assert.deepEqual(after(2_000), ['ask']);
    assert.deepEqual(after(1_500), ['late']);
    assert.deepEqual(after(2_500), ['lost, heard 6000 ms ago']);
    assert.deepEqual(after(2_000), ['ask']);
  });

  it('is no longer late as soon as anything has come', () => {
    const { after, hears, pulse } = scene();
    assert.deepEqual(after(4_000), ['ask', 'late']);
    assert.equal(pulse.isLate, true);
    hears();
    assert.equal(pulse.isLate, false);
    assert.deepEqual(after(1_500), []);
  });

  it('takes a process that stood still for no silence of the other side', () => {
    const { after, jumps } = scene();
    assert.deepEqual(after(2_000), ['ask']);
    jumps(60_000);
    assert.deepEqual(after(500), []);
    assert.deepEqual(after(1_500), ['late']);
  });

  it('goes on when the clock is set back', () => {
    const { after, jumps } = scene();
    jumps(-3_600_000);
    assert.deepEqual(after(2_500), ['ask']);
    jumps(-3_600_000);
    assert.deepEqual(after(4_500), ['late', 'lost, heard 4000 ms ago']);
  });
});
