import type { JsonRecord } from '../../common/json.ts';
import { instant, list, number, text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { isClaim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import type { ObjectRef } from '../finding.ts';

/** Which of an indexed job's parts a pod works on. */
const INDEX = 'batch.kubernetes.io/job-completion-index';

/** A pod that ended and whose owner has what it wants all the same: a later try worked, or a replacement is ready. */
export function isSuperseded(pod: PodFacts, index: BundleIndex): boolean {
  if (!pod.isFinished) return false;
  return index.ownersOf(pod.ref).some((owner) => {
    const object = index.find(owner);
    if (object === undefined) return false;
    if (hasSucceeded(object)) return true;
    if (owner.kind === 'Job')
      return (
        (number(object, 'status', 'succeeded') ?? 0) >= (number(object, 'spec', 'completions') ?? 1) ||
        hasLaterSuccess(owner, index) ||
        isRetried(pod, owner, index)
      );
    const wanted = number(object, 'spec', 'replicas');
    return wanted !== undefined && (number(object, 'status', 'readyReplicas') ?? 0) >= wanted;
  });
}

/** Work of a tool that its own controller calls done, whatever some of its tries were. */
export function hasSucceeded(object: JsonRecord | undefined): boolean {
  return /^(?:Succeeded|Completed|Complete)$/i.test(
    text(object, 'status', 'phase') ?? text(object, 'status', 'applicationState', 'state') ?? '',
  );
}

/** Another try of the same part of a job was well, or has been at work for longer than this one lived. */
function isRetried(pod: PodFacts, job: ObjectRef, index: BundleIndex): boolean {
  const part = pod.labels[INDEX];
  const ends = pod.containers.flatMap(({ end }) =>
    end?.startedAt === undefined || end.finishedAt === undefined ? [] : end.finishedAt - end.startedAt,
  );
  const lived = Math.max(0, ...ends);
  return index
    .childrenOf(job)
    .flatMap((child) => index.pod(child) ?? [])
    .some(
      (other) =>
        (other.createdAt ?? 0) > (pod.createdAt ?? Infinity) &&
        other.labels[INDEX] === part &&
        (other.phase === 'Succeeded' ||
          (other.isReady &&
            ends.length > 0 &&
            other.containers.every(
              ({ runningSince, restarts }) =>
                restarts === 0 && runningSince !== undefined && index.now - runningSince > lived,
            ))),
    );
}

/** A later run of the same CronJob was well. */
export function hasLaterSuccess(job: ObjectRef, index: BundleIndex): boolean {
  const cron = index.ownersOf(job).find((owner) => owner.kind === 'CronJob');
  const made = instant(index.find(job), 'metadata', 'creationTimestamp') ?? 0;
  if (!cron) return false;
  return index.childrenOf(cron).some((other) => {
    const object = index.find(other);
    return (
      (instant(object, 'metadata', 'creationTimestamp') ?? 0) > made &&
      list(object, 'status', 'conditions').some(
        (condition) => text(condition, 'type') === 'Complete' && text(condition, 'status') === 'True',
      )
    );
  });
}

/** What was trouble is history: it stays readable, as a note. */
export function asNote(outcome: Outcome): Outcome {
  return isClaim(outcome) ? { ...outcome, severity: 'note' } : outcome;
}
