import assert from 'node:assert/strict';
import { at, list, record, text } from '../../src/common/json.ts';
import type { ContractClient } from './client.ts';
import { deploymentsOf, podsOf, refused } from './expectations.ts';

const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** Signing in, discovery, single objects, shapes, and refusals of paths and methods. */
export function reading(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);

  describe('reading', () => {
    it('refuses a wrong token with 401', async () => {
      refused(await client().get(pods(), { token: 'wrong' }), 401, 'Unauthorized', 'Unauthorized');
    });

    it('tells its version', async () => {
      const { json } = await client().get('/version');
      assert.match(text(json, 'gitVersion') ?? '', /^v1\.\d+\.\d+/);
      assert.equal(text(json, 'major'), '1');
      assert.match(text(json, 'minor') ?? '', /^\d+$/);
    });

    it('answers health checks with ok', async () => {
      for (const path of ['/healthz', '/livez', '/readyz'])
        assert.equal((await client().get(path)).text, 'ok');
    });

    it('lists its groups with the preferred version of each', async () => {
      assert.deepEqual(at((await client().get('/api')).json, 'versions'), ['v1']);
      const groups = list((await client().get('/apis')).json, 'groups');
      for (const name of [
        'apps',
        'batch',
        'events.k8s.io',
        'storage.k8s.io',
        'discovery.k8s.io',
        'authorization.k8s.io',
      ]) {
        const group = groups.find((one) => text(one, 'name') === name);
        assert.deepEqual(group, {
          name,
          versions: [{ groupVersion: `${name}/v1`, version: 'v1' }],
          preferredVersion: { groupVersion: `${name}/v1`, version: 'v1' },
        });
        assert.deepEqual((await client().get(`/apis/${name}`)).json, {
          kind: 'APIGroup',
          apiVersion: 'v1',
          ...record(group),
        });
      }
    });

    it('lists the resources of a group', async () => {
      const core = await client().get('/api/v1');
      assert.equal(text(core.json, 'kind'), 'APIResourceList');
      assert.equal(text(core.json, 'groupVersion'), 'v1');
      const find = (resources: unknown, name: string) =>
        record(list(resources, 'resources').find((one) => text(one, 'name') === name));
      const { singularName, namespaced, kind, verbs, shortNames } = find(core.json, 'pods');
      assert.deepEqual(
        { singularName, namespaced, kind, shortNames },
        { singularName: 'pod', namespaced: true, kind: 'Pod', shortNames: ['po'] },
      );
      for (const verb of ['delete', 'get', 'list', 'watch']) assert.ok(list(verbs).includes(verb), verb);
      assert.equal(find(core.json, 'nodes')['namespaced'], false);
      assert.deepEqual(find(core.json, 'pods/log'), {
        name: 'pods/log',
        singularName: '',
        namespaced: true,
        kind: 'Pod',
        verbs: ['get'],
      });
      assert.equal(find(core.json, 'pods/portforward')['kind'], 'PodPortForwardOptions');
      const apps = await client().get('/apis/apps/v1');
      assert.equal(text(apps.json, 'apiVersion'), 'v1');
      assert.equal(find(apps.json, 'deployments/scale')['kind'], 'Scale');
    });

    it('shows one object with its kind', async () => {
      const { namespace, talking } = client().subject;
      const answer = await client().get(`${pods()}/${talking}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'application/json');
      assert.equal(text(answer.json, 'kind'), 'Pod');
      assert.equal(text(answer.json, 'apiVersion'), 'v1');
      assert.equal(text(answer.json, 'metadata', 'namespace'), namespace);
      assert.match(text(answer.json, 'metadata', 'uid') ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.match(text(answer.json, 'metadata', 'resourceVersion') ?? '', /^\d+$/);
      assert.match(
        text(answer.json, 'metadata', 'creationTimestamp') ?? '',
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
      );
    });

    it('says of what is not there that it is not found', async () => {
      const { namespace } = client().subject;
      refused(await client().get(`${pods()}/nope`), 404, 'NotFound', 'pods "nope" not found', {
        name: 'nope',
        kind: 'pods',
      });
      refused(await client().get('/api/v1/nodes/nope'), 404, 'NotFound', 'nodes "nope" not found', {
        name: 'nope',
        kind: 'nodes',
      });
      refused(await client().get('/api/v1/namespaces/nope'), 404, 'NotFound', 'namespaces "nope" not found', {
        name: 'nope',
        kind: 'namespaces',
      });
      refused(
        await client().get(`${deploymentsOf(namespace)}/nope`),
        404,
        'NotFound',
        'deployments.apps "nope" not found',
        { name: 'nope', group: 'apps', kind: 'deployments' },
      );
    });

    it('tells an unknown resource from an unknown group', async () => {
      const { namespace, talking } = client().subject;
      for (const path of [
        '/api/v1/nopes',
        `/api/v1/namespaces/${namespace}/nopes`,
        '/apis/apps/v9',
        '/apis/apps/v1/nopes',
        '/apis/apps/v1beta1/deployments',
        `${pods()}/${talking}/nope`,
        `${pods()}/${talking}/log/nope`,
      ])
        refused(
          await client().get(path),
          404,
          'NotFound',
          'the server could not find the requested resource',
          {},
        );
      for (const path of [
        '/nope',
        '/apis/nope',
        `/apis/nothing.example.com/v1beta1/namespaces/${namespace}/pods`,
      ]) {
        const answer = await client().get(path);
        assert.equal(answer.status, 404);
        assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
        assert.equal(answer.text, '404 page not found\n');
      }
    });

    it('refuses methods that a path does not have', async () => {
      const { talking } = client().subject;
      for (const [method, path] of [
        ['PUT', pods()],
        ['PATCH', pods()],
        ['POST', `${pods()}/${talking}`],
        ['POST', '/version'],
        ['POST', `${pods()}/${talking}/log`],
        ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'],
      ] as const)
        refused(
          await client().ask(method, path),
          405,
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
          {},
        );
    });

    it('shows metadata only, where that is asked for', async () => {
      const { talking } = client().subject;
      const one = await client().get(`${pods()}/${talking}`, { accept: METADATA });
      assert.deepEqual(Object.keys(record(one.json)), ['kind', 'apiVersion', 'metadata']);
      assert.equal(text(one.json, 'kind'), 'PartialObjectMetadata');
      assert.equal(text(one.json, 'apiVersion'), 'meta.k8s.io/v1');
      const many = await client().get(pods(), { accept: METADATA_LIST });
      assert.equal(text(many.json, 'kind'), 'PartialObjectMetadataList');
      assert.deepEqual(Object.keys(record(list(many.json, 'items')[0])), ['kind', 'apiVersion', 'metadata']);
    });

    it('refuses a shape that does not fit', async () => {
      const { talking } = client().subject;
      const none = 'NotAcceptable';
      refused(
        await client().get(pods(), { accept: METADATA }),
        406,
        none,
        'you requested PartialObjectMetadata, but the requested object is a list (*core.PodList)',
      );
      refused(
        await client().get(`${pods()}/${talking}`, { accept: METADATA_LIST }),
        406,
        none,
        'you requested PartialObjectMetadataList, but the requested object is not a list (*core.Pod)',
      );
      assert.equal((await client().get(pods(), { accept: 'text/html' })).status, 406);
    });
  });
}
