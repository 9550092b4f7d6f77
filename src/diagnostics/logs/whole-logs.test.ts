import assert from 'node:assert/strict';
import { diagnose } from '../diagnose.ts';
import { dying } from '../testing/cases.ts';

const dies = (error: string, file = '/app/train.py'): string =>
  `Traceback (most recent call last):\n  File "${file}", line 12, in <module>\n    main()\n${error}\n`;

/** Ends of logs of tools of data work, where more than one line could be taken for the cause. */
const LOGS: readonly (readonly [string, string, string, number?])[] = [
  [
    'Spark: an error in the user’s function',
    'app-error',
    `24/01/01 ERROR Executor: Exception in task 0.0 in stage 1.0 (TID 1)\norg.apache.spark.api.python.PythonException: ${dies('ZeroDivisionError: division by zero', '/app/job.py')}\n\tat org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:572)\n`,
  ],
  [
    'Spark: a package that only the driver has',
    'python-dependency',
    '24/01/01 ERROR Executor: Exception in task 0.0\norg.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File "/opt/spark/python/lib/pyspark.zip/pyspark/worker.py", line 619, in main\nModuleNotFoundError: No module named \'pandas\'\n\n\tat org.apache.spark.api.python\norg.apache.spark.SparkException: Job aborted due to stage failure\n',
  ],
  [
    'Spark: executors lost to memory',
    'worker-memory-budget',
    '24/01/01 ERROR TaskSchedulerImpl: Lost executor 3 on 10.0.0.5: The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).\norg.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times\n',
  ],
  [
    'Dask: the scheduler is not there',
    'network-egress',
    'distributed.comm.core - OSError: Timed out trying to connect to tcp://dask-scheduler:8786 after 30 s\n',
  ],
  [
    'Dask: a warning about versions, and a failure in its own code',
    'version-mismatch',
    `distributed.versions.VersionMismatchWarning: Mismatched versions found\n${dies("TypeError: __init__() got an unexpected keyword argument 'span_metadata'", '/opt/conda/lib/python3.10/site-packages/distributed/scheduler.py')}`,
  ],
  [
    'Ray: no cluster yet',
    'init-waiting-dependency',
    'ConnectionError: Could not find any running Ray instance. Please specify the one to connect to by setting `--address` flag or `RAY_ADDRESS` environment variable.\n',
  ],
  [
    'one rank out of GPU memory, the others wait for it',
    'gpu-memory',
    '[rank1]: Traceback (most recent call last):\n[rank1]:   File "/app/t.py", line 5, in <module>\n[rank1]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB\n[rank0]:[E ProcessGroupNCCL.cpp] [Rank 0] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=12) ran for 600000 milliseconds before timing out.\ntorch.distributed.elastic.multiprocessing.errors.ChildFailedError: \n',
  ],
  [
    'a rank that was killed',
    'oom-child-process',
    `torch.distributed.elastic.multiprocessing.api: failed (exitcode: -9) local_rank: 0 (pid: 123) of binary: /usr/bin/python\n${dies('torch.distributed.elastic.multiprocessing.errors.ChildFailedError: ', '/usr/bin/torchrun')}`,
  ],
  [
    'Airflow: a task that was killed',
    'oom-child-process',
    '[2024-01-01T00:00:00.000+0000] {local_task_job_runner.py:234} INFO - Task exited with return code Negsignal.SIGKILL\n',
  ],
  [
    'Airflow: a broken DAG',
    'python-dependency',
    'Broken DAG: [/opt/airflow/dags/x.py] Traceback (most recent call last):\n  File "<frozen importlib._bootstrap>", line 241\nModuleNotFoundError: No module named \'foo\'\n',
  ],
  [
    'gunicorn: workers that do not boot',
    'python-dependency',
    `[2024] [7] [ERROR] Exception in worker process\n${dies("ModuleNotFoundError: No module named 'app'", '/usr/local/lib/python3.9/site-packages/gunicorn/arbiter.py')}[2024] [1] [INFO] Worker exiting (pid: 7)\n[2024] [1] [INFO] Shutting down: Master\n[2024] [1] [INFO] Reason: Worker failed to boot.\n`,
    3,
  ],
  [
    'R: an object that is not there',
    'app-error',
    "Error in eval(expr, envir, enclos) : object 'x' not found\nCalls: source -> withVisible\nExecution halted\n",
  ],
  [
    'Java: an option of another version',
    'app-config-error',
    "Unrecognized VM option 'UseConcMarkSweepGC'\nError: Could not create the Java Virtual Machine.\n",
  ],
  [
    'Java: its main class',
    'app-config-error',
    'Error: Could not find or load main class com.x.Main\nCaused by: java.lang.ClassNotFoundException: com.x.Main\n',
  ],
  [
    'Java: the login of its database',
    'database-auth',
    'WARN  [main] HikariPool-1 - Exception during pool initialization.\norg.postgresql.util.PSQLException: FATAL: password authentication failed for user "app"\n',
  ],
  [
    'Postgres: no password given',
    'app-config-error',
    'Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.\n',
  ],
  [
    'pip: no way to its index',
    'network-dns',
    "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/pandas/\nERROR: Could not find a version that satisfies the requirement pandas (from versions: none)\nERROR: No matching distribution found for pandas\n",
  ],
  [
    'pip: not root',
    'permission-denied',
    "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/usr/local/lib/python3.10/site-packages/x'\n",
  ],
  [
    'vLLM: the engine’s reason before its wrapper',
    'gpu-memory',
    `${dies("ValueError: The model's max seq len (131072) is larger than the maximum number of tokens that can be stored in KV cache (26160). Try increasing `gpu_memory_utilization` or decreasing `max_model_len` when initializing the engine.")}${dies('RuntimeError: Engine core initialization failed. See root cause above.')}`,
  ],
  [
    'Python: its script is not in the image',
    'command-not-found',
    "python: can't open file '/app/train.py': [Errno 2] No such file or directory\n",
    2,
  ],
];

describe('the end of a log', () => {
  for (const [what, cause, log, exitCode] of LOGS) {
    it(`${what}: ${cause}`, () => {
      const builder = dying(`starting\n${log}`, { exitCode: exitCode ?? 1 });
      const [first] = diagnose(builder.bundle(), builder.ref).findings;
      assert.equal(first?.cause, cause, first?.title);
    });
  }
});
