import type { PodRecord } from '../k8s/model/pod.ts';

/**
 * The owner of a pod as far as the pod itself tells: `deployment/api`, `job/train`. A ReplicaSet carries the name of its
 * Deployment and a hash that the pod's label repeats.
 */
export function ownerWord(pod: Pick<PodRecord, 'owners' | 'labels'>): string | undefined {
  const owner = pod.owners.find((candidate) => candidate.controller) ?? pod.owners[0];
  if (!owner) return undefined;
  const hash = pod.labels['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return `deployment/${owner.name.slice(0, -hash.length - 1)}`;
  return `${owner.kind.toLowerCase()}/${owner.name}`;
}

/** `train` of `job/train`. */
export function nameOfOwner(owner: string): string {
  return owner.slice(owner.indexOf('/') + 1);
}
