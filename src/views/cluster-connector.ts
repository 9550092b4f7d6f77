import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { list, record } from '../common/json.ts';
import type { ConnectionSettings, Connections, NamespaceMemory } from '../k8s/connection.ts';
import type { SampleCluster } from '../sample/sample-cluster.ts';
import type { CurrentConnection } from './current-connection.ts';
import type { Connector } from './parts.ts';
import { sampleTarget } from './sample-target.ts';
import { onSettingChange, setting } from './settings.ts';

/** Set by `npm start` and by tests: which cluster to open instead of the user's. */
const START = 'PORTHOLE_START';
/** Namespaces that the user typed, by server. On this machine only: names of clusters and teams do not belong into settings sync. */
const TYPED_NAMESPACES = 'typedNamespaces';

/** Connects to the cluster that settings and kubeconfig name, or to the sample cluster. */
export class ClusterConnector implements Connector, Disposable {
  readonly #connection: CurrentConnection;
  readonly #memory: vscode.Memento;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  #connections: Promise<Connections> | undefined;
  #sample: SampleCluster | undefined;

  constructor(connection: CurrentConnection, memory: vscode.Memento, onError: (error: unknown) => void) {
    this.#connection = connection;
    this.#memory = memory;
    this.#onError = onError;
    this.#owned.own(
      onSettingChange(['porthole.kubeconfig', 'porthole.context'], () => void this.#begin().catch(onError)),
    );
    this.#owned.own(onSettingChange(['porthole.namespaces'], () => this.#addNamespaces()));
    this.#owned.own(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.tryAgain().catch(onError)));
  }

  async start(): Promise<void> {
    if (this.#connections) return; // the user was quicker, and has chosen
    if (process.env[START] === 'sample') await this.useSample();
    else await this.#begin();
  }

  async useSample(): Promise<void> {
    const { startSampleCluster } = await import('../sample/sample-cluster.ts');
    this.#sample ??= this.#owned.own(await startSampleCluster());
    await (await this.#load()).openTarget(sampleTarget(this.#sample));
  }

  async useContext(name: string): Promise<void> {
    await (await this.#load()).use(name);
    this.#endSample();
  }

  async tryAgain(): Promise<void> {
    await (await this.#load()).refresh();
  }

  async signIn(): Promise<void> {
    await (await this.#load()).signIn(new AbortController().signal);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Connects by the settings, whatever was chosen since they were made: a new choice in the settings is the newest. */
  async #begin(): Promise<void> {
    this.#connections = this.#make();
    await (await this.#connections).open();
    this.#endSample();
  }

  #endSample(): void {
    if (this.#sample) this.#owned.release(this.#sample);
    this.#sample = undefined;
  }

  #load(): Promise<Connections> {
    this.#connections ??= this.#make();
    return this.#connections;
  }

  async #make(): Promise<Connections> {
    const { createConnections } = await import('../k8s/connection.ts');
    const connections = createConnections({
      settings: connectionSettings,
      // Relative entries of KUBECONFIG are meant from where the editor was started, never from the folder that is open.
      places: { env: environment(), homedir: homedir(), cwd: process.cwd() },
      mayRun: () => vscode.workspace.isTrusted,
      memory: this.#namespaceMemory(),
      onUnexpected: this.#onError,
    });
    this.#connection.use(connections);
    return connections;
  }

  #namespaceMemory(): NamespaceMemory {
    const known = (): unknown => this.#memory.get<unknown>(TYPED_NAMESPACES);
    const of = (server: string): readonly string[] =>
      list(known(), server).filter((name) => typeof name === 'string');
    return {
      of: (server) => [...new Set([...setting('porthole.namespaces'), ...of(server)])],
      remember: (server, namespace) => {
        const names = [...new Set([...of(server), namespace])];
        Promise.resolve(this.#memory.update(TYPED_NAMESPACES, { ...record(known()), [server]: names })).catch(
          this.#onError,
        );
      },
    };
  }

  #addNamespaces(): void {
    for (const name of setting('porthole.namespaces')) this.#connection.session?.addNamespace(name);
  }
}

function connectionSettings(): ConnectionSettings {
  const file = setting('porthole.kubeconfig');
  const context = setting('porthole.context');
  return { ...(file !== '' && { kubeconfig: [file] }), ...(context !== '' && { context }) };
}

/** The editor's own proxy setting counts where the environment names none. */
function environment(): NodeJS.ProcessEnv {
  const proxy: unknown = vscode.workspace.getConfiguration('http').get('proxy');
  return typeof proxy === 'string' && proxy !== ''
    ? { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, ...process.env }
    : process.env;
}
