import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { openForward, type Forward } from '../../src/k8s/streams/forward.ts';
import { probeHttp } from '../../src/k8s/streams/probe-http.ts';
import { DisposableStore } from '../../src/common/disposable.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { apiOf } from './cluster-access.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'forwards';
const PROGRAM = `
  const name = require('os').hostname();
  require('http').createServer((request, response) => response.end(name)).listen(8080);
  require('net').createServer((socket) => socket.on('error', () => 0).pipe(socket)).listen(8081);`;

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
    const metadata = { name: 'web', namespace: NAMESPACE };
    const labels = { app: 'web' };
    await node.plane.apply(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata,
            spec: {
              selector: { matchLabels: labels },
              template: {
                metadata: { labels },
                spec: {
                  nodeSelector: node.selector,
                  terminationGracePeriodSeconds: 0,
                  containers: [
                    {
                      name: 'web',
                      image: node.images.node,
                      imagePullPolicy: 'IfNotPresent',
                      command: ['node', '-e', PROGRAM],
                      ports: [
                        { name: 'http', containerPort: 8080 },
                        { name: 'echo', containerPort: 8081 },
                      ],
                      readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
                    },
                  ],
                },
              },
            },
          },
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata,
            spec: {
              selector: labels,
              ports: [
                { name: 'http', port: 80, targetPort: 'http' },
                { name: 'echo', port: 81, targetPort: 'echo' },
                { name: 'shut', port: 82, targetPort: 9999 },
              ],
            },
          },
        ],
      }),
    );
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

  it('carry 64 MB each way without a wrong byte', async () => {
    await within('echo', async (forward) => {
      const [sent, came] = await echo(forward, 64);
      assert.equal(came, sent);
    });
  });

  it('keep 50 parallel connections apart', async () => {
    await within('echo', async (forward) => {
      const pairs = await Promise.all(Array.from({ length: 50 }, (_, n) => echo(forward, 0.25, n)));
      for (const [sent, came] of pairs) assert.equal(came, sent);
      assert.equal(new Set(pairs.map(([sent]) => sent)).size, 50);
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
    await within(82, async (forward) => {
      await assert.rejects(page(forward), { code: 'ECONNRESET' });
      assert.ok(forward.problem?.kind === 'port-closed');
      assert.equal(forward.problem.port, 9999);
      assert.equal(forward.state.state, 'failed');
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

function page(forward: Forward): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: forward.localPort, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
      answer.on('end', () => resolve(text));
      answer.on('error', reject);
    }).on('error', reject);
  });
}

/** The checksums of what was sent, and of what came back. */
async function echo(forward: Forward, megabytes: number, seed = 0): Promise<[sent: string, came: string]> {
  const size = megabytes * 1024 * 1024;
  const client = connect(forward.localPort, '127.0.0.1');
  const sent = createHash('sha256');
  const came = createHash('sha256');
  let received = 0;
  const whole = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('data', (bytes) => {
      received += bytes.length;
      came.update(bytes);
      if (received >= size) resolve();
    });
  });
  for (let n = 0; n < size; n += 65_536) {
    const block = Buffer.alloc(65_536, `block ${n} of ${seed} `);
    sent.update(block);
    if (!client.write(block)) await once(client, 'drain');
  }
  await whole;
  client.destroy();
  return [sent.digest('hex'), came.digest('hex')];
}
