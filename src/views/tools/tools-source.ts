import * as l10n from '@vscode/l10n';
import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Event } from '../../common/event.ts';
import { Pace } from '../../common/pace.ts';
import type { LiveCollection } from '../../k8s/live/collection.ts';
import type { Session } from '../../k8s/session.ts';
import { POD_ENTRIES } from '../../rows/pod-entry.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import type { PodRow } from '../../rows/row.ts';
import { detectTools } from '../../tools/detect.ts';
import type { ServiceFacts, WorkloadFacts } from '../../tools/facts.ts';
import type { InstalledTool } from '../../tools/installed-tool.ts';
import type { CurrentConnection } from '../current-connection.ts';
import type { ToolRef } from '../refs.ts';
import type { Rights } from '../rights.ts';
import type { RowSource } from '../tree/row-tree.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { asOfMessage } from '../namespaces/connecting.ts';
import { hiddenTools } from './hidden-tools.ts';
import { sameTool, toolRows } from './tool-rows.ts';
import type { ConnectionRow } from './tool-rows.ts';
import { ToolPods } from './tool-pods.ts';
import { TOOL_SERVICES, TOOL_WORKLOADS } from './tool-resources.ts';

const MERGE_MS = 100;

export interface ToolsOptions {
  readonly connection: CurrentConnection;
  /** The namespaces that are looked at, and when that changes. */
  readonly namespaces: {
    readonly wanted: () => readonly string[];
    readonly onDidChange: Event<void>;
    /** Keeps the list of namespaces up to date. */
    readonly observe: () => Disposable;
    /** Resolves with them as soon as they are known. */
    readonly whenWanted: (signal: AbortSignal) => Promise<readonly string[]>;
  };
  readonly rights: (session: Session) => Rights;
  readonly pod: (namespace: string, name: string) => PodRow | undefined;
  readonly connections: { readonly rows: () => readonly ConnectionRow[]; readonly onDidChange: Event<void> };
  readonly now?: () => number;
}

interface NamespaceLists {
  readonly services: LiveCollection<ServiceFacts>;
  readonly workloads: readonly LiveCollection<WorkloadFacts>[];
  readonly pods: LiveCollection<PodEntry>;
  readonly toolPods: ToolPods;
  readonly watched: DisposableStore;
}

/** What the Tools view shows: the tools in the namespaces that are looked at. */
export class ToolsSource implements RowSource, Disposable {
  readonly #options: ToolsOptions;
  readonly #now: () => number;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #lists = new Map<string, NamespaceLists>();
  #session: Session | undefined;
  #rights: Rights | undefined;
  #rightsHeard: Disposable | undefined;
  #observers = 0;
  readonly #telling = this.#owned.own(
    new Pace(() => this.#tell(), { mergeMs: MERGE_MS, restMs: () => MERGE_MS }),
  );
  #tools: readonly InstalledTool[] | undefined;
  /** Something other than pods has changed. */
  #isOld = false;

  readonly onDidChange = this.#changed.event;

  constructor(options: ToolsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#owned.own(options.connection.onDidChange(() => this.#watch()));
    this.#owned.own(options.namespaces.onDidChange(() => this.#watch()));
    this.#owned.own(options.connections.onDidChange(() => this.#changedSoon()));
    this.#owned.own(disposable(() => this.#drop()));
  }

  rows(): readonly ViewRow[] {
    const tools = this.tools();
    const rows = toolRows({
      now: this.#now(),
      tools,
      pod: this.#options.pod,
      connections: this.#options.connections.rows(),
      mayNot: (namespace) => this.#rights?.mayNot(namespace) ?? new Set(),
    });
    return [...rows, ...this.#hidden()];
  }

  message(): string | undefined {
    const lists = [...this.#lists.values()].map(({ services }) => services.current);
    const stale = lists.find((current) => current.state === 'stale');
    if (stale) return asOfMessage(stale.asOf);
    if (this.tools().length === 0 && lists.some((current) => current.state === 'connecting'))
      return l10n.t('Looking for tools…');
    return undefined;
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

  /** The tools that are known now. */
  tools(): readonly InstalledTool[] {
    this.#tools ??= this.#detect();
    return this.#tools;
  }

  /** Resolves with the tools as soon as every list has come; nothing is waited for that the user may not see. */
  async whenKnown(signal: AbortSignal): Promise<readonly InstalledTool[]> {
    const observing = this.observe();
    try {
      await this.#options.namespaces.whenWanted(signal);
      this.#watch();
      const lists = [...this.#lists.values()].flatMap(({ services, workloads, pods }) => [
        services,
        ...workloads,
        pods,
      ]);
      await Promise.allSettled(lists.map((list) => list.whenLive(signal)));
      this.#tools = undefined;
      return this.tools();
    } finally {
      observing.dispose();
    }
  }

  /** What keeps tools from being seen. */
  refused(): readonly ClusterProblem[] {
    return this.#hidden().flatMap(({ problems = [] }) => problems);
  }

  find(ref: ToolRef): InstalledTool | undefined {
    return this.tools().find((tool) => sameTool(tool, ref));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #hidden(): readonly ViewRow[] {
    const lists = [...this.#lists].map(([namespace, { services, workloads, pods }]) => ({
      namespace,
      services: services.current,
      others: [...workloads, pods].map(({ current }) => current),
    }));
    return hiddenTools(lists, this.tools().length);
  }

