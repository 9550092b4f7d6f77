import type { ToolRule } from './catalogue/tool-rule.ts';
import type { PodFacts, ServiceFacts, SettingsFacts, WorkloadFacts } from './facts.ts';
import { instanceOf } from './instance.ts';
import type { Linked, LinkedService } from './link.ts';
import { matchesPod, matchesService, matchesWorkload, type Match } from './match.ts';

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
  /** All Services that are seen, for a way in that belongs to somebody else. */
  readonly around: readonly ServiceFacts[];
  readonly settings: readonly SettingsFacts[];
  /** Neither a pod nor a workload of its namespace is seen: nothing can be said about what runs. */
  readonly isBlind: boolean;
}

/** The installations of one tool: its parts, put together by what tells installations apart. */
export function installationsOf(rule: ToolRule, linked: Linked): readonly Installation[] {
  const groups = new Groups(rule);
  const placed = new Set<WorkloadFacts | PodFacts>();
  for (const entry of linked.services) placeService(rule, groups, entry, placed);
  for (const workload of linked.workloads) {
    if (placed.has(workload)) continue;
    const match = partOf(rule, (candidate) => matchesWorkload(candidate, workload));
    if (!match) continue;
    const group = groups.of(workload.namespace, instanceOf([workload], rule.instance), workload.name);
    group.workloads.add(workload);
    group.foundBy.add(sign(match, workload.kind, workload.name));
  }
  // What a pod runs is known from its workload, and it goes where that went.
  for (const { workloads, pods } of groups.all) {
    for (const pod of [...workloads].flatMap((workload) => linked.podsOf.get(workload) ?? []))
      if (!isNoPart(rule, (candidate) => matchesPod(candidate, pod))) pods.add(pod);
  }
  for (const pod of linked.lonePods) if (!placed.has(pod)) placePod(rule, groups, pod);
  const around = linked.services.map(({ service }) => service);
  return groups.all.map(({ services, workloads, pods, foundBy, ...group }) => ({
    rule,
    ...group,
    services: [...services],
    workloads: [...workloads],
    pods: [...pods],
    foundBy: [...foundBy],
    around,
    settings: linked.settings.filter(({ namespace }) => namespace === group.namespace),
    isBlind: linked.isBlind(group.namespace),
  }));
}

/** Two groups of parts that turned out to be one installation. */
export function joined(into: Installation, from: Installation): Installation {
  return {
    ...into,
    services: [...into.services, ...from.services],
    workloads: [...into.workloads, ...from.workloads],
    pods: [...into.pods, ...from.pods],
    foundBy: [...into.foundBy, ...from.foundBy],
  };
}

function partOf(rule: ToolRule, fits: (match: Match) => boolean): Match | undefined {
  return isNoPart(rule, fits) ? undefined : rule.parts.find(fits);
}

function isNoPart({ not = [], userPods = [] }: ToolRule, fits: (match: Match) => boolean): boolean {
  return not.some(fits) || userPods.some(fits);
}

function placeService(
  rule: ToolRule,
  groups: Groups,
  entry: LinkedService,
  placed: Set<WorkloadFacts | PodFacts>,
): void {
  const { service, workloads, pods, containers } = entry;
  // A Service without any mark of its own is known by what stands behind it.
  const match =
    partOf(rule, (candidate) => matchesService(candidate, service, containers)) ??
    partOf(
      rule,
      (candidate) =>
        workloads.some((workload) => matchesWorkload(candidate, workload)) ||
        // What a pod runs is known better from its workload.
        (workloads.length === 0 && pods.some((pod) => matchesPod(candidate, pod))),
    );
  if (!match || isNoPart(rule, (candidate) => matchesService(candidate, service, containers))) return;
  const instance = instanceOf([service, ...workloads, ...pods], rule.instance);
  // Services of one workload (a headless one beside the ordinary one) are one installation.
  const group = groups.of(
    service.namespace,
    instance,
    workloads[0]?.name ?? pods[0]?.owner?.name ?? pods[0]?.name ?? service.name,
  );
  group.services.add(service);
  group.foundBy.add(sign(match, 'Service', service.name));
  for (const workload of workloads) {
    if (isNoPart(rule, (candidate) => matchesWorkload(candidate, workload))) continue;
    group.workloads.add(workload);
    placed.add(workload);
  }
  for (const pod of pods) {
    if (isNoPart(rule, (candidate) => matchesPod(candidate, pod))) continue;
    group.pods.add(pod);
    placed.add(pod);
  }
}

function placePod(rule: ToolRule, groups: Groups, pod: PodFacts): void {
  const match = partOf(rule, (candidate) => matchesPod(candidate, pod));
  if (!match) return;
  const lone = pod.owner?.name ?? pod.name;
  const group = groups.of(pod.namespace, instanceOf([pod], rule.instance), lone);
  group.pods.add(pod);
  group.foundBy.add(sign(match, 'Pod', pod.name));
}

interface Group {
  readonly namespace: string;
  readonly instance: string | undefined;
  readonly services: Set<ServiceFacts>;
  readonly workloads: Set<WorkloadFacts>;
  readonly pods: Set<PodFacts>;
  readonly foundBy: Set<string>;
}

class Groups {
  readonly #rule: ToolRule;
  readonly #groups = new Map<string, Group>();

  constructor(rule: ToolRule) {
    this.#rule = rule;
  }

  get all(): readonly Group[] {
    return [...this.#groups.values()];
  }

  of(namespace: string, instance: string | undefined, lone: string): Group {
    const key =
      instance !== undefined
        ? `${namespace}/=${instance}`
        : this.#rule.oneInNamespace
          ? `${namespace}/`
          : `${namespace}/~${lone}`;
    const found = this.#groups.get(key) ?? {
      namespace,
      instance,
      services: new Set<ServiceFacts>(),
      workloads: new Set<WorkloadFacts>(),
      pods: new Set<PodFacts>(),
      foundBy: new Set<string>(),
    };
    this.#groups.set(key, found);
    return found;
  }
}

/** How a part was recognised, for people who wonder why it is listed. */
function sign(match: Match, kind: string, name: string): string {
  const labels = Object.entries(match.labels ?? match.selector ?? {}).map(([key, value]) =>
    value === true ? key : `${key}=${value instanceof RegExp ? value.source : [value].flat().join('|')}`,
  );
  if (labels.length > 0)
    return `${match.labels ? 'label' : 'selector'} ${labels.join(', ')} on ${kind} ${name}`;
  if (match.chart !== undefined) return `chart ${[match.chart].flat().join('|')} of ${kind} ${name}`;
  if (match.owner !== undefined) return `made by a ${match.owner}: ${kind} ${name}`;
  return `${match.command ? 'command' : match.image ? 'image' : match.env ? 'environment' : 'name'} of ${kind} ${name}`;
}
