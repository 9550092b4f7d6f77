import { isCancelled, onCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { JsonRecord } from '../../common/json.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { ForwardError } from './forward-problem.ts';
import {
  backendOfPod,
  backendOfService,
  backendsOfSlice,
  declaredPorts,
  doorOf,
  type Backend,
  type ForwardTarget,
  type ServiceDoor,
} from './forward-target.ts';
import { snapshots, type SmallQuery } from './snapshots.ts';

/** A Service is read again when a connection comes and what is known of it is older than this. */
const SERVICE_AGE_MS = 30_000;
/** An answer is not asked for again for so long. */
const LOOK_MS = 250;
/** While a connection waits, the pods are listed anew this often: a watch may have died without a word. */
const WAITING_LOOK_MS = 5_000;
/** A look that has no answer for so long is not waited for. */
const STUCK_MS = 15_000;

interface Picture {
  readonly query: SmallQuery;
  backendsOf(object: JsonRecord): readonly Backend[];
}

/**
 * Who can take the connections of a forward, kept up to date by a watch on the pods behind it: a replaced pod is known before the
 * next connection comes, and choosing one costs no request.
 */
export class Backends implements Disposable {
  readonly #api: ClusterApi;
  readonly #target: ForwardTarget;
  readonly #changed = new Emitter<void>();
  /** Who is behind the target has changed, or what is known of it. */
  readonly onDidChange = this.#changed.event;

  #door: ServiceDoor | undefined;
  #doorReadAt = 0;
  #found: readonly Backend[] = [];
  #isKnown = false;
  #problem: ClusterProblem | undefined;
  #fatal: ForwardError | undefined;
  #last: string | undefined;
  #watching = new AbortController();
  #isDisposed = false;
  /** Asked to look again, and not answered yet; and when the last answer came. */
  #isLooking = false;
  #looksSince = 0;
  #lookedAt = 0;
  /** Pods may not be listed: what is behind a Service is read from its EndpointSlices. */
  #useSlices = false;

  private constructor(api: ClusterApi, target: ForwardTarget) {
    this.#api = api;
    this.#target = target;
  }

  /** Rejects with `ForwardError` for what will never work: no such Service or port, not allowed. Does not wait for a pod. */
  static async open(api: ClusterApi, target: ForwardTarget, signal: AbortSignal): Promise<Backends> {
    const backends = new Backends(api, target);
    try {
      if (target.kind === 'service') await backends.#readService(signal);
      backends.#watch();
      while (!backends.#isKnown && !backends.#fatal && !backends.#problem)
        await backends.#change(signal, undefined);
      if (backends.#fatal) throw backends.#fatal;
      if (backends.#problem) throw new ForwardError({ kind: 'cluster', problem: backends.#problem });
      return backends;
    } catch (error) {
      backends.dispose();
      throw error;
    }
  }

  /** The pod that the next connection goes to. */
  get current(): Backend | undefined {
    return this.#choose(undefined);
  }

  /** Why the picture is old, if it is. */
  get problem(): ClusterProblem | undefined {
    return this.#problem;
  }

  /**
   * A pod for a connection: the one used before as long as it is there, else the oldest. Waits for one until `until` (a time of
   * `Date.now`), then rejects with `ForwardError`. `notFirst` was just tried in vain.
   */
  async next(signal: AbortSignal, until: number, notFirst?: string): Promise<Backend> {
    const began = Date.now();
    if (this.#door && began - this.#doorReadAt > SERVICE_AGE_MS) void this.#readServiceAgain();
    for (;;) {
      throwIfCancelled(signal);
      if (this.#fatal) throw this.#fatal;
      const chosen = this.#choose(notFirst);
      if (chosen) {
        this.#last = chosen.uid;
        return chosen;
      }
      if (Date.now() >= until) {
        throw new ForwardError(
          this.#problem
            ? { kind: 'cluster', problem: this.#problem }
            : { kind: 'no-ready-pod', waitedMs: Date.now() - began },
        );
      }
      const look = Date.now() + WAITING_LOOK_MS;
      await this.#change(signal, Math.min(until, look));
      if (Date.now() >= look) this.lookAgain();
    }
  }

  /** What is known led to a failure: look again now. Many connections that break at once ask once. */
  lookAgain(): void {
    const now = Date.now();
    const isUnderWay = this.#isLooking && now - this.#looksSince < STUCK_MS;
    if (this.#isDisposed || isUnderWay || now - this.#lookedAt < LOOK_MS) return;
    this.#isLooking = true;
    this.#looksSince = now;
    this.#watch();
    if (this.#target.kind === 'service') void this.#readServiceAgain();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#watching.abort();
    this.#changed.dispose();
  }

  #choose(notFirst: string | undefined): Backend | undefined {
    const others = this.#found.filter((backend) => backend.uid !== notFirst);
    const among = others.length > 0 ? others : this.#found;
    return (
      among.find((backend) => backend.uid === this.#last) ??
      [...among].sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.pod, b.pod))[0]
    );
  }

  async #readService(signal: AbortSignal): Promise<void> {
    const { namespace, name, port } = this.#target;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(name)}`;
    this.#doorReadAt = Date.now();
    try {
      this.#door = doorOf(await this.#api.json({ path }, signal), port);
    } catch (error) {
      const problem = problemOf(error);
      throw problem ? new ForwardError({ kind: 'cluster', problem }, { cause: error }) : error;
    }
  }

  /** The Service may have been changed; while it cannot be read, what is known stays. */
  async #readServiceAgain(): Promise<void> {
    const before = JSON.stringify(this.#door);
    try {
      await this.#readService(this.#watching.signal);
    } catch (error) {
      if (isCancelled(error) || error instanceof ForwardError) return;
      throw error;
    }
    if (JSON.stringify(this.#door) !== before) this.#watch();
  }

  /** Begins to watch, anew if it did. */
  #watch(): void {
    if (this.#isDisposed) return;
    this.#watching.abort();
    this.#watching = new AbortController();
    void this.#follow(this.#watching.signal);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const picture = this.#picture();
    try {
      for await (const snapshot of snapshots(this.#api, picture.query, signal)) {
        if (this.#isLooking) this.#lookedAt = Date.now();
        this.#isLooking = false;
        if (snapshot.state === 'known') {
          const isFirst = !this.#isKnown;
          this.#isKnown = true;
          this.#problem = undefined;
          this.#found = snapshot.objects.flatMap((object) => picture.backendsOf(object));
          this.#fatal = this.#impossible(snapshot.objects, isFirst);
        } else if (this.#refused(snapshot.problem)) return;
        this.#changed.fire();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#fatal = new ForwardError(
        {
          kind: 'cluster',
          problem: problemOf(error) ?? { kind: 'server', status: 0, message: String(error) },
        },
        { cause: error },
      );
      this.#changed.fire();
    }
  }

  /** Keeps a problem, or goes the other way round it: true when this watch is over. */
  #refused(problem: ClusterProblem): boolean {
    if (problem.kind === 'not-allowed' && !this.#isKnown) {
      if (this.#door && !this.#useSlices) {
        this.#useSlices = true;
        this.#watch();
        return true;
      }
      this.#fatal = new ForwardError({ kind: 'cluster', problem });
    }
    this.#problem = problem;
    return false;
  }

  #picture(): Picture {
    const { namespace, name, port } = this.#target;
    const pods = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
    const door = this.#door;
    if (!door) {
      return {
        query: { path: pods, fieldSelector: `metadata.name=${name}` },
        backendsOf: (pod) => asList(backendOfPod(pod, port)),
      };
    }
    if (door.selector !== undefined && !this.#useSlices) {
      return {
        query: { path: pods, labelSelector: door.selector },
        backendsOf: (pod) => asList(backendOfService(pod, door)),
      };
    }
    return {
      query: {
        path: `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices`,
        labelSelector: `kubernetes.io/service-name=${name}`,
      },
      backendsOf: (slice) => backendsOfSlice(slice, door),
    };
  }

  /** A pod that is not there from the start is a mistake; one that goes later may come back. A port that has no such name will not get it. */
  #impossible(pods: readonly JsonRecord[], isFirst: boolean): ForwardError | undefined {
    const { kind, name, port } = this.#target;
    const pod = pods[0];
    if (kind !== 'pod') return undefined;
    if (!pod)
      return isFirst
        ? new ForwardError({
            kind: 'cluster',
            problem: { kind: 'not-found', message: `pods "${name}" not found` },
          })
        : undefined;
    if (typeof port === 'number' || /^\d+$/.test(port)) return undefined;
    const ports = declaredPorts(pod);
    return ports.some((declared) => declared.name === port)
      ? undefined
      : new ForwardError({ kind: 'no-such-port', port, ports });
  }

  /** Until something changes; at most until `until`. */
  async #change(signal: AbortSignal, until: number | undefined): Promise<void> {
    throwIfCancelled(signal);
    await new Promise<void>((resolve) => {
      const timer = until === undefined ? undefined : setTimeout(done, Math.max(1, until - Date.now()));
      const changed = this.#changed.event(done);
      const cancelled = onCancelled(signal, done);
      function done(): void {
        clearTimeout(timer);
        changed.dispose();
        cancelled.dispose();
        resolve();
      }
    });
    throwIfCancelled(signal);
  }
}

function asList(backend: Backend | undefined): readonly Backend[] {
  return backend ? [backend] : [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
