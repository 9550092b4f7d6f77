import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { isRecord, list, text, type Json } from '../../common/json.ts';
import { problemOf } from '../problem.ts';
import { simple, SERVER, type Expected, type KubeconfigCase } from './case.fixture.ts';
import { ENTRY_CASES } from './entry-cases.fixture.ts';
import { FILE_CASES } from './file-cases.fixture.ts';
import { loadKubeconfig } from './load-kubeconfig.ts';
import type { KubeconfigPlaces } from './places.ts';
import type { Target } from './target.ts';

const CASES = [...FILE_CASES, ...ENTRY_CASES];
let folder: string;

async function write(files: KubeconfigCase['files']): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function places(other: Partial<KubeconfigPlaces> = {}): KubeconfigPlaces {
  return { env: {}, homedir: join(folder, 'home'), cwd: folder, ...other };
}

function placesOf(given: KubeconfigCase): KubeconfigPlaces {
  return places({
    env: given.kubeconfig ? { KUBECONFIG: given.kubeconfig.join(delimiter) } : {},
    ...(given.explicit === undefined ? {} : { files: [given.explicit] }),
  });
}

async function targetIn(given: KubeconfigCase): Promise<Target> {
  return (await loadKubeconfig(placesOf(given))).target(given.context);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porthole-kubeconfig-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a kubeconfig', () => {
  for (const given of CASES) {
    it(given.name, async () => {
      await write(given.files);
      const { expect } = given;
      if ('problem' in expect) {
        const error = await targetIn(given).then(
          () => assert.fail('it was accepted'),
          (reason: unknown) => reason,
        );
        const problem = problemOf(error);
        assert.equal(problem?.kind, expect.problem);
        assert.match(JSON.stringify(problem), expect.says ?? /./);
      } else {
        const { context } = await targetIn(given);
        const { file, ...seen } = { context: context.name, ...context, name: undefined };
        assert.deepEqual(JSON.parse(JSON.stringify(seen)), expect);
        assert.ok(file?.startsWith(folder));
      }
    });
  }

  it('names the place it looked in', async () => {
    await assert.rejects(loadKubeconfig(places()), (error) => {
      assert.deepEqual(problemOf(error), {
        kind: 'no-kubeconfig',
        searched: [join(folder, 'home/.kube/config')],
      });
      return true;
    });
  });

  it('takes a chosen file from the home folder', async () => {
    await write({ 'home/k': simple('a') });
    assert.equal((await loadKubeconfig(places({ files: ['~/k'] }))).currentContext, 'a');
  });

  it('lists contexts that cannot be used as well, in the order of the files', async () => {
    await write({ one: simple('b', { context: 'cluster: gone, user: b' }), two: simple('a') });
    const config = await loadKubeconfig(places({ env: { KUBECONFIG: ['one', 'two'].join(delimiter) } }));
    assert.deepEqual(
      config.contexts.map((context) => [context.name, context.server]),
      [
        ['b', ''],
        ['a', SERVER],
      ],
    );
  });

  it('makes every path absolute from the file it stands in', async () => {
    await write({
      'deep/k': simple('a', {
        cluster: `server: ${SERVER}, certificate-authority: ../ca.pem`,
        user: 'client-certificate: c.pem, client-key: k.pem, exec: {apiVersion: v/v1beta1, command: ./bin/helper}',
      }),
      'ca.pem': 'ca',
      'deep/c.pem': 'c',
      'deep/k.pem': 'k',
    });
    const { cluster, account } = await (await loadKubeconfig(places({ files: ['deep/k'] }))).target();
    assert.deepEqual(cluster.certificateAuthority, { from: 'file', path: join(folder, 'ca.pem') });
    assert.deepEqual(account.clientCertificate, { from: 'file', path: join(folder, 'deep/c.pem') });
    assert.deepEqual(account.clientKey, { from: 'file', path: join(folder, 'deep/k.pem') });
    assert.equal(account.exec?.command, join(folder, 'deep/bin/helper'));
    assert.equal(account.exec.interactiveMode, 'IfAvailable');
  });

  it('reads everything else that an account may have', async () => {
    const user = `token: t, as: ana, as-uid: u1, as-groups: [a, b], as-user-extra: {scope: [read, write]},
      exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token], env: [{name: A, value: b}], installHint: hint, provideClusterInfo: true, interactiveMode: Never}`;
    await write({
      k: simple('a', {
        user,
        cluster: `server: ${SERVER}/, tls-server-name: other, proxy-url: "http://proxy:3128", insecure-skip-tls-verify: true, disable-compression: true, extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x}}]`,
      }),
    });
    const { cluster, account } = await (await loadKubeconfig(places({ files: ['k'] }))).target();
    assert.deepEqual(cluster, {
      name: 'a',
      server: `${SERVER}/`,
      url: SERVER,
      insecure: true,
      disableCompression: true,
      tlsServerName: 'other',
      proxyUrl: 'http://proxy:3128',
      pluginConfig: { audience: 'x' },
    });
    assert.deepEqual(account, {
      name: 'a',
      token: 't',
      impersonate: { user: 'ana', uid: 'u1', groups: ['a', 'b'], extra: { scope: ['read', 'write'] } },
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: 'aws',
        args: ['eks', 'get-token'],
        env: [{ name: 'A', value: 'b' }],
        installHint: 'hint',
        provideClusterInfo: true,
        interactiveMode: 'Never',
      },
    });
  });

  it('guesses the scheme of a bare address as kubectl does', async () => {
    await write({
      plain: simple('a', { cluster: 'server: "127.0.0.1:8001"' }),
      tls: simple('a', { cluster: 'server: "127.0.0.1:8001", insecure-skip-tls-verify: true' }),
    });
    const url = async (file: string) =>
      (await (await loadKubeconfig(places({ files: [file] }))).target()).cluster.url;
    assert.equal(await url('plain'), 'http://127.0.0.1:8001');
    assert.equal(await url('tls'), 'https://127.0.0.1:8001');
  });

  it('never quotes the file in an error', async () => {
    const broken = [
      'users: [{name: a, user: {token: s3cr3t}}',
      'users:\n- s3cr3t: [\n',
      'a: "s3cr3t',
      'token: s3cr3t: s3cr3t',
      's3cr3t',
      'users: [{name: a, user: {client-key-data: s3cr3t!}}]',
      'a: *s3cr3t',
    ];
    for (const content of broken) {
      await write({ k: content });
      await assert.rejects(loadKubeconfig(places({ files: ['k'] })), (error) => {
        assert.equal(problemOf(error)?.kind, 'bad-kubeconfig', content);
        assert.ok(!String(error).includes('s3cr3t'), String(error));
        return true;
      });
    }
  });

  it('says which line is not right, and what is the matter with it', async () => {
    const cases: [content: string, line: number, says: RegExp][] = [
      ['apiVersion: v1\nclusters: [\n  - name: {', 3, /^line 3 .*a bracket is not closed/],
      ['apiVersion: v1\nclusters:\n- name: a\n cluster: b\n', 4, /^line 4 .*missing/],
      ['apiVersion: v1\nclusters:\n\t- name: a\n', 3, /^line 3 .*tab; use spaces/],
    ];
    for (const [content, line, says] of cases) {
      await write({ k: content });
      await assert.rejects(loadKubeconfig(places({ files: ['k'] })), (error) => {
        const problem = problemOf(error);
        assert.ok(problem?.kind === 'bad-kubeconfig', content);
        assert.equal(problem.line, line, problem.detail);
        assert.match(problem.detail, says);
        return true;
      });
    }
  });

  it('says which file may not be read', async function () {
    await mkdir(join(folder, 'home/.kube/config'), { recursive: true });
    await assert.rejects(loadKubeconfig(places()), (error) => {
      assert.deepEqual(problemOf(error), {
        kind: 'bad-kubeconfig',
        file: join(folder, 'home/.kube/config'),
        detail: 'it is a folder, not a file',
      });
      return true;
    });
  });

  it('splits and joins paths the Windows way on Windows', async () => {
    await write({
      one: simple('a', { user: 'exec: {apiVersion: v/v1beta1, command: "bin\\\\helper.exe"}' }),
    });
    const config = await loadKubeconfig({
      env: { KUBECONFIG: 'C:\\gone\\config;one;C:\\also gone' },
      homedir: 'C:\\Users\\ana',
      cwd: folder,
      platform: 'win32',
    }).catch((error: unknown) => problemOf(error));
    // The case runs on a file system without drives: the file of the list is one that is not there.
    assert.deepEqual(config, {
      kind: 'no-kubeconfig',
      searched: ['C:\\gone\\config', `${folder.replaceAll('/', '\\')}\\one`, 'C:\\also gone'],
    });
  });
});

