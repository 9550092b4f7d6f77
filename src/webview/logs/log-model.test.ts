import assert from 'node:assert/strict';
import { pack } from '../../views/logs/packed-lines.ts';
import type { PackedLines } from '../../views/logs/packed-lines.ts';
import type { WireLine } from '../../views/logs/protocol.ts';
import { LogModel } from './log-model.ts';
import type { LineFilter } from './log-model.ts';
import type { Finder } from './query.ts';

const wire = (texts: readonly string[], source = 0): PackedLines =>
  pack(texts.map((text) => [source, 0, text, 0]));
const modelOf = (...texts: string[]): LogModel => {
  const model = new LogModel();
  model.add(1, 1, wire(texts));
  return model;
};
const shown = (model: LogModel): string[] =>
  Array.from({ length: model.count }, (_, position) => model.at(position)?.text ?? '');

const only = (include: Finder | undefined, others: Partial<LineFilter> = {}): LineFilter => ({
  include,
  exclude: undefined,
  level: 'debug',
  ...others,
});

const traceback = [
  'Traceback (most recent call last):',
  '  File "/app/train.py", line 88, in <module>',
  '    read()',
  '  File "/usr/lib/python3/site-packages/pa.py", line 3, in read',
  "ModuleNotFoundError: No module named 'torch'",
];

