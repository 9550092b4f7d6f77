import { list, text, type JsonRecord } from '../../common/json.ts';

export interface Ended {
  readonly reason: 'Completed' | 'OOMKilled' | 'Error';
  readonly exitCode: number;
  readonly startedAt: string;
  readonly finishedAt: string;
}

export type ContainerState =
  | { readonly is: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly is: 'running'; readonly startedAt: string }
  | { readonly is: 'terminated'; readonly end: Ended };

export interface ContainerModel {
  readonly name: string;
  readonly image: string;
  state: ContainerState;
  last?: Ended;
  ready: boolean;
  restarts: number;
}

/** What the kubelet and the scheduler know of a pod; `statusOf` writes it as the API has it. */
export interface PodModel {
  readonly uid: string;
  readonly containers: readonly ContainerModel[];
  readonly qosClass: string;
  readonly ip: string;
  scheduled?: string;
  unschedulable?: { readonly since: string; readonly message: string };
  started?: string;
  readyChanged?: string;
  hostIP?: string;
}

/** Whether a pod's own status says that it is ready. */
export function isReady(pod: JsonRecord): boolean {
  return list(pod, 'status', 'conditions').some(
    (one) => text(one, 'type') === 'Ready' && text(one, 'status') === 'True',
  );
}

export function statusOf(pod: PodModel): JsonRecord {
  const { unschedulable, scheduled } = pod;
  const scheduling = unschedulable
    ? condition('PodScheduled', false, unschedulable.since, 'Unschedulable', unschedulable.message)
    : scheduled === undefined
      ? undefined
      : condition('PodScheduled', true, scheduled);
  if (pod.started === undefined)
    return { phase: 'Pending', ...(scheduling ? { conditions: [scheduling] } : {}), qosClass: pod.qosClass };
  const phase = phaseOf(pod);
  const done = phase === 'Succeeded';
  const unready = pod.containers.filter((container) => !container.ready).map((container) => container.name);
  const since = pod.readyChanged ?? pod.started;
  const why = done
    ? (['PodCompleted'] as const)
    : (['ContainersNotReady', `containers with unready status: [${unready.join(' ')}]`] as const);
  const ready = (type: string) =>
    unready.length === 0 ? condition(type, true, since) : condition(type, false, since, ...why);
  return {
    phase,
    conditions: [
      condition('PodReadyToStartContainers', !done, pod.started),
      condition('Initialized', true, pod.started),
      ready('Ready'),
      ready('ContainersReady'),
      ...(scheduling ? [scheduling] : []),
    ],
    hostIP: pod.hostIP ?? '',
    ...(pod.hostIP === undefined ? {} : { hostIPs: [{ ip: pod.hostIP }] }),
    podIP: pod.ip,
    podIPs: [{ ip: pod.ip }],
    startTime: pod.started,
    containerStatuses: pod.containers.map((container) => containerStatus(pod, container)),
    qosClass: pod.qosClass,
  };
}

function phaseOf(pod: PodModel): string {
  const ends = pod.containers.map((container) =>
    container.state.is === 'terminated' ? container.state.end : undefined,
  );
  if (ends.every((end) => end?.exitCode === 0)) return 'Succeeded';
  if (ends.every((end) => end !== undefined)) return 'Failed';
  return pod.containers.some((container) => container.state.is !== 'waiting' || container.last)
    ? 'Running'
    : 'Pending';
}

function containerStatus(pod: PodModel, container: ContainerModel): JsonRecord {
  const { state, last, image, name, ready, restarts } = container;
  const begun = state.is !== 'waiting' || last !== undefined;
  return {
    name,
    state: stateOf(pod, container, state),
    lastState: last
      ? { terminated: terminated(pod, container, last, restarts - (state.is === 'waiting' ? 0 : 1)) }
      : {},
    ready,
    restartCount: restarts,
    image,
    imageID: begun ? `${image.split(':')[0] ?? image}@sha256:${idOf(image)}` : '',
    ...(begun ? { containerID: containerId(pod, container, restarts) } : {}),
    started: state.is === 'running',
  };
}

function stateOf(pod: PodModel, container: ContainerModel, state: ContainerState): JsonRecord {
  switch (state.is) {
    case 'running':
      return { running: { startedAt: state.startedAt } };
    case 'terminated':
      return { terminated: terminated(pod, container, state.end, container.restarts) };
    case 'waiting':
      return {
        waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) },
      };
  }
}

function terminated(pod: PodModel, container: ContainerModel, end: Ended, run: number): JsonRecord {
  return {
    exitCode: end.exitCode,
    reason: end.reason,
    startedAt: end.startedAt,
    finishedAt: end.finishedAt,
    containerID: containerId(pod, container, run),
  };
}

function condition(
  type: string,
  status: boolean,
  since: string,
  reason?: string,
  message?: string,
): JsonRecord {
  return {
    type,
    status: status ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: since,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

const containerId = (pod: PodModel, container: ContainerModel, run: number): string =>
  `containerd://${idOf(`${pod.uid}/${container.name}/${run}`)}`;

/** 64 hex digits that are the same for the same text; they only have to look like a digest. */
function idOf(seed: string): string {
  let state = 0x811c9dc5;
  let digits = '';
  for (let index = 0; digits.length < 64; index += 1) {
    state = Math.imul(state ^ (seed.charCodeAt(index % seed.length) + index), 0x01000193) >>> 0;
    digits += state.toString(16).padStart(8, '0');
  }
  return digits.slice(0, 64);
}
