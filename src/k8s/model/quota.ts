import { list, record, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { labelsOf, metadataOf, type ObjectMetadata } from './metadata.ts';

/** What a namespace may use together, and does. */
export interface QuotaRecord extends ObjectMetadata {
  readonly limits: readonly QuotaLimit[];
  /** `Terminating`, `BestEffort` ...: it counts only such pods. Priority classes are in `spec.scopeSelector` and not kept. */
  readonly scopes: readonly string[];
}

export interface QuotaLimit {
  /** `requests.memory`, `limits.cpu`, `pods`, `requests.nvidia.com/gpu` ... */
  readonly resource: string;
  /** Quantities as they are written. */
  readonly hard: string;
  /** Nothing until the cluster has counted for the first time. */
  readonly used: string | undefined;
}

export function quotaRecord(object: JsonRecord): QuotaRecord {
  const used = labelsOf(record(object, 'status')['used']);
  const hard = labelsOf(record(object, 'spec')['hard']);
  return {
    ...metadataOf(object),
    limits: Object.entries(hard).map(([resource, most]) => ({ resource, hard: most, used: used[resource] })),
    scopes: list(object, 'spec', 'scopes').filter((scope) => typeof scope === 'string'),
  };
}

export const QUOTAS: Resource<QuotaRecord> = {
  id: 'resourcequotas',
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
  project: quotaRecord,
};
