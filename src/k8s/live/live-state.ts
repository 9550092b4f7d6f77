import type { Disposable } from '../../common/disposable.ts';
import { Emitter, type Event } from '../../common/event.ts';
import type { JsonRecord } from '../../common/json.ts';
import type { ClusterProblem } from '../problem.ts';
import type { Collection, CollectionChange } from './collection.ts';
import { KeptItems } from './kept-items.ts';
import type { Resource } from './resource.ts';

/** A server replays what a watch has missed at once when it is taken up: after this much quiet, that is over. */
const QUIET_MS = 100;
/** Where it never gets quiet, the replay is over by then. */
const REPLAY_MS = 1_000;

/** What a new connection may take that is made at once. */
const SHORTEST_GRACE_MS = 1_000;

export interface LiveStateOptions {
  readonly mergeMs: number;
  readonly graceMs: number;
  /** The server's address, for a problem that nobody else tells. */
  readonly server: string;
  readonly onUnexpected: (error: unknown) => void;
}

/**
 * What a live list is at this moment, and who is told when. The reading side says what happened (something arrived, contact, contact
 * lost, failed); the states that follow from it are decided here and nowhere else.
 */
export class LiveState<T> implements Disposable {
  readonly #items: KeptItems<T>;
  readonly #changes: Emitter<CollectionChange>;
  readonly #options: LiveStateOptions;
  #current: Collection<T> = { state: 'connecting', since: Date.now() };
  #lastContact = Date.now();
  #merging: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;
  /** Runs while a watch replays what was missed. */
  #replay: NodeJS.Timeout | undefined;
  #replayEnds = 0;
  #disposed = false;

  constructor(resource: Resource<T>, options: LiveStateOptions) {
    this.#options = options;
    this.#items = new KeptItems(resource, options.onUnexpected);
    this.#changes = new Emitter(options.onUnexpected);
  }

  get current(): Collection<T> {
    return this.#current;
  }

  get onDidChange(): Event<CollectionChange> {
    return this.#changes.event;
  }

  get hasItems(): boolean {
    return this.#current.state === 'live' || this.#current.state === 'stale';
  }

  /** Somebody looks again after nobody did. */
  resume(): void {
    if (this.#current.state === 'connecting') this.#current = { state: 'connecting', since: Date.now() };
    if (this.#current.state === 'live') this.contactLost();
  }

  /** Nobody looks any more: what is known begins to lag behind, and nothing is told of it. */
  pause(): void {
    this.#stopWaiting();
    this.catchUp();
  }

  beginList(): void {
    this.#items.beginList();
  }

  /** The list ended; `whole`: what it did not have is gone. */
  endList(whole: boolean): void {
    if (whole) this.#items.endList();
    else this.#items.abandonList();
  }

  put(object: JsonRecord): void {
    this.#items.put(object);
    this.#arrived();
  }

  remove(object: JsonRecord): void {
    this.#items.remove(object);
    this.#arrived();
  }

  /** The server was there at this time (milliseconds since the epoch). */
  heard(at: number): void {
    this.#lastContact = at;
  }

  /** The server took a watch up. What happened since the last one comes next, or that it does not know any more. */
  opened(): void {
    this.#lastContact = Date.now();
    this.#stopWaiting();
    if (this.#current.state === 'live' && this.#current.complete) return;
    this.#replayEnds = Date.now() + REPLAY_MS;
    this.#replay = setTimeout(() => this.contact(), QUIET_MS);
  }

  /** The server answers, and what is known is whole and up to date. */
  contact(): void {
    this.#lastContact = Date.now();
    this.#stopWaiting();
    if (this.#current.state === 'live' && this.#current.complete) this.#tell();
    else this.#enter({ state: 'live', items: this.#items.records, complete: true });
  }

  /**
   * For a moment nobody is told: most connections come back at once. `silentMs`: for how long nothing had been heard when it was
   * noticed, which is a part of that moment.
   */
  contactLost(silentMs = 0): void {
    clearTimeout(this.#replay);
    this.#replay = undefined;
    this.#grace ??= setTimeout(
      () => {
        this.#grace = undefined;
        const { server } = this.#options;
        if (this.#current.state === 'live')
          this.#enterStale({ kind: 'unreachable', server, reason: 'timeout', detail: 'no answer yet' });
      },
      graceAfter(silentMs, this.#options.graceMs),
    );
  }

  /** What is known may lag behind until the next contact. */
  catchUp(): void {
    if (this.#current.state === 'live' && this.#current.complete)
      this.#enter({ ...this.#current, complete: false });
  }

  denied(problem: ClusterProblem): void {
    this.#stopWaiting();
    this.#items.detach();
    this.#items.clear();
    this.#enter({ state: 'denied', problem });
  }

  failed(problem: ClusterProblem): void {
    this.#stopWaiting();
    if (this.hasItems) this.#enterStale(problem);
    else
      this.#enter({
        state: 'connecting',
        since: this.#current.state === 'connecting' ? this.#current.since : Date.now(),
        problem,
      });
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#merging);
    this.#stopWaiting();
    this.#changes.dispose();
  }

  #stopWaiting(): void {
    clearTimeout(this.#grace);
    clearTimeout(this.#replay);
    this.#grace = undefined;
    this.#replay = undefined;
  }

  #enterStale(problem: ClusterProblem): void {
    const asOf = this.#current.state === 'stale' ? this.#current.asOf : this.#lastContact;
    this.#enter({ state: 'stale', items: this.#items.records, asOf, problem });
  }

  /** Tells of a new state at once, with the changes that were still waiting. */
  #enter(next: Collection<T>): void {
    if (this.#disposed) return;
    if (next.state === 'live' || next.state === 'stale') {
      this.#items.detach(); // what was handed out with the state before stays as it is
      this.#current = { ...next, items: this.#items.records };
    } else {
      this.#current = next;
    }
    this.#tell(true);
  }

  #arrived(): void {
    this.#lastContact = Date.now();
    if (this.#lastContact < this.#replayEnds) this.#replay?.refresh();
    if (this.#disposed || this.#merging !== undefined || !this.#items.hasChanges) return;
    this.#merging = setTimeout(() => {
      this.#merging = undefined;
      // The first part of a list is shown before the rest has come.
      if (this.#current.state === 'live') this.#tell();
      else this.#enter({ state: 'live', items: this.#items.records, complete: false });
    }, this.#options.mergeMs);
  }

  #tell(stateChanged = false): void {
    clearTimeout(this.#merging);
    this.#merging = undefined;
    if (stateChanged || this.#items.hasChanges)
      this.#changes.fire({ uids: this.#items.takeChanges(), stateChanged });
  }
}

function graceAfter(silentMs: number, graceMs: number): number {
  return Math.max(Math.min(SHORTEST_GRACE_MS, graceMs), graceMs - silentMs);
}
