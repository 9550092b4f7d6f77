import { at, instant, number } from '../../common/json.ts';
import type { BundleIndex } from './bundle-index.ts';
import type { PodFacts } from './pod-facts.ts';

/** Seconds beyond its grace period after which a pod that stops counts as stuck (the kubelet reports with some delay). */
const SLACK_SECONDS = 45;

/** How long a pod that was asked to stop is past the time it was given; nothing while it is in time. */
export function secondsPastGrace(pod: PodFacts, index: BundleIndex): number | undefined {
  const deleted = pod.deletedAt;
  if (deleted === undefined) return undefined;
  // deletionTimestamp is set to the end of the grace period; a long one that some client chose moves it.
  const past = (index.now - deleted) / 1000;
  return past > SLACK_SECONDS ? past : undefined;
}

/** Seconds that the pod is given to stop. */
export function graceOf(pod: PodFacts): number {
  return (
    number(pod.object, 'metadata', 'deletionGracePeriodSeconds') ??
    number(pod.spec, 'terminationGracePeriodSeconds') ??
    30
  );
}

/** True when the pod's machine says nothing of it any more: the control plane marked it, while its containers look as if they ran. */
export function isLost(pod: PodFacts): boolean {
  if (pod.reason === 'NodeLost') return true;
  const ready = pod.condition('Ready');
  return (
    ready !== undefined &&
    (ready.status === 'Unknown' || /NodeStatusUnknown|NodeNotReady|NodeLost/.test(ready.reason))
  );
}

export function heartbeatOf(
  node: unknown,
  type: string,
): { status: string; reason: string; message: string; since?: number } | undefined {
  const conditions = at(node, 'status', 'conditions');
  if (!Array.isArray(conditions)) return undefined;
  for (const condition of conditions as unknown[]) {
    if (at(condition, 'type') !== type) continue;
    const since = instant(condition, 'lastTransitionTime');
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return {
      status: text(at(condition, 'status')),
      reason: text(at(condition, 'reason')),
      message: text(at(condition, 'message')),
      ...(since === undefined ? {} : { since }),
    };
  }
  return undefined;
}
