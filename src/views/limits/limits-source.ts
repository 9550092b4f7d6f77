import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Event } from '../../common/event.ts';
import { Pace } from '../../common/pace.ts';
import type { LiveCollection } from '../../k8s/live/collection.ts';
import { CLAIMS } from '../../k8s/model/claim.ts';
import type { ClaimRecord } from '../../k8s/model/claim.ts';
import { LIMIT_RANGES } from '../../k8s/model/limit-range.ts';
import type { LimitRangeRecord } from '../../k8s/model/limit-range.ts';
import { QUOTAS } from '../../k8s/model/quota.ts';
import type { QuotaRecord } from '../../k8s/model/quota.ts';
import type { Session } from '../../k8s/session.ts';
import { POD_ENTRIES } from '../../rows/pod-entry.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { CurrentConnection } from '../current-connection.ts';
import { asOfMessage } from '../namespaces/connecting.ts';
import type { RowSource } from '../tree/row-tree.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { ClaimUsers } from './claim-users.ts';
import { CLAIM_PAGE, limitRows } from './limit-rows.ts';
import { fillKey, readFills, readUsage } from './measurements.ts';
import type { Fills } from './measurements.ts';
import { Polled } from '../polled.ts';
import type { Usage } from './quota-rows.ts';

const MERGE_MS = 100;
/** Metrics-server measures every 15 seconds, a kubelet its disks every minute. */
const USAGE_TIMES = { everyMs: 30_000, restMs: 600_000 };
const FILL_TIMES = { everyMs: 60_000, restMs: 600_000 };

export interface LimitsOptions {
  readonly connection: CurrentConnection;
  /** The namespaces that are looked at, and when that changes. */
  readonly namespaces: {
    readonly wanted: () => readonly string[];
    readonly onDidChange: Event<void>;
    /** Keeps the list of namespaces up to date. */
    readonly observe: () => Disposable;
  };
  readonly onError: (error: unknown) => void;
}

interface NamespaceLists {
  readonly quotas: LiveCollection<QuotaRecord>;
  readonly ranges: LiveCollection<LimitRangeRecord>;
  readonly claims: LiveCollection<ClaimRecord>;
  readonly pods: LiveCollection<PodEntry>;
  readonly users: ClaimUsers;
  readonly usage: Polled<Usage>;
  readonly watched: DisposableStore;
}

/** What the Limits and Storage view shows: quotas, limits and claims of the namespaces that are looked at. */
export class LimitsSource implements RowSource, Disposable {
  readonly #options: LimitsOptions;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #lists = new Map<string, NamespaceLists>();
  readonly #limits = new Map<string, number>();
  #session: Session | undefined;
  #fills: Polled<Fills> | undefined;
  #fillsWatched: Disposable | undefined;
  #observers = 0;
  readonly #telling = this.#owned.own(
    new Pace(() => this.#changed.fire(), { mergeMs: MERGE_MS, restMs: () => MERGE_MS }),
  );

  readonly onDidChange = this.#changed.event;

  constructor(options: LimitsOptions) {
    this.#options = options;
    this.#owned.own(options.connection.onDidChange(() => this.#watch()));
    this.#owned.own(options.namespaces.onDidChange(() => this.#watch()));
    this.#owned.own(disposable(() => this.#drop()));
  }

  rows(): readonly ViewRow[] {
    return limitRows({
      home: this.#session?.context.namespace,
      limit: (group) => this.#limits.get(group) ?? CLAIM_PAGE,
      namespaces: [...this.#lists].map(([name, lists]) => ({
        name,
        quotas: lists.quotas.current,
        ranges: lists.ranges.current,
        claims: lists.claims.current,
        usage: lists.usage.value,
        fill: (claim) => this.#fills?.value?.get(fillKey(name, claim)),
        users: (claim) => lists.users.of(claim),
      })),
    });
  }

  message(): string | undefined {
    const stale = [...this.#lists.values()]
      .flatMap(({ quotas, claims }) => [quotas.current, claims.current])
      .find((current) => current.state === 'stale');
    return stale && asOfMessage(stale.asOf);
  }

  observe(): Disposable {
    this.#observers += 1;
    const names = this.#options.namespaces.observe();
    this.#watch();
    return disposable(() => {
      this.#observers -= 1;
      names.dispose();
      this.#watch();
    });
  }

  loadMore(group: string): void {
    this.#limits.set(group, (this.#limits.get(group) ?? CLAIM_PAGE) + CLAIM_PAGE);
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #watch(): void {
    const { session } = this.#options.connection;
    if (session !== this.#session) {
      this.#drop();
      this.#session = session;
      if (session) this.#fills = this.#polledFills(session);
    }
    const names = session ? this.#options.namespaces.wanted() : [];
    for (const [name, { watched }] of this.#lists) {
      if (names.includes(name)) continue;
      watched.dispose();
      this.#lists.delete(name);
    }
    for (const name of names) {
      const lists = this.#lists.get(name);
      if (this.#observers > 0 && session)
        this.#lists.set(name, lists && !lists.watched.isDisposed ? lists : this.#start(session, name));
      else lists?.watched.dispose();
    }
    if (this.#observers > 0) this.#fillsWatched ??= this.#fills?.observe();
    else {
      this.#fillsWatched?.dispose();
      this.#fillsWatched = undefined;
    }
    this.#changedSoon();
  }

  #start(session: Session, namespace: string): NamespaceLists {
    const watched = new DisposableStore();
    const watch = <T>(list: LiveCollection<T>): LiveCollection<T> => {
      watched.own(list.onDidChange(() => this.#changedSoon()));
      watched.own(list.observe());
      return list;
    };
    const usage = new Polled((signal) => readUsage(session, namespace, signal), {
      changed: () => this.#changedSoon(),
      onError: this.#options.onError,
      times: USAGE_TIMES,
    });
    watched.own(usage.observe());
    const pods = session.collection(POD_ENTRIES, namespace);
    const users = new ClaimUsers(pods);
    watched.own(
      pods.onDidChange(({ uids, stateChanged }) => {
        if (users.touch(uids) || stateChanged) this.#changedSoon();
      }),
    );
    watched.own(pods.observe());
    return {
      quotas: watch(session.collection(QUOTAS, namespace)),
      ranges: watch(session.collection(LIMIT_RANGES, namespace)),
      claims: watch(session.collection(CLAIMS, namespace)),
      pods,
      users,
      usage,
      watched,
    };
  }

  #polledFills(session: Session): Polled<Fills> {
    const read = async (signal: AbortSignal): Promise<Fills | undefined> => {
      await Promise.allSettled([...this.#lists.values()].map(({ pods }) => pods.whenLive(signal)));
      return readFills(session, this.#machines(), signal);
    };
    return new Polled(read, {
      changed: () => this.#changedSoon(),
      onError: this.#options.onError,
      times: FILL_TIMES,
    });
  }

  /** Where claims of the namespaces are mounted. */
  #machines(): readonly string[] {
    const pods = [...this.#lists.values()].flatMap(({ users }) => users.all);
    return [...new Set(pods.flatMap(({ node }) => node ?? []))];
  }

  #drop(): void {
    for (const { watched } of this.#lists.values()) watched.dispose();
    this.#lists.clear();
    this.#limits.clear();
    this.#fillsWatched?.dispose();
    this.#fillsWatched = undefined;
    this.#fills = undefined;
    this.#session = undefined;
  }

  #changedSoon(): void {
    this.#telling.soon();
  }
}
