import type { ContainerRecord } from '../model/container.ts';
import { podStatus } from '../model/pod-status.ts';
import type { PodRecord } from '../model/pod.ts';

/** Finished well, or everything in it runs and is ready. Such a pod has nothing to explain. */
export function isWell(pod: PodRecord): boolean {
  if (pod.deletedAt !== undefined) return false;
  if (pod.phase === 'Succeeded') return true;
  return pod.phase === 'Running' && pod.containers.every((container) => isContainerWell(container));
}

function isContainerWell(container: ContainerRecord): boolean {
  if (container.role === 'ephemeral') return true;
  if (container.role === 'init') return container.state?.is === 'ended' && container.state.exitCode === 0;
  return container.state?.is === 'running' && container.ready;
}

/**
 * Pods to look at closely, at most `most`: of each story (the same word, the same owner) one before any second, the newest first.
 * A hundred pods of one broken job tell no more than one of them.
 */
export function worthALook(pods: readonly PodRecord[], most: number): readonly PodRecord[] {
  const newestFirst = pods
    .filter((pod) => !isWell(pod))
    .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  const told = new Map<string, number>();
  const ranked = newestFirst.map((pod) => {
    const owner = pod.owners.find((candidate) => candidate.controller);
    const story = `${owner?.uid ?? pod.uid} ${podStatus(pod).status}`;
    const rank = told.get(story) ?? 0;
    told.set(story, rank + 1);
    return { pod, rank };
  });
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ pod }) => pod);
}
