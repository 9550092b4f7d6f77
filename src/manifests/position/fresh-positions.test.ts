import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { ManifestFile } from '../documents/manifest-file.ts';
import { openFieldReference } from '../explanations/reference.ts';
import { explainedFieldAt } from '../hover/manifest-hover.ts';
import { pathText } from './path-text.ts';
import { readCases, type FreshCase } from './testing/read-cases.ts';

/** Manifests whose fields were written down before anybody had tried what is said of them. */
const folder = fileURLToPath(new URL('testing/fresh/', import.meta.url));
const cases = readdirSync(folder)
  .sort()
  .flatMap((name) => readCases(name, readFileSync(`${folder}${name}`, 'utf8')));
const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));

/** What is said at each mark, and what should be. */
function differences({ file, text, marks }: FreshCase): string[] {
  const manifest = new ManifestFile(text);
  return marks.flatMap(({ offset, path, line }) => {
    const found = explainedFieldAt(manifest, offset, file, reference);
    const said = found ? pathText(found.field.path) : '';
    return said === path ? [] : [`${line.trim()}  ->  ${said || 'nothing'}, not ${path || 'nothing'}`];
  });
}

describe('positions in manifests that were written before they were tried', () => {
  for (const each of cases)
    it(`are right in ${each.file} (${each.collection})`, () => assert.deepEqual(differences(each), []));

  it('are many', () => {
    assert.ok(cases.length >= 100);
    assert.ok(cases.flatMap(({ marks }) => marks).length >= 800);
  });
});
