import { describeCause, dying, living, ref } from '../testing/cases.ts';
import { before, bundle, object, output, pod } from '../testing/objects.ts';

describeCause(
  'app-error',
  [
    {
      when: 'a traceback ends in an error of the program',
      given: dying(
        'epoch 1\nTraceback (most recent call last):\n  File "/app/train.py", line 12, in <module>\n    main()\n  File "/app/train.py", line 9, in main\n    int(os.environ["EPOCHS"])\nValueError: invalid literal for int() with base 10: \'ten\'\n',
      ),
      naming: ["ValueError: invalid literal for int() with base 10: 'ten'", '/app/train.py:9'],
    },
    {
      when: 'exceptions are chained: the first is what explains',
      given: dying(
        'Traceback (most recent call last):\n  File "/app/a.py", line 3, in read\n    open(p)\nFileNotFoundError: [Errno 2] No such file or directory: \'/data/train.csv\'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File "/app/a.py", line 9, in train\n    read(p)\nDataError: cannot load /data/train.csv\n',
      ),
      naming: ['/data/train.csv', 'FileNotFoundError'],
    },
    {
      when: 'a Go program panics',
      given: dying(
        'panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n',
        { exitCode: 2 },
      ),
      naming: ['index out of range'],
    },
    {
      when: 'R stops',
      given: dying('Error in readRDS(file) : unknown input format\nExecution halted\n'),
      naming: ['unknown input format'],
    },
    {
      when: 'nothing is known but the exit code',
      given: pod().crashing(3, { exitCode: 1 }),
      naming: ['exit 1'],
    },
    {
      when: 'the termination message holds the error',
      given: pod().crashing(3, {
        exitCode: 1,
        message:
          'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\nZeroDivisionError: division by zero',
      }),
      naming: ['ZeroDivisionError'],
    },
  ],
  [
    {
      when: 'the job’s pod finished well although its log speaks of errors',
      given: pod()
        .ended({ exitCode: 0 })
        .withLog('ERROR: retrying\nTraceback (most recent call last):\n  File "x"\nValueError: x\nok\n'),
      instead: 'well',
    },
    {
      when: 'it runs and is ready and logs an error now and then',
      given: living('ERROR: could not parse line 7, skipped\nINFO done\n'),
      instead: 'well',
    },
    {
      when: 'it was restarted once, long ago',
      given: pod().aged(300000).restarted(1, { exitCode: 1, ago: 200000 }),
      instead: 'well',
    },
  ],
);

describeCause(
  'app-config-error',
  [
    {
      when: 'an option is not known',
      given: dying(
        'usage: train.py [-h] [--lr LR]\ntrain.py: error: unrecognized arguments: --learning-rate 0.1\n',
        { exitCode: 2 },
      ),
      naming: ['--learning-rate'],
    },
    {
      when: 'an environment variable is not set',
      given: dying(
        'Traceback (most recent call last):\n  File "/app/x.py", line 4, in <module>\n    url = os.environ["MLFLOW_TRACKING_URI"]\n  File "<frozen os>", line 679, in __getitem__\nKeyError: \'MLFLOW_TRACKING_URI\'\n',
      ),
      naming: ['MLFLOW_TRACKING_URI'],
    },
    {
      when: 'a click option is not known',
      given: dying(
        "Usage: trainer [OPTIONS]\nTry 'trainer --help' for help.\n\nError: No such option: --name\n",
        { exitCode: 2 },
      ),
      naming: ['--name'],
    },
    {
      when: 'a shell script needs a variable',
      given: dying('/entrypoint.sh: line 3: DB_HOST: unbound variable\n'),
      naming: ['DB_HOST'],
    },
    {
      when: 'Airflow refuses its configuration',
      given: dying(
        'airflow.exceptions.AirflowConfigException: error: cannot use SQLite with the CeleryExecutor\n',
      ),
    },
  ],
  [
    {
      when: 'a dictionary lacks a key that is no setting',
      given: dying(
        'Traceback (most recent call last):\n  File "/app/x.py", line 4, in <module>\n    row["price"]\nKeyError: \'price\'\n',
      ),
      instead: 'app-error',
    },
  ],
);

