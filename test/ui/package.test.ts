import assert from 'node:assert/strict';
import { SAMPLE, keepEvidence, openWindow } from './window.ts';
import type { Window } from './window.ts';

// The package itself, installed as people install it, in an editor that has never seen it.
describe('the packed extension', () => {
  let window: Window;
  before(async () => {
    window = await openWindow(SAMPLE);
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
  });

  it('shows its icon and its views with rows', async () => {
    const { workbench } = window;
    await workbench.openView('Porthole');
    for (const section of ['Tools', 'Namespaces']) {
      await workbench.section(section).waitFor();
      await workbench.section(section).locator('.monaco-list-row[role="treeitem"]').first().waitFor();
    }
    await workbench.screenshot('package');
  });

  it('offers its commands in the palette', async () => {
    const { page, workbench } = window;
    await page.keyboard.press('F1');
    await workbench.type('>Porthole: ');
    await workbench.quickPick('Switch Cluster').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('has all its files: no script or picture that it asks for is missing', () => {
    const missing =
      window.logs().match(/.*(?:Cannot find module|ENOENT|Activating extension .* failed).*porthole.*/gi) ??
      [];
    assert.deepEqual(missing, []);
  });
});
