import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import { Pace } from '../../common/pace.ts';
import { ClusterError } from '../../k8s/problem.ts';
import type { Session } from '../../k8s/session.ts';
import { POD_ENTRIES } from '../../rows/pod-entry.ts';
import type { PodRow } from '../../rows/row.ts';
import type { CurrentConnection } from '../current-connection.ts';
import { firstTime } from '../first-time.ts';
import { problemRow } from '../problem-row.ts';
import type { Action, Rights } from '../rights.ts';
import type { RowSource } from '../tree/row-tree.ts';
import type { ViewRow } from '../tree/view-row.ts';
import type { CloserLooks } from '../../rows/closer-looks.ts';
import { containerRows } from './container-rows.ts';
import { connectingMessage, connectingRows, PATIENCE_MS, staleMessage } from './connecting.ts';
import type { ConnectingPicture } from './connecting.ts';
import { FilteredPods } from './filtered-pods.ts';
import type { Grouping } from './grouping.ts';
import { LiveRows } from './live-rows.ts';
import { GROUP_PAGE, namespaceRows } from './namespace-rows.ts';
import type { NamespacePods } from './namespace-rows.ts';
import { nextStepRows } from './next-step-rows.ts';
import { filterIdeas } from './pod-filter.ts';
import type { FilterIdea } from './pod-filter.ts';
import { WhoAmI } from './who-am-i.ts';

/** With no more namespaces than this all of them are watched; with more, only those that are open, and the home namespace. */
const MOST_WATCHED = 8;
/** Ages in words grow while somebody looks, and a start becomes a slow one. */
const TICK_MS = 10_000;
/** Pods that are looked at closely. What is the matter with more of them is told from the pods alone. */
const MOST_LOOKS = 30;
/** Several changes within this time are one repaint; VS Code itself repaints a tree no more often than five times a second. */
const MERGE_MS = 10;
const SHORTEST_REST_MS = 40;
/** Where repainting takes long, this many times as long is left between two, within limits: most of the time is for everybody else. */
const REST = 5;
const LONGEST_REST_MS = 200;
/** Whose turn it is to be looked at closely is found among all that are not well, and a look is good for many seconds. */
const LOOK_REST_MS = 500;

export interface NamespacesOptions {
  readonly connection: CurrentConnection;
  readonly looks: (session: Session) => CloserLooks;
  readonly rights: (session: Session) => Rights;
  readonly groupBy: () => Grouping;
  /** What this person is called on this machine: for the guess of what is theirs. */
  readonly localUser?: string | undefined;
  readonly onError?: (error: unknown) => void;
  readonly now?: () => number;
}

const NOTHING: ReadonlySet<Action> = new Set();

/** What the Namespaces view shows: the namespaces of the session and the pods in those that somebody looks at. */
export class NamespacesSource implements RowSource, Disposable {
  readonly #options: NamespacesOptions;
  readonly #now: () => number;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #limits = new Map<string, number>();
  readonly #open = new Set<string>();
  readonly #rows = new Map<string, { readonly live: LiveRows; watched: Disposable | undefined }>();
  #session: Session | undefined;
  #sessionOwned = new DisposableStore();
  #observedNamespaces: Disposable | undefined;
  #looks: CloserLooks | undefined;
  #rights: Rights | undefined;
  readonly #filtered = new FilteredPods();
  /** Namespaces whose pods were all there once: while they catch up, nothing is said to be loading. */
  readonly #seenWhole = new Set<string>();
  /** The user has ended the wait for a cluster that does not answer. */
  #stopped = false;
  #patience: NodeJS.Timeout | undefined;
  #waitingSince: number | undefined;
  readonly #whoAmI: WhoAmI;
  #observers = 0;
  #ticking: NodeJS.Timeout | undefined;
  readonly #painting: Pace;
  readonly #looking: Pace;

  readonly #wantedChanged = this.#owned.own(new Emitter<void>());
  /** Observers of the names alone: the Tools view looks into the same namespaces. */
  #nameObservers = 0;
  #wantedBefore = '';

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeWanted = this.#wantedChanged.event;

