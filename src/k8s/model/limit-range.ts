import { list, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { labelsOf, metadataOf, type Labels, type ObjectMetadata } from './metadata.ts';

/** What one pod, container or claim of a namespace may ask for, and what it gets when it asks for nothing. */
export interface LimitRangeRecord extends ObjectMetadata {
  readonly ranges: readonly LimitRangeEntry[];
}

/** Quantities as they are written, by resource name. */
export interface LimitRangeEntry {
  /** `Container`, `Pod` or `PersistentVolumeClaim`. */
  readonly type: string;
  readonly min: Labels;
  readonly max: Labels;
  readonly defaultLimit: Labels;
  readonly defaultRequest: Labels;
}

export function limitRangeRecord(object: JsonRecord): LimitRangeRecord {
  return {
    ...metadataOf(object),
    ranges: list(object, 'spec', 'limits').map((range) => ({
      type: text(range, 'type') ?? '',
      min: labelsOf(record(range)['min']),
      max: labelsOf(record(range)['max']),
      defaultLimit: labelsOf(record(range)['default']),
      defaultRequest: labelsOf(record(range)['defaultRequest']),
    })),
  };
}

export const LIMIT_RANGES: Resource<LimitRangeRecord> = {
  id: 'limitranges',
  group: '',
  version: 'v1',
  plural: 'limitranges',
  kind: 'LimitRange',
  namespaced: true,
  project: limitRangeRecord,
};
