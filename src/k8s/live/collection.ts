import type { Disposable } from '../../common/disposable.ts';
import type { Event } from '../../common/event.ts';
import type { ClusterProblem } from '../problem.ts';

/** A Kubernetes uid, unique over time in a cluster. */
export type Uid = string;

/**
 * What is known of a live list, and how fresh it is. `items` is never mutated after it was handed out for a state other than the
 * current one; views compare by identity of the records in it.
 */
export type Collection<T> =
  | { readonly state: 'connecting'; readonly since: number; readonly problem?: ClusterProblem }
  /** `complete` is false while later pages of the first list are still to come. */
  | { readonly state: 'live'; readonly items: ReadonlyMap<Uid, T>; readonly complete: boolean }
  /** Shown as old: what was there when the connection was lost, at `asOf`. */
  | {
      readonly state: 'stale';
      readonly items: ReadonlyMap<Uid, T>;
      readonly asOf: number;
      readonly problem: ClusterProblem;
    }
  | { readonly state: 'denied'; readonly problem: ClusterProblem };

/** What changed since the last event: merged for a short while, so that a burst is one repaint. */
export interface CollectionChange {
  /** Uids that appeared, changed or went. Empty when only the state changed. */
  readonly uids: ReadonlySet<Uid>;
  /** The state changed (connecting, live, stale, denied, complete). */
  readonly stateChanged: boolean;
}

/** A list + watch on one resource in one namespace (or all), shared by whoever looks at it. */
export interface LiveCollection<T> {
  readonly current: Collection<T>;
  readonly onDidChange: Event<CollectionChange>;
  /** Keeps the watch running. It starts with the first observer and stops a little after the last one has gone. */
  observe(): Disposable;
  /** Resolves as soon as the whole list is live; rejects with `ClusterError` when denied and with `CancelledError` when aborted. */
  whenLive(signal: AbortSignal): Promise<ReadonlyMap<Uid, T>>;
  /** Tries again now, whatever the back-off says: the user asked for it. */
  refresh(): void;
}
