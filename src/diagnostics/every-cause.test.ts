import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { SubjectRef } from './finding.ts';
import { describedCauses, givenOf } from './testing/cases.ts';
import { isAnswerless, isHonest, NEUTRAL, POORER } from './testing/variations.ts';
import { words } from './words/says.ts';

// Every test of a cause is read, whichever of them run: what is counted is what stands in them.
const here = import.meta.dirname;
for (const file of readdirSync(here, { recursive: true, encoding: 'utf8' }))
  if (file.endsWith('.test.ts') && join(here, file) !== import.meta.filename) await import(join(here, file));

describe('every cause', () => {
  for (const cause of Object.keys(words)) {
    it(`${cause} has bundles that show it, and near misses that do not`, () => {
      const described = describedCauses.get(cause);
      assert.ok((described?.shows.length ?? 0) > 0, 'no bundle shows it');
      assert.ok((described?.nearMisses.length ?? 0) > 0, 'no near miss');
    });
  }
});

describe('the bundles of every cause', () => {
  const all = (): { cause: string; when: string; bundle: Bundle; subject: SubjectRef }[] =>
    [...describedCauses].flatMap(([cause, { shows }]) =>
      shows.map(({ when, given }) => {
        const [bundle, subject] = givenOf(given);
        return { cause, when, bundle, subject };
      }),
    );

  for (const [what, vary] of Object.entries(NEUTRAL)) {
    it(`show it with ${what}`, () => {
      const wrong = all().flatMap(({ cause, when, bundle, subject }) => {
        const [first] = diagnose(vary(bundle), subject).findings;
        return first?.cause === cause || isAnswerless(cause, what)
          ? []
          : [`${cause}, when ${when}: ${first?.cause ?? 'nothing'}`];
      });
      assert.deepEqual(wrong, []);
    });
  }

  for (const [what, vary] of Object.entries(POORER)) {
    it(`do not make anything else certain with ${what}`, () => {
      const wrong = all().flatMap(({ cause, when, bundle, subject }) => {
        const [first] = diagnose(vary(bundle), subject).findings;
        return first === undefined || isHonest(first, [cause])
          ? []
          : [`${cause}, when ${when}: ${first.cause}: ${first.title}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
