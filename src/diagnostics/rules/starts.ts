import { list } from '../../common/json.ts';
import type { Claim } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import type { Evidence } from '../finding.ts';
import { archOf } from '../facts/architecture.ts';
import { registryOf } from './images.ts';
import { lackIn } from './config.ts';

const WAITING =
  /^(RunContainerError|CreateContainerError|StartError|PostStartHookError|PreStartHookError|PreCreateHookError|CreateContainerConfigError|Blocked)$/;
const ENDED = /^(StartError|ContainerCannotRun)$/;

/** The runtime could not start the container: why, from its own message. */
export function startFailure(
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
): Claim | undefined {
  const waiting = container.waiting;
  const end = container.end;
  const isWaiting =
    waiting !== undefined && WAITING.test(waiting.reason) && waiting.reason !== 'CreateContainerConfigError';
  const configOther =
    waiting?.reason === 'CreateContainerConfigError' &&
    waiting.message !== '' &&
    !lackIn(waiting.message) &&
    !/runAsNonRoot|runAsUser breaks/.test(waiting.message);
  const hasEnded = end !== undefined && ENDED.test(end.reason) && container.state.kind !== 'running';
  const events = index
    .eventsOf(pod.ref)
    .filter(
      (event) =>
        /^(Failed|FailedPostStartHook|FailedPreStopHook|FailedStart)$/.test(event.reason) &&
        (event.container ?? container.name) === container.name &&
        /Error:|hook|failed to (?:create|start)|runc|exec/i.test(event.message) &&
        !/image/i.test(event.message.slice(0, 24)),
    );
  const hook = failedHook(container, pod, events);
  const event = hook ?? events.at(-1);
  if (!isWaiting && !configOther && !hasEnded && !hook) {
    if (
      !event ||
      container.state.kind === 'running' ||
      end?.startedAt !== undefined ||
      container.ready ||
      /ImagePull|InvalidImage/.test(`${event.message} ${waiting?.reason ?? ''}`) ||
      lackIn(event.message) ||
      /runAsNonRoot/.test(event.message)
    )
      return undefined;
  }
  const message =
    [hasEnded ? end.message : '', isWaiting || configOther ? waiting.message : '', event?.message ?? ''].find(
      (part) => part !== '' && !/^Error: \w+$/.test(part),
    ) ?? '';
  const proof: Evidence[] = [
    ...(waiting && (isWaiting || configOther) ? [container.quoteWaiting()] : []),
    ...(hasEnded ? [container.quoteEnd(end)] : []),
    ...(event ? [quoteEvent(event)] : []),
    ...(hook ? [container.quote(`${container.specPath}.lifecycle.postStart`, hookCommand(container))] : []),
  ];
  return classified(container, pod, index, message, proof);
}

/**
 * A command that was to run right after the start failed, and the kubelet killed the container for it. Newer kubelets say no more than
 * "PostStartHook failed"; the container's own end (137) says nothing at all.
 */
function failedHook(
  container: ContainerFacts,
  pod: PodFacts,
  events: readonly EventFact[],
): EventFact | undefined {
  if (container.ready) return undefined;
  // Whose hook it was stands in the event or in the spec; in a pod with one container there is no question.
  if (container.spec['lifecycle'] === undefined && pod.containers.length > 1) return undefined;
  const failed = events.filter((event) => event.reason === 'FailedPostStartHook').at(-1);
  return failed && (failed.last ?? Infinity) >= (container.end?.startedAt ?? 0) ? failed : undefined;
}

function hookCommand(container: ContainerFacts): string {
  return list(container.spec, 'lifecycle', 'postStart', 'exec', 'command').map(String).join(' ');
}

