import type { JsonRecord } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import type { ObjectRef } from '../finding.ts';
import { claimRule } from './claims/claims.ts';
import { configRule } from './config.ts';
import { crashRule } from './crashes.ts';
import { evictionRule } from './evictions.ts';
import { failedOwnerRule } from './failed-owners.ts';
import { healthyRule } from './healthy.ts';
import { hinderedRule } from './hindered.ts';
import { herringRule } from './herrings.ts';
import { staleHubRule } from './hub.ts';
import { imageRule } from './images.ts';
import { meshRule } from './mesh.ts';
import { nodeRule } from './nodes.ts';
import { helmRule, outputRule } from './outputs.ts';
import { injectionRule } from './injection.ts';
import { jobRule, namespaceRule, refusalRule } from './owners.ts';
import { readinessRule } from './probes.ts';
import { namedQueueRule, podGroupRule, workloadRule } from './queueing.ts';
import { rejectedRule } from './rejected.ts';
import { sandboxRule } from './sandbox.ts';
import { schedulingRule } from './scheduling.ts';
import { stoppingRule } from './stopping.ts';
import { waitingRule } from './waiting.ts';
import { asNote, isSuperseded } from './superseded.ts';
import { unmadeRule } from './unmade.ts';
import { volumeRule } from './volumes.ts';

export type PodRule = (pod: PodFacts, index: BundleIndex) => readonly Outcome[];
/** A rule about any object by reference; the object itself may be missing from the bundle. */
export type ObjectRule = (
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
) => readonly Outcome[];

/** What happened to the pod as a whole goes before what its containers say of it. */
const wholePodRules: readonly PodRule[] = [herringRule, evictionRule, stoppingRule, injectionRule];
const podRules: readonly PodRule[] = [
  schedulingRule,
  volumeRule,
  configRule,
  sandboxRule,
  imageRule,
  crashRule,
  waitingRule,
  meshRule,
  readinessRule,
  staleHubRule,
];

const objectRules: Readonly<Record<string, readonly ObjectRule[]>> = {
  PersistentVolumeClaim: [claimRule],
  Node: [nodeRule],
  Namespace: [namespaceRule],
  Job: [refusalRule, jobRule, namedQueueRule],
  Workload: [workloadRule],
  PodGroup: [podGroupRule],
  HelmRelease: [helmRule],
  ToolOutput: [outputRule],
};
/** Kinds that say nothing about the work that a rule could read. */
const SILENT = new Set([
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'StorageClass',
  'PersistentVolume',
  'LimitRange',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'Ingress',
]);

/** Everything the rules say about one object. */
export function outcomesAbout(ref: ObjectRef, index: BundleIndex): readonly Outcome[] {
  if (ref.kind === 'Pod') {
    const pod = index.pod(ref) ?? index.podFromEvents(ref);
    if (!pod) return [];
    const whole = wholePodRules.flatMap((rule) => rule(pod, index));
    if (whole.some((outcome) => 'cause' in outcome))
      return isSuperseded(pod, index) ? whole.map(asNote) : whole;
    const outcomes = [...whole, ...podRules.flatMap((rule) => rule(pod, index))];
    if (isSuperseded(pod, index)) return outcomes.map(asNote);
    if (outcomes.some((outcome) => 'cause' in outcome)) return outcomes;
    const last = [...rejectedRule(pod, index), ...hinderedRule(pod, index)];
    return last.length > 0 ? [...outcomes, ...last] : [...outcomes, ...healthyRule(pod, index)];
  }
  if (SILENT.has(ref.kind)) return [];
  const object = index.find(ref);
  const outcomes = (objectRules[ref.kind] ?? [refusalRule, namedQueueRule]).flatMap((rule) =>
    rule(ref, object, index),
  );
  if (outcomes.length > 0) return outcomes;
  const failed = ref.kind in objectRules ? [] : failedOwnerRule(ref, object, index);
  return failed.length > 0 ? failed : unmadeRule(ref, object, index);
}
