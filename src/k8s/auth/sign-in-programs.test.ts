import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CancelledError } from '../../common/cancellation.ts';
import type { ExecPlugin } from '../kubeconfig/target.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import { authority } from '../transport/certificates.fixture.ts';
import { never, target } from '../transport/server.fixture.ts';
import { execInfo } from './exec-credential.ts';
import { plugin, pluginFolder, V1, type PluginFolder } from './plugin.fixture.ts';
import { SignInPrograms } from './sign-in-programs.ts';

const { cluster } = target('https://cluster.example.org', {
  tlsServerName: 'other',
  pluginConfig: { audience: 'x' },
});
const MINUTE = 60_000;
let folder: PluginFolder;
let programs: SignInPrograms;

function use(...made: Parameters<PluginFolder['policy']>): SignInPrograms {
  programs.dispose();
  programs = new SignInPrograms(folder.policy(...made), () => now);
  return programs;
}

let now = 0;
const info = (of: ExecPlugin) => (interactive: boolean) => execInfo(of, cluster, 'authority', interactive);

async function token(of: ExecPlugin, signal = never): Promise<string | undefined> {
  return (await programs.secret(of, info(of), signal)).secret.token;
}

async function problem(of: ExecPlugin): Promise<Extract<ClusterProblem, { kind: 'sign-in' }>> {
  const error = await token(of).then(
    () => assert.fail('it signed in'),
    (reason: unknown) => reason,
  );
  const found = problemOf(error);
  return found?.kind === 'sign-in' ? found : assert.fail(String(error));
}

beforeEach(async () => {
  now = Date.now();
  folder = await pluginFolder();
  programs = new SignInPrograms(folder.policy(), () => now);
});

afterEach(async () => {
  programs.dispose();
  await folder.remove();
});

describe('a sign-in program', () => {
  it('is found on the PATH and gives a token', async () => {
    await folder.write('helper', `answer({ token: 'secret' });`);
    assert.equal(await token(plugin('helper')), 'secret');
  });

  it('runs once for all who ask, and not again while its token is good', async () => {
    await folder.write('helper', `answer({ token: 'token ' + run });`);
    const of = plugin('helper');
    assert.deepEqual(await Promise.all(Array.from({ length: 8 }, () => token(of))), Array(8).fill('token 0'));
    assert.equal(await token(of), 'token 0');
    assert.equal(await folder.runs(), 1);
  });

  it('runs for itself with other arguments or another environment', async () => {
    await folder.write('helper', `answer({ token: process.argv.slice(2).join(' ') + process.env.WHO });`);
    const all = [
      plugin('helper', { args: ['a'] }),
      plugin('helper', { args: ['b'] }),
      plugin('helper', { args: ['b'], env: [{ name: 'WHO', value: '!' }] }),
    ];
    assert.deepEqual(await Promise.all(all.map((of) => token(of))), ['aundefined', 'bundefined', 'b!']);
  });

  it('runs again a minute before its token runs out', async () => {
    await folder.write(
      'helper',
      `answer({ token: 'token ' + run, expirationTimestamp: new Date(${now + 10 * MINUTE}).toISOString() });`,
    );
    const of = plugin('helper');
    await token(of);
    now += 9 * MINUTE - 1000;
    assert.equal(await token(of), 'token 0');
    now += 2000;
    assert.equal(await token(of), 'token 1');
  });

  it('does not run for each request when its tokens live for less than a minute', async () => {
    await folder.write(
      'helper',
      `answer({ token: 'token ' + run, expirationTimestamp: new Date(${now + 30_000}).toISOString() });`,
    );
    const of = plugin('helper');
    await token(of);
    now += 10_000;
    assert.equal(await token(of), 'token 0');
  });

  it('runs again once when its token is refused, however many were refused with it', async () => {
    await folder.write('helper', `answer({ token: 'token ' + run });`);
    const of = plugin('helper');
    const first = await programs.secret(of, info(of), never);
    const renewals = await Promise.all([1, 2, 3].map(() => programs.another(of, info(of), first, never)));
    assert.deepEqual(renewals, [true, true, true]);
    assert.equal(await token(of), 'token 1');
    const second = await programs.secret(of, info(of), never);
    assert.equal(
      await programs.another(of, info(of), second, never),
      false,
      'the fresh one is refused as well: no use to ask again at once',
    );
    assert.equal(await folder.runs(), 2);
    now += MINUTE;
    assert.equal(await programs.another(of, info(of), second, never), true, 'later it may be');
  });

  it('knows of the cluster what it asks for', async () => {
    await folder.write('helper', `answer({ token: JSON.stringify(info) });`);
    const of = plugin('helper', { provideClusterInfo: true });
    assert.deepEqual(JSON.parse((await token(of)) ?? ''), {
      kind: 'ExecCredential',
      apiVersion: V1,
      spec: {
        cluster: {
          server: 'https://cluster.example.org',
          'tls-server-name': 'other',
          'certificate-authority-data': Buffer.from('authority').toString('base64'),
          config: { audience: 'x' },
        },
        interactive: false,
      },
    });
    assert.deepEqual(JSON.parse((await token(plugin('helper'))) ?? ''), {
      kind: 'ExecCredential',
      apiVersion: V1,
      spec: { interactive: false },
    });
  });

  it('gives a certificate with its key', async () => {
    const issued = authority('test').issue('ana');
    await folder.write(
      'helper',
      `answer({ clientCertificateData: ${JSON.stringify(issued.cert)}, clientKeyData: ${JSON.stringify(issued.key)} });`,
    );
    const of = plugin('helper');
    assert.deepEqual((await programs.secret(of, info(of), never)).secret, { certificate: issued });
  });

  it('is run by its path beside the kubeconfig', async () => {
    await folder.write('helper', `answer({ token: 'by path' });`);
    use({ env: {} });
    assert.equal(await token(plugin(join(folder.folder, 'helper'))), 'by path');
  });

  it('speaks the version before as well', async () => {
    await folder.write('helper', `answer({ token: info.apiVersion });`);
    assert.equal(await token(plugin('helper', { apiVersion: `${V1}beta1` })), `${V1}beta1`);
  });

  it('finds no way to open a page in the background, and finds it for a user', async () => {
    await folder.write('helper', `answer({ token: String(process.env.BROWSER) });`);
    use({ env: { PATH: folder.folder, BROWSER: 'firefox', ELECTRON_RUN_AS_NODE: '1' } });
    assert.equal(await token(plugin('helper')), 'false');
    use({ env: { PATH: folder.folder, BROWSER: 'firefox' }, mayInteract: () => true });
    assert.equal(await token(plugin('helper')), 'firefox');
  });
});

