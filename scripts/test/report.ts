import type { SuiteResult } from './suite.ts';

export interface SuiteReport {
  readonly name: string;
  readonly result: SuiteResult;
  readonly seconds: number;
}

/** What failed, once more and together, then a line for each suite with the reasons of what it skipped. */
export function suiteLines(reports: readonly SuiteReport[]): readonly string[] {
  const width = Math.max(...reports.map(({ name }) => name.length));
  const failures = reports.flatMap(({ name, result }) =>
    result.failures.flatMap((failure, index) => [
      '',
      `${name}, failure ${index + 1} of ${result.failures.length}`,
      indented(failure),
    ]),
  );
  const lines = reports.flatMap(({ name, result, seconds }) => [
    `${result.failed > 0 ? '✖' : result.passed > 0 ? '✔' : '-'} ${name.padEnd(width)}  ${counted(result)} · ${seconds.toFixed(1)} s`,
    ...result.skips.map((reason) => `    skipped: ${reason}`),
  ]);
  return [...failures, '', ...lines, ''];
}

/** The last line of a run, in this form whatever happens: `N passed, N failed`, with `, N skipped` where there is any. */
export function finalLine(reports: readonly SuiteReport[]): string {
  const sum = (of: 'passed' | 'failed' | 'skipped'): number =>
    reports.reduce((total, { result }) => total + result[of], 0);
  return counted({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') });
}

function counted({ passed, failed, skipped }: Pick<SuiteResult, 'passed' | 'failed' | 'skipped'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
