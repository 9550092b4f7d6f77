import assert from 'node:assert/strict';
import { CancelledError } from '../../common/cancellation.ts';
import { at, text, type Json } from '../../common/json.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { apiOf, never, startServer, target, type TestServer } from '../transport/server.fixture.ts';
import { Permissions } from './permissions.ts';

let server: TestServer;
let api: ClusterApi;
let permissions: Permissions;
let now = 0;
/** What the cluster was asked: the namespace of a rules review, the attributes of an access review. */
let asked: Json[] = [];
let rules: (namespace: string) => object | undefined;
let access: (attributes: Json) => boolean | undefined;

beforeEach(async () => {
  asked = [];
  rules = () => ({ resourceRules: [], incomplete: false });
  access = () => false;
  server = await startServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const spec = at(JSON.parse(body) as Json, 'spec');
      const attributes = at(spec, 'resourceAttributes');
      asked.push(attributes ?? text(spec, 'namespace'));
      const allowed = attributes === undefined ? undefined : access(attributes);
      const status =
        attributes === undefined
          ? rules(text(spec, 'namespace') ?? '')
          : allowed === undefined
            ? undefined
            : { allowed };
      if (status === undefined) response.writeHead(403).end('{"kind":"Status","message":"no"}');
      else response.writeHead(201).end(JSON.stringify({ status }));
    });
  });
  api = apiOf(target(server.url));
  permissions = new Permissions(api, () => now);
});

afterEach(async () => {
  permissions.dispose();
  api.dispose();
  await server.stop();
});

const pods = (verb: string, resource = 'pods') =>
  permissions.allowed({ verb, resource, namespace: 'team-a' }, never);

describe('what a user may do', () => {
  it('in a namespace is asked once for all questions about it', async () => {
    rules = () => ({
      resourceRules: [
        { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods', 'pods/log'] },
        { verbs: ['*'], apiGroups: ['apps'], resources: ['*'] },
        { verbs: ['create'], apiGroups: ['*'], resources: ['*/scale'] },
        { verbs: ['delete'], apiGroups: [''], resources: ['pods'], resourceNames: ['mine'] },
      ],
    });
    const answers = await Promise.all([
      pods('list'),
      pods('get', 'pods/log'),
      pods('watch'),
      pods('get', 'pods/exec'),
      pods('delete'),
      pods('create', 'deployments/scale'),
      permissions.allowed(
        { verb: 'delete', group: 'apps', resource: 'deployments/status', namespace: 'team-a' },
        never,
      ),
      permissions.allowed({ verb: 'list', group: 'batch', resource: 'jobs', namespace: 'team-a' }, never),
    ]);
    assert.deepEqual(answers, [true, true, false, false, false, true, true, false]);
    assert.deepEqual(asked, ['team-a']);
  });

  it('is asked in detail where the cluster cannot list all of it', async () => {
    rules = () => ({ resourceRules: [], incomplete: true });
    access = (attributes) => text(attributes, 'verb') === 'get';
    assert.deepEqual([await pods('get', 'pods/log'), await pods('delete')], [true, false]);
    assert.deepEqual(asked, [
      'team-a',
      { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'team-a' },
      { verb: 'delete', group: '', resource: 'pods', namespace: 'team-a' },
    ]);
    await pods('delete');
    assert.equal(asked.length, 3);
  });

  it('in the whole cluster is asked in detail: rules are about one namespace', async () => {
    access = () => true;
    assert.equal(await permissions.allowed({ verb: 'list', resource: 'nodes' }, never), true);
    assert.deepEqual(asked, [{ verb: 'list', group: '', resource: 'nodes' }]);
  });

  it('is asked again after a minute, and after a new sign-in', async () => {
    await pods('list');
    now += 59_000;
    await pods('list');
    assert.equal(asked.length, 1);
    now += 2_000;
    await pods('list');
    assert.equal(asked.length, 2);
    permissions.forget();
    await pods('list');
    assert.equal(asked.length, 3);
  });

  it('is not known where the cluster does not answer, and asked again the next time', async () => {
    rules = () => undefined;
    access = () => undefined;
    assert.equal(await pods('list'), undefined);
    access = () => true;
    assert.equal(await pods('list'), true);
  });

  it('is of no interest any more to whoever cancels', async () => {
    const stop = new AbortController();
    const asking = permissions.allowed({ verb: 'list', resource: 'pods', namespace: 'team-a' }, stop.signal);
    stop.abort();
    await assert.rejects(asking, CancelledError);
    assert.equal(await pods('list'), false);
  });

  it('is nothing to an answer of wrong types', async () => {
    rules = () => ({
      resourceRules: [null, 5, { verbs: 'list', apiGroups: [''], resources: ['pods'] }],
      incomplete: 'yes',
    });
    assert.equal(await pods('list'), false);
  });
});
