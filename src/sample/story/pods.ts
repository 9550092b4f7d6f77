import type { Disposable } from '../../common/disposable.ts';
import { list, record, text, type JsonRecord } from '../../common/json.ts';
import type { LogAnswer } from '../api/backend.ts';
import { stored } from '../api/kinds.ts';
import type { ClusterObject, ObjectMeta } from '../api/object.ts';
import { stamp } from './clock.ts';
import { ScriptedRun, type LogScript } from './log-script.ts';
import { statusOf, type ContainerModel, type Ended, type PodModel } from './pod-status.ts';
import type { Ports, World } from './world.ts';

/** What a pod of the story does. Its first container is the one that things happen to; the others just run. */
export interface Program {
  readonly node: string;
  readonly logs: Readonly<Record<string, LogScript>>;
  /** How long the image takes to come; absent where the machine has it. */
  readonly pullSeconds?: number;
  /** The runtime's words for why the image cannot come. */
  readonly pullError?: string;
  /** The scheduler's words for why no machine takes the pod. */
  readonly waitsBecause?: string;
  readonly readyAfterSeconds?: number;
  readonly ends?: {
    readonly afterSeconds: number;
    readonly reason: Ended['reason'];
    readonly exitCode: number;
  };
  readonly ports?: Ports;
}

export interface PodTemplate {
  readonly namespace: string;
  readonly name: string;
  readonly meta?: Partial<ObjectMeta>;
  readonly spec: JsonRecord;
  readonly program: Program;
}

/** The kubelet's waits between restarts: none the first time, then doubled from 10 s up to five minutes. */
const crashBackOffSeconds = (restarts: number): number =>
  restarts === 0 ? 0 : Math.min(300, 10 * 2 ** (restarts - 1));
const pullBackOffSeconds = (tries: number): number => Math.min(300, 10 * 2 ** tries);

interface Resident {
  readonly template: PodTemplate;
  readonly model: PodModel;
  readonly runs: Map<string, { current?: ScriptedRun; previous?: ScriptedRun }>;
  gone: boolean;
}

/** Scheduler and kubelet of the story: takes each pod through its states, with the events and times that the real ones leave. */
export class Pods {
  readonly #world: World;
  readonly #residents = new Map<string, Resident>();
  readonly #watchers = new Set<(pod: ClusterObject, what: 'changed' | 'leaving' | 'gone') => void>();
  #addresses = 10;

  constructor(world: World) {
    this.#world = world;
  }

