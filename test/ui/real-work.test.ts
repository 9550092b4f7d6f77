import assert from 'node:assert/strict';
import {
  emptyRegistry,
  failingPods,
  failingWork,
  type FailingPod,
  type Workplace,
} from '../node/failing-work.ts';
import { realNode, type RealNode } from '../node/real-node.ts';
import { jupyterServer } from '../node/jupyter-server.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

const NAMESPACE = 'team-a';

// The main job, whole: the packed extension in a real editor, a real API server, real pods on a real kubelet.
describe('real work in the real editor', function () {
  this.timeout(240_000);
  let node: RealNode;
  let registry: Awaited<ReturnType<typeof emptyRegistry>>;
  let pods: readonly FailingPod[];
  let window: Window;

  before(async () => {
    node = await realNode();
    registry = await emptyRegistry();
    const place: Workplace = { selector: node.selector, images: node.images, registry: registry.address };
    pods = failingPods(place);
    await node.plane.kubectl(['create', 'namespace', NAMESPACE]);
    await node.plane.waitFor(
      'service account',
      async () =>
        (await node.plane.kubectl(['-n', NAMESPACE, 'get', 'serviceaccount', 'default'])) || undefined,
    );
    await node.plane.apply(failingWork(NAMESPACE, place));
    await node.plane.apply(jupyterServer(NAMESPACE, node));
    await node.plane.kubectl(['config', 'set-context', '--current', `--namespace=${NAMESPACE}`]);
    window = await openWindow({ kubeconfig: node.plane.admin.kubeconfig });
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    registry.close();
    await node.plane.kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  });

  it('says in each row why the pod fails or waits', async () => {
    const { workbench } = window;
    for (const pod of pods) {
      const row = workbench.row(pod.name).first();
      await row.waitFor({ timeout: 60_000 });
      await row
        .filter({ hasText: new RegExp(pod.row.source.replace(/^\^|\$$/g, '')) })
        .waitFor({ timeout: 90_000 });
    }
    await workbench.screenshot('real-rows');
  });

  it('explains the pod that was clicked: cause, proof, what to do', async () => {
    const { workbench } = window;
    for (const pod of pods) {
      await workbench.row(pod.name).first().click();
      const page = workbench.webview();
      await page.locator('.answer', { hasText: pod.title }).waitFor({ timeout: 60_000 });
      await page.getByRole('heading', { name: 'What you can do' }).waitFor();
      await page.getByRole('heading', { name: 'How we know' }).waitFor();
    }
    await workbench.row('train-oom').first().click();
    await workbench.webview().locator('.answer', { hasText: '64 MiB' }).waitFor();
    await workbench.screenshot('real-explain');
  });

  it('shows what a pod printed before it died', async () => {
    const { workbench } = window;
    await workbench.inlineAction(workbench.row('missing-package').first(), 'Logs');
    await workbench
      .webview()
      .getByText("No module named 'torch_geometric'")
      .first()
      .waitFor({ timeout: 60_000 });
    await workbench.screenshot('real-logs');
  });

  it('opens JupyterLab with one click, and the real server answers', async function () {
    const { workbench, page } = window;
    await node.plane.kubectl(['-n', NAMESPACE, 'rollout', 'status', 'deployment/jupyter', '--timeout=120s']);
    const row = workbench.section('Tools').locator('.monaco-list-row', { hasText: 'Jupyter' }).first();
    await row.waitFor({ timeout: 60_000 });
    const opened = page.context().waitForEvent('page', { timeout: 90_000 });
    await workbench.inlineAction(row, 'Open');
    // The editor may ask before it leaves itself; that is its own question, not ours.
    const question = page.locator('.monaco-dialog-box .monaco-button', { hasText: /^Open$/ });
    await page.addLocatorHandler(question, (button) => button.click());
    const browser = await opened;
    await browser.waitForLoadState('domcontentloaded');
    assert.match(await browser.title(), /Jupyter/);
    await browser
      .getByText(/Password or token/i)
      .first()
      .waitFor();
    const log = await node.plane.kubectl(['-n', NAMESPACE, 'logs', 'deployment/jupyter']);
    assert.match(log, /GET \/(lab|login)/, 'the server in the pod saw the request');
    await browser.close();
    // code-server shows local ports below a path of its own. JupyterLab does not bear that, and the user hears of it.
    await workbench.toasts().filter({ hasText: 'below the path /proxy/' }).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.section('Connections').locator('.monaco-list-row', { hasText: 'Jupyter' }).waitFor();
    await workbench.screenshot('real-open');
  });

  it('takes the row of a deleted pod away', async () => {
    const { workbench } = window;
    await node.plane.kubectl([
      '-n',
      NAMESPACE,
      'delete',
      'pod',
      'wants-gpu',
      '--grace-period=0',
      '--force',
      '--wait=false',
    ]);
    await workbench.row('wants-gpu').first().waitFor({ state: 'detached', timeout: 20_000 });
  });

  it('shows no toast that the user did not cause', async () => {
    assert.deepEqual(await window.workbench.toasts().allInnerTexts(), []);
  });
});
