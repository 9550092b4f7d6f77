import { instant, number, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import type { Instant } from './metadata.ts';
import { shared, sharedMaybe } from './shared-text.ts';

/** Something that Kubernetes reported about an object. Kept for about an hour; repeated ones are counted. */
export interface EventRecord {
  readonly uid: string;
  readonly namespace: string;
  readonly about: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly fieldPath: string | undefined;
  };
  /** `Normal` or `Warning`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly firstAt: Instant | undefined;
  readonly lastAt: Instant | undefined;
  /** The component that reported it. */
  readonly from: string | undefined;
}

/** Reads both forms: `v1` (with `involvedObject`) and `events.k8s.io/v1` (with `regarding`, `note` and `series`). */
export function eventRecord(object: JsonRecord): EventRecord {
  const about = record(object, 'involvedObject' in object ? 'involvedObject' : 'regarding');
  const single = instant(object, 'eventTime');
  const created = instant(object, 'metadata', 'creationTimestamp');
  const first =
    instant(object, 'firstTimestamp') ?? instant(object, 'deprecatedFirstTimestamp') ?? single ?? created;
  const last =
    instant(object, 'series', 'lastObservedTime') ??
    instant(object, 'lastTimestamp') ??
    instant(object, 'deprecatedLastTimestamp') ??
    first;
  return {
    uid: text(object, 'metadata', 'uid') ?? '',
    namespace: shared(text(object, 'metadata', 'namespace') ?? ''),
    about: {
      kind: shared(text(about, 'kind') ?? ''),
      namespace: shared(text(about, 'namespace') ?? ''),
      name: shared(text(about, 'name') ?? ''),
      uid: shared(text(about, 'uid') ?? ''),
      fieldPath: sharedMaybe(text(about, 'fieldPath')),
    },
    type: shared(text(object, 'type') ?? 'Normal'),
    reason: shared(text(object, 'reason') ?? ''),
    message: shared((text(object, 'message') ?? text(object, 'note') ?? '').trim()),
    count:
      number(object, 'series', 'count') ??
      (number(object, 'count') || number(object, 'deprecatedCount') || 1),
    firstAt: first,
    lastAt: last,
    from: sharedMaybe(
      text(object, 'reportingComponent') ||
        text(object, 'reportingController') ||
        text(object, 'source', 'component') ||
        text(object, 'deprecatedSource', 'component'),
    ),
  };
}

export const EVENTS: Resource<EventRecord> = {
  id: 'events',
  group: '',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
  project: eventRecord,
};
