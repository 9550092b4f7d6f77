import { describeCause, dying, living, ref } from '../testing/cases.ts';
import { before, bundle, event, node, object, output, pod } from '../testing/objects.ts';
import type { PodBuilder } from '../testing/objects.ts';

const sandbox = (message: string): PodBuilder =>
  pod()
    .waiting('ContainerCreating')
    .withEvent(
      'FailedCreatePodSandBox',
      `Failed to create pod sandbox: rpc error: code = Unknown desc = ${message}`,
    );
const notReady = [
  {
    type: 'Ready',
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: before(1800),
  },
];
const evicted = (message: string): PodBuilder =>
  pod().status({ phase: 'Failed', reason: 'Evicted', message, containerStatuses: [] });

describeCause(
  'sandbox-network',
  [
    {
      when: 'no address is free',
      given: sandbox(
        'failed to setup network for sandbox "x": plugin type="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
      ),
      naming: ['IP address'],
    },
    {
      when: 'the plugin is not there',
      given: sandbox('network: failed to find plugin "calico" in path [/opt/cni/bin]'),
    },
  ],
  [
    {
      when: 'it is seconds old',
      given: pod()
        .aged(10)
        .waiting('ContainerCreating', '', 10)
        .withEvent('FailedCreatePodSandBox', 'network is not ready: cni config uninitialized', {
          count: 1,
          ago: 5,
        }),
      instead: 'well',
    },
  ],
);
describeCause(
  'network-dns',
  [
    {
      when: 'a name does not exist',
      given: dying(
        "  File \"x.py\", line 3, in <module>\nsocket.gaierror: [Errno -2] Name or service not known\nrequests.exceptions.ConnectionError: HTTPConnectionPool(host='mlflow.ds', port=5000): Failed to resolve 'mlflow.ds'\n",
      ),
      naming: ['mlflow.ds'],
    },
    { when: 'nobody answers', given: dying('curl: (6) Could not resolve host: pypi.example.com\n') },
  ],
  [
    {
      when: 'the name is found and the port is closed',
      given: dying('urllib.error.URLError: <urlopen error [Errno 111] Connection refused>\n'),
      instead: 'network-egress',
    },
  ],
);
describeCause(
  'network-egress',
  [
    {
      when: 'nothing answers',
      given: dying(
        "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='data.example.com', port=443): Max retries exceeded with url: /x (Caused by ConnectTimeoutError('Connection to data.example.com timed out.'))\n",
      ),
      naming: ['data.example.com'],
    },
    {
      when: 'the proxy’s certificate is not trusted',
      given: dying(
        'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain\n',
      ),
    },
  ],
  [
    {
      when: 'a running program retried once',
      given: living('urllib3 WARNING Retrying: Connection timed out\nconnected\n'),
      instead: 'well',
    },
  ],
);
describeCause(
  'service-mesh',
  [
    {
      when: 'it outlives a job',
      given: pod()
        .spec({ restartPolicy: 'Never' })
        .status({ phase: 'Running' })
        .ended({ exitCode: 0, ago: 900 })
        .status({ phase: 'Running' })
        .beside('istio-proxy', {}),
      naming: ['istio-proxy'],
    },
    {
      when: 'it cuts connections',
      given: pod()
        .withLog(
          'upstream connect error or disconnect/reset before headers. reset reason: connection failure\n',
        )
        .beside('istio-proxy', {}),
    },
  ],
  [{ when: 'the work still goes on beside it', given: pod().beside('istio-proxy', {}), instead: 'well' }],
);
describeCause(
  'sidecar-not-ready',
  [
    {
      when: 'the work is ready and it is not',
      given: pod()
        .beside(
          'oauth-proxy',
          { ready: false, state: { running: { startedAt: before(1200) } } },
          { readinessProbe: { httpGet: { port: 4180 } } },
        )
        .status({
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'ContainersNotReady',
              message: 'containers with unready status: [oauth-proxy]',
            },
          ],
        }),
      naming: ['oauth-proxy'],
    },
  ],
  [
    {
      when: 'it is only starting',
      given: pod()
        .aged(20)
        .beside('oauth-proxy', { ready: false, state: { running: { startedAt: before(10) } } })
        .status({ conditions: [{ type: 'Ready', status: 'False' }] }),
      instead: 'well',
    },
  ],
);
describeCause(
  'probe-kill',
  [
    {
      when: 'the startup check ends it',
      given: pod()
        .container({ startupProbe: { periodSeconds: 2, failureThreshold: 4 } })
        .crashing(4, { exitCode: 137 })
        .withEvent('Killing', 'Container main failed startup probe, will be restarted', { type: 'Normal' })
        .withEvent(
          'Unhealthy',
          'Startup probe failed: Get "http://10.0.0.3:8000/": dial tcp 10.0.0.3:8000: connect: connection refused',
        ),
      naming: ['8 s', 'connection refused'],
    },
    {
      when: 'the health check ends it',
      given: pod()
        .unready(30)
        .status({})
        .crashing(3, { exitCode: 143 })
        .withEvent('Killing', 'Container main failed liveness probe, will be restarted', { type: 'Normal' }),
    },
  ],
  [
    {
      when: 'the program says why it never came up',
      given: pod()
        .crashing(4, { exitCode: 137 })
        .withLog('CUDA out of memory. Tried to allocate 20.00 MiB\n')
        .withEvent('Killing', 'Container main failed liveness probe, will be restarted', { type: 'Normal' }),
      instead: 'gpu-memory',
    },
  ],
);
describeCause(
  'readiness-failing',
  [
    {
      when: 'it listens nowhere',
      given: pod()
        .container({ readinessProbe: { httpGet: { port: 8888 } } })
        .unready(1200)
        .withEvent(
          'Unhealthy',
          'Readiness probe failed: Get "http://10.0.0.3:8888/": dial tcp 10.0.0.3:8888: connect: connection refused',
          { container: 'main' },
        ),
      naming: ['8888', '127.0.0.1'],
    },
  ],
  [
    {
      when: 'it is within its time to start',
      given: pod()
        .aged(60)
        .container({
          readinessProbe: { httpGet: { port: 8888 } },
          startupProbe: { periodSeconds: 10, failureThreshold: 60 },
        })
        .unready(50)
        .withEvent('Unhealthy', 'Startup probe failed: connection refused', { ago: 5 }),
      instead: 'well',
    },
    {
      when: 'a check failed while it started and it is ready now',
      given: pod().withEvent('Unhealthy', 'Readiness probe failed: connection refused', { ago: 3580 }),
      instead: 'well',
    },
  ],
);

