import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { problemWords } from '../../src/rows/problem-words.ts';
import { textsIn, textsTemplate, userTexts } from './texts.ts';
import type { FoundTexts } from './texts.ts';

const IMPORT = "import * as l10n from '@vscode/l10n';\n";
const inFile = (code: string): FoundTexts => textsIn('src/x.ts', IMPORT + code);

describe('the texts that can be translated', function () {
  this.timeout(30_000); // reads the whole of src
  let found: FoundTexts;
  before(() => {
    found = userTexts(fileURLToPath(new URL('../../', import.meta.url)));
  });

  it('are literal everywhere, with a value for each place and a place for each value', () => {
    assert.deepEqual(found.problems, []);
  });

  it('are all in the template, each once', () => {
    const template: unknown = JSON.parse(textsTemplate(found));
    assert.deepEqual(Object.entries(template ?? {}).slice(0, 1), [
      [found.texts[0]?.text, found.texts[0]?.text],
    ]);
    assert.ok(found.texts.length > 1_000, String(found.texts.length));
    assert.equal(new Set(found.texts.map(({ text }) => text)).size, found.texts.length);
    const place = found.texts.find(({ text }) => text === 'not visible for you')?.places.join(' ') ?? '';
    assert.match(place, /src\/rows\/problem-words\.ts:\d+/);
  });

  it('take effect: what a translation says stands where the English words stood', () => {
    const english = problemWords({ kind: 'no-context', wanted: 'lab', detail: '' }).title;
    l10n.config({ contents: Object.fromEntries(found.texts.map(({ text }) => [text, `«${text}»`])) });
    try {
      assert.equal(problemWords({ kind: 'no-context', wanted: 'lab', detail: '' }).title, `«${english}»`);
    } finally {
      l10n.config({ contents: {} });
    }
    assert.equal(problemWords({ kind: 'no-context', wanted: 'lab', detail: '' }).title, english);
  });

  it('are found in every way of writing them', () => {
    const { texts, problems } = inFile(
      "a(l10n.t('one'), l10n.t(`two`), l10n.t(\"it's {0}\", x), t('not ours'));",
    );
    assert.deepEqual(
      texts.map(({ text, places }) => [text, places]),
      ['one', 'two', "it's {0}"].map((text) => [text, ['src/x.ts:2']]),
    );
    assert.deepEqual(problems, []);
  });

  it('are complained about where nobody could translate them', () => {
    const complaints = (code: string): readonly string[] => inFile(code).problems;
    assert.deepEqual(complaints('l10n.t(words);'), ['src/x.ts:2 gives no literal text to l10n.t']);
    assert.equal(complaints('l10n.t(`${n} pods`);').length, 1);
    assert.equal(complaints("l10n.t('a' + 'b');").length, 1);
    assert.deepEqual(complaints("l10n.t('{0} of {1}', n);"), ['src/x.ts:2 has no value for {1}']);
    assert.deepEqual(complaints("l10n.t('all', n);"), ['src/x.ts:2 has no place for value 0']);
  });
});
