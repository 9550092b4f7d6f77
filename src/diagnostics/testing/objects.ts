import type { JsonRecord } from '../../common/json.ts';
import type { Bundle, ContainerLog, ToolOutput } from '../bundle.ts';

/** "Now" of all bundles made here. */
export const NOW = Date.parse('2026-01-15T10:00:00Z');
export const NAMESPACE = 'team-a';

/** An RFC 3339 time so many seconds before "now". */
export function before(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

type Mutable = Record<string, unknown>;

interface EventOptions {
  readonly type?: string;
  readonly count?: number;
  readonly ago?: number;
  readonly firstAgo?: number;
  readonly container?: string;
  readonly component?: string;
  readonly uid?: string;
}

/** An event about an object. By default a warning of a minute ago, seen five times in five minutes. */
export function event(
  about: { kind: string; name: string; namespace?: string },
  reason: string,
  message: string,
  options: EventOptions = {},
): JsonRecord {
  const ago = options.ago ?? 60;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${about.name}.${reason}.${message.length}.${ago}`,
      namespace: about.namespace ?? NAMESPACE,
    },
    involvedObject: {
      kind: about.kind,
      name: about.name,
      ...(about.kind === 'Node' ? {} : { namespace: about.namespace ?? NAMESPACE }),
      ...(options.uid === undefined ? {} : { uid: options.uid }),
      ...(options.container === undefined ? {} : { fieldPath: `spec.containers{${options.container}}` }),
    },
    type: options.type ?? 'Warning',
    reason,
    message,
    count: options.count ?? 5,
    firstTimestamp: before(options.firstAgo ?? ago + 300),
    lastTimestamp: before(ago),
    source: { component: options.component ?? 'kubelet' },
  };
}

/**
 * A pod, told in the order in which it comes about: `pod('train').image('x').limits({memory: '2Gi'}).crashing(3, {exitCode: 1})
 * .withLog('…')`. It starts as a healthy one of an hour ago with the container "main".
 */
export class PodBuilder {
  readonly ref: { kind: string; namespace: string; name: string };
  readonly #metadata: Mutable;
  readonly #spec: Mutable;
  readonly #status: Mutable;
  readonly #main: Mutable;
  readonly #state: Mutable;
  readonly #others: JsonRecord[] = [];
  readonly #logs: ContainerLog[] = [];

  constructor(name: string, namespace = NAMESPACE) {
    this.ref = { kind: 'Pod', namespace, name };
    this.#metadata = { name, namespace, uid: `uid-${name}`, creationTimestamp: before(3600), labels: {} };
    this.#main = { name: 'main', image: 'registry.example.com/team/train:1.0', resources: {} };
    this.#spec = { nodeName: 'node-1', restartPolicy: 'Always', containers: [this.#main], volumes: [] };
    this.#state = {
      name: 'main',
      image: 'registry.example.com/team/train:1.0',
      ready: true,
      restartCount: 0,
      state: { running: { startedAt: before(3590) } },
      lastState: {},
    };
    this.#status = {
      phase: 'Running',
      startTime: before(3600),
      containerStatuses: [this.#state],
      conditions: [],
    };
    this.#conditions(true, 3590);
  }

  #conditions(ready: boolean, ago: number): void {
    this.#status['conditions'] = [
      { type: 'PodScheduled', status: 'True', lastTransitionTime: before(this.#age()) },
      {
        type: 'Ready',
        status: ready ? 'True' : 'False',
        lastTransitionTime: before(ago),
        ...(ready ? {} : { reason: 'ContainersNotReady', message: 'containers with unready status: [main]' }),
      },
    ];
  }

  #age(): number {
    return (NOW - Date.parse(this.#metadata['creationTimestamp'] as string)) / 1000;
  }

  aged(seconds: number): this {
    this.#metadata['creationTimestamp'] = before(seconds);
    this.#status['startTime'] = before(seconds);
    this.#state['state'] = { running: { startedAt: before(Math.max(0, seconds - 5)) } };
    this.#conditions(true, Math.max(0, seconds - 5));
    return this;
  }

  labelled(labels: Readonly<Record<string, string>>): this {
    Object.assign(this.#metadata['labels'] as Mutable, labels);
    return this;
  }

  ownedBy(kind: string, name: string): this {
    this.#metadata['ownerReferences'] = [{ kind, name, controller: true }];
    return this;
  }

  image(image: string): this {
    this.#main['image'] = image;
    return this;
  }

  limits(
    limits: Readonly<Record<string, string>>,
    requests: Readonly<Record<string, string>> = limits,
  ): this {
    this.#main['resources'] = { limits, requests };
    return this;
  }

  /** Fields of the container. */
  container(fields: JsonRecord): this {
    Object.assign(this.#main, fields);
    return this;
  }

  spec(fields: JsonRecord): this {
    Object.assign(this.#spec, fields);
    return this;
  }

  status(fields: JsonRecord): this {
    Object.assign(this.#status, fields);
    return this;
  }

  metadata(fields: JsonRecord): this {
    Object.assign(this.#metadata, fields);
    return this;
  }

  /** Mounts a claim at a path. */
  mounting(claim: string, path = '/data'): this {
    (this.#spec['volumes'] as JsonRecord[]).push({
      name: claim,
      persistentVolumeClaim: { claimName: claim },
    });
    this.#main['volumeMounts'] = [
      ...((this.#main['volumeMounts'] as JsonRecord[] | undefined) ?? []),
      { name: claim, mountPath: path },
    ];
    return this;
  }

  /** Not on a node; the scheduler says why. */
  unschedulable(message: string, ago = 600): this {
    delete this.#spec['nodeName'];
    this.#metadata['creationTimestamp'] = before(ago);
    this.#status['phase'] = 'Pending';
    delete this.#status['containerStatuses'];
    this.#status['conditions'] = [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
        lastTransitionTime: before(ago),
      },
    ];
    if (message !== '')
      this.with(
        event(this.ref, 'FailedScheduling', message, {
          firstAgo: ago - 1,
          ago: 20,
          component: 'default-scheduler',
        }),
      );
    return this;
  }

  /** The container waits and has never run. */
  waiting(reason: string, message = '', ago = 600): this {
    this.#metadata['creationTimestamp'] = before(ago);
    this.#status['phase'] = 'Pending';
    this.#state['state'] = { waiting: { reason, ...(message === '' ? {} : { message }) } };
    this.#state['ready'] = false;
    this.#conditions(false, ago);
    return this;
  }

  /** Restarted so often, down again after the last end. */
  crashing(
    restarts: number,
    end: { exitCode?: number; reason?: string; message?: string; lived?: number; ago?: number } = {},
  ): this {
    const ago = end.ago ?? 60;
    this.#state['restartCount'] = restarts;
    this.#state['ready'] = false;
    this.#state['state'] = {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off 2m40s restarting failed container=main pod=${this.ref.name}`,
      },
    };
    this.#state['lastState'] = { terminated: terminated(end, ago) };
    this.#conditions(false, ago);
    return this;
  }

  /** Ended for good. */
  ended(
    end: { exitCode?: number; reason?: string; message?: string; lived?: number; ago?: number } = {},
  ): this {
    const ago = end.ago ?? 60;
    const failed = (end.exitCode ?? 1) !== 0;
    this.#spec['restartPolicy'] = 'Never';
    this.#status['phase'] = failed ? 'Failed' : 'Succeeded';
    this.#state['ready'] = false;
    this.#state['state'] = { terminated: terminated(end, ago) };
    this.#conditions(false, ago);
    return this;
  }

  /** Runs and is well now, after an earlier end. */
  restarted(
    restarts: number,
    end: { exitCode?: number; reason?: string; ago?: number; lived?: number },
  ): this {
    const ago = end.ago ?? 600;
    this.#state['restartCount'] = restarts;
    this.#state['lastState'] = { terminated: terminated(end, ago) };
    this.#state['state'] = { running: { startedAt: before(Math.max(0, ago - 5)) } };
    this.#conditions(true, Math.max(0, ago - 5));
    return this;
  }

  unready(since = 1200): this {
    this.#state['ready'] = false;
    this.#state['state'] = { running: { startedAt: before(since) } };
    this.#conditions(false, since);
    return this;
  }

  /** Puts an init container first. */
  init(name: string, state: JsonRecord, fields: JsonRecord = {}): this {
    this.#spec['initContainers'] = [{ name, image: 'busybox:1.36', ...fields }];
    this.#status['initContainerStatuses'] = [
      { name, ready: false, restartCount: 0, lastState: {}, ...state },
    ];
    this.#status['phase'] = 'Pending';
    this.#state['ready'] = false;
    this.#state['state'] = { waiting: { reason: 'PodInitializing' } };
    this.#conditions(false, 600);
    return this;
  }

  /** Adds another container beside "main". */
  beside(name: string, state: JsonRecord, fields: JsonRecord = {}): this {
    (this.#spec['containers'] as JsonRecord[]).push({ name, image: `${name}:1`, ...fields });
    (this.#status['containerStatuses'] as JsonRecord[]).push({
      name,
      ready: true,
      restartCount: 0,
      lastState: {},
      state: { running: { startedAt: before(3590) } },
      ...state,
    });
    return this;
  }

  deleted(ago: number): this {
    this.#metadata['deletionTimestamp'] = before(ago);
    this.#metadata['deletionGracePeriodSeconds'] = 30;
    return this;
  }

  withLog(text: string, options: { container?: string; previous?: boolean } = {}): this {
    this.#logs.push({
      namespace: this.ref.namespace,
      pod: this.ref.name,
      container: options.container ?? 'main',
      previous: options.previous ?? false,
      text,
    });
    return this;
  }

  withEvent(reason: string, message: string, options: EventOptions = {}): this {
    return this.with(event(this.ref, reason, message, options));
  }

  /** Puts another object into the bundle. */
  with(...objects: readonly JsonRecord[]): this {
    this.#others.push(...objects);
    return this;
  }

  object(): JsonRecord {
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: this.#metadata,
      spec: this.#spec,
      status: this.#status,
    };
  }

  bundle(...more: readonly (JsonRecord | PodBuilder)[]): Bundle {
    const builders = more.filter((entry): entry is PodBuilder => entry instanceof PodBuilder);
    const objects = more.filter((entry): entry is JsonRecord => !(entry instanceof PodBuilder));
    const parts = builders.map((builder) => builder.bundle());
    return bundle([this.object(), ...this.#others, ...objects, ...parts.flatMap((part) => part.objects)], {
      logs: [...this.#logs, ...parts.flatMap((part) => part.logs)],
    });
  }
}

