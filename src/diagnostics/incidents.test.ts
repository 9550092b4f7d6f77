import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, list, text } from '../common/json.ts';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis, SubjectRef } from './finding.ts';
import { parseBundle } from './parse-bundle.ts';

const folder = join(import.meta.dirname, '../../test/fixtures/incidents');

interface Incident {
  readonly id: string;
  readonly causes: readonly string[];
  readonly mentions: readonly string[];
  readonly subject: SubjectRef;
  readonly raw: string;
}

const incidents: readonly Incident[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => {
    const raw = readFileSync(join(folder, name), 'utf8');
    const whole = JSON.parse(raw) as unknown;
    const namespace = text(whole, 'subject', 'namespace');
    return {
      id: text(whole, 'id') ?? name,
      causes: [text(whole, 'cause') ?? '', ...list(whole, 'alsoAccept').map(String)],
      mentions: list(whole, 'mustMention').map(String),
      subject: {
        kind: text(whole, 'subject', 'kind') ?? '',
        name: text(whole, 'subject', 'name') ?? '',
        ...(namespace === undefined ? {} : { namespace }),
      },
      raw,
    };
  });

/** Everything a reader sees of the first finding. */
function toldBy(diagnosis: Diagnosis): string {
  const [first] = diagnosis.findings;
  if (!first) return '';
  return JSON.stringify([
    first.title,
    first.why,
    first.short,
    first.actions,
    first.evidence,
    first.subject,
  ]).replaceAll('\\"', '"');
}

async function causeIn(raw: string, subject: SubjectRef): Promise<string> {
  return (
    diagnose(await parseBundle([{ name: 'incident', text: raw }]), subject).findings[0]?.cause ?? 'nothing'
  );
}

/** The same incident with every object under another name, in every text that names it. */
function renamed(incident: Incident): { raw: string; subject: SubjectRef } {
  const items = list(JSON.parse(incident.raw) as unknown, 'bundle', 'items').filter(isRecord);
  const kinds = new Set([
    'Pod',
    'Node',
    'ReplicaSet',
    'PersistentVolumeClaim',
    'PersistentVolume',
    'Workload',
    'PodClique',
    'PodGang',
    'HelmRelease',
  ]);
  const names = new Set(
    items
      .filter((item) => kinds.has(text(item, 'kind') ?? ''))
      .map((item) => text(item, 'metadata', 'name') ?? ''),
  );
  names.add(incident.subject.name);
  let raw = incident.raw;
  let subject = incident.subject;
  [...names]
    .sort((a, b) => b.length - a.length)
    .forEach((name, at) => {
      if (name.length < 6) return;
      const other = `thing-${at}-${'abcdefghij'[at % 10] ?? ''}x`;
      raw = raw.replaceAll(name, other);
      if (subject.name === name) subject = { ...subject, name: other };
    });
  return { raw, subject };
}

/** The same incident two years and some minutes earlier. */
function shifted(raw: string): string {
  return raw.replace(
    /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)"/g,
    (_all, at: string) => `"${new Date(Date.parse(at) - 63_072_000_000 - 777_000).toISOString()}"`,
  );
}

describe('real incidents', () => {
  const results: { id: string; family: string; right: boolean; told: boolean }[] = [];

  for (const incident of incidents) {
    it(`${incident.id}: ${incident.causes.join(' or ')}`, async () => {
      const bundle = await parseBundle([{ name: incident.id, text: incident.raw }]);
      const diagnosis = diagnose(bundle, incident.subject);
      const cause = diagnosis.findings[0]?.cause ?? 'nothing';
      const told = toldBy(diagnosis);
      const missing = incident.mentions.filter((fact) => !told.toLowerCase().includes(fact.toLowerCase()));
      results.push({
        id: incident.id,
        family: incident.causes[0] ?? '',
        right: incident.causes.includes(cause),
        told: missing.length === 0,
      });
      assert.ok(incident.causes.includes(cause), `said ${cause}: ${diagnosis.findings[0]?.title ?? ''}`);
      assert.deepEqual(missing, [], told);
    });
  }

  it('are told apart by their signals, not by names or dates', async () => {
    const wrong: string[] = [];
    for (const incident of incidents) {
      const before = await causeIn(incident.raw, incident.subject);
      const other = renamed(incident);
      const afterRenaming = await causeIn(other.raw, other.subject);
      const afterShifting = await causeIn(shifted(incident.raw), incident.subject);
      if (afterRenaming !== before || afterShifting !== before)
        wrong.push(`${incident.id}: ${before}, renamed ${afterRenaming}, shifted ${afterShifting}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('lose certainty, not truth, when evidence is taken away', async () => {
    const wrong: string[] = [];
    for (const incident of incidents) {
      const bundle = await parseBundle([{ name: incident.id, text: incident.raw }]);
      for (const [what, poorer] of without(bundle)) {
        const [first] = diagnose(poorer, incident.subject).findings;
        if (
          first &&
          first.severity !== 'note' &&
          first.confidence === 'certain' &&
          !incident.causes.includes(first.cause)
        )
          wrong.push(`${incident.id} without ${what}: certain of ${first.cause}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  after(() => {
    const families = new Map<string, { all: number; right: number }>();
    for (const { family, right, told } of results) {
      const entry = families.get(family) ?? { all: 0, right: 0 };
      families.set(family, { all: entry.all + 1, right: entry.right + (right && told ? 1 : 0) });
    }
    const lines = [...families]
      .sort()
      .map(([family, { all, right }]) => `      ${family}: ${right} of ${all}`);
    const right = results.filter((result) => result.right && result.told).length;
    console.log(`    by cause:\n${lines.join('\n')}\n      together: ${right} of ${results.length}`);
  });
});

/** The bundle without one kind of evidence at a time. */
function without(bundle: Bundle): (readonly [string, Bundle])[] {
  const kinds = new Set(bundle.objects.map((object) => text(object, 'kind') ?? ''));
  const poorer: (readonly [string, Bundle])[] = [...kinds]
    .filter((kind) => kind !== 'Pod')
    .map(
      (kind) =>
        [
          kind,
          { ...bundle, objects: bundle.objects.filter((object) => text(object, 'kind') !== kind) },
        ] as const,
    );
  if (bundle.logs.length > 0) poorer.push(['logs', { ...bundle, logs: [] }]);
  if (bundle.outputs.length > 0) poorer.push(['outputs', { ...bundle, outputs: [] }]);
  return poorer;
}
