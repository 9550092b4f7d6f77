import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, stop } from 'esbuild';
import { bundlesOf } from '../../../scripts/build/bundles.ts';
import { fieldReference } from '../../../scripts/build/field-reference.ts';

const POD =
  'apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n    - name: main\r\n      resources: {limits: {memory: 2Gi}}\r\n';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly messages: string;
}

// As people run it: the built program in a process of its own.
describe('porthole hover', function () {
  this.timeout(30_000);
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'porthole-hover-'));
    const bundle = bundlesOf(process.cwd(), { readable: false }).find(({ name }) => name === 'command line');
    assert.ok(bundle);
    mkdirSync(join(folder, 'dist'));
    await build({ ...bundle.options, write: true, outdir: join(folder, 'dist') });
    writeFileSync(join(folder, 'dist/package.json'), '{"type":"commonjs"}');
    writeFileSync(
      join(folder, 'dist/field-reference.json.br'),
      fieldReference(process.cwd(), { small: false }),
    );
    writeFileSync(join(folder, 'pod.yaml'), POD);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await stop(); // its process would keep the worker of mocha from ending
  });

  const hover = (...words: string[]): Promise<Run> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        ['dist/cli.js', 'hover', ...words],
        { cwd: folder },
        (error, out, messages) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, messages }),
      );
    });

  it('says what the field is in words, or as one JSON document', async () => {
    const { out } = await hover('pod.yaml', '6:30');
    assert.match(out, /^memory \(limit\): 2 GiB/);
    const json: unknown = JSON.parse((await hover('pod.yaml', '6:30', '-o', 'json')).out);
    assert.ok(typeof json === 'object' && json !== null && 'markdown' in json);
    const { markdown, ...rest } = json;
    assert.match(String(markdown), /^\*\*memory \(limit\)\*\*/);
    assert.deepEqual(rest, {
      path: 'spec.containers[0].resources.limits.memory',
      kind: 'Pod',
      range: { start: { line: 6, column: 28 }, end: { line: 6, column: 34 } },
    });
  });

  it('prints an empty document where there is nothing to say', async () => {
    assert.deepEqual(await hover('pod.yaml', '6:1', '-o', 'json'), { code: 0, out: '{}\n', messages: '' });
  });

  it('says in a line what it could not do', async () => {
    for (const [words, code, says] of [
      [['pod.yaml', '99:1'], 1, /has 7 lines; line 99 does not exist/],
      [['none.yaml', '1:1'], 1, /none\.yaml cannot be read/],
      [['pod.yaml', '0:1'], 2, /LINE:COLUMN/],
      [['pod.yaml'], 2, /a file and a position/],
    ] as const) {
      const run = await hover(...words);
      assert.equal(run.code, code, words.join(' '));
      assert.match(run.messages, says);
    }
  });
});
