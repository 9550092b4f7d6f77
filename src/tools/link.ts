import type {
  ClusterFacts,
  ContainerFacts,
  PodFacts,
  ServiceFacts,
  SettingsFacts,
  WorkloadFacts,
} from './facts.ts';
import { releaseOf } from './instance.ts';
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
  readonly podsOf: ReadonlyMap<WorkloadFacts, readonly PodFacts[]>;
  /** Those whose workload is not seen, or that have none. */
  readonly lonePods: readonly PodFacts[];
  readonly settings: readonly SettingsFacts[];
  readonly isBlind: (namespace: string) => boolean;
}

/** Joins each Service with what it selects, namespace by namespace, and leaves out what never is a part of a tool. */
export function link(facts: ClusterFacts): Linked {
  const workloads = facts.workloads.filter((workload) => !isAccessory(workload));
  const pods = facts.pods.filter((pod) => !pod.finished && !isAccessory(pod) && !isTest(pod));
  const workloadsBy = new LabelIndex(workloads, ({ podLabels }) => podLabels);
  const podsBy = new LabelIndex(pods, ({ labels }) => labels);
  const services = facts.services
    .filter((service) => !isAccessory(service) && !/-metrics(-service)?$/.test(service.name))
    .map((service) => {
      const behind = {
        workloads: workloadsBy.fitting(service.namespace, service.selector),
        pods: podsBy.fitting(service.namespace, service.selector),
      };
      const containers = [...behind.workloads, ...behind.pods].flatMap((part) => part.containers);
      return { service, ...behind, containers };
    });
  const podsOf = new Map(
    workloads.map((workload) => [workload, podsBy.fitting(workload.namespace, workload.podLabels)]),
  );
  const run = new Set([...podsOf.values()].flat());
  const lonePods = pods.filter((pod) => !run.has(pod));
  const served = new Set<unknown>(services.flatMap((one) => [...one.workloads, ...one.pods]));
  const unserved = byRelease([
    ...workloads.filter((workload) => !served.has(workload)),
    ...lonePods.filter((pod) => !served.has(pod)).map((pod) => ({ ...pod, podLabels: pod.labels })),
  ]);
  const seen = new Set([...workloads, ...pods].map(({ namespace }) => namespace));
  return {
    services: services.filter((one) => !isMisplaced(one, unserved)),
    workloads,
    podsOf,
    lonePods,
    settings: facts.settings ?? [],
    isBlind: facts.isBlind ?? ((namespace) => !seen.has(namespace)),
  };
}

/**
 * Some charts put a Service into another namespace than what it is for (Metaflow's page: into `default`): it leads nowhere, and the
 * workload over there has none.
 */
function isMisplaced(
  { service, workloads, pods }: LinkedService,
  unserved: ReadonlyMap<string, readonly Unserved[]>,
): boolean {
  if (workloads.length > 0 || pods.length > 0 || Object.keys(service.selector).length === 0) return false;
  return (unserved.get(releaseOf(service) ?? '') ?? []).some(
    ({ namespace, podLabels }) => namespace !== service.namespace && labelsFit(service.selector, podLabels),
  );
}

/** A workload or pod that no Service selects. */
type Unserved = Pick<WorkloadFacts, 'namespace' | 'labels' | 'podLabels'>;

function byRelease(parts: readonly Unserved[]): ReadonlyMap<string, readonly Unserved[]> {
  const groups = new Map<string, Unserved[]>();
  for (const part of parts) {
    const release = releaseOf(part);
    if (release === undefined) continue;
    const found = groups.get(release);
    if (found) found.push(part);
    else groups.set(release, [part]);
  }
  return groups;
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

/** Objects by each of their labels, so that a selector looks at the few that have its rarest one. */
class LabelIndex<T extends { readonly namespace: string }> {
  readonly #labelsOf: (item: T) => Readonly<Record<string, string>>;
  readonly #byLabel = new Map<string, T[]>();

  constructor(items: readonly T[], labelsOf: (item: T) => Readonly<Record<string, string>>) {
    this.#labelsOf = labelsOf;
    for (const item of items) {
      for (const [key, value] of Object.entries(labelsOf(item))) {
        const place = placeOf(item.namespace, key, value);
        const found = this.#byLabel.get(place);
        if (found) found.push(item);
        else this.#byLabel.set(place, [item]);
      }
    }
  }

  /** Nothing is selected by no label at all. */
  fitting(namespace: string, selector: Readonly<Record<string, string>>): readonly T[] {
    let fewest: readonly T[] | undefined;
    for (const [key, value] of Object.entries(selector)) {
      const found = this.#byLabel.get(placeOf(namespace, key, value)) ?? [];
      if (fewest === undefined || found.length < fewest.length) fewest = found;
    }
    return (fewest ?? []).filter((item) => labelsFit(selector, this.#labelsOf(item)));
  }
}

function placeOf(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}
