import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Collection, LiveCollection } from '../../k8s/live/collection.ts';
import { liveRow } from '../../rows/bundle-rows.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { Owners } from '../../k8s/owners/owner-lookup.ts';
import { ownerWord, type TopOf } from '../../rows/owner-word.ts';
import { podRow } from '../../rows/pod-row.ts';
import type { PodRow } from '../../rows/row.ts';
import type { CloserLooks } from '../../rows/closer-looks.ts';
import { ageSeconds } from './grouping.ts';
import type { NamespacePods } from './namespace-rows.ts';
import { RowStore } from './row-store.ts';

/** Words with an age are made anew after this long. */
const STALE_WORDS_MS = 30_000;
/** Rows of ailing pods that are made anew in one go: each is a diagnosis, and the window must not stall. */
const MOST_DIAGNOSES = 20;
/** Rows of other pods whose words are made anew in one go. */
const MOST_REWORDED = 500;

/** Longer than most pods take to start. What keeps a pod from starting often stands in its events alone. */
const SLOW_START_SECONDS = 10;

const NO_ENTRIES: ReadonlyMap<string, PodEntry> = new Map();

/**
 * The rows of one namespace, kept up to date while somebody looks. What a change costs does not depend on how many pods there are:
 * a row is made anew when its pod or what is known of it changed, or when its words are old, and then its own group is told.
 */
export class LiveRows implements Disposable {
  readonly #collection: LiveCollection<PodEntry>;
  readonly #looks: CloserLooks;
  readonly #topOf: TopOf;
  readonly #now: () => number;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #rows = new RowStore();
  /** Pods that changed since the rows were looked at. */
  #touched = new Set<string>();
  /** Ailing pods whose diagnosis has to wait for the next go. */
  readonly #waiting = new Set<string>();
  #observers = 0;
  #observing: Disposable | undefined;
  /** Set when something was left for the next time. */
  #rest: NodeJS.Immediate | undefined;
  #current:
    { readonly of: Collection<PodEntry>; readonly at: number; readonly pods: NamespacePods } | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(
    collection: LiveCollection<PodEntry>,
    looks: CloserLooks,
    owners: Owners,
    now: () => number = Date.now,
  ) {
    this.#collection = collection;
    this.#looks = looks;
    this.#topOf = (pod) => owners.topOf(pod);
    this.#now = now;
    const { current } = collection;
    if (current.state === 'live' || current.state === 'stale') this.#touched = new Set(current.items.keys());
    this.#owned.own(collection.onDidChange(({ uids }) => this.#touch(uids)));
    this.#owned.own(looks.onDidChange((uid) => this.#rows.get(uid) && this.#touch([uid])));
    this.#owned.own(owners.onDidChange(() => this.#regroup()));
    this.#owned.own(disposable(() => this.#observing?.dispose()));
    this.#owned.own(disposable(() => clearImmediate(this.#rest)));
  }

