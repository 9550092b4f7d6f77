// Runs the suites, all or those that are named, and says at the end how each of them went.
//   npm test                                   everything
//   npm test unit lint                         these
//   npm test -- node --grep "out of memory"    the first option and what follows it go to mocha
// A suite whose machinery this machine cannot have is skipped, and fails when CI=true.
import { fileURLToPath } from 'node:url';
import '../test/harness/end-with-parent.ts';
import { reportToStderr } from '../test/harness/cache.ts';
import { Ledger, sweepDeadRuns } from '../test/harness/ledger.ts';
import { finalLine, suiteLines } from './test/report.ts';
import type { SuiteReport } from './test/report.ts';
import { failed, skipped } from './test/suite.ts';
import type { Suite, SuiteResult, SuiteRun } from './test/suite.ts';
import { LANES } from './test/suites.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2).filter((word) => word !== '--');
const firstOption = words.findIndex((word) => word.startsWith('-'));
const names = firstOption === -1 ? words : words.slice(0, firstOption);
const mochaArguments = words.slice(names.length);
const all = LANES.flat().map((suite) => suite.name);
const unknown = names.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  process.stderr.write(`test: ${unknown.join(', ')} is not a suite. There are ${all.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await runAll(
    LANES.map((lane) => lane.filter(({ name }) => names.length === 0 || names.includes(name))),
  );
}

async function runAll(lanes: readonly (readonly Suite[])[]): Promise<number> {
  await sweepDeadRuns(reportToStderr);
  const ledger = Ledger.open();
  // The ledger ends what runs and then this process. Meanwhile nothing new may begin.
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (isEnding = true));
  const width = Math.max(...lanes.flat().map(({ name }) => name.length));
  const reports: SuiteReport[] = [];
  const runLane = async (lane: readonly Suite[]): Promise<void> => {
    for (const suite of lane) {
      if (isEnding) return;
      const label = suite.name.padEnd(width);
      const begun = performance.now();
      const say = (line: string): void => void process.stdout.write(`${label} | ${line}\n`);
      const result = await outcome(suite, { root, mochaArguments, ledger, say });
      reports.push({ name: suite.name, result, seconds: (performance.now() - begun) / 1000 });
    }
  };
  await Promise.all(lanes.map(runLane));
  await ledger.undo();
  reports.sort((one, other) => all.indexOf(one.name) - all.indexOf(other.name));
  process.stdout.write(`${suiteLines(reports).join('\n')}\n${finalLine(reports)}\n`);
  const ran = reports.some(({ result }) => result.passed + result.failed > 0);
  return reports.some(({ result }) => result.failed > 0) || !ran ? 1 : 0;
}

async function outcome(suite: Suite, run: SuiteRun): Promise<SuiteResult> {
  try {
    await suite.prepare?.(run);
    return await suite.run(run);
  } catch (error) {
    const isMissing = error instanceof Error && error.name === 'MachineryMissing';
    if (!isMissing) return failed(error instanceof Error ? (error.stack ?? error.message) : String(error));
    run.say(`skipped: ${error.message}`);
    return process.env['CI'] === 'true'
      ? failed(`${error.message} (Skipping is not allowed when CI=true.)`)
      : skipped(error.message);
  }
}
