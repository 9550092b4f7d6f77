import { gzipSync } from 'node:zlib';
import type { JsonRecord } from '../../common/json.ts';
import type { ClusterObject } from '../api/object.ts';
import type { World } from './world.ts';

type Labels = Readonly<Record<string, string>>;

export interface ServicePlan {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly selector: Labels;
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly targetPort: number | string;
  }[];
}

export function service(world: World, plan: ServicePlan): void {
  const { namespace, name, labels = {}, annotations = {}, selector, ports } = plan;
  const clusterIP = `10.96.${Math.floor(world.random() * 250)}.${1 + Math.floor(world.random() * 250)}`;
  world.store.put({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: world.meta(name, namespace, { labels, annotations }),
    spec: {
      ports: ports.map((port) => ({ ...port, protocol: 'TCP' })),
      selector,
      clusterIP,
      clusterIPs: [clusterIP],
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
    },
    status: { loadBalancer: {} },
  });
}

/** A claim that has its volume. */
export function claim(
  world: World,
  namespace: string,
  name: string,
  size: string,
  labels: Labels = {},
  annotations: Labels = {},
): void {
  const metadata = world.meta(name, namespace, {
    labels,
    annotations: { ...annotations, 'pv.kubernetes.io/bind-completed': 'yes' },
  });
  const volumeName = `pvc-${metadata.uid}`;
  const common = { accessModes: ['ReadWriteOnce'], storageClassName: 'standard', volumeMode: 'Filesystem' };
  const bound = world.store.put({
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    metadata,
    spec: { ...common, resources: { requests: { storage: size } }, volumeName },
    status: { phase: 'Bound', accessModes: common.accessModes, capacity: { storage: size } },
  });
  world.store.put({
    kind: 'PersistentVolume',
    apiVersion: 'v1',
    metadata: world.meta(volumeName, undefined),
    spec: {
      ...common,
      capacity: { storage: size },
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid: bound.metadata.uid },
      csi: { driver: 'disk.sample.invalid', volumeHandle: volumeName },
      persistentVolumeReclaimPolicy: 'Delete',
    },
    status: { phase: 'Bound' },
  });
}

/** A Secret whose values are sample values. */
export function secret(
  world: World,
  namespace: string,
  name: string,
  type: string,
  values: Labels,
  labels: Labels = {},
): ClusterObject {
  const data = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  return world.store.put({
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: world.meta(name, namespace, { labels }),
    type,
    data,
  });
}

export function configMap(
  world: World,
  namespace: string,
  name: string,
  data: Labels,
  labels: Labels = {},
): void {
  world.store.put({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: world.meta(name, namespace, { labels }),
    data,
  });
}

export interface ReleasePlan {
  readonly namespace: string;
  readonly name: string;
  readonly chart: string;
  readonly chartVersion: string;
  readonly appVersion: string;
  readonly description: string;
  readonly values: JsonRecord;
}

/** The record that Helm keeps of a release: JSON, gzipped, in base64, in a Secret. */
export function helmRelease(world: World, plan: ReleasePlan): void {
  const at = world.stamp();
  const release = {
    name: plan.name,
    namespace: plan.namespace,
    version: 1,
    info: {
      first_deployed: at,
      last_deployed: at,
      deleted: '',
      description: 'Install complete',
      status: 'deployed',
      notes: '',
    },
    chart: {
      metadata: {
        name: plan.chart,
        version: plan.chartVersion,
        appVersion: plan.appVersion,
        description: plan.description,
        apiVersion: 'v2',
      },
      templates: [],
      values: {},
    },
    config: plan.values,
    manifest: '',
  };
  const packed = gzipSync(JSON.stringify(release)).toString('base64');
  const labels = {
    name: plan.name,
    owner: 'helm',
    status: 'deployed',
    version: '1',
    modifiedAt: `${Math.floor(Date.parse(at) / 1000)}`,
  };
  secret(
    world,
    plan.namespace,
    `sh.helm.release.v1.${plan.name}.v1`,
    'helm.sh/release.v1',
    { release: packed },
    labels,
  );
}

/** What Helm writes on everything that it makes. */
export const helmMarks = (release: string, namespace: string): Labels => ({
  'meta.helm.sh/release-name': release,
  'meta.helm.sh/release-namespace': namespace,
});
