import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** What a mocha run leaves for whoever started it. A hook that fails counts as a failed test. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Each failure as mocha prints it, with the difference and the stack. */
  readonly failures: readonly string[];
  /** What was skipped, in words; the reason belongs into the titles. */
  readonly skips: readonly string[];
}

/** The variable that names the file for the counts. Without it this reporter is mocha's own `spec`. */
export const COUNTS_FILE = 'PORTHOLE_TEST_COUNTS';

const { Base, Spec } = Mocha.reporters;
const { EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;

/** Prints like `spec` and leaves the counts in a file. Works in a plain mocha and inside an extension host alike. */
export class CountingReporter extends Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const skipped: Mocha.Test[] = [];
    runner.on(EVENT_TEST_PENDING, (test) => skipped.push(test));
    runner.once(EVENT_RUN_END, () => {
      const file = process.env[COUNTS_FILE];
      if (file === undefined) return;
      const counts: TestCounts = {
        passed: this.stats.passes,
        failed: this.stats.failures,
        skipped: this.stats.pending,
        failures: this.failures.map((test) => printed(() => Base.list([test]))),
        skips: skipsIn(skipped),
      };
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(counts));
    });
  }
}
/** Mocha takes the module of `--reporter` itself for the class. */
export { CountingReporter as 'module.exports' };

/** A line for each test, or one for a whole group of them. */
function skipsIn(tests: readonly Mocha.Test[]): string[] {
  const groups = new Map<string, string[]>();
  for (const test of tests) {
    const group = test.parent?.fullTitle() ?? '';
    groups.set(group, [...(groups.get(group) ?? []), test.fullTitle()]);
  }
  return [...groups].flatMap(([group, titles]) =>
    titles.length > 3 ? [`${group} (${titles.length} tests)`] : titles,
  );
}

/** What mocha would print, as a text. */
function printed(print: () => void): string {
  const lines: string[] = [];
  const { consoleLog } = Base;
  Base.consoleLog = (...words: unknown[]) => lines.push(format(...words));
  try {
    print();
  } finally {
    Base.consoleLog = consoleLog;
  }
  return lines.join('\n').trim();
}
