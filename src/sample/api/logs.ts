import { text } from '../../common/json.ts';
import { DisposableStore } from '../../common/disposable.ts';
import type { Backend, LogLine, LogRun } from './backend.ts';
import type { Exchange, Stream } from './exchange.ts';
import { containerNames } from './kinds.ts';
import type { ClusterObject } from './object.ts';
import { flagOf, wholeNumber } from './query.ts';
import { refusals } from './status.ts';

interface LogOptions {
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly previous: boolean;
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
  /** Milliseconds since the epoch. */
  readonly since: number | undefined;
  readonly container: string;
}

/** GET …/pods/NAME/log: checks in the real server's order, which decides what a client is told first. */
export function podLog(
  backend: Backend,
  findPod: (name: string) => ClusterObject,
  name: string,
  exchange: Exchange,
): void {
  const options = optionsOf(exchange.query, name, backend.now());
  const pod = findPod(name);
  const container = containerOf(pod, options.container);
  // A pod that no machine has taken yet has no log, which the real server says with an empty 204.
  if (text(pod, 'spec', 'nodeName') === undefined) {
    exchange.empty(204);
    return;
  }
  const answer = backend.logOf(pod, container, options.previous);
  if ('refused' in answer) throw refusals.badRequest(answer.refused);
  pour(backend, answer.run, options, exchange.stream('text/plain'));
}

function optionsOf(query: URLSearchParams, pod: string, now: number): LogOptions {
  const tailLines = wholeNumber(query, 'tailLines');
  const limitBytes = wholeNumber(query, 'limitBytes');
  const sinceSeconds = wholeNumber(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime') ?? '';
  const sinceMs = sinceTime === '' ? undefined : Date.parse(sinceTime);
  if (sinceMs !== undefined && Number.isNaN(sinceMs))
    throw refusals.badRequest(
      `parsing time "${sinceTime}" as "2006-01-02T15:04:05Z07:00": cannot parse "${sinceTime}" as "2006"`,
    );
  const bad = (
    field: string,
    message: string,
    reason: 'FieldValueInvalid' | 'FieldValueForbidden' = 'FieldValueInvalid',
  ) => refusals.invalid('PodLogOptions', pod, '', { reason, message, field });
  if (tailLines !== undefined && tailLines < 0)
    throw bad('tailLines', `Invalid value: ${tailLines}: must be greater than or equal to 0`);
  if (limitBytes !== undefined && limitBytes < 1)
    throw bad('limitBytes', `Invalid value: ${limitBytes}: must be greater than 0`);
  if (sinceSeconds !== undefined && sinceMs !== undefined)
    throw bad(
      '[]',
      'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      'FieldValueForbidden',
    );
  if (sinceSeconds !== undefined && sinceSeconds < 1)
    throw bad('sinceSeconds', `Invalid value: ${sinceSeconds}: must be greater than 0`);
  return {
    follow: flagOf(query, 'follow'),
    timestamps: flagOf(query, 'timestamps'),
    previous: flagOf(query, 'previous'),
    tailLines,
    limitBytes,
    // The API server hands the time on in whole seconds: lines of the same second come again.
    since:
      sinceSeconds !== undefined
        ? now - sinceSeconds * 1000
        : sinceMs === undefined
          ? undefined
          : Math.floor(sinceMs / 1000) * 1000,
    container: query.get('container') ?? '',
  };
}

function containerOf(pod: ClusterObject, asked: string): string {
  const names = containerNames(pod);
  if (asked !== '') {
    if (!names.includes(asked))
      throw refusals.badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
    return asked;
  }
  const [only, ...others] = names;
  if (only === undefined || others.length > 0)
    throw refusals.badRequest(
      `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]`,
    );
  return only;
}

/** Writes what is there, and with `follow` what comes until the run ends, the client goes or the limit is reached. */
function pour(backend: Backend, run: LogRun, options: LogOptions, stream: Stream): void {
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
  const write = (line: LogLine) => {
    const bytes = Buffer.from(`${options.timestamps ? `${line.stamp} ` : ''}${line.text}\n`);
    stream.write(bytes.subarray(0, left).toString('utf8'));
    left -= bytes.length;
  };
  const there = (line: LogLine | undefined): line is LogLine =>
    line !== undefined && line.at <= Math.min(backend.now(), run.endedAt ?? Number.POSITIVE_INFINITY);

  const past: LogLine[] = [];
  let index = run.first(backend.now());
  for (let line = run.line(index); there(line); line = run.line(++index))
    if (options.since === undefined || line.at >= options.since) past.push(line);
  for (const line of options.tailLines === undefined
    ? past
    : past.slice(past.length - Math.min(options.tailLines, past.length)))
    if (left > 0) write(line);
  if (!options.follow || left <= 0 || run.endedAt !== undefined) {
    stream.end();
    return;
  }

  const following = new DisposableStore();
  let timer: NodeJS.Timeout | undefined;
  const go = () => {
    clearTimeout(timer);
    for (let line = run.line(index); there(line) && left > 0; line = run.line(++index)) write(line);
    if (left <= 0 || run.endedAt !== undefined) {
      stream.end();
      return;
    }
    const next = run.line(index);
    if (next) timer = setTimeout(go, Math.max(10, next.at - backend.now()));
  };
  following.own({ dispose: () => clearTimeout(timer) });
  following.own(run.onDidEnd(go));
  following.own(backend.awake());
  stream.onClose(() => following.dispose());
  go();
}
