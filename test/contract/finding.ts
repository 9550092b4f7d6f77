import assert from 'node:assert/strict';
import { at, list, record, text, textMap, type Json } from '../../src/common/json.ts';
import type { Answer, ContractClient } from './client.ts';
import { deploymentsOf, namesIn, podsOf, refused } from './expectations.ts';

/** Lists, selectors and events. */
export function finding(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);
  const selected = (kind: 'labelSelector' | 'fieldSelector', selector: string): Promise<Answer> =>
    client().get(`${pods()}?${kind}=${encodeURIComponent(selector)}`);

  /** An answer, and all pods there were: asked again when pods came or went in between, since both worlds live. */
  const undisturbed = async (
    ask: () => Promise<Answer>,
  ): Promise<{ readonly found: Answer; readonly all: readonly Json[] }> => {
    for (let tries = 1; ; tries++) {
      const before = await client().get(pods());
      const found = await ask();
      const after = await client().get(pods());
      if (namesIn(before).join() === namesIn(after).join()) return { found, all: list(after.json, 'items') };
      assert.ok(tries < 20, 'the pods never stay the same for the time of a question');
    }
  };

  describe('finding', () => {
    it('lists in the order of names, each item without its kind', async () => {
      const answer = await client().get(pods());
      assert.equal(text(answer.json, 'kind'), 'PodList');
      assert.equal(text(answer.json, 'apiVersion'), 'v1');
      assert.match(text(answer.json, 'metadata', 'resourceVersion') ?? '', /^\d+$/);
      assert.equal(at(answer.json, 'metadata', 'continue'), undefined);
      const names = namesIn(answer);
      assert.deepEqual(names, [...names].sort());
      assert.ok(names.includes(client().subject.talking));
      for (const item of list(answer.json, 'items')) {
        assert.equal(at(item, 'kind'), undefined);
        assert.equal(at(item, 'apiVersion'), undefined);
      }
    });

    it('lists over all namespaces, and nothing in a namespace that does not exist', async () => {
      const all = namesIn(await client().get('/api/v1/pods'));
      assert.ok(all.includes(client().subject.talking));
      assert.deepEqual(namesIn(await client().get('/api/v1/namespaces/nope/pods')), []);
    });

    it('finds by labels', async () => {
      const { deployment } = client().subject;
      const app = (pod: Json) => textMap(pod, 'metadata', 'labels')['app'];
      const cases: [string, (pod: Json) => boolean][] = [
        [`app=${deployment}`, (pod) => app(pod) === deployment],
        [`app==${deployment}`, (pod) => app(pod) === deployment],
        [`app!=${deployment}`, (pod) => app(pod) !== deployment],
        ['app', (pod) => app(pod) !== undefined],
        ['!app', (pod) => app(pod) === undefined],
        [`app in (${deployment}, other)`, (pod) => app(pod) === deployment],
        [`app notin (${deployment})`, (pod) => app(pod) !== deployment],
        [`app=${deployment},!nope`, (pod) => app(pod) === deployment],
        [`app = ${deployment} , app`, (pod) => app(pod) === deployment],
        ['app=', () => false],
      ];
      for (const [selector, fits] of cases) {
        const { found, all } = await undisturbed(() => selected('labelSelector', selector));
        const fitting = all.filter(fits).map((pod) => text(pod, 'metadata', 'name'));
        assert.deepEqual(namesIn(found), fitting, selector);
      }
      assert.equal(namesIn(await selected('labelSelector', `app=${deployment}`)).length, 2);
    });

    it('refuses label selectors that make no sense', async () => {
      refused(
        await selected('labelSelector', 'a  b'),
        400,
        'BadRequest',
        "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
      );
      refused(
        await selected('labelSelector', ',,,'),
        400,
        'BadRequest',
        "found ',', expected: !, identifier, or 'end of string'",
      );
      refused(
        await selected('labelSelector', '(('),
        400,
        'BadRequest',
        "found '(', expected: !, identifier, or 'end of string'",
      );
    });

    it('finds by fields', async () => {
      const { namespace, talking, unscheduled, deployment } = client().subject;
      assert.deepEqual(namesIn(await selected('fieldSelector', `metadata.name=${talking}`)), [talking]);
      assert.deepEqual(
        namesIn(await selected('fieldSelector', `metadata.name=${talking},metadata.namespace=${namespace}`)),
        [talking],
      );
      const notRunning = namesIn(await selected('fieldSelector', 'status.phase!=Running'));
      assert.ok(notRunning.includes(unscheduled) && !notRunning.includes(talking));
      assert.ok(namesIn(await selected('fieldSelector', 'status.phase=Running')).includes(talking));
      const homeless = namesIn(await selected('fieldSelector', 'spec.nodeName='));
      assert.ok(homeless.includes(unscheduled) && !homeless.includes(talking));
      const node = text((await client().get(`${pods()}/${talking}`)).json, 'spec', 'nodeName') ?? '';
      assert.ok(
        namesIn(await client().get(`/api/v1/pods?fieldSelector=spec.nodeName=${node}`)).includes(talking),
      );
      assert.deepEqual(
        namesIn(await client().get(`${deploymentsOf(namespace)}?fieldSelector=metadata.name=${deployment}`)),
        [deployment],
      );
    });

    it('refuses fields that a kind cannot be found by', async () => {
      const { namespace } = client().subject;
      refused(
        await selected('fieldSelector', 'foo=bar'),
        400,
        'BadRequest',
        'field label not supported: foo',
      );
      refused(
        await selected('fieldSelector', 'foo'),
        400,
        'BadRequest',
        "invalid selector: 'foo'; can't understand 'foo'",
      );
      refused(
        await client().get(`/api/v1/namespaces/${namespace}/services?fieldSelector=status.phase=Running`),
        400,
        'BadRequest',
        'field label not supported: status.phase',
      );
    });

    it('finds the events of an object, and why no machine takes a pod', async () => {
      const { namespace, unscheduled } = client().subject;
      const answer = await client().get(
        `/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.kind=Pod,involvedObject.name=${unscheduled}`,
      );
      assert.equal(text(answer.json, 'kind'), 'EventList');
      const event = list(answer.json, 'items').find((one) => text(one, 'reason') === 'FailedScheduling');
      assert.equal(text(event, 'involvedObject', 'name'), unscheduled);
      assert.equal(text(event, 'type'), 'Warning');
      assert.match(
        text(event, 'message') ?? '',
        /^0\/\d+ nodes are available: .*Insufficient nvidia\.com\/gpu.* no new claims to deallocate, preemption: 0\/\d+ nodes are available: /,
      );
      // The scheduler writes the newer kind of event: no count, no first and last time.
      assert.equal(at(event, 'firstTimestamp'), null);
      assert.equal(at(event, 'lastTimestamp'), null);
      assert.match(text(event, 'eventTime') ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      assert.equal(text(event, 'reportingComponent'), 'default-scheduler');
      const pod = (await client().get(`${pods()}/${unscheduled}`)).json;
      const condition = list(pod, 'status', 'conditions').find((one) => text(one, 'type') === 'PodScheduled');
      assert.equal(text(condition, 'reason'), 'Unschedulable');
      assert.equal(text(condition, 'message'), text(event, 'message'));
    });

    it('shows the same events under their new name', async () => {
      const { namespace, unscheduled } = client().subject;
      const old = await client().get(
        `/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.name=${unscheduled}`,
      );
      const renamed = await client().get(
        `/apis/events.k8s.io/v1/namespaces/${namespace}/events?fieldSelector=regarding.name=${unscheduled}`,
      );
      assert.equal(text(renamed.json, 'apiVersion'), 'events.k8s.io/v1');
      assert.deepEqual(namesIn(renamed), namesIn(old));
      const [first] = list(renamed.json, 'items');
      assert.equal(text(first, 'note'), text(old.json, 'items', 0, 'message'));
      assert.deepEqual(record(first, 'regarding'), record(old.json, 'items', 0, 'involvedObject'));
    });
  });
}
