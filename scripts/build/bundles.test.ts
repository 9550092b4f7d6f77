import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { bundlesOf } from './bundles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of `src` whose code stands in each file of `dist` that runs in the extension host. */
async function sourcesByFile(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { name, options } of bundlesOf(root, { readable: true })) {
    if (name !== 'extension' && name !== 'rooms') continue;
    const { metafile } = await build(options);
    for (const [file, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
      if (file.endsWith('.map')) continue;
      const sources = Object.entries(inputs).filter(
        ([source, { bytesInOutput }]) => source.startsWith('src/') && bytesInOutput > 0,
      );
      found.set(
        file.replace(/^dist\//, ''),
        sources.map(([source]) => source),
      );
    }
  }
  return found;
}

describe('the files that the extension is built into', function () {
  this.timeout(30_000);
  let files: ReadonlyMap<string, readonly string[]>;
  before(async () => {
    files = await sourcesByFile();
  });

  after(() => stop()); // its process would keep the worker of mocha from ending

  it('hold each class of errors once: in two files it would be two classes, and instanceof false', () => {
    const homes = new Map<string, string[]>();
    for (const [file, sources] of files)
      for (const source of sources) homes.set(source, [...(homes.get(source) ?? []), file]);
    const errors = [...homes].filter(([source]) =>
      /\bclass \w+ extends \w*Error\b/.test(readFileSync(join(root, source), 'utf8')),
    );
    assert.ok(errors.length >= 3, 'no class of errors was found: does the test look in the right place?');
    assert.deepEqual(
      errors.filter(([, in_]) => in_.length > 1),
      [],
    );
  });

  it('leave to other files what activation does not need', () => {
    const late = /^src\/(k8s\/(auth|evidence|kubeconfig|live|transport)|diagnostics\/(logs|rules)|sample)\//;
    assert.deepEqual(
      files.get('extension.js')?.filter((source) => late.test(source)),
      [],
    );
    for (const room of ['cluster.js', 'diagnosis.js', 'sample.js'])
      assert.ok(
        files.get(room)?.some((source) => late.test(source)),
        room,
      );
  });
});
