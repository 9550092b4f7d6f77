import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../kubeconfig/target.ts';
import { ClusterError, problemOf } from '../problem.ts';
import { authority } from '../transport/certificates.fixture.ts';
import { issuerCaller } from '../transport/issuer-call.ts';
import { never, startServer, target, type TestServer } from '../transport/server.fixture.ts';
import { createCredentials } from './account-credentials.ts';
import { refusal, type Credentials } from './credentials.ts';
import { tokenExpiry } from './expiry.ts';
import { plugin, pluginFolder, type PluginFolder } from './plugin.fixture.ts';
import { SignInPrograms } from './sign-in-programs.ts';

const { cluster } = target('https://cluster.example.org');
let folder: string;
let plugins: PluginFolder;
let programs: SignInPrograms;

function credentials(account: Partial<Account>): Credentials {
  return createCredentials({ name: 'ana', ...account }, cluster, { programs, callIssuer: issuerCaller({}) });
}

/** A JSON web token that nobody signed. */
function webToken(claims: object): string {
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porthole-auth-'));
  plugins = await pluginFolder();
  programs = new SignInPrograms(plugins.policy());
});

afterEach(async () => {
  programs.dispose();
  await plugins.remove();
  await rm(folder, { recursive: true, force: true });
});

describe('credentials', () => {
  const headers: [name: string, account: Partial<Account>, expected: Record<string, unknown>][] = [
    ['of nobody', {}, {}],
    ['a token', { token: ' t\n' }, { Authorization: 'Bearer t' }],
    [
      'a password',
      { username: 'ana', password: 'p:ä' },
      { Authorization: `Basic ${Buffer.from('ana:p:ä').toString('base64')}` },
    ],
    ['a token before a program', { token: 't', exec: plugin('helper') }, { Authorization: 'Bearer t' }],
    [
      'acting as somebody else',
      {
        token: 't',
        impersonate: {
          user: 'bob',
          uid: 'u',
          groups: ['a', 'b'],
          extra: { 'Example.org/Scope %': ['x', 'y'] },
        },
      },
      {
        Authorization: 'Bearer t',
        'Impersonate-User': 'bob',
        'Impersonate-Uid': 'u',
        'Impersonate-Group': ['a', 'b'],
        'Impersonate-Extra-example.org%2Fscope%20%25': ['x', 'y'],
      },
    ],
  ];
  for (const [name, account, expected] of headers) {
    it(name, async () => assert.deepEqual((await credentials(account).present(never)).headers, expected));
  }

  it('are the same object while nothing changes, and cannot be renewed where they are fixed', async () => {
    const fixed = credentials({ token: 't' });
    const presented = await fixed.present(never);
    assert.equal(await fixed.present(never), presented);
    assert.equal(await fixed.renew(presented, never), false);
  });

  it('from a token file follow it, also through a rename, and survive its absence', async () => {
    const path = join(folder, 'token');
    await writeFile(path, 'one\n');
    const following = credentials({ tokenFile: path, token: 'fallback' });
    const one = await following.present(never);
    assert.equal(one.headers['Authorization'], 'Bearer one');
    assert.equal(await following.renew(one, never), false);
    await writeFile(`${path}.new`, 'two');
    await rename(`${path}.new`, path);
    assert.equal(await following.renew(one, never), true);
    assert.equal((await following.present(never)).headers['Authorization'], 'Bearer two');
    await rm(path);
    assert.equal((await following.present(never)).headers['Authorization'], 'Bearer two');
    assert.equal(
      (await credentials({ tokenFile: path, token: 'fallback' }).present(never)).headers['Authorization'],
      'Bearer fallback',
    );
    await assert.rejects(
      credentials({ tokenFile: path }).present(never),
      (error) => problemOf(error)?.kind === 'sign-in',
    );
  });

  it('from a program name it, and are renewed by it', async () => {
    await plugins.write('helper', `answer({ token: 'token ' + run });`);
    const made = credentials({ exec: plugin('helper'), impersonate: { user: 'bob', groups: [], extra: {} } });
    const first = await made.present(never);
    assert.deepEqual(
      [first.program, first.headers],
      ['helper', { Authorization: 'Bearer token 0', 'Impersonate-User': 'bob' }],
    );
    assert.equal(await made.renew(first, never), true);
    const second = await made.present(never);
    assert.equal(second.headers['Authorization'], 'Bearer token 1');
    assert.equal(
      await made.renew(first, never),
      true,
      'a late refusal of the first: there is a newer one already',
    );
    assert.equal(await plugins.runs(), 2);
  });

  it('know when they run out', async () => {
    const exp = Math.floor(Date.now() / 1000) - 10;
    const presented = await credentials({ token: webToken({ exp }) }).present(never);
    assert.equal(presented.validUntil, exp * 1000);
    assert.deepEqual(refusal(presented, 'no'), { kind: 'sign-in', reason: 'expired', detail: 'no' });
    const until = Date.now() - 60_000;
    const issued = authority('a').issue('ana', { from: 0, until });
    const certified = await credentials({
      clientCertificate: { from: 'text', text: issued.cert },
      clientKey: { from: 'text', text: issued.key },
    }).present(never);
    assert.equal(certified.validUntil, Math.floor(until / 1000) * 1000);
    for (const odd of [
      '',
      'a.b',
      'a.b.c',
      `a.${Buffer.from('[]').toString('base64url')}.c`,
      webToken({ exp: 'soon' }),
    ])
      assert.equal(tokenExpiry(odd), undefined);
  });

  it('that cannot be sent are refused without being quoted', async () => {
    for (const account of [
      { token: 's3cr3t\nx' },
      { token: 't', impersonate: { user: 's3cr3t \u{1F41F}', groups: [], extra: {} } },
    ]) {
      await assert.rejects(credentials(account).present(never), (error) => {
        assert.equal(problemOf(error)?.kind, 'sign-in');
        assert.ok(!String(error).includes('s3cr3t'));
        return true;
      });
    }
  });

  it('of a certificate keep the old pair until both files of a new one are there', async () => {
    const [old, fresh] = [authority('a').issue('old'), authority('a').issue('new')];
    const [cert, key] = [join(folder, 'c.pem'), join(folder, 'k.pem')];
    await writeFile(cert, old.cert);
    await writeFile(key, old.key);
    const made = credentials({
      clientCertificate: { from: 'file', path: cert },
      clientKey: { from: 'file', path: key },
    });
    const first = await made.present(never);
    await writeFile(cert, fresh.cert);
    assert.equal(await made.present(never), first);
    await writeFile(key, fresh.key);
    assert.deepEqual((await made.present(never)).certificate, fresh);
  });

  it('of a retired provider name its successor', async () => {
    await assert.rejects(
      credentials({ authProvider: { name: 'gcp', config: {} } }).present(never),
      (error) => {
        const problem = problemOf(error);
        assert.ok(problem?.kind === 'sign-in' && /gke-gcloud-auth-plugin/.test(problem.detail ?? ''));
        return true;
      },
    );
  });

  it('never stand in an error or its log message', async () => {
    await plugins.write('helper', `console.error('bad password=s3cr3t'); process.exit(1);`);
    const gone = join(folder, 'gone');
    const accounts: Partial<Account>[] = [
      { exec: plugin('helper', { env: [{ name: 'A', value: 's3cr3t' }], args: ['--token=s3cr3t'] }) },
      { tokenFile: gone, password: 's3cr3t' },
      {
        token: 's3cr3t',
        clientCertificate: { from: 'file', path: gone },
        clientKey: { from: 'text', text: 's3cr3t' },
      },
      {
        authProvider: {
          name: 'oidc',
          config: { 'id-token': webToken({ exp: 1, s3cr3t: 1 }), 'client-secret': 's3cr3t' },
        },
      },
      {
        authProvider: {
          name: 'oidc',
          config: {
            'refresh-token': 's3cr3t',
            'client-secret': 's3cr3t',
            'idp-issuer-url': 'http://127.0.0.1:9',
          },
        },
      },
      { authProvider: { name: 'azure', config: { 'access-token': 's3cr3t' } } },
    ];
    for (const account of accounts) {
      await assert.rejects(credentials(account).present(never), (error) => {
        assert.ok(error instanceof ClusterError);
        assert.ok(!`${error.message} ${JSON.stringify(error.problem)}`.includes('s3cr3t'), error.message);
        return true;
      });
    }
  });
});

