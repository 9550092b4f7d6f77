import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userTexts } from '../../scripts/build/texts.ts';
import { record } from '../../src/common/json.ts';
import { copyExtension } from '../harness/editor/editor.ts';
import { keepEvidence, openWindow, packedFolder, SAMPLE, type Window } from './window.ts';

/** Stands for a translation: every text in marks, so that one that was never translated shows. */
const marked = (texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text) => [text, `«${text}»`]));

describe('a translation, in the real editor', function () {
  this.timeout(120_000);
  let folder: string;
  let window: Window;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    const root = await packedFolder();
    const extension = copyExtension(root, folder);
    const manifestTexts = record(JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')));
    const write = (name: string, contents: object): void =>
      writeFileSync(join(extension, name), JSON.stringify(contents));
    write('l10n/bundle.l10n.de.json', marked(userTexts(root).texts.map(({ text }) => text)));
    write(
      'package.nls.de.json',
      Object.fromEntries(Object.entries(manifestTexts).map(([key, text]) => [key, `«${String(text)}»`])),
    );
    window = await openWindow({ ...SAMPLE, extension: { folder: extension }, language: 'de' });
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is what the views are called, and what their rows say', async () => {
    const { workbench } = window;
    const rows = workbench.section('«Namespaces»').locator('.monaco-list-row[role="treeitem"]');
    await rows
      .filter({ hasText: /«.*memory.*»/ })
      .first()
      .waitFor({ timeout: 60_000 });
    const described = (await workbench.rowTexts('«Namespaces»')).filter((words) => words.includes(' '));
    assert.deepEqual(
      described.filter((words) => !words.includes('«')),
      [],
      'no row is without translated words',
    );
    await workbench.screenshot('translated');
  });

  it('reaches the parts that are loaded late: the diagnosis on a page', async () => {
    const { workbench } = window;
    await workbench.row('train-llama-').first().click();
    await workbench.webview().locator('.answer', { hasText: '«' }).waitFor();
    await workbench.webview().locator('h2', { hasText: '«What you can do»' }).waitFor();
    await workbench.screenshot('translated-page');
  });
});
