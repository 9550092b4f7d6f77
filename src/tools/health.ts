import type { Installation } from './installations.ts';
import type { Endpoint, InstalledTool } from './installed-tool.ts';
import { labelsFit, matchesPod, matchesWorkload } from './match.ts';

/**
 * How an installation is, from its workloads, or from its pods where the workloads may not be seen. Down: what stands behind the
 * main endpoint, or an essential part, has nothing that is ready. Off: everything was scaled to zero on purpose.
 */
export function healthOf(
  installation: Installation,
  endpoints: readonly Endpoint[],
): Pick<InstalledTool, 'state' | 'readyPods' | 'wantedPods'> {
  const parts = partsOf(installation, endpoints);
  const readyPods = sum(parts.map((part) => part.ready));
  const wantedPods = sum(parts.map((part) => part.wanted));
  if (wantedPods === 0) return { state: 'off', readyPods, wantedPods };
  const essential = parts.filter((part) => part.essential);
  if (essential.some((part) => part.ready === 0)) return { state: 'down', readyPods, wantedPods };
  return {
    state: parts.some((part) => part.ready < part.wanted) ? 'degraded' : 'ready',
    readyPods,
    wantedPods,
  };
}

interface Part {
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
  if (installation.workloads.length > 0) {
    return installation.workloads.map((workload) => ({
      ready: Math.min(workload.ready, workload.wanted),
      wanted: workload.wanted,
      essential:
        inFront(workload.podLabels) ||
        (rule.essential?.some((match) => matchesWorkload(match, workload)) ?? false),
    }));
  }
  return installation.pods.map((pod) => ({
    ready: pod.ready ? 1 : 0,
    wanted: 1,
    essential: inFront(pod.labels) || (rule.essential?.some((match) => matchesPod(match, pod)) ?? false),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