describeCause(
  'python-dependency',
  [
    {
      when: 'a module is missing',
      given: dying(
        'Traceback (most recent call last):\n  File "<string>", line 3, in <module>\nModuleNotFoundError: No module named \'torch_geometric\'\n',
      ),
      naming: ['ModuleNotFoundError: torch_geometric', 'pip install'],
    },
    {
      when: 'a command line says so without a traceback',
      given: dying("ERROR mlflow.cli: No module named 'pymysql'\n"),
      naming: ['pymysql'],
    },
    {
      when: 'compiled parts do not fit',
      given: dying(
        'ImportError: numpy.core.multiarray failed to import\nValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject\n',
      ),
    },
    {
      when: 'pip fails at start',
      given: dying(
        'ERROR: Could not find a version that satisfies the requirement tensorflow==1.4 (from versions: 2.16.1)\nERROR: No matching distribution found for tensorflow==1.4\n',
      ),
      naming: ['tensorflow==1.4'],
    },
    {
      when: 'the traceback is wrapped in JSON',
      given: dying(
        '{"level":"error","msg":"Traceback (most recent call last):\\n  File \\"a.py\\", line 1\\nModuleNotFoundError: No module named \'xgboost\'"}\n',
      ),
      naming: ['xgboost'],
    },
  ],
  [
    {
      when: 'a running server once tried an optional module',
      given: living("No module named 'faiss_gpu', using the CPU version\nServer ready\n"),
      instead: 'well',
    },
  ],
);

describeCause(
  'command-not-found',
  [
    {
      when: 'the runtime does not find it',
      given: pod().waiting(
        'RunContainerError',
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "jupyter": executable file not found in $PATH: unknown',
      ),
      naming: ['jupyter'],
    },
    {
      when: 'the container ended with StartError',
      given: pod().crashing(2, {
        exitCode: 128,
        reason: 'StartError',
        message:
          'failed to create containerd task: exec: "trian.py": executable file not found in $PATH: unknown',
      }),
      naming: ['trian.py'],
    },
    {
      when: 'the shell ends with 127',
      given: dying('/bin/sh: 1: jupyter-labhub: not found\n', { exitCode: 127 }),
      naming: ['jupyter-labhub'],
    },
  ],
  [
    {
      when: 'a file of data is missing',
      given: dying("FileNotFoundError: [Errno 2] No such file or directory: '/data/x.csv'\n"),
      instead: 'app-error',
    },
  ],
);

describeCause(
  'command-not-executable',
  [
    {
      when: 'the runtime may not execute it',
      given: pod().waiting(
        'RunContainerError',
        'failed to create containerd task: runc create failed: unable to start container process: exec: "/scripts/run.sh": permission denied: unknown',
      ),
      naming: ['/scripts/run.sh'],
    },
    {
      when: 'the shell ends with 126',
      given: dying('/bin/sh: 1: /x.sh: Permission denied\n', { exitCode: 126 }),
    },
  ],
  [
    {
      when: 'the program may not read a file',
      given: dying("PermissionError: [Errno 13] Permission denied: '/data/x'\n"),
      instead: 'permission-denied',
    },
  ],
);

describeCause(
  'start-failed',
  [
    {
      when: 'the working directory cannot be entered',
      given: pod().waiting(
        'RunContainerError',
        'failed to create containerd task: OCI runtime create failed: container_linux.go: chdir to cwd ("/work") set in config.json failed: not a directory: unknown',
      ),
    },
    {
      when: 'a start hook fails',
      given: pod()
        .crashing(2, { exitCode: 137, reason: 'Error' })
        .withEvent(
          'FailedPostStartHook',
          'Exec lifecycle hook ([/bin/sh -c cp /x /y]) for Container "main" failed - error: command exited with 1',
        )
        .waiting('PostStartHookError', 'command exited with 1'),
    },
    {
      when: 'a name is still reserved',
      given: pod().waiting(
        'CreateContainerError',
        'failed to reserve container name "main_train": name "main_train_0" is reserved for "abc"',
      ),
    },
  ],
  [
    {
      when: 'the container is still being made',
      given: pod().waiting('ContainerCreating', '', 20),
      instead: 'well',
    },
  ],
);

describeCause(
  'permission-denied',
  [
    {
      when: 'Python may not write',
      given: dying("PermissionError: [Errno 13] Permission denied: '/home/jovyan/.local'\n"),
      naming: ['/home/jovyan/.local', 'fsGroup'],
    },
    {
      when: 'a copy fails',
      given: dying("cp: cannot create regular file '/home/jovyan/.jupyter/x.py': Permission denied\n"),
    },
    {
      when: 'a listing made in the container shows its home in other hands',
      given: [
        bundle([pod('nb').crashing(6).object()], {
          outputs: [
            output(
              'kubectl exec',
              '$ whoami\nana\n$ ls -l /home/\ndrwxr-xr-x 2 root root 4096 Sep 28 06:24 ana\n',
              'nb',
            ),
          ],
        }),
        ref('Pod', 'nb'),
      ],
      naming: ['ana'],
    },
  ],
  [
    {
      when: 'git is refused its key',
      given: dying(
        'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n',
      ),
      instead: 'git-sync-auth',
    },
  ],
);

