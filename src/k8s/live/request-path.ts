import type { Resource } from './resource.ts';

/** What of a resource says where it is served. */
export type Served = Pick<Resource<unknown>, 'group' | 'version' | 'plural' | 'namespaced'>;

/** `/api/v1/namespaces/team-a/pods`, `/apis/apps/v1/deployments`; with `name` the path of one object. */
export function requestPath(served: Served, namespace: string | undefined, name?: string): string {
  const root = served.group === '' ? `/api/${served.version}` : `/apis/${served.group}/${served.version}`;
  const scope =
    served.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${served.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}
