import { describeCause, ref } from '../testing/cases.ts';
import type { PodBuilder } from '../testing/objects.ts';
import { bundle, event, object, pod } from '../testing/objects.ts';

// What Kubernetes itself says little or nothing about.

const hooked = (): PodBuilder =>
  pod().container({ lifecycle: { postStart: { exec: { command: ['sh', '-c', 'fetch-licence'] } } } });

describeCause(
  'start-failed',
  [
    {
      when: 'the kubelet says no more than that the hook failed, and the container was killed for it',
      given: hooked()
        .crashing(3, { exitCode: 137, reason: 'Error', ago: 60 })
        .withEvent('FailedPostStartHook', 'PostStartHook failed', { ago: 58, container: 'main' }),
      naming: ['fetch-licence'],
    },
  ],
  [
    {
      when: 'the hook failed before, and the container runs and is ready',
      given: hooked()
        .restarted(1, { exitCode: 137, ago: 900 })
        .withEvent('FailedPostStartHook', 'PostStartHook failed', { ago: 905, count: 1, container: 'main' }),
      instead: 'well',
    },
    {
      when: 'the hook failed in an earlier run, and this one died of something else',
      given: hooked()
        .crashing(3, { exitCode: 1, ago: 60, lived: 30 })
        .withEvent('FailedPostStartHook', 'PostStartHook failed', { ago: 4000, firstAgo: 4000, count: 1 })
        .withLog("ModuleNotFoundError: No module named 'torch'\n"),
      instead: 'python-dependency',
    },
    {
      when: 'it has a hook, and was killed by its liveness check',
      given: hooked()
        .crashing(3, { exitCode: 137, reason: 'Error' })
        .withEvent('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500')
        .withEvent('Killing', 'Container main failed liveness probe, will be restarted', { type: 'Normal' }),
      instead: 'probe-kill',
    },
  ],
);

const unreachable = (log: string, port = 8000): PodBuilder =>
  pod()
    .unready(600)
    .container({ readinessProbe: { httpGet: { path: '/', port } } })
    .withEvent(
      'Unhealthy',
      `Readiness probe failed: Get "http://10.0.0.1:${port}/": dial tcp 10.0.0.1:${port}: connect: connection refused`,
      { count: 60, ago: 4, container: 'main' },
    )
    .withLog(log);

describeCause(
  'readiness-failing',
  [
    {
      when: 'a server listens on loopback only',
      given: unreachable('INFO: Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)\n'),
      naming: ['127.0.0.1 only', 'Uvicorn running'],
    },
    {
      when: 'another server says it in its own words',
      given: unreachable('[INFO] Listening at: http://localhost:5000 (1)\n', 5000),
      naming: ['127.0.0.1 only'],
    },
    {
      when: 'it listens on every address and is refused all the same: then nothing is said of loopback',
      given: unreachable('Running on http://127.0.0.1:8000\nRunning on http://0.0.0.0:8000\n'),
      naming: [/^(?!.*listens on 127)/],
    },
    {
      when: 'the loopback address is of another port',
      given: unreachable('metrics available at http://127.0.0.1:9100\n'),
      naming: [/^(?!.*listens on 127)/],
    },
  ],
  [
    {
      when: 'the server has only just said that it is up',
      given: pod()
        .aged(40)
        .unready(30)
        .container({ readinessProbe: { httpGet: { path: '/', port: 8000 } } })
        .withLog('Uvicorn running on http://127.0.0.1:8000\n'),
      instead: 'well',
    },
  ],
);

describeCause(
  'oom-child-process',
  [
    {
      when: 'the shell went on after its command was killed, and the pod counts as done',
      given: pod()
        .ended({ exitCode: 0 })
        .withLog('run.sh: line 3:    17 Killed                  python train.py\n'),
      naming: ['python train.py'],
    },
    {
      when: 'a container with a limit was killed without a word, and nothing checks its health',
      given: pod().limits({ memory: '2Gi' }).crashing(4, { exitCode: 137, reason: 'Error' }),
      naming: ['2 GiB', '"confidence":"possible"'],
    },
    {
      when: 'a notebook’s kernel is restarted in a server that lives on',
      given: pod().withLog(
        '[I ServerApp] AsyncIOLoopKernelRestarter: restarting kernel (1/5), keep random ports\n',
      ),
    },
  ],
  [
    {
      when: 'it ended well and only speaks of killing',
      given: pod().ended({ exitCode: 0 }).withLog('Killed 3 stale workers\ndone\n'),
      instead: 'well',
    },
    {
      when: 'it was killed without a word and has no limit',
      given: pod().crashing(4, { exitCode: 137, reason: 'Error' }),
      instead: 'app-error',
    },
    {
      when: 'a check may have killed it',
      given: pod()
        .limits({ memory: '2Gi' })
        .container({ livenessProbe: { httpGet: { path: '/', port: 80 } } })
        .crashing(4, { exitCode: 137, reason: 'Error' }),
      instead: 'app-error',
    },
  ],
);

const refused = event(
  { kind: 'ReplicaSet', name: 'notebook-1' },
  'FailedCreate',
  'Error creating: pods "notebook-1-x" is forbidden: exceeded quota: team, requested: requests.memory=4Gi, used: requests.memory=14Gi, limited: requests.memory=16Gi',
);
const set = object('ReplicaSet', 'notebook-1', { spec: { replicas: 1 }, status: { replicas: 0 } });

describeCause(
  'quota-exceeded',
  [
    {
      when: 'others hold it: the largest are named, by the names that people gave them',
      given: [
        bundle([
          set,
          refused,
          ...['a', 'b'].map((name) =>
            pod(`etl-7f9-${name}`)
              .labelled({ 'pod-template-hash': '7f9' })
              .ownedBy('ReplicaSet', 'etl-7f9')
              .limits({ memory: '5Gi' })
              .object(),
          ),
          pod('train').limits({ memory: '4Gi' }).object(),
          pod('old').limits({ memory: '64Gi' }).ended({ exitCode: 0 }).object(),
        ]),
        ref('ReplicaSet', 'notebook-1'),
      ],
      naming: [/etl \(10 GiB in 2 pods\)/, /train \(4 GiB\)/, /^(?!.*64 GiB)/],
    },
  ],
  [
    {
      when: 'the pods came about after all',
      given: [
        bundle([
          { ...set, status: { replicas: 1, readyReplicas: 1 } },
          refused,
          event({ kind: 'ReplicaSet', name: 'notebook-1' }, 'SuccessfulCreate', 'Created pod: notebook-1-x', {
            type: 'Normal',
            ago: 10,
          }),
        ]),
        ref('ReplicaSet', 'notebook-1'),
      ],
      instead: 'well',
    },
  ],
);
