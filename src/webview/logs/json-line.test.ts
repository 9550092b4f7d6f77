import assert from 'node:assert/strict';
import { readableLine } from './json-line.ts';

describe('a line of JSON', () => {
  it('is a level, a logger, a message and the rest', () => {
    assert.deepEqual(
      readableLine(
        '{"ts":"2026-01-15T10:00:00Z","level":"error","logger":"train","msg":"no space","shard":7,"tags":["a"],"none":null}',
      ),
      {
        level: 'ERROR',
        logger: 'train',
        message: 'no space',
        rest: [
          ['shard', '7'],
          ['tags', '["a"]'],
        ],
        trace: '',
      },
    );
  });

  it('has its stack trace apart', () => {
    const line = readableLine(
      '{"severity":"ERROR","event":"failed","exc_info":"Traceback\\n  File \\"x.py\\""}',
    );
    assert.equal(line?.trace, 'Traceback\n  File "x.py"');
    assert.equal(line.message, 'failed');
  });

  it('is left as it is where it is data, broken or endless', () => {
    for (const text of [
      '{"a":1}',
      '{"level": ',
      '{x}',
      '[1]',
      'plain',
      '{"msg":null}',
      `{"msg":"${'x'.repeat(30_000)}"}`,
    ])
      assert.equal(readableLine(text), undefined, text.slice(0, 40));
  });

  it('cuts values that would push the message out of sight', () => {
    const line = readableLine(JSON.stringify({ msg: 'm', big: 'x'.repeat(5000) }));
    assert.equal(line?.rest[0]?.[1].length, 401);
  });
});
