import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { openForward, type Forward, type ForwardOptions } from './forward.ts';
import { ForwardError } from './forward-problem.ts';
import type { ForwardTarget } from './forward-target.ts';
import { ForwardServer } from './testing/forward-server.ts';
import { plainApi } from './testing/plain-api.ts';
import { refuse, until } from './testing/small-server.ts';

const SERVICE: ForwardTarget = { kind: 'service', namespace: 'a', name: 'web', port: 80 };
/** For tests in which clients leave: a client that is gone looks like one that waits, and this is how soon it is given up. */
const LEAVING: ForwardOptions = { pace: { lingerMs: 20, answerMs: 20 } };
const DOOR = { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] };

describe('openForward', () => {
  let cluster: ForwardServer;
  let api: ClusterApi;
  let stop: AbortController;
  const programs: Program[] = [];
  const forwards: Forward[] = [];

  beforeEach(async () => {
    cluster = new ForwardServer();
    await cluster.start();
    api = plainApi(cluster.url);
    stop = new AbortController();
    cluster.putService('web', DOOR);
  });
  afterEach(async () => {
    for (const forward of forwards.splice(0)) forward.dispose();
    stop.abort();
    for (const program of programs.splice(0)) program.stop();
    api.dispose();
    await cluster.stop();
  });

  async function program(serve: (socket: Socket) => void): Promise<Program> {
    const started = await Program.start(serve);
    programs.push(started);
    return started;
  }
  async function open(target: ForwardTarget = SERVICE, options: ForwardOptions = {}): Promise<Forward> {
    const forward = await openForward(api, target, options, stop.signal);
    forwards.push(forward);
    return forward;
  }
  const echo = (socket: Socket): void => void socket.pipe(socket);
  const says = (words: string) => (socket: Socket) => void socket.on('data', () => socket.write(words));

  it('carries 100 MB each way through one connection without a wrong byte', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const client = connect(forward.localPort, '127.0.0.1');
    const sent = createHash('sha256');
    const came = createHash('sha256');
    const size = 100 * 1024 * 1024;
    let received = 0;
    client.on('data', (bytes) => {
      received += bytes.length;
      came.update(bytes);
      if (received === size) client.destroy();
    });
    const closed = once(client, 'close');
    for (let n = 0, block = Buffer.alloc(1024 * 1024); n < size; n += block.length) {
      block = Buffer.alloc(block.length, `block ${n} `);
      sent.update(block);
      if (!client.write(block)) await once(client, 'drain');
    }
    await closed;
    assert.equal(received, size);
    assert.equal(came.digest('hex'), sent.digest('hex'));
    assert.equal(forward.bytesIn, size);
    assert.equal(forward.bytesOut, size);
  }).timeout(60_000);

  it('keeps 100 parallel connections apart', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, LEAVING);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => ask(forward, `connection ${n} `.repeat(2000))),
    );
    answers.forEach((answer, n) => assert.equal(answer, `connection ${n} `.repeat(2000)));
    await cluster.whenCarried(0);
    assert.equal(forward.connections, 0);
  }).timeout(30_000);

  it('does not read a fast pod further than a slow client takes', async () => {
    let written = 0;
    const { port } = await program((socket) => {
      const block = Buffer.alloc(64 * 1024);
      const fill = (): void => {
        while (!socket.destroyed && socket.write(block, () => (written += block.length)));
      };
      socket.on('drain', fill);
      fill();
    });
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const client = connect(forward.localPort, '127.0.0.1').pause();
    const most = await settled(() => written);
    assert.ok(most < 40_000_000, `${most} bytes were read from the pod for a client that reads nothing`);
    assert.ok(forward.bytesIn < 20_000_000);
    client.destroy();
  });

  it('does not read a fast client further than a slow pod takes', async () => {
    const { port } = await program((socket) => void socket.pause());
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const client = connect(forward.localPort, '127.0.0.1');
    const block = Buffer.alloc(64 * 1024);
    const fill = (): void => {
      while (!client.destroyed && client.write(block));
    };
    client.on('drain', fill);
    fill();
    const most = await settled(() => forward.bytesOut);
    assert.ok(most < 40_000_000, `${most} bytes were read for a pod that takes nothing`);
    client.destroy();
  });

  it('lets a client that has said its last read the whole answer', async () => {
    const { port } = await program((socket) => {
      socket.on('data', (request) => {
        socket.write(`you said ${request.toString()}`);
        setImmediate(() => socket.end(', goodbye'));
      });
    });
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    assert.equal(await wholeAnswer(forward, 'hello'), 'you said hello, goodbye');
  });

  it('waits longer for an answer than for more of one', async () => {
    const { port } = await program((socket) => {
      socket.on('data', () => setTimeout(() => socket.write('after all'), 30));
    });
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, { pace: { lingerMs: 1 } });
    const client = connect(forward.localPort, '127.0.0.1');
    client.on('error', () => undefined); // given up once it is answered
    client.end('hello');
    const [answer] = (await once(client, 'data')) as [Buffer];
    assert.equal(answer.toString(), 'after all');
  });

  it('never presents half an answer as a whole one to a client that has said its last', async () => {
    const { port } = await program(says('half an answ'));
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, LEAVING);
    await assert.rejects(wholeAnswer(forward, 'hello'), { code: 'ECONNRESET' });
  });

  it('does not give up a client that has said its last and is slow to read', async () => {
    const { port } = await program((socket) => {
      socket.on('data', () => socket.write(Buffer.alloc(20_000_000)));
    });
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, { pace: { lingerMs: 1 } });
    const client = connect(forward.localPort, '127.0.0.1').pause();
    client.write('hello');
    await until(() => forward.bytesIn > 0);
    await settled(() => forward.bytesIn);
    client.end();
    await settled(() => forward.connections);
    assert.equal(forward.connections, 1);
    client.destroy();
  });

  it('closes the connection in the pod when a client has left without a word', async () => {
    const server = await program(echo);
    cluster.putPod('web-1', { reaches: server.port });
    const forward = await open(SERVICE, LEAVING);
    const client = connect(forward.localPort, '127.0.0.1');
    client.write('x');
    await once(client, 'data');
    client.destroy();
    await server.whenOpen(0);
    await cluster.whenCarried(0);
    assert.equal(forward.connections, 0);
  });

  it('lets a client know that an answer broke off', async () => {
    const { port } = await program(says('half an answ'));
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const client = connect(forward.localPort, '127.0.0.1');
    client.write('x');
    await once(client, 'data');
    cluster.cutForwards();
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNRESET');
    assert.equal(forward.problem?.kind, 'connection-lost');
  });

  it('sends a request that changes nothing again when the pod is gone before it has answered', async () => {
    const heard: string[] = [];
    const silent = await program((socket) => void socket.on('data', (bytes) => heard.push(bytes.toString())));
    const second = await program(says('second'));
    for (const how of ['killed', 'cut'] as const) {
      cluster.putPod('web-1', { reaches: silent.port });
      const forward = await open();
      const answer = ask(forward, 'GET / HTTP/1.1\r\n\r\n', 'second'.length);
      await until(() => heard.length === 1);
      cluster.putPod('web-2', { reaches: second.port, createdAt: '2026-01-02T00:00:00Z' });
      if (how === 'killed') cluster.killPod('web-1');
      else {
        cluster.putPod('web-1', { reaches: silent.port, ready: false });
        cluster.cutForwards();
      }
      assert.equal(await answer, 'second', how);
      cluster.killPod('web-2');
      heard.length = 0;
    }
  });

  it('takes an end without an answer for an answer when it comes again and again', async () => {
    let heard = 0;
    const { port } = await program((socket) => {
      socket.on('data', () => {
        heard += 1;
        socket.end();
      });
    });
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    assert.equal(await wholeAnswer(forward, 'GET / HTTP/1.1\r\n\r\n'), '');
    assert.equal(heard, 4);
  });

  it('sends nothing twice that may have changed something', async () => {
    const heard: string[] = [];
    const { port } = await program(
      (socket) => void socket.on('data', (bytes) => heard.push(bytes.toString())),
    );
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const answer = ask(forward, 'POST / HTTP/1.1\r\n\r\n');
    await until(() => heard.length === 1);
    cluster.cutForwards();
    await assert.rejects(answer, { code: 'ECONNRESET' });
    assert.equal(heard.length, 1);
  });

  it('looks for the pod once when many connections break at the same moment', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const closed = Array.from({ length: 50 }, async () => {
      const client = connect(forward.localPort, '127.0.0.1');
      client.write('x');
      await once(client, 'data');
      return new Promise((resolve) => client.on('error', resolve));
    });
    await count(forward, 50);
    await until(() => forward.bytesIn === 50);
    const before = cluster.requests.length;
    cluster.cutForwards();
    await Promise.all(closed);
    assert.equal(await ask(forward, 'again'), 'again');
    const lists = cluster.requests.slice(before).filter((request) => /\/pods\?(?!.*watch)/.test(request));
    assert.equal(lists.length, 1);
  });

  it('survives clients that reset their connection at any moment', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, LEAVING);
    for (let n = 0; n < 30; n += 1) {
      const client = connect(forward.localPort, '127.0.0.1');
      client.on('error', () => undefined);
      await once(client, 'connect');
      client.write('x'.repeat(n * 1000));
      if (n % 3 > 0) await new Promise((resolve) => setImmediate(resolve));
      if (n % 3 > 1) await once(client, 'data');
      client.resetAndDestroy();
    }
    assert.equal(await ask(forward, 'still there?'), 'still there?');
    await cluster.whenCarried(0);
  });

  it('goes to the next pod by itself when the one it used is replaced', async () => {
    const first = await program(says('first'));
    const second = await program(says('second'));
    cluster.putPod('web-1', { reaches: first.port });
    const forward = await open();
    const client = connect(forward.localPort, '127.0.0.1');
    client.write('x');
    await once(client, 'data');
    cluster.killPod('web-1');
    await once(client, 'close');
    await state(forward, 'waiting-for-pod');
    const waiting = ask(forward, 'x', 'second'.length);
    cluster.putPod('web-2', { reaches: second.port, ready: false });
    cluster.putPod('web-2', { reaches: second.port });
    assert.equal(await waiting, 'second');
    assert.deepEqual(forward.state, { state: 'ready', pod: 'web-2', port: 8888 });
  });

  it('says that the pod was replaced until a connection went through the new one', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    cluster.putPod('web-2', { reaches: port, createdAt: '2026-01-02T00:00:00Z' });
    cluster.killPod('web-1');
    await state(forward, 'pod-replaced');
    assert.deepEqual(forward.state, { state: 'pod-replaced', pod: 'web-2', port: 8888, before: 'web-1' });
    await ask(forward, 'hi');
    assert.equal(forward.state.state, 'ready');
  });

  it('leaves a pod that is being stopped, and one that is not ready, alone', async () => {
    const stopping = await program(says('stopping'));
    const ready = await program(says('ready'));
    cluster.putPod('web-0', { reaches: stopping.port, terminating: true });
    cluster.putPod('web-1', { reaches: stopping.port, ready: false });
    cluster.putPod('web-2', { reaches: ready.port });
    assert.equal(await ask(await open(), 'x', 'ready'.length), 'ready');
  });

  it('tells a connection that no pod came for it', async () => {
    const forward = await open(SERVICE, { pace: { podMs: 30 } });
    assert.equal(forward.state.state, 'waiting-for-pod');
    await assert.rejects(ask(forward, 'x'), { code: 'ECONNRESET' });
    assert.equal(forward.problem?.kind, 'no-ready-pod');
  });

  it('does not keep a connection waiting whose client has gone', async () => {
    const forward = await open();
    const client = connect(forward.localPort, '127.0.0.1');
    client.on('error', () => undefined);
    await once(client, 'connect');
    await count(forward, 1);
    client.resetAndDestroy();
    await count(forward, 0);
  });

  it('waits for a program that has not opened its port yet, and sends it what the client has said', async () => {
    const { port, stop: close } = await program(echo);
    close();
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    const answer = ask(forward, 'hello');
    await problem(forward, 'port-closed');
    assert.deepEqual(forward.state, {
      state: 'failed',
      problem: { kind: 'port-closed', pod: 'web-1', port: 8888 },
    });
    programs.push(await Program.start(echo, port));
    assert.equal(await answer, 'hello');
    assert.equal(forward.problem, undefined);
    assert.equal(forward.state.state, 'ready');
  });

  it('says that nothing listens on the port', async () => {
    const { port, stop: close } = await program(echo);
    close();
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, { pace: { portMs: 0 } });
    await assert.rejects(ask(forward, 'x'), { code: 'ECONNRESET' });
    assert.deepEqual(forward.problem, { kind: 'port-closed', pod: 'web-1', port: 8888 });
  });

  it('tries again when the API server is away for a moment', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    cluster.refusal = { status: 503, message: 'apiserver is shutting down' };
    const answer = ask(forward, 'hello');
    await cluster.whenUpgrades(2);
    cluster.refusal = undefined;
    assert.equal(await answer, 'hello');
  });

  it('does not try again what is not allowed', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    cluster.refusal = {
      status: 403,
      message: 'pods "web-1" is forbidden: cannot create resource "pods/portforward"',
    };
    await assert.rejects(ask(forward, 'x'), { code: 'ECONNRESET' });
    assert.equal(cluster.upgrades, 1);
    assert.ok(forward.problem?.kind === 'cluster' && forward.problem.problem.kind === 'not-allowed');
  });

  it('waits out a server that has just started and does not know yet what anybody may do', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    await ask(forward, 'hello');
    cluster.refusal = { status: 403, message: 'pods "web-1" is forbidden: cannot get resource' };
    const answer = ask(forward, 'again');
    await cluster.whenUpgrades(3);
    cluster.refusal = undefined;
    assert.equal(await answer, 'again');
  });

  it('refuses at once what can never work', async () => {
    const refused = async (target: Partial<ForwardTarget>): Promise<unknown> => {
      const error: unknown = await open({ ...SERVICE, ...target }).catch((reason: unknown) => reason);
      return error instanceof ForwardError ? error.problem : error;
    };
    cluster.putService('out', { type: 'ExternalName', externalName: 'db.example.org' });
    assert.deepEqual(await refused({ port: 81 }), {
      kind: 'no-such-port',
      port: 81,
      ports: [{ name: 'http', port: 80 }],
    });
    assert.deepEqual(await refused({ name: 'out' }), { kind: 'outside-the-cluster', host: 'db.example.org' });
    assert.deepEqual(await refused({ kind: 'pod', name: 'nobody' }), {
      kind: 'cluster',
      problem: { kind: 'not-found', message: 'pods "nobody" not found' },
    });
    assert.equal(cluster.watchers, 0);
  });

  it('finds the pods of a Service without a selector, and of one whose pods may not be listed, through its slices', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    cluster.putService('bare', { ports: [{ port: 80 }] });
    cluster.put('/apis/discovery.k8s.io/v1/namespaces/a/endpointslices', {
      metadata: { name: 'bare-x', labels: { 'kubernetes.io/service-name': 'bare' } },
      ports: [{ name: '', port: 8888 }],
      endpoints: [{ conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'web-1', uid: 'web-1' } }],
    });
    assert.equal(await ask(await open({ ...SERVICE, name: 'bare' }), 'hi'), 'hi');
    cluster.putService('bare', { ...DOOR, ports: [{ port: 80 }] });
    cluster.on((url, response) => {
      if (!url.pathname.endsWith('/pods')) return false;
      refuse(response, 403, 'pods is forbidden');
      return true;
    });
    assert.equal(await ask(await open({ ...SERVICE, name: 'bare' }), 'hi'), 'hi');
    await assert.rejects(open({ kind: 'pod', namespace: 'a', name: 'web-1', port: 8888 }), ForwardError);
  });

  it('takes the wanted local port, the remembered one when that is busy, and any other when both are', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const free = await open();
    const wanted = free.localPort;
    const other = await open(SERVICE, { preferredPort: wanted });
    assert.notEqual(other.localPort, wanted);
    assert.equal(other.insteadOf, wanted);
    await assert.rejects(open(SERVICE, { preferredPort: wanted, strict: true }), (error: ForwardError) => {
      assert.deepEqual(error.problem, { kind: 'local-port-taken', port: wanted, reason: 'busy' });
      return true;
    });
    other.dispose();
    const remembered = await open(SERVICE, { preferredPort: wanted, rememberedPort: other.localPort });
    assert.equal(remembered.localPort, other.localPort);
    const low = await open(SERVICE, { preferredPort: 443 });
    assert.ok(low.localPort >= 1024);
  });

  it('listens on loopback only, on both of its addresses where there are two', async () => {
    const { port } = await program(echo);
    cluster.putPod('web-1', { reaches: port });
    const forward = await open();
    for (const address of forward.listensOn) assert.match(address, /^(127\.0\.0\.1|\[::1\]):\d+$/);
    if (forward.listensOn.length === 2) assert.equal(await ask(forward, 'hi', 2, '::1'), 'hi');
  });

  it('refuses what a page of another site asks for, and nothing of it reaches the pod', async () => {
    const heard: string[] = [];
    const { port } = await program((socket) => {
      socket.on('data', (bytes) => {
        heard.push(bytes.toString());
        socket.end('from the tool');
      });
    });
    cluster.putPod('web-1', { reaches: port });
    const forward = await open(SERVICE, { localHostsOnly: true });
    const request = (host: string): string => `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    assert.match(await wholeAnswer(forward, request('evil.example.com')), /^HTTP\/1\.1 403 [\s\S]*localhost/);
    assert.equal(await wholeAnswer(forward, request('localhost:5000')), 'from the tool');
    assert.deepEqual(heard, [request('localhost:5000')]);
    assert.equal(forward.problem, undefined);
    assert.equal(await wholeAnswer(forward, 'GE'), 'from the tool');
    await cluster.whenCarried(0);
  });

  it('leaves nothing open when it is disposed', async () => {
    const server = await program(echo);
    cluster.putPod('web-1', { reaches: server.port });
    const before = cluster.connections;
    for (let n = 0; n < 20; n += 1) {
      const forward = await open();
      const clients = Array.from({ length: 5 }, () => connect(forward.localPort, '127.0.0.1'));
      const closed = clients.map((client) => {
        client.on('error', () => undefined);
        client.write('x');
        return new Promise((resolve) => client.on('close', resolve));
      });
      await once(clients[0]!, 'data');
      forward.dispose();
      await Promise.all(closed);
    }
    await server.whenOpen(0);
    await cluster.whenCarried(0);
    await cluster.whenWatchers(0);
    api.dispose();
    await cluster.whenConnections(before);
  });
});

/** A program that listens, as in a pod. */
class Program {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
    });
  }

  static async start(serve: (socket: Socket) => void, port = 0): Promise<Program> {
    const server = createServer({ allowHalfOpen: true }, serve);
    const started = new Program(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return started;
  }

  readonly stop = (): void => {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  };

  get port(): number {
    return this.#port;
  }
  get #port(): number {
    const address = this.#server.address() as AddressInfo | null;
    return address?.port ?? 0;
  }

  async whenOpen(count: number): Promise<void> {
    while (this.#sockets.size !== count) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Sends something and reads until the answer has as many characters (as many as what was sent, if nothing is said). */
async function ask(
  forward: Forward,
  request: string,
  length = request.length,
  host = '127.0.0.1',
): Promise<string> {
  const client = connect({ port: forward.localPort, host });
  let answer = '';
  const done = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('end', resolve);
    client.on('data', (bytes) => {
      answer += bytes.toString();
      if (answer.length >= length) resolve();
    });
  });
  client.write(request);
  await done;
  client.destroy();
  return answer;
}

/** Says its last, and reads until the other side has said it too. */
async function wholeAnswer(forward: Forward, request: string): Promise<string> {
  const client = connect({ port: forward.localPort, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  client.on('data', (bytes) => (answer += bytes.toString()));
  client.end(request);
  await once(client, 'end');
  return answer;
}

async function changed(forward: Forward, enough: () => boolean): Promise<void> {
  if (enough()) return;
  await new Promise<void>((resolve) => {
    const listener = forward.onDidChange(() => {
      if (!enough()) return;
      listener.dispose();
      resolve();
    });
  });
}

const state = (forward: Forward, wanted: Forward['state']['state']): Promise<void> =>
  changed(forward, () => forward.state.state === wanted);
const problem = (forward: Forward, wanted: string): Promise<void> =>
  changed(forward, () => forward.problem?.kind === wanted);
const count = (forward: Forward, wanted: number): Promise<void> =>
  changed(forward, () => forward.connections === wanted);

/** A number once it no longer changes. */
async function settled(read: () => number): Promise<number> {
  let now = read();
  for (let still = 0; still < 500; still += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (read() !== now) still = 0;
    now = read();
  }
  return now;
}
