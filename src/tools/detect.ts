import { catalogue } from './catalogue/catalogue.ts';
import type { ToolRule } from './catalogue/tool-rule.ts';
import { credentialsOf } from './credentials.ts';
import { endpointsOf } from './endpoints.ts';
import type { ClusterFacts, ContainerFacts, PodFacts, ServiceFacts, WorkloadFacts } from './facts.ts';
import { healthOf } from './health.ts';
import type { InstalledTool } from './installed-tool.ts';
import { labelsFit, matchesPod, matchesService, matchesWorkload, type Match } from './match.ts';
import { snippetsOf } from './snippets.ts';
import { chartOf, versionOf } from './version.ts';

/** The parts of one installation of a tool. */
export interface Installation {
  readonly rule: ToolRule;
  readonly namespace: string;
  /** The release or instance that its labels name. */
  readonly instance: string | undefined;
  readonly services: readonly ServiceFacts[];
  readonly workloads: readonly WorkloadFacts[];
  /** Its own pods, not those that it starts for users. */
  readonly pods: readonly PodFacts[];
  readonly foundBy: readonly string[];
}

/**
 * The data-science tools in what is seen of a cluster. Parts of one installation are one entry, two installations are two; what
 * only looks like a tool is left out. Works with any subset of the facts: without workloads the pods speak, and the other way round.
 */
export function detectTools(facts: ClusterFacts): readonly InstalledTool[] {
  const linked = link(facts);
  const taken = new Set<string>();
  const tools: InstalledTool[] = [];
  for (const rule of catalogue) {
    for (const installation of installationsOf(rule, linked)) {
      const anchors = [...installation.services, ...installation.workloads].map((part) => part.uid);
      // A Service that an earlier, more specific rule took is not a second tool.
      if (anchors.length > 0 && anchors.every((uid) => taken.has(uid))) continue;
      anchors.forEach((uid) => taken.add(uid));
      tools.push(describe(installation));
    }
  }
  return tools.sort(
    (a, b) =>
      a.namespace.localeCompare(b.namespace) ||
      a.title.localeCompare(b.title) ||
      a.name.localeCompare(b.name),
  );
}

interface LinkedService {
  readonly service: ServiceFacts;
  readonly workloads: readonly WorkloadFacts[];
  readonly pods: readonly PodFacts[];
  readonly containers: readonly ContainerFacts[];
}

interface Linked {
  readonly services: readonly LinkedService[];
  readonly workloads: readonly WorkloadFacts[];
  readonly pods: readonly PodFacts[];
}