describe('a kubeconfig that something has gnawed at', () => {
  /** A fixed sequence of pseudo-random numbers below `below`: a failure can be run again. */
  function numbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return Math.floor((state / 2 ** 32) * below);
    };
  }

  it('is read or refused, and never breaks anything', async function () {
    this.timeout(60_000); // thousands of rounds; a busy machine takes its time
    const next = numbers(20_260_115);
    const bites = [
      '',
      '\0',
      '"',
      ':',
      '-',
      '[',
      '{',
      '\n',
      '\t',
      '&a',
      '*a',
      '!!binary ',
      '<<: ',
      '\u202e',
      'null',
      '1e999',
      '~',
      '%',
      '\u{1F41F}',
    ];
    const contents = CASES.flatMap((given) => Object.values(given.files)).map(String);
    const outcomes = { read: 0, refused: 0 };
    const warnings: string[] = [];
    const warn = (warning: Error) => warnings.push(warning.message);
    process.on('warning', warn);
    for (let turn = 0; turn < 300; turn += 1) {
      let content = contents[next(contents.length)] ?? '';
      for (let bite = next(2); bite >= 0; bite -= 1) {
        const at = next(content.length + 1);
        content = content.slice(0, at) + (bites[next(bites.length)] ?? '') + content.slice(at + next(6));
      }
      await write({ k: content });
      try {
        await (await loadKubeconfig(places({ files: ['k'] }))).target();
        outcomes.read += 1;
      } catch (error) {
        assert.ok(problemOf(error), `${String(error)}\n${content}`);
        outcomes.refused += 1;
      }
    }
    process.off('warning', warn);
    assert.deepEqual(warnings, [], 'a warning would quote the file');
    assert.ok(outcomes.read > 10 && outcomes.refused > 10, JSON.stringify(outcomes));
  });
});

