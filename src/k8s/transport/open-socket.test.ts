import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CancelledError } from '../../common/cancellation.ts';
import { problemOf } from '../problem.ts';
import { authority } from './certificates.fixture.ts';
import type { ClusterApi } from './cluster-api.ts';
import { startProxy } from './proxy.fixture.ts';
import { apiOf, never, shows, startServer, target, token, type TestServer } from './server.fixture.ts';

const ours = authority('Porthole test authority');
const secure = ours.issue('server', { hosts: ['127.0.0.1', 'cluster.example.org'] });
const trusted = { certificateAuthority: { from: 'text', text: ours.cert } } as const;
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const EXEC = { path: '/api/v1/namespaces/team-a/pods/p/exec', query: { command: 'sh' } };
const stops: (() => Promise<void> | void)[] = [];

/** A server that upgrades requests of `Bearer t`, refuses others, and leaves `/silent` unanswered. */
async function start(
  tls: boolean,
  upgrade?: (request: IncomingMessage, socket: Duplex) => boolean,
): Promise<TestServer> {
  const server = await startServer((_, response) => response.end(), tls ? secure : undefined);
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'v4.channel.k8s.io' });
  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (upgrade?.(request, socket)) return;
    if (request.headers.authorization !== 'Bearer t') {
      refuse(socket, 401, { kind: 'Status', message: 'Unauthorized' });
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open) => {
      open.on('message', (bytes: Buffer) => open.send(`echo ${bytes.toString()}`));
      if (request.url?.includes('greets')) open.send('greeting');
    });
  });
  stops.push(() => server.stop());
  return server;
}

function refuse(socket: Duplex, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} No\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}

function client(...made: Parameters<typeof apiOf>): ClusterApi {
  const api = apiOf(...made);
  stops.push(() => api.dispose());
  return api;
}

async function echo(socket: WebSocket, text: string): Promise<string> {
  socket.send(text);
  const [bytes] = (await once(socket, 'message')) as [Buffer];
  return bytes.toString();
}

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('a WebSocket', () => {
  for (const tls of [true, false]) {
    it(`opens ${tls ? 'with' : 'without'} TLS as the user, and speaks`, async () => {
      const server = await start(tls);
      const socket = await client(target(server.url, tls ? trusted : {})).socket(EXEC, PROTOCOLS, never);
      socket.resume();
      assert.equal(socket.protocol, 'v4.channel.k8s.io');
      assert.equal(await echo(socket, 'hello'), 'echo hello');
      socket.close();
      await once(socket, 'close');
      await server.idle();
    });

    it(`opens through a proxy ${tls ? 'with' : 'without'} TLS`, async () => {
      const server = await start(tls);
      const proxy = await startProxy();
      stops.push(() => proxy.stop());
      const url = `${tls ? 'https' : 'http'}://cluster.example.org:${server.port}`;
      const socket = await client(target(url, { ...(tls ? trusted : {}), proxyUrl: proxy.url })).socket(
        EXEC,
        PROTOCOLS,
        never,
      );
      socket.resume();
      assert.equal(await echo(socket, 'hello'), 'echo hello');
      assert.deepEqual(proxy.tunnels, [`cluster.example.org:${server.port}`]);
      socket.terminate();
    });
  }

  it('signs in again once', async () => {
    const server = await start(true);
    const socket = await client(target(server.url, trusted), shows(token('old'), token('t'))).socket(
      EXEC,
      PROTOCOLS,
      never,
    );
    socket.resume();
    assert.equal(await echo(socket, 'x'), 'echo x');
    socket.terminate();
    const refused = client(target(server.url, trusted), shows(token('old')));
    await assert.rejects(refused.socket(EXEC, PROTOCOLS, never), (error) => {
      assert.deepEqual(problemOf(error), { kind: 'sign-in', reason: 'refused', detail: 'Unauthorized' });
      return true;
    });
  });

  it('that is refused tells what the server said', async () => {
    const server = await start(false, (_, socket) => {
      refuse(socket, 403, { kind: 'Status', message: 'pods "p" is forbidden' });
      return true;
    });
    await assert.rejects(client(target(server.url)).socket(EXEC, PROTOCOLS, never), (error) => {
      assert.deepEqual(problemOf(error), {
        kind: 'not-allowed',
        verb: 'get',
        resource: 'pods/exec',
        namespace: 'team-a',
        message: 'pods "p" is forbidden',
      });
      return true;
    });
    await server.idle();
  });

  it('is not opened with a certificate that is not trusted', async () => {
    const server = await start(true);
    await assert.rejects(client(target(server.url)).socket(EXEC, PROTOCOLS, never), (error) => {
      const problem = problemOf(error);
      assert.ok(
        problem?.kind === 'certificate' && problem.reason === 'unknown-authority',
        JSON.stringify(problem),
      );
      return true;
    });
  });

  it('is given up when cancelled before, while and after it waits for the server', async () => {
    let asked: (() => void) | undefined;
    const server = await start(false, (_, socket) => {
      socket.resume().once('end', () => socket.end()); // an upgraded connection is no business of the server's any more
      asked?.();
      return true; // and never an answer
    });
    const api = client(target(server.url));
    await assert.rejects(api.socket(EXEC, PROTOCOLS, AbortSignal.abort()), CancelledError);
    const stop = new AbortController();
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const opening = api.socket(EXEC, PROTOCOLS, stop.signal);
    await arrived;
    stop.abort();
    await assert.rejects(opening, CancelledError);
    await server.idle();
  });

  it('goes on when its signal aborts after it was open, and ends with its api', async () => {
    const server = await start(true);
    const stop = new AbortController();
    const api = client(target(server.url, trusted));
    const socket = await api.socket(EXEC, PROTOCOLS, stop.signal);
    socket.resume();
    stop.abort();
    assert.equal(await echo(socket, 'still'), 'echo still');
    const closed = once(socket, 'close');
    api.dispose();
    await closed;
    await server.idle();
  });

  it('keeps what came together with the answer until somebody listens', async () => {
    const server = await start(false);
    const api = client(target(server.url));
    for (let tries = 0; tries < 20; tries++) {
      const socket = await api.socket({ path: EXEC.path, query: { greets: true } }, PROTOCOLS, never);
      await new Promise(setImmediate); // whoever opened it does something else first
      const heard = once(socket, 'message') as Promise<[Buffer]>;
      socket.resume();
      assert.equal((await heard)[0].toString(), 'greeting');
      socket.terminate();
    }
  });

  it('survives a server that breaks off, without an uncaught error', async () => {
    const server = await start(false);
    const socket = await client(target(server.url)).socket(EXEC, PROTOCOLS, never);
    socket.resume();
    const closed = once(socket, 'close');
    for (const open of server.open) open.resetAndDestroy();
    await closed;
  });
});
