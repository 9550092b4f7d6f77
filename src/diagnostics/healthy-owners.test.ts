import assert from 'node:assert/strict';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { SubjectRef } from './finding.ts';
import { ref } from './testing/cases.ts';
import { before, bundle, claimObject, event, node, object, pod } from './testing/objects.ts';

const owned = (kind: string, name: string): Record<string, unknown> => ({
  ownerReferences: [{ kind, name }],
});
const done = { type: 'Complete', status: 'True' };
const hpa = object('HorizontalPodAutoscaler', 'api', {
  status: {
    currentReplicas: 3,
    desiredReplicas: 5,
    conditions: [
      {
        type: 'AbleToScale',
        status: 'True',
        reason: 'SucceededRescale',
        message: 'the HPA controller was able to update the target scale to 5',
      },
      {
        type: 'ScalingLimited',
        status: 'False',
        reason: 'DesiredWithinRange',
        message: 'the desired count is within the acceptable range',
      },
    ],
  },
});
const cron = object('CronJob', 'report', {
  spec: { schedule: '0 * * * *' },
  status: { lastScheduleTime: before(600), lastSuccessfulTime: before(500) },
});

/** Work that is between two states, or in one that somebody wanted. */
const SITUATIONS: readonly (readonly [string, Bundle, SubjectRef])[] = [
  [
    'an autoscaler adds copies and the new ones are young',
    pod('api-1-x')
      .ownedBy('ReplicaSet', 'api-1')
      .aged(15)
      .waiting('ContainerCreating', '', 15)
      .bundle(
        hpa,
        event(
          { kind: 'HorizontalPodAutoscaler', name: 'api' },
          'SuccessfulRescale',
          'New size: 5; reason: cpu resource utilization (percentage of request) above target',
          { type: 'Normal' },
        ),
        object(
          'ReplicaSet',
          'api-1',
          { spec: { replicas: 5 }, status: { replicas: 5, readyReplicas: 3 } },
          owned('Deployment', 'api'),
        ),
        object('Deployment', 'api', {
          spec: { replicas: 5 },
          status: {
            replicas: 5,
            readyReplicas: 3,
            conditions: [
              { type: 'Available', status: 'True' },
              { type: 'Progressing', status: 'True' },
            ],
          },
        }),
      ),
    ref('Deployment', 'api'),
  ],
  [
    'an autoscaler had no measurements while its pods started',
    bundle([
      hpa,
      event(
        { kind: 'HorizontalPodAutoscaler', name: 'api' },
        'FailedGetResourceMetric',
        'failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)',
        { count: 2, ago: 1800, firstAgo: 1900 },
      ),
    ]),
    ref('HorizontalPodAutoscaler', 'api'),
  ],
  ['a cron job waits for its next run', bundle([cron]), ref('CronJob', 'report')],
  [
    'a cron job’s last run was well and an earlier one was not',
    bundle([
      cron,
      object(
        'Job',
        'report-0',
        {
          spec: {},
          status: {
            failed: 7,
            conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
          },
        },
        { ...owned('CronJob', 'report'), creationTimestamp: before(90_000) },
      ),
      object(
        'Job',
        'report-1',
        { spec: {}, status: { succeeded: 1, conditions: [done] } },
        { ...owned('CronJob', 'report'), creationTimestamp: before(600) },
      ),
    ]),
    ref('CronJob', 'report'),
  ],
  [
    'a job worked at the third try',
    pod('train-1')
      .ownedBy('Job', 'train')
      .ended({ exitCode: 1 })
      .withLog('ValueError: x\n')
      .bundle(
        pod('train-2').ownedBy('Job', 'train').ended({ exitCode: 0 }),
        object('Job', 'train', {
          spec: { completions: 1, backoffLimit: 4 },
          status: { succeeded: 1, failed: 2, conditions: [done] },
        }),
      ),
    ref('Job', 'train'),
  ],
  [
    'a job has done three of ten and works on',
    pod('train-1')
      .ownedBy('Job', 'train')
      .bundle(
        object('Job', 'train', {
          spec: { completions: 10, parallelism: 2 },
          status: { active: 2, succeeded: 3 },
        }),
      ),
    ref('Job', 'train'),
  ],
  [
    'a notebook was stopped by its culler',
    bundle([
      object(
        'Notebook',
        'ana',
        { status: { readyReplicas: 0, conditions: [], containerState: {} } },
        { annotations: { 'kubeflow-resource-stopped': before(500) } },
      ),
      object(
        'StatefulSet',
        'ana',
        { spec: { replicas: 0 }, status: { replicas: 0 } },
        owned('Notebook', 'ana'),
      ),
    ]),
    ref('Notebook', 'ana'),
  ],
  [
    'a pod is asked to stop and its checks fail meanwhile',
    pod('api-1')
      .deleted(5)
      .withEvent('Unhealthy', 'Readiness probe failed: dial tcp 10.0.0.1:80: connect: connection refused', {
        ago: 3,
        firstAgo: 5,
        count: 1,
      })
      .withEvent('Killing', 'Stopping container main', { type: 'Normal', ago: 5 })
      .bundle(),
    ref('Pod', 'api-1'),
  ],
  [
    'a disk is on its way from the machine of the pod before',
    pod('db-0')
      .mounting('data')
      .aged(60)
      .waiting('ContainerCreating', '', 60)
      .with(claimObject('data'))
      .withEvent(
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-data" Volume is already used by pod(s) db-0',
        { ago: 50, firstAgo: 50, count: 1 },
      )
      .bundle(),
    ref('Pod', 'db-0'),
  ],
  [
    'a claim waits for its first pod',
    bundle([
      claimObject('data', 'Pending', { storageClassName: 'gp3' }),
      event(
        { kind: 'PersistentVolumeClaim', name: 'data' },
        'WaitForFirstConsumer',
        'waiting for first consumer to be created before binding',
        { type: 'Normal' },
      ),
      object('StorageClass', 'gp3', { volumeBindingMode: 'WaitForFirstConsumer' }, { namespace: undefined }),
    ]),
    ref('PersistentVolumeClaim', 'data'),
  ],
  [
    'a machine’s problem detector reports that it has no problem',
    bundle([
      node('n', {
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'KernelDeadlock', status: 'False', reason: 'KernelHasNoDeadlock' },
          { type: 'FrequentKubeletRestart', status: 'False' },
        ],
      }),
    ]),
    ref('Node', 'n'),
  ],
  [
    'a program finished and had complained on its way',
    pod()
      .ended({ exitCode: 0 })
      .withLog(
        'WARNING: Connection refused, retrying\nERROR something\nTraceback (most recent call last):\n  File "a", line 1\nValueError: x\ndone\n',
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a server runs and one request of somebody failed',
    pod()
      .withLog(
        'Traceback (most recent call last):\n  File "a", line 1, in <module>\nValueError: bad request\nINFO: 10.0.0.1 - "POST /x" 500\n',
      )
      .bundle(),
    ref('Pod', 'train'),
  ],
  [
    'a container was killed for memory days ago and runs since',
    pod()
      .aged(900_000)
      .limits({ memory: '2Gi' })
      .restarted(1, { exitCode: 137, reason: 'OOMKilled', ago: 600_000 })
      .bundle(),
    ref('Pod', 'train'),
  ],
];

describe('silence about owners that are well', () => {
  for (const [when, given, subject] of SITUATIONS) {
    it(`when ${when}`, () => {
      for (const { findings } of [diagnose(given, subject), diagnose(given)])
        assert.deepEqual(
          findings
            .filter(({ severity }) => severity !== 'note')
            .map(({ cause, title }) => `${cause}: ${title}`),
          [],
        );
    });
  }
});
