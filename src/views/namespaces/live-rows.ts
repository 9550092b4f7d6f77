import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Collection, LiveCollection } from '../../k8s/live/collection.ts';
import { liveRow } from '../../rows/bundle-rows.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { PodRow } from '../../rows/row.ts';
import type { Bundle } from '../../diagnostics/bundle.ts';
import type { CloserLooks } from '../../rows/closer-looks.ts';
import { ageSeconds, needsAttention } from './grouping.ts';
import type { NamespacePods } from './namespace-rows.ts';

/** Words with an age are made anew after this long. */
const STALE_WORDS_MS = 30_000;
/** Rows of ailing pods that are made anew in one go: each is a diagnosis, and the window must not stall. */
const MOST_DIAGNOSES = 40;

/** Longer than most pods take to start. What keeps a pod from starting often stands in its events alone. */
const SLOW_START_SECONDS = 10;

interface Kept {
  readonly entry: PodEntry;
  readonly closer: Bundle | undefined;
  readonly at: number;
  readonly row: PodRow;
}

/** The rows of one namespace, kept up to date while somebody looks. A row is made anew only when its pod or what is known of it changed. */
export class LiveRows implements Disposable {
  readonly #collection: LiveCollection<PodEntry>;
  readonly #looks: CloserLooks;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #rows = new Map<string, Kept>();
  #observers = 0;
  #observing: Disposable | undefined;
  /** Set when something was left for the next time. */
  #rest: NodeJS.Immediate | undefined;
  #current:
    { readonly of: Collection<PodEntry>; readonly at: number; readonly pods: NamespacePods } | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(collection: LiveCollection<PodEntry>, looks: CloserLooks) {
    this.#collection = collection;
    this.#looks = looks;
    this.#owned.own(collection.onDidChange(() => this.#forget()));
    this.#owned.own(looks.onDidChange((uid) => this.#rows.has(uid) && this.#forget()));
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
  ailing(now: number): readonly PodEntry[] {
    if (this.#observers === 0) return [];
    return [...this.#rows.values()]
      .filter(
        ({ entry, row }) => entry.object !== undefined && (needsAttention(row, now) || isSlow(row, now)),
      )
      .map(({ entry }) => entry);
  }

  #forget(): void {
    this.#current = undefined;
    this.#changed.fire();
  }

  #podsOf(current: Collection<PodEntry>, now: number): NamespacePods {
    switch (current.state) {
      case 'connecting':
        return current.problem === undefined
          ? { state: 'connecting' }
          : { state: 'connecting', problem: current.problem };
      case 'denied':
        return { state: 'denied', problem: current.problem };
      case 'live':
        return { state: 'live', pods: this.#rowsOf(current.items, now), complete: current.complete };
      case 'stale':
        return {
          state: 'stale',
          pods: this.#rowsOf(current.items, now),
          asOf: current.asOf,
          problem: current.problem,
        };
    }
  }

  #rowsOf(items: ReadonlyMap<string, PodEntry>, now: number): readonly PodRow[] {
    for (const uid of this.#rows.keys()) if (!items.has(uid)) this.#rows.delete(uid);
    let diagnoses = 0;
    const rows: PodRow[] = [];
    for (const [uid, entry] of items) {
      const closer = this.#looks.of(uid);
      const kept = this.#rows.get(uid);
      const isSame = kept?.entry === entry && kept.closer === closer;
      const isFresh = isSame && now - kept.at < STALE_WORDS_MS;
      const mayWait = kept !== undefined && entry.object !== undefined && diagnoses >= MOST_DIAGNOSES;
      if (kept !== undefined && (isFresh || mayWait)) {
        if (!isFresh) this.#later();
        rows.push(kept.row);
        continue;
      }
      if (entry.object !== undefined) diagnoses += 1;
      const row = liveRow(entry, closer, now);
      this.#rows.set(uid, { entry, closer, at: now, row });
      rows.push(row);
    }
    return rows;
  }

  #later(): void {
    this.#rest ??= setImmediate(() => {
      this.#rest = undefined;
      this.#forget();
    });
  }
}

function isSlow(row: PodRow, now: number): boolean {
  return (
    (row.state === 'starting' || row.state === 'downloading') &&
    (ageSeconds(row, now) ?? 0) >= SLOW_START_SECONDS
  );
}
