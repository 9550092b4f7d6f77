import assert from 'node:assert/strict';
import { pod } from '../testing/objects.ts';
import { diagnose } from '../diagnose.ts';
import { tellingFailure } from './failures.ts';
import { readable } from './readable.ts';
import { readLog } from './reading.ts';
import { signatures } from './signatures.ts';

function failureIn(text: string): string | undefined {
  return tellingFailure(readLog({ text }).failures)?.first.text;
}

describe('reading logs', () => {
  it('takes the last state of a progress bar and no colours', () => {
    assert.equal(readable('epoch 1:  10%\repoch 1: 100%\u001b[31m red\u001b[0m\r'), 'epoch 1: 100% red');
  });

  it('takes the first of chained exceptions', () => {
    assert.equal(
      failureIn(
        'Traceback (most recent call last):\n  File "a.py", line 1, in f\nFileNotFoundError: x\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 5, in g\nKeyError: \'cache\'\n',
      ),
      'FileNotFoundError: x',
    );
  });

  it('reads the members of an exception group', () => {
    assert.match(
      failureIn(
        '  + Exception Group Traceback (most recent call last):\n  |   File "a.py", line 1, in <module>\n  | ExceptionGroup: 2 errors (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File "a.py", line 3, in f\n    | ValueError: bad row\n',
      ) ?? '',
      /ValueError: bad row/,
    );
  });

  it('reads a traceback whose beginning is cut off', () => {
    assert.equal(
      failureIn(
        '    return self.run()\n  File "/app/x.py", line 7, in run\n    1/0\nZeroDivisionError: division by zero\n',
      ),
      'ZeroDivisionError: division by zero',
    );
  });

  it('reads through the prefixes of launchers', () => {
    assert.equal(
      failureIn(
        '[1,0]<stderr>:Traceback (most recent call last):\n[1,0]<stderr>:  File "t.py", line 1, in <module>\n[1,0]<stderr>:RuntimeError: shape mismatch\n',
      ),
      'RuntimeError: shape mismatch',
    );
  });

  it('does not take warnings and counts for errors', () => {
    assert.equal(
      failureIn('FutureWarning: x is deprecated\nerrors: 0, warnings: 3\nno errors found\n'),
      undefined,
    );
  });

  it('lets trouble that was got over long before be', () => {
    const builder = pod()
      .crashing(3, { exitCode: 1 })
      .withLog(
        `OSError: [Errno 28] No space left on device\n${'step\n'.repeat(2000)}ModuleNotFoundError: No module named 'x'\n`,
      );
    assert.equal(diagnose(builder.bundle(), builder.ref).findings[0]?.cause, 'python-dependency');
  });

  it('gives lines their numbers', () => {
    assert.equal(readLog({ text: "a\nb\nc\nModuleNotFoundError: No module named 'x'\n" }).hits[0]?.line, 4);
  });

  it('finds the end of a large log, in a bounded number of lines', () => {
    const flood = 'ERROR could not connect to server: Connection refused\n'.repeat(200_000);
    const reading = readLog({ text: `${flood}ModuleNotFoundError: No module named 'x'\n` });
    assert.equal(reading.hits.at(-1)?.match[1], 'x');
    assert.ok(reading.failures.length <= 3000);
    assert.equal(reading.hits.at(-1)?.line, 200_001);
  });

  it('has a needle in every pattern’s own words, in lower case', () => {
    for (const signature of signatures())
      for (const needle of signature.needles) assert.equal(needle, needle.toLowerCase());
  });
});

describe('what a wrapper says', () => {
  it('gives way to the error that it wraps', () => {
    assert.equal(
      failureIn(
        'Traceback (most recent call last):\n  File "/app/train.py", line 55, in <module>\n    x = torch.load(p)\nFileNotFoundError: no such file\nTraceback (most recent call last):\n  File "/usr/bin/torchrun", line 8, in <module>\n    main()\ntorch.distributed.elastic.multiprocessing.errors.ChildFailedError: \n',
      ),
      'FileNotFoundError: no such file',
    );
  });

  it('stands when nothing else is there', () => {
    assert.match(
      failureIn(
        'Traceback (most recent call last):\n  File "x.py", line 8, in <module>\n    run()\nsubprocess.CalledProcessError: Command \'x\' returned non-zero exit status 3.\n',
      ) ?? '',
      /CalledProcessError/,
    );
  });
});
