import assert from 'node:assert/strict';
import { SilenceLimit } from './silence.ts';

describe('silence limit', () => {
  it('speaks when the wall clock has moved on, as it does while a laptop sleeps', async () => {
    let now = 1_000_000;
    await new Promise<void>((resolve) => {
      const silence = new SilenceLimit(200, resolve, () => now);
      silence.heard();
      now += 3_600_000; // an hour later, within a few milliseconds of running time
    });
  });

  it('speaks in time although the clock was set back meanwhile', async () => {
    let now = 10_000_000;
    let looks = 0;
    await new Promise<void>((resolve) => {
      const silence = new SilenceLimit(200, resolve, () => (looks += 1) && (now += 50));
      silence.heard();
      now -= 3_600_000;
    });
    assert.ok(looks < 10);
  });

  it('does not speak while something is heard now and then', async () => {
    let now = 0;
    let looks = 0;
    const outcome = await new Promise<string>((resolve) => {
      const silence: SilenceLimit = new SilenceLimit(
        200,
        () => resolve('spoke'),
        () => {
          looks += 1;
          now += 150; // two looks without a word would be too long
          if (looks === 10) resolve('kept quiet');
          return now;
        },
      );
      const talk = setInterval(() => {
        silence.heard();
        if (looks < 10) return;
        silence.dispose();
        clearInterval(talk);
      }, 1);
    });
    assert.equal(outcome, 'kept quiet');
  });
});
