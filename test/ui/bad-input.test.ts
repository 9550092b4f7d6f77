import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import type { Kubeconfig } from '../harness/control-plane/users.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

/** One thing that can be wrong with what a user has, and the words that stand there instead of rows. */
interface Trouble {
  readonly what: string;
  readonly kubeconfig: (good: Kubeconfig) => string;
  readonly says: RegExp;
}

const changed = (good: Kubeconfig, cluster: object, user?: object): string =>
  JSON.stringify({
    ...good,
    clusters: good.clusters.map((entry) => ({ ...entry, cluster: { ...entry.cluster, ...cluster } })),
    users: good.users.map((entry) => ({ ...entry, user: user ?? entry.user })),
  });

const troubles: readonly Trouble[] = [
  {
    what: 'an empty kubeconfig',
    kubeconfig: () => '',
    says: /no kubeconfig|no cluster|does not say which cluster/i,
  },
  {
    what: 'a broken kubeconfig',
    kubeconfig: () => 'apiVersion: v1\nclusters: [\n  - name: {',
    says: /kubeconfig: line 3/,
  },
  // Port 9 (discard) of loopback: nothing listens there.
  {
    what: 'a server that is down',
    kubeconfig: (good) => changed(good, { server: 'https://127.0.0.1:9' }),
    says: /127\.0\.0\.1:9 does not answer/,
  },
  {
    what: 'a certificate that is not trusted',
    kubeconfig: (good) => changed(good, { 'certificate-authority-data': undefined }),
    says: /certificate problem/,
  },
  {
    what: 'a token that is refused',
    kubeconfig: (good) => changed(good, {}, { token: 'not-a-token-of-this-cluster' }),
    says: /does not accept your sign-in/,
  },
];

describe('bad input, in the real editor', function () {
  this.timeout(180_000);
  let plane: ControlPlane;
  let window: Window;
  let folder: string;
  let kubeconfig: string;
  let good: Kubeconfig;

  before(async () => {
    plane = await startControlPlane({ fakeNodes: { count: 1 } });
    await plane.kubectl(['create', 'namespace', 'team-a']);
    const user = await plane.namespacedUser('team-a', 'ana', [
      {
        apiGroups: ['', 'apps', 'batch'],
        resources: ['pods', 'pods/log', 'services', 'deployments', 'events'],
        verbs: ['get', 'list', 'watch'],
      },
    ]);
    good = user.kubeconfigObject;
    await plane.waitFor(
      'service account',
      async () => (await plane.kubectl(['-n', 'team-a', 'get', 'serviceaccount', 'default'])) || undefined,
    );
    await plane.apply(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'notebook-ana', namespace: 'team-a' },
        spec: {
          nodeSelector: { type: 'kwok' },
          containers: [{ name: 'main', image: 'localhost/notebook:1' }],
        },
      }),
    );
    folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    kubeconfig = join(folder, 'config');
    window = await openWindow({ kubeconfig });
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    await plane.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('no kubeconfig: says so, and offers to choose one, to try the sample and to ask for one', async () => {
    const { workbench } = window;
    const section = workbench.section('Namespaces');
    await section
      .getByText(/kubeconfig/i)
      .first()
      .waitFor();
    for (const offer of [/choose a kubeconfig/i, /sample cluster/i, /ask my platform team/i])
      await section.getByText(offer).first().waitFor();
    await workbench.screenshot('no-kubeconfig');
  });

  it('a kubeconfig that appears later: connects by itself', async () => {
    writeFileSync(kubeconfig, JSON.stringify(good));
    await window.workbench.row('notebook-ana').first().waitFor({ timeout: 60_000 });
  });

  it('a namespace-limited user: sees what is theirs, without errors', async () => {
    const { workbench } = window;
    await workbench.row('team-a').first().waitFor();
    await workbench.row('Add a namespace').first().waitFor();
    await workbench.screenshot('limited-user');
  });

  for (const { what, kubeconfig: broken, says } of troubles) {
    it(`${what}: one clear row, and everything is back when it is mended`, async () => {
      const { workbench } = window;
      writeFileSync(kubeconfig, broken(good));
      const section = workbench.section('Namespaces');
      await section.getByText(says).first().waitFor({ timeout: 60_000 });
      const rows = section.locator('.monaco-list-row[role="treeitem"]', { hasText: says });
      assert.ok((await rows.count()) <= 1, 'said once');
      await workbench.screenshot(`bad-${what.replaceAll(' ', '-')}`);
      writeFileSync(kubeconfig, JSON.stringify(good));
      await workbench.row('notebook-ana').first().waitFor({ timeout: 60_000 });
    });
  }

  it('shows no toast for any of it', async () => {
    assert.deepEqual(await window.workbench.toasts().allInnerTexts(), []);
  });
});
