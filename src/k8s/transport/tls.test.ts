import assert from 'node:assert/strict';
import type { ServerOptions } from 'node:https';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { flag, text } from '../../common/json.ts';
import { createCredentials } from '../auth/account-credentials.ts';
import { SignInPrograms } from '../auth/sign-in-programs.ts';
import type { Target } from '../kubeconfig/target.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import { authority } from './certificates.fixture.ts';
import type { ClusterApi } from './cluster-api.ts';
import { apiOf, never, startServer, target, type TestServer } from './server.fixture.ts';

const ours = authority('Porthole test authority');
const others = authority('Another authority');
const good = ours.issue('server', { hosts: ['127.0.0.1', 'cluster.example.org'] });
const trusted = { certificateAuthority: { from: 'text', text: ours.cert } } as const;
let server: TestServer | undefined;
let api: ClusterApi | undefined;

async function start(tls: ServerOptions, cluster: Partial<Target['cluster']> = trusted): Promise<ClusterApi> {
  server = await startServer((request, response) => {
    assert.ok(request.socket instanceof TLSSocket);
    const client = text(request.socket.getPeerCertificate(), 'subject', 'CN') ?? null;
    response.end(JSON.stringify({ client, resumed: request.socket.isSessionReused() }));
  }, tls);
  api = apiOf(target(server.url, cluster));
  return api;
}

async function problem(client: ClusterApi): Promise<ClusterProblem> {
  const error = await client.json({ path: '/version' }, never).then(
    () => assert.fail('it succeeded'),
    (reason: unknown) => reason,
  );
  return problemOf(error) ?? assert.fail(String(error));
}

async function reason(client: ClusterApi): Promise<string> {
  const found = await problem(client);
  return found.kind === 'certificate' ? found.reason : assert.fail(JSON.stringify(found));
}

afterEach(async () => {
  api?.dispose();
  await server?.idle();
  await server?.stop();
  api = undefined;
  server = undefined;
});

describe('a TLS server', () => {
  it('is trusted by the authority of the kubeconfig, also by its address', async () => {
    assert.deepEqual(await (await start(good)).json({ path: '/version' }, never), {
      client: null,
      resumed: false,
    });
  });

  it('is not trusted by another authority, nor by the system', async () => {
    assert.equal(
      await reason(await start(good, { certificateAuthority: { from: 'text', text: others.cert } })),
      'unknown-authority',
    );
    api?.dispose();
    await server?.stop();
    assert.equal(await reason(await start(good, {})), 'unknown-authority');
  });

  it('is not trusted with a certificate that has expired, or is not valid yet', async () => {
    const day = 86_400_000;
    assert.equal(
      await reason(
        await start(
          ours.issue('s', { hosts: ['127.0.0.1'], from: Date.now() - 2 * day, until: Date.now() - day }),
        ),
      ),
      'expired',
    );
    api?.dispose();
    await server?.stop();
    assert.equal(
      await reason(
        await start(
          ours.issue('s', { hosts: ['127.0.0.1'], from: Date.now() + day, until: Date.now() + 2 * day }),
        ),
      ),
      'expired',
    );
  });

  it('is not trusted with the certificate of another host', async () => {
    assert.equal(
      await reason(await start(ours.issue('s', { hosts: ['10.0.0.1', 'other.example.org'] }))),
      'wrong-host',
    );
  });

  it('is checked against tls-server-name instead of its address', async () => {
    const tls = ours.issue('s', { hosts: ['cluster.example.org'] });
    await (await start(tls, { ...trusted, tlsServerName: 'cluster.example.org' })).json({ path: '/' }, never);
    api?.dispose();
    await server?.stop();
    assert.equal(
      await reason(await start(tls, { ...trusted, tlsServerName: 'other.example.org' })),
      'wrong-host',
    );
  });

  it('is not checked where the kubeconfig says so', async () => {
    await (await start(others.issue('s', { hosts: [] }), { insecure: true })).json({ path: '/' }, never);
  });

  it('is not trusted by what is not a certificate', async () => {
    assert.equal(
      await reason(await start(good, { certificateAuthority: { from: 'text', text: 'nonsense' } })),
      'other',
    );
    assert.equal(server?.connected(), 0);
  });

  it('is told from a server without TLS', async () => {
    const plain = await startServer((_, response) => response.end());
    api = apiOf(target(plain.url.replace('http:', 'https:'), trusted));
    const found = await problem(api);
    assert.ok(found.kind === 'certificate' && /does not speak TLS/.test(found.detail), JSON.stringify(found));
    await plain.stop();
  });

  it('sees the session of the last connection again on the next', async () => {
    const client = await start(good);
    await client.json({ path: '/' }, never);
    const again = await Promise.all([client.json({ path: '/' }, never), client.json({ path: '/' }, never)]);
    assert.equal(server?.connected(), 2);
    assert.ok(again.some((answer) => flag(answer, 'resumed')));
  });
});

describe('a client certificate', () => {
  const mutual: ServerOptions = { ...good, ca: ours.cert, requestCert: true, rejectUnauthorized: true };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porthole-tls-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function startWith(
    account: Partial<Target['account']>,
    cluster: Partial<Target['cluster']> = trusted,
  ): Promise<ClusterApi> {
    await start(mutual, cluster);
    api?.dispose();
    const to = target(server!.url, cluster, account);
    const programs = new SignInPrograms({
      env: {},
      homedir: folder,
      platform: process.platform,
      mayRun: () => false,
      mayInteract: () => false,
    });
    const callIssuer = () => assert.fail('nobody is called');
    api = apiOf(to, createCredentials(to.account, to.cluster, { programs, callIssuer }));
    return api;
  }

  it('from a kubeconfig is shown', async () => {
    const ana = ours.issue('ana');
    const client = await startWith({
      clientCertificate: { from: 'text', text: ana.cert },
      clientKey: { from: 'text', text: ana.key },
    });
    assert.deepEqual(await client.json({ path: '/' }, never), { client: 'ana', resumed: false });
  });

  it('that is missing or not liked is the client’s problem', async () => {
    assert.equal(await reason(await startWith({})), 'client');
  });

  it('whose key does not fit is the client’s problem', async () => {
    const [ana, bob] = [ours.issue('ana'), ours.issue('bob')];
    assert.equal(
      await reason(
        await startWith({
          clientCertificate: { from: 'text', text: ana.cert },
          clientKey: { from: 'text', text: bob.key },
        }),
      ),
      'client',
    );
  });

  it('is read again when its files rotate, and so is the authority; old connections are given up', async () => {
    const files = { cert: join(folder, 'c.pem'), key: join(folder, 'k.pem'), ca: join(folder, 'ca.pem') };
    const write = async (name: string) => {
      const issued = ours.issue(name);
      await writeFile(files.cert, issued.cert);
      await writeFile(files.key, issued.key);
    };
    await write('ana');
    await writeFile(files.ca, ours.cert);
    const client = await startWith(
      { clientCertificate: { from: 'file', path: files.cert }, clientKey: { from: 'file', path: files.key } },
      { certificateAuthority: { from: 'file', path: files.ca } },
    );
    const name = async () => text(await client.json({ path: '/' }, never), 'client');
    assert.equal(await name(), 'ana');
    assert.equal(await name(), 'ana');
    assert.equal(server!.connected(), 1);
    await write('ana after the rotation');
    assert.equal(await name(), 'ana after the rotation');
    assert.equal(server!.connected(), 2);
    await writeFile(files.ca, others.cert);
    assert.equal(await reason(client), 'unknown-authority');
  });
});
