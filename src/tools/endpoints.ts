import { basePath } from './base-path.ts';
import type { EndpointRule } from './catalogue/tool-rule.ts';
import type { ContainerFacts, PodFacts, ServiceFacts, ServicePort } from './facts.ts';
import type { Installation } from './installations.ts';
import type { Endpoint } from './installed-tool.ts';
import { labelsFit, matchesPod, matchesService, matchesWorkload, targetOf } from './match.ts';
import { isPlain, schemeOf } from './scheme.ts';

/** The doors of an installation, the one that Open takes first. */
export function endpointsOf(installation: Installation): readonly Endpoint[] {
  const found = installation.rule.endpoints
    .flatMap((rule) => {
      const door = doorOf(installation, rule);
      return door ? [endpoint(installation, rule, door)] : [];
    })
    .sort((a, b) => Number(b.main) - Number(a.main));
  // Without its page a tool is opened at what there is.
  return found.map((one, index) => (index === 0 && !one.main ? { ...one, main: true } : one));
}

/** True when what a person would open is there, though no Service leads to it or none may be seen. */
export function hasFront(installation: Installation): boolean {
  return installation.rule.endpoints.some(
    ({ main, service }) =>
      main &&
      service.some(
        (match) =>
          installation.workloads.some((workload) => matchesWorkload(match, workload)) ||
          installation.pods.some((pod) => matchesPod(match, pod)),
      ),
  );
}

/** A Service and its port, or a pod or workload that no Service leads to. */
interface Door {
  readonly service: Pick<ServiceFacts, 'name' | 'namespace'>;
  readonly port: ServicePort;
  readonly containers: readonly ContainerFacts[];
  readonly pod?: string;
  readonly workload?: string;
}

function doorOf(installation: Installation, rule: EndpointRule): Door | undefined {
  if (rule.ofNeighbour) return neighbourDoor(installation, rule);
  const doors = rule.service.flatMap((match) =>
    installation.services
      .filter((service) => matchesService(match, service, containersBehind(installation, service)))
      .sort((a, b) => Number(a.headless) - Number(b.headless) || a.name.localeCompare(b.name))
      .flatMap((service): Door[] => {
        const containers = containersBehind(installation, service);
        const isPlainDoor = rule.plainPort && isPlain(installation, rule, containers);
        const port = portOf(service, (isPlainDoor && rule.plainPort) || rule.port, containers);
        return port ? [{ service, port, containers }] : [];
      }),
  );
  const [best] = doors;
  // With nothing behind it a Service is of no use where another one, or a pod itself, is.
  return doors.find(({ containers }) => containers.length > 0) ?? ownDoor(installation, rule) ?? best;
}

function neighbourDoor(installation: Installation, rule: EndpointRule): Door | undefined {
  const needed = rule.ofNeighbour ?? [];
  const isThere = installation.services.some((service) =>
    needed.some((match) => matchesService(match, service, [])),
  );
  if (!isThere) return undefined;
  for (const service of installation.around) {
    if (!rule.service.some((match) => matchesService(match, service, []))) continue;
    const port = portOf(service, rule.port, []);
    if (port) return { service, port, containers: [] };
  }
  return undefined;
}

/** Past all Services: the pod that answers, or the workload that will make it. */
function ownDoor(installation: Installation, rule: EndpointRule): Door | undefined {
  const workload = installation.workloads.find((candidate) =>
    rule.service.some((match) => matchesWorkload(match, candidate)),
  );
  const fits = (pod: PodFacts): boolean =>
    rule.service.some(
      (match) =>
        matchesPod(match, pod) ||
        installation.workloads.some(
          (candidate) => matchesWorkload(match, candidate) && labelsFit(candidate.podLabels, pod.labels),
        ),
    );
  const pods = installation.pods.filter(fits);
  const pod = pods.find(({ ready }) => ready) ?? pods[0];
  const answering = pod ?? workload;
  if (!answering) return undefined;
  const ports = answering.containers.flatMap((container) =>
    container.ports.map((port) => ({ ...port, targetPort: port.port })),
  );
  const usual = rule.port.targets?.find((target) => typeof target === 'number');
  const port =
    portOf({ ports }, rule.port, answering.containers) ??
    (usual === undefined ? undefined : { port: usual, targetPort: usual });
  if (!port) return undefined;
  const { containers } = answering;
  return pod
    ? { service: pod, port, containers, pod: pod.name }
    : { service: answering, port, containers, workload: answering.name };
}

