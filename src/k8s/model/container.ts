import { flag, instant, list, number, record, text, type Json, type JsonRecord } from '../../common/json.ts';
import { labelsOf, type Instant, type Labels } from './metadata.ts';
import { shared, sharedMaybe } from './shared-text.ts';

/** `sidecar`: an init container with `restartPolicy: Always`, which runs beside the app. `ephemeral`: added to look into a running pod. */
export type ContainerRole = 'init' | 'sidecar' | 'app' | 'ephemeral';

export interface ContainerWaiting {
  readonly is: 'waiting';
  readonly reason: string | undefined;
  readonly message: string | undefined;
}

export interface ContainerRunning {
  readonly is: 'running';
  readonly startedAt: Instant | undefined;
}

export interface ContainerEnd {
  readonly is: 'ended';
  readonly exitCode: number;
  readonly signal: number | undefined;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly startedAt: Instant | undefined;
  readonly finishedAt: Instant | undefined;
}

export type ContainerState = ContainerWaiting | ContainerRunning | ContainerEnd;

export interface ContainerRecord {
  readonly name: string;
  readonly role: ContainerRole;
  readonly image: string | undefined;
  /** Quantities as they are written: `32Gi`, `500m`. */
  readonly limits: Labels;
  readonly requests: Labels;
  readonly ports: readonly ContainerPort[];
  /** False for a status that has no container in the spec, which should not be. */
  readonly inSpec: boolean;
  /** Its place among the statuses of its kind, which is not that in the spec; nothing where it has no status yet. */
  readonly statusIndex: number | undefined;
  readonly ready: boolean;
  /** The startup probe has passed; for kubelets that say so. */
  readonly started: boolean | undefined;
  readonly restarts: number;
  readonly state: ContainerState | undefined;
  /** How its run before the last restart ended. */
  readonly lastEnd: ContainerEnd | undefined;
}

export interface ContainerPort {
  readonly name: string | undefined;
  readonly port: number;
}

const NO_PORTS: readonly ContainerPort[] = Object.freeze([]);

/** The containers of a pod in the order of its spec: init containers and sidecars, app containers, ephemeral ones. */
export function containersOf(pod: JsonRecord): readonly ContainerRecord[] {
  const spec = record(pod, 'spec');
  const status = record(pod, 'status');
  return [
    ...joined(list(spec, 'initContainers'), list(status, 'initContainerStatuses'), (container) =>
      text(container, 'restartPolicy') === 'Always' ? 'sidecar' : 'init',
    ),
    ...joined(list(spec, 'containers'), list(status, 'containerStatuses'), () => 'app'),
    ...joined(
      list(spec, 'ephemeralContainers'),
      list(status, 'ephemeralContainerStatuses'),
      () => 'ephemeral',
    ),
  ];
}

function joined(
  specs: readonly Json[],
  statuses: readonly Json[],
  roleOf: (spec: Json) => ContainerRole,
): ContainerRecord[] {
  const found = specs.map((spec) => {
    const index = statuses.findIndex((status) => text(status, 'name') === text(spec, 'name'));
    return containerOf(spec, statuses[index], index < 0 ? undefined : index, roleOf(spec));
  });
  // A status without a container in the spec should not be; kubectl counts it all the same.
  statuses.forEach((status, index) => {
    if (!specs.some((spec) => text(spec, 'name') === text(status, 'name')))
      found.push(containerOf(undefined, status, index, roleOf(undefined)));
  });
  return found;
}

function containerOf(
  spec: Json,
  status: Json,
  statusIndex: number | undefined,
  role: ContainerRole,
): ContainerRecord {
  return {
    name: shared(text(spec, 'name') ?? text(status, 'name') ?? ''),
    role,
    image: sharedMaybe(text(spec, 'image') ?? text(status, 'image')),
    limits: labelsOf(record(spec, 'resources', 'limits')),
    requests: labelsOf(record(spec, 'resources', 'requests')),
    ports: portsOf(list(spec, 'ports')),
    inSpec: spec !== undefined,
    statusIndex,
    ready: flag(status, 'ready') ?? false,
    started: flag(status, 'started'),
    restarts: number(status, 'restartCount') ?? 0,
    state: stateOf(record(status, 'state')),
    lastEnd: endOf(record(status, 'lastState')['terminated']),
  };
}

function portsOf(ports: readonly Json[]): readonly ContainerPort[] {
  const found = ports.flatMap((port) => {
    const containerPort = number(port, 'containerPort');
    return containerPort === undefined
      ? []
      : [{ name: sharedMaybe(text(port, 'name')), port: containerPort }];
  });
  return found.length > 0 ? found : NO_PORTS;
}

function stateOf(state: JsonRecord): ContainerState | undefined {
  const end = endOf(state['terminated']);
  if (end) return end;
  if (typeof state['running'] === 'object' && state['running'] !== null)
    return { is: 'running', startedAt: instant(state, 'running', 'startedAt') };
  if (typeof state['waiting'] !== 'object' || state['waiting'] === null) return undefined;
  return {
    is: 'waiting',
    reason: sharedMaybe(text(state, 'waiting', 'reason') || undefined),
    message: sharedMaybe(text(state, 'waiting', 'message') || undefined),
  };
}

function endOf(terminated: Json): ContainerEnd | undefined {
  if (typeof terminated !== 'object' || terminated === null) return undefined;
  return {
    is: 'ended',
    exitCode: number(terminated, 'exitCode') ?? 0,
    signal: number(terminated, 'signal') || undefined,
    reason: sharedMaybe(text(terminated, 'reason') || undefined),
    message: sharedMaybe(text(terminated, 'message') || undefined),
    startedAt: instant(terminated, 'startedAt'),
    finishedAt: instant(terminated, 'finishedAt'),
  };
}
