import assert from 'node:assert/strict';
import { SAMPLE, keepEvidence, openWindow, type Window } from './window.ts';

// The Logs page in the hands of somebody who reads logs all day.
describe('the Logs page in the real editor', function () {
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

  it('shows all pods and containers of a deployment as one log, from the row of the deployment', async () => {
    const { workbench } = window;
    await workbench.inlineAction(workbench.row(/api.*deployment/).first(), 'Logs');
    const page = workbench.webview();
    await page.locator('.l', { hasText: 'POST /predict' }).first().waitFor();
    await page.locator('.l', { hasText: 'scraped' }).first().waitFor();
    await page.locator('.chips .chip').nth(3).waitFor();
    assert.equal(await page.locator('h1').innerText(), 'api');
    await workbench.screenshot('logs-group-dark');
  });

  it('leaves out the lines of a source that is muted, and brings them back', async () => {
    const page = window.workbench.webview();
    const metrics = page.locator('.l', { hasText: 'scraped' });
    const chips = page.locator('.chips .chip', { hasText: 'metrics' });
    for (const chip of await chips.all()) await chip.click();
    await metrics.first().waitFor({ state: 'detached' });
    await page.locator('.chips').getByText('show all').click();
    await metrics.first().waitFor();
  });
});
