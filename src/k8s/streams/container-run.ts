import { isRecord, list, number, text, type Json, type JsonRecord } from '../../common/json.ts';

/** What the API server knows of one container of a pod, as far as its log is concerned. */
export type ContainerRun =
  | { readonly state: 'pod-gone' }
  | { readonly state: 'no-such-container'; readonly containers: readonly string[] }
  /** It has never run. `final`: and it never will. */
  | { readonly state: 'not-started'; readonly waiting: string; readonly final: boolean }
  | {
      readonly state: 'running' | 'ended';
      /** The runtime's id of the run whose log is served; each restart has its own. */
      readonly id: string;
      readonly restarts: number;
      readonly startedAt?: string;
      readonly exitCode?: number;
      /** `OOMKilled`, `Error`, `Completed`. */
      readonly reason?: string;
      /** Ended: whether it stays so. */
      readonly final: boolean;
      /** Ended, not final: why it does not run again yet (`CrashLoopBackOff`). */
      readonly waiting?: string;
      /** The run before this one. */
      readonly before?: { readonly id: string; readonly exitCode?: number; readonly reason?: string };
    };

/**
 * Reads a pod as the kubelet does when it is asked for a log: a running container's own, else that of the run that ended last.
 * `uid` is the pod that was being read: another one with its name counts as gone.
 */
export function containerRunOf(pod: JsonRecord, container: string, uid: string | undefined): ContainerRun {
  if (uid !== undefined && text(pod, 'metadata', 'uid') !== uid) return { state: 'pod-gone' };
  const specs = (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((part) =>
    list(pod, 'spec', part)
      .filter(isRecord)
      .map((spec) => ({ part, spec })),
  );
  const found = specs.find(({ spec }) => spec['name'] === container);
  if (!found)
    return { state: 'no-such-container', containers: specs.flatMap(({ spec }) => text(spec, 'name') ?? []) };
  const status = (['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'] as const)
    .flatMap((part) => list(pod, 'status', part))
    .find((entry) => text(entry, 'name') === container);
  const restarts = number(status, 'restartCount') ?? 0;
  const running = isRecord(status) && isRecord(status['state']) ? status['state']['running'] : undefined;
  const ended = endOf(status, 'state');
  const last = endOf(status, 'lastState');
  if (isRecord(running)) {
    return {
      state: 'running',
      id: text(status, 'containerID') ?? '',
      restarts,
      ...given('startedAt', text(running, 'startedAt')),
      final: false,
      ...given('before', last),
    };
  }
  const waiting = text(status, 'state', 'waiting', 'reason');
  const finished = ended ?? last;
  const over = podIsOver(pod);
  if (!finished)
    return {
      state: 'not-started',
      waiting: over
        ? (text(pod, 'status', 'reason') ?? text(pod, 'status', 'phase') ?? '')
        : (waiting ?? text(pod, 'status', 'phase') ?? ''),
      final: over,
    };
  return {
    state: 'ended',
    ...finished,
    restarts,
    final: over || (ended !== undefined && !startsAgain(pod, found.part, found.spec, ended.exitCode)),
    ...given('waiting', waiting),
    ...given('before', ended ? last : undefined),
  };
}

function endOf(
  status: Json,
  part: 'state' | 'lastState',
): { id: string; exitCode?: number; reason?: string; startedAt?: string } | undefined {
  const id = text(status, part, 'terminated', 'containerID');
  // A container that could not even be made has a terminated state without an id, and no log.
  if (id === undefined || id === '') return undefined;
  return {
    id,
    ...given('exitCode', number(status, part, 'terminated', 'exitCode')),
    ...given('reason', text(status, part, 'terminated', 'reason')),
    ...given('startedAt', text(status, part, 'terminated', 'startedAt')),
  };
}

function podIsOver(pod: JsonRecord): boolean {
  const phase = text(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

function startsAgain(
  pod: JsonRecord,
  part: 'initContainers' | 'containers' | 'ephemeralContainers',
  spec: JsonRecord,
  exitCode: number | undefined,
): boolean {
  if (part === 'ephemeralContainers' || text(pod, 'metadata', 'deletionTimestamp') !== undefined)
    return false;
  const own = text(spec, 'restartPolicy'); // sidecars: init containers with restartPolicy Always
  if (own !== undefined) return own === 'Always' || (own === 'OnFailure' && exitCode !== 0);
  const policy = text(pod, 'spec', 'restartPolicy') ?? 'Always';
  // An init container that succeeded has done its part, whatever the policy.
  if (part === 'initContainers') return policy !== 'Never' && exitCode !== 0;
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** A property that is left out where there is no value. */
function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const property: Partial<Record<K, V>> = {};
  if (value !== undefined) property[key] = value;
  return property;
}
