import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import type { Story } from './testing/stories/story.ts';
import { bundleOf, storiesIn } from './testing/stories/story.ts';
import { isAnswerless, isHonest, NEUTRAL, POORER } from './testing/variations.ts';

const folder = join(import.meta.dirname, '../../test/fixtures/unseen');

function stories(): readonly Story[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => storiesIn(name.replace('.yaml', ''), readFileSync(join(folder, name), 'utf8')));
}

/** Everything a reader sees of a finding. */
function toldBy(finding: Finding | undefined): string {
  if (!finding) return '';
  const { title, why, short, actions, evidence, subject } = finding;
  return JSON.stringify([title, why, short, actions, evidence, subject]).replaceAll('\\"', '"').toLowerCase();
}

/** What is said of a story: the cause of the first finding, or `well` where there is none, or but a note. */
function answerOf({ subject, causes }: Story, bundle: Bundle): string {
  const [first] = diagnose(bundle, subject).findings;
  if (first === undefined || (first.severity === 'note' && !causes.includes(first.cause))) return 'well';
  return first.cause;
}

describe('stories that no rule was written for', () => {
  const bundles = new Map<Story, Bundle>();
  for (const story of stories()) {
    const wanted = story.causes.length === 0 ? ['well'] : story.causes;
    it(`${story.family}: ${story.id}: ${wanted.join(' or ')}`, async () => {
      const bundle = await bundleOf(story);
      bundles.set(story, bundle);
      const [first] = diagnose(bundle, story.subject).findings;
      const said = answerOf(story, bundle);
      assert.ok(wanted.includes(said), `said ${said}: ${first?.title ?? ''}`);
      const told = toldBy(first);
      const missing = story.mentions.filter((fact) => !told.includes(fact.toLowerCase()));
      assert.deepEqual(missing, [], told);
    });
  }

  for (const [what, vary] of Object.entries(NEUTRAL)) {
    it(`have the same answer with ${what}`, () => {
      const wrong = [...bundles].flatMap(([story, bundle]) => {
        const before = answerOf(story, bundle);
        const after = answerOf(story, vary(bundle));
        return before === after || isAnswerless(before, what)
          ? []
          : [`${story.id}: ${before}, then ${after}`];
      });
      assert.deepEqual(wrong, []);
    });
  }

  for (const [what, vary] of Object.entries(POORER)) {
    it(`are not called something else for certain with ${what}`, () => {
      const wrong = [...bundles].flatMap(([{ id, causes, subject }, bundle]) => {
        if (causes.length === 0) return [];
        const [first] = diagnose(vary(bundle), subject).findings;
        return first === undefined || isHonest(first, causes)
          ? []
          : [`${id}: ${first.cause}: ${first.title}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
