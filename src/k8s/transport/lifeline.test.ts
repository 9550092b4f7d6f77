import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createSecureServer, type Http2SecureServer, type Http2ServerResponse } from 'node:http2';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { CancelledError } from '../../common/cancellation.ts';
import type { Target } from '../kubeconfig/target.ts';
import { problemOf } from '../problem.ts';
import { authority } from './certificates.fixture.ts';
import type { ClusterApi } from './cluster-api.ts';
import { createClusterApi } from './https-cluster-api.ts';
import { never, shows, startServer, target, token, type TestServer } from './server.fixture.ts';
import { SilentConnection } from './shared-line.ts';

const ours = authority('ours');
const identity = ours.issue('server', { hosts: ['127.0.0.1'] });
const QUICK = { lookMs: 5, quietMs: 20, plainQuietMs: 20, lateMs: 40, lostMs: 120 };
const WATCH = { path: '/api/v1/pods', query: { watch: 1 }, shared: true };

/** The way to a server, whose open connections can be made deaf: they take everything, and nothing comes back. */
class Relay extends EventEmitter {
  readonly #server: Server;
  readonly open = new Set<Socket>();
  connected = 0;

  private constructor(port: number) {
    super();
    this.#server = createServer((near) => {
      const far = connect({ host: '127.0.0.1', port });
      this.connected += 1;
      this.open.add(near);
      near.on('error', () => undefined).pipe(far);
      far.on('error', () => undefined).pipe(near);
      near.once('close', () => {
        far.destroy();
        this.open.delete(near);
        this.emit('change');
      });
      near.on('deafen', () => {
        near.unpipe(far).resume();
        far.unpipe(near).resume();
      });
    });
  }

  static async to(port: number): Promise<Relay> {
    const relay = new Relay(port);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  deafen(): void {
    for (const socket of this.open) socket.emit('deafen');
  }

  /** No new connections. */
  close(): void {
    this.#server.close();
  }

  async idle(): Promise<void> {
    while (this.open.size > 0) await once(this, 'change');
  }
}

class Http2Double extends EventEmitter {
  readonly server: Http2SecureServer = createSecureServer({ ...identity, allowHTTP1: true });
  readonly answers: Http2ServerResponse[] = [];
  readonly headers: string[] = [];

