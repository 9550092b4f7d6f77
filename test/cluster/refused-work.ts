/** Something that a real control plane refuses, or cannot place, and what Porthole has to say about it. */
export interface RefusedCase {
  readonly name: string;
  /** What is asked about, `deployment/api`; in the namespace of the case. */
  readonly subject: string;
  readonly cause: string;
  readonly title: RegExp;
  /** What the explanation has to hold besides: numbers, names. */
  readonly naming?: readonly RegExp[];
  /** Made in this order, in a namespace of the case's own name. */
  readonly objects: readonly object[];
  /** Labels of that namespace. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Asked for once the objects are there: `delete namespace …`. */
  readonly then?: readonly string[];
}

const POLICY = 'policies.porthole.dev/images';

const container = (more: object = {}): object => ({ name: 'main', image: 'team/train:2.0', ...more });
const podSpec = (more: object = {}, pod: object = {}): object => ({ containers: [container(more)], ...pod });

function deployment(name: string, replicas: number, spec: object): object {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

const pod = (name: string, spec: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec,
});
const quota = (name: string, hard: object): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name },
  spec: { hard },
});
const memory = (limit: string): object => ({
  resources: { requests: { memory: limit }, limits: { memory: limit } },
});
const claimOf = (name: string, spec: object): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, ...spec },
});
const withClaim = (claimName: string, more: object = {}): object =>
  podSpec({}, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }], ...more });

/** Refused at the door: there is no pod, only its owner's events. */
export const REFUSALS: readonly RefusedCase[] = [
  {
    name: 'quota-used-up',
    subject: 'deployment/notebook',
    cause: 'quota-exceeded',
    title: /"team-memory".*memory/,
    naming: [/5 GiB/, /etl/],
    objects: [
      quota('team-memory', { 'requests.memory': '5Gi' }),
      deployment('etl', 2, podSpec(memory('2Gi'))),
      deployment('notebook', 1, podSpec(memory('2Gi'))),
    ],
  },
  {
    name: 'quota-of-a-job',
    subject: 'job/train',
    cause: 'quota-exceeded',
    title: /"no-pods"/,
    objects: [
      quota('no-pods', { pods: '0' }),
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'train' },
        spec: { template: { spec: podSpec({}, { restartPolicy: 'Never' }) } },
      },
    ],
  },
  {
    name: 'quota-wants-limits',
    subject: 'deployment/api',
    cause: 'quota-must-specify',
    title: /limits\.memory|memory/,
    objects: [quota('team-limits', { 'limits.memory': '8Gi' }), deployment('api', 1, podSpec())],
  },
  {
    name: 'out-of-range',
    subject: 'statefulset/database',
    cause: 'limitrange-violation',
    title: /1Gi|1 GiB/,
    objects: [
      {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'sizes' },
        spec: { limits: [{ type: 'Container', max: { memory: '1Gi' } }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'database' },
        spec: {
          replicas: 1,
          serviceName: 'database',
          selector: { matchLabels: { app: 'database' } },
          template: { metadata: { labels: { app: 'database' } }, spec: podSpec(memory('2Gi')) },
        },
      },
    ],
  },
  {
    name: 'too-privileged',
    subject: 'deployment/agent',
    cause: 'pod-security-violation',
    title: /restricted|baseline/,
    labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
    objects: [deployment('agent', 1, podSpec({ securityContext: { privileged: true } }))],
  },
  {
    name: 'against-policy',
    subject: 'deployment/web',
    cause: 'admission-denied',
    title: /registry\.example\.com/,
    labels: { [POLICY]: 'ours' },
    objects: [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name: 'our-images-only' },
        spec: {
          matchConstraints: {
            resourceRules: [
              { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
            ],
          },
          validations: [
            {
              expression: "object.spec.containers.all(c, c.image.startsWith('registry.example.com/'))",
              message: 'images must come from registry.example.com',
            },
          ],
        },
      },
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: 'our-images-only' },
        spec: {
          policyName: 'our-images-only',
          validationActions: ['Deny'],
          matchResources: { namespaceSelector: { matchLabels: { [POLICY]: 'ours' } } },
        },
      },
      deployment('web', 1, podSpec()),
    ],
  },
  {
    name: 'nobody-answers',
    subject: 'deployment/web',
    cause: 'webhook-unavailable',
    title: /check\.example\.com/,
    labels: { 'webhooks.porthole.dev/check': 'yes' },
    objects: [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'check-of-this-test' },
        webhooks: [
          {
            name: 'check.example.com',
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            timeoutSeconds: 1,
            failurePolicy: 'Fail',
            namespaceSelector: { matchLabels: { 'webhooks.porthole.dev/check': 'yes' } },
            clientConfig: { service: { namespace: 'kube-system', name: 'check-that-is-gone' } },
            rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
          },
        ],
      },
      deployment('web', 1, podSpec()),
    ],
  },
  {
    name: 'no-account',
    subject: 'deployment/pipeline',
    cause: 'serviceaccount-not-found',
    title: /pipeline-runner/,
    objects: [deployment('pipeline', 1, podSpec({}, { serviceAccountName: 'pipeline-runner' }))],
  },
  {
    name: 'no-priority',
    subject: 'deployment/urgent',
    cause: 'priorityclass-missing',
    title: /very-urgent/,
    objects: [deployment('urgent', 1, podSpec({}, { priorityClassName: 'very-urgent' }))],
  },
  {
    name: 'no-runtime-class',
    subject: 'deployment/gpu',
    cause: 'runtimeclass-missing',
    title: /nvidia/,
    objects: [deployment('gpu', 1, podSpec({}, { runtimeClassName: 'nvidia' }))],
  },
  {
    name: 'going-away',
    subject: 'namespace/going-away',
    cause: 'namespace-terminating',
    title: /going-away/,
    naming: [/porthole\.dev\/keep/],
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kept', finalizers: ['porthole.dev/keep'] },
      },
    ],
    then: ['delete', 'namespace', 'going-away', '--wait=false'],
  },
];

