import type { JsonRecord } from '../../common/json.ts';
import { at, flag, instant, isRecord, list, number, record, text, textMap } from '../../common/json.ts';
import type { Evidence, ObjectRef, SubjectRef } from '../finding.ts';
import { quantityOf } from '../words/quantities.ts';
import { quote, refTo } from './refs.ts';

/** How one run of a container ended. */
export interface End {
  readonly exitCode?: number;
  readonly reason: string;
  readonly message: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** True: the container is down now; false: it was started again since. */
  readonly current: boolean;
  readonly path: string;
}

export type ContainerState =
  | { readonly kind: 'running'; readonly startedAt?: number }
  | { readonly kind: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly kind: 'ended'; readonly end: End }
  | { readonly kind: 'unknown' };

/** One container of a pod: what was asked for and how it is. */
export class ContainerFacts {
  readonly pod: ObjectRef;
  readonly name: string;
  /** `sidecar` is an init container that stays (restartPolicy Always). */
  readonly role: 'init' | 'sidecar' | 'app';
  readonly spec: JsonRecord;
  readonly status: JsonRecord;
  readonly specPath: string;
  readonly statusPath: string;
  readonly state: ContainerState;
  /** The last end that is known: the present one, or the one before the last restart. */
  readonly end: End | undefined;
  readonly restarts: number;
  readonly ready: boolean;

  constructor(
    pod: ObjectRef,
    read: {
      spec: JsonRecord;
      specPath: string;
      status: JsonRecord;
      statusPath: string;
      init: boolean;
      name: string;
    },
  ) {
    this.pod = pod;
    this.name = read.name;
    this.spec = read.spec;
    this.status = read.status;
    this.specPath = read.specPath;
    this.statusPath = read.statusPath;
    this.role = !read.init ? 'app' : text(read.spec, 'restartPolicy') === 'Always' ? 'sidecar' : 'init';
    this.restarts = number(read.status, 'restartCount') ?? 0;
    this.ready = flag(read.status, 'ready') ?? false;
    const ended = endAt(read.status, 'state', read.statusPath, true);
    const waiting = at(read.status, 'state', 'waiting');
    const running = at(read.status, 'state', 'running');
    if (ended) this.state = { kind: 'ended', end: ended };
    else if (isRecord(waiting))
      this.state = {
        kind: 'waiting',
        reason: text(waiting, 'reason') ?? '',
        message: text(waiting, 'message') ?? '',
      };
    else if (isRecord(running)) {
      const startedAt = instant(running, 'startedAt');
      this.state = startedAt === undefined ? { kind: 'running' } : { kind: 'running', startedAt };
    } else this.state = { kind: 'unknown' };
    this.end = ended ?? endAt(read.status, 'lastState', read.statusPath, false);
  }

  get ref(): SubjectRef {
    return { ...this.pod, container: this.name };
  }

  get image(): string {
    return text(this.spec, 'image') ?? text(this.status, 'image') ?? '';
  }

  get waiting(): { readonly reason: string; readonly message: string } | undefined {
    return this.state.kind === 'waiting' ? this.state : undefined;
  }

  /** When the run that goes on now began. */
  get runningSince(): number | undefined {
    return this.state.kind === 'running' ? this.state.startedAt : undefined;
  }

  limit(resource: string): number | undefined {
    return quantityOf(at(this.spec, 'resources', 'limits', resource));
  }

  request(resource: string): number | undefined {
    return quantityOf(at(this.spec, 'resources', 'requests', resource)) ?? this.limit(resource);
  }

  /** Evidence from the status of this container. */
  quote(path: string, quoted: string): Evidence {
    return quote(this.pod, path, quoted, this.name);
  }

  /** `reason OOMKilled, exit code 137` with its place. */
  quoteEnd(end: End): Evidence {
    const parts = [
      end.reason,
      end.exitCode === undefined ? '' : `exit code ${end.exitCode}`,
      end.message,
    ].filter((part) => part !== '');
    return this.quote(end.path, parts.join(', '));
  }

  quoteWaiting(): Evidence {
    const { reason, message } = this.waiting ?? { reason: '', message: '' };
    return this.quote(`${this.statusPath}.state.waiting`, message === '' ? reason : `${reason}: ${message}`);
  }
}

function endAt(
  status: JsonRecord,
  field: 'state' | 'lastState',
  statusPath: string,
  current: boolean,
): End | undefined {
  const ended = at(status, field, 'terminated');
  if (!isRecord(ended)) return undefined;
  const exitCode = number(ended, 'exitCode');
  const startedAt = instant(ended, 'startedAt');
  const finishedAt = instant(ended, 'finishedAt');
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    reason: text(ended, 'reason') ?? '',
    message: text(ended, 'message') ?? '',
    // 1970 is what runtimes write when the process never began (StartError).
    ...(startedAt === undefined || startedAt <= 0 ? {} : { startedAt }),
    ...(finishedAt === undefined || finishedAt <= 0 ? {} : { finishedAt }),
    current,
    path: `${statusPath}.${field}.terminated`,
  };
}

export interface PodCondition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly since?: number;
  readonly path: string;
}

/** A pod as rules see it. */
export class PodFacts {
  readonly object: JsonRecord;
  readonly ref: ObjectRef;
  readonly uid: string | undefined;
  readonly containers: readonly ContainerFacts[];
  readonly phase: string;

  constructor(object: JsonRecord) {
    this.object = object;
    this.ref = refTo('Pod', text(object, 'metadata', 'namespace'), text(object, 'metadata', 'name') ?? '');
    this.uid = text(object, 'metadata', 'uid');
    this.phase = text(object, 'status', 'phase') ?? '';
    this.containers = [...containersOf(object, this.ref, true), ...containersOf(object, this.ref, false)];
  }

