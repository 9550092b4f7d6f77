import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describedCauses } from './testing/cases.ts';
import { words } from './words/says.ts';

// Every test of a cause is read, whichever of them run: what is counted is what stands in them.
const here = import.meta.dirname;
for (const file of readdirSync(here, { recursive: true, encoding: 'utf8' }))
  if (file.endsWith('.test.ts') && join(here, file) !== import.meta.filename) await import(join(here, file));

describe('every cause', () => {
  for (const cause of Object.keys(words)) {
    it(`${cause} has bundles that show it, and near misses that do not`, () => {
      const described = describedCauses.get(cause);
      assert.ok((described?.shows ?? 0) > 0, 'no bundle shows it');
      assert.ok((described?.nearMisses ?? 0) > 0, 'no near miss');
    });
  }
});
