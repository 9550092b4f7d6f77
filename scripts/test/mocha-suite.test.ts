import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ledger } from '../../test/harness/ledger.ts';
import { processIdentity } from '../../test/harness/process-identity.ts';
import { runMocha } from './mocha-suite.ts';
import type { SuiteResult } from './suite.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('a mocha suite in a process of its own', function () {
  this.timeout(30_000);
  let folder: string;
  let ledger: Ledger;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    ledger = Ledger.open();
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await ledger.undo();
  });

  async function run(
    tests: string,
    mochaArguments: readonly string[] = [],
    seconds = 25,
  ): Promise<{ result: SuiteResult; output: string }> {
    const file = join(folder, 'example.test.mjs');
    writeFileSync(file, `import assert from 'node:assert/strict';\n${tests}`);
    const lines: string[] = [];
    const suite = { name: 'example', files: [file], timeout: 20_000, minutes: seconds / 60 };
    const result = await runMocha(suite, { root, ledger, mochaArguments, say: (line) => lines.push(line) });
    return { result, output: lines.join('\n') };
  }

  it('counts what passed, failed and was skipped, and streams what mocha says', async () => {
    const { result, output } = await run(`
      describe('sums', () => {
        it('adds', () => assert.equal(1 + 1, 2));
        it('is wrong', () => assert.deepEqual({ sum: 3 }, { sum: 2 }));
        it.skip('waits for a better day');
      });`);
    assert.equal(result.passed, 1);
    assert.equal(result.failed, 1);
    assert.equal(result.skipped, 1);
    assert.deepEqual(result.skips, ['sums waits for a better day']);
    assert.match(result.failures.join('\n'), /sums\s+is wrong[^]*"sum": 3[^]*example\.test\.mjs/);
    assert.match(output, /✔ adds/);
  });

  it('passes words on to mocha', async () => {
    const { result } = await run(`it('one', () => {}); it('two', () => assert.fail());`, ['--grep', 'one']);
    assert.deepEqual([result.passed, result.failed], [1, 0]);
  });

  for (const [what, tests, complaint] of [
    ['no test ran', `describe('nothing', () => {});`, /No test ran/],
    [
      'the file cannot be read',
      `import './not-there.mjs';`,
      /ended before its tests did: exit code 1[^]*not-there/,
    ],
    [
      'a test ends the process',
      `it('leaves', () => process.exit(0));`,
      /ended before its tests did: exit code 0/,
    ],
    [
      'only one test was asked for in the file',
      `it.only('one', () => {});`,
      /ended before its tests did[^]*only/,
    ],
    ['a hook fails', `before(() => assert.fail('no cluster')); it('is never run', () => {});`, /no cluster/],
  ] as const)
    it(`fails when ${what}`, async () => {
      const { result } = await run(tests);
      assert.equal(result.failed, 1);
      assert.match(result.failures.join('\n'), complaint);
    });

  for (const [what, tests] of [
    ['something keeps the process alive', `it('ends', () => {}); setInterval(() => {}, 1000);`],
    ['a test never ends', `it('hangs', () => { for (;;); });`],
  ] as const)
    it(`ends it and fails when ${what}`, async () => {
      const { result } = await run(tests, [], 1.5);
      assert.equal(result.failed, 1);
      assert.match(result.failures.join('\n'), /not done after/);
    });

  it('fails when there is no such file', async () => {
    const suite = { name: 'example', files: ['test/nowhere/*.test.ts'], timeout: 1000, minutes: 1 };
    const result = await runMocha(suite, { root, ledger, mochaArguments: [], say: () => undefined });
    assert.deepEqual(result.failures, ['There is no test in test/nowhere/*.test.ts.']);
  });

  it('ends what a test started and forgot', async () => {
    const pidFile = join(folder, 'pid');
    await run(`
      import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      it('forgets', () => {
        const child = spawn('sleep', ['300'], { stdio: 'ignore' });
        child.unref();
        writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
      });`);
    assert.equal(processIdentity(Number(readFileSync(pidFile, 'utf8'))), undefined);
  });
});
