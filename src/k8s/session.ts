import type { Disposable } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import type { LiveCollection } from './live/collection.ts';
import type { Resource } from './live/resource.ts';
import type { Owners } from './owners/owner-lookup.ts';
import type { ClusterProblem } from './problem.ts';
import type { ClusterApi } from './transport/cluster-api.ts';

/** One way into a cluster, as a kubeconfig names it. */
export interface ContextRef {
  readonly name: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  readonly namespace?: string;
  /** The file it came from, for messages. */
  readonly file?: string;
}

/** The namespaces that this user has, from whichever source the permissions leave open. */
export type Namespaces =
  | { readonly state: 'connecting'; readonly since: number; readonly problem?: ClusterProblem }
  | {
      readonly state: 'known';
      readonly names: readonly string[];
      /** `listed`: the cluster's own list. `guessed`: listing is not allowed; from contexts, projects, earlier use and typing. */
      readonly source: 'listed' | 'guessed';
      /** Set while the connection is lost. */
      readonly stale?: { readonly asOf: number; readonly problem: ClusterProblem };
    };

export interface Question {
  readonly verb: string;
  readonly group?: string;
  /** With subresource: `pods/log`. */
  readonly resource: string;
  readonly namespace?: string;
}

/** A connection to one cluster as one user. Ends everything it started when it is disposed. */
export interface Session extends Disposable {
  readonly context: ContextRef;
  readonly api: ClusterApi;
  readonly namespaces: Namespaces;
  readonly onDidChangeNamespaces: Event<void>;
  /** Keeps the list of namespaces up to date while somebody looks. */
  observeNamespaces(): Disposable;
  /** A namespace the user typed; remembered by the caller. */
  addNamespace(name: string): void;
  /** The live list of a resource in a namespace, or in all (`undefined`); the same object for the same question. */
  collection<T>(resource: Resource<T>, namespace: string | undefined): LiveCollection<T>;
  /** Who owns the owners of pods. */
  readonly owners: Owners;
  /** Whether the cluster would allow it. Cached; `undefined` when the cluster could not be asked. */
  allowed(question: Question, signal: AbortSignal): Promise<boolean | undefined>;
}

/** What Porthole is connected to. The problem of `none` is the one row to show. */
export type Connection =
  | { readonly state: 'none'; readonly problem: ClusterProblem; readonly contexts: readonly ContextRef[] }
  | { readonly state: 'open'; readonly session: Session; readonly contexts: readonly ContextRef[] };
