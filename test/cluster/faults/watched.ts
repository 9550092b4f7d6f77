import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { DisposableStore, type Disposable } from '../../../src/common/disposable.ts';
import { isRecord, list, text, type Json, type JsonRecord } from '../../../src/common/json.ts';
import type { Collection, LiveCollection } from '../../../src/k8s/live/collection.ts';
import type { Resource } from '../../../src/k8s/live/resource.ts';
import { podRecord, PODS, type PodRecord } from '../../../src/k8s/model/pod.ts';
import type { Session } from '../../../src/k8s/session.ts';

/** After the end of each fault, what is shown is what is there within this time. */
export const WITHIN_MS = 5_000;

/** What is shown of a pod, with its version: no change of it may be missed, also none that does not show. */
export interface VersionedPod {
  readonly resourceVersion: string | undefined;
  readonly record: PodRecord;
}

const VERSIONED_PODS: Resource<VersionedPod> = { ...PODS, id: 'versioned-pods', project: versionedPod };

function versionedPod(object: JsonRecord): VersionedPod {
  return { resourceVersion: text(object, 'metadata', 'resourceVersion'), record: podRecord(object) };
}

/** The items of a list, by uid. Fails where two have the same. */
export function versionedPods(answer: Json): ReadonlyMap<string, VersionedPod> {
  const pods = list(answer, 'items').filter(isRecord).map(versionedPod);
  const byUid = new Map(pods.map((pod) => [pod.record.uid, pod]));
  assert.equal(byUid.size, pods.length);
  return byUid;
}

/** A live list of pods, as a view has it, with a memory of what it was told. */
export class Watched implements Disposable {
  readonly session: Session;
  readonly collection: LiveCollection<VersionedPod>;
  /** What somebody has who knows of changes only by being told. */
  readonly #told = new Map<string, VersionedPod>();
  readonly #held = new DisposableStore();
  #looking: Disposable | undefined;
  #changedAt = 0;

  constructor(session: Session, namespace: string) {
    this.session = this.#held.own(session);
    this.collection = session.collection(VERSIONED_PODS, namespace);
    this.#held.own(
      this.collection.onDidChange(({ uids }) => {
        this.#changedAt = performance.now();
        const items = itemsOf(this.current);
        for (const uid of uids) {
          const pod = items.get(uid);
          if (pod) this.#told.set(uid, pod);
          else this.#told.delete(uid);
        }
      }),
    );
    this.look();
  }

  get current(): Collection<VersionedPod> {
    return this.collection.current;
  }

  /** A view shows it. */
  look(): void {
    this.#looking ??= this.collection.observe();
  }

  /** No view shows it any more. */
  hide(): void {
    this.#looking?.dispose();
    this.#looking = undefined;
  }

  dispose(): void {
    this.hide();
    this.#held.dispose();
  }

  /**
   * Resolves with the milliseconds since `since` after which it shows what is there; rejects after the time that is allowed. What
   * counts is when it changed last: whoever read what is there may have taken longer for that.
   */
  async equals(truth: ReadonlyMap<string, VersionedPod>, since: number): Promise<number> {
    const isSame = (): boolean => {
      const { current } = this;
      return (
        current.state === 'live' &&
        current.complete &&
        isDeepStrictEqual(sorted(current.items), sorted(truth))
      );
    };
    const leftMs = Math.max(0, WITHIN_MS - (performance.now() - since));
    if (!(await this.#happens(isSame, leftMs))) {
      assert.deepEqual(
        versions(itemsOf(this.current)),
        versions(truth),
        `${this.session.api.server} ${this.current.state}`,
      );
      assert.deepEqual(sorted(itemsOf(this.current)), sorted(truth));
      assert.fail(`it has all pods, and it is ${JSON.stringify({ ...this.current, items: undefined })}`);
    }
    const took = Math.max(0, this.#changedAt - since);
    assert.ok(took <= WITHIN_MS, `it was right only after ${Math.round(took)} ms`);
    assert.deepEqual(sorted(this.#told), sorted(truth), 'whoever heard of all changes has the same');
    return Math.round(took);
  }

  async untilState(state: Collection<VersionedPod>['state'], limitMs = 30_000): Promise<void> {
    const isSo = await this.#happens(() => this.current.state === state, limitMs);
    assert.ok(isSo, `it is ${this.current.state} after ${limitMs} ms, and not ${state}`);
  }

  /** Whether it is so before the time is over; looks at once, and whenever the collection tells of something. */
  #happens(isSo: () => boolean, limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (outcome: boolean): void => {
        clearTimeout(limit);
        ear.dispose();
        resolve(outcome);
      };
      const limit = setTimeout(() => end(false), limitMs);
      const look = (): void => {
        if (isSo()) end(true);
      };
      const ear = this.collection.onDidChange(look);
      look();
    });
  }
}

function itemsOf(current: Collection<VersionedPod>): ReadonlyMap<string, VersionedPod> {
  return 'items' in current ? current.items : new Map();
}

function sorted(pods: ReadonlyMap<string, VersionedPod>): VersionedPod[] {
  return [...pods.values()].sort((one, other) => (one.record.uid < other.record.uid ? -1 : 1));
}

function versions(pods: ReadonlyMap<string, VersionedPod>): string[] {
  return [...pods.values()].map(({ record, resourceVersion }) => `${record.name}@${resourceVersion}`).sort();
}
