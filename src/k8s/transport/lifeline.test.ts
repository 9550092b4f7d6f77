import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createSecureServer, type Http2SecureServer, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { CancelledError } from '../../common/cancellation.ts';
import type { Target } from '../kubeconfig/target.ts';
import { problemOf } from '../problem.ts';
import { authority } from './certificates.fixture.ts';
import type { ClusterApi } from './cluster-api.ts';
import { createClusterApi, type ClusterApiOptions } from './https-cluster-api.ts';
import { startProxy } from './proxy.fixture.ts';
import { never, shows, startServer, target, token, type TestServer } from './server.fixture.ts';
import { SilentConnection } from './silent-connection.ts';
import { UnsteadyNetwork } from './unsteady-network.fixture.ts';

const ours = authority('ours');
const identity = ours.issue('server', { hosts: ['127.0.0.1'] });
/** For what is lost on purpose. Where nothing is, the usual times hold: a machine that is busy is not to be taken for a cut. */
const QUICK = { lookMs: 10, quietMs: 30, plainQuietMs: 30, lateMs: 250, lostMs: 500 };
const WATCH = { path: '/api/v1/pods', query: { watch: 1 }, shared: true };

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

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

const toOurs = (url: string): Target =>
  target(url, { certificateAuthority: { from: 'text', text: ours.cert } });

describe('watches', () => {
  let double: Http2Double;
  let network: UnsteadyNetwork;
  let api: ClusterApi;

  const open = (more: Partial<ClusterApiOptions> = {}): void => {
    api = createClusterApi(toOurs(`https://127.0.0.1:${network.port}`), shows(token('t')), {
      env: {},
      ...more,
    });
  };

  beforeEach(async () => {
    double = await Http2Double.start();
    network = await UnsteadyNetwork.before(double.port);
    open();
  });

  afterEach(async () => {
    api.dispose();
    await network.idle();
    await network.stop();
    await double.stop();
  });

  it('share one connection over HTTP/2, as the user', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.stream(WATCH, never)));
    assert.equal(network.connected, 1);
    assert.deepEqual(api.counts, { requests: 20, connections: 1 });
    assert.deepEqual(new Set(double.headers), new Set(['2.0 Bearer t']));
    double.answers.forEach((response) => response.end('last\n'));
    for (const answer of answers) assert.equal(await read(answer), 'first\nlast\n');
  });

  it('have their shared connection closed when there is none for a while', async () => {
    open({ idleMs: 20 });
    (await api.stream(WATCH, never)).destroy();
    await network.idle();
    (await api.stream(WATCH, never)).destroy();
    assert.equal(network.connected, 2);
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
    assert.equal(network.open, 1);
  });

  it('break off within moments when nobody is at the other end any more, and know since when', async () => {
    open({ pulse: QUICK });
    const answer = await api.stream(WATCH, never);
    network.refuse(); // no new connection can be made either
    network.forget();
    const cutAt = Date.now();
    await assert.rejects(
      read(answer),
      (error) => error instanceof SilentConnection && error.heardAt - cutAt < QUICK.lostMs,
    );
  });

  it('break off as soon as a new connection stands while the old one is silent', async () => {
    open({ pulse: QUICK });
    const answer = await api.stream(WATCH, never);
    network.forget();
    await assert.rejects(read(answer), SilentConnection);
    assert.equal(network.connected, 2);
    (await api.stream(WATCH, never)).destroy();
    assert.equal(network.connected, 2, 'the new connection is the one that is used next');
  });

  it('take requests and lists with them that wait on connections of the same kind', async () => {
    double.server.on('request', (request, response: Http2ServerResponse) => {
      if (request.httpVersion === '1.1') response.end();
    });
    open({ pulse: QUICK });
    await api.text({ path: '/one' }, never);
    const watch = read(await api.stream(WATCH, never));
    network.forget();
    const waiting = api.text({ path: '/two' }, never); // on the kept connection, into the void
    await assert.rejects(watch, SilentConnection);
    assert.equal(await waiting, 'first\n');
  });

  it('take nothing with them that cannot be done twice', async () => {
    let finish = (): void => undefined;
    double.server.on('request', (request, response: Http2ServerResponse) => {
      if (request.method === 'DELETE') finish = () => response.end('done');
      else if (request.httpVersion === '1.1') response.end();
    });
    open({ pulse: QUICK });
    const deleted = api.text({ path: '/one', method: 'DELETE' }, never);
    await once(double.server, 'request');
    const watch = read(await api.stream(WATCH, never));
    network.forget((connection) => connection === 1);
    await assert.rejects(watch, SilentConnection);
    finish();
    assert.equal(await deleted, 'first\ndone');
  });

  it('of an old certificate go on, and are watched over, until they end', async () => {
    const certificates = [ours.issue('ana'), ours.issue('ana, renewed')] as const;
    let shown = 0;
    const credentials = {
      ...shows(),
      present: () => Promise.resolve({ headers: {}, certificate: certificates[shown] ?? certificates[0] }),
    };
    api = createClusterApi(toOurs(`https://127.0.0.1:${network.port}`), credentials, {
      env: {},
      pulse: QUICK,
    });
    const old = read(await api.stream(WATCH, never));
    shown = 1;
    const renewed = await api.stream(WATCH, never);
    assert.equal(network.connected, 2);
    network.forget((connection) => connection === 0);
    await assert.rejects(old, SilentConnection);
    double.answers[1]?.end();
    assert.equal(await read(renewed), 'first\n');
  });

  it('take more connections where one takes no more of them', async () => {
    double.server.updateSettings({ maxConcurrentStreams: 2 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => api.stream(WATCH, never)));
    double.answers.forEach((response) => response.end('last\n'));
    for (const answer of answers) assert.equal(await read(answer), 'first\nlast\n');
    assert.equal(network.connected, 3);
  });

  it('are watched over also on a connection that takes no more of them', async () => {
    double.server.updateSettings({ maxConcurrentStreams: 2 });
    open({ pulse: QUICK });
    const full = [read(await api.stream(WATCH, never)), read(await api.stream(WATCH, never))];
    const third = read(await api.stream(WATCH, never));
    assert.equal(network.connected, 2);
    network.forget((connection) => connection === 0);
    for (const watch of full) await assert.rejects(watch, SilentConnection);
    double.answers[2]?.end();
    assert.equal(await third, 'first\n');
  });

  it('are opened by a second try when the first is lost on its way', async () => {
    network.loseNext(2);
    open({ connectMs: 500 });
    (await api.stream(WATCH, never)).destroy();
    assert.ok(network.connected >= 3);
  });

  it('go on for as long as pings are answered', async () => {
    open({ pulse: QUICK });
    const answer = await api.stream(WATCH, never);
    let pings = 0;
    const enough = new Promise<void>((resolve) => {
      double.answers[0]?.stream.session?.on('ping', () => (pings += 1) === 5 && resolve());
    });
    const reading = read(answer);
    await enough;
    double.answers[0]?.end('last\n');
    assert.equal(await reading, 'first\nlast\n');
    assert.equal(network.connected, 1);
  });

  it('take another connection when the server leaves theirs', async () => {
    const answer = await api.stream(WATCH, never);
    const { session } = double.answers[0]?.stream ?? {};
    session?.goaway();
    while (network.connected < 2) (await api.stream(WATCH, never)).destroy();
    double.answers[0]?.end('last\n');
    assert.equal(await read(answer), 'first\nlast\n');
  });

  it('that are broken off in the middle end with an error of the connection', async () => {
    const answer = await api.stream(WATCH, never);
    network.breakAll('reset');
    await assert.rejects(read(answer), (error) => error instanceof Error && 'code' in error);
  });

  it('go through a proxy as well', async () => {
    const proxy = await startProxy();
    const { url, ...cluster } = toOurs(`https://127.0.0.1:${network.port}`).cluster;
    api = createClusterApi(target(url, { ...cluster, proxyUrl: proxy.url }), shows(token('t')), { env: {} });
    const answers = [await api.stream(WATCH, never), await api.stream(WATCH, never)];
    assert.equal(proxy.tunnels.length, 1);
    assert.deepEqual(double.headers, ['2.0 Bearer t', '2.0 Bearer t']);
    for (const answer of answers) answer.destroy();
    api.dispose();
    await proxy.stop();
  });

  it('end with their cluster', async () => {
    const answer = await api.stream(WATCH, never);
    api.dispose();
    await assert.rejects(read(answer), CancelledError);
  });
});

