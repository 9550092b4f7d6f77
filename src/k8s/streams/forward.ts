import { throwIfCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter, type Event } from '../../common/event.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { Backends } from './backends.ts';
import {
  FORWARD_PACE,
  ForwardConnection,
  type ConnectionListener,
  type ForwardPace,
  type Way,
} from './forward-connection.ts';
import type { ForwardProblem } from './forward-problem.ts';
import type { Backend, ForwardTarget } from './forward-target.ts';
import { listenOnLoopback, unprivileged, type LoopbackListener } from './loopback-listener.ts';
import { Openings } from './openings.ts';

export interface ForwardOptions {
  /** The local port that the user or the tool wants. Ports below 1024 are mapped (80 to 8080, 443 to 8443), unless `strict`. */
  readonly preferredPort?: number;
  /** The local port of the last time, for when the preferred one is taken. */
  readonly rememberedPort?: number;
  /** Exactly the preferred port, or `ForwardError` with `local-port-taken`. */
  readonly strict?: boolean;
  /**
   * Requests over HTTP that name a host of the public DNS are refused: they come from a page of another site. Not for windows whose user
   * sits at another machine: what leads from there to here names the host that the user sees.
   */
  readonly localHostsOnly?: boolean;
  /** Limits of time, for tests. */
  readonly pace?: Partial<ForwardPace>;
}

export type ForwardState =
  | { readonly state: 'ready'; readonly pod: string; readonly port: number }
  /** Another pod has taken the place of the one that connections went to; nothing has gone through it yet. */
  | { readonly state: 'pod-replaced'; readonly pod: string; readonly port: number; readonly before: string }
  /** New connections wait for a pod that is ready, since this time. */
  | { readonly state: 'waiting-for-pod'; readonly since: number }
  /** The last connection did not get through. The next one is tried all the same. */
  | { readonly state: 'failed'; readonly problem: ForwardProblem };

/** A local port that leads to a pod, for as long as it is not disposed, whatever becomes of pods and connections. */
export interface Forward extends Disposable {
  readonly target: ForwardTarget;
  readonly localPort: number;
  /** `127.0.0.1:8888`. */
  readonly address: string;
  /** All addresses that are listened on. */
  readonly listensOn: readonly string[];
  /** The preferred port, where another had to be taken. */
  readonly insteadOf: number | undefined;
  readonly state: ForwardState;
  /** The last connection that did not get through; cleared by the next one that does. */
  readonly problem: ForwardProblem | undefined;
  /** State, problem or the number of connections changed. Bytes do not count. */
  readonly onDidChange: Event<void>;
  /** Bytes from the pod. */
  readonly bytesIn: number;
  /** Bytes to the pod. */
  readonly bytesOut: number;
  readonly since: number;
  /** Open connections of clients. */
  readonly connections: number;
}

/**
 * Opens a forward. Rejects with `ForwardError` for what cannot work (no such Service, pod or port, not allowed to see it, local port
 * taken and `strict`). Does not wait for a pod: a forward to nothing waits, and so do its connections, up to 20 s each,
 * or 60 s where others have got through before.
 */
export async function openForward(
  api: ClusterApi,
  target: ForwardTarget,
  options: ForwardOptions,
  signal: AbortSignal,
): Promise<Forward> {
  const backends = await Backends.open(api, target, signal);
  const { preferredPort, rememberedPort, strict = false } = options;
  const preferred = preferredPort === undefined || strict ? preferredPort : unprivileged(preferredPort);
  const wanted = [preferred, strict && preferred !== undefined ? undefined : rememberedPort].filter(
    (port) => port !== undefined,
  );
  const forward = new PortForward(
    {
      api,
      namespace: target.namespace,
      backends,
      openings: new Openings(),
      pace: { ...FORWARD_PACE, ...options.pace },
      localHostsOnly: options.localHostsOnly ?? false,
    },
    target,
  );
  try {
    await forward.listen(wanted, strict, preferred);
    throwIfCancelled(signal);
    return forward;
  } catch (error) {
    forward.dispose();
    throw error;
  }
}

class PortForward implements Forward {
  readonly target: ForwardTarget;
  readonly since = Date.now();
  insteadOf: number | undefined;
  bytesIn = 0;
  bytesOut = 0;
  problem: ForwardProblem | undefined;

  readonly #backends: Backends;
  readonly #way: Way;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #open = new Set<ForwardConnection>();
  #listener: LoopbackListener | undefined;
  #state: ForwardState;
  /** The pod that connections went to. */
  #used: Backend | undefined;
  #hasWorked = false;
  #isDisposed = false;

  constructor(way: Way, target: ForwardTarget) {
    const { backends } = way;
    this.target = target;
    this.#backends = backends;
    this.#way = way;
    this.#used = backends.current;
    this.#state = { state: 'waiting-for-pod', since: this.since };
    this.#state = this.#stateNow();
    backends.onDidChange(() => this.#update());
  }

  async listen(wanted: readonly number[], strict: boolean, preferred: number | undefined): Promise<void> {
    const listener = await listenOnLoopback(wanted, strict, (socket) => {
      const connection: ForwardConnection = new ForwardConnection(
        socket,
        this.#way,
        this.#hears(() => {
          this.#open.delete(connection);
          this.#changed.fire();
        }),
      );
      this.#open.add(connection);
      this.#changed.fire();
    });
    if (this.#isDisposed) listener.dispose();
    this.#listener = listener;
    if (preferred !== undefined && listener.port !== preferred) this.insteadOf = preferred;
  }

  get localPort(): number {
    return this.#listener?.port ?? 0;
  }

  get address(): string {
    return `127.0.0.1:${this.localPort}`;
  }

  get listensOn(): readonly string[] {
    return (this.#listener?.addresses ?? []).map((address) =>
      address.includes(':') ? `[${address}]:${this.localPort}` : `${address}:${this.localPort}`,
    );
  }

  get state(): ForwardState {
    return this.#state;
  }

  get connections(): number {
    return this.#open.size;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#listener?.dispose();
    for (const connection of [...this.#open]) connection.dispose();
    this.#backends.dispose();
    this.#changed.dispose();
  }

  #hears(ended: () => void): ConnectionListener {
    const hasWorked = (): boolean => this.#hasWorked;
    return {
      get hasWorked() {
        return hasWorked();
      },
      in: (bytes) => {
        this.bytesIn += bytes;
      },
      out: (bytes) => {
        this.bytesOut += bytes;
      },
      works: (backend) => {
        this.#hasWorked = true;
        if (this.#used?.uid === backend.uid && this.problem === undefined) return;
        this.#used = backend;
        this.problem = undefined;
        this.#update();
      },
      trouble: (problem) => {
        this.problem = problem;
        this.#update(true);
      },
      ended,
    };
  }

  #update(always = false): void {
    const now = this.#stateNow();
    if (!always && JSON.stringify(now) === JSON.stringify(this.#state)) return;
    this.#state = now;
    this.#changed.fire();
  }

  #stateNow(): ForwardState {
    const { current } = this.#backends;
    if (!current) {
      if (this.#state.state === 'waiting-for-pod') return this.#state;
      return { state: 'waiting-for-pod', since: Date.now() };
    }
    // A lost connection says nothing of the next one; a refused one does.
    if (this.problem && this.problem.kind !== 'connection-lost')
      return { state: 'failed', problem: this.problem };
    const { pod, port } = current;
    if (this.#used && this.#used.uid !== current.uid)
      return { state: 'pod-replaced', pod, port, before: this.#used.pod };
    this.#used = current;
    return { state: 'ready', pod, port };
  }
}
