import { at, list, text, type JsonRecord } from '../../common/json.ts';
import type { ClusterObject } from './object.ts';
import { asNewEvent } from './new-event.ts';

/** What a field selector may ask of a kind, and where the answer stands. */
type Fields = Readonly<Record<string, (object: ClusterObject) => string>>;

/** A resource that the sample serves: its names, and what can be done with it. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  readonly fields: Fields;
  /** Set where the same objects are stored under another resource and only look different here. */
  readonly view?: { readonly of: string; show(object: ClusterObject): ClusterObject };
}

const field =
  (...path: string[]) =>
  (object: ClusterObject): string => {
    const found = at(object, ...path);
    return typeof found === 'string'
      ? found
      : typeof found === 'number' || typeof found === 'boolean'
        ? `${found}`
        : '';
  };

const eventFields = (regarding: string, involved: string): Fields => ({
  ...Object.fromEntries(
    ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map((name) => [
      `${regarding}.${name}`,
      field(involved, name),
    ]),
  ),
  reason: field('reason'),
  type: field('type'),
});

const podFields: Fields = {
  'spec.nodeName': field('spec', 'nodeName'),
  'spec.restartPolicy': field('spec', 'restartPolicy'),
  'spec.schedulerName': field('spec', 'schedulerName'),
  'spec.serviceAccountName': field('spec', 'serviceAccountName'),
  'status.phase': field('status', 'phase'),
  'status.podIP': field('status', 'podIP'),
  'status.nominatedNodeName': field('status', 'nominatedNodeName'),
};

interface More {
  readonly cluster?: true;
  readonly short?: readonly string[];
  readonly verbs?: readonly string[];
  readonly sub?: readonly string[];
  readonly fields?: Fields;
  readonly view?: NonNullable<Kind['view']>;
}

const READ = ['get', 'list', 'watch'] as const;

function kind(groupVersion: string, plural: string, name: string, more: More = {}): Kind {
  const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
  const namespaced = more.cluster !== true;
  return {
    group: group ?? '',
    version: version ?? '',
    plural,
    singular: name.toLowerCase(),
    kind: name,
    namespaced,
    shortNames: more.short ?? [],
    verbs: more.verbs ?? READ,
    subresources: more.sub ?? [],
    fields: {
      'metadata.name': field('metadata', 'name'),
      ...(namespaced ? { 'metadata.namespace': field('metadata', 'namespace') } : {}),
      ...more.fields,
    },
    ...(more.view ? { view: more.view } : {}),
  };
}

const SCALED = { sub: ['scale', 'status'] };

