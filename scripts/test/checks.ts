import { join } from 'node:path';
import { runStep } from './step.ts';
import { failed, passed } from './suite.ts';
import type { Suite, SuiteRun } from './suite.ts';

const FORMATTED = ['{src,scripts,test,bench}/**/*.{ts,mjs,css}', 'eslint.config.mjs'];

/** The compiler and the linter, as suites of one test each. */
export const types: Suite = {
  name: 'types',
  run: (run) =>
    allOf(run, [
      ['typescript/bin/tsc', '-p', '.'],
      ['typescript/bin/tsc', '-p', 'src/webview'],
    ]),
};

export const lint: Suite = {
  name: 'lint',
  run: (run) =>
    allOf(run, [
      ['eslint/bin/eslint.js', '.'],
      ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...FORMATTED],
    ]),
};

/** One after the other, to the end, so that one run shows everything that there is to mend. */
async function allOf(run: SuiteRun, programs: readonly (readonly [string, ...string[]])[]) {
  const failures: string[] = [];
  for (const [program, ...words] of programs) {
    const step = await runStep([join(run.root, 'node_modules', program), ...words], { run, minutes: 5 });
    if (step.code !== 0)
      failures.push(`${program.split('/')[0]} ${words.join(' ')}: ${step.ending}\n${step.lastLines}`);
  }
  return failures.length === 0 ? passed() : failed(...failures);
}