  /** Hears of every pod that changes, is being stopped, or is gone: how owners keep their counts. */
  observe(watcher: (pod: ClusterObject, what: 'changed' | 'leaving' | 'gone') => void): Disposable {
    this.#watchers.add(watcher);
    return { dispose: () => this.#watchers.delete(watcher) };
  }

  create(template: PodTemplate): ClusterObject {
    const metadata = this.#world.meta(template.name, template.namespace, template.meta);
    const model: PodModel = {
      uid: metadata.uid,
      qosClass: qosOf(template.spec),
      ip: `10.42.${this.#addresses % 3}.${(this.#addresses += 1) % 250}`,
      containers: list(template.spec, 'containers').map((container) => ({
        name: text(container, 'name') ?? '',
        image: text(container, 'image') ?? '',
        state: { is: 'waiting', reason: 'ContainerCreating' },
        ready: false,
        restarts: 0,
      })),
    };
    const resident: Resident = { template, model, runs: new Map(), gone: false };
    this.#residents.set(metadata.uid, resident);
    const pod = this.#world.store.put({
      kind: 'Pod',
      apiVersion: 'v1',
      metadata,
      spec: template.spec,
      status: statusOf(model),
    });
    this.#after(resident, 0.2, () => this.#schedule(resident));
    return pod;
  }

  /** Begins to stop a pod; it is gone two seconds later, or at once without grace. */
  delete(pod: ClusterObject, graceSeconds: number): ClusterObject {
    const resident = this.#residents.get(pod.metadata.uid);
    if (!resident || pod.metadata.deletionTimestamp !== undefined) return pod;
    const { store, clock, life } = this.#world;
    const deletionTimestamp = stamp(clock.toWorld(life.at) + graceSeconds * 1000);
    const leaving = store.put({
      ...pod,
      metadata: {
        ...pod.metadata,
        deletionTimestamp,
        deletionGracePeriodSeconds: graceSeconds,
        generation: 2,
      },
    });
    for (const container of resident.model.containers)
      if (container.state.is === 'running')
        this.#tell(resident, 'Killing', `Stopping container ${container.name}`, 'Normal', container);
    resident.gone = true;
    this.#hear(leaving, 'leaving');
    life.after(Math.min(graceSeconds, 2), () => {
      for (const runs of resident.runs.values()) runs.current?.end(life.at);
      const last = this.object(resident);
      if (last) store.remove(last);
      this.#residents.delete(pod.metadata.uid);
      this.#hear(leaving, 'gone');
    });
    return leaving;
  }

  programOf(pod: ClusterObject): Program | undefined {
    const resident = this.#residents.get(pod.metadata.uid);
    return resident?.model.containers[0]?.state.is === 'running' ? resident.template.program : undefined;
  }

  templateOf(pod: ClusterObject): PodTemplate | undefined {
    return this.#residents.get(pod.metadata.uid)?.template;
  }

  /** The kubelet's choice among the runs of a container, and its words where there is none. */
  logOf(pod: ClusterObject, name: string, previous: boolean): LogAnswer {
    const resident = this.#residents.get(pod.metadata.uid);
    const container = resident?.model.containers.find((candidate) => candidate.name === name);
    const runs = resident?.runs.get(name);
    if (previous) {
      const run = container?.state.is === 'waiting' ? runs?.current : runs?.previous;
      return container?.last && run
        ? { run }
        : { refused: `previous terminated container "${name}" in pod "${pod.metadata.name}" not found` };
    }
    if (runs?.current) return { run: runs.current };
    const reason = container?.state.is === 'waiting' ? container.state.reason : 'ContainerCreating';
    const why =
      reason === 'ErrImagePull'
        ? "image can't be pulled"
        : reason === 'ImagePullBackOff'
          ? 'trying and failing to pull image'
          : reason;
    return { refused: `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${why}` };
  }

  object(resident: Pick<Resident, 'template' | 'model'>): ClusterObject | undefined {
    const found = this.#world.store.get(stored('pods'), resident.template.namespace, resident.template.name);
    return found?.metadata.uid === resident.model.uid ? found : undefined;
  }

  #schedule(resident: Resident): void {
    const { program, namespace, name } = resident.template;
    if (program.waitsBecause !== undefined) {
      resident.model.unschedulable = { since: this.#world.stamp(), message: program.waitsBecause };
      this.#show(resident);
      this.#tell(resident, 'FailedScheduling', program.waitsBecause, 'Warning');
      this.#again(resident, 300, () =>
        this.#tell(resident, 'FailedScheduling', program.waitsBecause ?? '', 'Warning'),
      );
      return;
    }
    resident.model.scheduled = this.#world.stamp();
    this.#show(resident, { nodeName: program.node });
    this.#tell(resident, 'Scheduled', `Successfully assigned ${namespace}/${name} to ${program.node}`);
    this.#after(resident, 0.8, () => this.#prepare(resident));
  }

  #prepare(resident: Resident): void {
    const { model, template } = resident;
    model.started = this.#world.stamp();
    const node = this.#world.store.get(stored('nodes'), undefined, template.program.node);
    model.hostIP = text(list(node, 'status', 'addresses')[0], 'address') ?? '10.0.0.1';
    this.#show(resident);
    for (const volume of list(template.spec, 'volumes')) {
      const claim = text(volume, 'persistentVolumeClaim', 'claimName');
      const bound =
        claim === undefined
          ? undefined
          : this.#world.store.get(stored('persistentvolumeclaims'), template.namespace, claim);
      const volumeName = text(bound, 'spec', 'volumeName');
      if (volumeName !== undefined)
        this.#tell(
          resident,
          'SuccessfulAttachVolume',
          `AttachVolume.Attach succeeded for volume "${volumeName}"`,
        );
    }
    const [main] = model.containers;
    if (!main) return;
    if (template.program.pullError !== undefined)
      this.#failPull(resident, main, template.program.pullError, 0);
    else if (template.program.pullSeconds === undefined) this.#run(resident, model.containers);
    else {
      const { pullSeconds } = template.program;
      this.#tell(resident, 'Pulling', `Pulling image "${main.image}"`, 'Normal', main);
      this.#after(resident, pullSeconds, () => {
        this.#tell(
          resident,
          'Pulled',
          `Successfully pulled image "${main.image}" in ${pullSeconds}.21s (${pullSeconds}.21s including waiting). Image size: ${Math.round(pullSeconds * 61_234_567)} bytes.`,
          'Normal',
          main,
        );
        this.#run(resident, model.containers);
      });
    }
  }

  #failPull(resident: Resident, container: ContainerModel, error: string, tries: number): void {
    container.state = { is: 'waiting', reason: 'ErrImagePull', message: error };
    this.#show(resident);
    this.#tell(resident, 'Pulling', `Pulling image "${container.image}"`, 'Normal', container);
    this.#tell(
      resident,
      'Failed',
      `Failed to pull image "${container.image}": ${error}`,
      'Warning',
      container,
    );
    this.#tell(resident, 'Failed', 'Error: ErrImagePull', 'Warning', container);
    this.#after(resident, 12, () => {
      container.state = {
        is: 'waiting',
        reason: 'ImagePullBackOff',
        message: `Back-off pulling image "${container.image}": ErrImagePull: ${error}`,
      };
      this.#show(resident);
      this.#tell(resident, 'BackOff', `Back-off pulling image "${container.image}"`, 'Normal', container);
      this.#tell(resident, 'Failed', 'Error: ImagePullBackOff', 'Warning', container);
      this.#after(resident, pullBackOffSeconds(tries), () =>
        this.#failPull(resident, container, error, tries + 1),
      );
    });
  }

  #run(resident: Resident, containers: readonly ContainerModel[]): void {
    const { program } = resident.template;
    const startedAt = this.#world.stamp();
    for (const container of containers) {
      const runs = resident.runs.get(container.name) ?? {};
      const run = new ScriptedRun(
        this.#world.clock,
        program.logs[container.name] ?? { opening: [] },
        this.#world.life.at,
      );
      resident.runs.set(
        container.name,
        runs.current ? { current: run, previous: runs.current } : { current: run },
      );
      container.state = { is: 'running', startedAt };
      if (program.pullSeconds === undefined || container.restarts > 0)
        this.#tell(
          resident,
          'Pulled',
          `Container image "${container.image}" already present on machine and can be accessed by the pod`,
          'Normal',
          container,
        );
      this.#tell(resident, 'Created', 'Container created', 'Normal', container);
      this.#tell(resident, 'Started', 'Container started', 'Normal', container);
    }
    const ready = () => {
      for (const container of containers) container.ready = container.state.is === 'running';
      resident.model.readyChanged = this.#world.stamp();
      this.#show(resident);
    };
    if (program.readyAfterSeconds === undefined) ready();
    else {
      this.#show(resident);
      this.#after(resident, program.readyAfterSeconds, ready);
    }
    const [main] = containers;
    if (program.ends && main)
      this.#after(resident, program.ends.afterSeconds, () =>
        this.#end(resident, main, startedAt, program.ends),
      );
  }

  #end(resident: Resident, main: ContainerModel, startedAt: string, ends: Program['ends']): void {
    if (!ends) return;
    const { model, template } = resident;
    const end: Ended = {
      reason: ends.reason,
      exitCode: ends.exitCode,
      startedAt,
      finishedAt: this.#world.stamp(),
    };
    resident.runs.get(main.name)?.current?.end(this.#world.life.at);
    main.ready = false;
    model.readyChanged = this.#world.stamp();
    const policy = text(template.spec, 'restartPolicy');
    if (policy === 'Never' || (policy === 'OnFailure' && end.exitCode === 0)) {
      main.state = { is: 'terminated', end };
      this.#show(resident);
      return;
    }
    const waitSeconds = crashBackOffSeconds(main.restarts);
    const where = `${template.name}_${template.namespace}(${model.uid})`;
    main.last = end;
    if (waitSeconds > 0) {
      const duration =
        waitSeconds < 60 ? `${waitSeconds}s` : `${Math.floor(waitSeconds / 60)}m${waitSeconds % 60}s`;
      main.state = {
        is: 'waiting',
        reason: 'CrashLoopBackOff',
        message: `back-off ${duration} restarting failed container=${main.name} pod=${where}`,
      };
      this.#tell(
        resident,
        'BackOff',
        `Back-off restarting failed container ${main.name} in pod ${where}`,
        'Warning',
        main,
      );
    } else main.state = { is: 'terminated', end };
    this.#show(resident);
    this.#after(resident, Math.max(1, waitSeconds), () => {
      main.restarts += 1;
      this.#run(resident, [main]);
    });
  }

  #show(resident: Resident, spec: JsonRecord = {}): void {
    const pod = this.object(resident);
    if (!pod) return;
    const shown = this.#world.store.put({
      ...pod,
      spec: { ...pod.spec, ...spec },
      status: statusOf(resident.model),
    });
    this.#hear(shown, 'changed');
  }

  #tell(
    resident: Resident,
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
    container?: ContainerModel,
  ): void {
    const about = this.object(resident);
    if (!about) return;
    const by =
      reason === 'Scheduled' || reason === 'FailedScheduling'
        ? 'default-scheduler'
        : reason === 'SuccessfulAttachVolume'
          ? 'attachdetach-controller'
          : 'kubelet';
    this.#world.tell({
      about,
      reason,
      message,
      type,
      by,
      ...(by === 'kubelet' ? { node: resident.template.program.node } : {}),
      ...(container ? { fieldPath: `spec.containers{${container.name}}` } : {}),
    });
  }

  #hear(pod: ClusterObject, what: 'changed' | 'leaving' | 'gone'): void {
    for (const watcher of [...this.#watchers]) watcher(pod, what);
  }

  /** A step in the pod's life that falls away when the pod does. */
  #after(resident: Resident, seconds: number, then: () => void): void {
    this.#world.life.after(seconds, () => {
      if (!resident.gone) then();
    });
  }

  #again(resident: Resident, seconds: number, then: () => void): void {
    this.#after(resident, seconds, () => {
      then();
      this.#again(resident, seconds, then);
    });
  }
}

function qosOf(spec: JsonRecord): string {
  const resources = list(spec, 'containers').map((container) => record(container, 'resources'));
  if (resources.every((one) => Object.keys(one).length === 0)) return 'BestEffort';
  const same = resources.every(
    (one) => JSON.stringify(record(one, 'limits')) === JSON.stringify(record(one, 'requests')),
  );
  return same ? 'Guaranteed' : 'Burstable';
}
