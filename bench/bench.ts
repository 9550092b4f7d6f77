// Measures Porthole beside what people use otherwise, in one run on the same machine, and says whether the bounds are kept.
//   npm run bench                         all rows, as a table
//   npm run bench -- --only first-rows    one row (may be given several times)
//   npm run bench -- --json               one array for programs
//   npm run bench -- --long               the rows that wait wait for as long as their bound says (minutes)
//   npm run bench -- --small              a hundredth of everything, once: tries a row, and ends with 1 only when it cannot be measured
// Ends with 1 when a bound is not kept. Other work on the machine moves the seconds; the ratios are what to compare.
import { parseArgs } from 'node:util';
import '../test/harness/end-with-parent.ts';
import { reportToStderr } from '../test/harness/cache.ts';
import { sweepDeadRuns } from '../test/harness/ledger.ts';
import { figureOf } from './row.ts';
import { allRows } from './rows.ts';
import { tableOf } from './table.ts';
import type { Line } from './table.ts';
import { World } from './world.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});

process.exitCode = await run();

async function run(): Promise<number> {
  const rows = await allRows();
  const unknown = options.only.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `bench: no row is called ${unknown.join(', ')}. There are ${rows.map(({ name }) => name).join(', ')}.\n`,
    );
    return 2;
  }
  await sweepDeadRuns(reportToStderr);
  const world = new World({ ...options, report: reportToStderr });
  const lines: Line[] = [];
  const broken: string[] = [];
  try {
    for (const row of rows) {
      if (options.only.length > 0 && !options.only.includes(row.name)) continue;
      reportToStderr(`bench: ${row.name}`);
      try {
        const measured = await row.measure(world);
        lines.push({ row, figure: figureOf(row, measured), note: measured.note });
      } catch (error) {
        broken.push(`bench: ${row.name} could not be measured: ${String(error)}`);
        lines.push({ row, figure: figureOf(row, { value: NaN }), note: 'could not be measured' });
      }
    }
  } finally {
    await world.end();
  }
  const figures = lines.map(({ figure }) => figure);
  process.stdout.write(`${options.json ? JSON.stringify(figures, undefined, 2) : tableOf(lines)}\n`);
  for (const line of broken) process.stderr.write(`${line}\n`);
  return broken.length > 0 || (!options.small && figures.some(({ ok }) => !ok)) ? 1 : 0;
}
