import assert from 'node:assert/strict';
import { keepEvidence, openWindow, SAMPLE, type Window } from './window.ts';

const AGE = '[\\d.]+ (?:s|min|h|days?)';
/** Every kind of row in the sample's story. What icon and colour say must be in words, and no dot is left that would be read out. */
const SPOKEN: Readonly<Record<string, readonly RegExp[]>> = {
  Namespaces: [
    /^Namespace team-a, 3 need attention$/,
    /^Needs attention in team-a: 3 pods$/,
    new RegExp(`^nightly-features-\\d+-\\w+, image not found, ${AGE}, needs attention$`),
    /^train-llama-\w+, out of memory \(32 GiB\), 4 restarts, needs attention$/,
    new RegExp(`^jupyter-carla, waiting for a GPU, ${AGE}, needs attention$`),
    /^api, deployment, 2 running$/,
    /^train-llama, job, out of memory \(32 GiB\), 4 restarts$/,
    new RegExp(`^jupyter-ana, running, ${AGE}$`),
    /^finished, \d+ today$/,
    /^Namespace team-shared, fine$/,
  ],
  Tools: [/^JupyterHub, ready, 4\.4\.0, team-a$/, /^Dask "etl", 4 of 4 ready, [\d.]+, team-shared$/],
  'Limits and Storage': [
    /^Limits of namespace team-a$/,
    /^GPUs: 3 of 4 used, 75 percent$/,
    /^Storage claim claim-ana: 10 GiB, used by jupyter-ana$/,
  ],
};

describe('without seeing colours, and without a mouse', function () {
  this.timeout(120_000);
  let window: Window;

  before(async () => {
    window = await openWindow(SAMPLE);
    await window.page.setViewportSize({ width: 1280, height: 1400 }); // VS Code draws only the rows on screen
    await window.workbench.openView('Porthole');
    await window.workbench.row('jupyter-carla').first().waitFor({ timeout: 60_000 });
    await window.workbench
      .row(/out of memory \(32 GiB\)/)
      .first()
      .waitFor();
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
  });

  for (const [section, expected] of Object.entries(SPOKEN)) {
    it(`a screen reader hears all that the rows of ${section} say`, async () => {
      const { workbench } = window;
      await workbench
        .section(section)
        .locator('.monaco-list-row')
        .nth(expected.length - 1)
        .waitFor();
      const spoken = await workbench.spokenRows(section);
      for (const words of expected)
        assert.ok(
          spoken.some((label) => words.test(label)),
          `${String(words)} in\n${spoken.join('\n')}`,
        );
      assert.deepEqual(
        spoken.filter((label) => label === '' || /·|█|\s$|,\s*$/.test(label)),
        [],
      );
    });
  }

  it('the keyboard reaches rows, opens what they lead to, and their menu', async () => {
    const { workbench, page } = window;
    await workbench.command('Porthole: Focus on Namespaces View');
    await page.keyboard.press('Home');
    await workbench.focusedRow().filter({ hasText: 'team-a' }).waitFor();
    for (let steps = 0; steps < 6; steps++) {
      if (/^train-llama-/.test(await workbench.focusedRow().innerText())) break;
      await page.keyboard.press('ArrowDown');
    }
    await workbench.focusedRow().filter({ hasText: 'train-llama-' }).waitFor();
    await page.keyboard.press('Shift+F10');
    const menu = page.locator('.monaco-menu .action-item', { hasText: 'Details as YAML' });
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight'); // opens the pod
    await workbench.row(/^main/).waitFor();
    await page.keyboard.press('ArrowRight'); // to its first container
    await workbench.focusedRow().filter({ hasText: 'main' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await workbench.webview().locator('.answer', { hasText: '32 GiB of memory' }).waitFor();
  });

  it('the keyboard opens a container’s log, and comes into the page', async () => {
    const { workbench, page } = window;
    await workbench.command('Porthole: Focus on Namespaces View');
    await workbench.focusedRow().filter({ hasText: 'train-llama-' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await workbench.focusedRow().filter({ hasText: 'main' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.tab(/log$/).waitFor();
    await workbench.webview().getByRole('button', { name: 'wrap' }).waitFor();
    await workbench.command('View: Focus Active Editor Group');
    await page.keyboard.press('Tab');
    await workbench.webview().locator(':focus-visible').waitFor();
  });
});
