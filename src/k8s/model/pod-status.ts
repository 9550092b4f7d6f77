import { conditionOf, isTrue } from './condition.ts';
import type { ContainerEnd, ContainerRecord } from './container.ts';
import type { Instant } from './metadata.ts';
import type { PodRecord } from './pod.ts';

/** What kubectl prints of a pod in the columns STATUS, READY and RESTARTS. The API server computes them, so every client shows the same. */
export interface PodStatus {
  readonly status: string;
  readonly readyContainers: number;
  readonly totalContainers: number;
  /** `1/2`. */
  readonly ready: string;
  readonly restarts: number;
  /** When the run before the last restart ended. */
  readonly lastRestartAt: Instant | undefined;
}

/** Counts that go on from one step to the next. */
interface Tally {
  reason: string;
  ready: number;
  restarts: number;
  lastRestartAt: Instant | undefined;
}

/** Follows the server's own table printer for pods (Kubernetes 1.35). Where several words fit, its order decides, odd as it is. */
export function podStatus(pod: PodRecord): PodStatus {
  const inits = byStatus(pod, (container) => container.role === 'init' || container.role === 'sidecar');
  const apps = byStatus(pod, (container) => container.role === 'app');
  const tally: Tally = { reason: podReason(pod), ready: 0, restarts: 0, lastRestartAt: undefined };

  const initializing = initialize(pod, inits, tally);
  if (!initializing || isTrue(pod.conditions, 'Initialized')) {
    tally.restarts = 0;
    tally.lastRestartAt = undefined;
    // Sidecars go on beside the app; of init containers that have done their work nobody wants to know the restarts.
    for (const container of initsLookedAt(inits))
      if (container.role === 'sidecar') countRestarts(container, tally);
    run(pod, apps, tally);
  }
  return {
    status: whileDeleted(pod) ?? tally.reason,
    readyContainers: tally.ready,
    totalContainers: total(pod),
    ready: `${tally.ready}/${total(pod)}`,
    restarts: tally.restarts,
    lastRestartAt: tally.lastRestartAt,
  };
}

function podReason(pod: PodRecord): string {
  if (
    pod.conditions.some(
      (condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
    )
  )
    return 'SchedulingGated';
  return pod.reason ?? pod.phase;
}

function total(pod: PodRecord): number {
  return pod.containers.filter(
    (container) => container.inSpec && (container.role === 'app' || container.role === 'sidecar'),
  ).length;
}

/** Goes through the init containers up to the first that is not done; true when there is one. */
function initialize(pod: PodRecord, inits: readonly ContainerRecord[], tally: Tally): boolean {
  const specified = pod.containers.filter(
    (container) => container.inSpec && (container.role === 'init' || container.role === 'sidecar'),
  ).length;
  for (const [index, container] of inits.entries()) {
    countRestarts(container, tally);
    if (isDone(container)) continue;
    if (isUp(container)) {
      if (container.ready) tally.ready += 1;
      continue;
    }
    const { state } = container;
    if (state?.is === 'ended') tally.reason = `Init:${endWord(state)}`;
    else if (state?.is === 'waiting' && state.reason !== undefined && state.reason !== 'PodInitializing')
      tally.reason = `Init:${state.reason}`;
    else tally.reason = `Init:${index}/${specified}`;
    return true;
  }
  return false;
}

/** The init containers up to and with the first that is not done: the printer looks no further. */
function initsLookedAt(inits: readonly ContainerRecord[]): readonly ContainerRecord[] {
  const open = inits.findIndex((container) => !isDone(container) && !isUp(container));
  return open < 0 ? inits : inits.slice(0, open + 1);
}

const isDone = (container: ContainerRecord): boolean =>
  container.state?.is === 'ended' && container.state.exitCode === 0;
const isUp = (container: ContainerRecord): boolean =>
  container.role === 'sidecar' && container.started === true;

/** Goes through the app's containers from the last to the first: the first one's word stays. */
function run(pod: PodRecord, apps: readonly ContainerRecord[], tally: Tally): void {
  let isRunning = false;
  let failure: string | undefined;
  for (const container of [...apps].reverse()) {
    countRestarts(container, tally);
    const { state } = container;
    if (state?.is === 'waiting' && state.reason !== undefined) {
      tally.reason = state.reason;
    } else if (state?.is === 'ended') {
      tally.reason = endWord(state);
      if (state.exitCode !== 0) failure = tally.reason;
    } else if (state?.is === 'running' && container.ready) {
      isRunning = true;
      tally.ready += 1;
    }
  }
  if (tally.reason !== 'Completed') return;
  if (
    isRunning &&
    pod.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True')
  )
    tally.reason = 'Running';
  else if (failure !== undefined) tally.reason = failure;
  else if (isRunning) tally.reason = 'NotReady';
}

function whileDeleted(pod: PodRecord): string | undefined {
  if (pod.deletedAt === undefined) return undefined;
  if (pod.reason === 'NodeLost') return 'Unknown';
  return pod.phase === 'Succeeded' || pod.phase === 'Failed' ? undefined : 'Terminating';
}

function endWord(end: ContainerEnd): string {
  if (end.reason !== undefined) return end.reason;
  return end.signal === undefined ? `ExitCode:${end.exitCode}` : `Signal:${end.signal}`;
}

function countRestarts(container: ContainerRecord, tally: Tally): void {
  tally.restarts += container.restarts;
  const at = container.lastEnd?.finishedAt;
  if (at !== undefined && (tally.lastRestartAt === undefined || at > tally.lastRestartAt))
    tally.lastRestartAt = at;
}

function byStatus(
  pod: PodRecord,
  wanted: (container: ContainerRecord) => boolean,
): readonly ContainerRecord[] {
  return pod.containers
    .filter((container) => container.statusIndex !== undefined && wanted(container))
    .sort((one, other) => (one.statusIndex ?? 0) - (other.statusIndex ?? 0));
}

/** `3/4` of a pod's readiness gates are open; nothing where it has none. */
export function openGates(pod: PodRecord): { open: number; of: number } | undefined {
  const of = pod.readinessGates.length;
  if (of === 0) return undefined;
  return {
    open: pod.readinessGates.filter((gate) => conditionOf(pod.conditions, gate)?.status === 'True').length,
    of,
  };
}
