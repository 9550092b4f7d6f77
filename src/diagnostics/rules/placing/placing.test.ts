import { describeCause } from '../../testing/cases.ts';
import { claimObject, node, object, pod } from '../../testing/objects.ts';

const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const reserved = { key: 'dedicated', value: 'team-b', effect: 'NoSchedule' };
const closed = node('n4', { spec: { unschedulable: true }, taints: [cordon] });
/** Two open machines, one kept for others, one closed; so that each is a reason of its own. */
const machines = [node('n1'), node('n2'), node('n3', { taints: [reserved] }), closed];
const rest = 'preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.';
const everyReason = `0/4 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector. ${rest}`;

describeCause(
  'scheduling-node-selector',
  [
    {
      when: 'machines that would not fit anyway are closed or kept for others',
      given: pod()
        .spec({ nodeSelector: { accelerator: 'a100' } })
        .unschedulable(everyReason)
        .with(...machines),
      naming: ['accelerator=a100', '"confidence":"certain"'],
    },
  ],
  [
    {
      when: 'the one machine with the label is closed',
      given: pod()
        .spec({ nodeSelector: { 'kubernetes.io/hostname': 'n4' } })
        .unschedulable(everyReason)
        .with(...machines),
      instead: 'scheduling-cordoned',
    },
    {
      when: 'the one machine with the label is kept for others',
      given: pod()
        .spec({ nodeSelector: { 'kubernetes.io/hostname': 'n3' } })
        .unschedulable(everyReason)
        .with(...machines),
      instead: 'scheduling-taint',
    },
    {
      when: 'the machine with the label has no room',
      given: pod()
        .limits({ memory: '64Gi' })
        .spec({ nodeSelector: { 'kubernetes.io/hostname': 'n1' } })
        .unschedulable(
          `0/4 nodes are available: 1 Insufficient memory, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. ${rest}`,
        )
        .with(...machines),
      instead: 'scheduling-insufficient-resources',
    },
  ],
);

describeCause(
  'scheduling-cordoned',
  [
    {
      when: 'the taint of the node controller is what the scheduler names',
      given: pod()
        .unschedulable(
          '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unschedulable: }.',
        )
        .with(closed),
      naming: ['n4', '"confidence":"certain"'],
    },
    {
      when: 'the machines could not be read and may lack the labels: then it is no certainty',
      given: pod()
        .spec({ nodeSelector: { pool: 'gpu' } })
        .unschedulable(
          "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector.",
        ),
      naming: ['"confidence":"likely"'],
    },
  ],
  [
    {
      when: 'the other machines are kept for others',
      given: pod()
        .unschedulable(
          '0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable.',
        )
        .with(closed, node('n3', { taints: [reserved] })),
      instead: 'scheduling-taint',
    },
    {
      when: 'its copies may not share the machines that are open',
      given: pod()
        .unschedulable(
          "0/2 nodes are available: 1 node(s) didn't match pod anti-affinity rules, 1 node(s) were unschedulable.",
        )
        .with(node('n1'), closed),
      instead: 'scheduling-anti-affinity',
    },
  ],
);

const disk = object(
  'PersistentVolume',
  'disk-b',
  {
    spec: {
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['zone-b'] }],
            },
          ],
        },
      },
    },
    status: { phase: 'Bound' },
  },
  { namespace: undefined },
);

describeCause(
  'scheduling-volume-zone',
  [
    {
      when: 'Kubernetes 1.35 says it in its own words, and other machines are closed',
      given: pod()
        .mounting('home')
        .unschedulable(
          `0/4 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable, 2 node(s) didn't match PersistentVolume's node affinity. ${rest}`,
        )
        .with(...machines, claimObject('home', 'Bound', { volumeName: 'disk-b' }), disk),
      naming: ['zone-b', 'home'],
    },
  ],
  [
    {
      when: 'it is the pod’s own affinity',
      given: pod()
        .mounting('home')
        .unschedulable("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.")
        .with(claimObject('home', 'Bound', { volumeName: 'disk-b' }), disk),
      instead: 'scheduling-node-selector',
    },
  ],
);

describeCause(
  'volume-multi-attach',
  [
    {
      when: 'another pod has the only access, in the words of Kubernetes 1.35',
      given: pod()
        .mounting('home')
        .unschedulable(
          '0/2 nodes are available: 2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod.',
        )
        .with(pod('holder').mounting('home').object(), claimObject('home')),
      naming: ['holder'],
    },
  ],
  [],
);

describeCause(
  'csi-driver-missing',
  [
    {
      when: 'the scheduler itself misses the driver',
      given: pod()
        .mounting('home')
        .unschedulable('0/2 nodes are available: 2 ebs.csi.aws.com CSI driver is not installed on the node.')
        .with(claimObject('home')),
      naming: ['ebs.csi.aws.com'],
    },
  ],
  [],
);

describeCause(
  'scheduling-insufficient-gpu',
  [
    {
      when: 'the device is claimed by class and none is free',
      given: pod()
        .spec({ resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'one-gpu' }] })
        .unschedulable('0/2 nodes are available: 2 cannot allocate all claims. still not schedulable')
        .with(
          object('ResourceClaimTemplate', 'one-gpu', {
            spec: { spec: { devices: { requests: [{ exactly: { deviceClassName: 'gpu.example.com' } }] } } },
          }),
        ),
      naming: ['gpu.example.com', 'one-gpu'],
    },
    {
      when: 'no machine has a device of the class that is claimed',
      given: pod()
        .spec({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'mine' }] })
        .unschedulable('0/2 nodes are available: 2 cannot allocate all claims. still not schedulable')
        .with(
          object('ResourceClaim', 'mine', {
            spec: { devices: { requests: [{ deviceClassName: 'fast-gpu' }] } },
          }),
          object(
            'DeviceClass',
            'fast-gpu',
            { spec: { selectors: [{ cel: { expression: 'device.driver == "gpu.example.com"' } }] } },
            { namespace: undefined },
          ),
          object(
            'ResourceSlice',
            'node-1-nic',
            { spec: { driver: 'nic.example.com', nodeName: 'node-1' } },
            { namespace: undefined },
          ),
        ),
      naming: [
        'No machine in this cluster offers a GPU (fast-gpu)',
        '2 without a free device that it claims',
      ],
    },
  ],
  [],
);
