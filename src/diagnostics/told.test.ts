import { describeCause, ref } from './testing/cases.ts';
import { bundle, event, object, output, pod } from './testing/objects.ts';

describeCause(
  'scheduling-insufficient-gpu',
  [
    {
      when: 'only kubectl describe was saved',
      given: [
        bundle([], {
          outputs: [
            output(
              'kubectl describe pod',
              'Name:         train\nNamespace:    team-a\nStatus:       Pending\nEvents:\n  Type     Reason            Age                 From               Message\n  ----     ------            ----                ----               -------\n  Warning  FailedScheduling  3m (x12 over 25m)   default-scheduler  0/2 nodes are available: 2 Insufficient nvidia.com/gpu.\n',
              'train',
            ),
          ],
        }),
        ref('Pod', 'train'),
      ],
      naming: ['Insufficient nvidia.com/gpu'],
    },
  ],
  [],
);
describeCause(
  'scheduling-insufficient-resources',
  [
    {
      when: 'only the hub’s progress is left, the pod is gone',
      given: [
        bundle([], {
          outputs: [
            output(
              'jupyterhub',
              'Server requested\n2026-01-15T09:58:00Z [Warning] 0/3 nodes are available: 3 Insufficient memory.\nSpawn failed: pod team-a/jupyter-ana did not start in 300 seconds!\n',
              'jupyter-ana',
            ),
          ],
        }),
        ref('Pod', 'jupyter-ana'),
      ],
    },
    {
      when: 'only events are left of the pod',
      given: [
        bundle([
          event(
            { kind: 'Pod', name: 'gone' },
            'FailedScheduling',
            '0/3 nodes are available: 3 Insufficient cpu.',
          ),
        ]),
        ref('Pod', 'gone'),
      ],
    },
  ],
  [
    {
      when: 'the pod is there and runs',
      given: [
        bundle([pod().object()], {
          outputs: [
            output(
              'kubectl describe pod',
              'Events:\n  Warning  FailedScheduling  59m  default-scheduler  0/2 nodes are available: 2 Insufficient cpu.\n',
              'train',
            ),
          ],
        }),
        ref('Pod', 'train'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'image-not-found',
  [
    {
      when: 'only events are left of the pod',
      given: [
        bundle([
          event(
            { kind: 'Pod', name: 'gone' },
            'Failed',
            'Failed to pull image "registry.example.com/x:9": rpc error: code = NotFound desc = failed to resolve reference "registry.example.com/x:9": not found',
            { container: 'notebook' },
          ),
        ]),
        ref('Pod', 'gone'),
      ],
      naming: ['registry.example.com/x:9'],
    },
  ],
  [],
);
describeCause(
  'oom-killed',
  [
    {
      when: 'a workflow’s step says so',
      given: [
        bundle([
          object('Workflow', 'wf', {
            status: {
              phase: 'Failed',
              nodes: {
                a: {
                  type: 'Pod',
                  phase: 'Failed',
                  displayName: 'train',
                  message: 'OOMKilled (exit code 137)',
                },
              },
            },
          }),
        ]),
        ref('Workflow', 'wf'),
      ],
      naming: ['train: OOMKilled'],
    },
    {
      when: 'a Spark application says so',
      given: [
        bundle([
          object('SparkApplication', 'etl', {
            status: {
              applicationState: {
                state: 'FAILED',
                errorMessage: 'driver container failed with ExitCode: 137, Reason: OOMKilled',
              },
            },
          }),
        ]),
        ref('SparkApplication', 'etl'),
      ],
    },
  ],
  [],
);
describeCause(
  'image-auth',
  [
    {
      when: 'a web server waits for a database whose image may not be downloaded',
      given: [
        pod('web')
          .labelled({ release: 'airflow' })
          .init(
            'wait-for-airflow-migrations',
            { state: { running: { startedAt: '2026-01-15T09:30:00Z' } } },
            { args: ['airflow', 'db', 'check-migrations'] },
          )
          .bundle(
            pod('airflow-postgresql-0')
              .labelled({ release: 'airflow' })
              .waiting('ImagePullBackOff', 'unexpected status: 401 Unauthorized'),
          ),
        ref('Pod', 'web'),
      ],
      naming: ['airflow-postgresql-0'],
    },
  ],
  [],
);
describeCause(
  'pvc-waitforfirstconsumer-nodename',
  [
    {
      when: 'only the objects are there',
      given: [
        pod()
          .mounting('home')
          .waiting('ContainerCreating')
          .bundle(
            object('PersistentVolumeClaim', 'home', {
              spec: { storageClassName: 'local' },
              status: { phase: 'Pending' },
            }),
            object(
              'StorageClass',
              'local',
              { provisioner: 'x', volumeBindingMode: 'WaitForFirstConsumer' },
              { namespace: undefined },
            ),
          ),
        ref('Pod', 'train'),
      ],
    },
  ],
  [],
);
describeCause(
  'node-scale-down',
  [
    {
      when: 'a job’s pods are gone and the autoscaler removed a machine meanwhile',
      given: [
        bundle([
          object('Job', 'train', {
            status: {
              failed: 1,
              startTime: '2026-01-15T09:00:00Z',
              conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
            },
          }),
          event(
            { kind: 'ConfigMap', name: 'cluster-autoscaler-status', namespace: 'kube-system' },
            'ScaleDown',
            'Scale-down: removing node ip-10-0-0-9',
            { type: 'Normal' },
          ),
        ]),
        ref('Job', 'train'),
      ],
    },
  ],
  [],
);
describeCause(
  'oom-killed',
  [
    {
      when: 'a Ray worker waits for its head, which is out of memory',
      given: [
        pod('ray-worker')
          .labelled({ 'ray.io/cluster': 'c', 'ray.io/node-type': 'worker' })
          .init('wait-gcs-ready', { state: { running: { startedAt: '2026-01-15T09:30:00Z' } } })
          .bundle(
            pod('ray-head')
              .labelled({ 'ray.io/cluster': 'c', 'ray.io/node-type': 'head' })
              .limits({ memory: '1Gi' })
              .crashing(5, { exitCode: 137, reason: 'OOMKilled' }),
          ),
        ref('Pod', 'ray-worker'),
      ],
      naming: ['ray-head'],
    },
  ],
  [],
);
describeCause(
  'network-egress',
  [
    {
      when: 'a running notebook server cannot reach its hub',
      given: pod('jupyter-ana').withLog(
        '[E 2026-01-15 09:59:19.872 SingleUserNotebookApp singleuser:438] Failed to connect to my Hub at http://10.43.183.4:8081/hub/api (attempt 2/5). Is it running?\n    Traceback (most recent call last):\n    tornado.simple_httpclient.HTTPTimeoutError: Timeout while connecting\n',
      ),
      naming: ['10.43.183.4'],
    },
  ],
  [],
);
describeCause(
  'node-unhealthy',
  [
    {
      when: 'the machine lost sight of the container',
      given: pod()
        .ended({
          exitCode: 137,
          reason: 'ContainerStatusUnknown',
          message: 'The container could not be located when the pod was terminated',
        })
        .limits({ memory: '1Gi' }),
      naming: ['node-1'],
    },
  ],
  [
    {
      when: 'a program failed by itself and its machine was removed later',
      given: pod()
        .ended({ exitCode: 1, ago: 3000 })
        .withLog("ModuleNotFoundError: No module named 'x'\n")
        .with(
          event({ kind: 'Node', name: 'node-1' }, 'ScaleDown', 'node removed by cluster autoscaler', {
            type: 'Normal',
            ago: 60,
          }),
        ),
      instead: 'python-dependency',
    },
  ],
);
describeCause(
  'pvc-provisioning-failed',
  [
    {
      when: 'nothing says why and it has been long',
      given: [
        pod()
          .mounting('home')
          .unschedulable('')
          .bundle(
            object('PersistentVolumeClaim', 'home', {
              spec: { storageClassName: 'fast' },
              status: { phase: 'Pending' },
            }),
          ),
        ref('PersistentVolumeClaim', 'home'),
      ],
    },
  ],
  [],
);
