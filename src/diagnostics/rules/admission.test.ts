import type { JsonRecord } from '../../common/json.ts';
import type { Bundle } from '../bundle.ts';
import type { SubjectRef } from '../finding.ts';
import { describeCause, dying, living, ref } from '../testing/cases.ts';
import { before, bundle, claimObject, event, object, pod } from '../testing/objects.ts';

/** A ReplicaSet whose pods are refused. */
function refused(message: string, ...more: readonly JsonRecord[]): readonly [Bundle, SubjectRef] {
  return [
    bundle([
      object('Deployment', 'api', { spec: { replicas: 1 }, status: { replicas: 0 } }),
      object(
        'ReplicaSet',
        'api-1',
        { spec: { replicas: 1 }, status: { replicas: 0 } },
        { ownerReferences: [{ kind: 'Deployment', name: 'api' }] },
      ),
      event({ kind: 'ReplicaSet', name: 'api-1' }, 'FailedCreate', `Error creating: ${message}`),
      ...more,
    ]),
    ref('Deployment', 'api'),
  ];
}

describeCause(
  'quota-exceeded',
  [
    {
      when: 'a deployment has no pods',
      given: refused(
        'pods "api-1-x" is forbidden: exceeded quota: team, requested: requests.memory=8Gi, used: requests.memory=60Gi, limited: requests.memory=64Gi',
        pod('big').limits({ memory: '48Gi' }).object(),
      ),
      naming: ['8 GiB', '60 GiB', '64 GiB', 'big'],
    },
    {
      when: 'a claim is refused, and other claims hold the storage',
      given: [
        bundle([
          object('StatefulSet', 'kafka', { spec: { replicas: 2 }, status: { replicas: 1 } }),
          event(
            { kind: 'StatefulSet', name: 'kafka' },
            'FailedCreate',
            'create Claim data-kafka-1 for Pod kafka-1 in StatefulSet kafka failed error: persistentvolumeclaims "data-kafka-1" is forbidden: exceeded quota: storage, requested: requests.storage=500Gi, used: requests.storage=510Gi, limited: requests.storage=800Gi',
          ),
          claimObject('data-kafka-0', 'Bound', { resources: { requests: { storage: '500Gi' } } }),
          claimObject('home'),
        ]),
        ref('StatefulSet', 'kafka'),
      ],
      naming: ['data-kafka-0 (500 GiB)', 'home (10 GiB)'],
    },
    {
      when: 'a hub could not make a server',
      given: living(
        'HTTP response body: {"message":"pods \\"jupyter-ana\\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=20, limited: pods=20","code":403}\n',
      ),
      naming: ['team', '20'],
    },
  ],
  [
    {
      when: 'it was refused once and then made',
      given: [
        bundle([
          object('ReplicaSet', 'r', { spec: { replicas: 1 }, status: { readyReplicas: 1, replicas: 1 } }),
          event(
            { kind: 'ReplicaSet', name: 'r' },
            'FailedCreate',
            'Error creating: pods "r-x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9',
          ),
        ]),
        ref('ReplicaSet', 'r'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'quota-must-specify',
  [
    {
      when: 'requests are not stated',
      given: refused(
        'pods "api-1-x" is forbidden: failed quota: team: must specify limits.cpu,limits.memory,requests.cpu',
      ),
      naming: ['limits.memory'],
    },
    {
      when: 'newer servers name the container',
      given: refused(
        'pods "api-1-x" is forbidden: failed quota: team: must specify limits.memory for: main; requests.memory for: main',
      ),
    },
  ],
  [
    {
      when: 'they are stated and too large',
      given: refused(
        'pods "x" is forbidden: exceeded quota: q, requested: cpu=4, used: cpu=1, limited: cpu=4',
      ),
      instead: 'quota-exceeded',
    },
  ],
);
describeCause(
  'limitrange-violation',
  [
    {
      when: 'more is asked than allowed',
      given: refused('pods "x" is forbidden: maximum memory usage per Container is 4Gi, but limit is 8Gi'),
      naming: ['4Gi', '8Gi'],
    },
  ],
  [
    {
      when: 'the quota is used up',
      given: refused(
        'pods "x" is forbidden: exceeded quota: q, requested: cpu=4, used: cpu=1, limited: cpu=4',
      ),
      instead: 'quota-exceeded',
    },
  ],
);
describeCause(
  'pod-security-violation',
  [
    {
      when: 'the level is restricted',
      given: refused(
        'pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true)',
      ),
      naming: ['restricted:latest', 'allowPrivilegeEscalation'],
    },
    {
      when: 'OpenShift refuses it',
      given: refused(
        'pods "x" is forbidden: unable to validate against any security context constraint: [provider "anyuid": Forbidden: not usable by user or serviceaccount, provider restricted-v2: .spec.securityContext.fsGroup: Invalid value: []int64{100}: 100 is not an allowed group]',
      ),
    },
  ],
  [
    {
      when: 'it is only a warning',
      given: [
        bundle([
          object('Deployment', 'api', { spec: { replicas: 1 }, status: { readyReplicas: 1 } }),
          event(
            { kind: 'Deployment', name: 'api' },
            'Warn',
            'would violate PodSecurity "restricted:latest": x',
          ),
        ]),
        ref('Deployment', 'api'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'admission-denied',
  [
    {
      when: 'a policy says no',
      given: refused(
        'admission webhook "validation.gatekeeper.sh" denied the request: [require-labels] you must provide labels: {"owner"}',
      ),
      naming: ['validation.gatekeeper.sh', 'owner'],
    },
  ],
  [
    {
      when: 'the policy’s program is down',
      given: refused(
        'Internal error occurred: failed calling webhook "validate.kyverno.svc": failed to call webhook: Post "https://kyverno.svc": no endpoints available for service "kyverno"',
      ),
      instead: 'webhook-unavailable',
    },
  ],
);
describeCause(
  'webhook-unavailable',
  [
    {
      when: 'nobody answers',
      given: refused(
        'Internal error occurred: failed calling webhook "mutate.example.com": failed to call webhook: Post "https://x.svc:443/mutate": dial tcp 10.0.0.1:443: connect: connection refused',
      ),
      naming: ['mutate.example.com'],
    },
  ],
  [
    {
      when: 'it answers no',
      given: refused('admission webhook "mutate.example.com" denied the request: no'),
      instead: 'admission-denied',
    },
  ],
);
describeCause(
  'serviceaccount-not-found',
  [
    {
      when: 'it does not exist',
      given: refused(
        'pods "api-1-x" is forbidden: error looking up service account team-a/runner: serviceaccount "runner" not found',
      ),
      naming: ['runner'],
    },
  ],
  [
    {
      when: 'it exists and may not',
      given: refused(
        'pods is forbidden: User "system:serviceaccount:team-a:runner" cannot create resource "pods" in API group "" in the namespace "team-a"',
      ),
      instead: 'rbac-forbidden',
    },
  ],
);
describeCause(
  'rbac-forbidden',
  [
    {
      when: 'a program may not read pods',
      given: dying(
        'kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: {"message":"pods is forbidden: User \\"system:serviceaccount:team-a:default\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"team-b\\""}\n',
      ),
      naming: ['list', 'pods', 'team-b', 'RoleBinding'],
    },
  ],
  [
    {
      when: 'the quota refuses',
      given: dying(
        'pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9\n',
      ),
      instead: 'quota-exceeded',
    },
  ],
);
describeCause(
  'runtimeclass-missing',
  [
    {
      when: 'it does not exist',
      given: refused('pods "x" is forbidden: pod rejected: RuntimeClass "nvidia" not found'),
      naming: ['nvidia'],
    },
  ],
  [
    {
      when: 'the priority class does not exist',
      given: refused('pods "x" is forbidden: no PriorityClass with name high was found'),
      instead: 'priorityclass-missing',
    },
  ],
);
describeCause(
  'priorityclass-missing',
  [
    {
      when: 'it does not exist',
      given: refused('pods "x" is forbidden: no PriorityClass with name high was found'),
      naming: ['high'],
    },
  ],
  [
    {
      when: 'the runtime class does not exist',
      given: refused('RuntimeClass "x" not found'),
      instead: 'runtimeclass-missing',
    },
  ],
);
describeCause(
  'namespace-terminating',
  [
    {
      when: 'nothing can be made in it',
      given: refused(
        'pods "x" is forbidden: unable to create new content in namespace team-a because it is being terminated',
      ),
      naming: ['team-a'],
    },
    {
      when: 'its deletion hangs',
      given: [
        bundle([
          {
            kind: 'Namespace',
            metadata: { name: 'old', deletionTimestamp: before(4000) },
            status: {
              phase: 'Terminating',
              conditions: [
                {
                  type: 'NamespaceFinalizersRemaining',
                  status: 'True',
                  message:
                    'Some content in the namespace has finalizers remaining: x in 1 resource instances',
                },
              ],
            },
          },
        ]),
        { kind: 'Namespace', name: 'old' },
      ],
      naming: ['finalizers remaining'],
    },
  ],
  [
    {
      when: 'it is active',
      given: [
        bundle([{ kind: 'Namespace', metadata: { name: 'a' }, status: { phase: 'Active' } }]),
        { kind: 'Namespace', name: 'a' },
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'webhook-not-injected',
  [
    {
      when: 'KServe’s model was never downloaded',
      given: pod()
        .labelled({ 'serving.kserve.io/inferenceservice': 'm' })
        .crashing(4, { exitCode: 1 })
        .withLog('RuntimeError: Could not find base path /mnt/models for servable m\n'),
      naming: ['/mnt/models'],
    },
  ],
  [
    {
      when: 'the download step is there and fails',
      given: pod()
        .labelled({ 'serving.kserve.io/inferenceservice': 'm' })
        .init('storage-initializer', {
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        })
        .withLog('botocore.exceptions.NoCredentialsError: Unable to locate credentials\n', {
          container: 'storage-initializer',
        }),
      instead: 'app-config-error',
    },
  ],
);

const workload = (conditions: readonly JsonRecord[], queueName = 'user'): JsonRecord =>
  object(
    'Workload',
    'job-train-1',
    { spec: { queueName }, status: { conditions } },
    { ownerReferences: [{ kind: 'Job', name: 'train' }] },
  );
const suspended = object(
  'Job',
  'train',
  { spec: { suspend: true } },
  { labels: { 'kueue.x-k8s.io/queue-name': 'user' } },
);
describeCause(
  'queue-quota',
  [
    {
      when: 'the queue is used up',
      given: [
        bundle([
          suspended,
          workload([
            {
              type: 'QuotaReserved',
              status: 'False',
              reason: 'Pending',
              message:
                "couldn't assign flavors to pod set main: insufficient unused quota for nvidia.com/gpu in flavor a100, 4 more needed",
            },
          ]),
        ]),
        ref('Job', 'train'),
      ],
      naming: ['4 more needed', 'waiting in the queue'],
    },
    {
      when: 'it can never fit',
      given: [
        bundle([
          suspended,
          workload([
            {
              type: 'QuotaReserved',
              status: 'False',
              reason: 'Pending',
              message:
                "couldn't assign flavors to pod set main: insufficient quota for cpu in flavor default, previously considered podsets requests (0) + current podset request (100) > maximum capacity (64)",
            },
          ]),
        ]),
        ref('Job', 'train'),
      ],
      naming: ['can ever give'],
    },
  ],
  [
    {
      when: 'it is admitted',
      given: [
        bundle([
          workload([
            { type: 'QuotaReserved', status: 'True' },
            { type: 'Admitted', status: 'True' },
          ]),
        ]),
        ref('Workload', 'job-train-1'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'queue-missing',
  [
    {
      when: 'Kueue does not find it',
      given: [
        bundle([
          suspended,
          workload([
            {
              type: 'QuotaReserved',
              status: 'False',
              reason: 'Inadmissible',
              message: "LocalQueue user doesn't exist",
            },
          ]),
        ]),
        ref('Job', 'train'),
      ],
      naming: ['user'],
    },
    {
      when: 'it is stopped',
      given: [
        bundle([
          suspended,
          workload([
            {
              type: 'QuotaReserved',
              status: 'False',
              reason: 'Inadmissible',
              message: 'LocalQueue user is stopped',
            },
          ]),
        ]),
        ref('Job', 'train'),
      ],
    },
  ],
  [
    {
      when: 'somebody paused the job',
      given: [bundle([object('Job', 'train', { spec: { suspend: true } })]), ref('Job', 'train')],
      instead: 'well',
    },
  ],
);
describeCause(
  'gang-waiting',
  [
    {
      when: 'Volcano waits for all',
      given: pod()
        .unschedulable('pod group is not ready, 2 Pending, 2 minAvailable; Pending: 2 Unschedulable')
        .spec({ schedulerName: 'volcano' }),
    },
    {
      when: 'the group says so',
      given: [
        bundle([
          object('PodGroup', 'train', {
            spec: { minMember: 4 },
            status: {
              phase: 'Pending',
              conditions: [
                {
                  type: 'Unschedulable',
                  status: 'True',
                  reason: 'NotEnoughResources',
                  message:
                    '3/4 tasks in gang unschedulable: pod group is not ready, 1 Pending, 4 minAvailable',
                },
              ],
            },
          }),
        ]),
        ref('PodGroup', 'train'),
      ],
      naming: ['train'],
    },
  ],
  [
    {
      when: 'a single pod does not fit',
      given: pod().limits({ cpu: '9' }).unschedulable('0/1 nodes are available: 1 Insufficient cpu.'),
      instead: 'scheduling-insufficient-resources',
    },
  ],
);

describeCause(
  'job-backoff-limit',
  [
    {
      when: 'nothing is left of its pods',
      given: [
        bundle([
          object('Job', 'train', {
            spec: { backoffLimit: 3 },
            status: {
              failed: 4,
              conditions: [
                {
                  type: 'Failed',
                  status: 'True',
                  reason: 'BackoffLimitExceeded',
                  message: 'Job has reached the specified backoff limit',
                },
              ],
            },
          }),
        ]),
        ref('Job', 'train'),
      ],
      naming: ['4 times'],
    },
  ],
  [
    {
      when: 'its last pod says why',
      given: [
        pod('train-1')
          .ownedBy('Job', 'train')
          .ended({ exitCode: 1 })
          .withLog("ModuleNotFoundError: No module named 'x'\n")
          .bundle(
            object('Job', 'train', {
              status: {
                failed: 4,
                conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
              },
            }),
          ),
        ref('Job', 'train'),
      ],
      instead: 'python-dependency',
    },
    {
      when: 'it succeeded in the end',
      given: [
        pod('train-1')
          .ownedBy('Job', 'train')
          .ended({ exitCode: 1 })
          .bundle(
            object('Job', 'train', {
              status: { failed: 1, succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] },
            }),
          ),
        ref('Job', 'train'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'job-suspended',
  [
    {
      when: 'it is paused',
      given: [bundle([object('Job', 'train', { spec: { suspend: true } })]), ref('Job', 'train')],
    },
  ],
  [
    {
      when: 'it runs',
      given: [bundle([object('Job', 'train', { spec: {}, status: { active: 1 } })]), ref('Job', 'train')],
      instead: 'well',
    },
  ],
);
describeCause(
  'deadline-exceeded',
  [
    {
      when: 'the job ran too long',
      given: [
        bundle([
          object('Job', 'train', {
            spec: { activeDeadlineSeconds: 600 },
            status: {
              conditions: [
                {
                  type: 'Failed',
                  status: 'True',
                  reason: 'DeadlineExceeded',
                  message: 'Job was active longer than specified deadline',
                },
              ],
            },
          }),
        ]),
        ref('Job', 'train'),
      ],
      naming: ['10 min'],
    },
    {
      when: 'the pod did',
      given: pod().status({
        phase: 'Failed',
        reason: 'DeadlineExceeded',
        message: 'Pod was active on the node longer than the specified deadline',
      }),
    },
  ],
  [
    {
      when: 'its pod never got an image in that time',
      given: [
        pod('train-1')
          .ownedBy('Job', 'train')
          .waiting('ImagePullBackOff', 'manifest unknown')
          .bundle(
            object('Job', 'train', {
              status: { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] },
            }),
          ),
        ref('Job', 'train'),
      ],
      instead: 'image-not-found',
    },
  ],
);
