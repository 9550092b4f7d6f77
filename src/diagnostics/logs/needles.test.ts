import assert from 'node:assert/strict';
import { Needles } from './needles.ts';
import { signatures } from './signatures.ts';

describe('needles', () => {
  const needles = new Needles([['error', 'no space'], ['terror'], ['out of memory', 'space left'], ['err']]);

  it('are all found, also inside and across one another, whatever their case', () => {
    assert.deepEqual(needles.groupsIn('a TERROR'), [0, 1, 3]);
    assert.deepEqual(needles.groupsIn('No space left on device'), [0, 2]);
    assert.deepEqual(needles.groupsIn('out of out of memory'), [2]);
    assert.deepEqual(needles.groupsIn('nothing of it: er r or, naïve'), []);
  });

  it('are found between two places only', () => {
    const text = 'error and error';
    assert.equal(needles.find(text, 0, text.length), 3);
    assert.equal(needles.find(text, 1, text.length), 13);
    assert.equal(needles.find(text, 1, 12), -1);
  });

  it('say the same as a search for each', () => {
    const groups = signatures().map((signature) => signature.needles);
    const all = new Needles(groups);
    for (const needle of groups.flat()) {
      const line = `x${needle.toUpperCase()}, and then ${groups[7]?.[0] ?? ''}`;
      const lower = line.toLowerCase();
      assert.deepEqual(
        all.groupsIn(line),
        groups.flatMap((group, at) => (group.some((other) => lower.includes(other)) ? [at] : [])),
      );
    }
  });

  it('are made of ASCII', () => {
    for (const needle of signatures().flatMap((signature) => signature.needles))
      assert.match(needle, /^[\x20-\x7e]+$/);
  });
});
