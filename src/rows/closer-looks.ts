import { Cancellation, isCancelled } from '../common/cancellation.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Bundle } from '../diagnostics/bundle.ts';
import type { PodEntry } from './pod-entry.ts';

/** Reads what a diagnosis of this pod needs: events, logs, neighbours. */
export type Gather = (
  pod: { readonly namespace: string; readonly name: string },
  signal: AbortSignal,
) => Promise<Bundle>;

/** At once; each look is about ten requests. */
const MOST_AT_ONCE = 2;
/** A pod whose record changes again and again (a crash loop, a probe) is looked at no more often than this. */
const REST_MS = 20_000;

/** The longest time between two looks at a pod that does not change: what holds it up may show in its events alone. */
const LONGEST_REST_MS = 300_000;

interface Look {
  /** The state of the pod that was looked at. */
  entry: PodEntry;
  at: number;
  /** How often this very state has been looked at: the next time is further and further away. */
  times: number;
  bundle: Bundle | undefined;
}

/**
 * The evidence behind the rows of pods that are not well. The rows and the Explain page of a pod share it, so that they never
 * disagree. Pods are looked at when they appear, and again when they change; a few at a time, and only while somebody asks.
 */
export class CloserLooks implements Disposable {
  readonly #gather: Gather;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #looks = new Map<string, Look>();
  readonly #queue = new Map<string, PodEntry>();
  readonly #changed = new Emitter<string>();
  readonly #cancel = new Cancellation();
  #running = 0;

  /** The uid of a pod about which more is known now. */
  readonly onDidChange = this.#changed.event;

  constructor(
    gather: Gather,
    options: { readonly onError: (error: unknown) => void; readonly now?: () => number },
  ) {
    this.#gather = gather;
    this.#now = options.now ?? Date.now;
    this.#onError = options.onError;
  }

  /** What was found by looking closer, as long as it is of this very state of the pod or of one before. */
  of(uid: string): Bundle | undefined {
    return this.#looks.get(uid)?.bundle;
  }

  /** These pods are on somebody's screen and not well. Whatever is not among them is forgotten. */
  want(entries: readonly PodEntry[]): void {
    const wanted = new Map(entries.map((entry) => [entry.record.uid, entry]));
    for (const uid of this.#looks.keys()) if (!wanted.has(uid)) this.#looks.delete(uid);
    this.#queue.clear();
    for (const [uid, entry] of wanted) if (this.#isDue(uid, entry)) this.#queue.set(uid, entry);
    this.#pump();
  }

  /** Evidence that somebody else gathered of the pod: the Explain page does. */
  put(entry: PodEntry, bundle: Bundle): void {
    this.#looks.set(entry.record.uid, { entry, at: this.#now(), times: 1, bundle });
    this.#queue.delete(entry.record.uid);
    this.#changed.fire(entry.record.uid);
  }

  dispose(): void {
    this.#queue.clear();
    this.#cancel.dispose();
    this.#changed.dispose();
  }

  #isDue(uid: string, entry: PodEntry): boolean {
    const look = this.#looks.get(uid);
    if (look === undefined) return true;
    const rest = look.entry === entry ? Math.min(LONGEST_REST_MS, REST_MS * 2 ** (look.times - 1)) : REST_MS;
    return this.#now() - look.at >= rest;
  }

  #pump(): void {
    for (const [uid, entry] of this.#queue) {
      if (this.#running >= MOST_AT_ONCE) return;
      this.#queue.delete(uid);
      void this.#look(uid, entry);
    }
  }

  async #look(uid: string, entry: PodEntry): Promise<void> {
    const known = this.#looks.get(uid);
    const times = known?.entry === entry ? known.times + 1 : 1;
    const look: Look = { entry, at: this.#now(), times, bundle: known?.bundle };
    this.#looks.set(uid, look);
    this.#running += 1;
    try {
      look.bundle = await this.#gather(entry.record, this.#cancel.signal);
      this.#changed.fire(uid);
    } catch (error) {
      if (!isCancelled(error)) this.#onError(error);
    } finally {
      this.#running -= 1;
      if (!this.#cancel.signal.aborted) this.#pump();
    }
  }
}
