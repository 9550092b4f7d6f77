import { at } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { limitProof } from '../facts/limits.ts';
import type { ContainerFacts, End, PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';
import { tellingOf } from '../logs/telling.ts';
import type { Telling } from '../logs/telling.ts';
import { signalNames } from '../words/exit-codes.ts';
import { outOfMemory } from './memory.ts';
import { lastWords } from './last-words.ts';
import { killedByProbe } from './probes.ts';
import { startFailure } from './starts.ts';

/** An end longer ago than this, of a container that has been well since, is history. */
const RECENT_SECONDS = 2 * 3600;
/** Several restarts within a day are trouble even while it runs. */
const DAY_SECONDS = 24 * 3600;

/** Why containers of a pod end, or do not start. One claim per container: the order below is what an expert would look at first. */
export function crashRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  // What ended the pod as a whole is told by other rules; its containers only show the effect.
  if (
    /^(Evicted|Preempting|NodeLost|Terminated|NodeShutdown|UnexpectedAdmissionError|VolumeAttachmentLimitExceeded|OutOf|DeadlineExceeded)/.test(
      pod.reason,
    )
  )
    return [];
  if (pod.deletedAt !== undefined) return [];
  return pod.containers.flatMap((container) => containerOutcome(container, pod, index));
}

function containerOutcome(container: ContainerFacts, pod: PodFacts, index: BundleIndex): Outcome[] {
  const start = startFailure(container, pod, index);
  if (start) return [start];
  const runsWell =
    container.state.kind === 'running' &&
    (container.ready || (container.role === 'sidecar' && container.ready));
  const end = troublesomeEnd(container, pod, index);
  const loops = container.waiting?.reason === 'CrashLoopBackOff';
  if (!end && !loops)
    return container.state.kind === 'running' ? whileRunning(container, pod, index, runsWell) : [];
  const memory = end && outOfMemory(container, end, pod, index);
  if (memory?.confidence === 'certain' || (memory && memory.cause === 'oom-killed')) return [memory];
  const telling = tellingOf(container, pod, index, runsWell);
  const probe = end && killedByProbe(container, end, pod, index, telling);
  // 126 means that the command itself may not be executed; "permission denied" beside it is about that.
  const aboutCommand = end?.exitCode === 126 && telling.claim?.cause === 'permission-denied';
  if (telling.claim && telling.strength >= 2 && !aboutCommand) return [dated(telling.claim, end)];
  if (probe) return [probe];
  if (memory) return [memory];
  if (end?.exitCode === 0) return finishedLoop(container, pod, index, end);
  const byCode = end && fromExitCode(container, end, pod, telling);
  if (byCode) return [byCode];
  if (telling.claim && telling.claim.cause !== 'terminated-sigterm') return [dated(telling.claim, end)];
  if (end?.exitCode === 143 || end?.exitCode === 130 || (end?.exitCode === 137 && runsWell))
    return [askedToStop(container, end, runsWell)];
  return [lastWords(container, pod, end, telling, index)];
}

/** An end that matters now: the container is down by it, or it was lately or often so. */
function troublesomeEnd(container: ContainerFacts, pod: PodFacts, index: BundleIndex): End | undefined {
  const end = container.end;
  if (!end) return undefined;
  if (end.current) return end.exitCode === 0 || end.exitCode === undefined ? undefined : end;
  if (container.waiting?.reason === 'CrashLoopBackOff') return end;
  if (container.state.kind === 'waiting') return end.exitCode === 0 ? undefined : end;
  if (end.exitCode === 0 && end.reason !== 'OOMKilled')
    return container.restarts >= 3 && (!container.ready || isKilledAgainAndAgain(container, pod, index))
      ? end
      : undefined;
  const ago = index.secondsSince(end.finishedAt);
  if (container.ready || pod.isReady) {
    const oom = end.reason === 'OOMKilled';
    if (ago === undefined) return container.restarts >= 3 ? end : undefined;
    if (oom) return ago < RECENT_SECONDS || (container.restarts >= 3 && ago < DAY_SECONDS) ? end : undefined;
    const since = index.secondsSince(container.runningSince) ?? 0;
    return container.restarts >= 3 && ago < RECENT_SECONDS && since < 1800 ? end : undefined;
  }
  // One bad start while its neighbours were not up yet is common; a second one, or memory, is not.
  if (container.state.kind === 'running' && container.restarts <= 1 && end.reason !== 'OOMKilled')
    return undefined;
  return container.restarts >= 1 && (ago === undefined || ago < RECENT_SECONDS) ? end : undefined;
}

/** Ready between the kills, as what has no readiness check always is: a program that stops politely ends with 0. */
function isKilledAgainAndAgain(container: ContainerFacts, pod: PodFacts, index: BundleIndex): boolean {
  return index
    .eventsOf(pod.ref)
    .some(
      (event) =>
        event.reason === 'Killing' &&
        event.count >= 3 &&
        /failed (?:liveness|startup) probe/.test(event.message) &&
        (event.container ?? container.name) === container.name &&
        (index.secondsSince(event.last) ?? Infinity) < 1800,
    );
}

/** A running container tells of trouble only by its log. */
function whileRunning(
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
  runsWell: boolean,
): Outcome[] {
  const { claim: told, strength } = tellingOf(container, pod, index, runsWell, true);
  if (!told) return [];
  // A waiting program or a connection that fails explains why it is not ready; in a ready one it is small talk, except a hub's.
  const talks = told.cause === 'hub-spawn-timeout' || (!runsWell && isOld(container, index));
  return strength >= 2 || talks ? [told] : [];
}

