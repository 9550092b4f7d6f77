import assert from 'node:assert/strict';
import { familyOf, isLoopback, listenersOf, processesListeningOn } from '../harness/socket-table.ts';
import { SAMPLE, keepEvidence, openWindow, type Window } from './window.ts';

// Somebody who wants to use a tool from code: two clicks to a line that works.
describe('the page of a tool in the real editor', function () {
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

  it('opens with a click on the row, and says what the tool is', async () => {
    const { workbench } = window;
    const row = workbench.section('Tools').locator('.monaco-list-row', { hasText: 'MLflow' });
    await row.waitFor({ timeout: 60_000 });
    await row.click();
    const page = workbench.webview();
    await page.locator('.answer', { hasText: 'Ready to be opened' }).waitFor();
    await page.locator('.why', { hasText: 'experiments' }).waitFor();
    await page.getByText('import mlflow').waitFor();
    await page.getByRole('button', { name: 'Open MLflow' }).waitFor();
    await workbench.screenshot('tool-dark');
  });

  it('connects when its code is copied, and shows the address that works', async () => {
    const { workbench } = window;
    const page = workbench.webview();
    await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
    await page.locator('.answer', { hasText: /Connected on 127\.0\.0\.1:\d+/ }).waitFor();
    const address = (await page.locator('.answer').innerText()).replace('Connected on ', '');
    assert.ok((await page.locator('.code pre').innerText()).includes(`http://${address}`));
    const answer = await fetch(`http://${address}/health`);
    assert.equal(answer.status, 200);
    await answer.body?.cancel();
    await workbench.section('Connections').locator('.monaco-list-row', { hasText: 'MLflow' }).waitFor();
    await workbench.screenshot('tool-connected');
  });

  it('listens on nothing but loopback', async function () {
    if (process.platform !== 'linux') this.skip();
    const row = window.workbench.section('Connections').locator('.monaco-list-row', { hasText: 'MLflow' });
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(await row.innerText())?.[1]);
    const [host] = processesListeningOn(port);
    assert.ok(host !== undefined, 'the extension host listens for the connection');
    const listeners = listenersOf(familyOf(host));
    assert.ok(listeners.some(({ localPort }) => localPort === port));
    assert.deepEqual(
      listeners.filter(({ localAddress }) => !isLoopback(localAddress)),
      [],
    );
  });

  it('is connected on the same port again after the window was loaded anew', async () => {
    const { workbench, page } = window;
    const row = workbench.section('Connections').locator('.monaco-list-row', { hasText: 'MLflow' });
    const [address = ''] = /127\.0\.0\.1:\d+/.exec(await row.innerText()) ?? [];
    await workbench.command('Developer: Reload Window');
    await page.locator('.part.activitybar').waitFor({ state: 'detached' });
    await row.filter({ hasText: address }).waitFor({ timeout: 60_000 });
    const answer = await fetch(`http://${address}/health`);
    assert.equal(answer.status, 200);
    await answer.body?.cancel();
    // What went through is told: with the age, the row of a connection that works.
    await row.filter({ hasText: /127\.0\.0\.1:\d+ · \d+ s · \d+ B/ }).waitFor();
    await workbench.screenshot('tool-reloaded');
  });

  it('puts its code into a file', async () => {
    const { workbench } = window;
    const page = workbench.webview();
    await page.getByRole('button', { name: 'Insert at cursor' }).first().click();
    await workbench.tab(/Untitled/).waitFor();
    await workbench.page.locator('.part.editor .view-line', { hasText: 'set_tracking_uri' }).waitFor();
    await workbench.screenshot('tool-inserted');
  });

  it('shows no toast that the user did not cause', async () => {
    await window.workbench.toasts().filter({ hasText: 'Connecting' }).waitFor({ state: 'detached' });
    assert.deepEqual(await window.workbench.toasts().allInnerTexts(), []);
  });
});