describeCause(
  'node-unhealthy',
  [
    {
      when: 'the machine is silent',
      given: pod()
        .status({ conditions: [{ type: 'Ready', status: 'False', reason: 'NodeNotReady' }] })
        .with(node('node-1', { conditions: notReady })),
      naming: ['node-1', 'Kubelet stopped posting node status'],
    },
    {
      when: 'one asks about the machine',
      given: [bundle([node('node-1', { conditions: notReady })]), ref('Node', 'node-1')],
    },
    {
      when: 'several pods hang there',
      given: pod('a')
        .deleted(900)
        .with(pod('b').deleted(900).object(), pod('c').deleted(800).object(), pod('d').object()),
      naming: ['node-1'],
    },
  ],
  [
    {
      when: 'a machine has just joined',
      given: [
        bundle([
          object(
            'Node',
            'node-1',
            { status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: before(20) }] } },
            { namespace: undefined, creationTimestamp: before(30) },
          ),
        ]),
        ref('Node', 'node-1'),
      ],
      instead: 'well',
    },
    {
      when: 'the machine is closed for new pods and all is well',
      given: [bundle([node('node-1', { spec: { unschedulable: true } })]), ref('Node', 'node-1')],
      instead: 'well',
    },
  ],
);
describeCause(
  'node-disk-pressure',
  [
    { when: 'the machine refuses pods', given: evicted('The node had condition: [DiskPressure]. ') },
    {
      when: 'one asks about the machine',
      given: [
        bundle([
          node('n', {
            conditions: [
              { type: 'Ready', status: 'True' },
              {
                type: 'DiskPressure',
                status: 'True',
                reason: 'KubeletHasDiskPressure',
                message: 'kubelet has disk pressure',
              },
            ],
          }),
        ]),
        ref('Node', 'n'),
      ],
    },
  ],
  [
    {
      when: 'the pod went over its own limit',
      given: evicted('Pod ephemeral local storage usage exceeds the total limit of containers 2Gi. '),
      instead: 'evicted-ephemeral-storage',
    },
  ],
);
describeCause(
  'node-scale-down',
  [
    {
      when: 'the autoscaler takes the machine away',
      given: pod()
        .ended({ exitCode: 137 })
        .with(
          event({ kind: 'Node', name: 'node-1' }, 'ScaleDown', 'node removed by cluster autoscaler', {
            type: 'Normal',
            component: 'cluster-autoscaler',
          }),
        ),
      naming: ['autoscaler'],
    },
    {
      when: 'the machine shuts down',
      given: pod().status({
        phase: 'Failed',
        reason: 'Terminated',
        message: 'Pod was terminated in response to imminent node shutdown.',
      }),
    },
    {
      when: 'the machine is drained',
      given: pod()
        .ended({ exitCode: 143 })
        .status({
          conditions: [
            {
              type: 'DisruptionTarget',
              status: 'True',
              reason: 'EvictionByEvictionAPI',
              message: 'Eviction API: evicting',
            },
          ],
        }),
    },
  ],
  [
    {
      when: 'the autoscaler did so yesterday and the pod is new',
      given: pod().with(
        event({ kind: 'Node', name: 'node-9' }, 'ScaleDown', 'node removed', { type: 'Normal' }),
      ),
      instead: 'well',
    },
  ],
);
describeCause(
  'node-kernel-limit',
  [
    {
      when: 'watches are used up',
      given: dying('failed to create fsnotify watcher: too many open files\n'),
      naming: ['inotify'],
    },
    { when: 'no thread can be started', given: dying("RuntimeError: can't start new thread\n") },
  ],
  [
    {
      when: 'memory is used up',
      given: pod().crashing(2, { exitCode: 137, reason: 'OOMKilled' }),
      instead: 'oom-killed',
    },
  ],
);
describeCause(
  'evicted-memory',
  [
    {
      when: 'the machine was short',
      given: evicted(
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container main was using 5053216Ki, request is 0, has larger consumption of memory. ',
      ),
      naming: ['4.82 GiB', 'main'],
    },
  ],
  [
    {
      when: 'its own disk limit was passed',
      given: evicted('Usage of EmptyDir volume "scratch" exceeds the limit "1Gi". '),
      instead: 'evicted-ephemeral-storage',
    },
  ],
);
describeCause(
  'evicted-ephemeral-storage',
  [
    {
      when: 'a temporary volume grew',
      given: evicted('Usage of EmptyDir volume "scratch" exceeds the limit "1Gi". '),
      naming: ['scratch', '1 GiB'],
    },
    {
      when: 'a container wrote too much',
      given: evicted('Container main exceeded its local ephemeral storage limit "2Gi". '),
      naming: ['2 GiB'],
    },
  ],
  [
    {
      when: 'the machine was short of memory',
      given: evicted('The node was low on resource: memory. '),
      instead: 'evicted-memory',
    },
  ],
);
describeCause(
  'preempted',
  [
    {
      when: 'a pod of higher priority came',
      given: pod()
        .ended({ exitCode: 143 })
        .withEvent('Preempted', 'Preempted by pod 0f2 on node node-1', { type: 'Normal' }),
      naming: ['node-1'],
    },
  ],
  [
    {
      when: 'it was asked to stop by its owner',
      given: pod().ended({ exitCode: 143 }),
      instead: 'terminated-sigterm',
    },
  ],
);

