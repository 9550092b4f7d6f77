import { BackOff } from '../../common/back-off.ts';
import { delay, isCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import { isRecord, list, number, text, type JsonRecord } from '../../common/json.ts';
import { ClusterError, problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { LineSplitter } from './line-splitter.ts';

/** Which objects: a list path, and what narrows it. Meant for a handful of objects (the pods of one service, one pod by its name). */
export interface SmallQuery {
  readonly path: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export type Snapshot =
  | { readonly state: 'known'; readonly objects: readonly JsonRecord[] }
  /** It could not be looked up; tried again by itself. What was known before may still be true. */
  | { readonly state: 'unknown'; readonly problem: ClusterProblem };

/** Shorter than any server's own limit, so that the server ends a quiet watch in order. */
const WATCH_SECONDS = 240;
/** Past the end that the server was asked for: the connection is dead. */
const WATCH_GRACE_MS = 15_000;
const LONGEST_EVENT = 64 * 1024 * 1024;

/**
 * The objects of a query now, and again after each change, for as long as the caller goes on. Lists, watches, lists again when the
 * watch ends; a user who may list but not watch gets a list every few seconds. Ends only by cancellation (`CancelledError`) or
 * when the caller stops.
 */
export async function* snapshots(
  api: ClusterApi,
  query: SmallQuery,
  signal: AbortSignal,
): AsyncGenerator<Snapshot, never, undefined> {
  const backOff = new BackOff({ firstMs: 500, mostMs: 10_000 });
  const narrowed = { labelSelector: query.labelSelector, fieldSelector: query.fieldSelector };
  for (;;) {
    let began = Date.now();
    try {
      const listed = await api.json({ path: query.path, query: narrowed }, signal);
      const objects = new Map(
        list(listed, 'items')
          .filter(isRecord)
          .map((item) => [uidOf(item), item]),
      );
      yield known(objects);
      began = Date.now();
      const resourceVersion = text(listed, 'metadata', 'resourceVersion') ?? '';
      for await (const changed of watched(api, { ...query, resourceVersion }, objects, signal)) {
        backOff.reset();
        yield changed;
      }
    } catch (error) {
      throwIfCancelled(signal);
      // What somebody else cancelled, such as a connection that was shared, is asked for again.
      const problem = problemOf(error);
      if (!problem && !isCancelled(error)) throw error;
      if (problem && problem.kind !== 'gone') yield { state: 'unknown', problem };
    }
    throwIfCancelled(signal);
    // A watch that lasted was a good one; whatever ends at once is tried again more and more slowly.
    if (Date.now() - began > 5000) backOff.reset();
    await delay(backOff.next(), signal);
  }
}

async function* watched(
  api: ClusterApi,
  query: SmallQuery & { resourceVersion: string },
  objects: Map<string, JsonRecord>,
  signal: AbortSignal,
): AsyncGenerator<Snapshot, void, undefined> {
  const stream = await api.stream(
    {
      path: query.path,
      query: {
        labelSelector: query.labelSelector,
        fieldSelector: query.fieldSelector,
        resourceVersion: query.resourceVersion,
        watch: true,
        allowWatchBookmarks: true,
        timeoutSeconds: WATCH_SECONDS,
      },
      shared: true,
    },
    signal,
  );
  const dead = setTimeout(() => stream.destroy(), WATCH_SECONDS * 1000 + WATCH_GRACE_MS);
  const splitter = new LineSplitter(LONGEST_EVENT);
  try {
    for await (const chunk of stream) {
      const lines: string[] = [];
      splitter.push(chunk as Buffer, (text, from, to) => lines.push(text.slice(from, to)));
      let changed = false;
      for (const line of lines) if (line !== '') changed = apply(line, objects) || changed;
      if (changed) yield known(objects);
    }
  } catch (error) {
    // A cut connection is what the caller's next list is for.
    throwIfCancelled(signal);
    if (error instanceof ClusterError) throw error;
  } finally {
    clearTimeout(dead);
    stream.destroy();
  }
}

/** Applies one watch event; true when it changed something. */
function apply(line: string, objects: Map<string, JsonRecord>): boolean {
  const event = parsed(line);
  const object = event?.['object'];
  if (!isRecord(object)) return false;
  switch (text(event, 'type')) {
    case 'ADDED':
    case 'MODIFIED':
      objects.set(uidOf(object), object);
      return true;
    case 'DELETED':
      return objects.delete(uidOf(object));
    case 'ERROR':
      // 410: the list was too old to go on from. Others are rare; all of them are answered by a new list.
      throw new ClusterError(
        number(object, 'code') === 410
          ? { kind: 'gone', message: text(object, 'message') ?? '' }
          : { kind: 'server', status: number(object, 'code') ?? 500, message: text(object, 'message') ?? '' },
      );
    default:
      return false;
  }
}

function parsed(line: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    throw new ClusterError({
      kind: 'server',
      status: 200,
      message: `a watch sent something that is no JSON: ${line.slice(0, 100)}`,
    });
  }
}

function known(objects: ReadonlyMap<string, JsonRecord>): Snapshot {
  return { state: 'known', objects: [...objects.values()] };
}

function uidOf(object: JsonRecord): string {
  return (
    text(object, 'metadata', 'uid') ??
    `${text(object, 'metadata', 'namespace') ?? ''}/${text(object, 'metadata', 'name') ?? ''}`
  );
}
