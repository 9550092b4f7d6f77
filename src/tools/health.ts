import type { Installation } from './detect.ts';
import { endpointsOf } from './endpoints.ts';
import type { InstalledTool } from './installed-tool.ts';
import { labelsFit, matchesPod, matchesWorkload } from './match.ts';

/**
 * How an installation is, from its workloads, or from its pods where the workloads may not be seen. Down: what stands behind the
 * main endpoint, or an essential part, has nothing that is ready. Off: everything was scaled to zero on purpose.
 */
export function healthOf(
  installation: Installation,
): Pick<InstalledTool, 'state' | 'readyPods' | 'wantedPods' | 'missing'> {
  const parts = partsOf(installation);
  const readyPods = sum(parts.map((part) => part.ready));
  const wantedPods = sum(parts.map((part) => part.wanted));
  if (wantedPods === 0) return { state: 'off', readyPods, wantedPods };
  const missing = parts.find((part) => part.essential && part.ready === 0);
  if (missing)
    return {
      state: 'down',
      readyPods,
      wantedPods,
      missing: { part: missing.name, wantedPods: missing.wanted },
    };
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

function partsOf(installation: Installation): readonly Part[] {
  const { rule } = installation;
  const main = endpointsOf(installation).find((endpoint) => endpoint.main);
  const front = installation.services.find((service) => service.name === main?.service)?.selector;
  const inFront = (labels: Readonly<Record<string, string>>) =>
    front !== undefined && Object.keys(front).length > 0 && labelsFit(front, labels);
  if (installation.workloads.length > 0) {
    return installation.workloads.map((workload) => ({
      name: workload.name,
      ready: Math.min(workload.ready, workload.wanted),
      wanted: workload.wanted,
      essential:
        inFront(workload.podLabels) ||
        (rule.essential?.some((match) => matchesWorkload(match, workload)) ?? false),
    }));
  }
  return installation.pods.map((pod) => ({
    name: pod.name,
    ready: pod.ready ? 1 : 0,
    wanted: 1,
    essential: inFront(pod.labels) || (rule.essential?.some((match) => matchesPod(match, pod)) ?? false),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
