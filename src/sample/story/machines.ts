import type { World } from './world.ts';

interface Machine {
  readonly name: string;
  readonly address: string;
  readonly cpu: string;
  readonly memory: string;
  readonly gpu?: string;
}

const machines: readonly Machine[] = [
  { name: 'cpu-1', address: '10.0.0.11', cpu: '32', memory: '128Gi' },
  { name: 'gpu-1', address: '10.0.0.21', cpu: '16', memory: '128Gi', gpu: 'NVIDIA-A100-SXM4-40GB' },
  { name: 'gpu-2', address: '10.0.0.22', cpu: '16', memory: '128Gi', gpu: 'NVIDIA-A100-SXM4-40GB' },
];

/** The scheduler's words for a pod that wants a GPU while both are taken; taken down from Kubernetes 1.35.4 with three such nodes. */
export const NO_GPU_FREE =
  '0/3 nodes are available: 3 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.';

/** Nodes, storage class and the namespaces with their rules. */
export function machinesAndRules(world: World): void {
  for (const machine of machines)
    world.store.put({
      kind: 'Node',
      apiVersion: 'v1',
      metadata: nodeMeta(world, machine),
      spec: { podCIDR: '10.42.0.0/24' },
      status: nodeStatus(world, machine),
    });
  world.store.put({
    kind: 'StorageClass',
    apiVersion: 'storage.k8s.io/v1',
    metadata: world.meta('standard', undefined, {
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    }),
    provisioner: 'disk.sample.invalid',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  });
  for (const name of ['team-a', 'team-shared']) namespace(world, name);
  world.store.put({
    kind: 'LimitRange',
    apiVersion: 'v1',
    metadata: world.meta('defaults', 'team-a'),
    spec: {
      limits: [
        {
          type: 'Container',
          default: { cpu: '2', memory: '4Gi' },
          defaultRequest: { cpu: '250m', memory: '512Mi' },
          max: { memory: '64Gi' },
        },
      ],
    },
  });
  const hard = {
    'requests.cpu': '48',
    'limits.memory': '256Gi',
    'requests.memory': '256Gi',
    'requests.nvidia.com/gpu': '4',
    'requests.storage': '500Gi',
    persistentvolumeclaims: '20',
    pods: '60',
  };
  world.store.put({
    kind: 'ResourceQuota',
    apiVersion: 'v1',
    metadata: world.meta('team-quota', 'team-a'),
    spec: { hard },
    status: { hard, used: {} },
  });
}

function namespace(world: World, name: string): void {
  world.store.put({
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: world.meta(name, undefined, { labels: { 'kubernetes.io/metadata.name': name } }),
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
  world.store.put({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: world.meta('default', name) });
  world.store.put({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: world.meta('kube-root-ca.crt', name),
    data: { 'ca.crt': 'The sample cluster has no certificate.\n' },
  });
}

function nodeMeta(world: World, machine: Machine): ReturnType<World['meta']> {
  const gpu =
    machine.gpu === undefined
      ? {}
      : {
          'nvidia.com/gpu.present': 'true',
          'nvidia.com/gpu.product': machine.gpu,
          'nvidia.com/gpu.count': '1',
          'nvidia.com/gpu.memory': '40960',
        };
  const labels = {
    'kubernetes.io/hostname': machine.name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'node.kubernetes.io/instance-type': machine.gpu === undefined ? 'sample.cpu' : 'sample.gpu',
    ...gpu,
  };
  return world.meta(machine.name, undefined, { labels });
}

function nodeStatus(world: World, machine: Machine): Readonly<Record<string, unknown>> {
  const resources = {
    cpu: machine.cpu,
    memory: machine.memory,
    pods: '110',
    'ephemeral-storage': '500Gi',
    ...(machine.gpu === undefined ? {} : { 'nvidia.com/gpu': '1' }),
  };
  const condition = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    lastHeartbeatTime: world.stamp(),
    lastTransitionTime: world.stamp(),
    reason,
    message,
  });
  return {
    capacity: resources,
    allocatable: resources,
    conditions: [
      condition(
        'MemoryPressure',
        'False',
        'KubeletHasSufficientMemory',
        'kubelet has sufficient memory available',
      ),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
    ],
    addresses: [
      { type: 'InternalIP', address: machine.address },
      { type: 'Hostname', address: machine.name },
    ],
    nodeInfo: {
      kubeletVersion: 'v1.35.4',
      operatingSystem: 'linux',
      architecture: 'amd64',
      containerRuntimeVersion: 'containerd://2.3.7',
      kernelVersion: '6.12.0',
      osImage: 'Sample Linux',
      machineID: '',
      systemUUID: '',
      bootID: '',
      kubeProxyVersion: '',
    },
  };
}
