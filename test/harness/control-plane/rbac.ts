import { text } from '../../../src/common/json.ts';
import { expectSuccess } from './requests.ts';
import type { Requests } from './requests.ts';
import { clusterUser } from './users.ts';
import type { ClusterAddress, ClusterUser } from './users.ts';

/** A rule of a Role. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface NamespacedUser {
  readonly namespace: string;
  readonly name: string;
  readonly rules: readonly Rule[];
}

const TOKEN_SECONDS = 6 * 3600;

/** A ServiceAccount with a Role, a RoleBinding and a token. Its context names the namespace, as a platform team hands it out. */
export async function namespacedUser(
  requests: Requests,
  { namespace, name, rules }: NamespacedUser,
  address: ClusterAddress,
  folder: string,
): Promise<ClusterUser & { readonly token: string }> {
  const make = async (path: string, object: object): Promise<unknown> =>
    expectSuccess(`${name} in ${namespace}`, await requests('POST', path, object)).json;
  const metadata = { name, namespace };
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const account = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await make(account, { metadata });
  await make(`${rbac}/roles`, { metadata, rules });
  await make(`${rbac}/rolebindings`, {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  const answer = await make(`${account}/${name}/token`, {
    spec: { expirationSeconds: TOKEN_SECONDS },
  });
  const token = text(answer, 'status', 'token');
  if (token === undefined) throw new Error(`No token for ${name} in ${namespace}.`);
  return { ...clusterUser(`${namespace}.${name}`, { token }, address, folder, namespace), token };
}
