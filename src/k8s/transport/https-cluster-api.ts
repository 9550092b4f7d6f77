import type { IncomingMessage } from 'node:http';
import * as l10n from '@vscode/l10n';
import type WebSocket from 'ws';
import { CancelledError, delay } from '../../common/cancellation.ts';
import { disposable, DisposableStore } from '../../common/disposable.ts';
import { refusal, type Credentials, type Presented } from '../auth/credentials.ts';
import type { Target } from '../kubeconfig/target.ts';
import { ClusterError, type ClusterProblem } from '../problem.ts';
import { readText, unzipped } from './answer-body.ts';
import { answerProblem } from './answer-problem.ts';
import type { ApiRequest, ClusterApi } from './cluster-api.ts';
import { connectionProblem } from './connection-problem.ts';
import { Deadline } from './deadline.ts';
import { Dialer } from './dialer.ts';
import { exchange, type Outgoing } from './exchange.ts';
import { openSocket, UpgradeRefused } from './open-socket.ts';
import { outgoing, pathOf, USER_AGENT } from './outgoing.ts';
import { host, isLoopback } from './proxy-route.ts';
import { PULSE, type PulseTimes } from './pulse.ts';
import { repeatsAfter } from './shared-line.ts';
import { Trust } from './trust.ts';
import { Turns } from './turns.ts';
import { Wires, type Wire } from './wire.ts';

export interface ClusterApiOptions {
  /** For HTTPS_PROXY, HTTP_PROXY and NO_PROXY; an editor adds its own proxy setting here. */
  readonly env: NodeJS.ProcessEnv;
  /** Instead of 10 s for making a connection; for tests. */
  readonly connectMs?: number;
  /** Instead of 30 s for which a connection is kept that nobody uses; for tests. */
  readonly idleMs?: number;
  /** Instead of the usual times in which a connection that was cut is noticed; for tests. */
  readonly pulse?: PulseTimes;
}

/** Answers are short, and two let a slow one not hold up the rest: so this is how many connections requests have. */
const REQUESTS_AT_ONCE = 2;
/** Lists, of which a sidebar opens dozens at once. On a far server each connection costs more time than waiting for a turn. */
const LISTS_AT_ONCE = 4;
/** How long an answer may take where the request does not say. */
const ANSWER_MS = 30_000;
/** An answer that lets wait for longer is watched over: it may be that nobody is there. */
const PROMPT_MS = 2_000;
/** The longest wait between two tries of one request. */
const LONGEST_PAUSE_MS = 10_000;
/** Larger than any list that is not read as a stream. */
const LONGEST_ANSWER = 256 * 1024 * 1024;
const LONGEST_PROBLEM = 256 * 1024;

type Lane = 'requests' | 'streams';
type Busy = Extract<ClusterProblem, { kind: 'busy' }>;
type Outcome = { readonly answer: IncomingMessage } | { readonly problem: Busy };

/** A `ClusterApi` over HTTP/1.1. The credentials become its own: it disposes them. */
export function createClusterApi(
  target: Target,
  credentials: Credentials,
  options: ClusterApiOptions,
): ClusterApi {
  return new HttpsClusterApi(target, credentials, options);
}

class HttpsClusterApi implements ClusterApi {
  readonly server: string;
  readonly #credentials: Credentials;
  readonly #dialer: Dialer;
  readonly #wires: Wires;
  readonly #compress: boolean;
  /** How long a connection that was kept may say nothing. */
  readonly #keptMs: number;
  readonly #ended = new AbortController();
  readonly #turns = new Turns(REQUESTS_AT_ONCE);
  readonly #lists = new Turns(LISTS_AT_ONCE);
  #requests = 0;

