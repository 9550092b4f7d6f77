import { join } from 'node:path';
import { controlPlaneAssets } from '../../test/harness/assets.ts';
import { browserProgram, codeServer } from '../../test/harness/editor/programs.ts';
import { realNodeParts } from '../../test/harness/real-node.ts';
import { MachineryMissing } from '../../test/harness/machinery.ts';
import { bundlesOf } from '../build/bundles.ts';
import { writeBundles } from '../build/write.ts';
import { packVsix } from '../package/vsix.ts';
import { lint, types } from './checks.ts';
import { runCounted, runMocha } from './mocha-suite.ts';
import { failed } from './suite.ts';
import type { Suite, SuiteRun } from './suite.ts';

const unit: Suite = {
  name: 'unit',
  run: (run) =>
    runMocha(
      {
        name: 'unit',
        files: [
          'src/sample/watches.test.ts',
          'scripts/**/*.test.ts',
          'test/harness/*.test.ts',
          'src/**/*.test.ts',
        ],
        timeout: 10_000,
        minutes: 3,
        atOnce: 6,
      },
      run,
    ),
};

const cluster: Suite = {
  name: 'cluster',
  prepare: async (run) => {
    await controlPlaneAssets(run.say);
  },
  run: async (run) => {
    // With a kubectl, this one also asks whether kubectl reads the same files the same way.
    const files = ['test/cluster/**/*.test.ts', 'src/k8s/kubeconfig/load-kubeconfig.test.ts'];
    const env = { PORTHOLE_TEST_KUBECTL: (await controlPlaneAssets(run.say)).program('kubectl') };
    return await runMocha({ name: 'cluster', files, timeout: 60_000, minutes: 8, env }, run);
  },
};

/** There is one real node at a time on a machine: this suite and the one of the editor wait for each other. */
const node: Suite = {
  name: 'node',
  prepare: async (run) => {
    await realNodeParts(run.say);
  },
  run: (run) =>
    runMocha({ name: 'node', files: ['test/node/**/*.test.ts'], timeout: 180_000, minutes: 30 }, run),
};

const host: Suite = {
  name: 'host',
  prepare: async (run) => {
    if ((process.env['VSCODE_EXECUTABLE'] ?? '') === '') await editorFor(run);
  },
  run: async (run) => {
    const { problems } = await writeBundles(bundlesOf(run.root, { readable: false }), run.root);
    if (problems.length > 0) return failed(...problems);
    return await runCounted(
      { name: 'host', minutes: 5 },
      [join(run.root, 'test/host/run.ts'), ...run.mochaArguments],
      run,
    );
  },
};

/** Ends with what people install: the package itself is what runs in the editor. */
const ui: Suite = {
  name: 'ui',
  prepare: async (run) => {
    await editorFor(run);
    // For the tests that look at a real cluster. Without it they skip themselves, and the others run.
    await controlPlaneAssets(run.say).catch((error: unknown) => {
      if (!(error instanceof MachineryMissing)) throw error;
      run.say(error.message);
    });
  },
  run: async (run) => {
    const { path } = await packVsix(run.root, run.ledger.folder);
    const files = ['test/ui/**/*.test.ts', 'test/harness/editor/*.test.ts'];
    return await runMocha(
      { name: 'ui', files, timeout: 120_000, minutes: 25, env: { PORTHOLE_VSIX: path } },
      run,
    );
  },
};

async function editorFor({ ledger, say }: SuiteRun): Promise<void> {
  await codeServer(ledger, say);
  await browserProgram(ledger, say);
}

/**
 * What runs beside each other on a machine with two processors; a lane is worked off from left to right. The editor's suites take
 * about as long as all others together, and each of the lanes waits for servers a good part of its time.
 */
export const LANES: readonly (readonly Suite[])[] = [
  [types, lint, unit, cluster, node],
  [host, ui],
];
