import type { Ledger } from '../../test/harness/ledger.ts';

/** How a suite ended. Types and lint count as one test each. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why tests were skipped, one reason a line. */
  readonly skips: readonly string[];
  /** What failed, ready to be printed again at the end. */
  readonly failures: readonly string[];
}

export interface SuiteRun {
  readonly root: string;
  /** Options that the person gave for mocha. */
  readonly mochaArguments: readonly string[];
  readonly ledger: Ledger;
  /** One line of the suite's output. */
  readonly say: (line: string) => void;
}

export interface Suite {
  readonly name: string;
  /** Brings what the suite needs and says so. Throws `MachineryMissing` where this machine cannot have it. */
  prepare?(run: SuiteRun): Promise<void>;
  run(run: SuiteRun): Promise<SuiteResult>;
}

export function passed(): SuiteResult {
  return { passed: 1, failed: 0, skipped: 0, skips: [], failures: [] };
}

export function failed(...failures: readonly string[]): SuiteResult {
  return { passed: 0, failed: 1, skipped: 0, skips: [], failures };
}

export function skipped(reason: string): SuiteResult {
  return { passed: 0, failed: 0, skipped: 1, skips: [reason], failures: [] };
}
