import { list, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { conditionsOf, type Condition } from './condition.ts';
import { metadataOf, type ObjectMetadata } from './metadata.ts';
import { shared, sharedMaybe } from './shared-text.ts';

/** Storage that was asked for (a PersistentVolumeClaim). */
export interface ClaimRecord extends ObjectMetadata {
  /** `Pending`, `Bound` or `Lost`. */
  readonly phase: string;
  /** Quantities as they are written. */
  readonly asked: string | undefined;
  readonly capacity: string | undefined;
  readonly accessModes: readonly string[];
  readonly storageClass: string | undefined;
  readonly volume: string | undefined;
  readonly conditions: readonly Condition[];
}

export function claimRecord(object: JsonRecord): ClaimRecord {
  const spec = record(object, 'spec');
  return {
    ...metadataOf(object),
    phase: shared(text(object, 'status', 'phase') ?? ''),
    asked: text(spec, 'resources', 'requests', 'storage'),
    capacity: text(object, 'status', 'capacity', 'storage'),
    accessModes: list(spec, 'accessModes').flatMap((mode) =>
      typeof mode === 'string' ? [shared(mode)] : [],
    ),
    storageClass: sharedMaybe(text(spec, 'storageClassName')),
    volume: text(spec, 'volumeName') || undefined,
    conditions: conditionsOf(record(object, 'status')['conditions']),
  };
}

export const CLAIMS: Resource<ClaimRecord> = {
  id: 'persistentvolumeclaims',
  group: '',
  version: 'v1',
  plural: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  namespaced: true,
  project: claimRecord,
};
