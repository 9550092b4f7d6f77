import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from '../../src/common/json.ts';
import { diagnose } from '../../src/diagnostics/diagnose.ts';
import { parseBundle } from '../../src/diagnostics/parse-bundle.ts';
import { processorMs } from '../processor.ts';
import { median, percentile } from '../row.ts';
import type { Row } from '../row.ts';

const ROUNDS = 6;
const incidents = join(import.meta.dirname, '../../test/fixtures/incidents');

export const row: Row = {
  name: 'explain-bundle',
  measures: 'processor time until one incident is explained from its bundle, 95th percentile',
  unit: 'ms',
  bound: 5,
  measure: async () => {
    const times: number[] = [];
    const files = readdirSync(incidents).filter((file) => file.endsWith('.json'));
    for (const name of files) {
      const raw = readFileSync(join(incidents, name), 'utf8');
      const told = JSON.parse(raw) as unknown;
      const namespace = text(told, 'subject', 'namespace');
      const subject = {
        kind: text(told, 'subject', 'kind') ?? '',
        name: text(told, 'subject', 'name') ?? '',
        ...(namespace === undefined ? {} : { namespace }),
      };
      for (let round = 0; round < ROUNDS; round += 1) {
        // What was found about a bundle is kept with it: each round has one of its own.
        const bundle = await parseBundle([{ name, text: raw }]);
        const took = processorMs(() => diagnose(bundle, subject));
        if (round > 0) times.push(took); // the first one is the compiler's
      }
    }
    const note = `${files.length} incidents, ${times.length} times, median ${median(times).toFixed(2)} ms`;
    return { value: percentile(times, 0.95), note };
  },
};
