import { Emitter, type Event } from '../../common/event.ts';
import type { Disposable } from '../../common/disposable.ts';
import { kindOf, type Kind } from './kinds.ts';
import type { ClusterObject } from './object.ts';

/** One step of the cluster's history. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: Kind;
  readonly object: ClusterObject;
  readonly before: ClusterObject | undefined;
  readonly revision: number;
}

/** Changes that are remembered; a watch that asks for older ones is told to list again, as by the real watch cache. */
const REMEMBERED = 3000;

/** All objects of the cluster, with one counter of changes for all of them, as etcd has it. */
export class Store implements Disposable {
  readonly #objects = new Map<Kind, Map<string, ClusterObject>>();
  readonly #changed = new Emitter<Change>();
  readonly #forgot = new Emitter<undefined>();
  #history: Change[] = [];
  #revision: number;
  /** Changes up to this one are no longer remembered. */
  #forgotten: number;

  constructor(firstRevision: number) {
    this.#revision = firstRevision;
    this.#forgotten = firstRevision;
  }

  readonly onDidChange: Event<Change> = this.#changed.event;
  /** History was lost: whoever watches must list again. */
  readonly onDidForget: Event<undefined> = this.#forgot.event;

  get revision(): number {
    return this.#revision;
  }

  get oldestRevision(): number {
    return this.#forgotten;
  }

  /** Stores an object, new or changed, and answers with it as it is stored. */
  put(object: ClusterObject): ClusterObject {
    const kind = kindOf(object);
    const objects = this.#of(kind);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const before = objects.get(key);
    const stamped = this.#stamp(object);
    objects.set(key, stamped);
    this.#record({ type: before ? 'MODIFIED' : 'ADDED', kind, object: stamped, before });
    return stamped;
  }

  /** Removes an object. Watches see its last state under a new resource version. */
  remove(object: ClusterObject): void {
    const kind = kindOf(object);
    const before = this.get(kind, object.metadata.namespace, object.metadata.name);
    if (before?.metadata.uid !== object.metadata.uid) return;
    this.#of(kind).delete(keyOf(object.metadata.namespace, object.metadata.name));
    this.#record({ type: 'DELETED', kind, object: this.#stamp(before), before });
  }

  get(kind: Kind, namespace: string | undefined, name: string): ClusterObject | undefined {
    return this.#of(kind).get(keyOf(namespace, name));
  }

  /** In the order of etcd's keys: namespace, then name. `atRevision` looks back as far as is remembered. */
  list(
    kind: Kind,
    namespace: string | undefined,
    atRevision: number = this.#revision,
  ): readonly ClusterObject[] {
    const objects = new Map(this.#of(kind));
    for (let index = this.#history.length - 1; index >= 0; index -= 1) {
      const change = this.#history[index];
      if (!change || change.revision <= atRevision) break;
      if (change.kind !== kind) continue;
      const key = keyOf(change.object.metadata.namespace, change.object.metadata.name);
      if (change.before) objects.set(key, change.before);
      else objects.delete(key);
    }
    return [...objects]
      .filter(([, object]) => namespace === undefined || object.metadata.namespace === namespace)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** What happened to a kind after a revision, or `undefined` when that is no longer known. */
  changesSince(kind: Kind, revision: number): readonly Change[] | undefined {
    if (revision < this.#forgotten) return undefined;
    return this.#history.filter((change) => change.kind === kind && change.revision > revision);
  }

  /** Loses the history, as an API server does when it is started anew. */
  forget(): void {
    this.#revision += 1;
    this.#forgotten = this.#revision;
    this.#history = [];
    this.#forgot.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#forgot.dispose();
  }

  #of(kind: Kind): Map<string, ClusterObject> {
    const found = this.#objects.get(kind);
    if (found) return found;
    const made = new Map<string, ClusterObject>();
    this.#objects.set(kind, made);
    return made;
  }

  #stamp(object: ClusterObject): ClusterObject {
    this.#revision += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: `${this.#revision}` } };
  }

  #record(change: Omit<Change, 'revision'>): void {
    const recorded = { ...change, revision: this.#revision };
    this.#history.push(recorded);
    if (this.#history.length > REMEMBERED * 1.5) {
      const dropped = this.#history.splice(0, this.#history.length - REMEMBERED);
      this.#forgotten = dropped.at(-1)?.revision ?? this.#forgotten;
    }
    this.#changed.fire(recorded);
  }
}

/** etcd's key without its prefix; also what a `continue` token points at. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
