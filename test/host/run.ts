// Runs test/host/*.test.ts inside an extension host: of the desktop VS Code that VSCODE_EXECUTABLE names, otherwise of code-server.
//   node test/host/run.ts [--grep words] [--bail]
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { runInBrowser } from '../harness/editor/host-run.ts';
import { Ledger, sweepDeadRuns } from '../harness/ledger.ts';
import { reportToStderr } from '../harness/cache.ts';
import { MOCHA_OPTIONS } from './protocol.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    grep: { type: 'string', short: 'g' },
    fgrep: { type: 'string', short: 'f' },
    bail: { type: 'boolean', short: 'b' },
    timeout: { type: 'string', short: 't' },
  },
});

const extension = process.env['PORTHOLE_EXTENSION'] ?? root;
await sweepDeadRuns(reportToStderr);
const ledger = Ledger.open();
const tests = await bundleTests();
const desktop = process.env['VSCODE_EXECUTABLE'];
const run =
  desktop === undefined || desktop === ''
    ? runInBrowser
    : (await import('../harness/editor/desktop-run.ts')).runInDesktop;
const code = await run(ledger, {
  extension,
  tests,
  env: { [MOCHA_OPTIONS]: JSON.stringify(values) },
  say: (line) => process.stdout.write(`${line}\n`),
});
await ledger.undo();
process.exitCode = code;

/** One CommonJS file, as every editor loads it; mocha stays outside, it is found from this folder. */
async function bundleTests(): Promise<string> {
  const files = globSync('test/host/**/*.test.ts', { cwd: root }).sort();
  const loads = files.map(
    (file) => `[${JSON.stringify(basename(file))}, () => import(${JSON.stringify(`./${file}`)})]`,
  );
  const outfile = join(root, 'out/host/index.cjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `import { runTests } from './test/host/index.ts';\nexport const run = () => runTests([${loads.join(', ')}]);\n`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha', 'playwright-core', 'esbuild'],
    logLevel: 'warning',
  });
  return outfile;
}
