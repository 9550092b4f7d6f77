import assert from 'node:assert/strict';
import { problemOf } from '../problem.ts';
import { LineSplitter } from './json-lines.ts';

describe('line splitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    const bytes = Buffer.from('{"a":"ü😀"}\n\n{"b":2}\r\n{"c"');
    for (let size = 1; size <= bytes.length; size += 1) {
      const splitter = new LineSplitter();
      const lines: string[] = [];
      for (let at = 0; at < bytes.length; at += size)
        splitter.push(bytes.subarray(at, at + size), (line) => lines.push(line.trim()));
      assert.deepEqual(lines, ['{"a":"ü😀"}', '{"b":2}']);
      assert.equal(splitter.unfinished, 4);
    }
  });

  it('refuses a line without end before it fills the memory', () => {
    const splitter = new LineSplitter(10);
    splitter.push(Buffer.from('123456789\n12345'), () => undefined);
    assert.throws(
      () => splitter.push(Buffer.from('678901'), () => undefined),
      (error) => problemOf(error)?.kind === 'server',
    );
  });
});