/** Everything that is served. Verbs are those that the sample really answers: discovery must not promise more. */
export const kinds: readonly Kind[] = [
  kind('v1', 'namespaces', 'Namespace', {
    cluster: true,
    short: ['ns'],
    fields: { 'status.phase': field('status', 'phase') },
  }),
  kind('v1', 'nodes', 'Node', {
    cluster: true,
    short: ['no'],
    fields: { 'spec.unschedulable': field('spec', 'unschedulable') },
  }),
  kind('v1', 'pods', 'Pod', {
    short: ['po'],
    verbs: ['delete', ...READ],
    sub: ['log', 'portforward', 'status'],
    fields: podFields,
  }),
  kind('v1', 'services', 'Service', {
    short: ['svc'],
    fields: { 'spec.type': field('spec', 'type'), 'spec.clusterIP': field('spec', 'clusterIP') },
  }),
  kind('v1', 'events', 'Event', {
    short: ['ev'],
    fields: {
      ...eventFields('involvedObject', 'involvedObject'),
      reportingComponent: field('reportingComponent'),
      source: field('source', 'component'),
    },
  }),
  kind('v1', 'configmaps', 'ConfigMap', { short: ['cm'] }),
  kind('v1', 'secrets', 'Secret', { fields: { type: field('type') } }),
  kind('v1', 'serviceaccounts', 'ServiceAccount', { short: ['sa'] }),
  kind('v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', { short: ['pvc'] }),
  kind('v1', 'persistentvolumes', 'PersistentVolume', { cluster: true, short: ['pv'] }),
  kind('v1', 'resourcequotas', 'ResourceQuota', { short: ['quota'] }),
  kind('v1', 'limitranges', 'LimitRange', { short: ['limits'] }),
  kind('v1', 'replicationcontrollers', 'ReplicationController', { short: ['rc'] }),
  kind('apps/v1', 'deployments', 'Deployment', { short: ['deploy'], ...SCALED }),
  kind('apps/v1', 'replicasets', 'ReplicaSet', { short: ['rs'], sub: ['status'] }),
  kind('apps/v1', 'statefulsets', 'StatefulSet', { short: ['sts'], sub: ['status'] }),
  kind('apps/v1', 'daemonsets', 'DaemonSet', { short: ['ds'], sub: ['status'] }),
  kind('batch/v1', 'jobs', 'Job', {
    sub: ['status'],
    fields: { 'status.successful': (job) => field('status', 'succeeded')(job) || '0' },
  }),
  kind('batch/v1', 'cronjobs', 'CronJob', { short: ['cj'], sub: ['status'] }),
  kind('storage.k8s.io/v1', 'storageclasses', 'StorageClass', { cluster: true, short: ['sc'] }),
  kind('storage.k8s.io/v1', 'volumeattachments', 'VolumeAttachment', { cluster: true }),
  kind('scheduling.k8s.io/v1', 'priorityclasses', 'PriorityClass', { cluster: true, short: ['pc'] }),
  kind('autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', { short: ['hpa'] }),
  kind('networking.k8s.io/v1', 'ingresses', 'Ingress', { short: ['ing'] }),
  kind('networking.k8s.io/v1', 'networkpolicies', 'NetworkPolicy', { short: ['netpol'] }),
  kind('policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget', { short: ['pdb'] }),
  kind('discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'),
  kind('events.k8s.io/v1', 'events', 'Event', {
    fields: eventFields('regarding', 'involvedObject'),
    view: { of: 'events', show: asNewEvent },
  }),
  kind('metrics.k8s.io/v1beta1', 'pods', 'PodMetrics', { verbs: ['get', 'list'] }),
  kind('authorization.k8s.io/v1', 'selfsubjectaccessreviews', 'SelfSubjectAccessReview', {
    cluster: true,
    verbs: ['create'],
  }),
  kind('authorization.k8s.io/v1', 'selfsubjectrulesreviews', 'SelfSubjectRulesReview', {
    cluster: true,
    verbs: ['create'],
  }),
];

export const groupVersion = (kind: Pick<Kind, 'group' | 'version'>): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;

/** The kind that is stored under `plural`; the story names kinds this way. */
export function stored(plural: string): Kind {
  const found = kinds.find((kind) => kind.plural === plural && kind.view === undefined);
  if (!found) throw new Error(`The sample has no ${plural}`);
  return found;
}

/** Where the objects of a kind really are. */
export const sourceOf = (kind: Kind): Kind => (kind.view ? stored(kind.view.of) : kind);

export function kindAt(group: string, version: string, plural: string): Kind | undefined {
  return kinds.find((kind) => kind.group === group && kind.version === version && kind.plural === plural);
}

export const versionsOf = (group: string): readonly string[] => [
  ...new Set(kinds.filter((kind) => kind.group === group).map((kind) => kind.version)),
];

/** The kind of an object of the story. */
export function kindOf(object: Pick<ClusterObject, 'apiVersion' | 'kind'>): Kind {
  const found = kinds.find((kind) => kind.kind === object.kind && groupVersion(kind) === object.apiVersion);
  if (!found) throw new Error(`The sample does not serve ${object.apiVersion} ${object.kind}`);
  return found;
}

/** Names of the containers of a pod, init containers first, as the API server counts them. */
export function containerNames(pod: JsonRecord): readonly string[] {
  return [...list(pod, 'spec', 'initContainers'), ...list(pod, 'spec', 'containers')].flatMap(
    (container) => text(container, 'name') ?? [],
  );
}
