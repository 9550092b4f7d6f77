import type { ClusterProblem } from '../k8s/problem.ts';

/** A permission that was refused. */
export type Refused = Extract<ClusterProblem, { kind: 'not-allowed' }>;

/**
 * What gives the missing permissions, ready for `kubectl apply`: for each namespace a Role, and who gets it; a ClusterRole for what
 * is in none. The names say what is given and to whom, so that a request never takes away what another one has brought.
 */
export function rolesFor(refused: readonly Refused[], user: string | undefined): string {
  const places = [...new Set(refused.map(({ namespace }) => namespace))];
  const documents = places.flatMap((namespace) => {
    const rules = rulesFor(refused.filter((each) => each.namespace === namespace));
    const name = nameOf(rules);
    return [role(name, namespace, rules), ...(user === undefined ? [] : [binding(name, namespace, user)])];
  });
  return documents.join('\n---\n');
}

interface Rule {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

function rulesFor(refused: readonly Refused[]): readonly Rule[] {
  const verbs = new Map<string, { group: string; resource: string; verbs: Set<string> }>();
  for (const { verb, resource, group = GROUPS[resource.split('/')[0] ?? ''] ?? '*' } of refused) {
    const key = `${group}/${resource}`;
    const known = verbs.get(key) ?? { group, resource, verbs: new Set() };
    for (const each of allOf(verb, resource)) known.verbs.add(each);
    verbs.set(key, known);
  }
  const rules: { group: string; resources: string[]; verbs: string[] }[] = [];
  for (const { group, resource, verbs: wanted } of verbs.values()) {
    const alike = rules.find((rule) => rule.group === group && sameWords(rule.verbs, [...wanted]));
    if (alike) alike.resources.push(resource);
    else rules.push({ group, resources: [resource], verbs: [...wanted] });
  }
  return rules;
}

/** A live list needs three verbs, and a connection two. A log is read and never listed. */
function allOf(verb: string, resource: string): readonly string[] {
  if (resource === 'pods/portforward') return ['get', 'create'];
  const isReading = ['list', 'watch', 'get'].includes(verb);
  return isReading && !resource.includes('/') ? ['get', 'list', 'watch'] : [verb];
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word) => other.includes(word));
}

/** Of a Role with many rules the name begins with some of them and ends with a number that is always the same for these rules. */
const LONGEST_NAME = 100;

function nameOf(rules: readonly Rule[]): string {
  const words = rules.map(({ resources, verbs }) =>
    [verbs.includes('list') ? 'see' : verbs.join('-'), ...resources].join('-').replaceAll('/', '-'),
  );
  const name = `porthole-${words.join('-')}`;
  return name.length <= LONGEST_NAME
    ? name
    : `${name.slice(0, LONGEST_NAME - 9).replace(/-+$/, '')}-${checksum(name)}`;
}

/** FNV-1a, in hexadecimal digits. */
function checksum(text: string): string {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return sum.toString(16).padStart(8, '0');
}

function role(name: string, namespace: string | undefined, rules: readonly Rule[]): string {
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${namespace === undefined ? 'ClusterRole' : 'Role'}`,
    ...metadata(name, namespace),
    'rules:',
    ...rules.flatMap(({ group, resources, verbs }) => [
      `  - apiGroups: ${words([group])}`,
      `    resources: ${words(resources)}`,
      `    verbs: ${words(verbs)}`,
    ]),
  ].join('\n');
}

/** `system:serviceaccount:team-a:ana` is how an account of the cluster's own is called; everybody else is a User. */
function binding(name: string, namespace: string | undefined, user: string): string {
  const [, accountNamespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${kind}Binding`,
    ...metadata(`${name}-${slug(user)}`, namespace),
    'roleRef:',
    '  apiGroup: rbac.authorization.k8s.io',
    `  kind: ${kind}`,
    `  name: ${name}`,
    'subjects:',
    ...(account === undefined
      ? [`  - kind: User`, `    name: ${JSON.stringify(user)}`, `    apiGroup: rbac.authorization.k8s.io`]
      : [
          `  - kind: ServiceAccount`,
          `    name: ${JSON.stringify(account)}`,
          `    namespace: ${JSON.stringify(accountNamespace)}`,
        ]),
  ].join('\n');
}

function metadata(name: string, namespace: string | undefined): readonly string[] {
  return [
    'metadata:',
    `  name: ${name}`,
    ...(namespace === undefined ? [] : [`  namespace: ${JSON.stringify(namespace)}`]),
  ];
}

/** A user's name as part of an object's. Two names that look the same so far still differ by their number. */
function slug(user: string): string {
  const plain = user
    .replace(/^system:serviceaccount:/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${plain}-${checksum(user)}`.replace(/^-/, '');
}

function words(list: readonly string[]): string {
  return `[${list.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** The API groups of what is commonly asked for; the core group has no name. */
const GROUPS: Readonly<Record<string, string>> = {
  pods: '',
  events: '',
  services: '',
  secrets: '',
  configmaps: '',
  nodes: '',
  namespaces: '',
  serviceaccounts: '',
  persistentvolumeclaims: '',
  persistentvolumes: '',
  resourcequotas: '',
  limitranges: '',
  deployments: 'apps',
  statefulsets: 'apps',
  daemonsets: 'apps',
  replicasets: 'apps',
  jobs: 'batch',
  cronjobs: 'batch',
  storageclasses: 'storage.k8s.io',
};
