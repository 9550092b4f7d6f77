import assert from 'node:assert/strict';
import { startNamespaceServer, type NamespaceServer } from './namespaces.fixture.ts';
import { NAMESPACES } from './access/namespace-list.ts';
import { openSession, type OpenSession, type SessionOptions } from './open-session.ts';
import type { ContextRef, Namespaces } from './session.ts';
import { apiOf, target } from './transport/server.fixture.ts';

let server: NamespaceServer;
let session: OpenSession | undefined;

function open(context: Partial<ContextRef> = {}, options: Partial<SessionOptions> = {}): OpenSession {
  const to = target(server.url);
  session = openSession(
    { ...to.context, ...context },
    { api: apiOf(to), contexts: () => [], onUnexpected: (error) => assert.fail(String(error)), ...options },
  );
  return session;
}

/** Resolves as soon as the namespaces are as wanted. */
function until(of: OpenSession, wanted: (now: Namespaces) => boolean): Promise<Namespaces> {
  return new Promise((resolve) => {
    const look = () => {
      if (!wanted(of.namespaces)) return;
      listening.dispose();
      resolve(of.namespaces);
    };
    const listening = of.onDidChangeNamespaces(look);
    look();
  });
}

const known = (now: Namespaces) => now.state === 'known';

beforeEach(async () => {
  server = await startNamespaceServer();
});

afterEach(async () => {
  session?.dispose();
  session = undefined;
  await server.idle();
  await server.stop();
});

describe('the namespaces of a session', () => {
  it('are the cluster’s own, sorted and live, while somebody looks', async () => {
    const opened = open();
    assert.equal(opened.namespaces.state, 'connecting');
    assert.equal(server.requests.length, 0);
    const looking = opened.observeNamespaces();
    assert.deepEqual(await until(opened, known), {
      state: 'known',
      names: ['team-a', 'team-b'],
      source: 'listed',
    });
    server.add('team-10');
    server.add('team-9');
    const later = await until(opened, (now) => now.state === 'known' && now.names.includes('team-9'));
    assert.deepEqual(later, {
      state: 'known',
      names: ['team-9', 'team-10', 'team-a', 'team-b'],
      source: 'listed',
    });
    looking.dispose();
  });

  it('come from contexts, projects, earlier use and typing where listing is not allowed', async () => {
    server.listable = false;
    server.projects = ['project-1'];
    const other = { name: 'o', cluster: 'o', user: 'o', server: server.url, namespace: 'from-other-context' };
    const remembered: string[] = [];
    const opened = open(
      { namespace: 'own' },
      {
        contexts: () => [
          other,
          { ...other, server: 'https://elsewhere', namespace: 'elsewhere' },
          { ...other, server: '', namespace: 'nowhere' },
        ],
        remembered: ['used-before', 'own'],
        remember: (name) => remembered.push(name),
      },
    );
    const looking = opened.observeNamespaces();
    await until(opened, (now) => now.state === 'known' && now.names.includes('project-1'));
    opened.addNamespace('typed');
    assert.deepEqual(opened.namespaces, {
      state: 'known',
      names: ['from-other-context', 'own', 'project-1', 'typed', 'used-before'],
      source: 'guessed',
    });
    assert.deepEqual(remembered, ['typed']);
    looking.dispose();
  });

  it('are kubectl’s own guess where nothing is known at all', async () => {
    server.listable = false;
    const opened = open();
    const looking = opened.observeNamespaces();
    assert.deepEqual(await until(opened, known), { state: 'known', names: ['default'], source: 'guessed' });
    looking.dispose();
  });

  it('are not guessed while the user is not let in: that is a problem to show', async () => {
    server.tokens = ['another'];
    const opened = open({ namespace: 'own' });
    const looking = opened.observeNamespaces();
    const now = await until(opened, (state) => state.state === 'connecting' && state.problem !== undefined);
    assert.equal(now.state === 'connecting' && now.problem?.kind, 'sign-in');
    server.tokens = [];
    opened.refresh();
    assert.deepEqual(await until(opened, known), {
      state: 'known',
      names: ['team-a', 'team-b'],
      source: 'listed',
    });
    looking.dispose();
  });
});

describe('a session', () => {
  it('has one live list for one question', () => {
    const opened = open();
    assert.equal(opened.collection(NAMESPACES, undefined), opened.collection(NAMESPACES, undefined));
    assert.notEqual(
      opened.collection(NAMESPACES, undefined),
      opened.collection({ ...NAMESPACES, id: 'other' }, undefined),
    );
    assert.notEqual(opened.collection(NAMESPACES, 'a'), opened.collection(NAMESPACES, 'b'));
  });

  it('ends everything it started, a hundred times', async () => {
    for (let index = 0; index < 100; index += 1) {
      const opened = open();
      opened.observeNamespaces();
      if (index % 10 === 0) await until(opened, known);
      opened.dispose();
    }
    await server.idle();
  });
});
