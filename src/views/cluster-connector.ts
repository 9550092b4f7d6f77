import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { isRecord } from '../common/json.ts';
import type { ConnectionSource, CurrentConnection } from './current-connection.ts';
import type { Connector } from './parts.ts';
import { onSettingChange, setting } from './settings.ts';

/** Set by `npm start` and by tests: which cluster to open instead of the user's. */
const START = 'PORTHOLE_START';
/** Namespaces that the user typed, by context. On this machine only: names of clusters and teams do not belong into settings sync. */
const TYPED_NAMESPACES = 'typedNamespaces';

/** Which kubeconfig to connect by. */
export interface Wish {
  /** A kubeconfig as text instead of files: the sample's is never written to disk. */
  readonly kubeconfig?: string;
  /** The file that the user chose; nothing: as kubectl finds them. */
  readonly file?: string;
  readonly context?: string;
  /** Namespaces to show even if the cluster does not list them, for a context. */
  readonly namespaces: (context: string) => readonly string[];
  /** In a folder that is not trusted no program is started. */
  readonly mayRunPrograms: boolean;
}

/** What was made of a wish. */
export interface OpenedConnections extends ConnectionSource {
  use(context: string): void;
  /** Tries again now. With `interactive` a sign-in program may open a log-in page. */
  retry(how: { readonly interactive: boolean }): Promise<void>;
}

export type OpenConnections = (wish: Wish) => Promise<OpenedConnections>;

/** Connects to the cluster of the kubeconfig, or to the sample cluster. */
export class ClusterConnector implements Connector, Disposable {
  readonly #connection: CurrentConnection;
  readonly #memory: vscode.Memento;
  readonly #open: OpenConnections;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  #connections: OpenedConnections | undefined;
  #sample: Disposable | undefined;
  /** Counts the wishes: one that was overtaken while it was being made is dropped. */
  #turn = 0;

  constructor(connection: CurrentConnection, memory: vscode.Memento, open: OpenConnections, onError: (error: unknown) => void) {
    this.#connection = connection;
    this.#memory = memory;
    this.#open = open;
    this.#onError = onError;
    const again = (): void => void this.#useKubeconfig(undefined).catch(onError);
    this.#owned.own(onSettingChange(['porthole.kubeconfig', 'porthole.context', 'porthole.namespaces'], again));
    this.#owned.own(vscode.workspace.onDidGrantWorkspaceTrust(again));
  }

  async start(): Promise<void> {
    if (process.env[START] === 'sample') await this.useSample();
    else await this.#useKubeconfig(undefined);
  }

  async useSample(): Promise<void> {
    const { startSampleCluster } = await import('../sample/sample-cluster.ts');
    const sample = await startSampleCluster();
    await this.#connect({ kubeconfig: sample.kubeconfig(), namespaces: () => [], mayRunPrograms: false });
    this.#endSample();
    this.#sample = this.#owned.own(sample);
  }

  async useContext(name: string): Promise<void> {
    const isThere = this.#connections?.current.contexts.some((context) => context.name === name) === true;
    if (isThere) this.#connections?.use(name);
    else await this.#useKubeconfig(name);
  }

  async tryAgain(): Promise<void> {
    await this.#connections?.retry({ interactive: false });
  }

  async signIn(): Promise<void> {
    await this.#connections?.retry({ interactive: true });
  }

  remember(context: string, namespace: string): void {
    const known = this.#typed();
    const names = new Set([...(known[context] ?? []), namespace]);
    Promise.resolve(this.#memory.update(TYPED_NAMESPACES, { ...known, [context]: [...names] })).catch(this.#onError);
  }

  dispose(): void {
    this.#turn += 1;
    this.#owned.dispose();
  }

  async #useKubeconfig(context: string | undefined): Promise<void> {
    const file = setting('porthole.kubeconfig');
    const wanted = context ?? setting('porthole.context');
    await this.#connect({
      ...(file !== '' && { file }),
      ...(wanted !== '' && { context: wanted }),
      namespaces: (name) => [...setting('porthole.namespaces'), ...(this.#typed()[name] ?? [])],
      mayRunPrograms: vscode.workspace.isTrusted,
    });
    this.#endSample();
  }

  async #connect(wish: Wish): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const opened = await this.#open(wish);
    if (turn !== this.#turn) {
      opened.dispose();
      return;
    }
    this.#connections = opened;
    this.#connection.use(opened);
  }

  #endSample(): void {
    if (this.#sample) this.#owned.release(this.#sample);
    this.#sample = undefined;
  }

  #typed(): Readonly<Record<string, readonly string[]>> {
    const kept = this.#memory.get<unknown>(TYPED_NAMESPACES);
    if (!isRecord(kept)) return {};
    return Object.fromEntries(
      Object.entries(kept).map(([context, names]) => [context, Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []]),
    );
  }
}
