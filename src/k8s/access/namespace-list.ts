import { isCancelled } from '../../common/cancellation.ts';
import { disposable, DisposableStore, type Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import { list, record, text, type JsonRecord } from '../../common/json.ts';
import type { Collection, LiveCollection } from '../live/collection.ts';
import type { Resource } from '../live/resource.ts';
import { problemOf } from '../problem.ts';
import type { Namespaces } from '../session.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';

/** All that is kept of a namespace. */
export interface NamespaceRecord {
  readonly name: string;
}

export const NAMESPACES: Resource<NamespaceRecord> = {
  id: 'namespaces',
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  project: nameOf,
};

function nameOf(object: JsonRecord): NamespaceRecord | undefined {
  const name = text(object, 'metadata', 'name');
  return name === undefined ? undefined : { name };
}

/** OpenShift's own list, in which every user sees what is theirs, whatever they may list otherwise. */
const PROJECTS = '/apis/project.openshift.io/v1/projects';

export interface NamespaceSources {
  readonly api: ClusterApi;
  readonly collection: LiveCollection<NamespaceRecord>;
  /** Names from contexts, from earlier use and from typing. */
  guesses(): readonly string[];
  onUnexpected(error: unknown): void;
}

/**
 * The namespaces a user has. The cluster's own list, live, where the user may see it; otherwise what can be known without it: that
 * is no error and never shown as one.
 */
export class NamespaceList implements Disposable {
  readonly #sources: NamespaceSources;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.own(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  readonly #ended = new AbortController();
  #current: Namespaces;
  #projects: readonly string[] = [];
  #observers = 0;
  #watching: Disposable | undefined;

  constructor(sources: NamespaceSources) {
    this.#sources = sources;
    this.#current = { state: 'connecting', since: Date.now() };
  }

  get current(): Namespaces {
    return this.#current;
  }

  observe(): Disposable {
    this.#observers += 1;
    if (this.#observers === 1) this.#start();
    return disposable(() => {
      this.#observers -= 1;
      if (this.#observers === 0) this.#stop();
    });
  }

  /** The guesses have changed. */
  update(): void {
    this.#set(this.#namespaces(this.#sources.collection.current));
  }

  dispose(): void {
    this.#stop();
    this.#ended.abort();
    this.#store.dispose();
  }

  #start(): void {
    const { collection } = this.#sources;
    let denied = false;
    const look = () => {
      // The projects are asked for whenever the list turns out to be closed, which is also after each reconnection.
      const isDenied = collection.current.state === 'denied';
      if (isDenied && !denied) this.#readProjects();
      denied = isDenied;
      this.update();
    };
    const listening = collection.onDidChange(look);
    const observing = collection.observe();
    this.#watching = disposable(() => {
      listening.dispose();
      observing.dispose();
    });
    look();
  }

  #stop(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
  }

  #readProjects(): void {
    this.#sources.api.json({ path: PROJECTS }, this.#ended.signal).then(
      (answer) => {
        this.#projects = list(answer, 'items').flatMap((item) => nameOf(record(item))?.name ?? []);
        this.update();
      },
      (error: unknown) => {
        // Not an OpenShift cluster, or not for this user: the other sources remain.
        if (!isCancelled(error) && !problemOf(error)) this.#sources.onUnexpected(error);
      },
    );
  }

  #namespaces(seen: Collection<NamespaceRecord>): Namespaces {
    switch (seen.state) {
      case 'connecting':
        return seen;
      case 'live':
        // An empty first page says nothing yet; what was known before stays until it does.
        if (!seen.complete && seen.items.size === 0) return this.#current;
        return { state: 'known', names: namesIn(seen.items), source: 'listed' };
      case 'stale':
        return {
          state: 'known',
          names: namesIn(seen.items),
          source: 'listed',
          stale: { asOf: seen.asOf, problem: seen.problem },
        };
      case 'denied':
        // Not let in at all is something else than not being allowed to list, or having no such list (some gateways).
        if (seen.problem.kind !== 'not-allowed' && seen.problem.kind !== 'not-found')
          return { state: 'connecting', since: Date.now(), problem: seen.problem };
        return {
          state: 'known',
          names: sorted([...this.#sources.guesses(), ...this.#projects]),
          source: 'guessed',
        };
    }
  }

  #set(next: Namespaces): void {
    if (same(this.#current, next)) return;
    this.#current = next;
    this.#changed.fire();
  }
}

function namesIn(items: ReadonlyMap<string, NamespaceRecord>): readonly string[] {
  return sorted([...items.values()].map((item) => item.name));
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

function same(one: Namespaces, other: Namespaces): boolean {
  const { since: _, ...rest } = { since: 0, ...one };
  const { since: __, ...others } = { since: 0, ...other };
  return JSON.stringify(rest) === JSON.stringify(others);
}