  static async start(): Promise<Http2Double> {
    const double = new Http2Double();
    const { server } = double;
    server.on('sessionError', () => undefined);
    server.on('request', (request, response) => {
      double.headers.push(`${request.httpVersion} ${request.headers.authorization ?? ''}`);
      response.on('error', () => undefined);
      response.writeHead(200);
      response.write('first\n');
      double.answers.push(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return double;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }
}

const read = async (answer: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const toOurs = (url: string): Target =>
  target(url, { certificateAuthority: { from: 'text', text: ours.cert } });

describe('watches', () => {
  let double: Http2Double;
  let relay: Relay;
  let api: ClusterApi;

  const open = (more: { idleMs?: number } = {}): void => {
    api = createClusterApi(toOurs(relay.url), shows(token('t')), { env: {}, pulse: QUICK, ...more });
  };

  beforeEach(async () => {
    double = await Http2Double.start();
    relay = await Relay.to(double.port);
    open();
  });

  afterEach(async () => {
    api.dispose();
    await relay.idle();
    relay.close();
    await double.stop();
  });

  it('share one connection over HTTP/2, as the user', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.stream(WATCH, never)));
    assert.equal(relay.connected, 1);
    assert.deepEqual(api.counts, { requests: 20, connections: 1 });
    assert.deepEqual(new Set(double.headers), new Set(['2.0 Bearer t']));
    double.answers.forEach((response) => response.end('last\n'));
    for (const answer of answers) assert.equal(await read(answer), 'first\nlast\n');
  });

  it('have their shared connection closed when there is none for a while', async () => {
    api.dispose();
    open({ idleMs: 20 });
    (await api.stream(WATCH, never)).destroy();
    await relay.idle();
    (await api.stream(WATCH, never)).destroy();
    assert.equal(relay.connected, 2);
  });

  it('end one by one, by whoever reads them or by their signal', async () => {
    const stop = new AbortController();
    const [one, other, third] = await Promise.all([
      api.stream(WATCH, never),
      api.stream(WATCH, stop.signal),
      api.stream(WATCH, never),
    ]);
    one.destroy();
    stop.abort();
    await assert.rejects(read(other), CancelledError);
    double.answers[2]?.end();
    assert.equal(await read(third), 'first\n');
    assert.equal(relay.open.size, 1);
  });

  it('break off within moments when nobody is at the other end any more, and know since when', async () => {
    const answer = await api.stream(WATCH, never);
    relay.close(); // no new connection can be made either
    relay.deafen();
    const cutAt = Date.now();
    await assert.rejects(
      read(answer),
      (error) => error instanceof SilentConnection && error.heardAt - cutAt < QUICK.lostMs,
    );
  });

  it('break off as soon as a new connection stands while the old one is silent', async () => {
    const answer = await api.stream(WATCH, never);
    relay.deafen();
    await assert.rejects(read(answer), SilentConnection);
    assert.equal(relay.connected, 2);
    (await api.stream(WATCH, never)).destroy();
    assert.equal(relay.connected, 2, 'the new connection is the one that is used next');
  });

  it('take requests and lists with them that wait on connections of the same kind', async () => {
    double.server.on('request', (request, response: Http2ServerResponse) => {
      if (request.httpVersion === '1.1') response.end();
    });
    await api.text({ path: '/one' }, never);
    const watch = read(await api.stream(WATCH, never));
    relay.deafen();
    const waiting = api.text({ path: '/two' }, never); // on the kept connection, into the void
    await assert.rejects(watch, SilentConnection);
    assert.equal(await waiting, 'first\n');
  });

  it('go on for as long as pings are answered', async () => {
    const answer = await api.stream(WATCH, never);
    let pings = 0;
    const enough = new Promise<void>((resolve) => {
      double.answers[0]?.stream.session?.on('ping', () => (pings += 1) === 5 && resolve());
    });
    const reading = read(answer);
    await enough;
    double.answers[0]?.end('last\n');
    assert.equal(await reading, 'first\nlast\n');
    assert.equal(relay.connected, 1);
  });

  it('take another connection when the server leaves theirs', async () => {
    const answer = await api.stream(WATCH, never);
    const { session } = double.answers[0]?.stream ?? {};
    session?.goaway();
    while (relay.connected < 2) (await api.stream(WATCH, never)).destroy();
    double.answers[0]?.end('last\n');
    assert.equal(await read(answer), 'first\nlast\n');
  });

  it('that are broken off in the middle end with an error of the connection', async () => {
    const answer = await api.stream(WATCH, never);
    for (const socket of relay.open) socket.resetAndDestroy();
    await assert.rejects(read(answer), (error) => error instanceof Error && 'code' in error);
  });

  it('end with their cluster', async () => {
    const answer = await api.stream(WATCH, never);
    api.dispose();
    await assert.rejects(read(answer), CancelledError);
  });
});

describe('watches of a server without HTTP/2', () => {
  const asked = new EventEmitter();
  let server: TestServer;
  let relay: Relay;
  let api: ClusterApi;

  beforeEach(async () => {
    server = await startServer((request, response) => {
      if (request.url === '/version') response.end();
      else response.write('first\n');
      asked.emit(request.url === '/version' ? 'sign of life' : 'watch');
    }, identity);
    relay = await Relay.to(server.port);
    api = createClusterApi(toOurs(relay.url), shows(token('t')), { env: {}, pulse: QUICK });
  });

  afterEach(async () => {
    api.dispose();
    await relay.idle();
    relay.close();
    await server.stop();
  });

  it('have connections of their own, and ask for a sign of life now and then', async () => {
    const [answer, other] = await Promise.all([api.stream(WATCH, never), api.stream(WATCH, never)]);
    for (let times = 0; times < 3; times += 1) await once(asked, 'sign of life');
    api.dispose();
    await assert.rejects(read(answer), CancelledError);
    await assert.rejects(read(other), CancelledError);
  });

  it('break off when a new connection is answered and theirs are silent', async () => {
    const answer = await api.stream(WATCH, never);
    await once(asked, 'sign of life'); // from here on there is a kept connection to ask on
    relay.deafen();
    await assert.rejects(read(answer), (error) => error instanceof Error && 'code' in error);
    (await api.stream(WATCH, never)).destroy();
  });

  it('are asked for no sign of life when there is none', async () => {
    (await api.stream(WATCH, never)).destroy();
    const { requests } = api.counts;
    const other = await api.stream(WATCH, never);
    await once(asked, 'sign of life');
    other.destroy();
    assert.ok(api.counts.requests > requests + 1);
  });

  it('are told what is wrong with the connection as well', async () => {
    const nobody = createClusterApi(toOurs('https://127.0.0.1:1'), shows(token('t')), { env: {} });
    await assert.rejects(nobody.stream(WATCH, never), (error) => problemOf(error)?.kind === 'unreachable');
    nobody.dispose();
  });
});