describe('a sign-in program that does not do it', () => {
  it('is missing: names it, the folders searched and the hint', async () => {
    use({ env: { PATH: `/nowhere:relative:${folder.folder}` } });
    const found = await problem(plugin('no-such-helper', { installHint: 'Install it.' }));
    assert.equal(found.reason, 'helper-missing');
    assert.equal(found.program, 'no-such-helper');
    assert.equal(found.hint, 'Install it.');
    assert.deepEqual(found.searched?.slice(0, 2), ['/nowhere', folder.folder]);
    assert.ok(!found.searched.includes('relative'));
  });

  it('is found where a login shell looks, and so are the programs that it calls', async function () {
    if (process.platform === 'win32') this.skip();
    await folder.write(
      'helper',
      `answer({ token: process.env.PATH.includes(${JSON.stringify(folder.folder)}) ? 'found' : 'not' });`,
    );
    // What a terminal of theirs would know and the desktop does not; profiles also print greetings.
    const node = dirname(process.execPath);
    await writeFile(
      join(folder.folder, '.profile'),
      `echo 'Welcome back'\nexport PATH="$PATH:${folder.folder}:${node}"\necho run >> '${folder.folder}/profile-runs'\n`,
    );
    use({ env: { PATH: '/usr/bin:/bin', HOME: folder.folder, SHELL: '/bin/sh' }, terminal: false });
    assert.equal(await token(plugin('helper')), 'found');
    const missing = await problem(plugin('no-such-helper'));
    assert.ok(missing.searched?.includes(folder.folder));
    const runs = await readFile(join(folder.folder, 'profile-runs'), 'utf8');
    assert.equal(runs, 'run\n', 'the profile is run once');
  });

  it('does not ask a login shell that is not there, or one that hangs, for ever', async function () {
    if (process.platform === 'win32') this.skip();
    use({ env: { PATH: '/nowhere', SHELL: join(folder.folder, 'no-shell') }, terminal: false });
    assert.equal((await problem(plugin('helper'))).reason, 'helper-missing');
    const stopped = new AbortController();
    await writeFile(join(folder.folder, 'slow-shell'), '#!/bin/sh\nsleep 60\n');
    await chmod(join(folder.folder, 'slow-shell'), 0o755);
    use({ env: { PATH: '/bin:/usr/bin', SHELL: join(folder.folder, 'slow-shell') }, terminal: false });
    const asked = token(plugin('helper'), stopped.signal);
    setImmediate(() => stopped.abort());
    await assert.rejects(asked, CancelledError);
  });

  it('is there and may not be executed', async () => {
    await writeFile(join(folder.folder, 'helper'), 'x');
    await chmod(join(folder.folder, 'helper'), 0o644);
    assert.equal((await problem(plugin('helper'))).reason, 'helper-missing');
  });

  it('may not run in a workspace that is not trusted, and does not', async () => {
    await folder.write('helper', `answer({ token: 'x' });`);
    use({ mayRun: () => false });
    const found = await problem(plugin('helper'));
    assert.deepEqual([found.reason, found.program], ['untrusted-workspace', 'helper']);
    assert.equal(await folder.runs(), 0);
  });

  it('fails: its last words are shown without any secret', async () => {
    await folder.write(
      'helper',
      `console.log('s3cr3t-stdout'); console.error('first\\nlog in with token=s3cr3t-one and ' + process.env.PASS + ' ' + process.argv[3] + ' Bearer s3cr3t-two'); process.exit(3);`,
    );
    const found = await problem(
      plugin('helper', {
        args: ['--client-secret', 's3cr3t-three'],
        env: [{ name: 'PASS', value: 's3cr3t-four' }],
      }),
    );
    assert.equal(found.reason, 'helper-failed');
    assert.match(found.detail ?? '', /log in with token=\*\*\* and \*\*\* \*\*\* Bearer \*\*\*/);
    assert.ok(!JSON.stringify(found).includes('s3cr3t'));
  });

  it('fails without a word', async () => {
    await folder.write('helper', 'process.exit(3);');
    assert.match((await problem(plugin('helper'))).detail ?? '', /exit code 3/);
  });

  for (const [what, body, says] of [
    ['text', `console.log('s3cr3t');`, /ExecCredential/],
    ['nothing', '', /ExecCredential/],
    [
      'another version',
      `console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: '${V1}beta1', status: { token: 's3cr3t' } }));`,
      /version/,
    ],
    ['no status', `answer(undefined);`, /neither/],
    ['a certificate without its key', `answer({ clientCertificateData: 's3cr3t' });`, /without its key/],
    ['a key without its certificate', `answer({ token: 'x', clientKeyData: 's3cr3t' });`, /without its key/],
    [
      'a certificate that is none',
      `answer({ clientCertificateData: 's3cr3t', clientKeyData: 's3cr3t' });`,
      /cannot be read/,
    ],
    ['wrong types', `answer({ token: 5 });`, /neither/],
  ] as const) {
    it(`answers with ${what}`, async () => {
      await folder.write('helper', body);
      const found = await problem(plugin('helper'));
      assert.equal(found.reason, 'helper-failed');
      assert.match(found.detail ?? '', says);
      assert.ok(!JSON.stringify(found).includes('s3cr3t'));
    });
  }

  it('has a version of the protocol that is gone', async () => {
    const found = await problem(plugin('helper', { apiVersion: 'client.authentication.k8s.io/v1alpha1' }));
    assert.match(found.detail ?? '', /v1alpha1/);
  });

  it('waits for somebody in the background: it is ended with its children, and needs you', async () => {
    await folder.write(
      'helper',
      `require('node:child_process').spawn('sleep', ['1000'], { stdio: 'inherit' }); setInterval(() => {}, 1000);`,
    );
    use({ limitMs: 300, env: { PATH: `${folder.folder}:/bin:/usr/bin` } });
    assert.equal((await problem(plugin('helper'))).reason, 'helper-needs-you');
  });

  it('needs somebody by its own word', async () => {
    await folder.write('helper', `answer({ token: 'x' });`);
    const of = plugin('helper', { interactiveMode: 'Always' });
    assert.equal((await problem(of)).reason, 'helper-needs-you');
    assert.equal(await folder.runs(), 0);
    use({ mayInteract: () => true });
    assert.equal(await token(of), 'x');
  });
});

describe('somebody who waits for a sign-in program', () => {
  it('may leave; the login goes on for those who come later', async () => {
    const gate = join(folder.folder, 'gate');
    await folder.write(
      'helper',
      `const wait = setInterval(() => { if (fs.existsSync(${JSON.stringify(gate)})) { clearInterval(wait); answer({ token: 'late' }); } }, 5);`,
    );
    const of = plugin('helper');
    const leave = new AbortController();
    const waiting = token(of, leave.signal);
    leave.abort();
    await assert.rejects(waiting, CancelledError);
    const second = token(of);
    await writeFile(gate, '');
    assert.equal(await second, 'late');
    assert.equal(await folder.runs(), 1);
  });

  it('is told when all of it ends', async () => {
    await folder.write('helper', 'setInterval(() => {}, 1000);');
    const waiting = token(plugin('helper'));
    programs.dispose();
    await assert.rejects(waiting, CancelledError);
  });
});
