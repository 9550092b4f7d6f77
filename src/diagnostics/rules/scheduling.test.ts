import { describeCause, ref } from '../testing/cases.ts';
import { bundle, claimObject, node, object, output, pod } from '../testing/objects.ts';

const gpu = { 'nvidia.com/gpu': '1' };

describeCause(
  'scheduling-insufficient-resources',
  [
    {
      when: 'no machine has enough memory',
      given: pod()
        .limits({ memory: '500Gi' })
        .unschedulable(
          '0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
        )
        .with(node('a'), node('b')),
      naming: ['500 GiB', '32 GiB', 'waiting for memory'],
    },
    {
      when: 'most machines are closed to it anyway',
      given: pod()
        .limits({ cpu: '6' })
        .unschedulable(
          "0/5 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector.",
        ),
    },
  ],
  [
    {
      when: 'it is the GPU that is missing',
      given: pod().limits(gpu).unschedulable('0/2 nodes are available: 2 Insufficient nvidia.com/gpu.'),
      instead: 'scheduling-insufficient-gpu',
    },
    {
      when: 'it was placed since',
      given: pod().withEvent('FailedScheduling', '0/3 nodes are available: 3 Insufficient memory.', {
        ago: 3595,
      }),
      instead: 'well',
    },
  ],
);

describeCause(
  'scheduling-insufficient-gpu',
  [
    {
      when: 'all are in use',
      given: pod('mine')
        .limits(gpu)
        .unschedulable(
          '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient nvidia.com/gpu.',
        )
        .with(
          node('g1', { allocatable: gpu }),
          node('c1'),
          pod('other').limits(gpu).spec({ nodeName: 'g1' }).object(),
        ),
      naming: ['1 of 1', 'waiting for a GPU'],
    },
    {
      when: 'the cluster has none',
      given: pod().limits(gpu).unschedulable('0/1 nodes are available: 1 Insufficient nvidia.com/gpu.'),
    },
  ],
  [
    {
      when: 'the machine with the GPU is closed by a taint',
      given: pod()
        .limits(gpu)
        .unschedulable(
          '0/3 nodes are available: 1 node(s) had untolerated taint {nvidia.com/gpu: present}, 2 Insufficient nvidia.com/gpu.',
        ),
      instead: 'scheduling-taint',
    },
    {
      when: 'the machine with the GPU is full of pods',
      given: pod()
        .limits(gpu)
        .unschedulable('0/3 nodes are available: 1 Too many pods, 2 Insufficient nvidia.com/gpu.'),
      instead: 'scheduling-too-many-pods',
    },
  ],
);

