import type { EndpointRule } from './catalogue/tool-rule.ts';
import type { Installation } from './detect.ts';
import type { ContainerFacts, ServiceFacts, ServicePort } from './facts.ts';
import type { Endpoint } from './installed-tool.ts';
import { labelsFit, matchesService, matchesWorkload } from './match.ts';

/** The endpoints of an installation that have a Service to go through, the main one first. */
export function endpointsOf(installation: Installation): readonly Endpoint[] {
  const found = installation.rule.endpoints.flatMap((rule) => {
    const choice = choose(installation, rule);
    return choice ? [endpoint(installation, rule, choice.service, choice.port)] : [];
  });
  return found.sort((a, b) => Number(b.main) - Number(a.main));
}

interface Choice {
  readonly service: ServiceFacts;
  readonly port: ServicePort;
}

function choose(installation: Installation, rule: EndpointRule): Choice | undefined {
  for (const match of rule.service) {
    // An ordinary Service before a headless one, then by name, so that the answer is always the same.
    const fitting = installation.services
      .filter((service) => matchesService(match, service, containersBehind(installation, service)))
      .sort((a, b) => Number(a.headless) - Number(b.headless) || a.name.localeCompare(b.name));
    for (const service of fitting) {
      const port = portOf(service, rule.port);
      if (port) return { service, port };
    }
  }
  return undefined;
}

function portOf(service: ServiceFacts, wanted: EndpointRule['port']): ServicePort | undefined {
  for (const name of wanted.names ?? []) {
    // Dask's chart puts the release in front: `etl-dask-webui`.
    const port = service.ports.find(
      (candidate) => candidate.name === name || candidate.name?.endsWith(`-${name}`),
    );
    if (port) return port;
  }
  for (const target of wanted.targets ?? []) {
    const port = service.ports.find((candidate) => candidate.targetPort === target);
    if (port) return port;
  }
  for (const number of wanted.numbers ?? []) {
    const port = service.ports.find((candidate) => candidate.port === number);
    if (port) return port;
  }
  return service.ports.length === 1 ? service.ports[0] : undefined;
}

function endpoint(
  installation: Installation,
  rule: EndpointRule,
  service: ServiceFacts,
  port: ServicePort,
): Endpoint {
  const base = basePath(installation, rule);
  return {
    id: rule.id,
    title: rule.title(),
    service: service.name,
    port: port.port,
    scheme: schemeOf(rule, port, containersBehind(installation, service)),
    path:
      base +
      (typeof rule.path === 'string'
        ? rule.path
        : rule.path({ namespace: service.namespace, service: service.name })),
    main: rule.main ?? false,
    ...(rule.health === undefined ? {} : { health: base + rule.health }),
    ...(rule.preferredLocalPort === undefined ? {} : { preferredLocalPort: rule.preferredLocalPort }),
    ...(rule.companions === undefined ? {} : { companions: rule.companions }),
  };
}

function schemeOf(
  rule: EndpointRule,
  port: ServicePort,
  containers: readonly ContainerFacts[],
): Endpoint['scheme'] {
  const says = (pattern: RegExp) =>
    containers.some(
      (container) => pattern.test(container.command) || container.envNames.some((name) => pattern.test(name)),
    );
  if (rule.plainWhen && says(rule.plainWhen)) return 'http';
  if (rule.tlsWhen && says(rule.tlsWhen)) return 'https';
  return rule.scheme === 'by-port' ? (isTls(port) ? 'https' : 'http') : rule.scheme;
}

function isTls(port: ServicePort): boolean {
  return (
    port.name === 'https' ||
    port.targetPort === 'https' ||
    ((port.port === 443 || port.port === 8443) && port.name !== 'http')
  );
}

/** The base URL that an installation was given, read off a probe; without a trailing slash, empty where there is none. */
function basePath(installation: Installation, rule: EndpointRule): string {
  const from = rule.basePathFrom;
  if (!from) return '';
  const workload = installation.workloads.find((candidate) => matchesWorkload(from.part, candidate));
  const probe = workload?.containers
    .flatMap((container) => container.probePaths)
    .find((path) => path.endsWith(from.probeEndsWith));
  return probe?.slice(0, -from.probeEndsWith.length) ?? '';
}

function containersBehind(installation: Installation, service: ServiceFacts): readonly ContainerFacts[] {
  if (Object.keys(service.selector).length === 0) return [];
  return [
    ...installation.workloads.filter((workload) => labelsFit(service.selector, workload.podLabels)),
    ...installation.pods.filter((pod) => labelsFit(service.selector, pod.labels)),
  ].flatMap((part) => part.containers);
}
