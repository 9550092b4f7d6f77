import type { Disposable } from '../common/disposable.ts';
import { Emitter, type Event } from '../common/event.ts';
import { createCredentials } from './auth/account-credentials.ts';
import type { Credentials } from './auth/credentials.ts';
import { SignInPrograms, type SignInPolicy } from './auth/sign-in-programs.ts';
import { loadKubeconfig, type Kubeconfig } from './kubeconfig/load-kubeconfig.ts';
import { kubeconfigFiles, type KubeconfigPlaces } from './kubeconfig/places.ts';
import type { Target } from './kubeconfig/target.ts';
import { watchKubeconfig, type KubeconfigWatch } from './kubeconfig/watch-kubeconfig.ts';
import { openSession, type CollectionFactory, type OpenSession } from './open-session.ts';
import { problemOf, type ClusterProblem } from './problem.ts';
import type { Connection, ContextRef } from './session.ts';
import { createClusterApi } from './transport/https-cluster-api.ts';
import { issuerCaller } from './transport/issuer-call.ts';

/** What the user has set; empty where nothing is. */
export interface ConnectionSettings {
  /** Kubeconfig files to use instead of the usual ones. Never from a workspace that is not trusted. */
  readonly kubeconfig?: readonly string[];
  /** The context to use instead of the kubeconfig's current one. */
  readonly context?: string;
}

/** Namespaces that were typed before, by the server's address. */
export interface NamespaceMemory {
  of(server: string): readonly string[];
  remember(server: string, namespace: string): void;
}

export interface ConnectionOptions {
  settings(): ConnectionSettings;
  readonly onDidChangeSettings?: Event<void>;
  /** Where kubeconfigs and programs are looked for, and proxies named. An editor's own proxy setting goes into `env`. */
  readonly places: Omit<KubeconfigPlaces, 'files'>;
  /** Whether a sign-in program may be run; asked anew each time. */
  readonly mayRun: SignInPolicy['mayRun'];
  readonly terminal?: boolean;
  readonly memory?: NamespaceMemory;
  readonly collections?: CollectionFactory;
  /** Hears of mistakes of ours; what can go wrong otherwise is part of the connection. */
  readonly onUnexpected: (error: unknown) => void;
}

/** Holds the one connection that Porthole has at a time. */
export interface Connections extends Disposable {
  /** Nothing until `open` was called and has looked. */
  readonly current: Connection | undefined;
  readonly onDidChange: Event<void>;
  /** Looks for the kubeconfig and opens its context, once; from then on changes are followed. */
  open(): Promise<Connection>;
  /** Uses this context from now on, whatever the settings and the kubeconfig say. */
  use(context: string): Promise<Connection>;
  /** Uses a cluster that no kubeconfig knows, such as the sample cluster, until `use` is called. */
  openTarget(target: Target): Promise<Connection>;
  /** Looks at everything again now: the user asks for it, or has trusted the workspace. */
  refresh(): Promise<Connection>;
  /** Signs in anew, for an action of the user's: login pages may be opened. Rejects with `ClusterError` and `CancelledError`. */
  signIn(signal: AbortSignal): Promise<void>;
}

export function createConnections(options: ConnectionOptions): Connections {
  return new CurrentConnection(options);
}

/** What was found, before anything is opened. */
type Found = { readonly contexts: readonly ContextRef[] } & (
  { readonly target: Target } | { readonly problem: ClusterProblem }
);

interface Opened {
  readonly session: OpenSession;
  readonly credentials: Credentials;
  /** All that matters for the connection. */
  readonly fingerprint: string;
}

