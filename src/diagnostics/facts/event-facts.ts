import type { JsonRecord } from '../../common/json.ts';
import { instant, number, record, text } from '../../common/json.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import * as l10n from '@vscode/l10n';
import { keyOf, quote, refTo } from './refs.ts';

/** One event, or all events that say the same about the same object. */
export interface EventFact {
  readonly about: ObjectRef;
  readonly uid?: string;
  /** From `fieldPath: spec.containers{main}`. */
  readonly container?: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly first?: number;
  readonly last?: number;
  readonly component: string;
  readonly host?: string;
}

/** Reads both event APIs (`v1` and `events.k8s.io/v1`); nothing for an object that is not an event about something. */
export function eventOf(object: JsonRecord): EventFact | undefined {
  const regarding =
    record(object, 'involvedObject').kind === undefined
      ? record(object, 'regarding')
      : record(object, 'involvedObject');
  const kind = text(regarding, 'kind');
  const name = text(regarding, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const made = instant(object, 'metadata', 'creationTimestamp');
  const first =
    instant(object, 'firstTimestamp') ??
    instant(object, 'deprecatedFirstTimestamp') ??
    instant(object, 'eventTime') ??
    made;
  const last =
    instant(object, 'series', 'lastObservedTime') ??
    instant(object, 'lastTimestamp') ??
    instant(object, 'deprecatedLastTimestamp') ??
    instant(object, 'eventTime') ??
    first;
  const uid = text(regarding, 'uid');
  const container = /\{([^}]+)\}/.exec(text(regarding, 'fieldPath') ?? '')?.[1];
  const host = text(object, 'source', 'host') ?? text(object, 'deprecatedSource', 'host');
  return {
    about: refTo(kind, text(regarding, 'namespace'), name),
    ...(uid === undefined ? {} : { uid }),
    ...(container === undefined ? {} : { container }),
    type: text(object, 'type') ?? 'Normal',
    reason: text(object, 'reason') ?? '',
    message: text(object, 'message') ?? text(object, 'note') ?? '',
    count: Math.max(
      1,
      number(object, 'series', 'count') ?? number(object, 'count') ?? number(object, 'deprecatedCount') ?? 1,
    ),
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    component:
      text(object, 'source', 'component') ??
      text(object, 'reportingComponent') ??
      text(object, 'reportingController') ??
      '',
    ...(host === undefined ? {} : { host }),
  };
}

/** Merges events that say the same thing, oldest first. */
export function merged(events: readonly EventFact[]): EventFact[] {
  const bySaying = new Map<string, EventFact>();
  for (const event of events) {
    const key = `${keyOf(event.about)} ${event.uid ?? ''} ${event.reason} ${event.container ?? ''} ${event.message}`;
    const other = bySaying.get(key);
    bySaying.set(key, other === undefined ? event : together(other, event));
  }
  return [...bySaying.values()].sort(
    (a, b) =>
      (a.last ?? 0) - (b.last ?? 0) || a.reason.localeCompare(b.reason) || a.message.localeCompare(b.message),
  );
}

function together(a: EventFact, b: EventFact): EventFact {
  const first = Math.min(a.first ?? Infinity, b.first ?? Infinity);
  const last = Math.max(a.last ?? -Infinity, b.last ?? -Infinity);
  return {
    ...a,
    count: a.count + b.count,
    ...(Number.isFinite(first) ? { first } : {}),
    ...(Number.isFinite(last) ? { last } : {}),
  };
}

/** The event as evidence, with how often it was seen. */
export function quoteEvent(event: EventFact): Evidence {
  const said = `${event.reason}: ${event.message}`;
  return quote(
    event.about,
    'event',
    event.count > 1 ? l10n.t('{0} ({1} times)', said, event.count) : said,
    event.container,
  );
}
