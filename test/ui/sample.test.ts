import assert from 'node:assert/strict';
import { SAMPLE, keepEvidence, openWindow, type Window } from './window.ts';

// The first minutes of somebody who has no cluster yet; also where the pictures in the README come from.
describe('the sample cluster in the real editor', function () {
  this.timeout(120_000);
  let window: Window;
  before(async () => {
    window = await openWindow({ ...SAMPLE, settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
  });

  it('tells its story in the rows', async () => {
    const { workbench } = window;
    for (const words of [/out of memory \(32 GiB\)/, /waiting for a GPU/, /image not found/])
      await workbench.row(words).first().waitFor({ timeout: 60_000 });
    await workbench.section('Tools').locator('.monaco-list-row', { hasText: 'JupyterHub' }).waitFor();
    await workbench.section('Tools').locator('.monaco-list-row', { hasText: 'MLflow' }).waitFor();
    await workbench.statusBar('sample / team-a').waitFor();
  });

  it('explains the training job with one click', async () => {
    const { workbench } = window;
    await workbench.row('train-llama-').first().click();
    const page = workbench.webview();
    await page.locator('.answer', { hasText: '32 GiB of memory' }).waitFor();
    await page.getByText('48Gi').first().waitFor();
    await page
      .getByText(/is kept|kept ·/)
      .first()
      .waitFor();
    await workbench.screenshot('explain-dark');
  });

  it('says how much of its limit a notebook uses', async () => {
    const { workbench } = window;
    await workbench.row('jupyter-ana').first().click();
    const page = workbench.webview();
    await page.locator('.answer', { hasText: 'It runs, and nothing is wrong with it.' }).waitFor();
    await page.getByText(/GiB memory \(\d+ % of its limit\)/).waitFor();
  });

  it('shows what the training job printed before it died', async () => {
    const { workbench } = window;
    await workbench.inlineAction(workbench.row('train-llama-').first(), 'Logs');
    await workbench.webview().getByText('loading shard').first().waitFor();
    await workbench.screenshot('logs-dark');
  });

  it('opens MLflow in the browser', async () => {
    const { workbench, page } = window;
    await page.addLocatorHandler(
      page.locator('.monaco-dialog-box .monaco-button', { hasText: /^Open$/ }),
      (button) => button.click(),
    );
    const opened = page.context().waitForEvent('page', { timeout: 60_000 });
    await workbench.inlineAction(
      workbench.section('Tools').locator('.monaco-list-row', { hasText: 'MLflow' }),
      'Open',
    );
    const browser = await opened;
    await browser.waitForLoadState('domcontentloaded');
    assert.match(await browser.content(), /sample/i);
    await browser.close();
    await workbench.section('Connections').locator('.monaco-list-row', { hasText: 'MLflow' }).waitFor();
    await workbench.toasts().filter({ hasText: 'Opening MLflow' }).waitFor({ state: 'detached' }); // its progress ends with it
  });

  it('shows no toast that the user did not cause', async () => {
    assert.deepEqual(await window.workbench.toasts().allInnerTexts(), []);
  });
});
