import { lint, types } from './checks.ts';
import { runMocha } from './mocha-suite.ts';
import type { MochaSuite } from './mocha-suite.ts';
import type { Suite } from './suite.ts';

function mochaSuite(suite: MochaSuite): Suite {
  return { name: suite.name, minutes: suite.minutes, run: (run) => runMocha(suite, run) };
}

const unit = mochaSuite({ name: 'unit', files: ['{src,scripts}/**/*.test.ts'], timeout: 10_000, minutes: 3 });
const cluster = mochaSuite({
  name: 'cluster',
  files: ['test/cluster/**/*.test.ts'],
  timeout: 60_000,
  minutes: 8,
});
const node = mochaSuite({ name: 'node', files: ['test/node/**/*.test.ts'], timeout: 180_000, minutes: 12 });

/**
 * What runs beside each other. A lane is worked off from left to right: the first is mostly this project's own code and the editor, the
 * second waits for servers.
 */
export const LANES: readonly (readonly Suite[])[] = [
  [types, lint],
  [unit, cluster, node],
];
