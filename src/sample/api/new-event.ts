import { at, text } from '../../common/json.ts';
import type { ClusterObject } from './object.ts';

/** The same event as `events.k8s.io/v1` shows it: other names for the same fields. */
export function asNewEvent(event: ClusterObject): ClusterObject {
  return {
    kind: 'Event',
    apiVersion: 'events.k8s.io/v1',
    metadata: event.metadata,
    eventTime: event['eventTime'] ?? null,
    reportingController: text(event, 'reportingComponent') ?? '',
    reportingInstance: text(event, 'reportingInstance') ?? '',
    ...(event['series'] === undefined ? {} : { series: event['series'] }),
    ...(event['action'] === undefined ? {} : { action: event['action'] }),
    reason: event['reason'],
    regarding: event['involvedObject'],
    note: event['message'],
    type: event['type'],
    deprecatedSource: event['source'] ?? {},
    deprecatedFirstTimestamp: at(event, 'firstTimestamp') ?? null,
    deprecatedLastTimestamp: at(event, 'lastTimestamp') ?? null,
    ...(event['count'] === undefined ? {} : { deprecatedCount: event['count'] }),
  };
}