describe('a pod without a kubeconfig', () => {
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

  it('is its service account', async () => {
    await write({ 'sa/token': 't', 'sa/ca.crt': 'ca', 'sa/namespace': 'team-a\n' });
    const config = await loadKubeconfig(places({ env, serviceAccountFolder: join(folder, 'sa') }));
    const target = await config.target();
    assert.deepEqual(config.files, []);
    assert.equal(target.cluster.url, 'https://10.0.0.1:443');
    assert.deepEqual(target.cluster.certificateAuthority, { from: 'file', path: join(folder, 'sa/ca.crt') });
    assert.equal(target.account.tokenFile, join(folder, 'sa/token'));
    assert.equal(target.context.namespace, 'team-a');
    await assert.rejects(config.target('other'), (error) => problemOf(error)?.kind === 'no-context');
  });

  it('prefers a kubeconfig that says anything', async () => {
    await write({ 'sa/token': 't', 'home/.kube/config': simple('a') });
    const config = await loadKubeconfig(places({ env, serviceAccountFolder: join(folder, 'sa') }));
    assert.equal(config.currentContext, 'a');
  });

  it('needs a token', async () => {
    await assert.rejects(
      loadKubeconfig(places({ env, serviceAccountFolder: join(folder, 'sa') })),
      (error) => problemOf(error)?.kind === 'no-kubeconfig',
    );
  });
});

/**
 * The real kubectl on the same files. Where it goes on to connect, it has accepted them. The suite with the control plane brings a
 * kubectl (scripts/test/suites.ts); elsewhere there are no such tests.
 */
const kubectl = process.env['PORTHOLE_TEST_KUBECTL'];
if (kubectl !== undefined)
  describe('kubectl agrees on', () => {
    for (const given of CASES) {
      it(given.name, async function () {
        await write(given.files);
        const flags = [
          ...(given.explicit === undefined ? [] : ['--kubeconfig', given.explicit]),
          ...(given.context === undefined ? [] : ['--context', given.context]),
        ];
        const env = {
          HOME: join(folder, 'home'),
          ...(given.kubeconfig ? { KUBECONFIG: given.kubeconfig.join(delimiter) } : {}),
        };
        const run = (args: readonly string[]) => kubectlRun(kubectl, [...args, ...flags], env);
        const view = await run(['config', 'view', '--minify', '-o', 'json']);
        if (given.kubectlAsks) {
          assert.deepEqual(identity(JSON.parse(view.stdout) as Json), given.expect);
          return;
        }
        const call = await run(['get', '--raw', '/version', '--request-timeout', '5s']);
        const accepted =
          view.code === 0 && /dial tcp 127\.0\.0\.1:9\b|127\.0\.0\.1:9 was refused/.test(call.stderr);
        if ('problem' in given.expect) assert.ok(!accepted, `kubectl accepts it: ${call.stderr}`);
        else {
          assert.ok(accepted, `kubectl refuses it: ${view.stderr} ${call.stderr}`);
          assert.deepEqual(identity(JSON.parse(view.stdout) as Json), given.expect);
        }
      });
    }
  });

function identity(view: Json): Expected {
  const context = list(view, 'contexts')[0];
  const namespace = text(context, 'context', 'namespace');
  return {
    context: text(view, 'current-context') ?? '',
    cluster: text(context, 'context', 'cluster') ?? '',
    server: text(list(view, 'clusters')[0], 'cluster', 'server') ?? '',
    user: text(context, 'context', 'user') ?? '',
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function kubectlRun(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, env, timeout: 9000 }, (error, stdout, stderr) => {
      const code = isRecord(error) && typeof error['code'] === 'number' ? error['code'] : error ? 1 : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

it('the table covers at least 40 kubeconfigs, and none is written', async () => {
  assert.ok(CASES.length >= 40);
  const content = simple('a');
  await write({ 'home/.kube/config': content });
  await (await loadKubeconfig(places())).target();
  assert.equal(await readFile(join(folder, 'home/.kube/config'), 'utf8'), content);
});
