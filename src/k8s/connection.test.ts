import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emitter } from '../common/event.ts';
import { pluginFolder, V1, type PluginFolder } from './auth/plugin.fixture.ts';
import {
  createConnections,
  type ConnectionOptions,
  type Connections,
  type ConnectionSettings,
} from './connection.ts';
import { simple } from './kubeconfig/case.fixture.ts';
import { startNamespaceServer, type NamespaceServer } from './namespaces.fixture.ts';
import { problemOf } from './problem.ts';
import type { Connection, Session } from './session.ts';
import { never, target } from './transport/server.fixture.ts';

let folder: string;
let server: NamespaceServer;
let connections: Connections | undefined;
let settings: ConnectionSettings;
let settingsChanged: Emitter<void>;

function create(other: Partial<ConnectionOptions> = {}): Connections {
  connections = createConnections({
    settings: () => settings,
    onDidChangeSettings: settingsChanged.event,
    places: { env: {}, homedir: folder, cwd: folder },
    mayRun: () => true,
    onUnexpected: (error) => assert.fail(String(error)),
    ...other,
  });
  return connections;
}

async function write(content: string, file = '.kube/config'): Promise<void> {
  await mkdir(join(folder, '.kube'), { recursive: true });
  await writeFile(join(folder, `${file}.new`), content);
  await rename(join(folder, `${file}.new`), join(folder, file));
}

function sessionOf(connection: Connection | undefined): Session {
  return connection?.state === 'open'
    ? connection.session
    : assert.fail(`not open: ${JSON.stringify(connection)}`);
}

function kindOf(connection: Connection | undefined): string | undefined {
  return connection?.state === 'none' ? connection.problem.kind : undefined;
}

/** Does something and resolves at the next change of the connection. */
async function change(of: Connections, doing: () => Promise<void> | void): Promise<Connection | undefined> {
  const changed = new Promise<void>((resolve) => {
    const listening = of.onDidChange(() => {
      listening.dispose();
      resolve();
    });
  });
  await doing();
  await changed;
  return of.current;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porthole-connection-'));
  server = await startNamespaceServer();
  settings = {};
  settingsChanged = new Emitter<void>();
});

