import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, text, type JsonRecord } from '../../common/json.ts';
import { dice, spoiled } from '../../common/testing/spoiled.ts';
import { parseBundle } from '../../diagnostics/parse-bundle.ts';
import { podEntry } from '../../rows/pod-entry.ts';
import { liveRow } from '../../rows/bundle-rows.ts';
import { aboutPod } from '../explain/about-pod.ts';
import { shownTexts } from '../tree/shown-row.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { containerRows } from './container-rows.ts';
import { namespaceRows } from './namespace-rows.ts';

const NOON = Date.parse('2026-01-15T12:00:00Z');
/** Pods that are spoiled in two places each. */
const ROUNDS = 1000;
const folder = join(import.meta.dirname, '../../../test/fixtures/incidents');

async function realPods(): Promise<readonly JsonRecord[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const bundles = await Promise.all(
    files.map((name) => parseBundle([{ name, text: readFileSync(join(folder, name), 'utf8') }])),
  );
  return bundles.flatMap(({ objects }) => objects.filter((object) => text(object, 'kind') === 'Pod'));
}

function* everyRow(rows: readonly ViewRow[]): Generator<ViewRow> {
  for (const row of rows) {
    yield row;
    yield* everyRow(row.children?.() ?? []);
  }
}

describe('the rows of any pod', () => {
  it('can be made and read, whatever is in the object', async function () {
    this.timeout(30_000);
    const roll = dice(20261125);
    const pods = await realPods();
    assert.ok(pods.length > 20, `${pods.length} pods`);
    let rows = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const object = spoiled(spoiled(pods[roll(pods.length)], roll), roll);
      if (!isRecord(object)) continue;
      const entry = podEntry(object);
      const pod = liveRow(entry, undefined, NOON);
      const tree = namespaceRows({
        now: NOON,
        groupBy: 'owner',
        home: pod.namespace,
        names: [pod.namespace],
        guessed: false,
        pods: () => ({ state: 'live', pods: [pod], complete: true }),
        containers: () => containerRows(entry.record, NOON),
        limit: () => 100,
        mayNot: () => new Set(),
      });
      const ids = new Set<string>();
      for (const row of everyRow(tree)) {
        rows += 1;
        assert.equal(ids.has(row.id), false, `${row.id} twice`);
        ids.add(row.id);
        const { label, description = '', tooltip = '', spoken } = shownTexts(row);
        for (const words of [label, description, tooltip, spoken])
          assert.doesNotMatch(words, /\bundefined\b|\bNaN\b|\[object |[\u0000-\u0008\u001b\u202e]/);
        assert.ok(label.length + description.length < 500 && tooltip.length < 2500, row.id.slice(0, 80));
      }
      for (const { name, value } of aboutPod(entry.record, NOON)) {
        assert.equal(typeof name, 'string');
        assert.equal(typeof value, 'string');
      }
    }
    assert.ok(rows > ROUNDS, `${rows} rows`);
  });
});
