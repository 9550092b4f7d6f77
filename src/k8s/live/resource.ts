import type { JsonRecord } from '../../common/json.ts';

/**
 * A kind of object as the API server serves it, and the small record that Porthole keeps of each. `project` runs while a list is
 * parsed: what it does not copy is not kept. It answers `undefined` for an object that is not wanted.
 */
export interface Resource<T> {
  /** Unique among the resources of a session: two resources may read the same kind with different records. */
  readonly id: string;
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, lower case, as in the path. */
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  project(object: JsonRecord): T | undefined;
}
