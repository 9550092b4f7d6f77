import { topOwner, type TopOwner } from '../model/owner.ts';
import type { PodRecord } from '../model/pod.ts';
import { labelSelector } from './label-selector.ts';

/** The top owner of a pod, as far as is known. */
export type TopOf = (pod: PodRecord) => Pick<TopOwner, 'kind' | 'name'> | undefined;

const topOfItself: TopOf = (pod) => topOwner(pod, () => undefined);

/** Which pods of a namespace a log is of. */
export type PodChoice =
  /** One, and whoever takes its place: the pod of its name, or the next one of its owner (`job/train`). */
  | { readonly by: 'pod'; readonly pod: string; readonly owner?: string }
  | { readonly by: 'pods'; readonly pods: readonly string[] }
  /** All pods of an owner, as rows name it: `deployment/api`, `pytorchjob/train`. */
  | { readonly by: 'owner'; readonly owner: string }
  | { readonly by: 'labels'; readonly selector: string };

/**
 * What operators write on the pods of their objects, however many levels are in between. By kind, in small letters. Sources: the
 * operators' own documentation of labels (Argo Workflows, Dask, KubeRay, Spark operator, Kubeflow trainer, JobSet, Helm).
 */
const OWNER_LABELS: Readonly<Record<string, readonly string[]>> = {
  job: ['batch.kubernetes.io/job-name', 'job-name'],
  workflow: ['workflows.argoproj.io/workflow'],
  daskcluster: ['dask.org/cluster-name'],
  daskjob: ['dask.org/cluster-name'],
  raycluster: ['ray.io/cluster'],
  rayjob: ['ray.io/originated-from-cr-name'],
  rayservice: ['ray.io/originated-from-cr-name'],
  sparkapplication: ['sparkoperator.k8s.io/app-name'],
  scheduledsparkapplication: ['sparkoperator.k8s.io/scheduled-app-name'],
  pytorchjob: ['training.kubeflow.org/job-name'],
  tfjob: ['training.kubeflow.org/job-name'],
  mpijob: ['training.kubeflow.org/job-name'],
  xgboostjob: ['training.kubeflow.org/job-name'],
  paddlejob: ['training.kubeflow.org/job-name'],
  jaxjob: ['training.kubeflow.org/job-name'],
  trainjob: ['jobset.sigs.k8s.io/jobset-name'],
  jobset: ['jobset.sigs.k8s.io/jobset-name'],
  release: ['app.kubernetes.io/instance'],
};

/** Answers whether a pod is meant; nothing for labels that are no selector. A choice of one pod means its name here. */
export function podTest(
  choice: PodChoice,
  topOf: TopOf = topOfItself,
): ((pod: PodRecord) => boolean) | undefined {
  switch (choice.by) {
    case 'pod':
      return (pod) => pod.name === choice.pod;
    case 'pods': {
      const names = new Set(choice.pods);
      return (pod) => names.has(pod.name);
    }
    case 'owner':
      return (pod) => isOf(pod, choice.owner, topOf);
    case 'labels': {
      const test = labelSelector(choice.selector);
      return test && ((pod) => test(pod.labels));
    }
  }
}

/** A selector that brings all pods of the choice and few others, where labels tell them. */
export function selectorOf(choice: PodChoice): string | undefined {
  if (choice.by === 'labels') return choice.selector;
  if (choice.by !== 'owner') return undefined;
  const [kind, name] = kindAndName(choice.owner);
  const [label] = OWNER_LABELS[kind] ?? [];
  return label === undefined ? undefined : `${label}=${name}`;
}

/** True for pods of this owner (`job/train`): by their owner, by who is known to be above it, or by an operator's label. */
export function isOf(pod: PodRecord, owner: string, topOf: TopOf = topOfItself): boolean {
  const [kind, name] = kindAndName(owner);
  if (pod.owners.some((above) => above.name === name && above.kind.toLowerCase() === kind)) return true;
  const top = topOf(pod);
  if (top?.name === name && top.kind.toLowerCase() === kind) return true;
  return (OWNER_LABELS[kind] ?? []).some((label) => pod.labels[label] === name);
}

/** In an indexed job each index is a place of its own: a pod takes the place of one with its index only. */
const INDEX = 'batch.kubernetes.io/job-completion-index';

/** The pod that took a pod's place: the one of its name, else the newest of its owner that is younger than it. */
export function heirOf(
  pods: readonly PodRecord[],
  before: Pick<PodRecord, 'uid' | 'name' | 'createdAt' | 'labels'>,
  owner: string | undefined,
): PodRecord | undefined {
  const named = pods.find((pod) => pod.name === before.name && pod.uid !== before.uid);
  if (named || owner === undefined) return named;
  return pods
    .filter(
      (pod) =>
        pod.uid !== before.uid &&
        (pod.createdAt ?? 0) > (before.createdAt ?? 0) &&
        pod.labels[INDEX] === before.labels[INDEX] &&
        isOf(pod, owner),
    )
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))[0];
}

/** True when a pod will do nothing any more, so that another one may take its place. */
export function isLeaving(pod: PodRecord): boolean {
  return pod.deletedAt !== undefined || isOver(pod);
}

export function isOver(pod: PodRecord): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}

function kindAndName(owner: string): readonly [kind: string, name: string] {
  const slash = owner.indexOf('/');
  return [owner.slice(0, Math.max(0, slash)).toLowerCase(), owner.slice(slash + 1)];
}
