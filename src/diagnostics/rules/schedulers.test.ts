import assert from 'node:assert/strict';
import type { Bundle } from '../bundle.ts';
import { diagnose } from '../diagnose.ts';
import type { SubjectRef } from '../finding.ts';
import { ref } from '../testing/cases.ts';
import { before, bundle, object, pod } from '../testing/objects.ts';

// What schedulers, queues and autoscalers say of work that waits, word for word: the default scheduler to 1.35, coscheduling, Volcano,
// YuniKorn, Kueue, Karpenter and the cluster autoscaler.

function is(cause: string, given: Bundle, subject: SubjectRef): void {
  const [first] = diagnose(given, subject).findings;
  assert.equal(first?.cause, cause, first?.title);
}

const SCHEDULERS: readonly (readonly [string, string])[] = [
  [
    'gang-waiting',
    '1/1 tasks in gang unschedulable: pod group is not ready, 1 Pending, 1 minAvailable; Pending: 1 Undetermined',
  ],
  [
    'gang-waiting',
    '3/6 tasks in gang unschedulable: pod group is not ready, 6 Pending, 6 minAvailable; Pending: 1 Unschedulable, 2 Undetermined, 3 Schedulable',
  ],
  ['gang-waiting', '10/6 tasks in gang unschedulable: job is not ready, 10 minAvailable, 6 Pending.'],
  [
    'gang-waiting',
    '0/5 nodes are available: pod "x" rejected while waiting on permit: rejected due to timeout after waiting 10s at plugin Coscheduling',
  ],
  ['gang-waiting', 'optimistic rejection in PostFilter'],
  [
    'gang-waiting',
    '0/3 nodes are available: pre-filter pod x cannot find enough sibling pods, current pods number: 1, minMember of group: 3.',
  ],
  [
    'gang-waiting',
    '0/1 nodes are available: waiting for minCount pods from a gang to appear in scheduling queue.',
  ],
  ['queue-quota', 'resource in cluster is overused'],
  [
    'queue-quota',
    "Request 'x' does not fit in queue 'root.team-a' (requested map[memory:10 vcore:1], available map[memory:1 vcore:0])",
  ],
  ['scheduling-insufficient-gpu', 'all nodes are unavailable: 3 Insufficient nvidia.com/gpu.'],
  ['scheduling-insufficient-resources', '0/3 nodes are unavailable: 3 Insufficient memory.'],
  [
    'scheduling-insufficient-resources',
    '0/4 nodes are available: 4 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.',
  ],
  [
    'scheduling-insufficient-resources',
    '0/4 nodes are available: 1 Insufficient memory, 3 node(s) had untolerated taint {nvidia.com/gpu: present}. preemption: 0/4 nodes are available: 1 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.',
  ],
  [
    'scheduling-scaleup-failed',
    'Failed to schedule pod, incompatible with nodepool "arm", daemonset overhead={"cpu":"180m"}, did not tolerate arch=arm64:NoSchedule; incompatible with nodepool "x86", no instance type satisfied resources {"cpu":"280m","pods":"5"} and requirements karpenter.sh/capacity-type In [on-demand spot] (no instance type has enough resources)',
  ],
  [
    'scheduling-scaleup-failed',
    'Failed to schedule pod, all available instance types exceed limits for nodepool: "default"',
  ],
  ['scheduling-taint', "0/6 nodes are available: 6 node(s) had taints that the pod didn't tolerate."],
  ['pvc-not-found', '0/3 nodes are available: persistentvolumeclaim "home-ana" not found. not found'],
  [
    'pvc-provisioning-failed',
    'running PreBind plugin "VolumeBinding": binding volumes: timed out waiting for the condition',
  ],
  [
    'scheduling-volume-zone',
    'running PreBind plugin "VolumeBinding": Operation cannot be fulfilled: pv "x" node affinity doesn\'t match node "y": no matching NodeSelectorTerms',
  ],
];

describe('a scheduler that says', () => {
  for (const [cause, message] of SCHEDULERS) {
    it(`${message.slice(0, 120)} means ${cause}`, () => {
      const given = pod().mounting('home-ana').unschedulable(message);
      if (cause === 'scheduling-insufficient-gpu') given.limits({ 'nvidia.com/gpu': '1' });
      is(cause, given.bundle(), given.ref);
    });
  }
});

