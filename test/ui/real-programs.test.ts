import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCell } from '../node/programs/kernel-cell.ts';
import { runPython } from '../node/programs/python-run.ts';
import { PROGRAMS, startPrograms } from '../node/programs/running-programs.ts';
import { MACHINERY_MS, realNode, type RealNode } from '../node/real-node.ts';
import { HubPages } from './hub-pages.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

const NAMESPACE = 'team-tools';
/** Nine servers begin at the same time. */
const READY_MS = 180_000;

/** A configuration as somebody leaves it who installs a package in the wrong place. */
const BROKEN = JSON.stringify({ data: { 'jupyterhub_config.py': 'import oauthenticator\n' } });
/** One more, which fits nowhere: the old ones go on. */
const ONE_TOO_LARGE = JSON.stringify({
  spec: {
    replicas: 3,
    template: { spec: { containers: [{ name: 'worker', resources: { requests: { memory: '900Gi' } } }] } },
  },
});

// The promise of the product, whole: one click, and the program's own page is there; its code is copied, and works.
describe('the tools that data scientists use, in the real editor', function () {
  this.timeout(READY_MS + 120_000);
  let node: RealNode;
  let running: Awaited<ReturnType<typeof startPrograms>> | undefined;
  let window: Window;

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    if (!node.has('tools')) this.skip();
    running = await startPrograms(node, NAMESPACE);
    await node.plane.kubectl(['config', 'set-context', '--current', `--namespace=${NAMESPACE}`]);
    window = await openWindow({ kubeconfig: node.plane.admin.kubeconfig });
    const { context, address, page, workbench } = window;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
    await allowsToLeave(window);
    await page.setViewportSize({ width: 1280, height: 1500 }); // VS Code draws only the rows on screen
    await workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
    for (const page of window.page.context().pages()) if (page !== window.page) await page.close();
  });
  after(async () => {
    await window.close();
    await running?.stop();
  });

  function toolRow(title: string): Locator {
    const { page, workbench } = window;
    const label = page.locator('.label-name', { hasText: new RegExp(`^${title}( "|$)`) });
    return workbench.section('Tools').locator('.monaco-list-row', { has: label });
  }

  /** Presses Open in the row of a tool as soon as it says so; the page that the browser then has. */
  async function opened(title: string, when = /(?<!not )ready ·|connected on/): Promise<Page> {
    await rowSays(title, when);
    const row = toolRow(title);
    const page = window.page.context().waitForEvent('page', { timeout: 90_000 });
    await window.workbench.inlineAction(row, 'Open');
    return await onADesktop(await page);
  }

  async function toolPage(title: string): Promise<FrameLocator> {
    await toolRow(title).click();
    const page = window.workbench.webview();
    await page.locator('h1', { hasText: new RegExp(`^${title}( "|$)`) }).waitFor();
    return page;
  }

  for (const { title, page: own, code } of PROGRAMS) {
    if (own)
      it(`opens ${title} with one click, and the page is its own`, async () => {
        const page = await opened(title);
        await page.getByText(own.shows).first().waitFor({ timeout: 60_000 });
      });

    if (code.length > 0)
      it(`gives code for ${title} that works where it is pasted`, async () => {
        const { workbench } = window;
        const page = await toolPage(title);
        for (const { snippet, then, prints, typed } of code) {
          await page.locator(`[data-key="tab/${snippet}"]`).click();
          await window.page.evaluate('navigator.clipboard.writeText("")');
          await page.locator(`[data-key="copy-${snippet}"]`).click();
          await workbench.statusBar('Copied.').waitFor();
          assert.match(await runPython(node, `${await workbench.clipboard()}\n${then}`, typed), prints);
        }
      });
  }

  it('shows on the page of a tool what it is, where it is connected, and the code with that address', async () => {
    const page = await toolPage('MLflow');
    await page.locator('.answer', { hasText: /Connected on 127\.0\.0\.1:\d+/ }).waitFor();
    await window.workbench.screenshot('real-tool-page');
  });

  it("leads through JupyterHub to a server of one's own, in which a cell runs", async () => {
    const page = await opened('JupyterHub');
    const hub = new HubPages(page);
    await hub.logIn();
    await hub.startServer();
    assert.match(
      await hub.runInNotebook('import socket; print(socket.gethostname(), 6 * 7)'),
      /^jupyter-ana 42/,
    );
    // The same server as a kernel for a notebook in the editor, and the hub from a program.
    const token = await hub.requestToken();
    const { origin } = new URL(page.url());
    assert.match(await runCell(`${origin}/user/ana/`, token, 'print(6 * 7)'), /^42/);
    const tool = await toolPage('JupyterHub');
    const code = await tool.locator('.code pre').innerText();
    const then =
      'print(requests.get(f"{hub}/user", headers={"Authorization": f"token {token}"}).json()["name"])';
    assert.match(await runPython(node, `${code}\n${then}`, [token]), /ana$/m);
  });

  it('says that the hub was switched off, though its proxy answers', async () => {
    const { workbench } = window;
    await scaleHub(0);
    await rowSays('JupyterHub', /hub is switched off/);
    const page = await toolPage('JupyterHub');
    await page.locator('.answer', { hasText: 'It cannot be used now: hub is switched off' }).waitFor();
    await workbench.screenshot('real-hub-off');
    await workbench.command('Porthole: Open Tool…');
    await workbench.quickPick('JupyterHub').first().click();
    await workbench
      .toasts()
      .filter({ hasText: 'JupyterHub cannot be opened: hub is switched off' })
      .waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('says why the hub keeps crashing, and can be told not to wait for it', async () => {
    const { workbench } = window;
    await node.plane.kubectl(['-n', NAMESPACE, 'patch', 'configmap', 'hub', '--type=merge', '-p', BROKEN]);
    await scaleHub(1);
    await rowSays('JupyterHub', /keeps crashing/);
    const page = await toolPage('JupyterHub');
    await page.locator('.answer', { hasText: 'hub' }).waitFor();
    await workbench.screenshot('real-hub-crashing');
    await workbench.command('Porthole: Open Tool…');
    await workbench.quickPick('JupyterHub').first().click();
    const progress = workbench.toasts().filter({ hasText: 'Opening JupyterHub' });
    await progress.filter({ hasText: 'keeps crashing' }).waitFor();
    await workbench.page.locator('.notification-toast .monaco-button', { hasText: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    assert.deepEqual(await workbench.toasts().allInnerTexts(), []);
  });

  it('says how many of a cluster work when one cannot start', async () => {
    await node.plane.kubectl(['-n', NAMESPACE, 'patch', 'deployment', 'etl-worker', '-p', ONE_TOO_LARGE]);
    const page = await opened('Dask', /waiting for memory/);
    await page.getByText('Workers').first().waitFor();
  });

  async function scaleHub(replicas: number): Promise<void> {
    await node.plane.kubectl(['-n', NAMESPACE, 'scale', 'deployment/hub', `--replicas=${replicas}`]);
  }

  async function rowSays(title: string, words: RegExp): Promise<void> {
    await toolRow(title).filter({ hasText: words }).waitFor({ timeout: READY_MS });
  }
});

/** The editor may ask before it opens a page; that is its own question, not ours. */
async function allowsToLeave({ page }: Window): Promise<void> {
  const question = page.locator('.monaco-dialog-box .monaco-button', { hasText: /^Open$/ });
  await page.addLocatorHandler(question, (button) => button.click());
}

/**
 * code-server shows local ports below a path of its own address, on a desktop they have one of their own. The programs are looked at
 * there: below a path not all of them work, which `real-work.test.ts` sees told.
 */
async function onADesktop(page: Page): Promise<Page> {
  await page.waitForURL(/\/proxy\/\d+\//, { waitUntil: 'commit' });
  const [, port, rest] = /\/proxy\/(\d+)(\/.*)$/.exec(page.url()) ?? [];
  await page.goto(`http://127.0.0.1:${port}${rest}`);
  return page;
}
