import type { JsonRecord } from '../../common/json.ts';
import { instant, number, text, textMap } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { keyOf, refOf, refTo } from '../facts/refs.ts';
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
import { helmRule, outputRefs, outputRule, releasePods, tellsOfLimit } from './outputs.ts';
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

/** Where to look when an object has no trouble of its own: what it owns and what it stands for, then what tools printed about it. */
export function followedFrom(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  const pod = index.pod(ref);
  if (ref.kind === 'ToolOutput') return [];
  const printed = outputRefs(ref, pod?.nodeName, index);
  return ref.kind === 'Pod' && pod === undefined
    ? [...makersOf(ref, index), ...printed]
    : [
        ...below(ref, index),
        ...(pod?.isReady === true
          ? printed.filter((output) => output.name === ref.name || tellsOfLimit(output, pod, index))
          : printed),
      ];
}

function below(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  const object = index.find(ref);
  if (ref.kind === 'Pod' || ref.kind === 'Node' || ref.kind === 'PersistentVolume') return [];
  if (ref.kind === 'Namespace') return startingPoints(index).filter((other) => other.namespace === ref.name);
  if (ref.kind === 'HelmRelease') return releasePods(ref, index);
  if (ref.kind === 'Service' || ref.kind === 'Endpoints') return podsOfService(ref, index);
  if (
    ref.kind === 'Job' &&
    (number(object, 'status', 'succeeded') ?? 0) >= (number(object, 'spec', 'completions') ?? 1)
  )
    return [];
  if (ref.kind === 'ReplicaSet' && number(object, 'spec', 'replicas') === 0) return [];
  const children = index.childrenOf(ref).filter((child) => isCurrent(child, index));
  if (ref.kind === 'CronJob') return newest(children, index);
  return children;
}

function isCurrent(child: ObjectRef, index: BundleIndex): boolean {
  if (child.kind !== 'Pod') return true;
  const pod = index.pod(child);
  return pod?.phase !== 'Succeeded';
}

/** Of a CronJob's runs only the last says how it is. */
function newest(children: readonly ObjectRef[], index: BundleIndex): readonly ObjectRef[] {
  const madeAt = (ref: ObjectRef): number => instant(index.find(ref), 'metadata', 'creationTimestamp') ?? 0;
  return [...children].sort((a, b) => madeAt(b) - madeAt(a) || (a.name < b.name ? -1 : 1)).slice(0, 1);
}

/** The objects that should have made a pod that is not there: its name begins with theirs. */
function makersOf(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  return ['ReplicaSet', 'StatefulSet', 'Job', 'DaemonSet', 'Deployment'].flatMap((kind) =>
    index.inNamespace(kind, ref.namespace ?? '').flatMap((object) => {
      const name = text(object, 'metadata', 'name') ?? '';
      return name !== '' && ref.name.startsWith(`${name}-`) ? [refTo(kind, ref.namespace, name)] : [];
    }),
  );
}

/** The pods that a Service stands for, by its selector. */
export function podsOfService(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  const selector = Object.entries(textMap(index.get('Service', ref.namespace, ref.name), 'spec', 'selector'));
  if (selector.length === 0) return [];
  return index.pods
    .filter(
      (pod) =>
        pod.namespace === (ref.namespace ?? '') &&
        selector.every(([key, value]) => pod.labels[key] === value),
    )
    .map((pod) => pod.ref);
}

const OUTSIDE_START = new Set([
  'Event',
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'StorageClass',
  'PersistentVolume',
  'Namespace',
  'LimitRange',
  'Role',
  'RoleBinding',
]);

/** The objects to go through when nobody asks about one: owners before what they own, so that a finding is told from the top. */
export function startingPoints(index: BundleIndex): readonly ObjectRef[] {
  const refs = index.kinds
    .filter((kind) => !OUTSIDE_START.has(kind))
    .flatMap((kind) => index.all(kind))
    .flatMap((object) => refOf(object) ?? []);
  const outputs = index.outputs.flatMap((output) =>
    output.tool === 'helm' ? [refTo('HelmRelease', output.namespace, output.name)] : [],
  );
  const known = new Set(refs.map(keyOf));
  return [...refs, ...outputs.filter((ref) => !known.has(keyOf(ref)))];
}