  constructor(target: Target, credentials: Credentials, options: ClusterApiOptions) {
    this.server = target.cluster.server;
    this.#credentials = credentials;
    this.#dialer = new Dialer(target.cluster, options.env, options.connectMs);
    this.#wires = new Wires(this.#dialer, new Trust(target.cluster), {
      idleMs: options.idleMs,
      pulse: options.pulse,
      onKnock: () => (this.#requests += 1),
    });
    const { quietMs, lateMs } = options.pulse ?? PULSE;
    this.#keptMs = quietMs + lateMs;
    this.#compress = !target.cluster.disableCompression && !isLoopback(host(this.#dialer.url));
  }

  get counts(): ClusterApi['counts'] {
    return { requests: this.#requests, connections: this.#dialer.connections };
  }

  async json(request: ApiRequest, signal: AbortSignal): Promise<unknown> {
    const text = await this.#whole({ accept: 'application/json', ...request }, signal);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // Without the parser's own error, which quotes the answer: that may be a secret.
      throw new ClusterError({ kind: 'server', status: 200, message: l10n.t('the answer is not JSON') });
    }
  }

  text(request: ApiRequest, signal: AbortSignal): Promise<string> {
    return this.#whole(request, signal);
  }

  async stream(request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const deadline = new Deadline(signal, this.#ended.signal);
    const held = new DisposableStore();
    held.own(deadline);
    try {
      if (request.inTurn === true) held.own(await this.#lists.take(deadline.signal)); // its time begins with its turn
      const answer = await this.#answer(request, 'streams', deadline);
      deadline.rest();
      answer.once('close', () => setImmediate(() => held.dispose()));
      return unzipped(answer);
    } catch (error) {
      held.dispose();
      throw this.#explained(error, deadline);
    }
  }

  async socket(
    request: Pick<ApiRequest, 'path' | 'query'>,
    protocols: readonly string[],
    signal: AbortSignal,
  ): Promise<WebSocket> {
    const deadline = new Deadline(signal, this.#ended.signal);
    const address = `${this.#dialer.url.href.replace(/^http/, 'ws').replace(/\/$/, '')}${pathOf(request)}`;
    try {
      return await this.#signedIn(request, deadline, async (presented, wire) => {
        deadline.start(ANSWER_MS);
        this.#requests += 1;
        try {
          return {
            value: await openSocket(
              wire,
              address,
              protocols,
              { ...presented.headers, 'User-Agent': USER_AGENT },
              deadline.signal,
            ),
          };
        } catch (error) {
          if (!(error instanceof UpgradeRefused)) throw error;
          return { problem: answerProblem(request, error.status, error.headers, error.body) };
        }
      });
    } catch (error) {
      throw this.#explained(error, deadline);
    } finally {
      deadline.dispose();
    }
  }

  dispose(): void {
    this.#ended.abort();
    this.#wires.dispose();
    this.#credentials.dispose();
  }

  async #whole(request: ApiRequest, signal: AbortSignal): Promise<string> {
    const deadline = new Deadline(signal, this.#ended.signal);
    try {
      return await readText(unzipped(await this.#answer(request, 'requests', deadline)), LONGEST_ANSWER);
    } catch (error) {
      throw this.#explained(error, deadline);
    } finally {
      deadline.dispose();
    }
  }

  /** The head of a good answer. Tries again what is safe to be tried again. */
  async #answer(request: ApiRequest, lane: Lane, deadline: Deadline): Promise<IncomingMessage> {
    const limitMs = request.timeoutMs ?? ANSWER_MS;
    let until = 0;
    let shown: Presented | undefined;
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#signedIn<Outcome>(request, deadline, async (presented, wire) => {
        // Signing in has limits of its own: a person at a login page may take minutes.
        if (presented !== shown) until = Date.now() + limitMs;
        shown = presented;
        deadline.start(Math.max(0, until - Date.now()));
        const answer = await this.#send(request, lane, presented, wire, deadline.signal);
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) return { value: { answer } };
        const problem = answerProblem(
          request,
          status,
          answer.headers,
          await readText(unzipped(answer), LONGEST_PROBLEM),
        );
        return problem.kind === 'busy' ? { value: { problem } } : { problem };
      });
      if ('answer' in outcome) return outcome.answer;
      const { problem } = outcome;
      const pauseMs = pauseAfter(problem, tries);
      // Streams have an owner who shows that the server is busy, and waits by its own rules.
      if (lane === 'streams' || (request.method ?? 'GET') !== 'GET' || pauseMs >= deadline.remainingMs)
        throw new ClusterError(problem);
      await delay(pauseMs, deadline.signal);
    }
  }

  /** Does something as the user; signs in again, once, when the server does not know the user any more. */
  async #signedIn<T>(
    request: Pick<ApiRequest, 'path'>,
    deadline: Deadline,
    attempt: (presented: Presented, wire: Wire) => Promise<{ value: T } | { problem: ClusterProblem }>,
  ): Promise<T> {
    for (let renewed = false; ; renewed = true) {
      deadline.throwIfUnwanted();
      const presented = await this.#credentials.present(deadline.signal);
      const outcome = await attempt(presented, await this.#wires.wireFor(presented));
      if ('value' in outcome) return outcome.value;
      const { problem } = outcome;
      if (problem.kind !== 'sign-in') throw new ClusterError(problem);
      deadline.rest();
      if (renewed || !(await this.#credentials.renew(presented, deadline.signal))) {
        throw new ClusterError(refusal(presented, problem.detail ?? request.path));
      }
    }
  }

  async #send(
    request: ApiRequest,
    lane: Lane,
    presented: Presented,
    wire: Wire,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const head = outgoing(request, wire[lane], presented, this.#dialer, this.#compress);
    const held = new DisposableStore();
    if (lane === 'requests' && request.viaMachine !== true) held.own(await this.#turns.take(signal));
    const watchOver = (): void => void held.own(wire.lifeline.hold());
    if (request.shared === true) watchOver();
    else {
      const waiting = setTimeout(watchOver, PROMPT_MS);
      held.own(disposable(() => clearTimeout(waiting)));
    }
    try {
      this.#requests += 1;
      const answer = await (request.shared === true
        ? sharedExchange(head, wire, signal, this.#keptMs)
        : exchange(head, signal, this.#keptMs));
      // A moment later the connection is free again for the next one.
      answer.once('close', () => setImmediate(() => held.dispose()));
      return answer;
    } catch (error) {
      held.dispose();
      throw error;
    }
  }

  /** Every failure as what it means to the caller. */
  #explained(error: unknown, deadline: Deadline): Error {
    if (deadline.expired) {
      return new ClusterError(
        {
          kind: 'unreachable',
          server: this.server,
          reason: 'timeout',
          detail: l10n.t('no answer within the time limit'),
        },
        { cause: error },
      );
    }
    if (deadline.signal.aborted) return new CancelledError();
    if (error instanceof ClusterError || error instanceof CancelledError) return error;
    return new ClusterError(connectionProblem(error, this.server), { cause: error });
  }
}

/** On the connection that watches share, if the server has one of that kind. */
async function sharedExchange(
  head: Outgoing,
  wire: Wire,
  signal: AbortSignal,
  keptMs: number,
): Promise<IncomingMessage> {
  for (let failures = 0; ;) {
    const line = await wire.lifeline.line(signal);
    if (!line) return exchange(head, signal, keptMs);
    if (line.isFull) continue; // others, who waited for it as well, were quicker
    try {
      return await line.exchange(head, signal);
    } catch (error) {
      failures += 1;
      if (failures > repeatsAfter(error)) throw error;
    }
  }
}

/** As long as the server asks for, at least a second; longer each time where it does not say. */
function pauseAfter(problem: Busy, tries: number): number {
  const asked = problem.retryAfterSeconds;
  return asked === undefined ? Math.min(LONGEST_PAUSE_MS, 500 * 2 ** tries) : Math.max(1, asked) * 1000;
}
