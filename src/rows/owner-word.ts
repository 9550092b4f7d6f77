import { ownerOf, topOwner, type OwnerName, type TopOwner } from '../k8s/model/owner.ts';
import type { PodRecord } from '../k8s/model/pod.ts';

/** Who is at the top of a pod's owners, as far as is known. */
export type TopOf = (pod: PodRecord) => TopOwner | undefined;

/** As far as the pod itself tells: a ReplicaSet carries the name of its Deployment, a job that of its CronJob. */
export const topOfItself: TopOf = (pod) => topOwner(pod, () => undefined);

/** `deployment/api`, `rayjob/train`: how rows name an owner. */
export function ownerWord(owner: Pick<OwnerName, 'kind' | 'name'>): string {
  return `${owner.kind.toLowerCase()}/${owner.name}`;
}

/** The nearest owner that stays when its pods are replaced: `deployment/api`, `job/train`, `statefulset/ana`. */
export function controllerWord(pod: PodRecord): string | undefined {
  const nearest = ownerOf(pod);
  const above = nearest?.kind === 'ReplicaSet' ? topOfItself(pod) : undefined;
  return nearest && ownerWord(above ?? nearest);
}

/** `train` of `job/train`. */
export function nameOfOwner(owner: string): string {
  return owner.slice(owner.indexOf('/') + 1);
}
