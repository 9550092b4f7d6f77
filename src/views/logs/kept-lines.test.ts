import assert from 'node:assert/strict';
import { KeptLines } from './kept-lines.ts';
import { pack, unpack } from './packed-lines.ts';
import type { WireLine } from './protocol.ts';

const line = (n: number): WireLine => [n % 3, n, `line ${n}`, n % 10 === 0 ? 1 : 0];
const lines = (from: number, count: number): WireLine[] =>
  Array.from({ length: count }, (_, index) => line(from + index));
/** All that is kept, part by part, as a page gets it. */
function sent(kept: KeptLines, first = kept.oldest): WireLine[] {
  const all: WireLine[] = [];
  for (let n = first; n < kept.next; n = first + all.length) all.push(...unpack(kept.packedFrom(n)));
  return all;
}

describe('kept lines', () => {
  it('are the same however they came: one by one, in small pieces, in large ones', () => {
    for (const size of [1, 7, 300, 1024, 5000]) {
      const kept = new KeptLines();
      for (let n = 1; n <= 5000; n += size) kept.take(pack(lines(n, Math.min(size, 5001 - n))));
      assert.equal(kept.next, 5001);
      assert.deepEqual(sent(kept), lines(1, 5000), `pieces of ${size}`);
      for (const n of [1, 1024, 1025, 4999, 5000]) assert.deepEqual(kept.line(n), line(n));
    }
  });

  it('begin in the middle of a part, and leave out what was there already', () => {
    const kept = new KeptLines(11);
    for (const wire of lines(11, 1500)) kept.append(...wire);
    assert.deepEqual(sent(kept, 1400), lines(1400, 111));
    kept.takeNew(1000, pack(lines(1000, 600)));
    kept.takeNew(11, pack(lines(11, 10)));
    assert.equal(kept.next, 1600);
    assert.deepEqual(sent(kept), lines(11, 1589));
  });

  it('are let go from the oldest on', () => {
    const kept = new KeptLines();
    for (const wire of lines(1, 3000)) kept.append(...wire);
    kept.forgetBefore(2500);
    assert.equal(kept.oldest, 2500);
    assert.equal(kept.line(2499), undefined);
    assert.deepEqual(sent(kept), lines(2500, 501));
    kept.forgetBefore(10);
    assert.equal(kept.oldest, 2500, 'what is gone does not come back');
  });

  it('are drawn again in a part that is closed and in one that is not', () => {
    const kept = new KeptLines();
    for (const wire of lines(1, 1030)) kept.append(...wire);
    for (const n of [5, 1028]) kept.replace(n, [n % 3, 7, 'drawn again', 4]);
    assert.deepEqual(kept.line(5), [2, 7, 'drawn again', 4]);
    assert.equal(kept.lengthOf(1028), 'drawn again'.length);
    assert.deepEqual(
      sent(kept).filter(([, , text]) => text === 'drawn again'),
      [
        [2, 7, 'drawn again', 4],
        [2, 7, 'drawn again', 4],
      ],
    );
  });

  it('say of a part whether anything in it is for a terminal', () => {
    const kept = new KeptLines();
    kept.take(pack(lines(1, 300)));
    kept.take(pack([...lines(301, 299), [0, 0, '\u001b[31mred\u001b[0m', 0]]));
    const plain = (): boolean[] => [...kept.partsFrom(1)].map(([part]) => part.isPlain);
    assert.deepEqual(plain(), [true, false]);
    kept.replace(1, [0, 0, '\u001b[1mbold', 1]);
    assert.deepEqual(plain(), [false, false]);
  });
});
