import type { Socket } from 'node:net';
import { BackOff } from '../../common/back-off.ts';
import { Cancellation, delay, isCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import type { Backends } from './backends.ts';
import { ForwardError, type ForwardProblem } from './forward-problem.ts';
import type { Backend } from './forward-target.ts';
import type { Openings } from './openings.ts';
import { HostGuard, refusal } from './host-guard.ts';
import { PodConnection, type PodEnd, type PodListener } from './pod-connection.ts';
import { isRepeatable } from './repeatable-request.ts';

export interface ForwardPace {
  /** How long a connection waits for a pod that can take it, in milliseconds. */
  readonly podMs: number;
  /** The same where connections have got through before: the pod is being replaced, or the server restarted, and will be there again. */
  readonly healMs: number;
  /** How long a connection is tried again when nothing listens on the pod's port: programs open theirs some time after they are started. */
  readonly portMs: number;
  /** How long the pod may be silent after the client has sent its last, when it has answered before: most such clients have gone. */
  readonly lingerMs: number;
  /** The same while the client's last words are not answered: it most likely waits. */
  readonly answerMs: number;
}

export const FORWARD_PACE: ForwardPace = {
  podMs: 20_000,
  healMs: 60_000,
  portMs: 3000,
  lingerMs: 5000,
  answerMs: 30_000,
};

/** What the connections of a forward share. */
export interface Way {
  readonly api: ClusterApi;
  readonly namespace: string;
  readonly backends: Backends;
  readonly openings: Openings;
  readonly pace: ForwardPace;
  /** See `ForwardOptions`. */
  readonly localHostsOnly: boolean;
}

/** What a connection tells its forward, and asks it. */
export interface ConnectionListener {
  /** Whether a connection of this forward has got through before. */
  readonly hasWorked: boolean;
  /** Bytes went through. */
  in(bytes: number): void;
  out(bytes: number): void;
  /** The pod has answered: whatever was wrong before is not any more. */
  works(backend: Backend): void;
  trouble(problem: ForwardProblem): void;
  ended(): void;
}

/** What the client sent is kept until the pod has answered, so that it can be sent to another pod when this one turns out to be closed. */
const MOST_KEPT = 64 * 1024;
/** A program that answers nothing three times over means it: it may be spoken to in the wrong language, say plain HTTP where it wants TLS. */
const MOST_REPEATS = 3;
/** How long a client may go on sending to a connection that the pod has closed, once the last answer is on its way to it. */
const LAST_WORDS_MS = 2000;

/** One TCP connection of a client, and its way to a pod. */
export class ForwardConnection implements Disposable, PodListener {
  readonly #socket: Socket;
  readonly #way: Way;
  readonly #listener: ConnectionListener;
  readonly #cancellation = new Cancellation();
  readonly #began = Date.now();
  readonly #backOff = new BackOff({ firstMs: 100, mostMs: 1000 });

  /** Until it is known that the client may go on. */
  #guard: HostGuard | undefined;
  #isRefused = false;
  #pod: PodConnection | undefined;
  #backend: Backend | undefined;
  #kept: Buffer[] | undefined = [];
  #keptBytes = 0;
  #hasAnswered = false;
  #repeats = 0;
  /** The client has sent its last; the pod cannot be told (see `PodConnection`), so its answer is awaited. */
  #isHalfClosed = false;
  /** The last bytes came from the client. */
  #owesAnswer = false;
  #linger: NodeJS.Timeout | undefined;

  constructor(socket: Socket, way: Way, listener: ConnectionListener) {
    this.#socket = socket;
    this.#way = way;
    this.#listener = listener;
    socket.setNoDelay(true);
    this.#guard = way.localHostsOnly ? new HostGuard() : undefined;
    socket.on('data', (bytes) => this.#said(bytes));
    socket.on('drain', () => this.#clientHasRead());
    socket.on('end', () => this.#clientIsDone());
    // The reason is told by 'close', which always follows.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#clientIsGone());
    void this.#connect();
  }

  dispose(): void {
    this.#socket.resetAndDestroy();
    this.#pod?.destroy();
  }

  /** Finds a pod and connects to it, as often as it takes within the time for it. */
  async #connect(): Promise<void> {
    const { backends, openings } = this.#way;
    const { signal } = this.#cancellation;
    const until = this.#until();
    for (;;) {
      try {
        await backends.next(signal, until, this.#backend?.uid); // nobody waits for a pod in a turn of their own
        this.#connected(await openings.run(() => this.#open(until, signal), until, signal));
        return;
      } catch (error) {
        if (isCancelled(error)) return;
        const problem = problemOf(error);
        if (!problem || !passes(problem, this.#listener.hasWorked) || Date.now() > until) {
          this.#fail(asForwardProblem(error));
          return;
        }
        backends.lookAgain();
      }
    }
  }

  /** When it is given up to look for a pod, a time of `Date.now`. */
  #until(): number {
    const { podMs, healMs } = this.#way.pace;
    return this.#began + (this.#listener.hasWorked ? healMs : podMs);
  }

  async #open(until: number, signal: AbortSignal): Promise<PodConnection> {
    const { api, namespace, backends } = this.#way;
    const backend = await backends.next(signal, until, this.#backend?.uid);
    this.#backend = backend;
    return PodConnection.open(api, namespace, backend, this, signal);
  }

  #connected(pod: PodConnection): void {
    this.#pod = pod;
    let more = true;
    for (const bytes of this.#kept ?? []) more = pod.write(bytes);
    if (this.#keptBytes > MOST_KEPT) this.#kept = undefined;
    if (more) this.#socket.resume();
    if (this.#isHalfClosed) this.#waitForLastWords();
  }

  #said(bytes: Buffer): void {
    if (!this.#guard) {
      this.#sent(bytes);
      return;
    }
    const verdict = this.#guard.take(bytes);
    if (verdict === 'refused') this.#refuse();
    if (verdict === 'passes') this.#letThrough();
  }

  #letThrough(): void {
    const held = this.#guard?.held;
    this.#guard = undefined;
    if (held && held.length > 0) this.#sent(held);
  }

  #refuse(): void {
    this.#guard = undefined;
    this.#isRefused = true;
    this.#cancellation.dispose();
    this.#pod?.destroy();
    this.#socket.removeAllListeners('data').resume();
    this.#socket.end(refusal(), () => this.#socket.destroySoon());
  }

  #sent(bytes: Buffer): void {
    this.#owesAnswer = true;
    this.#listener.out(bytes.length);
    if (this.#kept) {
      this.#kept.push(bytes);
      this.#keptBytes += bytes.length;
    }
    if (!this.#pod) {
      if (this.#keptBytes > MOST_KEPT) this.#socket.pause();
      return;
    }
    if (this.#keptBytes > MOST_KEPT) this.#kept = undefined;
    if (!this.#pod.write(bytes)) this.#socket.pause();
  }

  data(bytes: Buffer): boolean {
    this.#listener.in(bytes.length);
    if (!this.#hasAnswered) {
      this.#hasAnswered = true;
      this.#kept = undefined;
      if (this.#backend) this.#listener.works(this.#backend);
    }
    this.#owesAnswer = false;
    const more = this.#socket.write(bytes);
    if (this.#isHalfClosed) this.#waitForLastWords();
    return more;
  }

  drained(): void {
    this.#socket.resume();
  }

  ended(end: PodEnd): void {
    this.#pod = undefined;
    clearTimeout(this.#linger);
    if (this.#socket.destroyed || this.#isRefused) return;
    const again = this.#triesAgain(end);
    if (end.how === 'closed' && !again) {
      this.#socket.end(() => {
        this.#linger = setTimeout(() => this.#socket.destroy(), LAST_WORDS_MS);
      });
      this.#socket.resume();
      return;
    }
    if (end.how !== 'closed') this.#listener.trouble(end.problem);
    this.#way.backends.lookAgain();
    if (again) void this.#tryAgain();
    // Not `end`: what came may not be all, and the client has to know.
    else this.#socket.resetAndDestroy();
  }

  /**
   * All that the client sent is still here, and nothing was answered. Where nothing listened, nothing has reached a program. Where the
   * connection ended, it may have: only what may be done twice is sent again, to whatever pod comes next.
   */
  #triesAgain(end: PodEnd): boolean {
    if (this.#hasAnswered || this.#kept === undefined) return false;
    const now = Date.now();
    if (end.how === 'failed')
      return end.problem.kind === 'port-closed' && now < this.#began + this.#way.pace.portMs;
    if (now > this.#until() || this.#repeats === MOST_REPEATS || !isRepeatable(this.#kept)) return false;
    this.#repeats += 1;
    return true;
  }

  async #tryAgain(): Promise<void> {
    try {
      await delay(this.#backOff.next(), this.#cancellation.signal);
    } catch (error) {
      if (isCancelled(error)) return;
      throw error;
    }
    await this.#connect();
  }

  #fail(problem: ForwardProblem): void {
    this.#listener.trouble(problem);
    this.#socket.resetAndDestroy();
  }

  #clientIsDone(): void {
    this.#letThrough(); // it is not a whole request
    this.#isHalfClosed = true;
    if (this.#pod) this.#waitForLastWords();
  }

  #clientHasRead(): void {
    this.#pod?.resume();
    if (this.#isHalfClosed && this.#pod) this.#waitForLastWords();
  }

  /**
   * A client that is gone for good looks the same as one that waits for an answer, until something is sent to it. While it has not read
   * what came, it is not the pod that is silent: that it is gone shows by itself then.
   */
  #waitForLastWords(): void {
    clearTimeout(this.#linger);
    if (this.#socket.writableNeedDrain) return;
    const { answerMs, lingerMs } = this.#way.pace;
    // Not `end`: if anybody is there, what came is not all.
    this.#linger = setTimeout(() => this.#socket.resetAndDestroy(), this.#owesAnswer ? answerMs : lingerMs);
  }

  #clientIsGone(): void {
    clearTimeout(this.#linger);
    this.#cancellation.dispose();
    this.#pod?.close();
    this.#listener.ended();
  }
}

/**
 * Whether a refusal of the API server can pass by itself: a pod that is just being replaced, a server that restarts. One that has just
 * started does not know yet what anybody may do, and refuses for some seconds what it allows afterwards (kube-apiserver: RBAC is read
 * by informers, and they do not hold up requests).
 */
function passes(problem: ClusterProblem, hasWorked: boolean): boolean {
  switch (problem.kind) {
    case 'not-allowed':
      return hasWorked;
    case 'not-found':
    case 'unreachable':
    case 'busy':
    case 'gone':
    case 'server':
      return true;
    default:
      return false;
  }
}

function asForwardProblem(error: unknown): ForwardProblem {
  if (error instanceof ForwardError) return error.problem;
  return {
    kind: 'cluster',
    problem: problemOf(error) ?? { kind: 'server', status: 0, message: String(error) },
  };
}
