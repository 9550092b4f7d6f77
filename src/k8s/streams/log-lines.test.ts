import assert from 'node:assert/strict';
import { LogLines } from './log-lines.ts';

const AT = '2026-01-15T10:00:00.123456789Z';

/** All lines of some bytes, fed in pieces of the given size. */
function lines(bytes: Buffer | string, piece: number, longest?: number) {
  const parser = new LogLines(longest);
  const all = Buffer.from(bytes);
  const found = [];
  for (let from = 0; from < all.length; from += piece)
    found.push(...parser.push(all.subarray(from, from + piece)));
  return [...found, ...parser.end()];
}

describe('lines of a log', () => {
  it('come out the same however the bytes are split, inside characters too', () => {
    const bytes = Buffer.from(
      `${AT} größe 漢字 🙂\n${AT} \u0000nul\u0000\n${AT} \n${AT} 10%\r20%\r\n${AT} last`,
    );
    const whole = lines(bytes, bytes.length);
    assert.deepEqual(
      whole.map((line) => line.text),
      ['größe 漢字 🙂', '\u0000nul\u0000', '', '10%\r20%', 'last'],
    );
    assert.ok(whole.every((line) => line.at === AT));
    for (let piece = 1; piece < 40; piece += 1) assert.deepEqual(lines(bytes, piece), whole);
  });

  it('keep bytes that are no UTF-8 from harming their neighbours', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${AT} a`),
      Buffer.from([0xff, 0xe2, 0x82]),
      Buffer.from(`b\n${AT} c\n`),
    ]);
    assert.deepEqual(
      lines(bytes, 7).map((line) => line.text),
      ['a\uFFFD\uFFFDb', 'c'],
    );
  });

  it('hold a line of a megabyte whole, and cut a longer one at the same places every time', () => {
    const long = `${'é'.repeat(500_000)}!`;
    assert.deepEqual(lines(`${AT} ${long}\n`, 65_536), [{ at: AT, text: long }]);
    const longer = Buffer.from(`${AT} ${'é'.repeat(1_500_000)}\n${AT} next\n`);
    const pieces = lines(longer, 65_536);
    assert.equal(
      pieces
        .slice(0, -1)
        .map((line) => line.text)
        .join(''),
      'é'.repeat(1_500_000),
    );
    assert.deepEqual(
      pieces.map((line) => line.partial),
      [true, true, undefined, undefined],
    );
    assert.ok(pieces.every((line) => line.at === AT));
    assert.deepEqual(lines(longer, 10_007), pieces);
  });

  it('are handed on in pieces where a progress bar goes on without an end, always in the same ones', () => {
    const states = Array.from(
      { length: 1000 },
      (_, n) => `\r${String(n).padStart(3)}%|${'é'.repeat(n % 40)}|`,
    );
    const bytes = Buffer.from(`${AT} ${states.join('')}\n${AT} next\n`);
    const pieces = lines(bytes, 4096);
    assert.equal(pieces.filter((line) => line.partial).length, 2);
    assert.ok(pieces.slice(1, -1).every((line) => line.text.startsWith('\r')));
    assert.equal(
      pieces
        .slice(0, -1)
        .map((line) => line.text)
        .join(''),
      states.join(''),
    );
    for (const piece of [1, 999, 16_384, 65_536, bytes.length]) assert.deepEqual(lines(bytes, piece), pieces);
    // Without waiting for the end of the line.
    assert.equal(new LogLines().push(bytes.subarray(0, 20_000)).length, 1);
  });

  it('have times in one form, whatever the time zone of the node', () => {
    const times = [
      '2026-01-15T12:00:00.5+02:00',
      '2026-01-15T10:00:00Z',
      '2026-01-15T10:00:00.123456789+00:00',
    ];
    assert.deepEqual(
      lines(times.map((time) => `${time} x\n`).join(''), 9).map((line) => line.at),
      ['2026-01-15T10:00:00.500000000Z', '2026-01-15T10:00:00.000000000Z', '2026-01-15T10:00:00.123456789Z'],
    );
  });

  it('have no time where the node speaks itself', () => {
    assert.deepEqual(lines('failed to create fsnotify watcher: too many open files', 8), [
      { text: 'failed to create fsnotify watcher: too many open files' },
    ]);
    assert.deepEqual(lines('2026-99-99T00:00:00Z odd\n', 8), [{ text: '2026-99-99T00:00:00Z odd' }]);
  });
});
