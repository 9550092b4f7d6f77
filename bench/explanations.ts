import type { Report } from '../test/harness/cache.ts';
import { whileSomeFail } from './failing.ts';
import { Subject } from './subject.ts';
import type { Explained } from './subject/whole-cluster.ts';
import { kubectlMs } from './world.ts';
import type { Crowd } from './world.ts';

/** One time that everything was explained, and kubectl right before it. */
export interface Explanation extends Explained {
  readonly kubectlMs: number;
  /** Pods that there are. */
  readonly count: number;
  /** Pods that fail. */
  readonly expected: number;
}

export interface ExplanationsOptions {
  readonly times: number;
  readonly report: Report;
}

/** Each time in a process of its own, as the command line; after one that warms the server up and does not count. */
export function measureExplanations(
  crowd: Crowd,
  { times, report }: ExplanationsOptions,
): Promise<readonly Explanation[]> {
  return whileSomeFail(crowd, async (expected) => {
    const rounds: Explanation[] = [];
    const { kubeconfig } = crowd.controlPlane.admin;
    for (let time = 0; time <= times; time += 1) {
      const beside =
        time > 0 ? await kubectlMs(crowd, ['get', 'pods,events', '-A', '-o', 'json'], kubeconfig) : NaN;
      const subject = await Subject.start('whole-cluster.ts');
      try {
        const explained = await subject.ask<Explained>('explain', { kubeconfig });
        report(`explained: ${JSON.stringify({ kubectlMs: Math.round(beside), ...explained })}`);
        if (time > 0) rounds.push({ ...explained, kubectlMs: beside, count: crowd.count, expected });
      } finally {
        subject.end();
      }
    }
    return rounds;
  });
}