function portOf(
  service: Pick<ServiceFacts, 'ports'>,
  wanted: EndpointRule['port'],
  containers: readonly ContainerFacts[],
): ServicePort | undefined {
  const { ports } = service;
  for (const name of wanted.names ?? []) {
    const port = ports.find((candidate) => candidate.name === name);
    if (port) return port;
  }
  for (const target of wanted.targets ?? []) {
    const port = ports.find(
      (candidate) => candidate.targetPort === target || targetOf(candidate, containers) === target,
    );
    if (port) return port;
  }
  for (const number of wanted.numbers ?? []) {
    const port = ports.find((candidate) => candidate.port === number);
    if (port) return port;
  }
  const others = ports.filter(({ name = '' }) => !/metrics|prometheus/.test(name));
  for (const name of wanted.names ?? []) {
    // Dask's chart puts the release in front: `etl-dask-webui`.
    const port = others.find((candidate) => candidate.name?.endsWith(`-${name}`));
    if (port) return port;
  }
  return others.length === 1 ? others[0] : undefined;
}

function endpoint(installation: Installation, rule: EndpointRule, door: Door): Endpoint {
  const { service, port, containers, pod, workload } = door;
  const base = basePath(installation, rule, containers);
  const path = typeof rule.path === 'string' ? rule.path : rule.path(placeOf(installation, service));
  const preferred = localPortOf(installation, rule) ?? rule.preferredLocalPort;
  return {
    id: rule.id,
    title: rule.title(),
    service: service.name,
    port: port.port,
    scheme: schemeOf(installation, rule, port, containers),
    path: base + path,
    main: rule.main ?? false,
    ...(service.namespace === installation.namespace ? {} : { namespace: service.namespace }),
    ...(pod === undefined ? {} : { pod }),
    ...(workload === undefined ? {} : { workload }),
    ...(rule.health === undefined ? {} : { health: base + rule.health }),
    ...(rule.alive === undefined ? {} : { alive: rule.alive }),
    ...(preferred === undefined ? {} : { preferredLocalPort: preferred }),
    ...(rule.companions === undefined ? {} : { companions: rule.companions }),
  };
}

function placeOf(
  { namespace, instance }: Installation,
  service: Pick<ServiceFacts, 'name'>,
): { namespace: string; service: string; instance: string } {
  return { namespace, service: service.name, instance: instance ?? service.name };
}

/** The local port that the page itself will look for, where a variable of the installation says so. */
function localPortOf({ workloads, pods }: Installation, rule: EndpointRule): number | undefined {
  const { localPortFrom } = rule;
  if (localPortFrom === undefined) return undefined;
  for (const { settings } of [...workloads, ...pods].flatMap(({ containers }) => containers)) {
    const value = settings[localPortFrom];
    if (value === undefined || !URL.canParse(value)) continue;
    const { hostname, port, protocol } = new URL(value);
    if (!/^(localhost|127\.0\.0\.1)$/.test(hostname)) return undefined;
    return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  }
  return undefined;
}

function containersBehind(installation: Installation, service: ServiceFacts): readonly ContainerFacts[] {
  if (Object.keys(service.selector).length === 0) return [];
  return [
    ...installation.workloads.filter((workload) => labelsFit(service.selector, workload.podLabels)),
    ...installation.pods.filter((pod) => labelsFit(service.selector, pod.labels)),
  ].flatMap((part) => part.containers);
}
