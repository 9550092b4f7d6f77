import type { PodFacts, WorkloadFacts } from './facts.ts';
import type { Installation } from './installations.ts';
import type { Endpoint, InstalledTool } from './installed-tool.ts';
import { labelsFit, matchesPod, matchesWorkload } from './match.ts';

/**
 * How an installation is, from its workloads, and from its pods where those have none that may be seen. Down: what stands behind the
 * main endpoint, or an essential part, has nothing that is ready. Where nobody may see what runs, it is taken for ready. Off: everything was scaled to zero on purpose.
 */
export function healthOf(
  installation: Installation,
  endpoints: readonly Endpoint[],
): Pick<InstalledTool, 'state' | 'readyPods' | 'wantedPods' | 'missing'> {
  const parts = partsOf(installation, endpoints);
  const readyPods = sum(parts.map((part) => part.ready));
  const wantedPods = sum(parts.map((part) => part.wanted));
  if (parts.length === 0) return { state: installation.isBlind ? 'ready' : 'down', readyPods, wantedPods };
  if (wantedPods === 0) return { state: 'off', readyPods, wantedPods };
  const missing = parts.find((part) => part.essential && part.ready === 0);
  if (missing) {
    const { name, wanted } = missing;
    return { state: 'down', readyPods, wantedPods, missing: { part: name, wantedPods: wanted } };
  }
  if (readyPods === 0) return { state: 'down', readyPods, wantedPods };
  return {
    state: parts.some((part) => part.ready < part.wanted) ? 'degraded' : 'ready',
    readyPods,
    wantedPods,
  };
}

interface Part {
  readonly name: string;
  readonly ready: number;
  readonly wanted: number;
  readonly essential: boolean;
}

function partsOf(installation: Installation, endpoints: readonly Endpoint[]): readonly Part[] {
  const { rule } = installation;
  const main = endpoints.find((endpoint) => endpoint.main);
  const front = installation.services.find((service) => service.name === main?.service)?.selector;
  const inFront = (labels: Readonly<Record<string, string>>) =>
    front !== undefined && Object.keys(front).length > 0 && labelsFit(front, labels);
  // Where no Service leads to it, what would be opened is known by its own marks.
  const matches = [
    ...(rule.essential ?? []),
    ...(front ? [] : rule.endpoints.filter((endpoint) => endpoint.main).flatMap(({ service }) => service)),
  ];
  const { workloads, pods } = installation;
  const parts = workloads.map((workload) => ({
    name: workload.name,
    ready: Math.min(workload.ready, workload.wanted),
    wanted: workload.wanted,
    essential: inFront(workload.podLabels) || matches.some((match) => matchesWorkload(match, workload)),
  }));
  // Pods that an operator runs itself, or whose workload may not be seen.
  const others = pods.filter((pod) => !workloads.some((workload) => runs(workload, pod)));
  return [
    ...parts,
    ...others.map((pod) => ({
      name: pod.name,
      ready: pod.ready ? 1 : 0,
      wanted: 1,
      essential: inFront(pod.labels) || matches.some((match) => matchesPod(match, pod)),
    })),
  ];
}

function runs({ podLabels }: WorkloadFacts, { labels }: PodFacts): boolean {
  return Object.keys(podLabels).length > 0 && labelsFit(podLabels, labels);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
