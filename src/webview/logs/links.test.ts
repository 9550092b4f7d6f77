import assert from 'node:assert/strict';
import { linksIn } from './links.ts';

const found = (text: string): string[] =>
  linksIn(text).map(({ from, to, target }) =>
    'url' in target
      ? `${text.slice(from, to)} -> ${target.url}`
      : `${text.slice(from, to)} -> ${target.path} ${target.line}`,
  );

describe('links in a line', () => {
  it('are places in code', () => {
    assert.deepEqual(found('  File "/app/train.py", line 88, in main'), [
      'File "/app/train.py", line 88 -> /app/train.py 88',
    ]);
    assert.deepEqual(found('tests/test_x.py:12: AssertionError'), [
      'tests/test_x.py:12 -> tests/test_x.py 12',
    ]);
    assert.deepEqual(found('decoding (train.py:88, pandas.read_parquet)'), ['train.py:88 -> train.py 88']);
  });

  it('are web addresses, without the sentence around them', () => {
    assert.deepEqual(found('View run at https://wandb.ai/a/b?x=1. Bye'), [
      'https://wandb.ai/a/b?x=1 -> https://wandb.ai/a/b?x=1',
    ]);
    assert.deepEqual(found('(http://x/a_(b))'), ['http://x/a_(b) -> http://x/a_(b)']);
  });

  it('are nothing else', () => {
    for (const text of [
      '10:00:00',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'a:1',
      'loss: 0.3',
      'File "x',
    ])
      assert.deepEqual(found(text), [], text);
  });

  it('are bounded', () => {
    assert.equal(linksIn('x.py:1 '.repeat(1000)).length, 50);
  });
});
