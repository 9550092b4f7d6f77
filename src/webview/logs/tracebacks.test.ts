import assert from 'node:assert/strict';
import { TracebackReader } from './tracebacks.ts';
import type { Traceback } from './tracebacks.ts';

/** Reads lines of one source; answers the tracebacks, and for each line which of them it is of. */
function read(...lines: readonly string[]): { traces: Traceback[]; of: string } {
  const reader = new TracebackReader();
  const traces: Traceback[] = [];
  const of = lines.map((line, index) => {
    const trace = reader.read(index + 1, 0, line);
    if (!trace) return '-';
    if (!traces.includes(trace)) traces.push(trace);
    return String(traces.indexOf(trace));
  });
  return { traces, of: of.join('') };
}

const BEGIN = 'Traceback (most recent call last):';

describe('Python tracebacks', () => {
  it('are one story with those that caused them', () => {
    const { traces, of } = read(
      BEGIN,
      '  File "/app/a.py", line 1, in f',
      'KeyError: 3',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      BEGIN,
      '  File "/app/b.py", line 2, in g',
      'ValueError: no such shard',
      'after',
    );
    assert.equal(of, '000-00000-');
    assert.equal(traces[0]?.error, 'ValueError: no such shard');
    assert.deepEqual(traces[0].place, { path: '/app/b.py', line: 2 });
  });

  it('are two where nothing ties them together', () => {
    const { traces, of } = read(
      BEGIN,
      '  File "a.py", line 1',
      'KeyError: 3',
      '',
      BEGIN,
      '  x',
      'OSError: y',
      'z',
    );
    assert.equal(of, '000-111-');
    assert.deepEqual(
      traces.map(({ error }) => error),
      ['KeyError: 3', 'OSError: y'],
    );
  });

  it('are found behind the name of a process, between the lines of others', () => {
    const { traces, of } = read(
      `[rank0]: ${BEGIN}`,
      '[rank1]: step 4',
      '[rank0]:   File "/app/train.py", line 88, in main',
      '[rank0]: RuntimeError: NCCL error',
      '[rank1]: step 5',
    );
    assert.equal(of, '0-00-');
    assert.equal(traces[0]?.error, 'RuntimeError: NCCL error');
    assert.equal(read(`(train pid=7) ${BEGIN}`, '(train pid=7)   x', '(train pid=7) OSError').of, '000');
  });
});
