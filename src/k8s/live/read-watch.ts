import { throwIfCancelled } from '../../common/cancellation.ts';
import { isRecord, record, text, type Json, type JsonRecord } from '../../common/json.ts';
import { ClusterError } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { SilentConnection } from '../transport/silent-connection.ts';
import { LineSplitter } from './json-lines.ts';
import { chunks, isBroken } from './read-list.ts';
import { requestPath } from './request-path.ts';
import type { Resource } from './resource.ts';
import { SilenceLimit } from './silence.ts';
import { statusProblem } from './status-problem.ts';
import { TimeSlice } from './time-slice.ts';

/** The server is asked to end a watch after this long, jittered so that many clients do not return in step. client-go uses 5-10 min. */
const SHORTEST_WATCH_S = 240;
const LONGEST_WATCH_S = 300;
/** How much later than it promised a server may end a watch. */
const LATE_MS = 15_000;
/** The watch cache sends a bookmark about once a minute: once one was seen, a longer silence than this means that nobody is there. */
const BOOKMARK_SILENCE_MS = 90_000;

export interface WatchEvents {
  /** The server took the watch up. */
  opened(): void;
  changed(object: JsonRecord, resourceVersion: string | undefined): void;
  removed(object: JsonRecord, resourceVersion: string | undefined): void;
  /** Everything up to here has been told. */
  bookmark(resourceVersion: string): void;
}

export interface WatchOptions {
  readonly resourceVersion: string;
  /** Instead of the limits that follow from the server's own habits; for tests. */
  readonly silenceMs?: number;
}

/** How a watch ended that was taken up: by the server or a broken connection, or by us because it had gone silent. */
export interface WatchEnd {
  readonly reason: 'closed' | 'silent';
  /** When something was heard last, in milliseconds since the epoch. */
  readonly heardAt: number;
}

/**
 * Follows changes from a resourceVersion on until the watch ends. Throws `ClusterError` when it could not be opened or the server
 * says why it ends it (`gone`: the version is too old), and `CancelledError`. What was cut off in mid-line is dropped: a new watch
 * from the last version seen brings it again.
 */
export async function readWatch(
  api: ClusterApi,
  resource: Resource<unknown>,
  namespace: string | undefined,
  options: WatchOptions,
  events: WatchEvents,
  signal: AbortSignal,
): Promise<WatchEnd> {
  const timeoutSeconds = Math.round(SHORTEST_WATCH_S + Math.random() * (LONGEST_WATCH_S - SHORTEST_WATCH_S));
  const query = {
    watch: 1,
    allowWatchBookmarks: true,
    timeoutSeconds,
    resourceVersion: options.resourceVersion,
    labelSelector: resource.labelSelector,
    fieldSelector: resource.fieldSelector,
  };
  const lines = new LineSplitter();
  const slice = new TimeSlice();
  const answer = await api.stream({ path: requestPath(resource, namespace), query, shared: true }, signal);
  const silence = new SilenceLimit(options.silenceMs ?? timeoutSeconds * 1000 + LATE_MS, () =>
    answer.destroy(),
  );
  const bookmarked = (): void => silence.limit(options.silenceMs ?? BOOKMARK_SILENCE_MS);
  let brokeAt: number | undefined;
  try {
    events.opened();
    for await (const chunk of chunks(answer)) {
      silence.heard();
      const batch: string[] = [];
      lines.push(chunk, (line) => batch.push(line));
      for (const line of batch) {
        tell(line, events, bookmarked);
        await slice.breathe();
        throwIfCancelled(signal);
      }
    }
  } catch (error) {
    throwIfCancelled(signal);
    // A broken connection is no problem yet: the next try tells.
    if (!silence.broken && !isBroken(error)) throw error;
    if (error instanceof SilentConnection) brokeAt = error.heardAt;
  } finally {
    silence.dispose();
  }
  return silence.broken
    ? { reason: 'silent', heardAt: silence.heardAt }
    : { reason: 'closed', heardAt: brokeAt ?? Date.now() };
}

function tell(line: string, events: WatchEvents, bookmarked: () => void): void {
  const event = parse(line);
  const object = record(event, 'object');
  const version = text(object, 'metadata', 'resourceVersion');
  switch (text(event, 'type')) {
    case 'ADDED':
    case 'MODIFIED':
      events.changed(object, version);
      return;
    case 'DELETED':
      events.removed(object, version);
      return;
    case 'BOOKMARK':
      bookmarked();
      if (version !== undefined) events.bookmark(version);
      return;
    case 'ERROR':
      throw new ClusterError(statusProblem(object));
    default:
      throw malformed(line);
  }
}

function parse(line: string): Json {
  let event: Json;
  try {
    event = JSON.parse(line) as Json;
  } catch (cause) {
    throw malformed(line, cause);
  }
  if (!isRecord(event)) throw malformed(line);
  return event;
}

function malformed(line: string, cause?: unknown): ClusterError {
  return new ClusterError(
    { kind: 'server', status: 200, message: `a line of the watch is not an event: ${line.slice(0, 80)}` },
    { cause },
  );
}
