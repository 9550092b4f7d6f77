import assert from 'node:assert/strict';
import { problemOf, type ClusterProblem } from '../problem.ts';
import { authority } from './certificates.fixture.ts';
import type { ClusterApi } from './cluster-api.ts';
import { startProxy, startSocks } from './proxy.fixture.ts';
import { proxyFor } from './proxy-route.ts';
import { apiOf, never, shows, startServer, target, token, type TestServer } from './server.fixture.ts';

const ours = authority('Porthole test authority');
const secure = ours.issue('server', { hosts: ['cluster.example.org'] });
const trusted = { certificateAuthority: { from: 'text', text: ours.cert } } as const;
const stops: (() => Promise<void> | void)[] = [];
let server: TestServer;

function stopped<T extends { stop(): Promise<void> }>(thing: T): T {
  stops.push(() => thing.stop());
  return thing;
}

function client(...made: Parameters<typeof apiOf>): ClusterApi {
  const api = apiOf(...made);
  stops.push(() => api.dispose());
  return api;
}

async function problem(api: ClusterApi): Promise<ClusterProblem> {
  const error = await api.json({ path: '/' }, never).then(
    () => assert.fail('it succeeded'),
    (reason: unknown) => reason,
  );
  return problemOf(error) ?? assert.fail(String(error));
}