  get namespace(): string {
    return this.ref.namespace ?? '';
  }

  /** True for the only container that does the pod's work: nobody needs its name to know which is meant. */
  isOnlyProgram(container: ContainerFacts): boolean {
    return container.role === 'app' && this.containers.filter(({ role }) => role === 'app').length === 1;
  }

  get spec(): JsonRecord {
    return record(this.object, 'spec');
  }

  get labels(): Readonly<Record<string, string>> {
    return textMap(this.object, 'metadata', 'labels');
  }

  get annotations(): Readonly<Record<string, string>> {
    return textMap(this.object, 'metadata', 'annotations');
  }

  get createdAt(): number | undefined {
    return instant(this.object, 'metadata', 'creationTimestamp');
  }

  get deletedAt(): number | undefined {
    return instant(this.object, 'metadata', 'deletionTimestamp');
  }

  get nodeName(): string | undefined {
    const name = text(this.object, 'spec', 'nodeName');
    return name === '' ? undefined : name;
  }

  get reason(): string {
    return text(this.object, 'status', 'reason') ?? '';
  }

  get message(): string {
    return text(this.object, 'status', 'message') ?? '';
  }

  get appContainers(): readonly ContainerFacts[] {
    return this.containers.filter((container) => container.role === 'app');
  }

  condition(type: string): PodCondition | undefined {
    const conditions = list(this.object, 'status', 'conditions');
    const index = conditions.findIndex((condition) => text(condition, 'type') === type);
    if (index < 0) return undefined;
    const found = conditions[index];
    const since = instant(found, 'lastTransitionTime');
    return {
      status: text(found, 'status') ?? '',
      reason: text(found, 'reason') ?? '',
      message: text(found, 'message') ?? '',
      ...(since === undefined ? {} : { since }),
      path: `status.conditions[${index}]`,
    };
  }

  get isReady(): boolean {
    return this.condition('Ready')?.status === 'True';
  }

  get isFinished(): boolean {
    return this.phase === 'Succeeded' || this.phase === 'Failed';
  }

  /** When something last went forward: a container started or became ready. Older events are history. */
  get lastProgress(): number | undefined {
    const starts = this.containers.flatMap((container) => {
      if (container.state.kind === 'running') return container.state.startedAt ?? [];
      return container.end?.startedAt ?? [];
    });
    return starts.length === 0 ? undefined : Math.max(...starts);
  }

  /** True once any container has ever run: its volumes, network and settings were fine then. */
  get hasStarted(): boolean {
    return this.containers.some(
      (c) =>
        c.state.kind === 'running' ||
        (c.end !== undefined && c.end.startedAt !== undefined) ||
        c.restarts > 0,
    );
  }

  /** Sum over containers of what is asked for of a resource (init containers count with their largest, as the scheduler does). */
  request(resource: string): number {
    const init = this.containers.filter((c) => c.role === 'init').map((c) => c.request(resource) ?? 0);
    const rest = this.containers
      .filter((c) => c.role !== 'init')
      .reduce((sum, c) => sum + (c.request(resource) ?? 0), 0);
    return Math.max(rest, ...init);
  }

  /** Names of all resources that the pod asks for. */
  get requestedResources(): readonly string[] {
    const names = this.containers.flatMap((c) => [
      ...Object.keys(record(c.spec, 'resources', 'requests')),
      ...Object.keys(record(c.spec, 'resources', 'limits')),
    ]);
    return [...new Set(names)].sort();
  }

  quote(path: string, quoted: string): Evidence {
    return quote(this.ref, path, quoted);
  }

  quoteCondition(type: string): Evidence[] {
    const condition = this.condition(type);
    if (!condition) return [];
    const said = [condition.reason, condition.message].filter((part) => part !== '').join(': ');
    return [this.quote(condition.path, `${type}=${condition.status}${said === '' ? '' : ` ${said}`}`)];
  }

  quoteReason(): Evidence {
    return this.quote('status', this.message === '' ? this.reason : `${this.reason}: ${this.message}`);
  }
}

function containersOf(object: JsonRecord, pod: ObjectRef, init: boolean): ContainerFacts[] {
  const specField = init ? 'initContainers' : 'containers';
  const statusField = init ? 'initContainerStatuses' : 'containerStatuses';
  const specs = list(object, 'spec', specField);
  const statuses = list(object, 'status', statusField);
  const found: ContainerFacts[] = [];
  const used = new Set<number>();
  specs.forEach((spec, index) => {
    const name = text(spec, 'name');
    if (!isRecord(spec) || name === undefined) return;
    const statusIndex = statuses.findIndex((status) => text(status, 'name') === name);
    if (statusIndex >= 0) used.add(statusIndex);
    found.push(
      new ContainerFacts(pod, {
        spec,
        specPath: `spec.${specField}[${index}]`,
        status: record(statuses[statusIndex]),
        statusPath: `status.${statusField}[${Math.max(statusIndex, 0)}]`,
        init,
        name,
      }),
    );
  });
  // A status without its spec: the bundle holds only half of the pod, and that half still speaks.
  statuses.forEach((status, index) => {
    const name = text(status, 'name');
    if (used.has(index) || !isRecord(status) || name === undefined) return;
    found.push(
      new ContainerFacts(pod, {
        spec: {},
        specPath: `spec.${specField}`,
        status,
        statusPath: `status.${statusField}[${index}]`,
        init,
        name,
      }),
    );
  });
  return found;
}
