import type { Claim } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { limitProof } from '../facts/limits.ts';
import type { ContainerFacts, End, PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';
import { lineNumberAt } from '../logs/reading.ts';

/**
 * Killed for memory, told from how the container ended. `OOMKilled` comes from the runtime, which looks whether the cgroup ever
 * counted an OOM kill: with exit code 137 the container itself was killed; with another code it was one of its children, or, with
 * 143, the container ended for another reason altogether (kubernetes#140716).
 */
export function outOfMemory(
  container: ContainerFacts,
  end: End,
  pod: PodFacts,
  index: BundleIndex,
): Claim | undefined {
  const limit = container.limit('memory');
  if (end.reason === 'OOMKilled' && end.exitCode === 143) {
    return claim({
      cause: 'terminated-sigterm',
      subject: container.ref,
      severity: container.ready ? 'note' : 'warning',
      confidence: 'certain',
      says: { container: container.name, exitCode: 143, message: '', oomWord: true, ended: true },
      proof: [container.quoteEnd(end)],
      since: end.finishedAt,
    });
  }
  if (
    end.reason === 'OOMKilled' &&
    (end.exitCode === 137 || end.exitCode === undefined || end.exitCode === 0)
  )
    return killed(container, end, pod, limit, index);
  if (end.reason === 'OOMKilled') {
    return claim({
      cause: 'oom-child-process',
      subject: container.ref,
      severity: container.ready ? 'warning' : 'broken',
      confidence: 'certain',
      says: { container: container.name, limit, exitCode: end.exitCode },
      proof: [container.quoteEnd(end), ...limitProof(container)],
      since: end.finishedAt,
    });
  }
  return undefined;
}

function killed(
  container: ContainerFacts,
  end: End,
  pod: PodFacts,
  limit: number | undefined,
  index: BundleIndex,
): Claim {
  const lived =
    end.startedAt !== undefined && end.finishedAt !== undefined
      ? (end.finishedAt - end.startedAt) / 1000
      : undefined;
  const node = pod.nodeName;
  return claim({
    cause: 'oom-killed',
    subject: container.ref,
    severity: container.ready ? 'warning' : 'broken',
    confidence: limit === undefined ? 'likely' : 'certain',
    says: {
      container: container.name,
      only: pod.isOnlyProgram(container),
      limit,
      restarts: container.restarts,
      livedSeconds: lived,
      agoSeconds: index.secondsSince(end.finishedAt),
      exitCode: end.exitCode,
      runsAgain: container.state.kind === 'running',
    },
    proof: [container.quoteEnd(end), ...limitProof(container), ...lastLineProof(container, pod, index)],
    // Without a limit of its own the container can only be a victim of the machine.
    because:
      limit === undefined && node !== undefined && podHasNoLimit(pod) ? [refTo('Node', undefined, node)] : [],
    since: end.finishedAt,
  });
}

function podHasNoLimit(pod: PodFacts): boolean {
  return pod.containers.every((container) => container.limit('memory') === undefined);
}

/** What the program was doing when it was killed: the last line of its log. */
function lastLineProof(container: ContainerFacts, pod: PodFacts, index: BundleIndex): Claim['proof'] {
  const logs = index.logsOf(pod.ref, container.name);
  const log =
    logs.find((candidate) => candidate.previous) ??
    (container.state.kind === 'running' ? undefined : logs[0]);
  if (!log) return [];
  const tail = log.text.slice(-5000).trimEnd();
  const last = tail.slice(tail.lastIndexOf('\n') + 1).trim();
  return last === ''
    ? []
    : [
        {
          text: last.slice(-300),
          from: {
            ...pod.ref,
            path: 'log',
            container: container.name,
            line: lineNumberAt(log.text, log.text.trimEnd().length),
          },
        },
      ];
}