class CurrentConnection implements Connections {
  readonly #options: ConnectionOptions;
  readonly #changed: Emitter<void>;
  readonly onDidChange: Event<void>;
  readonly #programs: SignInPrograms;
  readonly #settingsListener: Disposable | undefined;
  #current: Connection | undefined;
  #opened: Opened | undefined;
  #contexts: readonly ContextRef[] = [];
  #opening: Promise<Connection> | undefined;
  /** The user's choice while this runs; it goes before the settings. */
  #chosen: string | undefined;
  #given: Target | undefined;
  #watch: { readonly files: string; readonly watch: KubeconfigWatch } | undefined;
  /** Counts looks: only the newest may say what is. */
  #look = 0;
  /** Actions of the user's that wait for a sign-in. */
  #interacting = 0;
  #disposed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#changed = new Emitter<void>(options.onUnexpected);
    this.onDidChange = this.#changed.event;
    const { env, homedir, platform = process.platform } = options.places;
    this.#programs = new SignInPrograms({
      env,
      homedir,
      platform,
      mayRun: options.mayRun,
      mayInteract: () => this.#interacting > 0,
      ...(options.terminal === undefined ? {} : { terminal: options.terminal }),
    });
    this.#settingsListener = options.onDidChangeSettings?.(() => {
      if (this.#opening) this.#follow();
    });
  }

  get current(): Connection | undefined {
    return this.#current;
  }

  open(): Promise<Connection> {
    this.#opening ??= this.#lookAgain();
    return this.#opening.then((first) => this.#current ?? first);
  }

  use(context: string): Promise<Connection> {
    this.#given = undefined;
    this.#chosen = context;
    return (this.#opening = this.#lookAgain());
  }

  openTarget(target: Target): Promise<Connection> {
    this.#given = target;
    return (this.#opening = this.#lookAgain());
  }

  async refresh(): Promise<Connection> {
    const before = this.#opened?.session;
    const connection = await (this.#opening = this.#lookAgain());
    if (before && before === this.#opened?.session) before.refresh();
    return connection;
  }

  async signIn(signal: AbortSignal): Promise<void> {
    this.#interacting += 1;
    try {
      const { credentials, session } = this.#opened ?? {};
      this.#programs.forget();
      await credentials?.present(signal);
      session?.refresh();
    } finally {
      this.#interacting -= 1;
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#settingsListener?.dispose();
    this.#watch?.watch.dispose();
    this.#opened?.session.dispose();
    this.#programs.dispose();
    this.#changed.dispose();
  }

  #follow(): void {
    this.#lookAgain().catch(this.#options.onUnexpected);
  }

  /** Finds what is to be used now, and connects anew only where that is something else than before. */
  async #lookAgain(): Promise<Connection> {
    const look = (this.#look += 1);
    const places = this.#places();
    await this.#watchFiles(kubeconfigFiles(places)); // first, so that no change falls between reading and watching
    const found = await this.#find(places);
    // A newer look is on its way, or has come first.
    if (look !== this.#look && this.#current) return this.#current;
    return this.#apply(found);
  }

  #places(): KubeconfigPlaces {
    const { kubeconfig } = this.#options.settings();
    return { ...this.#options.places, ...(kubeconfig === undefined ? {} : { files: kubeconfig }) };
  }

  async #find(places: KubeconfigPlaces): Promise<Found> {
    const given = this.#given;
    let kubeconfig: Kubeconfig | undefined;
    try {
      kubeconfig = await loadKubeconfig(places);
      const target =
        given ??
        (await kubeconfig.target(
          this.#chosen ?? this.#options.settings().context ?? kubeconfig.currentContext,
        ));
      return { contexts: kubeconfig.contexts, target };
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      const contexts = kubeconfig?.contexts ?? [];
      return given ? { contexts, target: given } : { contexts, problem };
    }
  }

  #apply(found: Found): Connection {
    this.#contexts = found.contexts;
    const before = this.#opened;
    const next = this.#next(found, before);
    if (this.#disposed) {
      this.#opened?.session.dispose();
      return next;
    }
    const changed = !sameConnection(this.#current, next);
    this.#current = next;
    if (changed) this.#changed.fire();
    if (before !== this.#opened) before?.session.dispose(); // after views have turned to the new one
    return next;
  }

  #next(found: Found, before: Opened | undefined): Connection {
    const { contexts } = found;
    if ('problem' in found) {
      this.#opened = undefined;
      return { state: 'none', problem: found.problem, contexts };
    }
    const fingerprint = fingerprintOf(found.target);
    if (before?.fingerprint === fingerprint) before.session.contextsChanged();
    const opened = before?.fingerprint === fingerprint ? before : this.#connect(found.target, fingerprint);
    this.#opened = opened;
    return { state: 'open', session: opened.session, contexts };
  }

  #connect(target: Target, fingerprint: string): Opened {
    const { places, memory, collections, onUnexpected } = this.#options;
    const tools = { programs: this.#programs, callIssuer: issuerCaller(places.env) };
    const credentials = createCredentials(target.account, target.cluster, tools);
    const { server } = target.cluster;
    const session = openSession(target.context, {
      api: createClusterApi(target, credentials, { env: places.env }),
      contexts: () => this.#contexts,
      remembered: memory?.of(server) ?? [],
      remember: (namespace) => memory?.remember(server, namespace),
      onUnexpected,
      ...(collections === undefined ? {} : { collections }),
    });
    return { session, credentials, fingerprint };
  }

  async #watchFiles(files: readonly string[]): Promise<void> {
    const key = JSON.stringify(files);
    if (this.#disposed) return;
    if (this.#watch?.files !== key) {
      this.#watch?.watch.dispose();
      const watch = watchKubeconfig(files);
      watch.onDidChange(() => this.#follow());
      this.#watch = { files: key, watch };
    }
    await this.#watch.watch.ready;
  }
}

/** Everything but the name of the file it came from. Holds secrets, and stays in memory. */
function fingerprintOf({ context, cluster, account }: Target): string {
  return JSON.stringify({ context: { ...context, file: undefined }, cluster, account });
}

function sameConnection(one: Connection | undefined, other: Connection): boolean {
  if (!one || JSON.stringify(one.contexts) !== JSON.stringify(other.contexts)) return false;
  if (one.state === 'open') return other.state === 'open' && one.session === other.session;
  return other.state === 'none' && JSON.stringify(one.problem) === JSON.stringify(other.problem);
}
