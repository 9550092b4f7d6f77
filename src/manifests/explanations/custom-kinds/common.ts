import { like, type OwnFields } from '../own-field.ts';

/** What every object begins with. */
export const objectFields: OwnFields = {
  apiVersion: like('Pod.apiVersion'),
  kind: like('Pod.kind'),
  metadata: like('Pod.metadata'),
};

/** An object of a tool: its beginning, and its `spec`. */
export function kindWith(spec: OwnFields): OwnFields {
  return { ...objectFields, ...spec };
}
