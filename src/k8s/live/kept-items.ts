import { text, type JsonRecord } from '../../common/json.ts';
import type { Uid } from './collection.ts';
import type { Resource } from './resource.ts';

/**
 * The records of a live list, and which of them changed since the last look. An object whose resourceVersion is the one already
 * known is not projected again: after a reconnection the records that did not change are the same objects as before.
 */
export class KeptItems<T> {
  readonly #resource: Resource<T>;
  readonly #onUnexpected: (error: unknown) => void;
  readonly #versions = new Map<Uid, string>();
  #records = new Map<Uid, T>();
  #changed = new Set<Uid>();
  /** While a list is read: what it had so far. What it does not have at its end is gone. */
  #listed: Set<Uid> | undefined;

  /** `onUnexpected` hears of a projection that threw; its object is then left out. */
  constructor(resource: Resource<T>, onUnexpected: (error: unknown) => void) {
    this.#resource = resource;
    this.#onUnexpected = onUnexpected;
  }

  get records(): ReadonlyMap<Uid, T> {
    return this.#records;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** The uids that appeared, changed or went since the last call. */
  takeChanges(): ReadonlySet<Uid> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** What was handed out stays as it is; from now on a copy changes. */
  detach(): void {
    this.#records = new Map(this.#records);
  }

  beginList(): void {
    this.#listed = new Set();
  }

  /** The list could not be read to its end: nothing can be said about what it did not have. */
  abandonList(): void {
    this.#listed = undefined;
  }

  /** The list was read whole. */
  endList(): void {
    const listed = this.#listed;
    this.#listed = undefined;
    if (listed === undefined) return;
    for (const uid of this.#versions.keys()) if (!listed.has(uid)) this.#drop(uid);
  }

  put(object: JsonRecord): void {
    const uid = uidOf(object);
    if (uid === undefined) return;
    this.#listed?.add(uid);
    const version = text(object, 'metadata', 'resourceVersion');
    if (version !== undefined && this.#versions.get(uid) === version) return;
    this.#versions.set(uid, version ?? '');
    const record = this.#project(object);
    if (record === undefined) {
      if (this.#records.delete(uid)) this.#changed.add(uid);
      return;
    }
    this.#records.set(uid, record);
    this.#changed.add(uid);
  }

  remove(object: JsonRecord): void {
    const uid = uidOf(object);
    if (uid !== undefined) this.#drop(uid);
  }

  clear(): void {
    for (const uid of [...this.#versions.keys()]) this.#drop(uid);
  }

  #drop(uid: Uid): void {
    this.#versions.delete(uid);
    if (this.#records.delete(uid)) this.#changed.add(uid);
  }

  #project(object: JsonRecord): T | undefined {
    try {
      return this.#resource.project(object);
    } catch (error) {
      this.#onUnexpected(error);
      return undefined;
    }
  }
}

/** Metrics and a few other computed kinds have no uid: then the name, which is unique at any one time, has to do. */
function uidOf(object: JsonRecord): Uid | undefined {
  const uid = text(object, 'metadata', 'uid');
  if (uid !== undefined) return uid;
  const name = text(object, 'metadata', 'name');
  return name === undefined ? undefined : `${text(object, 'metadata', 'namespace') ?? ''}/${name}`;
}
