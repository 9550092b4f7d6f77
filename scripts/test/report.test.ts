import assert from 'node:assert/strict';
import { finalLine, suiteLines } from './report.ts';
import { failed, passed, skipped } from './suite.ts';

const report = (name: string, result = passed()) => ({ name, result, seconds: 1.25 });

describe('the end of a test run', () => {
  it('is one line that can be read by a program', () => {
    assert.equal(finalLine([report('types'), report('lint', failed('tsc'))]), '1 passed, 1 failed');
    assert.equal(
      finalLine([report('types'), report('node', skipped('not root'))]),
      '1 passed, 0 failed, 1 skipped',
    );
    assert.equal(finalLine([]), '0 passed, 0 failed');
  });

  it('says what failed, and for each suite how it went and why something was skipped', () => {
    const reports = [report('types', failed('tsc: two\nlines')), report('node', skipped('not root'))];
    assert.deepEqual(suiteLines(reports), [
      '',
      'types, failure 1 of 1',
      '  tsc: two\n  lines',
      '',
      '✖ types  0 passed, 1 failed · 1.3 s',
      '- node   0 passed, 0 failed, 1 skipped · 1.3 s',
      '    skipped: not root',
      '',
    ]);
  });
});
