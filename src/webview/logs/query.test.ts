import assert from 'node:assert/strict';
import { readQuery } from './query.ts';
import type { Query } from './query.ts';

const finds = (text: string, line: string, how: Partial<Query> = {}): boolean => {
  const query = readQuery({ text, isPattern: false, matchCase: false, ...how });
  assert.ok(query !== undefined && query !== 'bad');
  return query.find(line);
};

describe('what is looked for', () => {
  it('is text whatever its case, or with its case', () => {
    assert.ok(finds('Shard', 'loading shard 3'));
    assert.ok(!finds('Shard', 'loading shard 3', { matchCase: true }));
    assert.ok(finds('a.b(c)', 'x a.b(c) y'));
    assert.ok(!finds('a.b', 'aXb'));
  });

  it('is a regular expression', () => {
    assert.ok(finds('shard [3-5]$', 'loading SHARD 4', { isPattern: true }));
    assert.ok(!finds('SHARD', 'loading shard 4', { isPattern: true, matchCase: true }));
  });

  it('is nothing, or a pattern that is none', () => {
    assert.equal(readQuery({ text: '', isPattern: true, matchCase: true }), undefined);
    assert.equal(readQuery({ text: '(', isPattern: true, matchCase: false }), 'bad');
    assert.ok(finds('(', 'f(x)'));
  });

  it('finds every place in a line, and the same the next time', () => {
    const query = readQuery({ text: 'a', isPattern: false, matchCase: false });
    assert.ok(query !== undefined && query !== 'bad');
    assert.equal([...'banana'.matchAll(query.highlight)].length, 3);
    assert.ok(query.find('a') && query.find('a'));
  });
});