function terminated(
  end: { exitCode?: number; reason?: string; message?: string; lived?: number },
  ago: number,
): JsonRecord {
  const exitCode = end.exitCode ?? 1;
  return {
    exitCode,
    reason: end.reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
    ...(end.message === undefined ? {} : { message: end.message }),
    startedAt: before(ago + (end.lived ?? 30)),
    finishedAt: before(ago),
  };
}

export function pod(name = 'train', namespace = NAMESPACE): PodBuilder {
  return new PodBuilder(name, namespace);
}

export function bundle(
  objects: readonly JsonRecord[],
  rest: Partial<Pick<Bundle, 'logs' | 'outputs' | 'notSeen' | 'takenAt'>> = {},
): Bundle {
  return { takenAt: NOW, logs: [], outputs: [], notSeen: [], ...rest, objects };
}

/** Any object with a name in the tests' namespace. */
export function object(
  kind: string,
  name: string,
  fields: JsonRecord = {},
  metadata: JsonRecord = {},
): JsonRecord {
  return {
    kind,
    metadata: { name, namespace: NAMESPACE, creationTimestamp: before(7200), ...metadata },
    ...fields,
  };
}

/** A claim for a disk; `Bound` unless told otherwise. */
export function claimObject(name: string, phase = 'Bound', spec: JsonRecord = {}): JsonRecord {
  return object('PersistentVolumeClaim', name, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '10Gi' } },
      ...(phase === 'Bound' ? { volumeName: `pvc-${name}` } : {}),
      ...spec,
    },
    status: { phase, ...(phase === 'Bound' ? { capacity: { storage: '10Gi' } } : {}) },
  });
}

/** A machine; ready unless told otherwise. */
export function node(
  name: string,
  options: {
    allocatable?: JsonRecord;
    labels?: JsonRecord;
    taints?: readonly JsonRecord[];
    conditions?: readonly JsonRecord[];
    spec?: JsonRecord;
  } = {},
): JsonRecord {
  const allocatable = { cpu: '8', memory: '32Gi', pods: '110', ...options.allocatable };
  return {
    kind: 'Node',
    metadata: {
      name,
      creationTimestamp: before(864000),
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/arch': 'amd64', ...options.labels },
    },
    spec: { ...(options.taints ? { taints: options.taints } : {}), ...options.spec },
    status: {
      allocatable,
      capacity: allocatable,
      conditions: options.conditions ?? [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastTransitionTime: before(864000),
        },
      ],
      nodeInfo: { architecture: 'amd64' },
    },
  };
}

export function output(tool: string, text: string, name = tool): ToolOutput {
  return { namespace: NAMESPACE, name, tool, text };
}