  constructor(options: NamespacesOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#whoAmI = this.#owned.own(new WhoAmI(options.localUser, (error) => this.#options.onError?.(error)));
    this.#owned.own(this.#whoAmI.onDidChange(() => this.setFilter(this.filterText)));
    this.#owned.own(options.connection.onDidChange(() => this.#connect()));
    this.#owned.own(disposable(() => this.#disconnect()));
    this.#looking = this.#owned.own(
      new Pace(() => this.#lookCloser(), { mergeMs: 0, restMs: () => LOOK_REST_MS }),
    );
    this.#painting = this.#owned.own(
      new Pace(() => this.#repainted(), {
        mergeMs: MERGE_MS,
        restMs: (tookMs) => Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, REST * tookMs)),
      }),
    );
    this.#owned.own(disposable(() => clearTimeout(this.#patience)));
    this.#connect();
  }

  rows(): readonly ViewRow[] {
    const { connection } = this.#options.connection;
    if (!connection) return [];
    if (connection.state === 'none') {
      // Without a kubeconfig the view's welcome says everything.
      if (connection.problem.kind === 'no-kubeconfig') return [];
      return [problemRow('problem', connection.problem), ...nextStepRows(connection.problem)];
    }
    const connecting = this.#connecting();
    if (connecting) return connectingRows(connecting);
    const { namespaces } = connection.session;
    if (namespaces.state !== 'known') return [];
    const groupBy = this.#options.groupBy();
    const now = this.#now();
    const { filter, names } = this.#filtered;
    return namespaceRows({
      now,
      groupBy,
      home: this.#home(),
      names: namespaces.names,
      guessed: namespaces.source === 'guessed',
      pods: (name) =>
        this.#filtered.of(this.pods(name), (pod) => this.#rows.get(name)?.live.entry(pod.uid)?.record, now),
      containers: (pod) => this.#containers(pod),
      limit: (group) => this.#limits.get(group) ?? GROUP_PAGE,
      mayNot: (name) => this.#rights?.mayNot(name) ?? NOTHING,
      ...(filter && { filter: { text: filter.text, mine: filter.usesMine ? names : undefined } }),
    });
  }

  message(): string | undefined {
    const { connection } = this.#options.connection;
    // What keeps everything from being shown stands in a row of its own.
    if (connection?.state === 'none') return undefined;
    const connecting = this.#connecting();
    return connecting ? connectingMessage(connecting) : this.#staleMessage();
  }

  /** What is filtered by, as it was typed; '' without a filter. */
  get filterText(): string {
    return this.#filtered.filter?.text ?? '';
  }

  setFilter(typed: string): void {
    this.#filtered.set(typed, this.#whoAmI.names(this.#session));
    if (this.#session && this.#filtered.filter?.usesMine === true) this.#whoAmI.ask(this.#session);
    this.#changed.fire();
  }

  /** What could be typed, given what there is. */
  filterIdeas(): readonly FilterIdea[] {
    return filterIdeas(this.allPods(), this.#whoAmI.names(this.#session));
  }

  /** Ends the wait for a cluster that does not answer, until `goOn`. */
  stopTrying(): void {
    this.#stopped = true;
    this.#watch();
  }

  /** The user wants it tried again. */
  goOn(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#watch();
  }

  /** The user has ended the wait, and nothing is asked of the cluster. */
  get stopped(): boolean {
    return this.#stopped;
  }

  observe(): Disposable {
    this.#observers += 1;
    this.#watch();
    this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
    return disposable(() => {
      this.#observers -= 1;
      if (this.#observers > 0) return;
      clearInterval(this.#ticking);
      this.#ticking = undefined;
      this.#watch();
    });
  }

  /** Keeps the list of namespaces up to date, without looking into them. */
  observeNames(): Disposable {
    this.#nameObservers += 1;
    this.#watch();
    return disposable(() => {
      this.#nameObservers -= 1;
      this.#watch();
    });
  }

  opened(row: ViewRow): void {
    this.#toggle(row, true);
  }

  closed(row: ViewRow): void {
    this.#toggle(row, false);
  }

  loadMore(group: string): void {
    this.#limits.set(group, (this.#limits.get(group) ?? GROUP_PAGE) + GROUP_PAGE);
    this.#changed.fire();
  }

  /** Makes all rows anew: a setting changed. */
  repaint(): void {
    this.#changed.fire();
  }

  /** The pods of a namespace as they are known now. */
  pods(namespace: string): NamespacePods {
    const known = this.#rows.get(namespace)?.live.pods(this.#now()) ?? { state: 'asleep' as const };
    if (known.state !== 'live') return known;
    if (known.complete) this.#seenWhole.add(namespace);
    return { ...known, complete: known.complete || this.#seenWhole.has(namespace) };
  }

  /** The rows of all namespaces that are watched. */
  allPods(): readonly PodRow[] {
    return [...this.#rows.keys()].flatMap((namespace) => {
      const known = this.pods(namespace);
      return known.state === 'live' || known.state === 'stale' ? known.pods.all : [];
    });
  }

  pod(namespace: string, name: string): PodRow | undefined {
    const known = this.pods(namespace);
    return known.state === 'live' || known.state === 'stale' ? known.pods.named(name) : undefined;
  }

  /** The namespaces that are worth looking into: all of a few; of many, those that are open and the home namespace. */
  wanted(): readonly string[] {
    const names = this.#names();
    const home = this.#home();
    return names.length <= MOST_WATCHED
      ? names
      : names.filter((name) => this.#open.has(name) || name === home);
  }

  /** The same, as soon as the cluster has said which namespaces there are. Rejects with `ClusterError` when it cannot. */
  async whenWanted(signal: AbortSignal): Promise<readonly string[]> {
    const observing = this.observeNames();
    try {
      await firstTime(this.#options.connection.onDidChange, signal, () => {
        const { session, problem } = this.#options.connection;
        if (problem) throw new ClusterError(problem);
        return session?.namespaces.state === 'known';
      });
      return this.wanted();
    } finally {
      observing.dispose();
    }
  }

  /** How many pods need somebody, as far as is known. */
  attention(): number {
    const by = this.#options.groupBy();
    const now = this.#now();
    return [...this.#rows.keys()]
      .map((namespace) => this.pods(namespace))
      .filter((known) => known.state === 'live' || known.state === 'stale')
      .reduce((sum, { pods }) => sum + pods.grouped(by, now).attention.length, 0);
  }

  dispose(): void {
    clearInterval(this.#ticking);
    this.#owned.dispose();
  }

  #connect(): void {
    const session = this.#options.connection.session;
    if (session !== this.#session) {
      this.#disconnect();
      this.#session = session;
      if (session) {
        const owned = new DisposableStore();
        this.#sessionOwned = owned;
        this.#looks = this.#options.looks(session);
        this.#rights = this.#options.rights(session);
        owned.own(this.#rights.onDidChange(() => this.#changedSoon()));
        if (this.#filtered.filter) this.setFilter(this.filterText); // "mine" is somebody else there
        owned.own(session.onDidChangeNamespaces(() => this.#watch()));
      }
    }
    this.#watch();
  }

  #disconnect(): void {
    this.#sessionOwned.dispose();
    for (const { live, watched } of this.#rows.values()) {
      watched?.dispose();
      live.dispose();
    }
    this.#rows.clear();
    this.#limits.clear();
    this.#seenWhole.clear();
    this.#session = undefined;
    this.#looks = undefined;
    this.#rights = undefined;
    this.#waitingSince = undefined;
    this.#stopped = false;
    this.#observedNamespaces = undefined;
  }

  /** Watches what is on screen, and nothing else. */
  #watch(): void {
    const session = this.#session;
    if (session && this.#observers + this.#nameObservers > 0 && !this.#stopped)
      this.#observedNamespaces ??= this.#sessionOwned.own(session.observeNamespaces());
    else if (this.#observedNamespaces) {
      this.#sessionOwned.release(this.#observedNamespaces);
      this.#observedNamespaces = undefined;
    }
    const names = this.#names();
    const wantedNames = this.wanted();
    for (const name of names) {
      const wanted = this.#observers > 0 && wantedNames.includes(name);
      const known = this.#rows.get(name) ?? (wanted ? this.#startRows(name) : undefined);
      if (!known) continue;
      if (wanted) {
        if (!known.watched) this.#rights?.ask(name);
        known.watched ??= known.live.observe();
      } else {
        known.watched?.dispose();
        known.watched = undefined;
      }
    }
    for (const [name, { live, watched }] of this.#rows) {
      if (names.includes(name)) continue;
      watched?.dispose();
      live.dispose();
      this.#rows.delete(name);
    }
    const wantedNow = wantedNames.join(' ');
    if (wantedNow !== this.#wantedBefore) {
      this.#wantedBefore = wantedNow;
      this.#wantedChanged.fire();
    }
    this.#waitForPatience();
    this.#changedSoon();
  }

  #staleMessage(): string | undefined {
    const namespaces = this.#session?.namespaces;
    const stale =
      (namespaces?.state === 'known' ? namespaces.stale : undefined) ??
      [...this.#rows.keys()].map((name) => this.pods(name)).find((known) => known.state === 'stale');
    return stale && staleMessage(stale);
  }

  #connecting(): ConnectingPicture | undefined {
    const session = this.#options.connection.session;
    if (session?.namespaces.state !== 'connecting') return undefined;
    const { context, namespaces } = session;
    const now = this.#now();
    const waitedMs = this.#waitingSince === undefined ? 0 : now - this.#waitingSince;
    return {
      context,
      waitedMs,
      stopped: this.#stopped,
      ...(namespaces.problem && { problem: namespaces.problem }),
    };
  }

  /** Nothing tells that nothing happens. */
  #waitForPatience(): void {
    clearTimeout(this.#patience);
    const isWaiting = this.#observers > 0 && this.#connecting() !== undefined && !this.#stopped;
    if (!isWaiting) this.#waitingSince = undefined;
    else {
      this.#waitingSince ??= this.#now();
      const left = this.#waitingSince + PATIENCE_MS - this.#now();
      if (left > 0) this.#patience = setTimeout(() => this.#changed.fire(), left);
    }
  }

  #startRows(namespace: string): { readonly live: LiveRows; watched: Disposable | undefined } | undefined {
    if (!this.#session || !this.#looks) return undefined;
    const live = new LiveRows(
      this.#session.collection(POD_ENTRIES, namespace),
      this.#looks,
      this.#session.owners,
      this.#now,
    );
    live.onDidChange(() => this.#changedSoon());
    const known = { live, watched: undefined };
    this.#rows.set(namespace, known);
    return known;
  }

  /** Permissions are given while somebody waits for them. */
  #tick(): void {
    for (const [name, { watched }] of this.#rows) if (watched) this.#rights?.ask(name);
    this.#changedSoon();
  }

  #changedSoon(): void {
    this.#painting.soon();
  }

  #repainted(): void {
    this.#changed.fire();
    this.#looking.soon();
  }

  #lookCloser(): void {
    if (this.#observers === 0) return;
    const now = this.#now();
    const ailing = [...this.#rows.values()].flatMap(({ live }) => live.ailing(MOST_LOOKS, now));
    this.#looks?.want(ailing.slice(0, MOST_LOOKS));
  }

  #containers(pod: PodRow): ReturnType<typeof containerRows> {
    const entry = this.#rows.get(pod.namespace)?.live.entry(pod.uid);
    return entry ? containerRows(entry.record, this.#now()) : [];
  }

  #names(): readonly string[] {
    const namespaces = this.#session?.namespaces;
    return namespaces?.state === 'known' ? namespaces.names : [];
  }

  #home(): string | undefined {
    const session = this.#session;
    if (!session) return undefined;
    const names = this.#names();
    return session.context.namespace ?? (names.length === 1 ? names[0] : undefined);
  }

  #toggle(row: ViewRow, open: boolean): void {
    const [, name] = /^namespace\/(.+)$/.exec(row.id) ?? [];
    if (name === undefined) return;
    if (open) this.#open.add(name);
    else this.#open.delete(name);
    this.#watch();
  }
}
