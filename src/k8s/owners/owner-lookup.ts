import { CancelledError, isCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter, type Event } from '../../common/event.ts';
import { isRecord, list, text, type Json } from '../../common/json.ts';
import { metadataOf, type ObjectMetadata, type OwnerRef } from '../model/metadata.ts';
import { concluded, topOwner, type OwnerName, type TopOwner } from '../model/owner.ts';
import { problemOf } from '../problem.ts';
import type { Question } from '../session.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { groupPath, KindPlaces, type KindPlace } from './kind-places.ts';

/** A pod as far as its owners are concerned. */
export type OwnedPod = Pick<ObjectMetadata, 'namespace' | 'owners' | 'labels' | 'createdAt'>;

export interface Owners {
  /** The top owner of a pod, as far as is known now. What is missing is asked for; `onDidChange` tells when it has come. */
  topOf(pod: OwnedPod): TopOwner | undefined;
  readonly onDidChange: Event<void>;
}

export interface OwnerLookupOptions {
  readonly allowed: (question: Question, signal: AbortSignal) => Promise<boolean | undefined>;
  /** Hears of mistakes of ours. */
  readonly onUnexpected: (error: unknown) => void;
  readonly now?: () => number;
}

/** Pods come in bursts; their owners are asked for together. */
const GATHER_MS = 60;
/** As many as this are asked for one by one; more are a list of their kind. */
const ONE_BY_ONE = 3;
const PAGE = 500;
/** Lists end here: who is not among two thousand is shown with the owner that is known. */
const MOST_PAGES = 4;
/** After this long it is tried again what could not be read, and looked again for what was not there. */
const AGAIN_MS = 5 * 60_000;

const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** Nobody makes these for their pods but the cluster itself; nothing that a user knows is above them. */
const TOPMOST = new Set(['Node', 'CronJob']);

interface Known {
  /** Nothing: it is not there, may not be seen, or could not be read. */
  readonly owners: readonly OwnerRef[] | undefined;
  readonly at: number;
}

/** Owners wanted of one kind in one namespace. */
interface Wanted {
  readonly namespace: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly names: Set<string>;
}

/**
 * Knows who owns the owners of pods: a pod of a notebook is owned by a stateful set, and that by the Notebook. Works for kinds that
 * nobody has heard of, by the references that every object carries; reads metadata only, once for each owner, and only of owners that
 * somebody looks at.
 */
export class OwnerLookup implements Owners, Disposable {
  readonly #api: Pick<ClusterApi, 'json'>;
  readonly #options: OwnerLookupOptions;
  readonly #places: KindPlaces;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #ended = new AbortController();
  readonly #changed: Emitter<void>;
  #wanted = new Map<string, Wanted>();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChange: Event<void>;

  constructor(api: Pick<ClusterApi, 'json'>, options: OwnerLookupOptions) {
    this.#api = api;
    this.#options = options;
    this.#places = new KindPlaces(api);
    this.#now = options.now ?? Date.now;
    this.#changed = new Emitter<void>(options.onUnexpected);
    this.onDidChange = this.#changed.event;
  }

  topOf(pod: OwnedPod): TopOwner | undefined {
    // What the name says needs no question.
    return topOwner(pod, (owner) => (concluded(owner, pod) ? undefined : this.#find(pod.namespace, owner)));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#ended.abort(new CancelledError());
    this.#changed.dispose();
  }

  #find(namespace: string, owner: OwnerName): { readonly owners: readonly OwnerRef[] } | undefined {
    if (TOPMOST.has(owner.kind) || this.#ended.signal.aborted) return undefined;
    const known = this.#known.get(keyOf(namespace, owner));
    if (known?.owners) return { owners: known.owners };
    if (!known || this.#now() - known.at > AGAIN_MS) this.#want(namespace, owner);
    return undefined;
  }

  #want(namespace: string, { apiVersion, kind, name }: OwnerName): void {
    const key = `${namespace} ${apiVersion} ${kind}`;
    const wanted = this.#wanted.get(key) ?? { namespace, apiVersion, kind, names: new Set<string>() };
    wanted.names.add(name);
    this.#wanted.set(key, wanted);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const all = [...this.#wanted.values()];
      this.#wanted = new Map();
      for (const one of all) void this.#read(one);
    }, GATHER_MS);
  }

  async #read(wanted: Wanted): Promise<void> {
    const { namespace, apiVersion, kind, names } = wanted;
    const at = this.#now();
    // Whoever asks meanwhile is told the same; what is found replaces it.
    for (const name of names)
      this.#known.set(keyOf(namespace, { apiVersion, kind, name }), { owners: undefined, at });
    try {
      const found = await this.#metadataOf(wanted, this.#ended.signal);
      for (const { name, owners } of found)
        this.#known.set(keyOf(namespace, { apiVersion, kind, name }), { owners, at });
      if (found.some(({ owners }) => owners.length > 0)) this.#changed.fire();
    } catch (error) {
      // Owners are a convenience: without them pods stand under the nearest one.
      if (!isCancelled(error) && !problemOf(error)) this.#options.onUnexpected(error);
    }
  }

  async #metadataOf(wanted: Wanted, signal: AbortSignal): Promise<readonly ObjectMetadata[]> {
    const { namespace, apiVersion, kind, names } = wanted;
    const place = await this.#places.of(apiVersion, kind, signal);
    if (!place?.namespaced) return [];
    const verb = names.size <= ONE_BY_ONE ? 'get' : 'list';
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    // A refusal at each door would fill the cluster's audit log.
    if ((await this.#options.allowed({ verb, group, resource: place.plural, namespace }, signal)) === false)
      return [];
    return verb === 'get' ? this.#each(wanted, place, signal) : this.#list(wanted, place, signal);
  }

  async #each(wanted: Wanted, place: KindPlace, signal: AbortSignal): Promise<readonly ObjectMetadata[]> {
    const found = await Promise.all(
      [...wanted.names].map(async (name) => {
        const path = `${pathOf(wanted, place)}/${encodeURIComponent(name)}`;
        try {
          return metadataIn(await this.#api.json({ path, accept: METADATA }, signal));
        } catch (error) {
          if (problemOf(error)?.kind === 'not-found') return undefined;
          throw error;
        }
      }),
    );
    return found.filter((one) => one !== undefined);
  }

  async #list(wanted: Wanted, place: KindPlace, signal: AbortSignal): Promise<readonly ObjectMetadata[]> {
    const found: ObjectMetadata[] = [];
    let more: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await this.#api.json(
        { path: pathOf(wanted, place), query: { limit: PAGE, continue: more }, accept: METADATA_LIST },
        signal,
      );
      found.push(...list(answer, 'items').flatMap((item) => metadataIn(item) ?? []));
      more = text(answer, 'metadata', 'continue');
      if (more === undefined || more === '') break;
    }
    return found;
  }
}

function metadataIn(object: Json): ObjectMetadata | undefined {
  return isRecord(object) ? metadataOf(object) : undefined;
}

function pathOf({ apiVersion, namespace }: Wanted, { plural }: KindPlace): string {
  return `${groupPath(apiVersion)}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

/** Versions of a group name the same objects. */
function keyOf(namespace: string, { apiVersion, kind, name }: OwnerName): string {
  const slash = apiVersion.indexOf('/');
  return `${namespace} ${slash < 0 ? '' : apiVersion.slice(0, slash)} ${kind} ${name}`;
}