describe('a kept connection that was lost while nobody used it', () => {
  let server: TestServer;
  let network: UnsteadyNetwork;
  let api: ClusterApi;

  beforeEach(async () => {
    server = await startServer((request, response) => {
      request.resume().once('end', () => response.end(`${request.method} ${request.url}`));
    });
    network = await UnsteadyNetwork.before(server.port);
    api = createClusterApi(target(`http://127.0.0.1:${network.port}`), shows(token('t')), {
      env: {},
      pulse: QUICK,
    });
  });

  afterEach(async () => {
    api.dispose();
    await network.stop();
    await server.stop();
  });

  it('makes way for a new one, for lists, requests and questions', async () => {
    const ask = (): Promise<string[]> =>
      Promise.all([
        api.text({ path: '/one' }, never),
        api.text({ path: '/review', method: 'POST', body: {}, asksOnly: true }, never),
        api.stream({ path: '/list', inTurn: true }, never).then(read),
        api.stream({ path: '/log' }, never).then(read),
      ]);
    const answers = await ask();
    assert.equal(network.connected, 4);
    network.forget();
    assert.deepEqual(await ask(), answers);
    assert.deepEqual(answers, ['GET /one', 'POST /review', 'GET /list', 'GET /log']);
  });
});

describe('watches of a server without HTTP/2', () => {
  const asked = new EventEmitter();
  let server: TestServer;
  let network: UnsteadyNetwork;
  let api: ClusterApi;

  beforeEach(async () => {
    server = await startServer((request, response) => {
      if (request.url === '/version') response.end();
      else response.write('first\n');
      asked.emit(request.url === '/version' ? 'sign of life' : 'watch');
    }, identity);
    network = await UnsteadyNetwork.before(server.port);
    api = createClusterApi(toOurs(`https://127.0.0.1:${network.port}`), shows(token('t')), {
      env: {},
      pulse: QUICK,
    });
  });

  afterEach(async () => {
    api.dispose();
    await network.idle();
    await network.stop();
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
    network.forget();
    await assert.rejects(read(answer), SilentConnection);
    (await api.stream(WATCH, never)).destroy();
  });

  it('are asked for no sign of life any more when the last one has ended', async () => {
    await new Promise(setImmediate); // now mocha has set its own
    const resting = timers();
    const [answer, other] = await Promise.all([api.stream(WATCH, never), api.stream(WATCH, never)]);
    await once(asked, 'sign of life');
    answer.destroy();
    other.destroy();
    while (timers() > resting) await new Promise(setImmediate);
  });

  it('are told what is wrong with the connection as well', async () => {
    const nobody = createClusterApi(toOurs('https://127.0.0.1:1'), shows(token('t')), { env: {} });
    await assert.rejects(nobody.stream(WATCH, never), (error) => problemOf(error)?.kind === 'unreachable');
    nobody.dispose();
  });
});