/** Joins each Service with the workloads and pods that it selects, namespace by namespace. */
function link(facts: ClusterFacts): Linked {
  const workloads = groupBy(facts.workloads, (workload) => workload.namespace);
  const pods = groupBy(
    facts.pods.filter((pod) => !pod.finished),
    (pod) => pod.namespace,
  );
  const services = facts.services.map((service) => {
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
  return { services, workloads: facts.workloads, pods: [...pods.values()].flat() };
}

function installationsOf(rule: ToolRule, linked: Linked): readonly Installation[] {
  const without = [...(rule.not ?? []), ...(rule.userPods ?? [])];
  const groups = new Map<
    string,
    {
      namespace: string;
      instance: string | undefined;
      services: LinkedService[];
      workloads: Set<WorkloadFacts>;
      pods: Set<PodFacts>;
      foundBy: Set<string>;
    }
  >();
  const groupOf = (namespace: string, instance: string | undefined, lone: string) => {
    const key =
      instance !== undefined
        ? `${namespace}/=${instance}`
        : rule.oneInNamespace
          ? `${namespace}/`
          : `${namespace}/~${lone}`;
    const found = groups.get(key) ?? {
      namespace,
      instance,
      services: [],
      workloads: new Set<WorkloadFacts>(),
      pods: new Set<PodFacts>(),
      foundBy: new Set<string>(),
    };
    groups.set(key, found);
    return found;
  };
  const isPart = (fits: (match: Match) => boolean): Match | undefined =>
    without.some(fits) ? undefined : rule.parts.find(fits);

  const inService = new Set<WorkloadFacts | PodFacts>();
  for (const entry of linked.services) {
    // A Service without any mark of its own is known by what stands behind it.
    const match =
      isPart((candidate) => matchesService(candidate, entry.service, entry.containers)) ??
      isPart(
        (candidate) =>
          entry.workloads.some((workload) => matchesWorkload(candidate, workload)) ||
          entry.pods.some((pod) => matchesPod(candidate, pod)),
      );
    if (!match) continue;
    const instance =
      instanceOf(entry.service) ?? first(entry.workloads, instanceOf) ?? first(entry.pods, instanceOf);
    // Services of one workload (a headless one beside the ordinary one) are one installation.
    const lone = entry.workloads[0]?.name ?? entry.service.name;
    const group = groupOf(entry.service.namespace, instance, lone);
    group.services.push(entry);
    group.foundBy.add(sign(match, 'Service', entry.service.name));
    for (const workload of entry.workloads) {
      if (without.some((candidate) => matchesWorkload(candidate, workload))) continue;
      group.workloads.add(workload);
      inService.add(workload);
    }
    for (const pod of entry.pods) {
      if (without.some((candidate) => matchesPod(candidate, pod))) continue;
      group.pods.add(pod);
      inService.add(pod);
    }
  }
  for (const workload of linked.workloads) {
    if (inService.has(workload)) continue;
    const match = isPart((candidate) => matchesWorkload(candidate, workload));
    if (!match) continue;
    const group = groupOf(workload.namespace, instanceOf(workload), workload.name);
    group.workloads.add(workload);
    group.foundBy.add(sign(match, workload.kind, workload.name));
  }
  for (const pod of linked.pods) {
    if (inService.has(pod)) continue;
    const match = isPart((candidate) => matchesPod(candidate, pod));
    if (!match) continue;
    const owner = [...groups.values()].find(
      (group) =>
        group.namespace === pod.namespace &&
        [...group.workloads].some(
          (workload) =>
            Object.keys(workload.podLabels).length > 0 && labelsFit(workload.podLabels, pod.labels),
        ),
    );
    if (owner) owner.pods.add(pod);
    else if (pod.bare) {
      const group = groupOf(pod.namespace, instanceOf(pod), pod.name);
      group.pods.add(pod);
      group.foundBy.add(sign(match, 'Pod', pod.name));
    }
  }
  return [...groups.values()].map((group) => ({
    rule,
    namespace: group.namespace,
    instance: group.instance,
    services: group.services.map((entry) => entry.service),
    workloads: [...group.workloads],
    pods: [...group.pods],
    foundBy: [...group.foundBy],
  }));
}

function describe(installation: Installation): InstalledTool {
  const { rule } = installation;
  const endpoints = endpointsOf(installation);
  const version = versionOf(installation);
  const release =
    [...installation.services, ...installation.workloads].find((part) => part.release !== undefined)
      ?.release ?? heritageRelease(installation);
  const chart = chartOf(installation);
  const credentials = credentialsOf(installation, endpoints);
  return {
    tool: rule.id,
    title: rule.title,
    about: rule.about(),
    ...(rule.docs === undefined ? {} : { docs: rule.docs }),
    name:
      installation.instance ??
      endpoints.find((endpoint) => endpoint.main)?.service ??
      installation.services[0]?.name ??
      installation.workloads[0]?.name ??
      installation.pods[0]?.name ??
      rule.id,
    namespace: installation.namespace,
    ...(version === undefined ? {} : { version }),
    ...healthOf(installation),
    foundBy: installation.foundBy,
    ...(release === undefined
      ? {}
      : { release: { name: release, ...(chart === undefined ? {} : { chart }) } }),
    endpoints,
    snippets: snippetsOf(rule, endpoints),
    ...(credentials.length === 0 ? {} : { credentials }),
    pods: installation.pods.map((pod) => pod.name).sort(),
  };
}

type Labelled = Pick<ServiceFacts, 'labels'> & { readonly release?: string | undefined };

/** What tells two installations in one namespace apart, as charts and operators label it. */
function instanceOf(part: Labelled): string | undefined {
  return (
    part.labels['dask.org/cluster-name'] ??
    part.labels['app.kubernetes.io/instance'] ??
    part.labels['release'] ??
    part.release
  );
}

/** Objects of Helm charts from before the release annotation was common. */
function heritageRelease(installation: Installation): string | undefined {
  const helm = [...installation.services, ...installation.workloads].find(
    (part) => part.labels['heritage'] === 'Helm' || part.labels['app.kubernetes.io/managed-by'] === 'Helm',
  );
  return helm && (helm.labels['release'] ?? helm.labels['app.kubernetes.io/instance']);
}

/** How a part was recognised, for people who wonder why it is listed. */
function sign(match: Match, kind: string, name: string): string {
  const labels = Object.entries(match.labels ?? match.selector ?? {}).map(([key, value]) =>
    value === true ? key : `${key}=${value instanceof RegExp ? value.source : [value].flat().join('|')}`,
  );
  if (labels.length > 0)
    return `${match.labels ? 'label' : 'selector'} ${labels.join(', ')} on ${kind} ${name}`;
  return `${match.command ? 'command' : match.image ? 'image' : match.env ? 'environment' : 'name'} of ${kind} ${name}`;
}

function first<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const found = groups.get(key(item));
    if (found) found.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
