import type {
  ClusterFacts,
  ContainerFacts,
  PodFacts,
  ServiceFacts,
  SettingsFacts,
  WorkloadFacts,
} from './facts.ts';
import { labelsFit, runsOtherProgram } from './match.ts';

/** A Service with the workloads and pods that it selects. */
export interface LinkedService {
  readonly service: ServiceFacts;
  readonly workloads: readonly WorkloadFacts[];
  readonly pods: readonly PodFacts[];
  readonly containers: readonly ContainerFacts[];
}

export interface Linked {
  readonly services: readonly LinkedService[];
  readonly workloads: readonly WorkloadFacts[];
  readonly pods: readonly PodFacts[];
  /** The workload that a pod comes from, where that is seen. */
  readonly runBy: ReadonlyMap<PodFacts, WorkloadFacts>;
  readonly settings: readonly SettingsFacts[];
  readonly isBlind: (namespace: string) => boolean;
}

/** Joins each Service with what it selects, namespace by namespace, and leaves out what never is a part of a tool. */
export function link(facts: ClusterFacts): Linked {
  const workloads = groupBy(
    facts.workloads.filter((workload) => !isAccessory(workload)),
    (workload) => workload.namespace,
  );
  const pods = groupBy(
    facts.pods.filter((pod) => !pod.finished && !isAccessory(pod) && !isTest(pod)),
    (pod) => pod.namespace,
  );
  const services = facts.services
    .filter((service) => !isAccessory(service) && !/-metrics(-service)?$/.test(service.name))
    .map((service) => {
      if (Object.keys(service.selector).length === 0)
        return { service, workloads: [], pods: [], containers: [] };
      const selectedWorkloads = (workloads.get(service.namespace) ?? []).filter((workload) =>
        labelsFit(service.selector, workload.podLabels),
      );
      const selectedPods = (pods.get(service.namespace) ?? []).filter((pod) =>
        labelsFit(service.selector, pod.labels),
      );
      const containers = [...selectedWorkloads, ...selectedPods].flatMap((part) => part.containers);
      return { service, workloads: selectedWorkloads, pods: selectedPods, containers };
    });
  const runBy = new Map<PodFacts, WorkloadFacts>();
  for (const workload of [...workloads.values()].flat()) {
    if (Object.keys(workload.podLabels).length === 0) continue;
    for (const pod of pods.get(workload.namespace) ?? [])
      if (!runBy.has(pod) && labelsFit(workload.podLabels, pod.labels)) runBy.set(pod, workload);
  }
  return {
    services,
    workloads: [...workloads.values()].flat(),
    pods: [...pods.values()].flat(),
    runBy,
    settings: facts.settings ?? [],
    isBlind: facts.isBlind ?? ((namespace) => !workloads.has(namespace) && !pods.has(namespace)),
  };
}

type Part = Pick<ServiceFacts, 'name' | 'labels'> & { readonly containers?: readonly ContainerFacts[] };

/** Measures a tool, or is measured for it: exporters and what charts call metrics. */
function isAccessory({ name, labels, containers = [] }: Part): boolean {
  const component = labels['app.kubernetes.io/component'] ?? labels['component'] ?? '';
  return (
    /(^|[-_])exporter([-_]|$)/.test(name) ||
    /^(metrics|exporter)$/.test(component) ||
    (containers.length > 0 &&
      containers.every(({ image }) => image.includes('exporter')) &&
      runsOtherProgram(containers))
  );
}

/** `helm test` starts such pods, with the labels of the tool that they try. */
function isTest({ annotations }: PodFacts): boolean {
  return /\btest\b/.test(annotations['helm.sh/hook'] ?? '');
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const found = groups.get(key(item));
    if (found) found.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
