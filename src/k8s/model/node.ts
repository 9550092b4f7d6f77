import { flag, list, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { conditionsOf, isTrue, type Condition } from './condition.ts';
import { labelsOf, metadataOf, type Labels, type ObjectMetadata } from './metadata.ts';
import { shared } from './shared-text.ts';

/** A machine. */
export interface NodeRecord extends ObjectMetadata {
  /** What pods can have of it, quantities by resource name (`cpu`, `memory`, `nvidia.com/gpu` ...). */
  readonly allocatable: Labels;
  readonly conditions: readonly Condition[];
  readonly isReady: boolean;
  /** Closed for new pods. */
  readonly isCordoned: boolean;
  readonly taints: readonly Taint[];
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export function nodeRecord(object: JsonRecord): NodeRecord {
  const conditions = conditionsOf(record(object, 'status')['conditions']);
  return {
    ...metadataOf(object),
    allocatable: labelsOf(record(object, 'status')['allocatable']),
    conditions,
    isReady: isTrue(conditions, 'Ready'),
    isCordoned: flag(object, 'spec', 'unschedulable') ?? false,
    taints: list(object, 'spec', 'taints').map((taint) => ({
      key: shared(text(taint, 'key') ?? ''),
      value: shared(text(taint, 'value') ?? ''),
      effect: shared(text(taint, 'effect') ?? ''),
    })),
  };
}

export const NODES: Resource<NodeRecord> = {
  id: 'nodes',
  group: '',
  version: 'v1',
  plural: 'nodes',
  kind: 'Node',
  namespaced: false,
  project: nodeRecord,
};
