import assert from 'node:assert/strict';
import { diagnose } from '../diagnose.ts';
import { dying } from '../testing/cases.ts';

/** The traceback that ends a program, with an error of its own or another. */
const dies = (error: string): string =>
  `Traceback (most recent call last):\n  File "/app/train.py", line 12, in <module>\n    main()\n  File "/app/train.py", line 8, in main\n    step()\n${error}\n`;

function causeOf(log: string): string | undefined {
  const builder = dying(log);
  return diagnose(builder.bundle(), builder.ref).findings[0]?.cause;
}

/** Lines that look like a cause in the log of a program that got over it and died of a mistake of its own. */
const REMARKS: readonly string[] = [
  "WARNING: apex not installed: No module named 'apex', using pure PyTorch",
  "2024-01-01 INFO could not import: No module named 'flash_attn'",
  "[W] Failed to resolve 'telemetry.example.com' ([Errno -3] Temporary failure in name resolution), telemetry disabled",
  'WARNING retrying (1/3): Connection refused\nconnected',
  "Could not load dynamic library 'libnvinfer.so.7'; dlerror: libnvinfer.so.7: cannot open shared object file: No such file or directory",
  "Could not load dynamic library 'libcudart.so.11.0'; dlerror: libcudart.so.11.0: cannot open shared object file: No such file or directory\nIgnore above cudart dlerror if you do not have a GPU set up on your machine.",
  'failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected\nusing CPU',
  'cuda available: False\nrunning on cpu',
  'This TensorFlow binary is optimized to use available CPU instructions in performance-critical operations. To enable the following instructions: AVX2 FMA, rebuild TensorFlow',
  "DEBUG: open('/root/.config') Permission denied, using defaults",
  "rm: cannot remove '/tmp/x': Permission denied\nstarting",
  'Mismatched versions found\n\n+-------------+----------+\n| Package | client |',
  "WARNING:root:Retrying in 5s because of: requests.exceptions.ConnectionError: HTTPSConnectionPool(host='hub', port=443): Max retries exceeded\nsuccess",
  "ERROR: pip's dependency resolver does not currently take into account all the packages that are installed. This behaviour is the source of the following dependency conflicts.\nSuccessfully installed x",
  'git: fatal: not a git repository (or any of the parent directories): .git',
  'This DataLoader will create 8 worker processes in total. Our suggested max number of worker in current system is 2',
  'Disk quota: 10 GiB, used 3 GiB',
  'SIGTERM handler installed; received signals will be ignored',
];

describe('what a program said before it died of something else', () => {
  for (const remark of REMARKS) {
    it(`is not its end: ${remark.slice(0, 100)}`, () =>
      assert.equal(
        causeOf(`${remark}\nepoch 1\n${dies('IndexError: list index out of range')}`),
        'app-error',
      ));
  }

  it('is its end where the last error speaks of the same', () =>
    assert.equal(
      causeOf(
        `WARNING could not reach db.team-a: connection to server at "db.team-a" port 5432 failed: Connection refused\n${dies("ValueError: no table in 'db.team-a'")}`,
      ),
      'database-unreachable',
    ));

  it('is its end where it calls itself an error', () =>
    assert.equal(
      causeOf(
        `ERROR checkpoint: OSError: [Errno 28] No space left on device\n${dies("TypeError: 'NoneType' object is not iterable")}`,
      ),
      'volume-full',
    ));

  it('is its end where the last error is none of the program’s own mistakes', () =>
    assert.equal(
      causeOf(`could not connect to server: Connection refused\n${dies('RuntimeError: the store is gone')}`),
      'database-unreachable',
    ));
});

describe('an error in another form', () => {
  const forms: readonly (readonly [string, string, string])[] = [
    [
      'a line of JSON with the traceback in its message',
      `{"level":"error","msg":"Traceback (most recent call last):\\n  File \\"/app/a.py\\", line 1, in <module>\\n    import torch\\nModuleNotFoundError: No module named 'torch'"}`,
      'python-dependency',
    ],
    [
      'a line of JSON with an error of the program’s own',
      `{"level":"error","msg":"Traceback (most recent call last):\\n  File \\"/app/a.py\\", line 1, in <module>\\n    f()\\nValueError: bad row 7","host":"a"}`,
      'app-error',
    ],
    [
      'a notebook’s list of coloured lines',
      `"traceback": ["\\u001b[0;31m------\\u001b[0m", "\\u001b[0;31mModuleNotFoundError\\u001b[0m Traceback (most recent call last)", "\\u001b[0;31mModuleNotFoundError\\u001b[0m: No module named 'torch'"]`,
      'python-dependency',
    ],
    [
      'two ranks at once',
      '[rank0]: Traceback (most recent call last):\n[rank1]: Traceback (most recent call last):\n[rank0]:   File "/app/t.py", line 5, in <module>\n[rank1]:   File "/app/t.py", line 5, in <module>\n[rank0]: RuntimeError: shapes cannot be multiplied (4x3 and 5x2)\n[rank1]: RuntimeError: shapes cannot be multiplied (4x3 and 5x2)',
      'app-error',
    ],
    [
      'a panic of Go, which is no crash of native code',
      'panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]\n\ngoroutine 1 [running]:',
      'app-error',
    ],
    [
      'an exception group around a missing package',
      "  + Exception Group Traceback (most recent call last):\n  | ExceptionGroup: errors (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | ModuleNotFoundError: No module named 'torch'",
      'python-dependency',
    ],
  ];
  for (const [form, log, cause] of forms)
    it(`is read in ${form}`, () => assert.equal(causeOf(`${log}\n`), cause));

  it('is quoted without its wrapping', () => {
    const builder = dying(forms[1]?.[1] ?? '');
    assert.match(
      diagnose(builder.bundle(), builder.ref).findings[0]?.title ?? '',
      /: ValueError: bad row 7$/,
    );
  });
});
