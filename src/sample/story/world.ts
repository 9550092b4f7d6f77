import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { at, text } from '../../common/json.ts';
import type { ClusterObject, ObjectMeta, OwnerReference } from '../api/object.ts';
import { stored } from '../api/kinds.ts';
import type { Store } from '../api/store.ts';
import { microStamp, stamp, type StoryClock } from './clock.ts';
import type { Life } from './life.ts';

/** Events are kept for an hour, as by the real server (`--event-ttl`). */
const EVENT_LIFE_MS = 3_600_000;

export interface Happening {
  readonly about: ClusterObject;
  readonly type?: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `kubelet`, `default-scheduler`, `job-controller`, ... */
  readonly by: string;
  readonly node?: string;
  readonly fieldPath?: string;
}

/** A page that a program answers with, by port. */
export type Ports = ReadonlyMap<number, RequestListener>;

/** The stage on which the story plays: its objects, its time, and the small things that every part of it needs. */
export class World {
  readonly store: Store;
  readonly clock: StoryClock;
  readonly life: Life;
  readonly random: () => number;

  constructor(store: Store, clock: StoryClock, life: Life, random: () => number) {
    this.store = store;
    this.clock = clock;
    this.life = life;
    this.random = random;
  }

  /** The story's present moment as objects write it. */
  stamp(): string {
    return stamp(this.clock.toWorld(this.life.at));
  }

  /** Metadata of something that is made at this moment. */
  meta(name: string, namespace: string | undefined, more: Partial<ObjectMeta> = {}): ObjectMeta {
    return {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: this.uid(),
      resourceVersion: '',
      creationTimestamp: this.stamp(),
      ...more,
    };
  }

  uid(): string {
    const digits = this.#letters('0123456789abcdef', 32);
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
  }

  /** The kind of suffix that Kubernetes gives generated names: no vowels, nothing that reads like a word. */
  suffix(length = 5): string {
    return this.#letters('bcdfghjklmnpqrstvwxz2456789', length);
  }

  /** Records an event, or counts up the one that already says the same of the same object. */
  tell(happening: Happening): void {
    const { about, reason, message, by, node, fieldPath, type = 'Normal' } = happening;
    const world = this.clock.toWorld(this.life.at);
    if (world < this.clock.start - EVENT_LIFE_MS) return;
    this.#forgetOldEvents(world);
    const kind = stored('events');
    const { name, namespace = 'default', uid, resourceVersion } = about.metadata;
    const same = this.store
      .list(kind, namespace)
      .find(
        (event) =>
          text(event, 'involvedObject', 'uid') === uid &&
          event['reason'] === reason &&
          event['message'] === message,
      );
    const scheduler = by === 'default-scheduler';
    if (same) {
      const counted = (before: unknown) => (typeof before === 'number' ? before + 1 : 2);
      const again = scheduler
        ? { series: { count: counted(at(same, 'series', 'count')), lastObservedTime: microStamp(world) } }
        : { count: counted(same['count']), lastTimestamp: stamp(world) };
      this.store.put({ ...same, ...again });
      return;
    }
    // The scheduler speaks the newer API: one time with microseconds, no source, and a series instead of a count.
    const times = scheduler
      ? {
          source: {},
          firstTimestamp: null,
          lastTimestamp: null,
          eventTime: microStamp(world),
          action: reason === 'Scheduled' ? 'Binding' : 'Scheduling',
          reportingInstance: 'default-scheduler-sample',
        }
      : {
          source: { component: by, ...(node === undefined ? {} : { host: node }) },
          firstTimestamp: stamp(world),
          lastTimestamp: stamp(world),
          count: 1,
          eventTime: null,
          reportingInstance: node ?? '',
        };
    this.store.put({
      kind: 'Event',
      apiVersion: 'v1',
      metadata: this.meta(
        `${name}.${Math.floor(world * 1e6)
          .toString(16)
          .slice(0, 11)}${this.#letters('0123456789abcdef', 5)}`,
        namespace,
      ),
      involvedObject: {
        kind: about.kind,
        ...(about.metadata.namespace === undefined ? {} : { namespace }),
        name,
        uid,
        apiVersion: about.apiVersion,
        resourceVersion,
        ...(fieldPath === undefined ? {} : { fieldPath }),
      },
      reason,
      message,
      type,
      reportingComponent: by,
      ...times,
    });
  }

  #forgetOldEvents(world: number): void {
    for (const event of this.store.list(stored('events'), undefined)) {
      const last = Date.parse(
        text(event, 'lastTimestamp') ??
          text(event, 'series', 'lastObservedTime') ??
          text(event, 'eventTime') ??
          '',
      );
      if (last < world - EVENT_LIFE_MS) this.store.remove(event);
    }
  }

  #letters(alphabet: string, length: number): string {
    return Array.from(
      { length },
      () => alphabet[Math.floor(this.random() * alphabet.length)] ?? alphabet[0],
    ).join('');
  }
}

export function ownerOf(object: ClusterObject): OwnerReference {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata.name,
    uid: object.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A token that cannot be guessed; the story's `random` may be a test's. */
export const newToken = (): string => `sample-${randomBytes(24).toString('base64url')}`;
