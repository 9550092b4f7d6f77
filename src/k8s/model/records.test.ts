import assert from 'node:assert/strict';
import { claimRecord } from './claim.ts';
import { eventRecord } from './event.ts';
import { limitRangeRecord } from './limit-range.ts';
import { namespaceRecord } from './namespace.ts';
import { nodeRecord } from './node.ts';
import { quotaRecord } from './quota.ts';
import { serviceRecord } from './service.ts';
import { workloadRecord, type WorkloadKind } from './workload.ts';

describe('records', () => {
  it('are made of anything without an error', () => {
    const odd = [
      {},
      { metadata: [], spec: null, status: 1 },
      {
        metadata: { labels: [1], ownerReferences: 'x' },
        spec: { ports: [null], limits: [1], taints: {} },
        status: { conditions: [[]] },
      },
    ];
    const makers = [
      claimRecord,
      eventRecord,
      limitRangeRecord,
      namespaceRecord,
      nodeRecord,
      quotaRecord,
      serviceRecord,
    ];
    const kinds: WorkloadKind[] = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
    for (const object of odd) {
      for (const make of makers) assert.equal(make(object).uid, '');
      for (const kind of kinds) assert.equal(workloadRecord(kind, object).kind, kind);
    }
  });

  it('a service knows where its ports lead', () => {
    const { ports, selector, type } = serviceRecord({
      spec: {
        selector: { app: 'x' },
        ports: [{ port: 80, targetPort: 'http', name: 'web' }, { port: 443 }, { name: 'none' }],
      },
    });
    assert.deepEqual(ports, [
      { name: 'web', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: undefined },
      { name: undefined, port: 443, targetPort: 443, protocol: 'TCP', appProtocol: undefined },
    ]);
    assert.deepEqual([selector, type], [{ app: 'x' }, 'ClusterIP']);
  });

  it('an event is the same in both of its forms', () => {
    const old = eventRecord({
      metadata: { uid: 'e', namespace: 'n' },
      involvedObject: { kind: 'Pod', name: 'p', namespace: 'n', uid: 'u' },
      reason: 'BackOff',
      message: 'again ',
      type: 'Warning',
      count: 4,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:05:00Z',
      source: { component: 'kubelet' },
    });
    const recent = eventRecord({
      metadata: { uid: 'e', namespace: 'n' },
      regarding: { kind: 'Pod', name: 'p', namespace: 'n', uid: 'u' },
      reason: 'BackOff',
      note: 'again',
      type: 'Warning',
      eventTime: '2026-01-01T00:00:00.000000Z',
      series: { count: 4, lastObservedTime: '2026-01-01T00:05:00.000000Z' },
      reportingController: 'kubelet',
    });
    assert.deepEqual(recent, old);
    assert.equal(old.count, 4);
  });

  it('an event that happened once counts one, and has its time from wherever it is', () => {
    const event = eventRecord({
      metadata: { creationTimestamp: '2026-01-01T00:00:00Z' },
      involvedObject: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: null,
    });
    assert.deepEqual(
      [event.count, event.firstAt, event.lastAt],
      [1, Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-01-01T00:00:00Z')],
    );
  });

  it('a deployment counts what it wants and has; one replica where nothing is said', () => {
    const { wanted, ready, upToDate, suspended } = workloadRecord('Deployment', {
      spec: { paused: true },
      status: { readyReplicas: 1, updatedReplicas: 2 },
    });
    assert.deepEqual([wanted, ready, upToDate, suspended], [1, 1, 2, true]);
    assert.equal(workloadRecord('StatefulSet', { spec: { replicas: 0 } }).wanted, 0);
    assert.equal(
      workloadRecord('DaemonSet', { status: { desiredNumberScheduled: 5, numberReady: 4 } }).ready,
      4,
    );
  });

  it('a job has an outcome and a time when it is finished', () => {
    const finished = workloadRecord('Job', {
      spec: { completions: 3 },
      status: {
        succeeded: 3,
        startTime: '2026-01-01T00:00:00Z',
        completionTime: '2026-01-01T00:14:00Z',
        conditions: [{ type: 'Complete', status: 'True' }],
      },
    });
    assert.deepEqual(
      [finished.wanted, finished.outcome, finished.finishedAt],
      [3, 'succeeded', Date.parse('2026-01-01T00:14:00Z')],
    );
    const failed = workloadRecord('Job', {
      status: {
        failed: 7,
        conditions: [
          {
            type: 'Failed',
            status: 'True',
            reason: 'BackoffLimitExceeded',
            lastTransitionTime: '2026-01-01T00:02:00Z',
          },
        ],
      },
    });
    assert.deepEqual(
      [failed.outcome, failed.finishedAt, failed.failed],
      ['failed', Date.parse('2026-01-01T00:02:00Z'), 7],
    );
    const running = workloadRecord('Job', {
      status: { active: 2, conditions: [{ type: 'Failed', status: 'False' }] },
    });
    assert.deepEqual([running.outcome, running.active], [undefined, 2]);
  });

  it('a cron job says when it last ran, and whether it is switched off', () => {
    const { suspended, schedule, active, lastScheduledAt } = workloadRecord('CronJob', {
      spec: { suspend: true, schedule: '0 3 * * *' },
      status: { active: [{}, {}], lastScheduleTime: '2026-01-01T03:00:00Z' },
    });
    assert.deepEqual(
      [suspended, schedule, active, lastScheduledAt],
      [true, '0 3 * * *', 2, Date.parse('2026-01-01T03:00:00Z')],
    );
  });

  it('a quota pairs what is allowed with what is used', () => {
    const { limits } = quotaRecord({
      spec: { hard: { pods: '2', 'requests.memory': '4Gi' } },
      status: { used: { pods: '1' } },
    });
    assert.deepEqual(limits, [
      { resource: 'pods', hard: '2', used: '1' },
      { resource: 'requests.memory', hard: '4Gi', used: undefined },
    ]);
  });

  it('a node says what it has, whether it works and whom it keeps away', () => {
    const node = nodeRecord({
      spec: { unschedulable: true, taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      status: {
        allocatable: { cpu: '4', 'nvidia.com/gpu': '1' },
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    });
    assert.deepEqual([node.isReady, node.isCordoned, node.allocatable['nvidia.com/gpu']], [true, true, '1']);
    assert.deepEqual(node.taints, [{ key: 'gpu', value: '', effect: 'NoSchedule' }]);
  });

  it('a claim and a limit range keep their quantities as they are written', () => {
    const claim = claimRecord({
      spec: {
        resources: { requests: { storage: '10Gi' } },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
      },
      status: { phase: 'Bound', capacity: { storage: '12Gi' } },
    });
    assert.deepEqual(
      [claim.asked, claim.capacity, claim.phase, claim.storageClass],
      ['10Gi', '12Gi', 'Bound', 'fast'],
    );
    const { ranges } = limitRangeRecord({
      spec: { limits: [{ type: 'Container', max: { memory: '8Gi' }, default: { cpu: '500m' } }] },
    });
    assert.deepEqual(ranges, [
      {
        type: 'Container',
        min: {},
        max: { memory: '8Gi' },
        defaultLimit: { cpu: '500m' },
        defaultRequest: {},
      },
    ]);
  });
});
