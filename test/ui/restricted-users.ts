import type { ControlPlane } from '../harness/control-plane.ts';
import type { Rule } from '../harness/control-plane/rbac.ts';
import type { Kubeconfig } from '../harness/control-plane/users.ts';

export const NAMESPACE = 'team-a';

const LOOK = ['get', 'list', 'watch'];
/** What a platform team that thinks of everything gives for one namespace, and what it is called in the rules. */
const EVERYTHING: readonly Rule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: LOOK },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['pods/portforward'], verbs: ['get', 'create'] },
  { apiGroups: [''], resources: ['events'], verbs: LOOK },
  { apiGroups: [''], resources: ['services', 'persistentvolumeclaims'], verbs: LOOK },
  { apiGroups: [''], resources: ['resourcequotas', 'limitranges'], verbs: LOOK },
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'replicasets'], verbs: LOOK },
  { apiGroups: ['batch'], resources: ['jobs'], verbs: LOOK },
];

const without = (...resources: readonly string[]): readonly Rule[] =>
  EVERYTHING.filter((rule) => !rule.resources.some((each) => resources.includes(each)));
const withVerbs = (...verbs: readonly string[]): readonly Rule[] =>
  EVERYTHING.map((rule) => ({
    ...rule,
    verbs: rule.verbs === LOOK ? verbs : rule.verbs,
  }));

/** People as they are met: what each of them may do in `team-a`. None may list namespaces. */
const USERS = {
  /** One namespace, and the machines of the cluster. */
  ana: EVERYTHING,
  'no-machines': EVERYTHING,
  'no-watch': withVerbs('get', 'list'),
  'get-only': withVerbs('get'),
  'no-events': without('events'),
  'no-logs': without('pods/log'),
  'no-connections': without('pods/portforward'),
  nobody: [],
} satisfies Readonly<Record<string, readonly Rule[]>>;
export type Restricted = keyof typeof USERS;

/** Makes the users and the work that they look at, and gives back their kubeconfigs. */
export async function restrictedUsers(
  plane: ControlPlane,
): Promise<Readonly<Record<Restricted, Kubeconfig>>> {
  await plane.makeNamespace(NAMESPACE);
  const made = await Promise.all(
    Object.entries(USERS).map(async ([name, rules]) => {
      const user = await plane.namespacedUser(NAMESPACE, name, rules);
      return [name, user.kubeconfigObject] as const;
    }),
  );
  await plane.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...machines(), ...work()] }));
  await crash(plane);
  return Object.fromEntries(made) as Record<Restricted, Kubeconfig>;
}

function machines(): readonly object[] {
  const metadata = { name: 'machines' };
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata,
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: LOOK }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: metadata.name },
      subjects: Object.keys(USERS)
        .filter((name) => name !== 'no-machines' && name !== 'nobody')
        .map((name) => ({ kind: 'ServiceAccount', name, namespace: NAMESPACE })),
    },
  ];
}

function pod(name: string, resources: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      nodeSelector: { type: 'kwok' },
      containers: [{ name: 'main', image: 'localhost/notebook:1', resources: { limits: resources } }],
    },
  };
}

function work(): readonly object[] {
  const labels = { app: 'mlflow' };
  const here = { namespace: NAMESPACE };
  return [
    pod('notebook-ana'),
    pod('train-llama', { memory: '2Gi' }),
    pod('wants-gpu', { 'nvidia.com/gpu': '1' }),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'mlflow', labels, ...here },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            nodeSelector: { type: 'kwok' },
            containers: [
              { name: 'mlflow', image: 'localhost/mlflow:v2.19.0', ports: [{ containerPort: 5000 }] },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'mlflow', labels, ...here },
      spec: { selector: labels, ports: [{ port: 5000 }] },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'team', ...here },
      spec: { hard: { pods: '10' } },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'home-ana', ...here },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    },
  ];
}

/** What a kubelet says of a pod that was killed for its memory again and again. kwok's pods always run well by themselves. */
async function crash(plane: ControlPlane): Promise<void> {
  await plane.waitFor('running pod', async () => {
    const phase = await plane.kubectl([
      '-n',
      NAMESPACE,
      'get',
      'pod',
      'train-llama',
      '-o',
      'jsonpath={.status.phase}',
    ]);
    return phase === 'Running' || undefined;
  });
  const containerID = 'containerd://0123456789';
  const ended = { reason: 'OOMKilled', exitCode: 137, startedAt: at(-120), finishedAt: at(-60), containerID };
  const patch = {
    status: {
      conditions: [
        { type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: at(-60) },
      ],
      containerStatuses: [
        {
          name: 'main',
          image: 'localhost/notebook:1',
          imageID: '',
          containerID,
          ready: false,
          restartCount: 4,
          state: {
            waiting: { reason: 'CrashLoopBackOff', message: 'back-off 1m20s restarting failed container' },
          },
          lastState: { terminated: ended },
        },
      ],
    },
  };
  await plane.kubectl([
    ...['-n', NAMESPACE, 'patch', 'pod', 'train-llama', '--subresource=status', '--type=merge'],
    ...['-p', JSON.stringify(patch)],
  ]);
}

function at(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, '');
}