  observe(): Disposable {
    this.#observers += 1;
    this.#observing ??= this.#collection.observe();
    return disposable(() => {
      this.#observers -= 1;
      if (this.#observers > 0) return;
      this.#observing?.dispose();
      this.#observing = undefined;
    });
  }

  /** What the rows are now. */
  pods(now: number): NamespacePods {
    const { current } = this.#collection;
    if (this.#current?.of === current && now - this.#current.at < STALE_WORDS_MS) return this.#current.pods;
    const pods =
      this.#observers === 0 && current.state === 'connecting'
        ? { state: 'asleep' as const }
        : this.#podsOf(current, now);
    this.#current = { of: current, at: now, pods };
    return pods;
  }

  entry(uid: string): PodEntry | undefined {
    return this.#rows.get(uid)?.entry;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** The pods on screen that a closer look is worth while for: those that are not well, and those that take long to start. */
  ailing(most: number, now: number): readonly PodEntry[] {
    if (this.#observers === 0) return [];
    const rows = this.#rows.attention.slice(0, most);
    for (const uid of this.#rows.unwell) {
      if (rows.length >= most) break;
      const row = this.#rows.get(uid)?.row;
      if (row && isSlow(row, now)) rows.push(row);
    }
    return rows.flatMap(({ uid }) => {
      const entry = this.entry(uid);
      return entry?.object === undefined ? [] : [entry];
    });
  }

  #touch(uids: Iterable<string>): void {
    for (const uid of uids) this.#touched.add(uid);
    if (this.#touched.size > 0) this.#later(); // when somebody looks, the rows are there already
    this.#forget();
  }

  /** Somebody above the owners of some pods has become known. */
  #regroup(): void {
    const moved: string[] = [];
    for (const [uid, { entry, row }] of this.#rows.oldest()) {
      const top = this.#topOf(entry.record);
      if (row.owner !== (top && ownerWord(top))) moved.push(uid);
    }
    if (moved.length > 0) this.#touch(moved);
  }

  #forget(): void {
    this.#current = undefined;
    this.#changed.fire();
  }

  #podsOf(current: Collection<PodEntry>, now: number): NamespacePods {
    switch (current.state) {
      case 'connecting':
        this.#update(NO_ENTRIES, now);
        return current.problem === undefined
          ? { state: 'connecting' }
          : { state: 'connecting', problem: current.problem };
      case 'denied':
        this.#update(NO_ENTRIES, now);
        return { state: 'denied', problem: current.problem };
      case 'live':
        this.#update(current.items, now);
        return { state: 'live', pods: this.#rows, complete: current.complete };
      case 'stale':
        this.#update(current.items, now);
        return { state: 'stale', pods: this.#rows, asOf: current.asOf, problem: current.problem };
    }
  }

  /** Brings the rows up to date: what changed, and a part of what has to be worded anew. */
  #update(entries: ReadonlyMap<string, PodEntry>, now: number): void {
    const touched = this.#touched;
    this.#touched = new Set();
    for (const uid of touched) {
      const entry = entries.get(uid);
      if (entry?.object === undefined) this.#waiting.delete(uid);
      if (entry === undefined) this.#rows.delete(uid);
      else if (entry.object === undefined) this.#make(uid, entry, now);
      else {
        // Until it is its turn, a pod that nothing is known of stands there with what its status says.
        if (this.#rows.get(uid) === undefined)
          this.#rows.put(
            { entry, closer: undefined, at: now, row: podRow(entry.record, undefined, now, this.#topOf) },
            now,
          );
        this.#waiting.add(uid);
      }
    }
    let reworded = 0;
    for (const [uid, kept] of this.#rows.oldest()) {
      if (now - kept.at < STALE_WORDS_MS || reworded >= MOST_REWORDED) break;
      reworded += 1;
      if (kept.entry.object === undefined) this.#make(uid, kept.entry, now);
      else {
        this.#rows.put({ ...kept, at: now }, now);
        this.#waiting.add(uid);
      }
    }
    this.#diagnose(entries, now);
    if (reworded >= MOST_REWORDED || this.#waiting.size > 0) this.#later();
  }

  #diagnose(entries: ReadonlyMap<string, PodEntry>, now: number): void {
    let diagnoses = 0;
    for (const uid of this.#waiting) {
      if (diagnoses >= MOST_DIAGNOSES) return;
      diagnoses += 1;
      this.#waiting.delete(uid);
      const entry = entries.get(uid);
      if (entry) this.#make(uid, entry, now);
    }
  }

  #make(uid: string, entry: PodEntry, now: number): void {
    const closer = this.#looks.of(uid);
    const row = liveRow(entry, closer, now, this.#topOf);
    const kept = this.#rows.get(uid);
    // Only time went by: as long as that shows in nothing, the row stays the same object, and nobody has to look at it.
    const isSame = kept?.entry === entry && kept.closer === closer && sameWords(kept.row, row);
    this.#rows.put({ entry, closer, at: now, row: isSame ? kept.row : row }, now);
  }

  /** Goes on as soon as everybody else had their turn. */
  #later(): void {
    this.#rest ??= setImmediate(() => {
      this.#rest = undefined;
      const { current } = this.#collection;
      if (current.state === 'live' || current.state === 'stale') this.#update(current.items, this.#now());
      this.#forget();
    });
  }
}

function sameWords(a: PodRow, b: PodRow): boolean {
  return (
    a.words === b.words &&
    a.state === b.state &&
    a.severity === b.severity &&
    a.since === b.since &&
    a.owner === b.owner
  );
}

function isSlow(row: PodRow, now: number): boolean {
  return (
    (row.state === 'starting' || row.state === 'downloading') &&
    (ageSeconds(row, now) ?? 0) >= SLOW_START_SECONDS
  );
}
