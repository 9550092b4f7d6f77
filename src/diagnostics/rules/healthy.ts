import { number, record } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import { tellingOf } from '../logs/telling.ts';

/** Trouble on the way to readiness, which is over once the pod is ready. */
const ON_THE_WAY =
  /^(Failed|FailedMount|FailedAttachVolume|FailedScheduling|FailedCreatePodSandBox|NetworkNotReady|BackOff|Unhealthy)$/;

/** Nothing that is well prepares for this long. */
const OVERDUE_SECONDS = 1800;

/** What to say of a pod that no rule finds fault with: nothing, or a note that it is young, or that an old problem is over. */
export function healthyRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.phase === 'Succeeded') return askedToStop(pod, index);
  if (pod.isFinished || pod.deletedAt !== undefined) return [];
  const seconds = index.secondsSince(pod.createdAt);
  if (!pod.isReady) {
    const what = pod.nodeName === undefined ? 'placing' : pod.hasStarted ? 'starting' : 'preparing';
    const overdue = pod.phase === 'Pending' && what !== 'starting' && (seconds ?? 0) > OVERDUE_SECONDS;
    const newest = index
      .eventsOf(pod.ref)
      .filter((event) => event.type === 'Warning')
      .at(-1);
    const budget = what === 'starting' ? Math.max(0, ...pod.appContainers.map(startBudget)) : 0;
    return [
      claim({
        cause: 'still-starting',
        subject: pod.ref,
        severity: overdue ? 'warning' : 'note',
        confidence: overdue ? 'possible' : 'likely',
        says: { what, seconds, overdue, ...(budget > 0 ? { budgetSeconds: budget } : {}) },
        proof: [
          ...(newest ? [quoteEvent(newest)] : []),
          ...pod.quoteCondition(what === 'placing' ? 'PodScheduled' : 'Ready'),
        ],
        since: pod.createdAt,
      }),
    ];
  }
  const old = index
    .eventsOf(pod.ref)
    .filter((event) => event.type === 'Warning' && ON_THE_WAY.test(event.reason))
    .at(-1);
  const restarted = pod.containers.find(
    (container) => container.restarts > 0 && container.end !== undefined && container.end.exitCode !== 0,
  );
  if (old) return [over(pod, old.message, index.secondsSince(old.last), [quoteEvent(old)])];
  if (restarted?.end)
    return [
      over(
        pod,
        `${restarted.end.reason} (${restarted.end.exitCode ?? '?'})`,
        index.secondsSince(restarted.end.finishedAt),
        [restarted.quoteEnd(restarted.end)],
      ),
    ];
  return [];
}

/** A program that ended well because somebody asked it to: worth a note, for whoever wonders where it went. */
function askedToStop(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  return pod.appContainers.flatMap((container): Claim[] => {
    const { claim: told } = tellingOf(container, pod, index, false);
    if (told?.cause === 'terminated-sigterm') return [{ ...told, severity: 'note' as const }];
    // The shell went on after its command was killed, and so the pod counts as done.
    return told?.cause === 'oom-child-process' && told.proof.some((line) => /\d+ Killed\b/.test(line.text))
      ? [{ ...told, severity: 'warning' as const }]
      : [];
  });
}

function over(
  pod: PodFacts,
  what: string,
  agoSeconds: number | undefined,
  proof: ReturnType<typeof quoteEvent>[],
): Outcome {
  return claim({
    cause: 'transient-not-a-failure',
    subject: pod.ref,
    severity: 'note',
    confidence: 'likely',
    says: { what, agoSeconds },
    proof,
  });
}

/** Seconds that a container's startup (or else liveness) check gives it before it is killed. */
export function startBudget(container: ContainerFacts): number {
  const probe = record(container.spec, 'startupProbe');
  const used = Object.keys(probe).length > 0 ? probe : record(container.spec, 'livenessProbe');
  if (Object.keys(used).length === 0) return 0;
  return (
    (number(used, 'initialDelaySeconds') ?? 0) +
    (number(used, 'periodSeconds') ?? 10) * (number(used, 'failureThreshold') ?? 3)
  );
}
