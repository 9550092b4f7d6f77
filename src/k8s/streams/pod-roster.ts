import type { Disposable } from '../../common/disposable.ts';
import { Emitter, type Event } from '../../common/event.ts';
import { isCancelled } from '../../common/cancellation.ts';
import type { LiveCollection } from '../live/collection.ts';
import { podRecord, type PodRecord } from '../model/pod.ts';
import type { ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { snapshots, type SmallQuery } from './snapshots.ts';

/** The pods of a namespace as they come and go. */
export interface PodRoster {
  /** Nothing as long as they are not known. Pods of a lost connection stay. */
  readonly pods: readonly PodRecord[] | undefined;
  /** Why they are not known. */
  readonly problem: ClusterProblem | undefined;
  readonly onDidChange: Event<unknown>;
  /** Keeps it up to date until disposed. */
  observe(): Disposable;
}

/** Over a live list that others look at as well. */
export function rosterOf<T>(collection: LiveCollection<T>, recordOf: (item: T) => PodRecord): PodRoster {
  return {
    get pods() {
      const { current } = collection;
      // While the first pages come, a pod that is missing may still be on one of the next.
      if (current.state === 'stale' || (current.state === 'live' && current.complete))
        return [...current.items.values()].map(recordOf);
      return undefined;
    },
    get problem() {
      const { current } = collection;
      return current.state === 'live' ? undefined : current.problem;
    },
    onDidChange: collection.onDidChange,
    observe: () => collection.observe(),
  };
}

/** By a watch of its own, narrowed where that is possible. */
export function ownRoster(
  api: ClusterApi,
  namespace: string,
  narrowed: Pick<SmallQuery, 'labelSelector' | 'fieldSelector'>,
  onError: (error: unknown) => void,
): PodRoster {
  const changed = new Emitter<void>();
  let pods: readonly PodRecord[] | undefined;
  let problem: ClusterProblem | undefined;
  const query = {
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`,
    ...narrowed,
  };
  const read = async (signal: AbortSignal): Promise<void> => {
    try {
      for await (const snapshot of snapshots(api, query, signal)) {
        if (snapshot.state === 'known') pods = snapshot.objects.map(podRecord);
        problem = snapshot.state === 'known' ? undefined : snapshot.problem;
        changed.fire();
      }
    } catch (error) {
      if (!isCancelled(error)) onError(error);
    }
  };
  return {
    get pods() {
      return pods;
    },
    get problem() {
      return problem;
    },
    onDidChange: changed.event,
    observe: () => {
      const reading = new AbortController();
      void read(reading.signal);
      return { dispose: () => reading.abort() };
    },
  };
}
