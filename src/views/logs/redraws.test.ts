import assert from 'node:assert/strict';
import { Redraws } from './redraws.ts';

const UP = '\u001b[A';
const CLEAR = '\u001b[2K';

/** What stands on the page after these lines, with the number of rewrites where there were any. */
function page(...lines: readonly (string | { readonly piece: string })[]): string[] {
  const rows: { text: string; rewrites: number }[] = [];
  const redraws = new Redraws({
    append: (text, rewrites) => rows.push({ text, rewrites }) - 1,
    textAt: (n) => rows[n],
    replace: (n, text, rewrites) => {
      rows[n] = { text, rewrites };
    },
  });
  for (const line of lines)
    if (typeof line === 'string') redraws.take(line);
    else redraws.take(line.piece, true);
  return rows.map(({ text, rewrites }) => (rewrites > 0 ? `${text} (${rewrites})` : text));
}

describe('lines that a program draws again', () => {
  it('are left as they are where nothing is drawn again', () => {
    assert.deepEqual(page('one', '', '\u001b[31mred\u001b[0m', '  two'), [
      'one',
      '',
      '\u001b[31mred\u001b[0m',
      '  two',
    ]);
  });

  it('are one line for a bar that returns (tqdm, pip)', () => {
    assert.deepEqual(page('\r  0%|  | 0/10\r 50%|## | 5/10\r100%|####| 10/10', 'done'), [
      '100%|####| 10/10 (2)',
      'done',
    ]);
    assert.deepEqual(page('\r\r'), ['']);
    assert.deepEqual(page('step 1\r      \rstep 2'), ['step 2 (1)']);
  });

  it('are one line for a bar that comes in pieces', () => {
    assert.deepEqual(page('before', { piece: '\r1%\r2%' }, { piece: '\r3%' }, '\r4%', 'after'), [
      'before',
      '4% (3)',
      'after',
    ]);
  });

  it('are as many lines as there are bars for nested tqdm bars', () => {
    // tqdm goes a line down for the inner bar, draws, and up again; the outer one is drawn where the cursor is.
    const printed = [
      '\router 0%',
      `\rinner 0%${UP}`,
      `\rinner 50%${UP}`,
      `\rinner 100%${UP}\router 50%`,
      `\rinner 0%${UP}`,
      `\rinner 100%${UP}\router 100%`,
      '',
      'finished',
    ];
    assert.deepEqual(page(...printed), ['outer 100% (2)', 'inner 100% (4)', 'finished']);
  });

  it('are as many lines as a rich display is high', () => {
    // rich: each frame goes back to its first line, erasing, and draws all lines; the last one without an end of line.
    const frame = (a: string, b: string): string[] => [a, b];
    const lines = ['before', ...frame('epoch 1', 'loss 2.0')];
    const again = (a: string, b: string): string[] => [`\r${CLEAR}${UP}${CLEAR}${UP}${CLEAR}${a}`, b];
    assert.deepEqual(
      page(...lines, ...again('epoch 2', 'loss 1.5'), ...again('epoch 3', 'loss 1.1'), 'after'),
      ['before', 'epoch 3 (2)', 'loss 1.1 (2)', 'after'],
    );
  });

  it('lose the lines below that are erased', () => {
    assert.deepEqual(page('a', 'b', 'c', `\u001b[3A\u001b[Jnew`), ['new (1)', '', '']);
  });

  it('never reach above the beginning, nor lines that were dropped', () => {
    assert.deepEqual(page(`\u001b[99A\rx`, 'y'), ['x', 'y']);
  });
});
