import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { list, text } from '../common/json.ts';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { SubjectRef } from './finding.ts';
import { parseBundle } from './parse-bundle.ts';
import { isHonest, NEUTRAL, POORER } from './testing/variations.ts';

const folder = join(import.meta.dirname, '../../test/fixtures/incidents');

interface Known {
  readonly id: string;
  readonly causes: readonly string[];
  readonly subject: SubjectRef;
  readonly bundle: Bundle;
}

async function known(name: string): Promise<Known> {
  const raw = readFileSync(join(folder, name), 'utf8');
  const whole = JSON.parse(raw) as unknown;
  const namespace = text(whole, 'subject', 'namespace');
  return {
    id: text(whole, 'id') ?? name,
    causes: [text(whole, 'cause') ?? '', ...list(whole, 'alsoAccept').map(String)],
    subject: {
      kind: text(whole, 'subject', 'kind') ?? '',
      name: text(whole, 'subject', 'name') ?? '',
      ...(namespace === undefined ? {} : { namespace }),
    },
    bundle: await parseBundle([{ name, text: raw }]),
  };
}

describe('the same trouble in other clothes', () => {
  const incidents: Known[] = [];
  before(async () => {
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort())
      incidents.push(await known(name));
  });

  for (const [what, vary] of Object.entries(NEUTRAL)) {
    it(`has the same cause with ${what}`, () => {
      const wrong = incidents.flatMap(({ id, causes, subject, bundle }) => {
        const [first] = diagnose(vary(bundle), subject).findings;
        return first !== undefined && causes.includes(first.cause)
          ? []
          : [`${id}: ${first?.cause ?? 'nothing'}`];
      });
      assert.deepEqual(wrong, []);
    });
  }

  for (const [what, vary] of Object.entries(POORER)) {
    it(`is not called something else for certain with ${what}`, () => {
      const wrong = incidents.flatMap(({ id, causes, subject, bundle }) => {
        const [first] = diagnose(vary(bundle), subject).findings;
        return first === undefined || isHonest(first, causes)
          ? []
          : [`${id}: ${first.cause}: ${first.title}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
