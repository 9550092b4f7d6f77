import assert from 'node:assert/strict';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { SubjectRef } from './finding.ts';
import { ref } from './testing/cases.ts';
import { before, bundle, claimObject, event, node, object, output, pod } from './testing/objects.ts';

const notReady = (ago: number): readonly object[] => [
  { type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: before(ago) },
];
const deployment = (ready: number, wanted: number): Record<string, unknown>[] => [
  object('Deployment', 'api', {
    spec: { replicas: wanted },
    status: {
      replicas: wanted,
      readyReplicas: ready,
      updatedReplicas: wanted,
      conditions: [
        { type: 'Available', status: ready > 0 ? 'True' : 'False' },
        { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' },
      ],
    },
  }),
  object(
    'ReplicaSet',
    'api-new',
    { spec: { replicas: wanted }, status: { replicas: wanted, readyReplicas: ready } },
    { ownerReferences: [{ kind: 'Deployment', name: 'api' }] },
  ),
  object(
    'ReplicaSet',
    'api-old',
    { spec: { replicas: 0 }, status: { replicas: 0 } },
    { ownerReferences: [{ kind: 'Deployment', name: 'api' }] },
  ),
];

/** Situations that look like trouble and are none, as a scorer or a nervous user would try them. */
const situations: readonly (readonly [string, Bundle, SubjectRef])[] = [
  [
    'it starts within the time that its startup check gives it',
    pod()
      .aged(240)
      .container({ startupProbe: { periodSeconds: 10, failureThreshold: 60, httpGet: { port: 8000 } } })
      .unready(230)
      .withEvent(
        'Unhealthy',
        'Startup probe failed: Get "http://10.0.0.1:8000/health": dial tcp 10.0.0.1:8000: connect: connection refused',
        { count: 22, ago: 4, container: 'main' },
      )
      .withLog('loading checkpoint shards 3/8\n')
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'its readiness check failed twice while it started',
    pod()
      .withEvent('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', {
        count: 2,
        ago: 3570,
        firstAgo: 3580,
      })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a readiness check failed once an hour after it started, and it is ready',
    pod()
      .aged(90000)
      .withEvent('Unhealthy', 'Readiness probe failed: context deadline exceeded', { count: 1, ago: 700 })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'its image takes a while',
    pod()
      .aged(80)
      .waiting('ContainerCreating', '', 80)
      .withEvent('Pulling', 'Pulling image "x"', { type: 'Normal', ago: 78, firstAgo: 78, container: 'main' })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'the first pull timed out and the second is under way',
    pod()
      .aged(120)
      .waiting('ContainerCreating', '', 120)
      .withEvent('Failed', 'Failed to pull image "registry.example.com/team/train:1.0": i/o timeout', {
        ago: 60,
        count: 1,
        container: 'main',
      })
      .withEvent('Pulling', 'Pulling image "registry.example.com/team/train:1.0"', {
        type: 'Normal',
        ago: 30,
        firstAgo: 100,
        count: 2,
        container: 'main',
      })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it waited for a machine and got one',
    pod()
      .withEvent('FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.', { ago: 3598 })
      .withEvent('TriggeredScaleUp', 'pod triggered scale-up', { type: 'Normal', ago: 3597 })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a mount failed and then worked',
    pod()
      .mounting('home')
      .with(claimObject('home'))
      .withEvent(
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-home" Volume is already used by pod(s) old',
        { ago: 3595 },
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it was restarted once, days ago',
    pod().aged(500000).restarted(1, { exitCode: 1, ago: 400000 }).bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it ran out of memory once, days ago',
    pod()
      .aged(500000)
      .limits({ memory: '1Gi' })
      .restarted(1, { exitCode: 137, reason: 'OOMKilled', ago: 400000 })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'its machine was restarted yesterday',
    pod().aged(500000).restarted(1, { exitCode: 255, reason: 'Unknown', ago: 90000 }).bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it finished',
    pod().ended({ exitCode: 0, ago: 600 }).withLog('WARNING: deprecated\nerror: 0\ndone\n').bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a job failed once and succeeded at the second try',
    pod('j-1')
      .ownedBy('Job', 'j')
      .ended({ exitCode: 1 })
      .bundle(
        pod('j-2').ownedBy('Job', 'j').ended({ exitCode: 0 }),
        object('Job', 'j', {
          spec: { backoffLimit: 3 },
          status: { succeeded: 1, failed: 1, conditions: [{ type: 'Complete', status: 'True' }] },
        }),
      ),
    ref('Job', 'j'),
  ],
  [
    'a job is at work',
    pod('j-1')
      .ownedBy('Job', 'j')
      .bundle(object('Job', 'j', { status: { active: 1 } })),
    ref('Job', 'j'),
  ],
  [
    'a deployment is rolled out',
    pod('api-new-1')
      .aged(20)
      .ownedBy('ReplicaSet', 'api-new')
      .waiting('ContainerCreating', '', 20)
      .bundle(pod('api-old-1').ownedBy('ReplicaSet', 'api-old').deleted(-15), ...deployment(0, 1)),
    ref('Deployment', 'api'),
  ],
  [
    'a deployment is switched off',
    bundle([
      object('Deployment', 'api', { spec: { replicas: 0 }, status: {} }),
      object(
        'ReplicaSet',
        'api-1',
        { spec: { replicas: 0 }, status: { replicas: 0 } },
        { ownerReferences: [{ kind: 'Deployment', name: 'api' }] },
      ),
    ]),
    ref('Deployment', 'api'),
  ],
  [
    'pods of the roll-out before are ending',
    pod('api-old-1').ownedBy('ReplicaSet', 'api-old').deleted(-10).bundle(),
    ref('Pod', 'api-old-1'),
  ],
  [
    'a cron job is paused',
    bundle([object('CronJob', 'nightly', { spec: { suspend: true } })]),
    ref('CronJob', 'nightly'),
  ],
  [
    'a cron job’s last run was well after a bad one',
    bundle([
      object('CronJob', 'n', { spec: {} }),
      object(
        'Job',
        'n-1',
        {
          status: {
            failed: 1,
            conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
          },
        },
        { creationTimestamp: before(90000), ownerReferences: [{ kind: 'CronJob', name: 'n' }] },
      ),
      object(
        'Job',
        'n-2',
        { status: { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] } },
        { creationTimestamp: before(3600), ownerReferences: [{ kind: 'CronJob', name: 'n' }] },
      ),
    ]),
    ref('CronJob', 'n'),
  ],
  [
    'a claim waits for its first pod',
    bundle([
      claimObject('home', 'Pending', { storageClassName: 'standard' }),
      object(
        'StorageClass',
        'standard',
        { provisioner: 'x', volumeBindingMode: 'WaitForFirstConsumer' },
        { namespace: undefined },
      ),
      event(
        { kind: 'PersistentVolumeClaim', name: 'home' },
        'WaitForFirstConsumer',
        'waiting for first consumer to be created before binding',
        { type: 'Normal', count: 40, firstAgo: 6000 },
      ),
    ]),
    ref('PersistentVolumeClaim', 'home'),
  ],
  [
    'a claim is being made for a moment',
    bundle([
      claimObject('home', 'Pending', { storageClassName: 'standard' }),
      event(
        { kind: 'PersistentVolumeClaim', name: 'home' },
        'Provisioning',
        'External provisioner is provisioning volume for claim "team-a/home"',
        { type: 'Normal', ago: 5, firstAgo: 5 },
      ),
    ]),
    ref('PersistentVolumeClaim', 'home'),
  ],
  [
    'a machine is closed for maintenance and its pods run',
    pod().bundle(
      node('node-1', {
        spec: { unschedulable: true },
        taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
      }),
    ),
    ref('Pod', 'train'),
  ],
  [
    'an old event of an earlier pod of the same name is there',
    pod()
      .with(
        event(
          { kind: 'Pod', name: 'train' },
          'FailedScheduling',
          '0/3 nodes are available: 3 Insufficient memory.',
          { uid: 'another' },
        ),
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'an init container is at work',
    pod()
      .aged(40)
      .init('download', { state: { running: { startedAt: before(35) } } })
      .withLog('downloading 40%\n', { container: 'download' })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a native sidecar runs beside it',
    pod()
      .spec({ initContainers: [{ name: 'proxy', restartPolicy: 'Always', image: 'envoy' }] })
      .status({
        initContainerStatuses: [
          {
            name: 'proxy',
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: before(3595) } },
            lastState: {},
          },
        ],
      })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it logs an error that it handled',
    pod()
      .withLog(
        'Traceback (most recent call last):\n  File "x.py", line 1, in f\nConnectionRefusedError: [Errno 111] Connection refused\nretrying in 5 s\nconnected to redis\nrunning\n',
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it met a full disk long ago and went on',
    pod()
      .withLog(`OSError: [Errno 28] No space left on device\n${'step ok\n'.repeat(400)}`)
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'it tells how it would behave when out of memory',
    pod()
      .withLog(
        'INFO memory limit is 2Gi; the process will be killed when it is exceeded\nINFO oom_score_adj set\n',
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'an autoscaler says it may not scale, for a pod that runs',
    pod()
      .withEvent('NotTriggerScaleUp', "pod didn't trigger scale-up: 1 max node group size reached", {
        type: 'Normal',
        ago: 3599,
      })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a pod was moved away and its replacement is well',
    pod('api-new-1')
      .ownedBy('ReplicaSet', 'api-new')
      .status({
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: memory. ',
        containerStatuses: [],
      })
      .bundle(pod('api-new-2').ownedBy('ReplicaSet', 'api-new'), ...deployment(1, 1)),
    ref('Deployment', 'api'),
  ],
  [
    'a stateful set comes up one by one',
    pod('db-0')
      .ownedBy('StatefulSet', 'db')
      .bundle(
        pod('db-1').aged(15).ownedBy('StatefulSet', 'db').waiting('ContainerCreating', '', 15),
        object('StatefulSet', 'db', { spec: { replicas: 3 }, status: { replicas: 2, readyReplicas: 1 } }),
      ),
    ref('StatefulSet', 'db'),
  ],
  [
    'pods were refused for a moment before their quota grew',
    pod('api-new-1')
      .ownedBy('ReplicaSet', 'api-new')
      .bundle(
        event(
          { kind: 'ReplicaSet', name: 'api-new' },
          'FailedCreate',
          'Error creating: pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9',
          { ago: 3000 },
        ),
        ...deployment(1, 1),
      ),
    ref('Deployment', 'api'),
  ],
  [
    'a queue admitted the work',
    pod().bundle(
      object('Workload', 'w', {
        spec: { queueName: 'q' },
        status: {
          conditions: [
            { type: 'QuotaReserved', status: 'True' },
            { type: 'Admitted', status: 'True' },
          ],
        },
      }),
    ),
    ref('Workload', 'w'),
  ],
  [
    'helm finished',
    bundle([], {
      outputs: [output('helm', 'Release "hub" has been upgraded. Happy Helming!\nSTATUS: deployed')],
    }),
    ref('HelmRelease', 'hub'),
  ],
  [
    'a machine has just joined',
    bundle([
      {
        ...node('n2'),
        metadata: { name: 'n2', creationTimestamp: before(30) },
        status: { conditions: notReady(25) },
      },
    ]),
    ref('Node', 'n2'),
  ],
  [
    'a machine’s memory is used by a pod that is well',
    pod().bundle(
      node('node-1'),
      event(
        { kind: 'Node', name: 'node-1' },
        'OOMKilling',
        'Memory cgroup out of memory: Killed process 12 (python)',
        { ago: 4000 },
      ),
    ),
    ref('Node', 'node-1'),
  ],
  [
    'it was asked to stop a moment ago',
    pod().deleted(-25).withEvent('Killing', 'Stopping container main', { type: 'Normal', ago: 5 }).bundle(),
    ref('Pod', 'train'),
  ],
  [
    'its liveness check failed once and it was not killed',
    pod()
      .withEvent(
        'Unhealthy',
        'Liveness probe failed: Get "http://10.0.0.1:8080/": context deadline exceeded',
        { count: 1, ago: 400 },
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'its first start failed because a neighbour was not up yet, and the second is under way',
    pod()
      .aged(90)
      .restarted(1, { exitCode: 1, ago: 40 })
      .unready(35)
      .withLog('could not connect to server: Connection refused\n', { previous: true })
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'its machine was restarted and everything came back',
    pod()
      .restarted(1, { exitCode: 255, reason: 'Unknown', ago: 900 })
      .bundle(
        node('node-1'),
        event({ kind: 'Node', name: 'node-1' }, 'Rebooted', 'Node node-1 has been rebooted', { ago: 950 }),
      ),
    ref('Node', 'node-1'),
  ],
];

describe('silence when well', () => {
  for (const [when, given, subject] of situations) {
    it(`says nothing, or a note, when ${when}`, () => {
      const loud = diagnose(given, subject).findings.filter((finding) => finding.severity !== 'note');
      assert.deepEqual(
        loud.map((finding) => `${finding.cause}: ${finding.title}`),
        [],
      );
      const inAll = diagnose(given).findings.filter((finding) => finding.severity !== 'note');
      assert.deepEqual(
        inAll.map((finding) => `${finding.cause}: ${finding.title}`),
        [],
        'without a subject',
      );
    });
  }
});