describe('an OpenID Connect token', () => {
  let issuer: TestServer | undefined;
  const forms: [string, string | undefined][] = [];

  /** An issuer that takes the client's secret only in the form, as some do, and gives each refresh token once. */
  async function start(answer: (form: URLSearchParams) => object | undefined): Promise<string> {
    forms.length = 0;
    issuer = await startServer((request, response) => {
      if (request.url?.endsWith('/.well-known/openid-configuration')) {
        response.end(JSON.stringify({ token_endpoint: `${issuer?.url ?? ''}/token` }));
        return;
      }
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        forms.push([body, request.headers.authorization]);
        const form = new URLSearchParams(body);
        const found = form.get('client_secret') === 'cs' ? answer(form) : undefined;
        response
          .writeHead(found ? 200 : 400)
          .end(
            JSON.stringify(
              found ?? { error: form.has('client_secret') ? 'invalid_grant' : 'invalid_client' },
            ),
          );
      });
    });
    return issuer.url;
  }

  afterEach(async () => {
    await issuer?.stop();
    issuer = undefined;
  });

  const soon = () => Math.floor(Date.now() / 1000) + 3600;
  const provider = (config: Record<string, string>): Partial<Account> => ({
    authProvider: { name: 'oidc', config: { 'client-id': 'id', 'client-secret': 'cs', ...config } },
  });

  it('is shown as it is while it is good', async () => {
    const token = webToken({ exp: soon() });
    assert.equal(
      (await credentials(provider({ 'id-token': token })).present(never)).headers['Authorization'],
      `Bearer ${token}`,
    );
  });

  it('is fetched anew with the refresh token, once for all, each time with the newest', async () => {
    let turn = 0;
    const url = await start((form) => {
      turn += 1;
      return form.get('refresh_token') === `refresh ${turn}`
        ? { id_token: webToken({ exp: soon(), turn }), refresh_token: `refresh ${turn + 1}` }
        : undefined;
    });
    const made = credentials(
      provider({
        'id-token': webToken({ exp: 1 }),
        'refresh-token': 'refresh 1',
        'idp-issuer-url': `${url}/`,
      }),
    );
    const [one, two] = await Promise.all([made.present(never), made.present(never)]);
    assert.equal(one.headers['Authorization'], two.headers['Authorization']);
    assert.equal(turn, 1);
    assert.match(forms[0]?.[1] ?? '', /^Basic /);
    assert.equal(await made.renew(two, never), true);
    assert.equal(turn, 2);
  });

  it('that cannot be had any more has expired', async () => {
    const url = await start(() => undefined);
    for (const config of [
      { 'id-token': webToken({ exp: 1 }) },
      { 'refresh-token': 'old', 'idp-issuer-url': url },
    ]) {
      await assert.rejects(credentials(provider(config)).present(never), (error) => {
        const problem = problemOf(error);
        assert.ok(problem?.kind === 'sign-in' && problem.reason === 'expired', JSON.stringify(problem));
        return true;
      });
    }
  });

  it('whose issuer does not answer is a problem of signing in', async () => {
    await assert.rejects(
      credentials(provider({ 'refresh-token': 'r', 'idp-issuer-url': 'http://127.0.0.1:9' })).present(never),
      (error) => {
        const problem = problemOf(error);
        assert.ok(
          problem?.kind === 'sign-in' &&
            problem.reason === 'helper-failed' &&
            /127\.0\.0\.1:9/.test(problem.detail ?? ''),
        );
        return true;
      },
    );
  });
});
