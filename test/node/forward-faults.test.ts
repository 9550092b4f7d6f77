import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { isRecord, list, text } from '../../src/common/json.ts';
import { openForward, type Forward } from '../../src/k8s/streams/forward.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { percentile } from '../../bench/row.ts';
import { listenersOf, socketsOf } from '../harness/socket-table.ts';
import { apiOf } from './cluster-access.ts';
import { cutWire, type CutWire } from './cut-wire.ts';
import { page } from './forwards/clients.ts';
import { putWeb } from './forwards/pods.ts';
import { Traffic, type Outage } from './forwards/traffic.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'forward-faults';
/**
 * The usual run takes half a minute. `PORTHOLE_LONG=1`: fifty times each, and no request is answered later than `mostLateMs` after a pod is
 * ready and can be reached; a machine that does other things may take longer.
 */
const SIZE =
  process.env['PORTHOLE_LONG'] === '1'
    ? { rounds: 50, minutes: 30, mostLateMs: 5000 }
    : { rounds: 3, minutes: 4, mostLateMs: Infinity };
/** Between two faults: some requests of a calm network. */
const CALM_MS = 300;

describe('a forward, whatever breaks', function () {
  this.timeout(SIZE.minutes * 60_000);
  let node: RealNode;
  let wire: CutWire;
  let api: ClusterApi;
  let socketsBefore: number;

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    await node.namespace(NAMESPACE);
    await putWeb(node, NAMESPACE);
    const user = await node.plane.namespacedUser(NAMESPACE, 'ana', [
      { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods/portforward'], verbs: ['get', 'create'] },
    ]);
    await readyPod();
    socketsBefore = socketsOf('self').size;
    wire = await cutWire(user.kubeconfig, node.plane.folder);
    api = await apiOf(wire.kubeconfig);
  });
  after(async () => {
    api.dispose();
    await wire.stop();
  });

  it('answers every request, and leaves no socket behind', async () => {
    const target = { kind: 'service', namespace: NAMESPACE, name: 'web', port: 'http' } as const;
    const forward = await openForward(api, target, {}, new AbortController().signal);
    const traffic = new Traffic(forward);
    try {
      for (let round = 1; round <= SIZE.rounds; round += 1) {
        traffic.outages.push(
          await killPod(forward),
          await restartApiServer(forward),
          await cutNetwork(forward),
        );
      }
      await traffic.stop();
      const late = traffic.lateness();
      console.log(
        `      ${SIZE.rounds} times each: pod killed, API server restarted, network cut; ${late.length} requests, ${traffic.failures.length} failed; ` +
          `answered after a pod was ready and could be reached: ${[0.5, 0.99, 1].map((share) => Math.round(percentile(late, share))).join(', ')} ms (median, 99 %, longest)`,
      );
      assert.deepEqual(traffic.failures.slice(0, 5), []);
      assert.ok(late.length > SIZE.rounds * 10);
      assert.ok(Math.max(...late) < SIZE.mostLateMs, `a request took ${Math.max(...late)} ms`);
      await node.plane.waitFor('end of all connections', () => forward.connections === 0 || undefined);
      await node.plane.waitFor(
        'end of all connections in the pod',
        async () => (await page(forward, '/open')) === '0' || undefined,
      );
    } finally {
      await traffic.stop();
      forward.dispose();
      api.dispose();
      wire.cut();
    }
    await wire.stop();
    await node.plane.waitFor(
      'end of all sockets',
      () => socketsOf('self').size <= socketsBefore || undefined,
      30,
    );
  });

  async function killPod(forward: Forward): Promise<Outage> {
    const pod = await readyPod();
    const from = performance.now();
    await node.plane.kubectl(['-n', NAMESPACE, 'delete', 'pod', pod, '--wait=false', '--grace-period=0']);
    await readyPod(pod);
    return over(forward, 'pod killed', from);
  }

  async function restartApiServer(forward: Forward): Promise<Outage> {
    const from = performance.now();
    await node.plane.apiServer.kill();
    await wait(CALM_MS); // requests meet a server that is not there
    await node.plane.apiServer.start();
    return over(forward, 'API server restarted', from);
  }

  async function cutNetwork(forward: Forward): Promise<Outage> {
    const from = performance.now();
    wire.cut();
    return over(forward, 'network cut', from);
  }

  async function over(forward: Forward, what: string, from: number): Promise<Outage> {
    const to = performance.now();
    const ports = listenersOf(['self']).map(({ localPort }) => localPort);
    assert.ok(ports.includes(forward.localPort), `the local port is there: ${what}`);
    await wait(CALM_MS);
    return { what, from, to };
  }

  /** The name of a pod that is ready and stays, of another than this one. */
  function readyPod(notThis?: string): Promise<string> {
    return node.plane.waitFor('ready pod', async () => {
      const { json } = await node.plane.requests('GET', `/api/v1/namespaces/${NAMESPACE}/pods`);
      return list(json, 'items')
        .filter(isRecord)
        .filter(
          (pod) =>
            text(pod, 'metadata', 'deletionTimestamp') === undefined &&
            list(pod, 'status', 'conditions').some(
              (condition) => text(condition, 'type') === 'Ready' && text(condition, 'status') === 'True',
            ),
        )
        .map((pod) => text(pod, 'metadata', 'name'))
        .find((name) => name !== notThis);
    });
  }
});