describeCause(
  'gpu-not-advertised',
  [
    {
      when: 'a GPU machine offers none',
      given: pod()
        .limits({ 'nvidia.com/gpu': '1' })
        .unschedulable('0/1 nodes are available: 1 Insufficient nvidia.com/gpu.')
        .with(node('g', { labels: { 'nvidia.com/gpu.present': 'true' } })),
      naming: ['nvidia.com/gpu'],
    },
  ],
  [
    {
      when: 'it offers one that is taken',
      given: pod('mine')
        .limits({ 'nvidia.com/gpu': '1' })
        .unschedulable('0/1 nodes are available: 1 Insufficient nvidia.com/gpu.')
        .with(
          node('g', { allocatable: { 'nvidia.com/gpu': '1' } }),
          pod('o').limits({ 'nvidia.com/gpu': '1' }).spec({ nodeName: 'g' }).object(),
        ),
      instead: 'scheduling-insufficient-gpu',
    },
  ],
);
describeCause(
  'gpu-driver-mismatch',
  [
    {
      when: 'the driver is too old',
      given: dying(
        'RuntimeError: The NVIDIA driver on your system is too old (found version 12040). Please update your GPU driver.\n',
      ),
    },
    {
      when: 'the container cannot be started',
      given: pod().waiting(
        'RunContainerError',
        'nvidia-container-cli: initialization error: nvml error: driver/library version mismatch: unknown',
      ),
    },
  ],
  [
    {
      when: 'client and server differ',
      given: dying('ValueError: Mismatched versions found\n'),
      instead: 'version-mismatch',
    },
  ],
);
describeCause(
  'gpu-runtime-missing',
  [
    {
      when: 'the machine does not know the runtime',
      given: sandbox('failed to get sandbox runtime: no runtime for "nvidia" is configured'),
      naming: ['nvidia'],
    },
    {
      when: 'the program finds no driver',
      given: dying('RuntimeError: Found no NVIDIA driver on your system.\n').limits({
        'nvidia.com/gpu': '1',
      }),
      naming: ['GPU runtime is not used'],
    },
    {
      when: 'the program needs one and its pod asks for none',
      given: dying('RuntimeError: Found no NVIDIA driver on your system.\n'),
      naming: ['asks for none'],
    },
  ],
  [
    {
      when: 'a program runs well without one and asks for none',
      given: living('cuda available: False\nepoch 1\n'),
      instead: 'well',
    },
    {
      when: 'the runtime class is not there',
      given: [
        bundle([
          object('ReplicaSet', 'r', { spec: { replicas: 1 } }),
          event(
            { kind: 'ReplicaSet', name: 'r' },
            'FailedCreate',
            'Error creating: pods "r-x" is forbidden: pod rejected: RuntimeClass "nvidia" not found',
          ),
        ]),
        ref('ReplicaSet', 'r'),
      ],
      instead: 'runtimeclass-missing',
    },
  ],
);
describeCause(
  'gpu-lost-access',
  [{ when: 'it worked before', given: living('epoch 3\nFailed to initialize NVML: Unknown Error\n') }],
  [
    {
      when: 'the driver was updated',
      given: living('Failed to initialize NVML: Driver/library version mismatch\n'),
      instead: 'gpu-driver-mismatch',
    },
  ],
);
describeCause(
  'gpu-hardware-fault',
  [
    {
      when: 'the kernel reports an Xid',
      given: dying('NVRM: Xid (PCI:0000:c1:00): 79, pid=1234, GPU has fallen off the bus.\n'),
      naming: ['79'],
    },
  ],
  [{ when: 'CUDA is out of memory', given: dying('CUDA out of memory\n'), instead: 'gpu-memory' }],
);
describeCause(
  'collective-timeout',
  [
    {
      when: 'NCCL’s watchdog gives up',
      given: dying(
        '[rank1]:[E115 09:58:00 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=42, OpType=ALLREDUCE, Timeout(ms)=600000) ran for 600076 milliseconds before timing out.\n',
      ),
      naming: ['10 min'],
    },
  ],
  [
    {
      when: 'NCCL fails for shared memory',
      given: dying(
        'NCCL WARN Error while creating shared memory segment nccl-shm-recv\nncclSystemError: System call failed\n',
      ),
      instead: 'shm-too-small',
    },
  ],
);
describeCause(
  'unexpected-admission',
  [
    {
      when: 'devices are not available after all',
      given: pod().status({
        phase: 'Failed',
        reason: 'UnexpectedAdmissionError',
        message:
          'Pod Allocate failed due to requested number of devices unavailable for nvidia.com/gpu. Requested: 1, Available: 0, which is unexpected',
        containerStatuses: [],
      }),
      naming: ['nvidia.com/gpu'],
    },
    {
      when: 'the machine ran out',
      given: pod().status({
        phase: 'Failed',
        reason: 'OutOfcpu',
        message: "Node didn't have enough resource: cpu, requested: 4000, used: 6000, capacity: 8000",
        containerStatuses: [],
      }),
    },
  ],
  [
    {
      when: 'the GPU itself is lost',
      given: [
        bundle(
          [
            pod()
              .status({
                phase: 'Failed',
                reason: 'UnexpectedAdmissionError',
                message: 'device plugin GetPreferredAllocation rpc failed: nvml: GPU is lost',
                containerStatuses: [],
              })
              .object(),
          ],
          { outputs: [output('nvidia-smi', 'GPU is lost', 'node-1')] },
        ),
        ref('Pod', 'train'),
      ],
      instead: 'gpu-hardware-fault',
    },
  ],
);

describeCause(
  'terminated-sigterm',
  [
    { when: 'it ends with 143', given: pod().ended({ exitCode: 143 }), naming: ['143'] },
    {
      when: 'the log says so',
      given: pod()
        .ended({ exitCode: 143 })
        .withLog('[C 2026-01-15 09:59:00 ServerApp] received signal 15, stopping\n'),
    },
  ],
  [
    {
      when: 'it failed before it was stopped',
      given: dying("ModuleNotFoundError: No module named 'x'\n"),
      instead: 'python-dependency',
    },
  ],
);
describeCause(
  'stuck-terminating',
  [
    {
      when: 'a finalizer is left',
      given: pod()
        .metadata({ finalizers: ['example.com/cleanup'] })
        .deleted(900),
      naming: ['example.com/cleanup'],
    },
    { when: 'it is long past its time', given: pod().deleted(900) },
  ],
  [{ when: 'it is within its time', given: pod().deleted(-20), instead: 'well' }],
);
