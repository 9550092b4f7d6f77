import assert from 'node:assert/strict';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { ManifestFile } from '../documents/manifest-file.ts';
import { openFieldReference } from '../explanations/reference.ts';
import { explainedFieldAt, wordsOf } from '../hover/manifest-hover.ts';
import { pathText } from './path-text.ts';
import { builtInCases, type Case } from './testing/built-in-cases.ts';
import { readMarks } from './testing/read-table.ts';
import { valuesCases, writtenCases } from './testing/written-cases.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const cases: readonly (readonly [file: string, cases: readonly Case[]])[] = [
  ['manifest.yaml', [...builtInCases, ...writtenCases]],
  ['values.yaml', valuesCases],
];

/** What is explained at each mark, and what should be. */
function compare(file: string, source: string, rewrite: (text: string) => string = (text) => text): string[] {
  const { text, marks } = readMarks(rewrite(source));
  const manifest = new ManifestFile(text);
  return marks.flatMap(({ offset, path, line }) => {
    const found = explainedFieldAt(manifest, offset, file, reference);
    const said = found ? pathText(found.field.path) : '';
    return said === path ? [] : [`${line.trim()}  ->  ${said || 'nothing'}, not ${path || 'nothing'}`];
  });
}

describe('positions in manifests', () => {
  for (const [file, all] of cases)
    for (const [name, source] of all) {
      it(`are right in ${name}`, () => assert.deepEqual(compare(file, source), []));
      it(`are right with Windows line ends in ${name}`, () => {
        assert.deepEqual(
          compare(file, source, (text) => text.replaceAll('\n', '\r\n')),
          [],
        );
      });
    }

  it('are many', () => {
    const count = cases.flatMap(([, all]) => all).flatMap(([, source]) => readMarks(source).marks).length;
    assert.ok(count >= 200, String(count));
  });

  it('survive every edit: nothing throws, and no text takes long', () => {
    const random = numbersFrom(20261125);
    const texts = cases.flatMap(([, all]) => all).map(([, source]) => readMarks(source).text);
    const pieces = [...PIECES, ...texts.map((text) => text.slice(text.length / 3, text.length / 3 + 40))];
    for (let round = 0; round < 1000; round++) {
      let text = texts[random(texts.length)] ?? '';
      const file = new ManifestFile(text);
      for (let edit = random(6) + 1; edit > 0; edit--) {
        const start = random(text.length + 1);
        text = text.slice(0, start) + (pieces[random(pieces.length)] ?? '') + text.slice(start + random(12));
        file.update(text);
        const found = explainedFieldAt(file, random(text.length + 1), 'values.yaml', reference);
        if (found) {
          assert.ok(found.start <= found.end && found.end <= text.length, text);
          wordsOf(found, { now: NOW, isExplainedElsewhere: false, here: [] });
        }
        // What was kept of the text before must not show.
        const again = explainedFieldAt(new ManifestFile(text), found?.start ?? 0, 'values.yaml', reference);
        if (found) assert.deepEqual(again?.field.path, found.field.path, text);
      }
    }
  }).timeout(60_000);
});

const NOW = new Date('2026-11-25T05:00:00Z');
/** What people type, and what breaks readers. */
const PIECES = [
  '',
  '\n',
  '\r\n',
  '  ',
  '\t',
  '- ',
  ': ',
  ':',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  ' #',
  '|',
  '>-',
  '&a',
  '*a',
  '<<: *a',
  '---\n',
  '...\n',
  '{{',
  '}}',
  '{{ .Values.x }}',
  '{{- end }}',
  '{%',
  '%}',
  '!!str ',
  '? ',
  '\\',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\ud83d',
  'apiVersion: v1\nkind: Pod\n',
];

/** The same numbers in every run (a linear congruence). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