beforeEach(async () => {
  server = stopped(await startServer((_, response) => response.end('{"by":"server"}'), secure));
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('an HTTP proxy', () => {
  it('is tunnelled through, by proxy-url and by HTTPS_PROXY', async () => {
    const proxy = stopped(await startProxy());
    const url = `https://cluster.example.org:${server.port}`; // a name that only the proxy knows
    for (const [cluster, env] of [
      [{ ...trusted, proxyUrl: proxy.url }, {}],
      [trusted, { HTTPS_PROXY: proxy.url }],
      [trusted, { https_proxy: `127.0.0.1:${proxy.port}` }],
    ] as const) {
      assert.deepEqual(
        await client(target(url, cluster), shows(token('t')), env).json({ path: '/' }, never),
        { by: 'server' },
      );
    }
    assert.deepEqual(proxy.tunnels, Array(3).fill(`cluster.example.org:${server.port}`));
  });

  it('gets the name and password of its address, and never the cluster’s token', async () => {
    const proxy = stopped(await startProxy('ana:pä ss'));
    const url = `https://cluster.example.org:${server.port}`;
    const proxyUrl = `http://ana:p%C3%A4%20ss@127.0.0.1:${proxy.port}`;
    assert.deepEqual(await client(target(url, { ...trusted, proxyUrl })).json({ path: '/' }, never), {
      by: 'server',
    });
    const found = await problem(client(target(url, { ...trusted, proxyUrl: proxy.url })));
    assert.ok(
      found.kind === 'unreachable' && found.reason === 'proxy' && /407/.test(found.detail),
      JSON.stringify(found),
    );
  });

  it('that refuses, is not there, or is something else is a problem of the proxy', async () => {
    const proxy = stopped(await startProxy());
    const gone = await startServer(() => undefined);
    await gone.stop();
    const other = stopped(await startServer(() => undefined, secure));
    for (const [url, proxyUrl] of [
      [`https://cluster.forbidden:${server.port}`, proxy.url],
      ['https://cluster.example.org', gone.url],
      ['https://cluster.example.org', other.url.replace('https:', 'http:')],
    ] as const) {
      const found = await problem(client(target(url, { ...trusted, proxyUrl })));
      assert.ok(found.kind === 'unreachable' && found.reason === 'proxy', JSON.stringify(found));
    }
  });

  it('is asked for the whole address where the server has no TLS', async () => {
    const proxy = stopped(await startProxy('ana:p'));
    const proxyUrl = `http://ana:p@127.0.0.1:${proxy.port}`;
    const answer = await client(target('http://cluster.example.org:8080', { proxyUrl })).json(
      { path: '/api' },
      never,
    );
    assert.deepEqual(answer, { by: 'proxy', host: 'cluster.example.org:8080' });
    assert.deepEqual(proxy.plain, ['http://cluster.example.org:8080/api']);
  });
});

describe('a server that is not on this machine', () => {
  it('may compress, unless the kubeconfig says no', async () => {
    const proxy = stopped(await startProxy());
    const url = `https://cluster.example.org:${server.port}`;
    for (const disableCompression of [false, true]) {
      await client(target(url, { ...trusted, proxyUrl: proxy.url, disableCompression })).json(
        { path: '/' },
        never,
      );
    }
    assert.deepEqual(
      server.requests.map((request) => request.headers['accept-encoding']),
      ['gzip', undefined],
    );
  });
});

describe('a SOCKS proxy', () => {
  it('is asked by name, and with a user where its address has one', async () => {
    for (const user of [undefined, { name: 'ana', password: 'p' }]) {
      const socks = stopped(await startSocks(user));
      const proxyUrl = `socks5://${user ? 'ana:p@' : ''}127.0.0.1:${socks.port}`;
      const url = `https://cluster.example.org:${server.port}`;
      assert.deepEqual(await client(target(url, { ...trusted, proxyUrl })).json({ path: '/' }, never), {
        by: 'server',
      });
      assert.deepEqual(socks.names, ['cluster.example.org']);
    }
  });

  it('that refuses the user is a problem of the proxy', async () => {
    const socks = stopped(await startSocks({ name: 'ana', password: 'p' }));
    const found = await problem(
      client(
        target(`https://cluster.example.org:${server.port}`, {
          ...trusted,
          proxyUrl: `socks5://ana:wrong@127.0.0.1:${socks.port}`,
        }),
      ),
    );
    assert.ok(found.kind === 'unreachable' && found.reason === 'proxy', JSON.stringify(found));
  });
});

describe('the way to a server', () => {
  const env = (NO_PROXY: string) => ({
    HTTPS_PROXY: 'http://proxy:3128',
    HTTP_PROXY: 'http://plain:3128',
    NO_PROXY,
  });
  const cases: [server: string, noProxy: string, proxy: string | undefined][] = [
    ['https://api.example.org', '', 'proxy:3128'],
    ['http://api.example.org', '', 'plain:3128'],
    ['https://api.example.org', '*', undefined],
    ['https://api.example.org', 'example.org', undefined],
    ['https://api.example.org', '.example.org', undefined],
    ['https://api.example.org', '*.example.org', undefined],
    ['https://example.org', '.example.org', 'proxy:3128'],
    ['https://example.org', 'example.org', undefined],
    ['https://badexample.org', 'example.org', 'proxy:3128'],
    ['https://API.Example.org', ' other.org , EXAMPLE.ORG ', undefined],
    ['https://api.example.org:6443', 'api.example.org:6443', undefined],
    ['https://api.example.org:6443', 'api.example.org:443', 'proxy:3128'],
    ['https://api.example.org', 'api.example.org:443', undefined],
    ['https://10.1.2.3:6443', '10.0.0.0/8', undefined],
    ['https://11.1.2.3:6443', '10.0.0.0/8', 'proxy:3128'],
    ['https://10.1.2.3', '10.1.2.3', undefined],
    ['https://10.1.2.3', '10.1.2', 'proxy:3128'],
    ['https://10.1.2.3', 'nonsense/99,10.1.2.3/33,/', 'proxy:3128'],
    ['https://[fd00::5]:6443', 'fd00::/8', undefined],
    ['https://[fd00::5]:6443', '[fd00::5]:6443', undefined],
    ['https://[fd00::5]', 'fd00::5', undefined],
    ['https://127.0.0.1:6443', '', undefined],
    ['https://localhost:6443', '', undefined],
    ['https://[::1]:6443', '', undefined],
  ];
  for (const [to, noProxy, proxy] of cases) {
    it(`${to} with NO_PROXY "${noProxy}" ${proxy === undefined ? 'is direct' : `is by ${proxy}`}`, () => {
      assert.equal(proxyFor(new URL(to), undefined, env(noProxy))?.host, proxy);
    });
  }

  it('is by proxy-url whatever the environment says', () => {
    assert.equal(proxyFor(new URL('https://localhost'), 'http://other:1', env('*'))?.host, 'other:1');
  });
});
