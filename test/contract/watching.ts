import assert from 'node:assert/strict';
import { at, record, text, textMap, type JsonRecord } from '../../src/common/json.ts';
import type { ContractClient, Lines } from './client.ts';
import { deploymentsOf, namesIn, podsOf, refused } from './expectations.ts';

export interface WatchLine {
  readonly type: string;
  readonly object: JsonRecord;
}

export async function nextEvent(lines: Lines): Promise<WatchLine | undefined> {
  const line = await lines.next();
  return line === undefined ? undefined : (JSON.parse(line) as WatchLine);
}

const versionOf = (line: WatchLine | undefined) => Number(text(line?.object, 'metadata', 'resourceVersion'));

/** Watches: what they begin with, what they say, and how they end. Changes are those that `changing` tests. */
export function watching(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);

  describe('watching', () => {
    it('begins with everything that is there, where no version or any version is named', async () => {
      const { deployment } = client().subject;
      const there = namesIn(await client().get(`${pods()}?labelSelector=app=${deployment}`));
      for (const from of ['', '&resourceVersion=0']) {
        const lines = await client().lines(
          `${pods()}?watch=1&labelSelector=app=${deployment}&timeoutSeconds=1${from}`,
        );
        assert.equal(lines.response.statusCode, 200);
        assert.equal(lines.response.headers['content-type'], 'application/json');
        assert.equal(lines.response.headers['transfer-encoding'], 'chunked');
        const events = (await lines.rest()).map((line) => JSON.parse(line) as WatchLine);
        const added = events.filter((event) => event.type === 'ADDED');
        assert.deepEqual(added.map((event) => text(event.object, 'metadata', 'name')).sort(), there);
        assert.equal(text(added[0]?.object, 'kind'), 'Pod');
        assert.equal(text(added[0]?.object, 'apiVersion'), 'v1');
        assert.equal(lines.ended, 'cleanly');
      }
    });

    it('begins with nothing, where the newest version is named', async () => {
      const { talking } = client().subject;
      const list = await client().get(`${pods()}?fieldSelector=metadata.name=${talking}`);
      const version = text(list.json, 'metadata', 'resourceVersion') ?? '';
      const lines = await client().lines(
        `${pods()}?watch=true&fieldSelector=metadata.name=${talking}&resourceVersion=${version}&timeoutSeconds=1`,
      );
      assert.deepEqual(await lines.rest(), []);
      assert.equal(lines.ended, 'cleanly');
    });

    it('marks the end of the beginning, and marks its place before it ends', async function () {
      this.timeout(20_000); // the real server marks by the second, and misses the mark in shorter watches
      const { talking, namespace, deployment } = client().subject;
      const lines = await client().lines(
        `${pods()}?watch=1&allowWatchBookmarks=true&fieldSelector=metadata.name=${talking}&resourceVersion=0&timeoutSeconds=6`,
      );
      assert.equal((await nextEvent(lines))?.type, 'ADDED');
      const beginning = await nextEvent(lines);
      assert.ok(beginning?.type === 'BOOKMARK');
      assert.equal(text(beginning.object, 'kind'), 'Pod');
      assert.equal(textMap(beginning.object, 'metadata', 'annotations')['k8s.io/initial-events-end'], 'true');
      // Changes that this watch does not show: without any, the real server has no new place to mark.
      for (const replicas of [3, 2])
        await client().ask('PATCH', `${deploymentsOf(namespace)}/${deployment}/scale`, {
          body: { spec: { replicas } },
          contentType: 'application/merge-patch+json',
        });
      const marks = (await lines.rest()).map((line) => JSON.parse(line) as WatchLine);
      assert.ok(marks.length > 0);
      for (const mark of marks) {
        assert.equal(mark.type, 'BOOKMARK');
        assert.deepEqual(Object.keys(record(mark.object, 'metadata')), ['resourceVersion']);
      }
      assert.ok(versionOf(marks.at(-1)) > versionOf(beginning));
    });

    it('sends no bookmark that nobody asked for', async () => {
      const { talking } = client().subject;
      const lines = await client().lines(
        `${pods()}?watch=1&fieldSelector=metadata.name=${talking}&timeoutSeconds=1`,
      );
      assert.ok((await lines.rest()).every((line) => !line.includes('"BOOKMARK"')));
    });

    it('streams a list on request, closed by an annotated bookmark', async () => {
      const { talking } = client().subject;
      const query = `watch=1&fieldSelector=metadata.name=${talking}&sendInitialEvents=true`;
      const lines = await client().lines(
        `${pods()}?${query}&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
      );
      assert.equal((await nextEvent(lines))?.type, 'ADDED');
      assert.equal(
        at((await nextEvent(lines))?.object, 'metadata', 'annotations', 'k8s.io/initial-events-end'),
        'true',
      );
      lines.close();
      assert.equal((await client().get(`${pods()}?${query}`)).status, 422);
    });

    it('shows metadata only, where that is asked for', async () => {
      const { talking } = client().subject;
      const lines = await client().lines(`${pods()}?watch=1&fieldSelector=metadata.name=${talking}`, {
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      });
      const event = await nextEvent(lines);
      assert.deepEqual(Object.keys(event?.object ?? {}), ['kind', 'apiVersion', 'metadata']);
      assert.equal(text(event?.object, 'kind'), 'PartialObjectMetadata');
      lines.close();
    });

    it('refuses what it cannot read', async () => {
      refused(
        await client().get(`${pods()}?watch=1&timeoutSeconds=foo`),
        400,
        'BadRequest',
        'strconv.ParseInt: parsing "foo": invalid syntax',
      );
      refused(
        await client().get(`${pods()}?watch=1&labelSelector=((`),
        400,
        'BadRequest',
        "found '(', expected: !, identifier, or 'end of string'",
      );
      refused(
        await client().get('/api/v1/nopes?watch=1'),
        404,
        'NotFound',
        'the server could not find the requested resource',
        {},
      );
    });
  });
}

/** Last of all: controllers take their time to come back to a server that was started anew. */
export function forgetting(client: () => ContractClient): void {
  const pods = () => podsOf(client().subject.namespace);

  describe('forgetting', () => {
    it('says inside the answer that a version is too old', async function () {
      const { subject } = client();
      if (!subject.forget) return this.skip();
      const version = text((await client().get(pods())).json, 'metadata', 'resourceVersion') ?? '';
      await subject.forget();
      const lines = await client().lines(`${pods()}?watch=1&resourceVersion=${Number(version) - 1}`);
      assert.equal(lines.response.statusCode, 200);
      const event = await nextEvent(lines);
      assert.equal(event?.type, 'ERROR');
      const { message, ...status } = event.object;
      assert.match(String(message), /^too old resource version: \d+ \(\d+\)$/);
      assert.deepEqual(status, {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        reason: 'Expired',
        code: 410,
      });
      assert.equal(await nextEvent(lines), undefined);
    });
  });
}
