import { CancelledError, delay, onCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import { disposable, DisposableStore, type Disposable } from '../../common/disposable.ts';
import type { Event } from '../../common/event.ts';
import { ClusterError, problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import type { Collection, CollectionChange, LiveCollection, Uid } from './collection.ts';
import { LIVE_DEFAULTS, type LiveOptions } from './live-options.ts';
import { LiveState } from './live-state.ts';
import { Patience } from './patience.ts';
import { readList } from './read-list.ts';
import { readWatch, type WatchEnd } from './read-watch.ts';
import type { Resource } from './resource.ts';

/** A watch that lasted this long was a good one, also when nothing happened in it. */
const GOOD_WATCH_MS = 5_000;
/** A server that has just started refuses what it will allow in a moment: what was seen until now is not thrown away for that. */
const REFUSALS_BELIEVED = 3;
/** Until a watch is tried again where it was refused and a list was not. */
const WATCH_AGAIN_MS = 5 * 60_000;

/**
 * The live list of a resource in a namespace, or in all (`undefined`). Nothing is asked of the cluster until somebody observes it.
 * While it catches up after a pause or a lost place in history it is `live` with `complete: false`: rows stay, and only what
 * differs is told. Where a list is allowed and a watch is not, it lists again every few seconds.
 */
export function createLiveCollection<T>(
  api: ClusterApi,
  resource: Resource<T>,
  namespace: string | undefined,
  options: LiveOptions = {},
): LiveCollection<T> & Disposable {
  return new ListWatch(api, resource, namespace, options);
}

class ListWatch<T> implements LiveCollection<T>, Disposable {
  readonly #api: ClusterApi;
  readonly #resource: Resource<T>;
  readonly #namespace: string | undefined;
  readonly #options: LiveOptions;
  readonly #state: LiveState<T>;
  readonly #patience: Patience;
  readonly #disposed = new AbortController();
  #observers = 0;
  #lingering: NodeJS.Timeout | undefined;
  /** Aborts everything that runs for observers. */
  #running: AbortController | undefined;
  /** Aborts the request or the wait that is going on, so that the next begins. */
  #turn = new AbortController();
  /** Where the next watch begins; unknown: a list is needed. */
  #version: string | undefined;
  #noWatchUntil = 0;
  #refusals = 0;
  /** Tries in a row that were answered and still brought nothing: without a pause between them they would go on as fast as they can. */
  #vainTries = 0;

  constructor(api: ClusterApi, resource: Resource<T>, namespace: string | undefined, options: LiveOptions) {
    this.#api = api;
    this.#resource = resource;
    this.#namespace = namespace;
    this.#options = options;
    this.#state = new LiveState(resource, {
      mergeMs: options.mergeMs ?? LIVE_DEFAULTS.mergeMs,
      graceMs: options.graceMs ?? LIVE_DEFAULTS.graceMs,
      server: api.server,
      onUnexpected: (error) => this.#unexpected(error),
    });
    this.#patience = new Patience(options.patience);
  }

  get current(): Collection<T> {
    return this.#state.current;
  }

  get onDidChange(): Event<CollectionChange> {
    return this.#state.onDidChange;
  }

  observe(): Disposable {
    this.#observers += 1;
    clearTimeout(this.#lingering);
    this.#start();
    return disposable(() => {
      this.#observers -= 1;
      if (this.#observers === 0 && !this.#disposed.signal.aborted) {
        this.#lingering = setTimeout(() => this.#stop(), this.#options.lingerMs ?? LIVE_DEFAULTS.lingerMs);
      }
    });
  }

  async whenLive(signal: AbortSignal): Promise<ReadonlyMap<Uid, T>> {
    throwIfCancelled(signal);
    throwIfCancelled(this.#disposed.signal);
    const held = new DisposableStore();
    const verdictIsFresh = this.#running !== undefined; // from before a pause it may be old: then the next one is waited for
    held.own(this.observe());
    try {
      return await new Promise<ReadonlyMap<Uid, T>>((resolve, reject) => {
        const look = (): void => {
          const now = this.current;
          if (now.state === 'live' && now.complete) resolve(now.items);
          else if (now.state === 'denied') reject(new ClusterError(now.problem));
        };
        held.own(this.onDidChange((change) => change.stateChanged && look()));
        held.own(onCancelled(signal, () => reject(new CancelledError())));
        held.own(onCancelled(this.#disposed.signal, () => reject(new CancelledError())));
        if (verdictIsFresh) look();
      });
    } finally {
      held.dispose();
    }
  }

  refresh(): void {
    this.#version = undefined;
    this.#noWatchUntil = 0;
    this.#proven();
    this.#state.catchUp();
    this.#turn.abort();
  }

  dispose(): void {
    this.#disposed.abort();
    this.#running?.abort();
    this.#turn.abort();
    clearTimeout(this.#lingering);
    this.#state.dispose();
  }

  #start(): void {
    if (this.#running || this.#disposed.signal.aborted) return;
    this.#running = new AbortController();
    this.#noWatchUntil = 0;
    this.#state.resume();
    void this.#run(this.#running.signal);
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#turn.abort();
    this.#state.pause();
  }

  /** Rounds of list and watch until the signal aborts. Never rejects. */
  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#turn = new AbortController();
      const turn = this.#turn.signal;
      try {
        await delay(await this.#round(turn), turn);
      } catch (error) {
        if (!turn.aborted) this.#unexpected(error); // else the turn was ended on purpose: the next one begins
      }
    }
  }

  /** One list if it is needed, and one watch. Answers after how many milliseconds the next round is to begin. */
  async #round(signal: AbortSignal): Promise<number> {
    try {
      const isFresh = this.#version === undefined;
      if (isFresh) await this.#list(signal);
      if (this.#version !== undefined && Date.now() >= this.#noWatchUntil)
        return await this.#watch(this.#version, isFresh, signal);
      this.#version = undefined;
      return this.#options.pollMs ?? LIVE_DEFAULTS.pollMs;
    } catch (error) {
      throwIfCancelled(signal);
      return this.#failed(error);
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { pageSize = LIVE_DEFAULTS.pageSize, silenceMs } = this.#options;
    const options = {
      freshness: this.#state.hasItems ? 'latest' : 'any',
      pageSize,
      ...(silenceMs === undefined ? {} : { silenceMs }),
    } as const;
    let whole = false;
    this.#state.beginList();
    try {
      const end = await readList(
        this.#api,
        this.#resource,
        this.#namespace,
        options,
        (object) => this.#state.put(object),
        signal,
      );
      throwIfCancelled(signal);
      this.#version = end.resourceVersion;
      whole = true;
    } finally {
      this.#state.endList(whole);
    }
    this.#refusals = 0;
    this.#state.contact();
  }

  async #watch(version: string, listIsFresh: boolean, signal: AbortSignal): Promise<number> {
    const { silenceMs } = this.#options;
    const options = { resourceVersion: version, ...(silenceMs === undefined ? {} : { silenceMs }) };
    const begun = Date.now();
    let end: WatchEnd;
    try {
      end = await readWatch(this.#api, this.#resource, this.#namespace, options, this.#events(), signal);
    } catch (error) {
      throwIfCancelled(signal);
      return this.#watchFailed(error, listIsFresh);
    }
    throwIfCancelled(signal);
    this.#state.heard(end.heardAt);
    this.#state.contactLost(Date.now() - end.heardAt);
    if (Date.now() - begun >= GOOD_WATCH_MS) this.#proven();
    return this.#again();
  }

  #events(): Parameters<typeof readWatch>[4] {
    const advance = (version: string | undefined): void => {
      if (version !== undefined) this.#version = version;
      this.#state.heard(Date.now());
      this.#proven();
    };
    return {
      opened: () => this.#state.opened(),
      changed: (object, version) => {
        this.#state.put(object);
        advance(version);
      },
      removed: (object, version) => {
        this.#state.remove(object);
        advance(version);
      },
      bookmark: advance,
    };
  }

  #watchFailed(error: unknown, listIsFresh: boolean): number {
    const problem = problemOf(error);
    if (problem?.kind === 'gone') {
      this.#version = undefined;
      this.#state.catchUp();
      this.#state.contactLost();
      return this.#again();
    }
    if (problem && isWatchRefused(problem)) {
      this.#noWatchUntil = Date.now() + WATCH_AGAIN_MS;
      this.#version = undefined;
      return listIsFresh ? (this.#options.pollMs ?? LIVE_DEFAULTS.pollMs) : 0; // a list tells whether that is refused as well
    }
    // From the same place again; from a fresh list if that fails too, for something in between may be what cannot be read.
    if (this.#vainTries > 0) this.#version = undefined;
    this.#vainTries += 1;
    return this.#failed(error);
  }

  #failed(error: unknown): number {
    const known = problemOf(error);
    if (!known) this.#unexpected(error);
    const problem: ClusterProblem = known ?? { kind: 'server', status: 0, message: String(error) };
    if (problem.kind === 'gone') return this.#again(); // the server forgot the list between two of its pages
    if (problem.kind !== 'not-allowed' && problem.kind !== 'not-found') {
      this.#state.failed(problem);
      return this.#patience.after(problem, Date.now());
    }
    this.#version = undefined;
    this.#noWatchUntil = 0;
    this.#refusals += 1;
    if (this.#state.hasItems && this.#refusals < REFUSALS_BELIEVED) {
      this.#state.failed(problem);
      return this.#patience.after({ kind: 'server', status: 403, message: problem.message }, Date.now());
    }
    this.#state.denied(problem);
    return this.#patience.after(problem, Date.now());
  }

  /** The way to the server and back is good: whatever fails next is a new story. */
  #proven(): void {
    this.#vainTries = 0;
    this.#patience.reset();
  }

  /** Tries again at once, and slower and slower where that goes on without bringing anything. */
  #again(): number {
    this.#vainTries += 1;
    return this.#vainTries === 1
      ? 0
      : this.#patience.after({ kind: 'gone', message: 'answered in vain' }, Date.now());
  }

  #unexpected(error: unknown): void {
    this.#options.onUnexpected?.(error);
  }
}

/** 403 and 404 of the watch alone, and 405 from servers that only list (metrics). */
function isWatchRefused(problem: ClusterProblem): boolean {
  return (
    problem.kind === 'not-allowed' ||
    problem.kind === 'not-found' ||
    (problem.kind === 'server' && problem.status === 405)
  );
}