  #watch(): void {
    const { session } = this.#options.connection;
    if (session !== this.#session) {
      this.#drop();
      this.#session = session;
      this.#rights = session && this.#options.rights(session);
      this.#rightsHeard = this.#rights?.onDidChange(() => this.#changedSoon());
    }
    const names = session ? this.#options.namespaces.wanted() : [];
    for (const [name, { watched }] of this.#lists) {
      if (names.includes(name)) continue;
      watched.dispose();
      this.#lists.delete(name);
    }
    for (const name of names) {
      const lists = this.#lists.get(name);
      if (this.#observers > 0)
        this.#lists.set(name, lists && !lists.watched.isDisposed ? lists : this.#start(name));
      else lists?.watched.dispose();
    }
    this.#changedSoon();
  }

  #start(namespace: string): NamespaceLists {
    const session = this.#session;
    if (!session) throw new Error('tools are looked for without a session');
    this.#rights?.ask(namespace);
    const watched = new DisposableStore();
    const watch = <T>(list: LiveCollection<T>): LiveCollection<T> => {
      watched.own(list.onDidChange(() => this.#changedSoon()));
      watched.own(list.observe());
      return list;
    };
    const pods = session.collection(POD_ENTRIES, namespace);
    const toolPods = new ToolPods(pods);
    watched.own(
      pods.onDidChange(({ uids }) => {
        toolPods.touch(uids);
        this.#podsChangedSoon();
      }),
    );
    watched.own(pods.observe());
    return {
      services: watch(session.collection(TOOL_SERVICES, namespace)),
      workloads: TOOL_WORKLOADS.map((resource) => watch(session.collection(resource, namespace))),
      pods,
      toolPods,
      watched,
    };
  }

  #drop(): void {
    for (const { watched } of this.#lists.values()) watched.dispose();
    this.#lists.clear();
    this.#tools = undefined;
    this.#session = undefined;
    this.#rightsHeard?.dispose();
    this.#rightsHeard = undefined;
    this.#rights = undefined;
  }

  #changedSoon(): void {
    this.#isOld = true;
    this.#podsChangedSoon();
  }

  /** Pods change all the time; most of them are no tool's. */
  #podsChangedSoon(): void {
    this.#telling.soon();
  }

  #tell(): void {
    const podsChanged = this.#updatePods();
    if (!this.#isOld && !podsChanged) return;
    this.#isOld = false;
    this.#tools = undefined;
    this.#changed.fire();
  }

  #updatePods(): boolean {
    const changes = [...this.#lists.values()].map(({ services, workloads, toolPods }) =>
      toolPods.update(itemsOf(services), workloads.flatMap(itemsOf)),
    );
    return changes.includes(true);
  }

  #detect(): readonly InstalledTool[] {
    if (this.#updatePods()) this.#isOld = true; // who listens has not been told of it yet
    const lists = [...this.#lists.values()];
    return detectTools({
      services: lists.flatMap(({ services }) => itemsOf(services)),
      workloads: lists.flatMap(({ workloads }) => workloads.flatMap(itemsOf)),
      pods: lists.flatMap(({ toolPods }) => toolPods.all),
      isBlind: (namespace) => {
        const found = this.#lists.get(namespace);
        return found !== undefined && [found.pods, ...found.workloads].every(isDenied);
      },
    });
  }
}

function isDenied({ current }: { readonly current: { readonly state: string } }): boolean {
  return current.state === 'denied';
}

function itemsOf<T>({ current }: LiveCollection<T>): readonly T[] {
  return current.state === 'live' || current.state === 'stale' ? [...current.items.values()] : [];
}
