import assert from 'node:assert/strict';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { openFieldReference } from '../explanations/reference.ts';
import { explainedFieldAt } from '../hover/manifest-hover.ts';
import { pathText } from '../position/path-text.ts';
import { editBetween, isWithinWord } from './edit.ts';
import { ManifestFile } from './manifest-file.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const pod = (index: number): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${index}`, labels: { app: "don't", note: 'a#b "c"', path: 'C:\\new' } },
  spec: {
    containers: [
      { name: 'main', image: 'web:1.0', args: [], env: [{ name: 'A', value: '{"x": [1]}' }] },
      { name: 'side', resources: { limits: { memory: '1Gi' } }, ports: [{ containerPort: 80 }] },
    ],
  },
});
const LIST = JSON.stringify(
  { apiVersion: 'v1', kind: 'List', items: Array.from({ length: 60 }, (_, index) => pod(index)) },
  undefined,
  2,
);
const YAML = `apiVersion: v1\nkind: ConfigMap\ndata:\n${'  key: {a: [1, "two"], b: don\'t} # note\n'.repeat(700)}`;

/** What is said along the text; each place costs a way down, so not everywhere. */
function saidAlong(file: ManifestFile, around: number): readonly string[] {
  const offsets = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 1_600, 9_000].flatMap((step) => [
    around - step,
    around + step,
  ]);
  return offsets.map((offset) => {
    const found = explainedFieldAt(file, offset, 'a.yaml', reference);
    return found ? `${offset} ${pathText(found.field.path)} ${found.start}-${found.end}` : String(offset);
  });
}

describe('a long file that is typed in', () => {
  it('says the same as one that is read anew, whatever is typed', () => {
    const random = numbersFrom(7);
    const pieces = [
      'x',
      '9',
      '',
      '-',
      '.',
      '"',
      "'",
      '#',
      ' ',
      '{',
      '}',
      ',',
      ':',
      '\\',
      '\n',
      'ab/c',
      '---',
    ];
    for (const start of [LIST, YAML]) {
      assert.ok(start.length > 20_000);
      let text = start;
      const file = new ManifestFile(text);
      for (let round = 0; round < 150; round += 1) {
        // Mostly within words, now and then anything; what breaks the text is taken back.
        const at = random(text.length);
        const isWord = random(4) > 0;
        const piece = pieces[random(isWord ? 5 : pieces.length)] ?? '';
        const next = text.slice(0, at) + piece + text.slice(at + random(3));
        file.update(next);
        assert.deepEqual(saidAlong(file, at), saidAlong(new ManifestFile(next), at), `round ${round}`);
        if (isWord) text = next;
        else file.update(text);
      }
    }
  }).timeout(60_000);

  it('reads again only the documents that have changed', () => {
    const parts = ['a: 1\n', 'b: 2\n', 'c: 3\n'];
    const file = new ManifestFile(parts.join('---\n'));
    const [first, , third] = file.documents;
    file.update(['a: 1\n', 'b: 22\n', 'c: 3\n'].join('---\n'));
    assert.equal(file.documents[0]?.document, first?.document);
    assert.equal(file.documents[2]?.document, third?.document);
  });
});

describe('an edit', () => {
  it('is what lies between what stayed', () => {
    assert.deepEqual(editBetween('image: web:1', 'image: web:21'), {
      start: 11,
      endBefore: 11,
      endAfter: 12,
    });
    assert.deepEqual(editBetween('aaa', 'aa'), { start: 2, endBefore: 3, endAfter: 2 });
    const long = 'x'.repeat(10_000);
    assert.deepEqual(editBetween(`${long}1${long}`, `${long}2${long}`), {
      start: 10_000,
      endBefore: 10_001,
      endAfter: 10_001,
    });
  });

  it('is within a word only where nothing else can begin or end', () => {
    const isWithin = (before: string, after: string): boolean =>
      isWithinWord(before, after, editBetween(before, after));
    for (const [before, after] of [
      ['"web:1"', '"web:2"'],
      ['"web"', '"webs"'],
      ['port: 80}', 'port: 8}'],
      ['""', '"a"'],
    ] as const)
      assert.ok(isWithin(before, after), `${before} ${after}`);
    for (const [before, after] of [
      ['a: b', 'a: "b'],
      ['"a\\n"', '"a\\"'],
      ["a: 'x'", "a: z'x'"],
      ['a: x#y', 'a: #y'],
      ['a: b', 'a:: b'],
      ['a:\nb', 'a:b'],
    ] as const)
      assert.ok(!isWithin(before, after), `${before} ${after}`);
  });
});

/** The same numbers in every run (a linear congruence). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
