import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsteadyNetwork } from '../../src/k8s/transport/unsteady-network.fixture.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

const NAMESPACE = 'team-a';

// Whoever looks at the sidebar when the network goes away, as it does with every VPN. What happens below is for test/cluster/faults.
describe('a connection that is lost, in the real editor', function () {
  this.timeout(120_000);
  let plane: ControlPlane;
  let network: UnsteadyNetwork;
  let window: Window;
  let folder: string;

  before(async () => {
    plane = await startControlPlane({ fakeNodes: { count: 1 } });
    network = await UnsteadyNetwork.before(Number(new URL(plane.server).port));
    await plane.makeNamespace(NAMESPACE);
    await run('train-a');
    folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    const { kubeconfigObject: known } = plane.admin;
    const server = `https://127.0.0.1:${network.port}`;
    const clusters = known.clusters.map((each) => ({ ...each, cluster: { ...each.cluster, server } }));
    const contexts = known.contexts.map((each) => ({
      ...each,
      context: { ...each.context, namespace: NAMESPACE },
    }));
    writeFileSync(join(folder, 'config'), JSON.stringify({ ...known, clusters, contexts }));
    window = await openWindow({ kubeconfig: join(folder, 'config') });
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    await network.stop();
    await plane.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(name: string): Promise<void> {
    const made = await plane.requests('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, {
      metadata: { name },
      spec: { containers: [{ name: 'main', image: 'localhost/x:1' }] },
    });
    assert.equal(made.status, 201);
  }

  it('leaves the rows, says since when they are old and why, and is right again by itself', async () => {
    const { workbench } = window;
    const old = workbench.section('Namespaces').locator('.message', { hasText: /^As of \d/ });
    await workbench
      .row(/train-a.*running/)
      .first()
      .waitFor({ timeout: 60_000 });
    network.cut();
    await run('train-b');
    await old.waitFor({ timeout: 20_000 });
    await workbench
      .row(/train-a.*as of \d/)
      .first()
      .waitFor({ timeout: 20_000 });
    await workbench.screenshot('lost-connection');
    assert.equal(await workbench.row('train-a').count(), 1);
    assert.match(await old.innerText(), /127\.0\.0\.1/);
    network.mend('forgotten');
    await workbench
      .row(/train-b.*running/)
      .first()
      .waitFor({ timeout: 20_000 });
    await old.waitFor({ state: 'detached', timeout: 20_000 });
    assert.equal(await workbench.toasts().count(), 0);
  });
});
