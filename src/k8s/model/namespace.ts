import { text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { metadataOf, type ObjectMetadata } from './metadata.ts';
import { shared } from './shared-text.ts';

export interface NamespaceRecord extends ObjectMetadata {
  /** `Active` or `Terminating`. */
  readonly phase: string;
}

export function namespaceRecord(object: JsonRecord): NamespaceRecord {
  return { ...metadataOf(object), phase: shared(text(object, 'status', 'phase') ?? 'Active') };
}

export const NAMESPACES: Resource<NamespaceRecord> = {
  id: 'namespaces',
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  project: namespaceRecord,
};
