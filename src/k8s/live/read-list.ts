import type { IncomingMessage } from 'node:http';
import { throwIfCancelled } from '../../common/cancellation.ts';
import { isRecord, text, type Json, type JsonRecord } from '../../common/json.ts';
import { ClusterError, problemOf } from '../problem.ts';
import type { ApiRequest, ClusterApi } from '../transport/cluster-api.ts';
import { ListSplitter } from './list-splitter.ts';
import { requestPath } from './request-path.ts';
import type { Resource } from './resource.ts';
import { SilenceLimit } from './silence.ts';
import { TimeSlice } from './time-slice.ts';

/** A server may take this long between two parts of an answer. How long until its beginning is the transport's business. */
const SILENCE_MS = 30_000;

/** What of a resource its list needs to know. */
export type Listed = Pick<
  Resource<unknown>,
  'group' | 'version' | 'plural' | 'namespaced' | 'labelSelector' | 'fieldSelector'
>;

export interface ListOptions {
  /** `any` is answered from the server's memory and may be a moment old; `latest` never goes back in time. */
  readonly freshness: 'any' | 'latest';
  readonly pageSize: number;
  readonly silenceMs?: number;
  /** No further page is asked for once there are this many. */
  readonly most?: number;
  /** Hears how many bytes came. */
  readonly onBytes?: (bytes: number) => void;
}

export interface ListEnd {
  /** A watch from here misses nothing. */
  readonly resourceVersion: string | undefined;
  /** False: there would have been more than `most`. */
  readonly complete: boolean;
}

/**
 * Reads a list to its end, object by object as they arrive and page after page. Throws `ClusterError` (`gone` when the server forgot the list between two pages) and `CancelledError`.
 */
export async function readList(
  api: ClusterApi,
  resource: Listed,
  namespace: string | undefined,
  options: ListOptions,
  onItem: (object: JsonRecord) => void,
  signal: AbortSignal,
): Promise<ListEnd> {
  const query: Record<string, string | number | undefined> = {
    limit: options.pageSize,
    labelSelector: resource.labelSelector,
    fieldSelector: resource.fieldSelector,
  };
  if (options.freshness === 'any') query['resourceVersion'] = '0';
  let count = 0;
  const counted = (object: JsonRecord): void => {
    count += 1;
    onItem(object);
  };
  for (;;) {
    const envelope = await readPage(
      api,
      { path: requestPath(resource, namespace), query, inTurn: true },
      options,
      counted,
      signal,
    );
    const next = text(envelope, 'metadata', 'continue') ?? '';
    if (next === '' || count >= (options.most ?? Infinity)) {
      return { resourceVersion: text(envelope, 'metadata', 'resourceVersion'), complete: next === '' };
    }
    query['continue'] = next;
    delete query['resourceVersion']; // the token carries it; the server refuses both together
  }
}

async function readPage(
  api: ClusterApi,
  request: ApiRequest,
  options: ListOptions,
  onItem: (object: JsonRecord) => void,
  signal: AbortSignal,
): Promise<Json> {
  const silenceMs = options.silenceMs ?? SILENCE_MS;
  const splitter = new ListSplitter();
  const slice = new TimeSlice();
  const answer = await api.stream(request, signal);
  const silence = new SilenceLimit(silenceMs, () => answer.destroy());
  try {
    for await (const chunk of chunks(answer)) {
      silence.heard();
      options.onBytes?.(chunk.length);
      splitter.push(chunk, (json) => {
        const object = parse(json);
        if (isRecord(object)) onItem(object);
      });
      await slice.breathe();
      throwIfCancelled(signal);
    }
    return parse(splitter.end());
  } catch (error) {
    throwIfCancelled(signal);
    if (silence.broken) throw silentFor(api, silenceMs, error);
    throw asClusterError(api, error);
  } finally {
    silence.dispose();
  }
}

function parse(json: string): Json {
  try {
    return JSON.parse(json) as Json;
  } catch (cause) {
    throw new ClusterError({ kind: 'server', status: 200, message: 'the answer is not JSON' }, { cause });
  }
}

/** The bytes of an answer, with the type they really have. */
export function chunks(answer: IncomingMessage): AsyncIterable<Buffer> {
  return answer as AsyncIterable<Buffer>;
}

/** A broken connection, where that is what went wrong while an answer was read; anything else as it is. */
export function asClusterError(api: ClusterApi, error: unknown): unknown {
  if (!isBroken(error)) return error;
  return new ClusterError(
    { kind: 'unreachable', server: api.server, reason: 'network', detail: error.message },
    { cause: error },
  );
}

/** True for what a socket or a stream of Node ends with; those errors carry a code, mistakes of ours do not. */
export function isBroken(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && problemOf(error) === undefined;
}

function silentFor(api: ClusterApi, milliseconds: number, cause: unknown): ClusterError {
  const detail = `nothing came for ${Math.round(milliseconds / 1000)} s`;
  return new ClusterError({ kind: 'unreachable', server: api.server, reason: 'timeout', detail }, { cause });
}
