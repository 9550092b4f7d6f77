import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DisposableStore } from '../../src/common/disposable.ts';
import { openForward, type Forward } from '../../src/k8s/streams/forward.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { socketsOf } from '../harness/socket-table.ts';
import { apiOf } from './cluster-access.ts';
import { echo, page, poured, swallowed } from './forwards/clients.ts';
import { putWeb } from './forwards/pods.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'forward-load';
const MB = 2 ** 20;
/** The usual run takes seconds. `PORTHOLE_LONG=1`: the whole gigabyte, and two hundred connections with more in each. */
const SIZE =
  process.env['PORTHOLE_LONG'] === '1'
    ? { bulk: 1024 * MB, connections: 200, each: 4 * MB, minutes: 6 }
    : { bulk: 64 * MB, connections: 200, each: MB / 4, minutes: 2 };
/** More than the system's own buffers hold on the whole way: two connections on loopback, the kubelet's and containerd's. */
const MOST_IN_FLIGHT = 48 * MB;
const MOST_MEMORY = 32 * MB;

describe('forwards under load', function () {
  this.timeout(SIZE.minutes * 60_000);
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
    await within('http', page);
  });
  after(() => owned.dispose());

  async function within<T>(port: string, work: (forward: Forward) => Promise<T>): Promise<T> {
    const target = { kind: 'service', namespace: NAMESPACE, name: 'web', port } as const;
    const forward = await openForward(api, target, {}, never);
    try {
      return await work(forward);
    } finally {
      forward.dispose();
    }
  }

  it('carry a lot through one connection, down, up and both ways at once, without a wrong byte', async () => {
    for (const [port, carry] of [
      ['pour', poured],
      ['swallow', swallowed],
      ['echo', echo],
    ] as const) {
      await within(port, async (forward) => {
        const begun = performance.now();
        const { sent, came } = await carry(forward, SIZE.bulk);
        assert.match(sent, /^[0-9a-f]{64}$/);
        assert.equal(came, sent, port);
        const seconds = (performance.now() - begun) / 1000;
        tell(`${port}: ${SIZE.bulk / MB} MB in ${seconds.toFixed(1)} s`);
      });
    }
  });

  it('keep 200 parallel connections apart, and leave none of them behind', async () => {
    const before = socketsOf('self').size;
    await within('echo', async (forward) => {
      const all = await Promise.all(Array.from({ length: SIZE.connections }, () => echo(forward, SIZE.each)));
      for (const { sent, came } of all) assert.equal(came, sent);
      assert.equal(
        new Set(all.map(({ sent }) => sent)).size,
        SIZE.connections,
        'each sent something of its own',
      );
      await node.plane.waitFor('end of all connections', () => forward.connections === 0 || undefined);
    });
    await within('http', async (forward) => {
      await node.plane.waitFor(
        'end of all connections in the pod',
        async () => (await page(forward, '/open')) === '0' || undefined,
      );
    });
    await node.plane.waitFor('end of all sockets', () => socketsOf('self').size <= before || undefined);
  });

  it('answer a client that has said its last, however long the answer is', async () => {
    await within('pour', async (forward) => {
      const client = connect({ port: forward.localPort, host: '127.0.0.1', allowHalfOpen: true });
      let received = 0;
      client.on('data', (bytes) => (received += bytes.length));
      client.end(`${SIZE.bulk} plain\n`);
      await once(client, 'end');
      assert.equal(received, SIZE.bulk);
    });
  });

  it('hold back a pod that is faster than the client, without keeping much of it', async () => {
    await within('pour', async (forward) => {
      const before = memory();
      const client = connect(forward.localPort, '127.0.0.1');
      client.write(`${1024 * MB} plain\n`);
      await once(client.pause(), 'readable');
      const inFlight = await settled(() => forward.bytesIn);
      assertBounded('a client that reads nothing', inFlight, memory() - before);
      client.destroy();
    });
  });

  it('hold back a client that is faster than the pod, without keeping much of it', async () => {
    await within('stuck', async (forward) => {
      const before = memory();
      const client = connect(forward.localPort, '127.0.0.1');
      fill(client);
      await once(client, 'connect');
      const inFlight = await settled(() => forward.bytesOut);
      assertBounded('a program that reads nothing', inFlight, memory() - before);
      client.destroy();
    });
  });

  it('let a WebSocket go on with the next pod when it connects again', async () => {
    await within('http', async (forward) => {
      const first = await greeted(forward);
      const message = Buffer.from([0, 255, 13, 10, 0]);
      first.socket.send(message);
      const [answer, isBinary] = (await once(first.socket, 'message')) as [Buffer, boolean];
      assert.ok(isBinary && answer.equals(message));
      const closed = once(first.socket, 'close');
      await node.plane.kubectl([
        '-n',
        NAMESPACE,
        'delete',
        'pod',
        first.name,
        '--wait=false',
        '--grace-period=0',
      ]);
      await closed;
      const second = await greeted(forward);
      assert.notEqual(second.name, first.name);
      second.socket.terminate();
    });
  });

  function assertBounded(who: string, inFlight: number, kept: number): void {
    tell(
      `${who}: ${(inFlight / MB).toFixed(1)} MB on the way, ${(kept / MB).toFixed(1)} MB of them in this process`,
    );
    assert.ok(inFlight < MOST_IN_FLIGHT, `${inFlight} bytes on the way for ${who}`);
    assert.ok(kept < MOST_MEMORY, `${kept} bytes kept for ${who}`);
  }
});

function tell(line: string): void {
  console.log(`      ${line}`);
}

/** Buffers are outside of the heap. */
function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function fill(client: Socket): void {
  const block = Buffer.alloc(64 * 1024);
  const go = (): void => {
    while (!client.destroyed && client.write(block));
  };
  client.on('drain', go);
  go();
}

/** A number that is not 0, once it has been the same for a second. */
async function settled(read: () => number): Promise<number> {
  let last = read();
  for (let still = 0; still < 10; still += 1) {
    await wait(100);
    const now = read();
    if (now !== last || now === 0) still = 0;
    last = now;
  }
  return last;
}

/** A WebSocket whose pod has said its name. */
async function greeted({ localPort }: Forward): Promise<{ name: string; socket: WebSocket }> {
  const socket = new WebSocket(`ws://127.0.0.1:${localPort}/`);
  const [name] = (await once(socket, 'message')) as [Buffer];
  return { name: name.toString(), socket };
}