describeCause(
  'read-only-filesystem',
  [
    {
      when: 'the program writes into a ConfigMap',
      given: dying("OSError: [Errno 30] Read-only file system: '/etc/airflow/airflow.cfg'\n"),
      naming: ['/etc/airflow/airflow.cfg'],
    },
  ],
  [
    {
      when: 'the disk is full',
      given: dying('OSError: [Errno 28] No space left on device\n').mounting('data'),
      instead: 'volume-full',
    },
  ],
);

describeCause(
  'cpu-instruction-set',
  [
    { when: 'it ends with 132', given: pod().crashing(3, { exitCode: 132 }), naming: ['node-1'] },
    {
      when: 'TensorFlow says so',
      given: dying(
        "The TensorFlow library was compiled to use AVX instructions, but these aren't available on your machine.\n",
        { exitCode: 134 },
      ),
    },
  ],
  [
    {
      when: 'TensorFlow only says that it could be faster',
      given: living(
        'This TensorFlow binary is optimized to use available CPU instructions. To enable the following instructions: AVX2 FMA, rebuild TensorFlow with the appropriate compiler flags.\n',
      ),
      instead: 'well',
    },
  ],
);

describeCause(
  'native-crash',
  [
    { when: 'it ends with 139', given: pod().crashing(3, { exitCode: 139 }), naming: ['139'] },
    {
      when: 'glibc aborts',
      given: dying('double free or corruption (!prev)\nAborted (core dumped)\n', { exitCode: 134 }),
    },
  ],
  [{ when: 'it is asked to stop', given: pod().ended({ exitCode: 143 }), instead: 'terminated-sigterm' }],
);

describeCause(
  'init-container-failed',
  [
    {
      when: 'it ends with an error of its own',
      given: pod()
        .init('prepare-data', {
          restartCount: 4,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 3, reason: 'Error' } },
        })
        .withLog('copying\nrsync error: some files could not be transferred (code 23)\n', {
          container: 'prepare-data',
        }),
      naming: ['prepare-data', 'rsync error'],
    },
  ],
  [
    {
      when: 'it is still at work',
      given: pod()
        .aged(60)
        .init('prepare', { state: { running: { startedAt: before(30) } } }),
      instead: 'well',
    },
    {
      when: 'its reason is more specific',
      given: pod()
        .init('clone', {
          restartCount: 4,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 128, reason: 'Error' } },
        })
        .withLog(
          "Cloning into '/dags'...\nfatal: Authentication failed for 'https://git.example.com/team/dags.git/'\n",
          { container: 'clone' },
        ),
      instead: 'git-sync-auth',
    },
  ],
);

describeCause(
  'init-waiting-dependency',
  [
    {
      when: 'it waits for a service that is nowhere',
      given: pod()
        .init('wait-for-db', { state: { running: { startedAt: before(900) } } })
        .withLog('waiting for db-postgresql:5432\nwaiting for db-postgresql:5432\n', {
          container: 'wait-for-db',
        }),
      naming: ['db-postgresql'],
    },
  ],
  [
    {
      when: 'what it waits for has a reason of its own',
      given: pod('web')
        .init('wait-for-db', { state: { running: { startedAt: before(900) } } })
        .withLog('waiting for db:5432\n', { container: 'wait-for-db' })
        .with(
          object('Service', 'db', { spec: { selector: { app: 'db' } } }),
          pod('db-0')
            .labelled({ app: 'db' })
            .waiting(
              'ImagePullBackOff',
              'Back-off pulling image "x": ErrImagePull: rpc error: code = NotFound desc = failed to resolve reference "x": not found',
            )
            .object(),
        ),
      instead: 'image-not-found',
    },
    {
      when: 'a running server waits for connections',
      given: living('waiting for connections on port 5432\n'),
      instead: 'well',
    },
  ],
);

describeCause(
  'completed-restart-loop',
  [
    {
      when: 'a program ends well again and again',
      given: pod().ownedBy('ReplicaSet', 'train-abc').crashing(5, { exitCode: 0 }),
    },
  ],
  [{ when: 'a job’s program ends well', given: pod().ended({ exitCode: 0 }), instead: 'well' }],
);