function classified(
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
  message: string,
  proof: readonly Evidence[],
): Claim {
  const base = {
    subject: container.ref,
    severity: 'broken',
    proof,
    since: container.end?.finishedAt ?? pod.createdAt,
  } as const;
  const crash = {
    container: container.name,
    exitCode: container.end?.exitCode,
    restarts: container.restarts,
    line: message,
  };
  const low = message.toLowerCase();
  const command =
    /exec:? "?\\?"?([^"\\:]+?)\\?"?"?: (?:executable file not found|stat|permission denied|no such file)/.exec(
      message,
    )?.[1] ??
    /exec "([^"]+)"/.exec(message)?.[1] ??
    /exec (\/?[\w./-]+): (?:no such file|permission denied)/.exec(message)?.[1];
  const node = pod.nodeName;
  if (/exec format error/.test(low)) {
    return claim({
      ...base,
      cause: 'image-wrong-architecture',
      confidence: 'certain',
      says: {
        image: container.image,
        container: container.name,
        message,
        registry: registryOf(container.image),
        node,
        arch: archOf(pod, index),
      },
    });
  }
  if (
    /driver\/library version mismatch|unsatisfied condition: cuda|cuda>=|driver version is insufficient/.test(
      low,
    )
  ) {
    return claim({
      ...base,
      cause: 'gpu-driver-mismatch',
      confidence: 'certain',
      says: {
        container: container.name,
        line: message,
        node,
        kind: /driver\/library/.test(low) ? 'driver-updated' : 'image-too-new',
      },
    });
  }
  if (
    /nvidia-container-cli|nvidia-container-runtime|libnvidia|could not select device driver|unresolvable cdi devices|unknown or invalid runtime|nvml/.test(
      low,
    )
  ) {
    return claim({
      ...base,
      cause: 'gpu-runtime-missing',
      confidence: 'certain',
      says: { container: container.name, line: message, node, handler: undefined },
    });
  }
  const startsProgram = /exec|start|process|entrypoint|hook/.test(low);
  if (
    /executable file not found|no such file or directory/.test(low) &&
    startsProgram &&
    !/volume-subpath|mount|rootfs|chdir|working dir/.test(low)
  ) {
    return claim({
      ...base,
      cause: 'command-not-found',
      confidence: 'certain',
      says: { ...crash, command, image: container.image },
    });
  }
  if (/permission denied/.test(low) && startsProgram && !/mount|chdir|cgroup/.test(low))
    return claim({
      ...base,
      cause: 'command-not-executable',
      confidence: 'certain',
      says: { ...crash, command },
    });
  if (/no command specified/.test(low))
    return claim({
      ...base,
      cause: 'command-not-found',
      confidence: 'certain',
      says: { ...crash, command: undefined, image: container.image },
    });
  if (/is a directory: (?:permission denied|unknown)|is a directory/.test(low) && command !== undefined)
    return claim({
      ...base,
      cause: 'command-not-executable',
      confidence: 'certain',
      says: { ...crash, command },
    });
  if (/pids? limit|resource temporarily unavailable|too many open files|inotify/.test(low)) {
    return claim({
      ...base,
      cause: 'node-kernel-limit',
      confidence: 'likely',
      says: {
        container: container.name,
        line: message,
        node,
        kind: /inotify/.test(low) ? 'inotify' : /open files/.test(low) ? 'files' : 'pids',
      },
    });
  }
  // A cgroup that cannot be made is a limit of the kernel with the words of a full disk.
  if (/no space left on device/.test(low) && !/cgroup/.test(low)) {
    return claim({
      ...base,
      cause: 'node-disk-pressure',
      confidence: 'likely',
      says: { node, message, refused: true },
    });
  }
  if (/oom|out of memory|memory limit too low|container init was oom-killed/.test(low)) {
    return claim({
      ...base,
      cause: 'oom-killed',
      confidence: 'certain',
      says: {
        container: container.name,
        limit: container.limit('memory'),
        restarts: container.restarts,
        exitCode: container.end?.exitCode,
        runsAgain: false,
      },
    });
  }
  return claim({
    ...base,
    cause: 'start-failed',
    confidence: message === '' ? 'possible' : 'certain',
    says: {
      ...crash,
      reason: message === '' ? (container.waiting?.reason ?? container.end?.reason ?? '') : message,
    },
  });
}
