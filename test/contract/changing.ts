import assert from 'node:assert/strict';
import { at, list, number, record, text, textMap } from '../../src/common/json.ts';
import type { ContractClient, Lines } from './client.ts';
import { deploymentsOf, namesIn, podsOf, refused } from './expectations.ts';
import type { WatchLine } from './watching.ts';

const REVIEWS = '/apis/authorization.k8s.io/v1';

/** What a user may do, and what deleting and scaling do to those who watch. */
export function changing(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);
  const mine = () => `labelSelector=app=${client().subject.deployment}`;
  const scalePath = () => `${deploymentsOf(client().subject.namespace)}/${client().subject.deployment}/scale`;
  const watchPods = async (more = '') => {
    const version =
      text((await client().get(`${pods()}?${mine()}`)).json, 'metadata', 'resourceVersion') ?? '';
    return client().lines(`${pods()}?watch=1&${mine()}&resourceVersion=${version}${more}`);
  };
  const event = (lines: Lines, fits: (line: WatchLine) => boolean) =>
    lines.until((line) => {
      const parsed = JSON.parse(line) as WatchLine;
      return fits(parsed) ? parsed : undefined;
    });
  const named = (line: WatchLine) => text(line.object, 'metadata', 'name');
  const scaleTo = (replicas: unknown, contentType = 'application/merge-patch+json') =>
    client().ask('PATCH', scalePath(), { body: { spec: { replicas } }, contentType });

  describe('changing', () => {
    it('stops a pod with notice, removes it, and its owner makes another', async () => {
      const [name = ''] = namesIn(await client().get(`${pods()}?${mine()}`));
      const before = (await client().get(`${pods()}/${name}`)).json;
      const lines = await watchPods();
      const answer = await client().ask('DELETE', `${pods()}/${name}?gracePeriodSeconds=5`);
      assert.equal(answer.status, 200);
      assert.equal(text(answer.json, 'kind'), 'Pod');
      assert.equal(number(answer.json, 'metadata', 'deletionGracePeriodSeconds'), 5);
      const until = Date.parse(text(answer.json, 'metadata', 'deletionTimestamp') ?? '');
      assert.ok(until > Date.now() - 1000 && until < Date.now() + 7000);
      const seen: WatchLine[] = [];
      const collect = (line: WatchLine) => {
        seen.push(line);
        return (
          seen.some((one) => one.type === 'DELETED' && named(one) === name) &&
          seen.some((one) => one.type === 'ADDED')
        );
      };
      await event(lines, collect);
      lines.close();
      const leaving = seen.find((one) => one.type === 'MODIFIED' && named(one) === name);
      assert.equal(
        text(leaving?.object, 'metadata', 'deletionTimestamp'),
        text(answer.json, 'metadata', 'deletionTimestamp'),
      );
      const gone = seen.find((one) => one.type === 'DELETED');
      assert.equal(text(gone?.object, 'metadata', 'uid'), text(before, 'metadata', 'uid'));
      const follower = seen.find((one) => one.type === 'ADDED');
      assert.notEqual(text(follower?.object, 'metadata', 'uid'), text(before, 'metadata', 'uid'));
      assert.deepEqual(
        at(follower?.object, 'metadata', 'ownerReferences'),
        at(before, 'metadata', 'ownerReferences'),
      );
      assert.deepEqual(
        textMap(follower?.object, 'metadata', 'labels'),
        textMap(before, 'metadata', 'labels'),
      );
      assert.equal(text(follower?.object, 'status', 'phase'), 'Pending');
      const versions = seen.map((one) => Number(text(one.object, 'metadata', 'resourceVersion')));
      assert.deepEqual(
        versions,
        [...versions].sort((a, b) => a - b),
      );
      refused(await client().get(`${pods()}/${name}`), 404, 'NotFound', `pods "${name}" not found`, {
        name,
        kind: 'pods',
      });
      refused(
        await client().ask('DELETE', `${pods()}/${name}`),
        404,
        'NotFound',
        `pods "${name}" not found`,
        { name, kind: 'pods' },
      );
    });

    it('takes the time for a stop from the request’s body', async () => {
      const [name = ''] = namesIn(await client().get(`${pods()}?${mine()}`));
      const answer = await client().ask('DELETE', `${pods()}/${name}`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 3 },
      });
      assert.equal(number(answer.json, 'metadata', 'deletionGracePeriodSeconds'), 3);
    });

    it('scales, and tells those who watch for running pods of the new one only when it runs', async () => {
      await settled(client(), 2);
      const items = list((await client().get(`${pods()}?${mine()}`)).json, 'items');
      const staying = items.filter((pod) => text(pod, 'metadata', 'deletionTimestamp') === undefined);
      const names = new Set(staying.map((pod) => text(pod, 'metadata', 'name')));
      const lines = await watchPods('&fieldSelector=status.phase=Running');
      const answer = await scaleTo(3);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(text(answer.json, 'kind'), 'Scale');
      assert.equal(text(answer.json, 'apiVersion'), 'autoscaling/v1');
      assert.equal(number(answer.json, 'spec', 'replicas'), 3);
      assert.equal(text(answer.json, 'status', 'selector'), `app=${client().subject.deployment}`);
      const added = await event(lines, (line) => line.type === 'ADDED' && !names.has(named(line)));
      assert.equal(text(added.object, 'status', 'phase'), 'Running');
      names.add(named(added));
      await scaleTo(2);
      await event(lines, (line) => line.type === 'DELETED' && names.has(named(line)));
      lines.close();
      assert.equal(number((await client().get(scalePath())).json, 'spec', 'replicas'), 2);
    });

    it('refuses to scale in a way that makes no sense', async () => {
      const { deployment, namespace } = client().subject;
      const words = 'Invalid value: -2: must be greater than or equal to 0';
      refused(
        await scaleTo(-2),
        422,
        'Invalid',
        `Scale.autoscaling "${deployment}" is invalid: spec.replicas: ${words}`,
        {
          name: deployment,
          group: 'autoscaling',
          kind: 'Scale',
          causes: [{ reason: 'FieldValueInvalid', message: words, field: 'spec.replicas' }],
        },
      );
      refused(
        await scaleTo(2, 'application/json'),
        415,
        'UnsupportedMediaType',
        '415: Unsupported Media Type',
        {},
      );
      refused(
        await client().ask('PATCH', `${deploymentsOf(namespace)}/nope/scale`, {
          body: {},
          contentType: 'application/merge-patch+json',
        }),
        404,
        'NotFound',
        'deployments.apps "nope" not found',
        { name: 'nope', group: 'apps', kind: 'deployments' },
      );
    });

    it('refuses what the user may not, and says who may not do what where', async () => {
      const { token, user, namespace } = client().subject.restricted;
      const words = (verb: string, what: string, resource: string, group = '') =>
        `${what} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "${namespace}"`;
      refused(
        await client().ask('DELETE', `${podsOf(namespace)}/x`, { token }),
        403,
        'Forbidden',
        words('delete', 'pods "x"', 'pods'),
        { name: 'x', kind: 'pods' },
      );
      refused(
        await client().ask('PATCH', `${deploymentsOf(namespace)}/x/scale`, {
          token,
          body: {},
          contentType: 'application/merge-patch+json',
        }),
        403,
        'Forbidden',
        words('patch', 'deployments.apps "x"', 'deployments/scale', 'apps'),
        { name: 'x', group: 'apps', kind: 'deployments' },
      );
      assert.equal((await client().get(podsOf(namespace), { token })).status, 200);
    });

    it('answers what the user may do', async () => {
      const { token, namespace } = client().subject.restricted;
      const ask = (spec: object) =>
        client().ask('POST', `${REVIEWS}/selfsubjectaccessreviews`, {
          token,
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec,
          },
        });
      const yes = await ask({ resourceAttributes: { namespace, verb: 'list', resource: 'pods' } });
      assert.equal(yes.status, 201);
      assert.equal(text(yes.json, 'kind'), 'SelfSubjectAccessReview');
      assert.equal(at(yes.json, 'status', 'allowed'), true);
      assert.deepEqual(
        at(
          (await ask({ resourceAttributes: { namespace, verb: 'delete', resource: 'pods' } })).json,
          'status',
        ),
        {
          allowed: false,
        },
      );
      assert.equal((await ask({})).status, 422);
    });

    it('lists what the user may do', async () => {
      const { token, namespace } = client().subject.restricted;
      const ask = (spec: object) =>
        client().ask('POST', `${REVIEWS}/selfsubjectrulesreviews`, {
          token,
          body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec },
        });
      const answer = await ask({ namespace });
      assert.equal(answer.status, 201);
      const rules = list(answer.json, 'status', 'resourceRules').map((rule) => record(rule));
      assert.ok(
        rules.some((rule) => list(rule['verbs']).includes('list') && list(rule['resources']).includes('*')),
      );
      assert.ok(rules.every((rule) => !list(rule['verbs']).includes('delete')));
      assert.equal(at(answer.json, 'status', 'incomplete'), false);
      refused(await ask({}), 400, 'BadRequest', 'no namespace on request');
    });
  });
}

/** Waits until the deployment has as many ready pods as it is to have. */
async function settled(client: ContractClient, replicas: number): Promise<void> {
  const { namespace, deployment } = client.subject;
  const lines = await client.lines(
    `${deploymentsOf(namespace)}?watch=1&fieldSelector=metadata.name=${deployment}`,
  );
  await lines.until((line) => {
    const object = at(JSON.parse(line), 'object');
    const ready =
      number(object, 'status', 'readyReplicas') === replicas &&
      number(object, 'status', 'replicas') === replicas;
    return ready ? object : undefined;
  });
  lines.close();
}
