import type { JsonRecord } from '../../common/json.ts';
import { number, textMap } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { keyOf, refOf, refTo } from '../facts/refs.ts';
import type { ObjectRef } from '../finding.ts';
import { crashRule } from './crashes.ts';
import { configRule } from './config.ts';
import { imageRule } from './images.ts';
import { healthyRule } from './healthy.ts';
import { schedulingRule } from './scheduling.ts';
import { claimRule } from './claims.ts';
import { volumeRule } from './volumes.ts';

export type PodRule = (pod: PodFacts, index: BundleIndex) => readonly Outcome[];
/** A rule about any object by reference; the object itself may be missing from the bundle. */
export type ObjectRule = (
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
) => readonly Outcome[];

const podRules: readonly PodRule[] = [schedulingRule, volumeRule, configRule, imageRule, crashRule];

const objectRules: Readonly<Record<string, readonly ObjectRule[]>> = {
  PersistentVolumeClaim: [claimRule],
};

/** Everything the rules say about one object. */
export function outcomesAbout(ref: ObjectRef, index: BundleIndex): readonly Outcome[] {
  if (ref.kind === 'Pod') {
    const pod = index.pod(ref);
    if (!pod) return [];
    const outcomes = podRules.flatMap((rule) => rule(pod, index));
    return outcomes.some((outcome) => 'cause' in outcome)
      ? outcomes
      : [...outcomes, ...healthyRule(pod, index)];
  }
  const object = index.find(ref);
  return (objectRules[ref.kind] ?? []).flatMap((rule) => rule(ref, object, index));
}

/** Where to look when an object has no trouble of its own: what it owns and what it stands for. */
export function followedFrom(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  const object = index.find(ref);
  if (ref.kind === 'Pod' || ref.kind === 'Node' || ref.kind === 'PersistentVolume') return [];
  if (
    ref.kind === 'Job' &&
    (number(object, 'status', 'succeeded') ?? 0) > 0 &&
    (number(object, 'status', 'active') ?? 0) === 0
  )
    return [];
  if (ref.kind === 'ReplicaSet' && number(object, 'spec', 'replicas') === 0) return [];
  const children = index.childrenOf(ref).filter((child) => isCurrent(child, index));
  if (ref.kind === 'Service' || ref.kind === 'Endpoints') return podsOfService(ref, index);
  return children;
}

function isCurrent(child: ObjectRef, index: BundleIndex): boolean {
  if (child.kind !== 'Pod') return true;
  const pod = index.pod(child);
  return pod?.deletedAt === undefined && pod?.phase !== 'Succeeded';
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
