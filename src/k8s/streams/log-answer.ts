import type { IncomingMessage } from 'node:http';
import type { ClusterApi, ApiRequest } from '../transport/cluster-api.ts';
import type { LogEnd, LogLine, LogOptions, LogSource } from './log-events.ts';
import type { ClusterProblem } from '../problem.ts';
import { LogLines } from './log-lines.ts';

/** What the log endpoint is asked for. */
export type LogQuestion = LogOptions;

export function logRequest(source: LogSource, question: LogQuestion): ApiRequest {
  return {
    path: `/api/v1/namespaces/${encodeURIComponent(source.namespace)}/pods/${encodeURIComponent(source.pod)}/log`,
    query: {
      container: source.container,
      timestamps: true,
      follow: question.follow === true ? true : undefined,
      previous: question.previous === true ? true : undefined,
      tailLines: question.tailLines,
      sinceTime: question.sinceTime,
      sinceSeconds: question.sinceSeconds,
      limitBytes: question.limitBytes,
    },
  };
}

/** Nothing came for a while: time to look whether the connection still lives. */
export const QUIET = Symbol('quiet');

/**
 * The lines of one answer of the log endpoint, chunk by chunk; the socket is read only as fast as they are taken. `QUIET` stands
 * for `quietMs` without a byte. Ends when the answer ends in order; throws the socket's error when it is cut.
 */
export async function* answerLines(
  api: ClusterApi,
  request: ApiRequest,
  quietMs: number,
  signal: AbortSignal,
): AsyncGenerator<readonly LogLine[] | typeof QUIET, void, undefined> {
  const answer = await api.stream(request, signal);
  const parser = new LogLines();
  try {
    yield []; // the answer has begun
    const chunks = answer[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (let pending = chunks.next(); ;) {
      const next = await orQuiet(pending, quietMs);
      if (next === QUIET) {
        yield QUIET;
        continue;
      }
      if (next.done === true) break;
      const lines = parser.push(next.value);
      if (lines.length > 0) yield lines;
      pending = chunks.next();
    }
    if (!endedInOrder(answer)) throw new Error('the connection was cut');
    const last = parser.end();
    if (last.length > 0) yield last;
  } finally {
    answer.destroy();
  }
}

/** Node ends the iteration of a destroyed message without an error where it was destroyed without one. */
function endedInOrder(answer: IncomingMessage): boolean {
  return answer.complete;
}

async function orQuiet<T>(pending: Promise<T>, quietMs: number): Promise<T | typeof QUIET> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<typeof QUIET>((resolve) => {
    timer = setTimeout(resolve, quietMs, QUIET);
  });
  try {
    return await Promise.race([pending, quiet]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a refusal of the log endpoint means. `retry`: it can pass by itself. */
export type Refusal =
  | { readonly kind: 'end'; readonly end: LogEnd }
  | { readonly kind: 'look-again' }
  | { readonly kind: 'retry'; readonly problem: ClusterProblem };

/**
 * The API server answers 400 with a sentence of the kubelet (pkg/kubelet: validateContainerLogStatus) or of its own
 * (registry/core/pod: LogLocation); there is no code to tell them apart.
 */
export function refusalOf(problem: ClusterProblem): Refusal {
  switch (problem.kind) {
    case 'not-found':
      return { kind: 'end', end: { reason: 'pod-gone' } };
    case 'server': {
      if (/previous terminated container .* not found/.test(problem.message))
        return { kind: 'end', end: { reason: 'no-previous-run' } };
      if (
        /is waiting to start|ContainerCreating|PodInitializing|container .* is not available|does not have a host assigned/i.test(
          problem.message,
        )
      )
        return { kind: 'look-again' };
      if (problem.status >= 500) return { kind: 'retry', problem };
      return { kind: 'end', end: { reason: 'problem', problem } };
    }
    case 'unreachable':
    case 'busy':
    case 'gone':
      return { kind: 'retry', problem };
    default:
      return { kind: 'end', end: { reason: 'problem', problem } };
  }
}

/**
 * The kubelet answers 200 with one of these sentences as the log when the runtime no longer knows the container, for a moment or for
 * good, or when the file behind it is gone. Source: kuberuntime's ReadLogs.
 */
export function saysNotKept(text: string): boolean {
  return /^(?:unable to retrieve container logs for \S+\s*$|failed to try resolving symlinks in path \S+)/i.test(
    text,
  );
}

/** The same of a line: one that a program printed has a time. */
export function isNotKept(line: LogLine): boolean {
  return line.at === undefined && saysNotKept(line.text);
}