describe('the lines of a log page', () => {
  it('are numbered by the stream, and old ones are forgotten', () => {
    const model = modelOf('a', 'b', 'c');
    model.add(4, 3, wire(['d']));
    assert.deepEqual(shown(model), ['c', 'd']);
    assert.equal(model.line(4)?.text, 'd');
    assert.equal(model.line(1), undefined);
  });

  it('are not added twice', () => {
    const model = modelOf('a', 'b');
    model.add(1, 1, wire(['a', 'b', 'c']));
    assert.deepEqual(shown(model), ['a', 'b', 'c']);
  });

  it("fold a traceback to one line with its error and the place in the user's own code", () => {
    const model = modelOf('start', ...traceback, 'after');
    assert.deepEqual(shown(model), ['start', traceback[0], 'after']);
    const trace = model.at(1)?.trace;
    assert.equal(trace?.error, "ModuleNotFoundError: No module named 'torch'");
    assert.equal(trace.lines, 5);
    assert.equal(model.linesShown, 7);
    assert.deepEqual(trace.place, { path: '/app/train.py', line: 88 });
    model.toggle(trace);
    assert.equal(model.count, 7);
  });

  it('fold a traceback between the lines of another container', () => {
    const model = new LogModel();
    const lines = traceback.flatMap((text, index): WireLine[] => [
      [0, 0, text, 0],
      [1, 0, `step ${index}`, 0],
    ]);
    model.add(1, 1, pack(lines));
    assert.deepEqual(shown(model), [traceback[0], 'step 0', 'step 1', 'step 2', 'step 3', 'step 4']);
  });

  it('end a traceback that breaks off', () => {
    assert.deepEqual(shown(modelOf('Traceback (most recent call last):', '  File "x", line 1', '', 'next')), [
      'Traceback (most recent call last):',
      '',
      'next',
    ]);
  });

  it('are found, also those that come later, and inside folded tracebacks', () => {
    const model = modelOf('shard 1', 'loss', 'shard 2');
    model.find((text) => text.includes('shard'));
    assert.deepEqual([...model.matches], [1, 3]);
    model.add(4, 1, wire(['shard 3']));
    assert.deepEqual([...model.matches], [1, 3, 4]);
    assert.equal(model.nextMatch(1, 1), 3);
    assert.equal(model.nextMatch(4, 1), 1, 'goes round');
    assert.equal(model.nextMatch(1, -1), 4, 'goes round backwards');
    assert.equal(model.isMatch(2), false);
  });

  it('can be only those that match', () => {
    const model = modelOf('shard 1', 'loss', 'shard 2');
    model.filter(only((text) => text.startsWith('shard')));
    assert.deepEqual(shown(model), ['shard 1', 'shard 2']);
    model.add(4, 1, wire(['x', 'shard 3']));
    assert.deepEqual(shown(model), ['shard 1', 'shard 2', 'shard 3']);
    assert.equal(model.text(1000), 'shard 1\nshard 2\nshard 3');
    model.filter(only(undefined));
    assert.equal(model.count, 5);
  });

  it('of a muted container are not shown, and remarks are', () => {
    const model = new LogModel();
    model.add(
      1,
      1,
      pack([
        [0, 0, 'a', 0],
        [1, 0, 'b', 0],
        [-1, 0, 'remark', 0],
      ]),
    );
    model.mute(new Set([1]));
    assert.deepEqual(shown(model), ['a', 'remark']);
    model.mute(new Set());
    assert.equal(model.count, 3);
  });

  it('are drawn again in their place', () => {
    const model = modelOf('50%', 'x');
    model.find((text) => text.includes('100'));
    model.filter(only((text) => text.includes('100')));
    assert.deepEqual(shown(model), []);
    model.change([
      [1, [0, 0, '100%', 3]],
      [9, [0, 0, 'never seen', 1]],
    ]);
    assert.deepEqual(shown(model), ['100%']);
    assert.deepEqual([...model.matches], [1]);
    model.change([[1, [0, 0, '0%', 4]]]);
    assert.deepEqual(shown(model), []);
  });

  it('lead from error to error, a traceback being one', () => {
    const model = modelOf('ERROR one', ...traceback, 'fine', 'ERROR two');
    assert.equal(model.nextError(0, 1), 1);
    assert.equal(model.nextError(1, 1), 2);
    assert.equal(model.nextError(2, 1), 8);
    assert.equal(model.nextError(8, 1), 1);
    assert.equal(model.nextError(8, -1), 2);
    assert.equal(model.nextError(1, -1), 8);
  });

  it('can be only those that are serious, with what goes on from them', () => {
    const model = modelOf(
      'INFO x',
      'ERROR y',
      '\tat org.apache.spark.Task',
      'epoch 1',
      'DEBUG z',
      'WARN w',
      ...traceback,
    );
    model.filter(only(undefined, { level: 'error' }));
    assert.deepEqual(shown(model), ['ERROR y', '\tat org.apache.spark.Task', traceback[0]]);
    model.filter(only(undefined, { level: 'warning' }));
    assert.equal(model.count, 4);
    model.filter(only(undefined, { level: 'info' }));
    assert.ok(!shown(model).includes('DEBUG z'));
    assert.ok(shown(model).includes('epoch 1'), 'what says nothing of itself is no debug line');
    assert.deepEqual([...model.errors], [2, 7]);
  });

  it('can be without some, also those that come later', () => {
    const model = modelOf('GET /health', 'POST /predict');
    model.filter(only(undefined, { exclude: (text) => text.includes('/health') }));
    model.add(3, 1, wire(['GET /health', 'x']));
    assert.deepEqual(shown(model), ['POST /predict', 'x']);
  });

  it('show or leave out a traceback as a whole, by whatever stands in it', () => {
    const model = modelOf('a', ...traceback);
    model.filter(only((text) => text.includes('torch')));
    assert.deepEqual(shown(model), [traceback[0]]);
    model.filter(only(undefined, { exclude: (text) => text.includes('torch') }));
    assert.deepEqual(shown(model), ['a']);
    const later = new LogModel();
    later.filter(only((text) => text.includes('torch')));
    later.add(1, 1, wire(['a', ...traceback, 'b torch']));
    assert.deepEqual(shown(later), [traceback[0], 'b torch']);
    const trace = later.at(0)?.trace;
    assert.ok(trace);
    later.toggle(trace);
    assert.equal(later.count, 6);
  });

  it('lead only to what is shown', () => {
    const model = new LogModel();
    model.add(
      1,
      1,
      pack([
        [0, 0, 'ERROR a', 0],
        [1, 0, 'ERROR b', 0],
      ]),
    );
    model.find((text) => text.includes('ERROR'));
    model.mute(new Set([1]));
    assert.equal(model.nextError(1, 1), 1);
    assert.equal(model.nextMatch(1, 1), 1);
    model.mute(new Set([0, 1]));
    assert.equal(model.nextError(0, 1), undefined);
  });

  it('nothing matches in an empty log', () => {
    const model = new LogModel();
    model.find(() => true);
    assert.equal(model.nextMatch(0, 1), undefined);
    assert.equal(model.nextError(0, 1), undefined);
  });
});
