/** Where a kind is served. */
export interface ServedKind {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const core = (kind: string, plural: string, namespaced = true): ServedKind => ({
  kind,
  group: '',
  version: 'v1',
  plural,
  namespaced,
});
const of = (group: string, kind: string, plural: string, namespaced = true): ServedKind => ({
  kind,
  group,
  version: 'v1',
  plural,
  namespaced,
});

/** The kinds of Kubernetes itself that evidence comes from. Others are looked up in the cluster's own table of contents. */
export const KINDS = {
  pod: core('Pod', 'pods'),
  event: core('Event', 'events'),
  claim: core('PersistentVolumeClaim', 'persistentvolumeclaims'),
  volume: core('PersistentVolume', 'persistentvolumes', false),
  node: core('Node', 'nodes', false),
  namespace: core('Namespace', 'namespaces', false),
  quota: core('ResourceQuota', 'resourcequotas'),
  limitRange: core('LimitRange', 'limitranges'),
  serviceAccount: core('ServiceAccount', 'serviceaccounts'),
  service: core('Service', 'services'),
  secret: core('Secret', 'secrets'),
  configMap: core('ConfigMap', 'configmaps'),
  deployment: of('apps', 'Deployment', 'deployments'),
  replicaSet: of('apps', 'ReplicaSet', 'replicasets'),
  statefulSet: of('apps', 'StatefulSet', 'statefulsets'),
  daemonSet: of('apps', 'DaemonSet', 'daemonsets'),
  job: of('batch', 'Job', 'jobs'),
  cronJob: of('batch', 'CronJob', 'cronjobs'),
  endpointSlice: of('discovery.k8s.io', 'EndpointSlice', 'endpointslices'),
  storageClass: of('storage.k8s.io', 'StorageClass', 'storageclasses', false),
  volumeAttachment: of('storage.k8s.io', 'VolumeAttachment', 'volumeattachments', false),
  priorityClass: of('scheduling.k8s.io', 'PriorityClass', 'priorityclasses', false),
  runtimeClass: of('node.k8s.io', 'RuntimeClass', 'runtimeclasses', false),
} as const;

/** A kind of Kubernetes itself by its name, `Pod`; where an API group is given, only of that group. */
export function knownKind(kind: string, group?: string): ServedKind | undefined {
  return Object.values(KINDS).find(
    (served) => served.kind === kind && (group === undefined || served.group === group),
  );
}

/** `apps` and `v1` of `apps/v1`; the core group of `v1` is ''. */
export function groupAndVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function apiVersionOf(served: ServedKind): string {
  return served.group === '' ? served.version : `${served.group}/${served.version}`;
}
