import assert from 'node:assert/strict';
import { queryOf } from './query.ts';

const finds = (input: string, text: string): boolean => {
  const query = queryOf(input);
  assert.ok(query !== undefined && query !== 'bad');
  return query.find(text);
};

describe('what is typed into the find field', () => {
  it('is text whatever its case', () => {
    assert.ok(finds('Shard', 'loading shard 5'));
    assert.ok(!finds('a.c', 'abc'), 'a dot is a dot');
  });
  it('is a regular expression between slashes, with case where it says so', () => {
    assert.ok(finds('/a.c/', 'xABCx'));
    assert.ok(!finds('/a.c/c', 'xABCx'));
  });
  it('marks every place', () => {
    const query = queryOf('a+');
    assert.ok(query !== undefined && query !== 'bad');
    assert.deepEqual('a+ A+ aa'.match(query.highlight), ['a+', 'A+']);
  });
  it('may be nothing, or no pattern', () => {
    assert.equal(queryOf(''), undefined);
    assert.equal(queryOf('/(/'), 'bad');
  });
});
