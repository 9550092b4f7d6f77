import assert from 'node:assert/strict';
import { at, number, text } from '../../src/common/json.ts';
import type { Answer, ContractClient } from './client.ts';
import { namesIn, podsOf, refused } from './expectations.ts';

/** Pages of a list, and what resource versions mean to it. */
export function paging(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);

  describe('paging', () => {
    it('hands a list out page by page, all as of one moment', async () => {
      const pages: Answer[] = [];
      let token = '';
      do {
        pages.push(
          await client().get(
            `${pods()}?limit=2${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`,
          ),
        );
        token = text(pages.at(-1)?.json, 'metadata', 'continue') ?? '';
      } while (token !== '');
      const version = text(pages[0]?.json, 'metadata', 'resourceVersion') ?? '';
      const whole = namesIn(
        await client().get(`${pods()}?resourceVersion=${version}&resourceVersionMatch=Exact`),
      );
      assert.deepEqual(pages.flatMap(namesIn), whole);
      let shown = 0;
      for (const page of pages) {
        assert.equal(text(page.json, 'metadata', 'resourceVersion'), version);
        shown += namesIn(page).length;
        assert.equal(number(page.json, 'metadata', 'remainingItemCount') ?? 0, whole.length - shown);
      }
      assert.ok(pages.slice(0, -1).every((page) => namesIn(page).length === 2));
    });

    it('does not say how many remain where a selector leaves some out', async () => {
      const { deployment } = client().subject;
      const page = await client().get(`${pods()}?limit=1&labelSelector=app=${deployment}`);
      assert.notEqual(text(page.json, 'metadata', 'continue'), undefined);
      assert.equal(at(page.json, 'metadata', 'remainingItemCount'), undefined);
    });

    it('pays no attention to the limit where any version will do', async () => {
      const answer = await client().get(`${pods()}?limit=1&resourceVersion=0`);
      assert.ok(namesIn(answer).length > 2);
      assert.equal(at(answer.json, 'metadata', 'continue'), undefined);
    });

    it('takes a version as the least that will do', async () => {
      const version = text((await client().get(pods())).json, 'metadata', 'resourceVersion') ?? '';
      const answer = await client().get(
        `${pods()}?resourceVersion=${version}&resourceVersionMatch=NotOlderThan`,
      );
      assert.ok(Number(text(answer.json, 'metadata', 'resourceVersion')) >= Number(version));
    });

    it('refuses what it cannot read', async () => {
      refused(
        await client().get(`${pods()}?limit=foo`),
        400,
        'BadRequest',
        'strconv.ParseInt: parsing "foo": invalid syntax',
      );
      refused(
        await client().get(`${pods()}?continue=foo`),
        400,
        'BadRequest',
        /^invalid continue token: continue key is not valid: /,
      );
      refused(
        await client().get(`${pods()}?resourceVersion=abc`),
        400,
        'BadRequest',
        'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      );
      const token = encodeURIComponent(
        text((await client().get(`${pods()}?limit=1`)).json, 'metadata', 'continue') ?? '',
      );
      refused(
        await client().get(`${pods()}?limit=1&continue=${token}&resourceVersion=5`),
        400,
        'BadRequest',
        'specifying resource version is not allowed when using continue',
      );
      assert.equal((await client().get(`${pods()}?resourceVersionMatch=Exact`)).status, 422);
    });

    it('asks for patience with a version that is still to come', async () => {
      const answer = await client().get(`${pods()}?resourceVersion=9999999999`);
      assert.equal(answer.status, 504);
      assert.equal(answer.headers['retry-after'], '1');
      assert.match(
        text(answer.json, 'message') ?? '',
        /^Timeout: Too large resource version: 9999999999, current: \d+$/,
      );
      assert.equal(text(answer.json, 'reason'), 'Timeout');
      assert.deepEqual(at(answer.json, 'details'), {
        causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
        retryAfterSeconds: 1,
      });
    });
  });
}
