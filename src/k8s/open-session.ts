import { DisposableStore, type Disposable } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import { NAMESPACES, NamespaceList } from './access/namespace-list.ts';
import { Permissions } from './access/permissions.ts';
import type { LiveCollection } from './live/collection.ts';
import { createLiveCollection } from './live/live-collection.ts';
import type { Resource } from './live/resource.ts';
import { OwnerLookup } from './owners/owner-lookup.ts';
import type { ContextRef, Namespaces, Question, Session } from './session.ts';
import type { ClusterApi } from './transport/cluster-api.ts';

/** Makes the live list of a resource; `createLiveCollection` where nothing is said. */
export type CollectionFactory = <T>(
  api: ClusterApi,
  resource: Resource<T>,
  namespace: string | undefined,
) => LiveCollection<T> & Disposable;

export interface SessionOptions {
  /** Becomes the session's own: it ends with it. */
  readonly api: ClusterApi;
  /** All contexts there are now: those of the same cluster name namespaces of it. */
  contexts(): readonly ContextRef[];
  /** Namespaces of this cluster that were used before. */
  readonly remembered?: readonly string[];
  /** Hears of each namespace the user types. */
  readonly remember?: (namespace: string) => void;
  readonly collections?: CollectionFactory;
  /** Hears of mistakes of ours. */
  readonly onUnexpected?: (error: unknown) => void;
}

/** A session whose owner can have everything asked anew. */
export interface OpenSession extends Session {
  /** Tries again now whatever has failed, and forgets what was known of permissions: the user signed in, or asks for it. */
  refresh(): void;
  /** The contexts have changed. */
  contextsChanged(): void;
}

/** Opens a session. Nothing is asked of the cluster until somebody looks. */
export function openSession(context: ContextRef, options: SessionOptions): OpenSession {
  return new ClusterSession(context, options);
}

class ClusterSession implements OpenSession {
  readonly context: ContextRef;
  readonly api: ClusterApi;
  readonly onDidChangeNamespaces: Event<void>;
  readonly owners: OwnerLookup;
  readonly #options: SessionOptions;
  readonly #factory: CollectionFactory;
  readonly #store = new DisposableStore();
  readonly #permissions: Permissions;
  readonly #namespaces: NamespaceList;
  readonly #collections = new Map<string, LiveCollection<unknown>>();
  readonly #typed = new Set<string>();

  constructor(context: ContextRef, options: SessionOptions) {
    this.context = context;
    this.api = this.#store.own(options.api);
    this.#options = options;
    this.#factory = options.collections ?? createLiveCollection;
    this.#permissions = this.#store.own(new Permissions(this.api));
    this.owners = this.#store.own(
      new OwnerLookup(this.api, {
        allowed: (question, signal) => this.#permissions.allowed(question, signal),
        onUnexpected: (error) => options.onUnexpected?.(error),
      }),
    );
    this.#namespaces = this.#store.own(
      new NamespaceList({
        api: this.api,
        collection: this.collection(NAMESPACES, undefined),
        guesses: () => this.#guesses(),
        onUnexpected: (error) => options.onUnexpected?.(error),
      }),
    );
    this.onDidChangeNamespaces = this.#namespaces.onDidChange;
  }

  get namespaces(): Namespaces {
    return this.#namespaces.current;
  }

  observeNamespaces(): Disposable {
    return this.#namespaces.observe();
  }

  addNamespace(name: string): void {
    this.#typed.add(name);
    this.#options.remember?.(name);
    this.#namespaces.update();
  }

  collection<T>(resource: Resource<T>, namespace: string | undefined): LiveCollection<T> {
    const key = JSON.stringify([resource.id, namespace]);
    const known = this.#collections.get(key);
    // The id stands for the resource, and so for its records.
    if (known) return known as LiveCollection<T>;
    const made = this.#store.own(this.#factory(this.api, resource, namespace));
    this.#collections.set(key, made);
    return made;
  }

  allowed(question: Question, signal: AbortSignal): Promise<boolean | undefined> {
    return this.#permissions.allowed(question, signal);
  }

  refresh(): void {
    this.#permissions.forget();
    for (const collection of this.#collections.values()) collection.refresh();
  }

  contextsChanged(): void {
    this.#namespaces.update();
  }

  dispose(): void {
    this.#collections.clear();
    this.#store.dispose();
  }

  /** Where listing is not allowed: what the user has told us in one way or another; kubectl's own guess where that is nothing. */
  #guesses(): readonly string[] {
    const contexts = this.#options
      .contexts()
      .filter((other) => other.server !== '' && other.server === this.context.server);
    const names = [this.context, ...contexts].flatMap((context) => context.namespace ?? []);
    const all = [...names, ...(this.#options.remembered ?? []), ...this.#typed];
    return all.length > 0 ? all : ['default'];
  }
}
