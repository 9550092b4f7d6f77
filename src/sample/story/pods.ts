import type { Disposable } from '../../common/disposable.ts';
import { list, record, text, type JsonRecord } from '../../common/json.ts';
import type { ContainerUse, LogAnswer } from '../api/backend.ts';
import type { ClusterObject } from '../api/object.ts';
import { stamp } from './clock.ts';
import { begin } from './kubelet.ts';
import { statusOf, type PodModel } from './pod-status.ts';
import { Resident, type PodTemplate, type Program } from './resident.ts';
import type { World } from './world.ts';

/** How long a pod of the story takes to end, unless it is given less. */
const STOP_SECONDS = 2;

type PodWatcher = (pod: ClusterObject, what: 'changed' | 'leaving' | 'gone') => void;

/** All pods of the story. */
export class Pods {
  readonly #world: World;
  readonly #residents = new Map<string, Resident>();
  readonly #watchers = new Set<PodWatcher>();
  #made = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Hears of every pod that changes, is being stopped, or is gone: how owners keep their counts. */
  observe(watcher: PodWatcher): Disposable {
    this.#watchers.add(watcher);
    return { dispose: () => this.#watchers.delete(watcher) };
  }

  create(template: PodTemplate): ClusterObject {
    const metadata = this.#world.meta(template.name, template.namespace, { generation: 1, ...template.meta });
    this.#made += 1;
    const model: PodModel = {
      uid: metadata.uid,
      qosClass: qosOf(template.spec),
      ip: `10.42.${this.#made % 3}.${10 + (this.#made % 240)}`,
      containers: list(template.spec, 'containers').map((container) => ({
        name: text(container, 'name') ?? '',
        image: text(container, 'image') ?? '',
        state: { is: 'waiting', reason: 'ContainerCreating' },
        ready: false,
        restarts: 0,
      })),
    };
    const resident = new Resident(this.#world, template, model, (pod) => this.#hear(pod, 'changed'));
    this.#residents.set(metadata.uid, resident);
    const pod = this.#world.store.put({
      kind: 'Pod',
      apiVersion: 'v1',
      metadata,
      spec: template.spec,
      status: statusOf(model),
    });
    begin(resident);
    return pod;
  }

  /** Begins to stop a pod; it is gone a little later, or at once without grace. */
  delete(pod: ClusterObject, graceSeconds: number): ClusterObject {
    const resident = this.#residents.get(pod.metadata.uid);
    if (!resident || resident.leaving) return pod;
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
        resident.tell('Killing', `Stopping container ${container.name}`, container);
    resident.leaving = true;
    this.#hear(leaving, 'leaving');
    life.after(Math.min(graceSeconds, STOP_SECONDS), () => {
      for (const container of resident.model.containers) resident.endRun(container);
      const last = resident.object;
      if (last) store.remove(last);
      this.#residents.delete(pod.metadata.uid);
      this.#hear(leaving, 'gone');
    });
    return leaving;
  }

  /** What runs in a pod, while it runs. */
  programOf(pod: ClusterObject): Program | undefined {
    const resident = this.#residents.get(pod.metadata.uid);
    return resident?.model.containers[0]?.state.is === 'running' ? resident.template.program : undefined;
  }

  usageOf(pod: ClusterObject, at: number): readonly ContainerUse[] {
    return this.#residents.get(pod.metadata.uid)?.usageAt(at) ?? [];
  }

  logOf(pod: ClusterObject, container: string, previous: boolean): LogAnswer {
    const resident = this.#residents.get(pod.metadata.uid);
    return resident?.logOf(container, previous) ?? { refused: `pod ${pod.metadata.name} is gone` };
  }

  #hear(pod: ClusterObject, what: 'changed' | 'leaving' | 'gone'): void {
    for (const watcher of [...this.#watchers]) watcher(pod, what);
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