function isOld(container: ContainerFacts, index: BundleIndex): boolean {
  return (index.secondsSince(container.runningSince) ?? 0) > 120;
}

function dated(found: Claim, end: End | undefined): Claim {
  return found.since === undefined && end?.finishedAt !== undefined
    ? { ...found, since: end.finishedAt }
    : found;
}

function finishedLoop(container: ContainerFacts, pod: PodFacts, index: BundleIndex, end: End): Outcome[] {
  if (container.role !== 'app' || container.restarts < 2) return [];
  const owner = index.ownersOf(pod.ref).at(-1);
  return [
    claim({
      cause: 'completed-restart-loop',
      subject: container.ref,
      severity: 'broken',
      // A hook that fails after the start ends the container as well, and a program that stops when it is told to ends with 0.
      confidence: at(container.spec, 'lifecycle', 'postStart') === undefined ? 'certain' : 'likely',
      says: {
        container: container.name,
        restarts: container.restarts,
        exitCode: 0,
        owner: owner ? `${owner.kind} ${owner.name}` : 'restartPolicy: Always',
      },
      proof: [container.quoteEnd(end), ...(container.waiting ? [container.quoteWaiting()] : [])],
      since: end.finishedAt,
    }),
  ];
}

/** Codes that say by themselves what happened. */
function fromExitCode(
  container: ContainerFacts,
  end: End,
  pod: PodFacts,
  telling: Telling,
): Claim | undefined {
  const base = {
    subject: container.ref,
    severity: 'broken',
    proof: [container.quoteEnd(end)],
    since: end.finishedAt,
  } as const;
  const crash = { container: container.name, exitCode: end.exitCode, restarts: container.restarts };
  // .NET ends with an abort after any exception that nobody caught, which it prints first.
  if (end.exitCode === 134 && telling.failure?.first.text.startsWith('Unhandled exception') === true)
    return undefined;
  switch (end.exitCode) {
    case 126:
      return claim({
        ...base,
        cause: 'command-not-executable',
        confidence: 'likely',
        says: { ...crash, line: telling.failure?.last.text },
      });
    case 127:
      return claim({
        ...base,
        cause: 'command-not-found',
        confidence: 'likely',
        says: { ...crash, image: container.image, line: telling.failure?.last.text },
      });
    case 137:
      return lostContainer(container, end, pod) ?? silentKill(container, end, telling);
    case 255:
      return lostContainer(container, end, pod);
    case 132:
      return claim({
        ...base,
        cause: 'cpu-instruction-set',
        confidence: 'likely',
        says: { ...crash, node: pod.nodeName },
      });
    case 135:
      return claim({
        ...base,
        cause: 'shm-too-small',
        confidence: 'possible',
        says: { container: container.name, line: signalNames[7] ?? 'SIGBUS' },
      });
    case 133:
    case 134:
    case 136:
    case 139:
      return claim({
        ...base,
        cause: 'native-crash',
        // An abort may be any check that failed; the program's own words would say which.
        confidence: end.exitCode === 134 ? 'likely' : 'certain',
        says: { ...crash, signal: signalNames[end.exitCode - 128] },
      });
    default:
      return undefined;
  }
}

/**
 * SIGKILL without a word from Kubernetes, in a container with a memory limit and no check that could have killed it: most often its
 * first process passed on that a child was killed for memory.
 */
function silentKill(container: ContainerFacts, end: End, telling: Telling): Claim | undefined {
  const limit = container.limit('memory');
  if (
    limit === undefined ||
    container.spec['livenessProbe'] !== undefined ||
    container.spec['startupProbe'] !== undefined ||
    telling.claim
  )
    return undefined;
  return claim({
    cause: 'oom-child-process',
    subject: container.ref,
    severity: container.ready ? 'warning' : 'broken',
    confidence: 'possible',
    says: { container: container.name, limit, exitCode: 137, line: telling.failure?.last.text },
    proof: [container.quoteEnd(end), ...limitProof(container)],
    since: end.finishedAt,
  });
}

/** The machine lost sight of the container: it was restarted, or its runtime was. Source: kubelet, `ContainerStatusUnknown`. */
function lostContainer(container: ContainerFacts, end: End, pod: PodFacts): Claim | undefined {
  const node = pod.nodeName;
  if (node === undefined || !/^(ContainerStatusUnknown|Unknown)$/.test(end.reason)) return undefined;
  const ref = refTo('Node', undefined, node);
  return claim({
    cause: 'node-unhealthy',
    subject: ref,
    severity: container.ready ? 'warning' : 'broken',
    confidence: 'likely',
    says: { node, kind: 'lost', message: end.message, pods: [pod.ref.name] },
    proof: [container.quoteEnd(end)],
    because: [ref],
    since: end.finishedAt,
  });
}

function askedToStop(container: ContainerFacts, end: End, runsWell: boolean): Claim {
  return claim({
    cause: 'terminated-sigterm',
    subject: container.ref,
    severity: runsWell ? 'note' : 'warning',
    confidence: 'likely',
    says: {
      container: container.name,
      exitCode: end.exitCode,
      message: '',
      oomWord: end.reason === 'OOMKilled',
      ended: true,
    },
    proof: [container.quoteEnd(end)],
    since: end.finishedAt,
  });
}
