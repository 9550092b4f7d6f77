import { list, text, type JsonRecord } from '../../common/json.ts';
import type { ContainerUse, LogAnswer } from '../api/backend.ts';
import { stored } from '../api/kinds.ts';
import type { ClusterObject, ObjectMeta } from '../api/object.ts';
import { ScriptedRun, type LogScript } from './log-script.ts';
import { statusOf, type ContainerModel, type Ended, type PodModel } from './pod-status.ts';
import { steadyUse, type Use } from './use.ts';
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
  /** What the first container uses, seconds after its start; the others and those that say nothing use a part of what they asked for. */
  readonly uses?: (seconds: number) => Use;
}

export interface PodTemplate {
  readonly namespace: string;
  readonly name: string;
  readonly meta?: Partial<ObjectMeta>;
  readonly spec: JsonRecord;
  readonly program: Program;
}

/** A pod that lives in the story: what it is to do, how far it has come, and what its containers have printed. */
export class Resident {
  readonly template: PodTemplate;
  readonly model: PodModel;
  readonly world: World;
  /** Once it is being stopped, nothing more happens to it but its end. */
  leaving = false;
  readonly #runs = new Map<string, { current: ScriptedRun; previous?: ScriptedRun }>();
  readonly #changed: (pod: ClusterObject) => void;

  constructor(world: World, template: PodTemplate, model: PodModel, changed: (pod: ClusterObject) => void) {
    this.world = world;
    this.template = template;
    this.model = model;
    this.#changed = changed;
  }

  /** The pod as the API has it; `undefined` when it is gone. */
  get object(): ClusterObject | undefined {
    const { namespace, name } = this.template;
    const found = this.world.store.get(stored('pods'), namespace, name);
    return found?.metadata.uid === this.model.uid ? found : undefined;
  }

  /** Writes down what the model says now. */
  show(spec: JsonRecord = {}): void {
    const pod = this.object;
    if (!pod) return;
    const shown = this.world.store.put({
      ...pod,
      spec: { ...pod.spec, ...spec },
      status: statusOf(this.model),
    });
    this.#changed(shown);
  }

  tell(
    reason: string,
    message: string,
    container?: ContainerModel,
    type: 'Normal' | 'Warning' = 'Normal',
  ): void {
    const about = this.object;
    if (!about) return;
    const by = SPEAKERS[reason] ?? 'kubelet';
    const node = by === 'kubelet' ? { node: this.template.program.node } : {};
    const where = container ? { fieldPath: `spec.containers{${container.name}}` } : {};
    this.world.tell({ about, reason, message, type, by, ...node, ...where });
  }

  warn(reason: string, message: string, container?: ContainerModel): void {
    this.tell(reason, message, container, 'Warning');
  }

  /** A step that falls away when the pod does. */
  after(seconds: number, then: () => void): void {
    this.world.life.after(seconds, () => {
      if (!this.leaving) then();
    });
  }

  every(seconds: number, then: () => void): void {
    this.after(seconds, () => {
      then();
      this.every(seconds, then);
    });
  }

  /** A container begins to print. */
  startRun(container: ContainerModel): void {
    const script = this.template.program.logs[container.name] ?? { opening: [] };
    const current = new ScriptedRun(this.world.clock, script, this.world.life.at);
    const earlier = this.#runs.get(container.name);
    this.#runs.set(container.name, earlier ? { current, previous: earlier.current } : { current });
  }

  endRun(container: ContainerModel): void {
    this.#runs.get(container.name)?.current.end(this.world.life.at);
  }

  /** What its containers use at a moment of the world. */
  usageAt(at: number): readonly ContainerUse[] {
    return this.model.containers.flatMap((container, index) => {
      if (container.state.is !== 'running') return [];
      const seconds = (at - Date.parse(container.state.startedAt)) / 1000;
      if (seconds < 0) return [];
      const own = index === 0 ? this.template.program.uses : undefined;
      const use = own?.(seconds) ?? steadyUse(this.template.spec, container.name, seconds);
      return [{ container: container.name, ...use }];
    });
  }

  /** The kubelet's choice among the runs of a container, and its words where there is none. */
  logOf(name: string, previous: boolean): LogAnswer {
    const container = this.model.containers.find((candidate) => candidate.name === name);
    const runs = this.#runs.get(name);
    const pod = this.template.name;
    if (previous) {
      const run = container?.state.is === 'waiting' ? runs?.current : runs?.previous;
      return container?.last && run
        ? { run }
        : { refused: `previous terminated container "${name}" in pod "${pod}" not found` };
    }
    if (runs) return { run: runs.current };
    const reason = container?.state.is === 'waiting' ? container.state.reason : 'ContainerCreating';
    return {
      refused: `container "${name}" in pod "${pod}" is waiting to start: ${WAITING[reason] ?? reason}`,
    };
  }
}

/** Who says what, where it is not the kubelet. */
const SPEAKERS: Readonly<Record<string, string>> = {
  Scheduled: 'default-scheduler',
  FailedScheduling: 'default-scheduler',
  SuccessfulAttachVolume: 'attachdetach-controller',
};

/** The kubelet's words for two reasons; the others it names as they are. */
const WAITING: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

export const mountedClaims = (template: PodTemplate): string[] =>
  list(template.spec, 'volumes').flatMap(
    (volume) => text(volume, 'persistentVolumeClaim', 'claimName') ?? [],
  );
