import { BackOff } from '../../common/back-off.ts';
import { delay, isCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import type { ContainerRun } from './container-run.ts';
import { answerLines, isNotKept, logRequest, QUIET, refusalOf, type LogQuestion } from './log-answer.ts';
import type { LogEnd, LogEvent, LogLine, LogOptions, LogSource } from './log-events.ts';
import { LogOverlap } from './log-overlap.ts';
import { LOOK_MS, PACE, type LogPace } from './log-pace.ts';
import { logTime, millisecondsOf, secondOf } from './log-time.ts';
import { WatchedContainer } from './watched-container.ts';

/**
 * The log of one container, from the options' beginning on: batches of lines, with marks where there is something to say. The last
 * event is always `ended`, except after cancellation, which throws `CancelledError`.
 *
 * The socket is read as fast as events are taken, no faster. No line comes twice or gets lost over reconnects, restarts of the API
 * server, the kubelet and the container, as long as the node still has it; where it may not have it, a `gap` is told.
 */
export function followLog(
  api: ClusterApi,
  source: LogSource,
  options: LogOptions,
  signal: AbortSignal,
  pace: Partial<LogPace> = {},
): AsyncGenerator<LogEvent, void, undefined> {
  return new LogFollower(api, source, options, signal, { ...PACE, ...pace }).events();
}

/** How one answer of the log endpoint ended. */
type AnswerEnd =
  | { readonly how: 'in-order' | 'stalled' }
  | { readonly how: 'cut'; readonly problem?: ClusterProblem }
  | { readonly how: 'refused'; readonly end?: LogEnd };
type SeenRun = Extract<ContainerRun, { state: 'running' | 'ended' }>;
type ReadableRun = SeenRun | Extract<ContainerRun, { state: 'not-started' }>;

/** Stands for a container whose pod may not be seen: its log is tried all the same. */
const UNSEEN: SeenRun = { state: 'running', id: '', restarts: 0, final: false };

class LogFollower {
  readonly #api: ClusterApi;
  readonly #source: LogSource;
  readonly #options: LogOptions;
  readonly #signal: AbortSignal;
  readonly #pace: LogPace;
  readonly #backOff: BackOff;
  readonly #container: WatchedContainer;

  #overlap = new LogOverlap();
  /** What was known before the newest answer began, and the time of the first new line in that answer. */
  #before = new LogOverlap();
  #firstOfAnswer: string | undefined;
  /** The question of an answer before any line: the options the first time, a new run's beginning later. */
  #first: LogQuestion;
  /** Where a new run begins whose first lines may or may not have come already. */
  #resumeAt: string | undefined;
  /** The run that was read to its end. */
  #whole: string | undefined;
  #run: SeenRun | undefined;
  #interruptedAt: number | undefined;
  #failures = 0;
  #told: string | undefined;

  constructor(api: ClusterApi, source: LogSource, options: LogOptions, signal: AbortSignal, pace: LogPace) {
    this.#api = api;
    this.#source = source;
    this.#options = options;
    this.#signal = signal;
    this.#pace = pace;
    this.#first = options;
    this.#container = new WatchedContainer(api, source, signal);
    this.#backOff = new BackOff({ firstMs: pace.firstRetryMs, mostMs: pace.mostRetryMs });
  }

  async *events(): AsyncGenerator<LogEvent, void, undefined> {
    const follow = this.#options.follow === true && this.#options.previous !== true;
    for (;;) {
      throwIfCancelled(this.#signal);
      const run = yield* this.#look();
      if (!run) return;
      if (run.state === 'not-started') {
        if (!follow || run.final) return yield ended({ reason: 'not-started', waiting: run.waiting });
        yield* this.#waitUntil((next) => next.state !== 'not-started', run.waiting);
        continue;
      }
      if (this.#run && this.#run.id !== run.id && this.#options.previous !== true)
        if (!(yield* this.#changeRun(this.#run, run))) return;
      this.#run = run;

      const end = yield* this.#answer({ ...this.#question(), follow: follow && run.state === 'running' });
      if (end.how === 'refused') {
        if (end.end) return yield ended(end.end);
        if (!follow && !this.#mayTryAgain())
          return yield ended({
            reason: 'not-started',
            waiting: run.state === 'ended' ? (run.waiting ?? '') : '',
          });
      } else if (end.how === 'cut') {
        if (!follow && !this.#mayTryAgain())
          return yield ended({
            reason: 'problem',
            problem: end.problem ?? {
              kind: 'unreachable',
              server: this.#api.server,
              reason: 'network',
              detail: 'cut',
            },
          });
        yield* this.#interrupt(end.problem);
      } else if (!follow) {
        return yield ended(finished(run, this.#options.previous));
      } else if (end.how === 'in-order' && run.state === 'ended') {
        // Known to have ended before the answer began, and the answer came to its end: all is read.
        if (run.final) return yield ended(finished(run));
        this.#whole = run.id;
        yield* this.#waitUntil(
          (next) => !('id' in next) || next.id !== run.id || ('final' in next && next.final),
          run.waiting,
        );
        continue;
      }
      if (end.how !== 'stalled') await delay(this.#backOff.next(), this.#signal);
    }
  }

  /** Where to begin: the options' place the first time, after the newest line later. */
  #question(): LogQuestion {
    const since = this.#resumeAt ?? this.#overlap.since;
    if (since === undefined) return this.#first;
    return this.#options.previous === true ? { previous: true, sinceTime: since } : { sinceTime: since };
  }

  /** An answer has begun. Should it be cut before its first line, the next one must not be shortened by the options again. */
  #begun(): void {
    const { previous, tailLines, sinceTime, sinceSeconds } = this.#first;
    const start = tailLines === 0 ? 0 : sinceSeconds;
    const since = start === undefined ? sinceTime : new Date(Date.now() - start * 1000).toISOString();
    this.#first = {
      ...(previous === true ? { previous } : {}),
      ...(since === undefined ? {} : { sinceTime: since }),
    };
  }

  /** Reads one answer and hands out what is new in it. */
  async *#answer(question: LogQuestion): AsyncGenerator<LogEvent, AnswerEnd, undefined> {
    this.#before = this.#overlap.clone();
    this.#firstOfAnswer = undefined;
    this.#overlap.replay({ isAnew: question.sinceTime === this.#resumeAt });
    this.#resumeAt = undefined;
    return yield* this.#read(question, this.#overlap);
  }

  async *#read(question: LogQuestion, judge: LogOverlap): AsyncGenerator<LogEvent, AnswerEnd, undefined> {
    try {
      for await (const lines of answerLines(
        this.#api,
        logRequest(this.#source, question),
        this.#pace.quietMs,
        this.#signal,
      )) {
        if (lines === QUIET) {
          if (await this.#isStalled()) return { how: 'stalled' };
          continue;
        }
        if (lines.length === 0) this.#begun();
        if (this.#interruptedAt !== undefined) yield this.#reconnected(this.#interruptedAt);
        if (judge === this.#overlap && judge.isSettled && !lines.some(isNotKept)) {
          yield* this.#allNew(lines);
          continue;
        }
        const fresh: LogLine[] = [];
        for (const line of lines) {
          if (isNotKept(line)) {
            yield* this.#handOut(fresh);
            return this.#notKept(line);
          }
          if (judge.judge(line) === 'repeat') continue;
          if (judge.isUnconnected && line.at !== undefined) {
            // No hole, but the beginning of the next run: what is left of the one before comes first.
            if (question.previous !== true && (await this.#isOtherRun())) return { how: 'stalled' };
            yield {
              kind: 'gap',
              ...(judge.newest === undefined ? {} : { after: judge.newest }),
              before: line.at,
            };
            judge.settle();
          }
          this.#firstOfAnswer ??= line.at;
          this.#overlap.remember(line);
          if (judge !== this.#overlap) judge.remember(line);
          fresh.push(line);
        }
        yield* this.#handOut(fresh);
      }
      return { how: 'in-order' };
    } catch (error) {
      if (isCancelled(error)) throw error;
      throwIfCancelled(this.#signal);
      const problem = problemOf(error);
      if (!problem) return { how: 'cut' };
      const refusal = refusalOf(problem);
      if (refusal.kind === 'retry') return { how: 'cut', problem: refusal.problem };
      return refusal.kind === 'end' ? { how: 'refused', end: refusal.end } : { how: 'refused' };
    }
  }

  /** Nothing of a replay is awaited any more: as good as all lines of a long log come here. */
  *#allNew(lines: readonly LogLine[]): Generator<LogEvent, void, undefined> {
    this.#firstOfAnswer ??= lines.find(({ at }) => at !== undefined)?.at;
    this.#overlap.rememberAll(lines);
    yield* this.#handOut(lines);
  }

  *#handOut(lines: readonly LogLine[]): Generator<LogEvent, void, undefined> {
    if (lines.length === 0) return;
    this.#backOff.reset();
    this.#failures = 0;
    yield { kind: 'lines', lines };
  }

  /**
   * The container runs again (or did, and ended). Hands out the rest of the run that was being read, then says so.
   *
   * The API server's status lags behind the kubelet's, so the newest answer may already have come from the new run while the old
   * one's end was still to be read; its first line tells. Whatever it was, the old run is then read from where it was known to be.
   * Answers whether there is more to read.
   */
  async *#changeRun(old: SeenRun, run: SeenRun): AsyncGenerator<LogEvent, boolean, undefined> {
    const early =
      this.#firstOfAnswer !== undefined &&
      run.startedAt !== undefined &&
      secondOf(this.#firstOfAnswer) >= secondOf(run.startedAt);
    const known = early && this.#before.since !== undefined ? this.#before : this.#overlap;
    const isWhole = this.#whole === old.id;
    const after = known.newest === undefined ? {} : { after: known.newest };
    if (run.restarts > old.restarts + 1)
      yield { kind: 'gap', ...after, runs: run.restarts - old.restarts - 1 };
    else if (!isWhole || early) {
      const rest = run.before?.id === old.id ? yield* this.#wholeRestOf(old, known) : 'not-kept';
      if (rest === 'ended') return false;
      // Short runs come and go within a second, and the node keeps only one of them: what was read to its end needs no other.
      if (rest === 'not-kept' && !isWhole) {
        yield { kind: 'gap', ...after, ...(run.startedAt === undefined ? {} : { before: run.startedAt }) };
      }
    }
    this.#first = {};
    if (!early) this.#overlap = new LogOverlap();
    // Lines of the first two seconds may be either run's: the new one is read from its beginning, and they are known.
    else if (this.#isWithinTwoSeconds(run.startedAt)) this.#resumeAt = run.startedAt;
    this.#told = undefined;
    const { exitCode, reason } = run.before ?? {};
    yield {
      kind: 'restarted',
      restarts: run.restarts,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(reason === undefined ? {} : { reason }),
    };
    return true;
  }

  /** What is left of the run before the present one, asked for again while that breaks off: a cut connection loses no line. */
  async *#wholeRestOf(
    old: SeenRun,
    known: LogOverlap,
  ): AsyncGenerator<LogEvent, 'read' | 'not-kept' | 'ended', undefined> {
    for (;;) {
      const rest = yield* this.#restOf(known);
      if (rest.how === 'in-order') return 'read';
      if (rest.how === 'refused' && (rest.end || !this.#mayTryAgain())) return 'not-kept';
      if (rest.how === 'cut') yield* this.#interrupt(rest.problem);
      await delay(this.#backOff.next(), this.#signal);
      const now = yield* this.#look();
      if (!now) return 'ended';
      // Another restart meanwhile: the node keeps one run before the present one.
      if (!('before' in now) || now.before.id !== old.id) return 'not-kept';
    }
  }

  #restOf(known: LogOverlap): AsyncGenerator<LogEvent, AnswerEnd, undefined> {
    const since = known.since;
    known.replay({ ...(known === this.#overlap ? {} : { also: this.#overlap }) });
    return this.#read({ previous: true, ...(since === undefined ? {} : { sinceTime: since }) }, known);
  }

  #isWithinTwoSeconds(startedAt: string | undefined): boolean {
    const newest = this.#overlap.newest;
    return (
      startedAt !== undefined && newest !== undefined && millisecondsOf(newest) < Date.parse(startedAt) + 2000
    );
  }

  /** The container as the API server knows it; retried while the server cannot be reached. Nothing when the log is at its end. */
  async *#look(): AsyncGenerator<LogEvent, ReadableRun | undefined, undefined> {
    for (;;) {
      const seen = await this.#container.look();
      switch (seen.state) {
        case 'pod-gone':
          yield ended({ reason: 'pod-gone' });
          return undefined;
        case 'no-such-container':
          yield ended({ reason: 'no-such-container', containers: seen.containers });
          return undefined;
        case 'unknown': {
          // Somebody who may read logs but not pods still gets the log, without what happens around it.
          if (seen.problem.kind === 'not-allowed') return UNSEEN;
          const refusal = refusalOf(seen.problem);
          if (refusal.kind === 'end' || (this.#options.follow !== true && !this.#mayTryAgain())) {
            yield ended(refusal.kind === 'end' ? refusal.end : { reason: 'problem', problem: seen.problem });
            return undefined;
          }
          yield* this.#interrupt(seen.problem);
          await delay(this.#backOff.next(), this.#signal);
          break;
        }
        default:
          return seen;
      }
    }
  }

  /** Follows the pod until the container's state is of interest again. */
  async *#waitUntil(
    matters: (run: ContainerRun) => boolean,
    why: string | undefined,
  ): AsyncGenerator<LogEvent, void, undefined> {
    if (why !== undefined && this.#told !== why) yield { kind: 'waiting', reason: why };
    this.#told = why;
    for await (const seen of this.#container.changes()) {
      if (seen.state === 'unknown') {
        if (seen.problem.kind !== 'not-allowed') continue;
        // Somebody who may get this pod but not list pods: it is asked for again, now and then.
        await delay(this.#pace.mostRetryMs, this.#signal);
        return;
      }
      if (matters(seen)) return;
      const now = seen.state === 'not-started' || seen.state === 'ended' ? seen.waiting : undefined;
      if (now !== undefined && now !== this.#told) {
        this.#told = now;
        yield { kind: 'waiting', reason: now };
      }
    }
  }

  /** A quiet log and a dead connection look alike: asks for the newest line over another connection. */
  async #isStalled(): Promise<boolean> {
    try {
      const newest = await this.#api.text(logRequest(this.#source, { tailLines: 1 }), this.#signal);
      const at = logTime(newest.slice(0, Math.max(0, newest.indexOf(' '))));
      return at !== undefined && secondOf(at) > secondOf(this.#overlap.newest ?? '');
    } catch (error) {
      if (isCancelled(error)) throw error;
      // The server cannot be reached or refuses: the open answer is no better. The next try tells why.
      return true;
    }
  }

  /** True when another run of the container has begun than the one that is being read. Its status may take a moment to say so. */
  async #isOtherRun(): Promise<boolean> {
    const until = Date.now() + this.#pace.statusLagMs;
    for (;;) {
      const now = await this.#container.look();
      if (this.#run === undefined || this.#run === UNSEEN) return false;
      if ('id' in now && now.id !== this.#run.id) return true;
      // A server that is away for a moment says nothing about the run.
      if (!('id' in now) && now.state !== 'unknown') return false;
      if (Date.now() >= until) return false;
      await delay(LOOK_MS, this.#signal);
    }
  }

  *#interrupt(problem: ClusterProblem | undefined): Generator<LogEvent, void, undefined> {
    if (this.#interruptedAt !== undefined) return;
    this.#interruptedAt = Date.now();
    yield problem ? { kind: 'interrupted', problem } : { kind: 'interrupted' };
  }

  #reconnected(since: number): LogEvent {
    this.#interruptedAt = undefined;
    return { kind: 'reconnected', afterMs: Date.now() - since };
  }

  #notKept(line: LogLine): AnswerEnd {
    return this.#mayTryAgain()
      ? { how: 'refused' }
      : { how: 'refused', end: { reason: 'not-kept', message: line.text } };
  }

  #mayTryAgain(): boolean {
    this.#failures += 1;
    return this.#failures < this.#pace.tries;
  }
}

function ended(end: LogEnd): LogEvent {
  return { kind: 'ended', end };
}

/** With the exit code of the run that was read. */
function finished(run: SeenRun, previous = false): LogEnd {
  const exitCode = previous ? run.before?.exitCode : run.exitCode;
  return exitCode === undefined ? { reason: 'finished' } : { reason: 'finished', exitCode };
}