describeCause(
  'scheduling-too-many-pods',
  [
    {
      when: 'the machines are at their count',
      given: pod().unschedulable('0/2 nodes are available: 2 Too many pods.'),
    },
  ],
  [
    {
      when: 'memory is short as well',
      given: pod()
        .limits({ memory: '8Gi' })
        .unschedulable('0/4 nodes are available: 1 Too many pods, 3 Insufficient memory.'),
      instead: 'scheduling-insufficient-resources',
    },
  ],
);
describeCause(
  'scheduling-taint',
  [
    {
      when: 'the machines are reserved',
      given: pod().unschedulable(
        '0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: research}.',
      ),
      naming: ['dedicated: research', 'tolerations'],
    },
    {
      when: 'new schedulers no longer name it',
      given: pod()
        .unschedulable('0/2 nodes are available: 2 node(s) had untolerated taint(s).')
        .with(node('a', { taints: [{ key: 'team', value: 'b', effect: 'NoSchedule' }] })),
      naming: ['team=b:NoSchedule'],
    },
    {
      when: 'old schedulers say it differently',
      given: pod().unschedulable(
        "0/2 nodes are available: 2 node(s) had taint {dedicated: user}, that the pod didn't tolerate.",
      ),
    },
  ],
  [
    {
      when: 'the taint means that the machine is closed',
      given: pod().unschedulable(
        '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unschedulable: }.',
      ),
      instead: 'scheduling-cordoned',
    },
  ],
);
describeCause(
  'scheduling-node-selector',
  [
    {
      when: 'no machine has the label',
      given: pod()
        .spec({ nodeSelector: { accelerator: 'a100' } })
        .unschedulable("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.")
        .with(node('a', { labels: { accelerator: 't4' } })),
      naming: ['accelerator=a100', 'accelerator=t4'],
    },
    {
      when: 'a control plane with its taint is there too',
      given: pod()
        .spec({ nodeSelector: { pool: 'x' } })
        .unschedulable(
          "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector.",
        ),
    },
    {
      when: 'the plugin is named instead',
      given: pod().unschedulable(
        "0/4 nodes are available: 4 node(s) didn't satisfy plugin(s) [NodeAffinity].",
      ),
    },
  ],
  [
    {
      when: 'the labels fit and the CPU does not',
      given: pod()
        .limits({ cpu: '4' })
        .unschedulable(
          "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector.",
        ),
      instead: 'scheduling-insufficient-resources',
    },
  ],
);
describeCause(
  'scheduling-cordoned',
  [
    {
      when: 'all are closed',
      given: pod().unschedulable('0/2 nodes are available: 2 node(s) were unschedulable.'),
    },
  ],
  [
    {
      when: 'one is closed and the other full',
      given: pod()
        .limits({ memory: '8Gi' })
        .unschedulable('0/2 nodes are available: 1 Insufficient memory, 1 node(s) were unschedulable.'),
      instead: 'scheduling-insufficient-resources',
    },
  ],
);
describeCause(
  'scheduling-anti-affinity',
  [
    {
      when: 'copies may not share machines',
      given: pod().unschedulable("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules."),
    },
    {
      when: 'they are to be spread',
      given: pod().unschedulable(
        "0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints.",
      ),
    },
  ],
  [
    {
      when: 'it is the node’s labels',
      given: pod().unschedulable(
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      ),
      instead: 'scheduling-node-selector',
    },
  ],
);
describeCause(
  'scheduling-host-port',
  [
    {
      when: 'the port is taken',
      given: pod()
        .container({ ports: [{ hostPort: 8080 }] })
        .unschedulable(
          "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
        ),
      naming: ['8080'],
    },
  ],
  [
    {
      when: 'there is no room',
      given: pod().limits({ cpu: '9' }).unschedulable('0/1 nodes are available: 1 Insufficient cpu.'),
      instead: 'scheduling-insufficient-resources',
    },
  ],
);
describeCause(
  'scheduling-volume-zone',
  [
    {
      when: 'the disk is elsewhere',
      given: pod()
        .mounting('home')
        .unschedulable('0/3 nodes are available: 3 node(s) had volume node affinity conflict.')
        .with(claimObject('home')),
      naming: ['home'],
    },
  ],
  [
    {
      when: 'no volume fits the claim',
      given: pod()
        .mounting('home')
        .unschedulable("0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind.")
        .with(claimObject('home', 'Pending')),
      instead: 'pvc-no-matching-volume',
    },
  ],
);
describeCause(
  'scheduling-volume-limit',
  [
    {
      when: 'no more disks can be attached',
      given: pod()
        .mounting('home')
        .unschedulable('0/3 nodes are available: 3 node(s) exceed max volume count.')
        .with(claimObject('home')),
    },
  ],
  [
    {
      when: 'no more pods can be taken',
      given: pod().unschedulable('0/3 nodes are available: 3 Too many pods.'),
      instead: 'scheduling-too-many-pods',
    },
  ],
);
describeCause(
  'scheduling-scaleup-failed',
  [
    {
      when: 'the group is at its largest',
      given: pod()
        .limits({ cpu: '4' })
        .unschedulable('0/2 nodes are available: 2 Insufficient cpu.')
        .withEvent('NotTriggerScaleUp', "pod didn't trigger scale-up: 1 max node group size reached", {
          type: 'Normal',
        }),
    },
    {
      when: 'the cloud has none',
      given: pod()
        .limits(gpu)
        .unschedulable('0/2 nodes are available: 2 Insufficient nvidia.com/gpu.')
        .withEvent(
          'FailedScaleUp',
          'Node scale up in zones us-a associated with this pod failed: GCE out of resources. Pod is at risk of not being scheduled.',
        ),
    },
    {
      when: 'a tool reports the cloud’s quota',
      given: [
        bundle([pod().unschedulable('').object()], {
          outputs: [
            output(
              'cluster-autoscaler',
              "googleapi: Error 403: Quota 'GPUS_ALL_REGIONS' exceeded. Limit: 1.0 globally., quotaExceeded",
            ),
          ],
        }),
        ref('Pod', 'train'),
      ],
      naming: ['quota'],
    },
  ],
  [
    {
      when: 'a machine is on its way',
      given: pod()
        .limits({ cpu: '4' })
        .unschedulable('0/2 nodes are available: 2 Insufficient cpu.', 100)
        .withEvent('TriggeredScaleUp', 'pod triggered scale-up: [{pool-1 2->3 (max: 5)}]', {
          type: 'Normal',
          count: 1,
          ago: 60,
        }),
      instead: 'well',
    },
  ],
);
describeCause(
  'scheduling-scaling-up',
  [
    {
      when: 'a machine was asked for a minute ago',
      given: pod()
        .unschedulable('0/2 nodes are available: 2 Insufficient cpu.', 100)
        .withEvent('TriggeredScaleUp', 'pod triggered scale-up: [{pool-1 2->3 (max: 5)}]', {
          type: 'Normal',
          count: 1,
          ago: 60,
        }),
      naming: ['pool-1'],
    },
  ],
  [
    {
      when: 'it was asked for long ago and never came',
      given: pod()
        .unschedulable('0/2 nodes are available: 2 Insufficient cpu.', 4000)
        .withEvent('TriggeredScaleUp', 'pod triggered scale-up: [{pool-1 2->3 (max: 5)}]', {
          type: 'Normal',
          count: 1,
          ago: 3900,
        }),
      instead: 'scheduling-scaleup-failed',
    },
  ],
);
describeCause(
  'scheduling-gated',
  [
    {
      when: 'a gate is left',
      given: pod()
        .unschedulable('')
        .spec({ schedulingGates: [{ name: 'example.com/wait' }] })
        .status({
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'SchedulingGated',
              message: 'Scheduling is blocked due to non-empty scheduling gates',
            },
          ],
        }),
      naming: ['example.com/wait'],
    },
  ],
  [
    {
      when: 'the gate belongs to a queue that has no quota',
      given: pod()
        .unschedulable('')
        .labelled({ 'kueue.x-k8s.io/queue-name': 'user' })
        .spec({ schedulingGates: [{ name: 'kueue.x-k8s.io/admission' }] })
        .status({ conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] })
        .with(
          object(
            'Workload',
            'pod-train-1',
            {
              spec: { queueName: 'user' },
              status: {
                conditions: [
                  {
                    type: 'QuotaReserved',
                    status: 'False',
                    reason: 'Pending',
                    message:
                      "couldn't assign flavors to pod set main: insufficient unused quota for nvidia.com/gpu in flavor default, 1 more needed",
                  },
                ],
              },
            },
            { ownerReferences: [{ kind: 'Pod', name: 'train' }] },
          ),
        ),
      instead: 'queue-quota',
    },
  ],
);
describeCause(
  'scheduling-no-scheduler',
  [
    {
      when: 'nobody looks at it',
      given: pod().unschedulable('').spec({ schedulerName: 'volcano' }).status({ conditions: [] }),
      naming: ['volcano'],
    },
  ],
  [
    {
      when: 'it is seconds old',
      given: pod().unschedulable('', 5).status({ conditions: [] }),
      instead: 'well',
    },
  ],
);
