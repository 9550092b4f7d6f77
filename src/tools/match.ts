import type { ContainerFacts, PodFacts, ServiceFacts, ServicePort, WorkloadFacts } from './facts.ts';

/** All that is said must fit; what is not said does not matter. Values of labels: the text itself, one of several, or a pattern. */
export interface Match {
  readonly labels?: Readonly<Record<string, LabelValue>>;
  /** The chart that made it, by the label that Helm's charts write; holds whatever the chart was told to be called. */
  readonly chart?: string | readonly string[];
  /** Labels that the Service selects its pods by, for Services that carry none themselves. */
  readonly selector?: Readonly<Record<string, LabelValue>>;
  readonly name?: RegExp;
  readonly notName?: RegExp;
  /** Of any container, without its tag or digest. */
  readonly image?: RegExp;
  /** In any container's command and arguments. */
  readonly command?: RegExp;
  readonly env?: RegExp;
  readonly headless?: boolean;
  /** Of a Service: one of its ports leads to this port of the container. */
  readonly port?: number;
  /** The custom resource that made it. */
  readonly owner?: string;
  /** Anybody may write such a label: it counts only where a program that is known as another one does not run. */
  readonly weak?: boolean;
}

export type LabelValue = string | readonly string[] | RegExp | true;

export function matchesService(
  match: Match,
  service: ServiceFacts,
  containers: readonly ContainerFacts[],
): boolean {
  return (
    matchesHead(match, service) &&
    labelsFit(match.selector, service.selector) &&
    (match.headless === undefined || match.headless === service.headless) &&
    (match.port === undefined || service.ports.some((port) => leadsTo(port, match.port, containers))) &&
    matchesContainers(match, containers)
  );
}

/** Where the containers may not be seen, a name of their port says nothing and the Service's own number has to do. */
function leadsTo(
  port: ServicePort,
  wanted: number | undefined,
  containers: readonly ContainerFacts[],
): boolean {
  const target = targetOf(port, containers);
  return target === wanted || (typeof target === 'string' && port.port === wanted);
}

/** The port of the container that a port of a Service leads to, whatever it is called. */
export function targetOf(port: ServicePort, containers: readonly ContainerFacts[]): number | string {
  if (typeof port.targetPort === 'number') return port.targetPort;
  const named = containers.flatMap(({ ports }) => ports).find(({ name }) => name === port.targetPort);
  return named?.port ?? port.targetPort;
}

export function matchesWorkload(match: Match, workload: WorkloadFacts): boolean {
  // A Service's own marks say nothing about a workload: its pods carry what the Service selects.
  return (
    matchesName(match, workload.name) &&
    matchesChart(match, workload.labels) &&
    (labelsFit(match.labels, workload.labels) || labelsFit(match.labels, workload.podLabels)) &&
    labelsFit(match.selector, workload.podLabels) &&
    !isOfServices(match) &&
    (match.owner === undefined || match.owner === workload.owner?.kind) &&
    matchesContainers(match, workload.containers)
  );
}

export function matchesPod(match: Match, pod: PodFacts): boolean {
  return (
    matchesHead(match, pod) &&
    labelsFit(match.selector, pod.labels) &&
    !isOfServices(match) &&
    matchesContainers(match, pod.containers)
  );
}

/** True when every label that `wanted` names is on the object with a value that fits. */
export function labelsFit(
  wanted: Readonly<Record<string, LabelValue>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (wanted === undefined) return true;
  for (const key in wanted) {
    const value = wanted[key];
    const found = labels[key];
    if (found === undefined) return false;
    if (value === true || value === found) continue;
    if (typeof value === 'string' || value === undefined) return false;
    if (!(value instanceof RegExp ? value.test(found) : value.includes(found))) return false;
  }
  return true;
}

/** Says something that only a Service can fit. */
function isOfServices({ headless, port }: Match): boolean {
  return headless !== undefined || port !== undefined;
}

/** `mlflow-0.7.19` and `mlflow` (Elastic's charts write no version) are of the chart `mlflow`. */
function matchesChart({ chart }: Match, labels: Readonly<Record<string, string>>): boolean {
  if (chart === undefined) return true;
  const written = labels['helm.sh/chart'] ?? labels['chart'];
  const name = written?.replace(/-v?\d+\.\d.*$/, '');
  return name !== undefined && [chart].flat().includes(name);
}

function matchesHead(match: Match, object: Pick<ServiceFacts, 'name' | 'labels' | 'owner'>): boolean {
  return (
    matchesName(match, object.name) &&
    matchesChart(match, object.labels) &&
    labelsFit(match.labels, object.labels) &&
    (match.owner === undefined || match.owner === object.owner?.kind)
  );
}

function matchesName(match: Match, name: string): boolean {
  return (match.name?.test(name) ?? true) && !(match.notName?.test(name) ?? false);
}

/** Programs that stand beside or before tools and are none: proxies, databases, caches, exporters, shells. */
const OTHER_PROGRAM =
  /(^|[/_-])(nginx(-unprivileged)?|httpd|haproxy|traefik|envoy|caddy|oauth2-proxy|kube-rbac-proxy|postgres(ql)?|pgbouncer|mysql|mariadb|mongo(db)?|redis|valkey|memcached|rabbitmq|busybox|alpine|[\w-]*exporter)$/;

/** True when all that runs is something else than a tool. Nothing to be seen is not something else. */
export function runsOtherProgram(containers: readonly ContainerFacts[]): boolean {
  const images = containers.filter(({ image }) => image !== '');
  return images.length > 0 && images.every(({ repository }) => OTHER_PROGRAM.test(repository));
}

function matchesContainers(match: Match, containers: readonly ContainerFacts[]): boolean {
  if (match.weak && runsOtherProgram(containers)) return false;
  if (match.image === undefined && match.command === undefined && match.env === undefined) return true;
  const { image, command, env } = match;
  return containers.some(
    (container) =>
      (image?.test(container.repository) ?? true) &&
      (command?.test(container.command) ?? true) &&
      (env === undefined || container.envNames.some((name) => env.test(name))),
  );
}
