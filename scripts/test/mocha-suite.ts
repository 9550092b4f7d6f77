import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { list, number } from '../../src/common/json.ts';
import { COUNTS_FILE } from '../../test/harness/counting-reporter.ts';
import { runStep } from './step.ts';
import { failed } from './suite.ts';
import type { SuiteResult, SuiteRun } from './suite.ts';

export interface MochaSuite {
  readonly name: string;
  /** Glob patterns from the root, in the order in which they are to run: side by side, the slowest file had better begin first. */
  readonly files: readonly string[];
  /** What one test may take, in milliseconds. */
  readonly timeout: number;
  readonly minutes: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How many files run at the same time, each in a process of its own; for tests that wait for small servers more than they compute. */
  readonly atOnce?: number;
}

/** Mocha in a process of its own. */
export async function runMocha(suite: MochaSuite, run: SuiteRun): Promise<SuiteResult> {
  const files = [...new Set(suite.files.flatMap((pattern) => globSync(pattern, { cwd: run.root }).sort()))];
  if (files.length === 0) return failed(`There is no test in ${suite.files.join(', ')}.`);
  const mocha = join(run.root, 'node_modules/mocha/bin/mocha.js');
  const reporter = join(run.root, 'test/harness/counting-reporter.ts');
  const options = [
    '--no-config',
    '--ui',
    'bdd',
    '--forbid-only',
    '--timeout',
    String(suite.timeout),
    '--reporter',
    reporter,
    ...(suite.atOnce === undefined ? [] : ['--parallel', '--jobs', String(suite.atOnce)]),
  ];
  return await runCounted(suite, [mocha, ...options, ...run.mochaArguments, ...files], run);
}

export interface CountedSuite {
  readonly name: string;
  readonly minutes: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A Node process that leaves its counts by the counting reporter. No counts, or another end than they say, is a failure. */
export async function runCounted(
  suite: CountedSuite,
  words: readonly string[],
  run: SuiteRun,
): Promise<SuiteResult> {
  const file = join(run.root, 'out', 'counts', `${suite.name}-${process.pid}.json`);
  try {
    const step = await runStep(words, {
      run,
      minutes: suite.minutes,
      env: {
        ...suite.env,
        [COUNTS_FILE]: file,
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
      },
    });
    const counts = readCounts(file);
    if (counts === undefined)
      return failed(`The suite ended before its tests did: ${step.ending}.\n${step.lastLines}`);
    const ran = counts.passed + counts.failed;
    if (ran + counts.skipped === 0 && run.mochaArguments.length === 0) return failed('No test ran.');
    if (counts.failed === 0 && step.code !== 0)
      return {
        ...counts,
        failed: 1,
        failures: [`All tests passed, but the process did not end well: ${step.ending}.\n${step.lastLines}`],
      };
    return counts;
  } finally {
    rmSync(file, { force: true });
  }
}

function readCounts(file: string): SuiteResult | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the process ended before it could write the file
  }
  const texts = (field: string): string[] => list(json, field).filter((value) => typeof value === 'string');
  const [passed, failed, skipped] = [number(json, 'passed'), number(json, 'failed'), number(json, 'skipped')];
  if (passed === undefined || failed === undefined || skipped === undefined) return undefined;
  return { passed, failed, skipped, skips: texts('skips'), failures: texts('failures') };
}
