import assert from 'node:assert/strict';
import { text } from '../../src/common/json.ts';
import type { Answer, ContractClient } from './client.ts';
import { podsOf, refused } from './expectations.ts';
import type { KubeletPods } from './subject.ts';

const invalid = (pod: string, field: string, message: string, reason = 'FieldValueInvalid') => ({
  name: pod,
  kind: 'PodLogOptions',
  causes: [{ reason, message, field }],
});

/** Logs: what is shown, what is left out, and in which words they are refused. */
export function logs(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);
  const log = (query: string, pod = client().subject.talking): Promise<Answer> =>
    client().get(`${pods()}/${pod}/log?${query}`);
  const linesOf = (answer: Answer) => {
    assert.equal(answer.status, 200, answer.text);
    return answer.text.split('\n').slice(0, -1);
  };

  describe('logs', () => {
    it('are plain text, one line after the other', async () => {
      const answer = await log('');
      assert.equal(answer.headers['content-type'], 'text/plain');
      assert.ok(linesOf(answer).length >= 5);
      assert.ok(answer.text.endsWith('\n'));
    });

    it('end where they should', async () => {
      const all = linesOf(await log('timestamps=true'));
      const tail = linesOf(await log('tailLines=2&timestamps=true'));
      assert.equal(tail.length, 2);
      assert.ok(all.includes(tail[0]!) && all.indexOf(tail[0]!) >= all.length - 2);
      assert.deepEqual(linesOf(await log('tailLines=0')), []);
      const cut = await log('limitBytes=10');
      assert.equal(cut.text, (await log('')).text.slice(0, 10));
    });

    it('have times with nanoseconds, in order', async () => {
      const stamps = linesOf(await log('timestamps=true&tailLines=5')).map((line) =>
        line.slice(0, line.indexOf(' ')),
      );
      for (const stamp of stamps)
        assert.match(stamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}(Z|[+-]\d\d:\d\d)$/);
      assert.deepEqual(stamps, [...stamps].sort());
    });

    it('begin at a whole second, so that lines of that second come again', async () => {
      const stamped = linesOf(await log('timestamps=true'));
      const third = stamped.at(-3)!.slice(0, 30);
      const late = `${third.slice(0, 19)}.999999999Z`;
      const from = linesOf(await log(`timestamps=true&sinceTime=${encodeURIComponent(late)}`));
      assert.deepEqual(
        from.slice(0, 2),
        stamped.filter((line) => line.slice(0, 19) >= third.slice(0, 19)).slice(0, 2),
      );
    });

    it('leave out what is older than asked for', async () => {
      assert.deepEqual(
        linesOf(await log(`sinceTime=${encodeURIComponent(new Date(Date.now() + 3_600_000).toISOString())}`)),
        [],
      );
    });

    it('go on while the program does, where that is asked for', async () => {
      const { talking } = client().subject;
      const lines = await client().lines(`${pods()}/${talking}/log?follow=true&tailLines=1&timestamps=true`);
      const first = await lines.next();
      client().subject.speak();
      const second = await lines.next();
      assert.ok(first !== undefined && second !== undefined && second > first);
      assert.equal(lines.ended, undefined);
      lines.close();
    });

    it('stop at the limit even when they are followed', async () => {
      const { talking } = client().subject;
      const lines = await client().lines(`${pods()}/${talking}/log?follow=true&tailLines=1&limitBytes=3`);
      assert.equal((await lines.rest()).join('').length, 3);
    });

    it('are refused for options that make no sense', async () => {
      const { talking } = client().subject;
      const atLeast = 'Invalid value: -1: must be greater than or equal to 0';
      const more = 'Invalid value: 0: must be greater than 0';
      const both = 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified';
      const words = (field: string, message: string) =>
        `PodLogOptions "${talking}" is invalid: ${field}: ${message}`;
      refused(
        await log('tailLines=-1'),
        422,
        'Invalid',
        words('tailLines', atLeast),
        invalid(talking, 'tailLines', atLeast),
      );
      refused(
        await log('limitBytes=0'),
        422,
        'Invalid',
        words('limitBytes', more),
        invalid(talking, 'limitBytes', more),
      );
      refused(
        await log('sinceSeconds=0'),
        422,
        'Invalid',
        words('sinceSeconds', more),
        invalid(talking, 'sinceSeconds', more),
      );
      refused(
        await log('sinceSeconds=5&sinceTime=2026-01-15T10:00:03Z'),
        422,
        'Invalid',
        words('[]', both),
        invalid(talking, '[]', both, 'FieldValueForbidden'),
      );
      refused(await log('tailLines=x'), 400, 'BadRequest', 'strconv.ParseInt: parsing "x": invalid syntax');
      refused(
        await log('sinceTime=nope'),
        400,
        'BadRequest',
        'parsing time "nope" as "2006-01-02T15:04:05Z07:00": cannot parse "nope" as "2006"',
      );
    });

    it('are refused for a pod or container that is not there', async () => {
      const { talking } = client().subject;
      refused(await log('', 'nope'), 404, 'NotFound', 'pods "nope" not found', {
        name: 'nope',
        kind: 'pods',
      });
      refused(
        await log('container=nope'),
        400,
        'BadRequest',
        `container nope is not valid for pod ${talking}`,
      );
    });

    it('want a container named where there are several', async () => {
      const { deployment, containers } = client().subject;
      const pod =
        text(
          (await client().get(`${pods()}?labelSelector=app=${deployment}`)).json,
          'items',
          0,
          'metadata',
          'name',
        ) ?? '';
      refused(
        await log('', pod),
        400,
        'BadRequest',
        `a container name must be specified for pod ${pod}, choose one of: [${containers.join(' ')}]`,
      );
      for (const container of containers)
        assert.equal((await log(`container=${container}`, pod)).status, 200);
    });

    it('are an empty 204 for a pod that no machine has taken', async () => {
      const answer = await log('', client().subject.unscheduled);
      assert.equal(answer.status, 204);
      assert.equal(answer.text, '');
    });
  });
}

/** What a kubelet says instead of a log. kwok's does not; the sample repeats the real one's words. */
export function kubeletWords(client: () => ContractClient, pods: () => KubeletPods): void {
  const log = (pod: string, query: string): Promise<Answer> =>
    client().get(`${podsOf(client().subject.namespace)}/${pod}/log?${query}`);

  it('says that the image does not come', async () => {
    const { imageMissing } = pods();
    const words = "(trying and failing to pull image|image can't be pulled)";
    const message = new RegExp(`^container "\\S+" in pod "${imageMissing}" is waiting to start: ${words}$`);
    refused(await log(imageMissing, ''), 400, 'BadRequest', message);
  });

  it('says that there was no run before this one', async () => {
    const { neverRestarted } = pods();
    const message = new RegExp(`^previous terminated container "\\S+" in pod "${neverRestarted}" not found$`);
    refused(await log(neverRestarted, 'previous=true'), 400, 'BadRequest', message);
  });
}
