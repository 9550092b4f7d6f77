import assert from 'node:assert/strict';
import { openForward, type Forward } from '../../src/k8s/streams/forward.ts';
import { probeHttp } from '../../src/k8s/streams/probe-http.ts';
import { DisposableStore } from '../../src/common/disposable.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { forwardWords } from '../../src/rows/forward-words.ts';
import { apiOf } from './cluster-access.ts';
import { page } from './forwards/clients.ts';
import { putWeb } from './forwards/pods.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'forwards';
describe('forwards to real pods', function () {
  this.timeout(120_000);
  let node: RealNode;
  let api: ClusterApi;
  const owned = new DisposableStore();
  const never = new AbortController().signal;

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    await node.namespace(NAMESPACE);
    await putWeb(node, NAMESPACE);
    api = owned.own(await apiOf(node.plane.admin.kubeconfig));
  });
  after(() => owned.dispose());

  async function within(
    port: number | string,
    work: (forward: Forward) => Promise<void>,
    as = api,
  ): Promise<void> {
    const forward = await openForward(
      as,
      { kind: 'service', namespace: NAMESPACE, name: 'web', port },
      {},
      never,
    );
    try {
      await work(forward);
    } finally {
      forward.dispose();
    }
  }

  it('open before the pod is ready, and work as soon as it is', async () => {
    await within(80, async (forward) => {
      const probe = await probeHttp(`http://${forward.address}/`, { timeout: 60_000 }, never);
      assert.deepEqual([probe.alive, probe.alive && probe.status], [true, 200]);
      assert.match(await page(forward), /^web-/);
    });
  });

  it('answer every request while the pod is deleted and replaced', async () => {
    await within(80, async (forward) => {
      const port = forward.localPort;
      const first = await page(forward);
      await node.plane.kubectl(['-n', NAMESPACE, 'delete', 'pod', first, '--wait=false', '--grace-period=0']);
      const names = new Set<string>();
      // A request may meet the old pod in its last moment; each of them is answered, by one or the other.
      for (
        let requests = 0;
        requests < 200 && !(names.size > 0 && !names.has(first) && requests > 20);
        requests += 1
      ) {
        const name = await page(forward);
        if (name !== first) names.add(name);
      }
      assert.equal(names.size, 1);
      assert.equal(forward.localPort, port);
      assert.equal(forward.state.state, 'ready');
    });
  });

  it('go on after the API server was killed', async () => {
    await within(80, async (forward) => {
      await page(forward);
      await node.plane.apiServer.kill();
      const answer = page(forward);
      await node.plane.apiServer.start();
      assert.match(await answer, /^web-/);
    });
  });

  it('say that nothing listens on a port', async () => {
    await within('shut', async (forward) => {
      await assert.rejects(page(forward), { code: 'ECONNRESET' });
      assert.ok(forward.problem?.kind === 'port-closed');
      assert.equal(forward.problem.port, 9999);
      assert.equal(forward.state.state, 'failed');
      assert.equal(
        forwardWords(forward.problem, 'Web'),
        'Web does not listen on port 9999 yet: its program is still starting, or has failed.',
      );
    });
  });

  it('say what is not allowed: since Kubernetes 1.35 a WebSocket needs create besides get', async () => {
    const user = await node.plane.namespacedUser(NAMESPACE, 'reader', [
      { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods/portforward'], verbs: ['get'] },
    ]);
    const reader = await apiOf(user.kubeconfig);
    try {
      await within(
        80,
        async (forward) => {
          await assert.rejects(page(forward), { code: 'ECONNRESET' });
          assert.ok(forward.problem?.kind === 'cluster' && forward.problem.problem.kind === 'not-allowed');
          assert.equal(forward.problem.problem.verb, 'create');
        },
        reader,
      );
    } finally {
      reader.dispose();
    }
  });
});
