import { withoutBundled } from './bundled.ts';
import { catalogue } from './catalogue/catalogue.ts';
import type { ToolRule } from './catalogue/tool-rule.ts';
import { credentialsOf } from './credentials.ts';
import { endpointsOf, hasFront } from './endpoints.ts';
import type { ClusterFacts } from './facts.ts';
import { healthOf } from './health.ts';
import { installationsOf, joined, type Installation } from './installations.ts';
import type { Endpoint, InstalledTool } from './installed-tool.ts';
import { link, type Linked } from './link.ts';
import { matchesPod, matchesService, matchesWorkload, type Match } from './match.ts';
import { snippetsOf } from './snippets.ts';
import { chartOf, versionOf } from './version.ts';

/**
 * The data-science tools in what is seen of a cluster. Parts of one installation are one entry, two installations are two; what
 * only looks like a tool is left out. Works with any subset of the facts: without workloads the pods speak, and the other way round.
 */
export function detectTools(facts: ClusterFacts): readonly InstalledTool[] {
  const linked = link(facts);
  const taken = new Taken();
  return catalogue
    .flatMap((rule) => usable(rule, linked))
    .filter(({ installation, endpoints }) => taken.take(installation, endpoints))
    .filter(({ installation }) => withoutBundled(installation, linked))
    .map(({ installation, endpoints }) => describe(installation, endpoints))
    .sort(
      (a, b) =>
        a.namespace.localeCompare(b.namespace) ||
        a.title.localeCompare(b.title) ||
        a.name.localeCompare(b.name),
    );
}

interface Opened {
  readonly installation: Installation;
  readonly endpoints: readonly Endpoint[];
}

/** Those that somebody can use, now or once they run again. Workers without their server belong to the server, or to nobody here. */
function usable(rule: ToolRule, linked: Linked): readonly Opened[] {
  const all = installationsOf(rule, linked).filter(isWhole);
  const opened = all.map((installation) => ({ installation, endpoints: endpointsOf(installation) }));
  const whole = opened.filter(
    ({ installation, endpoints }) => endpoints.some(({ id }) => isMain(rule, id)) || hasFront(installation),
  );
  const parts = opened.filter((one) => !whole.includes(one));
  const inside = (namespace: string, list: readonly Opened[]): readonly Opened[] =>
    list.filter(({ installation }) => installation.namespace === namespace);
  const alone = parts.filter(
    ({ installation, endpoints }) =>
      inside(installation.namespace, whole).length === 0 && (rule.withoutPage || endpoints.length > 0),
  );
  return [...whole.map((one) => withParts(one, whole, parts)), ...alone];

  function withParts(one: Opened, all: readonly Opened[], rest: readonly Opened[]): Opened {
    const { namespace } = one.installation;
    const found = inside(namespace, rest);
    // Of several nobody can say which one they are for.
    if (inside(namespace, all).length > 1 || found.length === 0) return one;
    const installation = found.reduce((sum, other) => joined(sum, other.installation), one.installation);
    return { installation, endpoints: endpointsOf(installation) };
  }
}

function isMain({ endpoints }: ToolRule, id: string): boolean {
  return endpoints.some((endpoint) => endpoint.id === id && endpoint.main);
}

/** False when the rule wants parts together of which some are missing. */
function isWhole(installation: Installation): boolean {
  return (installation.rule.requires ?? []).every((matches) =>
    matches.some((match) => isAmong(installation, match)),
  );
}

function isAmong({ services, workloads, pods }: Installation, match: Match): boolean {
  return (
    services.some((service) => matchesService(match, service, [])) ||
    workloads.some((workload) => matchesWorkload(match, workload)) ||
    pods.some((pod) => matchesPod(match, pod))
  );
}

/** What belongs to a tool already: a more specific rule goes first, and no door is shown twice. */
class Taken {
  readonly #doors = new Set<string>();
  readonly #parts = new Set<string>();

  take({ namespace, services, workloads, pods }: Installation, endpoints: readonly Endpoint[]): boolean {
    const doors = endpoints.map(({ service, port }) => `${namespace}/${service}:${port}`);
    const parts = [
      ...services.map(({ uid }) => `Service ${uid}`),
      ...workloads.map(({ kind, uid }) => `${kind} ${uid}`),
      ...pods.map(({ uid }) => `Pod ${uid}`),
    ];
    const [main] = endpoints;
    const [mainDoor = ''] = doors;
    // A second program beside the first one is a tool of its own only where a Service leads to it.
    if (
      main === undefined || main.pod !== undefined || main.workload !== undefined
        ? parts.every((part) => this.#parts.has(part))
        : this.#doors.has(mainDoor)
    )
      return false;
    doors.forEach((door) => this.#doors.add(door));
    parts.forEach((part) => this.#parts.add(part));
    return true;
  }
}

function describe(installation: Installation, endpoints: readonly Endpoint[]): InstalledTool {
  const { rule } = installation;
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
      (rule.oneInNamespace === 'always' ? rule.id : undefined) ??
      endpoints.find((endpoint) => endpoint.main)?.service ??
      installation.services[0]?.name ??
      installation.workloads[0]?.name ??
      installation.pods[0]?.name ??
      rule.id,
    namespace: installation.namespace,
    ...(version === undefined ? {} : { version }),
    ...healthOf(installation, endpoints),
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

/** Objects of Helm charts from before the release annotation was common. */
function heritageRelease(installation: Installation): string | undefined {
  const helm = [...installation.services, ...installation.workloads].find(
    (part) => part.labels['heritage'] === 'Helm' || part.labels['app.kubernetes.io/managed-by'] === 'Helm',
  );
  return helm && (helm.labels['release'] ?? helm.labels['app.kubernetes.io/instance']);
}
