import { disposable } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Bundle } from '../diagnostics/bundle.ts';
import type { Collection, CollectionChange, LiveCollection } from '../k8s/live/collection.ts';
import { topOwner } from '../k8s/model/owner.ts';
import type { Session } from '../k8s/session.ts';
import { podEntry } from '../rows/pod-entry.ts';
import type { PodEntry } from '../rows/pod-entry.ts';
import type { PodRow } from '../rows/row.ts';

export const NOON = Date.parse('2026-01-15T12:00:00Z');

/** A row of a pod that runs well, changed where a test says so. */
export function podOf(name: string, changes: Partial<PodRow> = {}): PodRow {
  return {
    uid: `uid-${name}`,
    namespace: 'team-a',
    name,
    status: 'Running',
    ready: '1/1',
    restarts: 0,
    state: 'running',
    words: 'running · 3 h',
    severity: 'fine',
    since: '2026-01-15T07:00:00Z',
    ...changes,
  };
}

export interface SketchedPod {
  readonly name: string;
  readonly uid?: string;
  /** A Job's name. */
  readonly job?: string;
  readonly createdAt?: string;
  /** In a crash loop, out of memory. */
  readonly crashing?: boolean;
}

/** What a live list would keep of such a pod. */
export function entryOf({
  name,
  uid = `uid-${name}`,
  job,
  createdAt = '2026-01-15T09:00:00Z',
  crashing = false,
}: SketchedPod): PodEntry {
  const limits = { memory: '2Gi' };
  const crashed = {
    ready: false,
    restartCount: 4,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: {
      terminated: {
        exitCode: 137,
        reason: 'OOMKilled',
        startedAt: '2026-01-15T11:40:00Z',
        finishedAt: '2026-01-15T11:50:00Z',
      },
    },
  };
  const well = { ready: true, restartCount: 0, state: { running: { startedAt: createdAt } } };
  return podEntry({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid,
      namespace: 'team-a',
      creationTimestamp: createdAt,
      ...(job !== undefined && {
        ownerReferences: [
          { apiVersion: 'batch/v1', kind: 'Job', name: job, uid: `uid-job-${job}`, controller: true },
        ],
      }),
    },
    spec: { containers: [{ name: 'main', image: 'img:1', resources: { limits } }] },
    status: {
      phase: 'Running',
      startTime: createdAt,
      conditions: [{ type: 'Ready', status: crashing ? 'False' : 'True', lastTransitionTime: createdAt }],
      containerStatuses: [{ name: 'main', image: 'img:1', ...(crashing ? crashed : well) }],
    },
  });
}

export function bundleOf(...entries: readonly PodEntry[]): Bundle {
  return {
    takenAt: NOON,
    objects: entries.flatMap(({ object }) => (object ? [object] : [])),
    logs: [],
    outputs: [],
    notSeen: [],
  };
}

/** A live list whose content a test sets. */
export class SetCollection<
  T extends { readonly record: { readonly uid: string } },
> implements LiveCollection<T> {
  readonly #changed = new Emitter<CollectionChange>();
  current: Collection<T> = { state: 'connecting', since: NOON };
  observers = 0;
  refreshes = 0;
  readonly onDidChange = this.#changed.event;

  observe(): Disposable {
    this.observers += 1;
    return disposable(() => {
      this.observers -= 1;
    });
  }

  whenLive(): Promise<ReadonlyMap<string, T>> {
    return this.current.state === 'live'
      ? Promise.resolve(this.current.items)
      : Promise.reject(new Error('not live'));
  }

  refresh(): void {
    this.refreshes += 1;
  }

  set(current: Collection<T>): void {
    const stateChanged = current.state !== this.current.state;
    this.current = current;
    this.#changed.fire({ uids: new Set(), stateChanged });
  }

  setItems(...items: readonly T[]): void {
    this.set({ state: 'live', complete: true, items: new Map(items.map((item) => [item.record.uid, item])) });
  }
}

/** A session with the namespaces and lists that a test gives it; whatever else it is asked for is an error of the test. */
export function sessionOf(
  lists: Readonly<Record<string, SetCollection<PodEntry>>>,
  home?: string,
): Session & { readonly observers: () => number } {
  const changed = new Emitter<void>();
  let observers = 0;
  const refuse = (): never => {
    throw new Error('not part of this test');
  };
  return {
    context: {
      name: 'sample',
      cluster: 'sample',
      server: 'https://sample:6443',
      user: 'ana',
      ...(home !== undefined && { namespace: home }),
    },
    api: {
      server: 'https://sample:6443',
      json: refuse,
      text: refuse,
      stream: refuse,
      socket: refuse,
      counts: { requests: 0, connections: 0 },
      dispose: () => undefined,
    },
    namespaces: { state: 'known', names: Object.keys(lists), source: 'listed' },
    onDidChangeNamespaces: changed.event,
    observeNamespaces: () => {
      observers += 1;
      return disposable(() => {
        observers -= 1;
      });
    },
    observers: () => observers,
    addNamespace: refuse,
    collection: (_resource, namespace) => pretend(lists[namespace ?? '']),
    owners: { topOf: (pod) => topOwner(pod, () => undefined), onDidChange: changed.event },
    allowed: () => Promise.resolve(true),
    dispose: () => undefined,
  };
}

/** The test's list stands for whatever is asked for: it only ever holds what the asker wants. */
function pretend(list: unknown): never {
  return list as never;
}
