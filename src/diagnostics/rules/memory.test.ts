import { describeCause, dying, living } from '../testing/cases.ts';
import { event, node, pod } from '../testing/objects.ts';

describeCause(
  'oom-killed',
  [
    {
      when: 'the last end was OOMKilled with 137, whatever the container waits for now',
      given: pod().limits({ memory: '2Gi' }).crashing(3, { exitCode: 137, reason: 'OOMKilled' }),
      naming: ['out of memory (2 GiB)', 'memory limit 2Gi', '3 times'],
    },
    {
      when: 'it runs again after being killed minutes ago',
      given: pod().limits({ memory: '512Mi' }).restarted(6, { exitCode: 137, reason: 'OOMKilled', ago: 700 }),
      naming: ['512 MiB'],
    },
    {
      when: 'the log before it died shows a memory error too',
      given: pod()
        .limits({ memory: '1Gi' })
        .crashing(2, { exitCode: 137, reason: 'OOMKilled' })
        .withLog('loading shard 7/9\n', { previous: true }),
      naming: ['loading shard 7/9'],
    },
    {
      when: 'an init container is killed for memory',
      given: pod().init(
        'prepare',
        {
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
        { resources: { limits: { memory: '64Mi' } } },
      ),
      naming: ['prepare', '64 MiB'],
    },
  ],
  [
    {
      when: 'it happened once, days ago',
      given: pod()
        .aged(400000)
        .limits({ memory: '2Gi' })
        .restarted(1, { exitCode: 137, reason: 'OOMKilled', ago: 300000 }),
      instead: 'well',
    },
    {
      when: 'the code is 143, which is a request to stop',
      given: pod().ended({ exitCode: 143, reason: 'OOMKilled' }),
      instead: 'terminated-sigterm',
    },
    {
      when: '137 came from a failed startup check',
      given: pod()
        .limits({ memory: '2Gi' })
        .crashing(3, { exitCode: 137 })
        .withEvent('Killing', 'Container main failed startup probe, will be restarted', { type: 'Normal' }),
      instead: 'probe-kill',
    },
  ],
);

describeCause(
  'oom-child-process',
  [
    {
      when: 'the shell reports that its command was killed',
      given: dying('/argo/staging/script: line 10:    93 Killed                  python train.py\n', {
        exitCode: 137,
      }),
      naming: ['93 Killed'],
    },
    {
      when: 'the container ends with 1 and reason OOMKilled',
      given: pod().limits({ memory: '128Mi' }).ended({ exitCode: 1, reason: 'OOMKilled' }),
      naming: ['128 MiB'],
    },
    {
      when: 'the kernel of a running notebook was killed',
      given: living(
        '[I 2026-01-15 09:59:01 ServerApp] AsyncIOLoopKernelRestarter: restarting kernel (1/5), keep random ports\n[W] kernel 3c1 died: Kernel Restarting\n',
      ),
    },
    {
      when: 'a task’s process got SIGKILL in Airflow',
      given: dying(
        '[2026-01-15T09:59:00] {local_task_job_runner.py:228} INFO - Task exited with return code Negsignal.SIGKILL\n',
      ),
    },
    {
      when: 'the parent lives on without its worker',
      given: living('A worker process was terminated abruptly, exit code -9 - going on without it\n'),
    },
  ],
  [
    {
      when: 'the word killed is part of ordinary talk',
      given: living('skilled workers: 4\nno job was killed today, all good\n'),
      instead: 'well',
    },
    {
      when: 'the container itself was killed',
      given: pod().limits({ memory: '1Gi' }).ended({ exitCode: 137, reason: 'OOMKilled' }),
      instead: 'oom-killed',
    },
  ],
);

describeCause(
  'node-memory-oom',
  [
    {
      when: 'the machine’s kernel killed programs and this one has no limit',
      given: pod()
        .crashing(2, { exitCode: 137 })
        .with(
          node('node-1'),
          event(
            { kind: 'Node', name: 'node-1' },
            'SystemOOM',
            'System OOM encountered, victim process: python, pid: 4321',
            { ago: 90 },
          ),
        ),
      naming: ['node-1'],
    },
  ],
  [
    {
      when: 'the container has a limit and went over it',
      given: pod()
        .limits({ memory: '1Gi' })
        .crashing(2, { exitCode: 137, reason: 'OOMKilled' })
        .with(
          event(
            { kind: 'Node', name: 'node-1' },
            'OOMKilling',
            'Memory cgroup out of memory: Killed process 12 (python)',
          ),
        ),
      instead: 'oom-killed',
    },
  ],
);

describeCause(
  'shm-too-small',
  [
    {
      when: 'a data loader’s worker dies by a bus error',
      given: dying(
        "RuntimeError: DataLoader worker (pid 4242) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory.\n",
      ),
      naming: ['/dev/shm'],
    },
    {
      when: 'NCCL cannot extend its segment',
      given: dying(
        'node-0:21:45 [3] NCCL WARN Error: failed to extend /dev/shm/nccl-abc to 9637892 bytes, error: No space left on device (28)\n',
      ),
    },
    { when: 'the program itself ends by SIGBUS', given: pod().ended({ exitCode: 135 }) },
  ],
  [
    {
      when: 'it is the home directory that is full',
      given: dying("OSError: [Errno 28] No space left on device: '/home/jovyan/.cache/x'\n").mounting(
        'home-ana',
        '/home/jovyan',
      ),
      instead: 'volume-full',
    },
  ],
);

describeCause(
  'gpu-memory',
  [
    {
      when: 'CUDA is out of memory',
      given: dying(
        'Traceback (most recent call last):\n  File "/app/train.py", line 88, in <module>\n    loss.backward()\ntorch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 14.76 GiB of which 14.75 MiB is free.\n',
      ),
      naming: ['20.00 MiB', '14.76 GiB'],
    },
    {
      when: 'a model’s cache does not fit',
      given: dying(
        "ValueError: The model's max seq len (4096) is larger than the maximum number of tokens that can be stored in KV cache (3664). Try increasing `gpu_memory_utilization`\n",
      ),
    },
    {
      when: 'the notebook’s server is well and its code runs out of GPU memory',
      given: living(
        'RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 14.76 GiB total capacity; 4.37 GiB already allocated; 14.75 MiB free)\n',
      ),
      naming: ['14.76 GiB'],
    },
  ],
  [
    {
      when: 'the container is killed for its own memory',
      given: pod()
        .limits({ memory: '16Gi', 'nvidia.com/gpu': '1' })
        .crashing(2, { exitCode: 137, reason: 'OOMKilled' }),
      instead: 'oom-killed',
    },
  ],
);

describeCause(
  'worker-memory-budget',
  [
    {
      when: 'Dask’s nanny restarts a worker',
      given: living(
        '2026-01-15 09:58:00,000 - distributed.nanny.memory - WARNING - Worker tcp://10.0.0.5:4433 (pid=77) exceeded 95% memory budget. Restarting...\n',
      ),
      naming: ['Dask'],
    },
    {
      when: 'Ray’s monitor kills tasks',
      given: living(
        '(raylet) [2026-01-15 09:58:00,000 E 12 12] node_manager.cc:3096: 4 Workers (tasks / actors) killed due to memory pressure (OOM), 0 Workers crashed due to other reasons\n',
      ),
      naming: ['Ray'],
    },
    {
      when: 'the Java heap is full',
      given: dying(
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)\n',
      ),
    },
    {
      when: 'a Spark executor is lost for memory',
      given: dying(
        '26/01/15 09:58:00 ERROR TaskSchedulerImpl: Lost executor 3 on 10.0.0.7: \nThe executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).\n',
      ),
      naming: ['memoryOverhead'],
    },
  ],
  [
    {
      when: 'a worker only says how much it uses',
      given: living('distributed.worker - INFO - memory usage is 41%\n'),
      instead: 'well',
    },
  ],
);