afterEach(async () => {
  connections?.dispose();
  connections = undefined;
  await server.idle();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the connection', () => {
  it('is opened when asked for, and asks nothing of the cluster by itself', async () => {
    await write(simple('a', { cluster: `server: "${server.url}"` }));
    const made = create();
    const before: Connection | undefined = made.current;
    assert.equal(before, undefined);
    const opened = await made.open();
    assert.equal(sessionOf(opened).context.name, 'a');
    assert.equal(sessionOf(await made.open()), sessionOf(opened));
    assert.equal(made.current, opened);
    assert.equal(server.connected(), 0);
  });

  it('has no kubeconfig, and opens as soon as one comes', async () => {
    const made = create();
    assert.equal(kindOf(await made.open()), 'no-kubeconfig');
    const now = await change(made, () => write(simple('a')));
    assert.equal(sessionOf(now).context.name, 'a');
  });

  it('tells what is wrong with the kubeconfig, and mends itself', async () => {
    await write('clusters: [');
    const made = create();
    assert.equal(kindOf(await made.open()), 'bad-kubeconfig');
    assert.equal(kindOf(await change(made, () => write(simple('a', { current: 'gone' })))), 'no-context');
    assert.deepEqual(
      made.current?.contexts.map((context) => context.name),
      ['a'],
    );
    sessionOf(await change(made, () => write(simple('a'))));
    assert.equal(kindOf(await change(made, () => write(''))), 'no-context');
  });

  it('is made anew only when the kubeconfig changes in what matters for it', async () => {
    await write(simple('a'));
    const made = create();
    const first = sessionOf(await made.open());
    const more = `${simple('a')}- name: more\n  context: {cluster: a, user: a}\n`;
    const second = sessionOf(await change(made, () => write(more)));
    assert.equal(second, first, 'another context has come');
    assert.equal(made.current?.contexts.length, 2);
    const third = sessionOf(await change(made, () => write(simple('a', { user: 'token: other' }))));
    assert.notEqual(third, first, 'another token');
  });

  it('follows the current context, unless another one was chosen', async () => {
    const both = (current: string) =>
      `${simple('a', { current })}- name: b\n  context: {cluster: a, user: a, namespace: b}\n- name: c\n  context: {cluster: a, user: a}\n`;
    await write(both('a'));
    const made = create();
    await made.open();
    assert.equal(sessionOf(await change(made, () => write(both('b')))).context.name, 'b');
    settings = { context: 'c' };
    assert.equal(sessionOf(await change(made, () => settingsChanged.fire())).context.name, 'c');
    assert.equal(sessionOf(await made.use('a')).context.name, 'a');
    assert.equal(kindOf(await made.use('gone')), 'no-context');
    assert.equal(made.current?.contexts.length, 3);
  });

  it('takes the kubeconfig of the settings, and watches that one from then on', async () => {
    await write(simple('a'));
    const made = create();
    await made.open();
    await write(simple('b'), 'mine');
    settings = { kubeconfig: [join(folder, 'mine')] };
    assert.equal(sessionOf(await change(made, () => settingsChanged.fire())).context.name, 'b');
    assert.equal(sessionOf(await change(made, () => write(simple('c'), 'mine'))).context.name, 'c');
  });

  it('goes to a cluster that no kubeconfig knows, and stays there until another is chosen', async () => {
    const made = create();
    const sample = target(server.url, {}, { token: 'sample' });
    const first = sessionOf(await made.openTarget(sample));
    assert.deepEqual(
      await first.api.json({ path: '/api/v1/namespaces' }, never),
      await first.api.json({ path: '/api/v1/namespaces' }, never),
    );
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer sample');
    const second = sessionOf(await change(made, () => write(simple('a'))));
    assert.equal(second, first);
    assert.deepEqual(
      made.current?.contexts.map((context) => context.name),
      ['a'],
    );
    assert.equal(sessionOf(await made.use('a')).context.name, 'a');
  });

  it('remembers namespaces by the server', async () => {
    const memory = new Map<string, string[]>([[server.url, ['before']]]);
    server.listable = false;
    await write(simple('a', { cluster: `server: "${server.url}"`, context: 'cluster: a, user: a' }));
    const made = create({
      memory: {
        of: (name) => memory.get(name) ?? [],
        remember: (name, namespace) => memory.get(name)?.push(namespace),
      },
    });
    const session = sessionOf(await made.open());
    const looking = session.observeNamespaces();
    session.addNamespace('typed');
    await new Promise<void>((resolve) => {
      session.onDidChangeNamespaces(() => {
        if (session.namespaces.state === 'known') resolve();
      });
    });
    assert.deepEqual(session.namespaces.state === 'known' && session.namespaces.names, ['before', 'typed']);
    assert.deepEqual(memory.get(server.url), ['before', 'typed']);
    looking.dispose();
  });

  it('keeps only the newest choice when several come at once', async () => {
    await write(`${simple('a')}- name: b\n  context: {cluster: a, user: a}\n`);
    const made = create();
    await Promise.all([made.open(), made.use('a'), made.use('b')]);
    assert.equal(sessionOf(made.current).context.name, 'b');
  });
});

describe('signing in', () => {
  let plugins: PluginFolder;

  beforeEach(async () => {
    plugins = await pluginFolder();
    await plugins.write(
      'helper',
      `answer({ token: process.env.BROWSER === 'false' ? 'background' : 'by-user' });`,
    );
    const exec = `exec: {apiVersion: ${V1}, command: helper, interactiveMode: IfAvailable}`;
    await write(simple('a', { cluster: `server: "${server.url}"`, user: exec }));
    server.tokens = ['by-user'];
  });

  afterEach(() => plugins.remove());

  it('needs an action of the user’s, and then all that failed is tried again', async () => {
    const made = create({ places: { env: { PATH: plugins.folder }, homedir: folder, cwd: folder } });
    const session = sessionOf(await made.open());
    const read = () => session.api.json({ path: '/api/v1/namespaces' }, never);
    await assert.rejects(read(), (error) => problemOf(error)?.kind === 'sign-in');
    await made.signIn(never);
    await read();
    assert.equal(sessionOf(made.current), session);
  });

  it('waits for the workspace to be trusted', async () => {
    let trusted = false;
    const made = create({
      places: { env: { PATH: plugins.folder }, homedir: folder, cwd: folder },
      mayRun: () => trusted,
    });
    const session = sessionOf(await made.open());
    await assert.rejects(made.signIn(never), (error) => {
      const problem = problemOf(error);
      return problem?.kind === 'sign-in' && problem.reason === 'untrusted-workspace';
    });
    assert.equal(await plugins.runs(), 0);
    trusted = true;
    assert.equal(sessionOf(await made.refresh()), session);
    await made.signIn(never);
    await session.api.json({ path: '/api/v1/namespaces' }, never);
  });
});
