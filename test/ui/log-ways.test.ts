import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { waitFor } from '../harness/control-plane.ts';
import { startPrintingCluster, type PrintingCluster } from './printing-cluster.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

/** More than a page keeps. */
const FLOOD = 250_000;

/** Two lines of one day, two of the next, wherever this runs. */
const NIGHTS = [
  '2026-01-14T12:00:00.000000000Z',
  '2026-01-14T12:00:01.000000000Z',
  '2026-01-15T12:00:00.000000000Z',
  '2026-01-15T12:00:01.000000000Z',
];

// How somebody comes to a log, what joins it by itself, and how it leaves the editor.
describe('the ways to a log and out of it', function () {
  this.timeout(180_000);
  let cluster: PrintingCluster;
  let window: Window;
  let page: FrameLocator;
  let folder: string;
  let mayRead = false;
  before(async () => {
    cluster = await startPrintingCluster();
    const { server } = cluster;
    for (const n of [0, 1]) {
      server.pod({ name: `worker-${n}`, owner: 'Job/train', labels: { app: 'train', role: 'worker' } });
      server.print(`worker-${n}`, 'main', `worker ${n} is ready`);
    }
    server.pod({ name: 'other', labels: { app: 'web' } });
    server.print('other', 'main', 'not of the training');
    server.pod({ name: 'flood' });
    server.flood('flood', 'main', FLOOD, (n) => `line ${n}`);
    server.pod({ name: 'secret' });
    server.print('secret', 'main', 'nobody else may know');
    server.first((url, response) => {
      if (mayRead || !url.pathname.endsWith('/pods/secret/log')) return false;
      response.statusCode = 403;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ kind: 'Status', status: 'Failure', reason: 'Forbidden', message: 'no', code: 403 }),
      );
      return true;
    });
    server.pod({ name: 'nightly' });
    server.first((url, response) => {
      if (!url.pathname.endsWith('/pods/nightly/log')) return false;
      response.end(NIGHTS.map((at) => `${at} at work\n`).join(''));
      return true;
    });
    folder = mkdtempSync(join(tmpdir(), 'porthole-saved-'));
    window = await openWindow({
      kubeconfig: cluster.kubeconfig,
      settings: {
        'workbench.colorTheme': 'Default Light Modern',
        // The editor's own dialog for files, which a browser can press the buttons of.
        'files.simpleDialog.enable': true,
      },
    });
    const { context, address } = window;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
    await window.workbench.openView('Porthole');
    await window.workbench.row(/other/).first().waitFor();
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    await cluster.stop();
    rmSync(folder, { recursive: true });
  });

  const line = (words: string | RegExp): Locator => page.locator('.l', { hasText: words }).first();
  const button = (words: string | RegExp): Locator => page.locator('button', { hasText: words }).first();
  async function showLogs(words: string | RegExp): Promise<void> {
    const { workbench } = window;
    await workbench.command('Porthole: Show Logs');
    await workbench.quickPick(words).first().click();
    page = workbench.webview();
  }

  /** The dialog takes no press while it still looks at the folder that was typed. */
  async function pressUntilGone(ok: Locator): Promise<void> {
    for (let tries = 0; tries < 10 && (await ok.isVisible()); tries += 1) {
      await ok.click();
      await ok.waitFor({ state: 'hidden', timeout: 3_000 }).catch(() => undefined);
    }
  }

  it('shows the pods that labels choose, and those that join while it is open', async () => {
    const { workbench } = window;
    await showLogs('Pods with certain labels');
    await workbench.type('app in (');
    await window.page.locator('.quick-input-message', { hasText: 'not a label selector yet' }).waitFor();
    await workbench.answer('app=train');
    await workbench.tab('app=train log').waitFor();
    await line('worker 0 is ready').waitFor();
    await line('worker 1 is ready').waitFor();
    cluster.server.print('worker-2', 'main', 'worker 2 is ready');
    cluster.server.pod({ name: 'worker-2', owner: 'Job/train', labels: { app: 'train' } });
    await line('worker-2 joins').waitFor();
    await line('worker 2 is ready').waitFor();
    assert.equal(await page.locator('.l', { hasText: 'not of the training' }).count(), 0);
  });

  it('shows all pods of a job from the page of one of them', async () => {
    const { workbench } = window;
    await workbench.command('Porthole: Explain a Pod');
    await workbench.quickPick('worker-1').first().click();
    page = workbench.webview();
    await button('Logs of all 3 pods of train').click();
    await workbench.tab('train log').last().waitFor();
    page = workbench.webview();
    await line('worker 0 is ready').waitFor();
    await line('worker 2 is ready').waitFor();
    assert.equal(await page.locator('h1').innerText(), 'train');
  });

  it('saves more than the page keeps into a file, every line of it', async () => {
    const { workbench } = window;
    await showLogs('flood');
    await page.locator('footer', { hasText: '250,000 lines' }).waitFor();
    await button(/^save$/).click();
    await workbench.quickPick('Everything that the cluster still has').click();
    const file = join(folder, 'flood.log');
    await window.page.locator('.quick-input-widget', { hasText: 'Save the log of flood' }).waitFor();
    // The dialog puts its own proposal there once it has looked at the folder: what was typed before that would be lost.
    const path = window.page.locator('.quick-input-widget input.input');
    await waitFor('proposal', async () => (await path.inputValue()).endsWith('flood.log') || undefined);
    await workbench.type(file);
    await pressUntilGone(window.page.locator('.quick-input-widget .monaco-button', { hasText: /^OK$/ }));
    await workbench.toasts().filter({ hasText: '250,000 lines' }).first().waitFor();
    const saved = readFileSync(file, 'utf8').split('\n');
    assert.equal(saved.length, FLOOD + 1);
    assert.equal(
      saved.findIndex((text, n) => n < FLOOD && !text.endsWith(` line ${n}`)),
      -1,
    );
  });

  it('says where another day begins', async () => {
    await showLogs('nightly');
    await page.locator('.noted', { hasText: 'Thursday, January 15, 2026' }).waitFor();
    assert.deepEqual(await page.locator('.day').allInnerTexts(), [
      'Wednesday, January 14, 2026',
      'Thursday, January 15, 2026',
    ]);
  });

  it('says that a log may not be read, with the request for it', async () => {
    await showLogs('secret');
    await page.locator('.refusal', { hasText: 'Your account may not' }).waitFor();
    await page.locator('.lines').waitFor({ state: 'hidden' });
    await window.workbench.screenshot('log-refused-light');
    await button('Copy a request to your platform team').click();
    await window.workbench.statusBar('is copied').waitFor();
    assert.match(await window.workbench.clipboard(), /pods\/log/);
    await page.locator('footer', { hasText: 'not visible for you' }).waitFor();
    mayRead = true;
    await button('Try again').click();
    await line('nobody else may know').waitFor();
  });
});