const AUTOSCALERS: readonly (readonly [string, string, string])[] = [
  ['scheduling-scaling-up', 'TriggeredScaleUp', 'pod triggered scale-up: [{gpu-pool 1->2 (max: 10)}]'],
  [
    'scheduling-scaleup-failed',
    'NotTriggerScaleUp',
    "pod didn't trigger scale-up: 1 max node group size reached",
  ],
  [
    'scheduling-scaleup-failed',
    'NotTriggerScaleUp',
    "pod didn't trigger scale-up (it wouldn't fit if a new node is added): 1 in backoff after failed scale-up",
  ],
  [
    'scheduling-scaleup-failed',
    'FailedScaleUp',
    'Node scale up in zones us-central1-c associated with this pod failed: GCE out of resources. Pod is at risk of not being scheduled.',
  ],
  [
    'scheduling-scaleup-failed',
    'FailedScaleUp',
    'Node scale up in zones us-east1-b associated with this pod failed: GCE quota exceeded. Pod is at risk of not being scheduled.',
  ],
  [
    'scheduling-insufficient-resources',
    'NotTriggerScaleUp',
    "pod didn't trigger scale-up: 2 Insufficient cpu",
  ],
];

describe('an autoscaler that says', () => {
  for (const [cause, reason, message] of AUTOSCALERS) {
    it(`${message.slice(0, 120)} means ${cause}`, () => {
      const given = pod()
        .unschedulable('0/3 nodes are available: 3 Insufficient cpu.')
        .withEvent(reason, message, { type: 'Normal', component: 'cluster-autoscaler', ago: 30 });
      is(cause, given.bundle(), given.ref);
    });
  }
});

const QUEUES: readonly (readonly [string, string, string])[] = [
  [
    'queue-quota',
    'Pending',
    "couldn't assign flavors to pod set main: insufficient unused quota for cpu in flavor default-flavor, 1 more needed",
  ],
  [
    'queue-quota',
    'Pending',
    "couldn't assign flavors to pod set main: insufficient quota for nvidia.com/gpu in flavor a100, previously considered podsets requests (0) + current podset request (16) > maximum capacity (8)",
  ],
  [
    'queue-quota',
    'Pending',
    "couldn't assign flavors to pod set main: insufficient quota for nvidia.com/gpu in flavor a100, request > maximum capacity (16 > 8)",
  ],
  [
    'queue-quota',
    'Pending',
    "couldn't assign flavors to pod set main: resource nvidia.com/gpu unavailable in ClusterQueue",
  ],
  [
    'queue-quota',
    'Pending',
    "couldn't assign flavors to pod set main: flavor a100 doesn't match node affinity",
  ],
  [
    'queue-quota',
    'Pending',
    'couldn\'t assign flavors to pod set main: topology "default" doesn\'t allow to fit any of 4 pod(s)',
  ],
  ['queue-missing', 'Inadmissible', "LocalQueue team doesn't exist"],
  ['queue-missing', 'Inadmissible', 'LocalQueue team is stopped'],
  ['queue-missing', 'Inadmissible', 'ClusterQueue team-cq is inactive'],
  ['queue-missing', 'Inadmissible', "ClusterQueue team-cq doesn't exist"],
];

describe('a queue that says', () => {
  for (const [cause, reason, message] of QUEUES) {
    it(`${message.slice(0, 120)} means ${cause}`, () => {
      const condition = {
        type: 'QuotaReserved',
        status: 'False',
        reason,
        message,
        lastTransitionTime: before(600),
      };
      const job = object(
        'Job',
        'x',
        { spec: { suspend: true } },
        { labels: { 'kueue.x-k8s.io/queue-name': 'team' } },
      );
      const workload = object(
        'Workload',
        'job-x-1',
        { status: { conditions: [condition] } },
        { ownerReferences: [{ kind: 'Job', name: 'x' }] },
      );
      is(cause, bundle([job, workload]), ref('Job', 'x'));
    });
  }
});

describe('a pod that was marked as failed before it ran', () => {
  const rejected = (reason: string, message: string): Bundle =>
    pod().status({ phase: 'Failed', reason, message, containerStatuses: [] }).bundle();

  it('was rejected by its queue', () =>
    is(
      'queue-missing',
      rejected(
        'ApplicationRejected',
        "application 'spark-1' rejected, cannot create queue 'root.spark' without placement rules",
      ),
      pod().ref,
    ));

  it('was given up with its gang', () =>
    is('gang-waiting', rejected('ResourceReservationTimeout', 'ResourceReservationTimeout'), pod().ref));

  it('is not passed over for words that nobody knows, and not called certain', () => {
    const [first] = diagnose(rejected('SomethingNew', 'no room for tea'), pod().ref).findings;
    assert.deepEqual([first?.cause, first?.confidence], ['unexpected-admission', 'possible']);
    assert.match(first?.why ?? '', /SomethingNew: no room for tea/);
  });
});
