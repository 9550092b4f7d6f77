import { text, textMap } from '../../common/json.ts';
import type { ObjectRef } from '../finding.ts';
import type { BundleIndex } from './bundle-index.ts';
import type { PodFacts } from './pod-facts.ts';
import { refTo } from './refs.ts';

/**
 * The objects behind a host name as pods write it: the Service of that name, or, where the Service was not read, pods and workloads
 * that carry its name. Names from outside of the cluster lead nowhere.
 */
export function serviceRefs(
  host: string | undefined,
  namespace: string | undefined,
  index: BundleIndex,
): readonly ObjectRef[] {
  if (host === undefined || /^[\d.]+$/.test(host) || host === 'localhost') return [];
  const [name = '', second, third] = host.split('.');
  const space =
    second === undefined
      ? namespace
      : second === 'svc'
        ? namespace
        : third === undefined || third === 'svc'
          ? second
          : undefined;
  const member = memberOf(host, namespace, index);
  if (member.length > 0) return member;
  if (space === undefined && second !== undefined) return [];
  const service = index.get('Service', space, name);
  if (service !== undefined) {
    const selector = Object.entries(textMap(service, 'spec', 'selector'));
    const pods =
      selector.length === 0
        ? []
        : index.pods.filter(
            (pod) => pod.namespace === space && selector.every(([key, value]) => pod.labels[key] === value),
          );
    return pods.length > 0 ? pods.map((pod) => pod.ref) : [refTo('Service', space, name)];
  }
  const stem = name.replace(/-(headless|hl|svc|service|primary|rw|ro|master|read|public)$/, '');
  const workloads = ['StatefulSet', 'Deployment'].flatMap((kind) =>
    index.inNamespace(kind, space ?? '').flatMap((object) => {
      const own = text(object, 'metadata', 'name') ?? '';
      return own === name || own === stem ? [refTo(kind, space, own)] : [];
    }),
  );
  const pods = index.pods.filter(
    (pod) =>
      pod.namespace === (space ?? '') &&
      (pod.ref.name === stem ||
        new RegExp(`^${stem.replace(/[^\w-]/g, '')}-(?:\\d+|[a-z0-9]+-[a-z0-9]+|[a-z0-9]{5})$`).test(
          pod.ref.name,
        )),
  );
  return [...workloads, ...pods.map((pod) => pod.ref)];
}

/** `pod.service` and `pod.service.namespace.svc…`: one pod of a headless Service. */
function memberOf(host: string, namespace: string | undefined, index: BundleIndex): readonly ObjectRef[] {
  const [name = '', service, space = namespace] = host.split('.');
  if (service === undefined) return [];
  const pod = index.pod(refTo('Pod', space === 'svc' ? namespace : space, name));
  return pod === undefined ? [] : [pod.ref];
}

/** The head of a worker's Ray cluster (its GCS runs there), when it is not well. */
export function headOf(pod: PodFacts, index: BundleIndex): readonly ObjectRef[] {
  const cluster = pod.labels['ray.io/cluster'];
  if (cluster === undefined || pod.labels['ray.io/node-type'] === 'head') return [];
  return index.pods
    .filter(
      (other) =>
        other.namespace === pod.namespace &&
        other.labels['ray.io/cluster'] === cluster &&
        other.labels['ray.io/node-type'] === 'head' &&
        !other.isReady,
    )
    .map((other) => other.ref);
}

/** Programs that others wait for. */
const BACKEND =
  /postgres|mysql|mariadb|redis|mongo|rabbit|kafka|zookeeper|minio|etcd|cassandra|clickhouse|elasticsearch|database|\bdb\b/i;

/** Databases and the like of the same release, or else of the namespace, that are not well. */
export function backendsOf(pod: PodFacts, index: BundleIndex): readonly ObjectRef[] {
  const release = pod.labels['app.kubernetes.io/instance'] ?? pod.labels.release;
  const unwell = index.pods.filter(
    (other) =>
      other.namespace === pod.namespace &&
      other.ref.name !== pod.ref.name &&
      !other.isReady &&
      other.phase !== 'Succeeded' &&
      BACKEND.test(other.ref.name),
  );
  const ours = unwell.filter(
    (other) =>
      release !== undefined &&
      (other.labels['app.kubernetes.io/instance'] === release || other.labels.release === release),
  );
  return (ours.length > 0 ? ours : unwell).map((other) => other.ref);
}

/** What an operator puts on the same machine (drivers, agents: pods of DaemonSets), and that keeps failing there. */
export function fellowsOf(pod: PodFacts, index: BundleIndex): readonly ObjectRef[] {
  const isDaemon = (other: PodFacts): boolean =>
    index.ownersOf(other.ref).some((owner) => owner.kind === 'DaemonSet');
  if (pod.nodeName === undefined || !isDaemon(pod)) return [];
  return index
    .podsOnNode(pod.nodeName)
    .filter(
      (other) =>
        other.namespace === pod.namespace &&
        other.ref.name !== pod.ref.name &&
        other.containers.some((container) => container.waiting?.reason === 'CrashLoopBackOff') &&
        isDaemon(other),
    )
    .map((other) => other.ref);
}
