import assert from 'node:assert/strict';
import { ByteRing } from './byte-ring.ts';
import { LineNumbers } from './line-numbers.ts';

const numbersOf = (...all: number[]): LineNumbers => {
  const numbers = new LineNumbers();
  for (const n of all) numbers.push(n);
  return numbers;
};

describe('line numbers', () => {
  it('are found by their places, and their places by them', () => {
    const numbers = numbersOf(2, 4, 8);
    assert.equal(numbers.at(1), 4);
    assert.equal(numbers.at(-1), 8);
    assert.equal(numbers.at(-4), undefined);
    assert.equal(numbers.placeOf(5), 2);
    assert.ok(numbers.has(8));
    assert.ok(!numbers.has(5));
  });

  it('are put into their place and taken out of it', () => {
    const numbers = numbersOf(2, 8);
    numbers.put(4, true);
    numbers.put(4, true);
    numbers.put(2, false);
    numbers.put(9, true);
    assert.deepEqual([...numbers], [4, 8, 9]);
  });

  it('go round', () => {
    const numbers = numbersOf(2, 4);
    assert.equal(numbers.next(4, 1), 2);
    assert.equal(numbers.next(2, -1), 4);
    assert.equal(new LineNumbers().next(1, 1), undefined);
  });

  it('are forgotten from the oldest on, ten thousand at a time or one', () => {
    const numbers = numbersOf(...Array.from({ length: 20_000 }, (_, index) => index + 1));
    for (const oldest of [2, 10_000, 10_001, 19_999]) {
      numbers.forgetBefore(oldest);
      assert.equal(numbers.at(0), oldest);
      assert.equal(numbers.length, 20_001 - oldest);
      assert.equal(numbers.placeOf(oldest + 1), 1);
    }
    assert.equal(numbers.at(-3), undefined, 'what is forgotten is not counted from the end either');
  });
});

describe('a byte for each line', () => {
  it('stays with its line while more lines are kept, and while old ones go', () => {
    const ring = new ByteRing();
    for (let n = 1; n <= 5000; n += 1) ring.set(n, n % 200);
    for (const n of [1, 1024, 1025, 5000]) assert.equal(ring.get(n), n % 200);
    ring.forgetBefore(4000);
    for (let n = 5001; n <= 11_000; n += 1) ring.set(n, n % 200);
    for (const n of [4000, 5000, 8192, 11_000]) assert.equal(ring.get(n), n % 200);
  });
});
