import { list, record, text, textMap } from '../../common/json.ts';
import { stored } from '../api/kinds.ts';
import type { ClusterObject } from '../api/object.ts';
import { isReady } from './pod-status.ts';
import type { Pods } from './pods.ts';
import { ownerOf, type World } from './world.ts';

/** What follows from the pods by counting: what quotas say is used, and which addresses stand behind a Service. */
export function keepBooks(world: World, pods: Pods): void {
  const settle = (pod: ClusterObject) => {
    const { namespace } = pod.metadata;
    if (namespace === undefined) return;
    for (const quota of world.store.list(stored('resourcequotas'), namespace)) countQuota(world, quota);
    for (const service of world.store.list(stored('services'), namespace))
      if (selects(service, pod)) countEndpoints(world, service);
  };
  pods.observe(settle);
}

/** Everything once, when the stage is set. */
export function openBooks(world: World): void {
  for (const service of world.store.list(stored('services'), undefined)) countEndpoints(world, service);
  for (const quota of world.store.list(stored('resourcequotas'), undefined)) countQuota(world, quota);
}

function countQuota(world: World, quota: ClusterObject): void {
  const { namespace } = quota.metadata;
  const hard = record(quota, 'spec', 'hard');
  const living = world.store
    .list(stored('pods'), namespace)
    .filter((pod) => !['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase') ?? ''));
  const containers = living.flatMap((pod) => list(pod, 'spec', 'containers'));
  const claims = world.store.list(stored('persistentvolumeclaims'), namespace);
  const usedOf = (name: string): string => {
    if (name === 'pods') return `${living.length}`;
    if (name === 'persistentvolumeclaims') return `${claims.length}`;
    if (name === 'requests.storage')
      return bytes(claims.map((claim) => text(claim, 'spec', 'resources', 'requests', 'storage')));
    const [what = '', ...resource] = name.split('.');
    const amounts = containers.map((container) => text(container, 'resources', what, resource.join('.')));
    return name.endsWith('memory') ? bytes(amounts) : count(amounts);
  };
  const status = { hard, used: Object.fromEntries(Object.keys(hard).map((name) => [name, usedOf(name)])) };
  if (JSON.stringify(quota.status) !== JSON.stringify(status)) world.store.put({ ...quota, status });
}

const MEBIBYTES: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024 };

/** A sum of bytes in the canonical form of the API: the largest unit that leaves no fraction. */
function bytes(amounts: readonly (string | undefined)[]): string {
  const mebibytes = sum(amounts, MEBIBYTES);
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** A sum of processors or devices, in thousandths where there is a fraction. */
function count(amounts: readonly (string | undefined)[]): string {
  const thousandths = sum(amounts, { m: 1, '': 1000 });
  return thousandths % 1000 === 0 ? `${thousandths / 1000}` : `${thousandths}m`;
}

function sum(amounts: readonly (string | undefined)[], units: Readonly<Record<string, number>>): number {
  return amounts.reduce((soFar, amount) => {
    const [, digits = '0', unit = ''] = /^(\d+)(\w*)$/.exec(amount ?? '') ?? [];
    return soFar + Number(digits) * (units[unit] ?? 0);
  }, 0);
}

function selects(service: ClusterObject, pod: ClusterObject): boolean {
  return Object.entries(textMap(service, 'spec', 'selector')).every(
    ([key, value]) => pod.metadata.labels?.[key] === value,
  );
}

function countEndpoints(world: World, service: ClusterObject): void {
  const { namespace, name } = service.metadata;
  const existing = world.store
    .list(stored('endpointslices'), namespace)
    .find((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === name);
  const running = world.store
    .list(stored('pods'), namespace)
    .filter((pod) => selects(service, pod) && text(pod, 'status', 'podIP') !== undefined);
  const endpoints = running.map((pod) => {
    const terminating = pod.metadata.deletionTimestamp !== undefined;
    const ready = isReady(pod);
    return {
      addresses: [text(pod, 'status', 'podIP')],
      conditions: { ready: ready && !terminating, serving: ready, terminating },
      nodeName: text(pod, 'spec', 'nodeName'),
      targetRef: { kind: 'Pod', namespace, name: pod.metadata.name, uid: pod.metadata.uid },
    };
  });
  const ports = list(service, 'spec', 'ports').map((port) => ({
    name: text(port, 'name') ?? '',
    port: targetOf(port, running[0]),
    protocol: 'TCP',
  }));
  const made = existing ?? {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: world.meta(`${name}-${world.suffix()}`, namespace, {
      labels: {
        'kubernetes.io/service-name': name,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ownerReferences: [ownerOf(service)],
    }),
  };
  const next = { ...made, addressType: 'IPv4', endpoints, ports };
  if (JSON.stringify(existing?.['endpoints']) !== JSON.stringify(endpoints)) world.store.put(next);
}

function targetOf(port: unknown, pod: ClusterObject | undefined): number | undefined {
  const target = record(port)['targetPort'];
  if (typeof target === 'number') return target;
  for (const container of list(pod, 'spec', 'containers'))
    for (const candidate of list(container, 'ports')) {
      const number = record(candidate)['containerPort'];
      if (text(candidate, 'name') === target && typeof number === 'number') return number;
    }
  return undefined;
}
