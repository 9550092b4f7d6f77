import { Cancellation, CancelledError, onCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { isRecord } from '../../common/json.ts';
import type { ContainerRecord } from '../model/container.ts';
import { mainContainer, podRecord, type PodRecord } from '../model/pod.ts';
import type { Owners } from '../owners/owner-lookup.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { followLog } from './follow-log.ts';
import type { LogOptions } from './log-events.ts';
import { mergeLogs, MOST_SOURCES, type MergedEvent, type MergedLog } from './merge-logs.ts';
import { heirOf, isLeaving, isOver, podTest, type PodChoice } from './pod-choice.ts';
import type { PodRoster } from './pod-roster.ts';

/** One container whose log is in the stream. Its place in the list is the number that its lines carry. */
export interface GroupSource {
  readonly pod: string;
  readonly container: string;
}

export type GroupEvent =
  | MergedEvent
  /** New sources: all there were so far. Comes before their first line. */
  | { readonly kind: 'sources'; readonly sources: readonly GroupSource[] }
  /** The pod that is followed was replaced; what follows is of the new one. Comes before its sources. */
  | { readonly kind: 'replaced'; readonly from: string; readonly to: string }
  | { readonly kind: 'members'; readonly members: GroupMembers };

/** How it stands with the pods of a log. */
export interface GroupMembers {
  /** Unknown where they may not or cannot be listed. */
  readonly pods: number | undefined;
  /** Containers that are being read. */
  readonly reading: number;
  /** Containers beyond the 50 that are read at once; they join when others end. */
  readonly left: number;
  /** Pods none of whose containers has started yet. */
  readonly notStarted: number;
  /** Why the pods are not known. */
  readonly problem?: ClusterProblem;
}

export interface GroupLogOptions {
  readonly namespace: string;
  readonly choice: PodChoice;
  /** Of each pod: all, the one that logs begin with, or those of these names. */
  readonly containers: 'all' | 'main' | readonly string[];
  readonly roster: PodRoster;
  /** Who owns the owners of pods; what the pods themselves tell where nothing is said. */
  readonly owners?: Owners;
  readonly log: LogOptions;
  /** Goes on when everything has ended: a new pod may come. Otherwise the stream ends then. */
  readonly waitForMore: boolean;
}

/**
 * The logs of all containers of the pods that were chosen, as one. Pods that come later join by themselves, and a pod that took the
 * place of the one that is followed is followed instead. At most 50 containers are read at once; how many are left is told.
 */
export function groupLog(
  api: ClusterApi,
  options: GroupLogOptions,
  signal: AbortSignal,
): AsyncIterable<GroupEvent> {
  return new GroupReader(api, options, signal);
}

class GroupReader implements AsyncIterable<GroupEvent> {
  readonly #api: ClusterApi;
  readonly #options: GroupLogOptions;
  readonly #signal: AbortSignal;
  readonly #merged: MergedLog;
  readonly #wanted: (pod: PodRecord) => boolean;
  /** Containers that were added once, by the pod's uid: each is read from its beginning to its end, once. */
  readonly #added = new Set<string>();
  readonly #sources: GroupSource[] = [];
  readonly #running = new Set<number>();
  #queue: GroupEvent[] = [];
  #members: GroupMembers = { pods: undefined, reading: 0, left: 0, notStarted: 0 };
  /** The one pod that is followed. */
  #followed: PodRecord | undefined;
  #isAsked = false;
  readonly #ended = new Cancellation();
  #isOver = false;
  #isChanged = true;
  #wake: (() => void) | undefined;

  constructor(api: ClusterApi, options: GroupLogOptions, signal: AbortSignal) {
    this.#api = api;
    this.#options = options;
    this.#signal = signal;
    this.#merged = mergeLogs([], this.#ended.signal, { untilAllEnded: false });
    this.#wanted =
      podTest(options.choice, options.owners && ((pod) => options.owners?.topOf(pod))) ?? (() => false);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<GroupEvent, void, undefined> {
    const { roster, owners } = this.#options;
    const events = this.#merged[Symbol.asyncIterator]();
    const owned: Disposable[] = [
      roster.onDidChange(() => this.#changed()),
      ...(owners ? [owners.onDidChange(() => this.#changed())] : []),
      roster.observe(),
      onCancelled(this.#signal, () => this.#changed()),
      this.#ended,
    ];
    try {
      let pending = taken(events.next());
      for (;;) {
        throwIfCancelled(this.#signal);
        if (this.#isChanged) {
          this.#isChanged = false;
          await this.#look();
        }
        while (this.#queue.length > 0) yield* this.#queue.splice(0);
        if (this.#isOver && this.#running.size === 0) return;
        const next = await Promise.race([pending, this.#change()]);
        if (next === undefined) continue;
        if (next.done === true) throw new CancelledError();
        pending = taken(events.next());
        yield next.value;
        this.#note(next.value);
      }
    } finally {
      for (const thing of owned) thing.dispose();
    }
  }

  /** Adds the containers that are new among the chosen pods. */
  async #look(): Promise<void> {
    const pods = await this.#pods();
    if (pods === undefined) {
      const { problem } = this.#options.roster;
      if (problem) this.#tell({ ...this.#members, problem });
      // What is refused stays refused; and who asked once wants an answer.
      this.#isOver = problem !== undefined && (problem.kind === 'not-allowed' || !this.#follows);
      return;
    }
    const before = this.#sources.length;
    const isOne = this.#options.choice.by === 'pod';
    let left = 0;
    for (const pod of inOrder(pods)) {
      for (const container of this.#containersOf(pod, isOne)) {
        const key = `${pod.uid}/${container}`;
        if (this.#added.has(key)) continue;
        if (this.#add({ pod: pod.name, container })) this.#added.add(key);
        else left += 1;
      }
    }
    if (this.#sources.length > before) this.#queue.push({ kind: 'sources', sources: [...this.#sources] });
    this.#tell({
      pods: pods.length,
      reading: this.#running.size,
      left,
      notStarted: pods.filter((pod) => !isOver(pod) && !pod.containers.some(hasStarted)).length,
    });
    this.#isOver =
      left === 0 && (!this.#follows || (!this.#options.waitForMore && pods.length > 0 && pods.every(isOver)));
  }

  #add({ pod, container }: GroupSource): boolean {
    if (this.#running.size >= MOST_SOURCES) return false;
    const { namespace, log } = this.#options;
    const index = this.#merged.add((signal) =>
      followLog(this.#api, { namespace, pod, container }, log, signal),
    );
    if (index === undefined) return false;
    this.#sources[index] = { pod, container };
    this.#running.add(index);
    return true;
  }

  #containersOf(pod: PodRecord, isOne: boolean): readonly string[] {
    const { containers: wanted } = this.#options;
    const named = wanted === 'main' ? [mainContainer(pod)?.name ?? pod.containers[0]?.name ?? ''] : wanted;
    const containers = pod.containers.filter(({ name }) => named === 'all' || named.includes(name));
    // A name that the pod does not have: its reader says which there are.
    if (isOne && named !== 'all' && containers.length === 0) return named;
    if (this.#options.log.previous === true) {
      const restarted = containers.filter(({ restarts }) => restarts > 0).map(({ name }) => name);
      return restarted.length > 0 || !isOne ? restarted : containers.map(({ name }) => name);
    }
    // What has not started joins when it does. Of a single pod it says what it waits for.
    return containers.filter((container) => isOne || hasStarted(container)).map(({ name }) => name);
  }

  get #follows(): boolean {
    return this.#options.log.follow === true;
  }

  /** The chosen pods, as far as they are known. */
  async #pods(): Promise<readonly PodRecord[] | undefined> {
    const { choice, roster } = this.#options;
    const { pods } = roster;
    if (choice.by !== 'pod') return pods?.filter(this.#wanted);
    if (!pods) {
      // One pod is quicker asked for than all are listed, and may be seen where a list is refused.
      if (!this.#isAsked) this.#followed ??= await this.#ask(choice.pod);
      return this.#followed && [this.#followed];
    }
    return this.#follow(choice, pods);
  }

  #follow(
    choice: Extract<PodChoice, { by: 'pod' }>,
    pods: readonly PodRecord[],
  ): readonly PodRecord[] | undefined {
    const before = this.#followed;
    if (!before) {
      this.#followed = pods.find(this.#wanted) ?? heirOf(pods, unseenPod(choice.pod), choice.owner);
      if (this.#followed && this.#followed.name !== choice.pod)
        this.#queue.push({ kind: 'replaced', from: choice.pod, to: this.#followed.name });
      return this.#followed ? [this.#followed] : [];
    }
    const now = pods.find(({ uid }) => uid === before.uid);
    const heir = !now || isLeaving(now) ? heirOf(pods, before, choice.owner) : undefined;
    if (!heir || !this.#follows) {
      this.#followed = now ?? before;
      return now ? [now] : [];
    }
    this.#queue.push({ kind: 'replaced', from: before.name, to: heir.name });
    this.#followed = heir;
    return [heir];
  }

  async #ask(name: string): Promise<PodRecord | undefined> {
    this.#isAsked = true;
    const { namespace } = this.#options;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
    try {
      const pod = await this.#api.json({ path }, this.#signal);
      return isRecord(pod) ? podRecord(pod) : undefined;
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      const { containers } = this.#options;
      // Somebody who may read logs and not look at pods: where the container was named, its log is tried all the same.
      if (problem.kind === 'not-allowed' && typeof containers === 'object')
        return podRecord({
          metadata: { name, namespace },
          spec: { containers: containers.map((container) => ({ name: container })) },
        });
      this.#tell({ ...this.#members, problem });
      return undefined;
    }
  }

  /** A source has ended: another one may join. */
  #note(event: MergedEvent): void {
    if (event.kind === 'lines' || (event.kind === 'mark' && event.mark.kind !== 'ended')) return;
    this.#running.delete(event.source);
    this.#merged.remove(event.source);
    this.#isChanged = true;
  }

  #tell(members: GroupMembers): void {
    if (isSame(members, this.#members)) return;
    this.#members = members;
    this.#queue.push({ kind: 'members', members });
  }

  readonly #changed = (): void => {
    this.#isChanged = true;
    this.#wake?.();
  };

  async #change(): Promise<undefined> {
    if (!this.#isChanged) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
    return undefined;
  }
}

/** Stands for a pod of which only the name is known: whatever its owner has is younger. */
function unseenPod(name: string): Pick<PodRecord, 'uid' | 'name' | 'createdAt' | 'labels'> {
  return { uid: '', name, createdAt: undefined, labels: {} };
}

/** The promise will be looked at in the next turn; should the reader leave before, its end is nobody's error. */
function taken<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function hasStarted({ state, restarts }: ContainerRecord): boolean {
  return restarts > 0 || state?.is === 'running' || state?.is === 'ended';
}

/** Those that still do something first, then by name, with numbers as numbers. */
function inOrder(pods: readonly PodRecord[]): readonly PodRecord[] {
  return [...pods].sort(
    (a, b) => Number(isOver(a)) - Number(isOver(b)) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
}

function isSame(a: GroupMembers, b: GroupMembers): boolean {
  return (
    a.pods === b.pods &&
    a.reading === b.reading &&
    a.left === b.left &&
    a.notStarted === b.notStarted &&
    a.problem?.kind === b.problem?.kind
  );
}
