import { instant, number, text, textMap } from '../../common/json.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { keyOf, refOf, refTo } from '../facts/refs.ts';
import type { ObjectRef } from '../finding.ts';
import { outputRefs, releasePods, tellsOfLimit } from './outputs.ts';

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
  if (ref.kind === 'CronJob' && children.length > 0) return newest(children, index);
  return children.length > 0 ? children : standIns(ref, index);
}

/** Owners between an object and its pods that were not read, by the names that controllers give them: `web-6d4cf56db6`, `nightly-29012`. */
const BETWEEN: Readonly<Record<string, { readonly kind: string; readonly ending: RegExp }>> = {
  Deployment: { kind: 'ReplicaSet', ending: /^-[a-z0-9]{1,10}$/ },
  CronJob: { kind: 'Job', ending: /^-\d+$/ },
};
/** Kinds whose pods name them as their owner. */
const NAMED_AS_OWNER = /^(?:ReplicaSet|StatefulSet|DaemonSet|Job|Deployment|CronJob|ResourceQuota|Workload)$/;

/** The pods of an object that no owner links to it, as far as the evidence goes: by an owner's name, or by a label with its own. */
function standIns(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  const between = BETWEEN[ref.kind];
  return index.pods
    .filter((pod) => {
      if (pod.namespace !== (ref.namespace ?? '') || pod.phase === 'Succeeded') return false;
      if (between === undefined)
        return !NAMED_AS_OWNER.test(ref.kind) && Object.values(pod.labels).includes(ref.name);
      return index
        .ownersOf(pod.ref)
        .some(
          ({ kind, name }) =>
            kind === between.kind &&
            name.startsWith(ref.name) &&
            between.ending.test(name.slice(ref.name.length)),
        );
    })
    .map((pod) => pod.ref);
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
