import type { Report } from '../test/harness/cache.ts';
import { Subject } from './subject.ts';
import { kubectlMs } from './world.ts';
import type { Crowd } from './world.ts';
import type { Opened } from './subject/opening.ts';

/** One time that the sidebar was opened, and kubectl right before it. */
export interface Opening extends Opened {
  readonly pods: number;
  readonly kubectlMs: number;
}

/** Each time in a process of its own, as a window that was just started; after one that warms the server up and does not count. */
export async function measureOpenings(
  crowd: Crowd,
  times: number,
  report: Report,
): Promise<readonly Opening[]> {
  const openings: Opening[] = [];
  for (let time = 0; time <= times; time += 1) {
    const kubectl = time === 0 ? NaN : await kubectlMs(crowd);
    const subject = await Subject.start('opening.ts');
    try {
      const opened = await subject.ask<Opened>('open', {
        kubeconfig: crowd.user.kubeconfig,
        count: crowd.count,
      });
      report(
        `opened on ${crowd.count} pods: ${JSON.stringify({ kubectlMs: Math.round(kubectl), ...opened })}`,
      );
      if (time > 0) openings.push({ ...opened, pods: crowd.count, kubectlMs: kubectl });
    } finally {
      subject.end();
    }
  }
  return openings;
}