/** Made, and never placed. */
export const UNPLACED: readonly RefusedCase[] = [
  {
    name: 'too-large',
    subject: 'pod/train',
    cause: 'scheduling-insufficient-resources',
    title: /64 GiB|memory/,
    naming: [/64 GiB/, /8 GiB/],
    objects: [pod('train', podSpec({ resources: { requests: { memory: '64Gi' } } }))],
  },
  {
    name: 'kept-away',
    subject: 'pod/train',
    cause: 'scheduling-taint',
    title: /dedicated/,
    objects: [pod('train', podSpec({}, { nodeSelector: { 'kubernetes.io/hostname': 'fake-3' } }))],
  },
  {
    name: 'closed',
    subject: 'pod/train',
    cause: 'scheduling-cordoned',
    title: /fake-4|closed/,
    objects: [pod('train', podSpec({}, { nodeSelector: { 'kubernetes.io/hostname': 'fake-4' } }))],
  },
  {
    name: 'apart',
    subject: 'deployment/search',
    cause: 'scheduling-anti-affinity',
    title: /apart|same machine|each other|anti-affinity|machine/,
    objects: [
      deployment(
        'search',
        5,
        podSpec(
          {},
          {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  {
                    topologyKey: 'kubernetes.io/hostname',
                    labelSelector: { matchLabels: { app: 'search' } },
                  },
                ],
              },
            },
          },
        ),
      ),
    ],
  },
  {
    name: 'no-such-label',
    subject: 'pod/train',
    cause: 'scheduling-node-selector',
    title: /accelerator|a100/,
    objects: [pod('train', podSpec({}, { nodeSelector: { accelerator: 'a100' } }))],
  },
  {
    name: 'port-taken',
    subject: 'deployment/metrics',
    cause: 'scheduling-host-port',
    title: /9100/,
    objects: [deployment('metrics', 5, podSpec({ ports: [{ containerPort: 9100, hostPort: 9100 }] }))],
  },
  {
    name: 'unknown-class',
    subject: 'pod/notebook',
    cause: 'pvc-no-storageclass',
    title: /fast-ssd/,
    objects: [claimOf('home', { storageClassName: 'fast-ssd' }), pod('notebook', withClaim('home'))],
  },
  {
    name: 'no-class',
    subject: 'persistentvolumeclaim/home',
    cause: 'pvc-no-storageclass',
    title: /home/,
    objects: [claimOf('home', {}), pod('notebook', withClaim('home'))],
  },
  {
    name: 'no-claim',
    subject: 'pod/notebook',
    cause: 'pvc-not-found',
    title: /home-ana/,
    objects: [pod('notebook', withClaim('home-ana'))],
  },
  {
    name: 'other-zone',
    subject: 'pod/notebook',
    cause: 'scheduling-volume-zone',
    title: /zone-b|home/,
    objects: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'disk-in-zone-b' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          capacity: { storage: '5Gi' },
          storageClassName: '',
          hostPath: { path: '/tmp' },
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['zone-b'] },
                  ],
                },
              ],
            },
          },
        },
      },
      claimOf('home', { storageClassName: '', volumeName: 'disk-in-zone-b' }),
      pod('notebook', withClaim('home')),
    ],
  },
  {
    name: 'held-back',
    subject: 'pod/train',
    cause: 'scheduling-gated',
    title: /example\.com\/budget/,
    objects: [pod('train', podSpec({}, { schedulingGates: [{ name: 'example.com/budget' }] }))],
  },
];
