import assert from 'node:assert/strict';
import { at, text } from '../common/json.ts';
import { ContractClient, type Lines } from '../../test/contract/client.ts';
import { refused } from '../../test/contract/expectations.ts';
import type { ContractSubject } from '../../test/contract/subject.ts';
import { startSampleCluster, type SampleCluster } from './sample-cluster.ts';

const PODS = '/api/v1/namespaces/team-a/pods';

describe('faults of the sample cluster', () => {
  let cluster: SampleCluster;
  let client: ContractClient;
  const clientNow = () =>
    new ContractClient({
      server: cluster.server,
      token: cluster.token,
      namespace: cluster.namespace,
    } as ContractSubject);

  beforeEach(async () => {
    cluster = await startSampleCluster({ speed: 10 });
    client = clientNow();
  });

  afterEach(() => cluster.dispose());

  const watch = async (): Promise<Lines> => {
    const lines = await client.lines(`${PODS}?watch=1`);
    await lines.next();
    return lines;
  };

  it('lets nobody in without the token', async () => {
    for (const token of ['', 'x', `${cluster.token}x`])
      refused(await client.get(PODS, { token }), 401, 'Unauthorized', 'Unauthorized');
    refused(await client.get('/healthz', { token: '' }), 401, 'Unauthorized', 'Unauthorized');
  });

  it('refuses as often as it is told to, and says when to come again', async () => {
    cluster.faults.refuse(429, { retryAfter: 2, times: 1 });
    const answer = await client.get(PODS);
    refused(answer, 429, 'TooManyRequests', 'refused by the sample cluster', { retryAfterSeconds: 2 });
    assert.equal(answer.headers['retry-after'], '2');
    assert.equal((await client.get(PODS)).status, 200);
    cluster.faults.refuse(503);
    assert.equal((await client.get(PODS)).status, 503);
    assert.equal((await client.get(PODS)).status, 503);
    cluster.faults.clear();
    assert.equal((await client.get(PODS)).status, 200);
  });

  it('refuses port-forwards as well', async () => {
    cluster.faults.refuse(503, { times: 1 });
    const answer = await client.socket(`${PODS}/x/portforward?ports=1`, ['v4.channel.k8s.io']);
    assert.ok('status' in answer && answer.status === 503);
  });

  it('answers addresses that are none, and stays up', async () => {
    assert.equal((await client.get('/./nope')).status, 404);
    assert.equal((await client.get('/api/v1/namespaces/%ff/pods')).status, 400);
  });

  it('cuts every connection', async () => {
    const lines = await watch();
    cluster.faults.cutAll();
    await lines.rest();
    assert.equal(lines.ended, 'broken');
    assert.equal((await client.get(PODS)).status, 200);
  });

  it('breaks an answer with bytes that are no chunk', async () => {
    const lines = await watch();
    cluster.faults.malformedChunk();
    await lines.rest();
    assert.equal(lines.ended, 'broken');
  });

  it('leaves a connection open without a word, while new ones work', async () => {
    const lines = await watch();
    for (let line = ''; !line.includes('tune-lr'); line = (await lines.next()) ?? '');
    cluster.faults.halfOpen();
    let heard = 0;
    lines.response.on('data', () => (heard += 1));
    const [name = ''] = (
      (await client.get(`${PODS}?labelSelector=app=api`)).json as { items: { metadata: { name: string } }[] }
    ).items.map((pod) => pod.metadata.name);
    const other = await watch();
    assert.equal((await client.ask('DELETE', `${PODS}/${name}`)).status, 200);
    await other.until((line) => (line.includes('"DELETED"') ? line : undefined));
    assert.equal(heard, 0);
    assert.equal(lines.ended, undefined);
    lines.close();
    other.close();
  });

  it('ends watches with 410 when history is lost, and refuses old versions and tokens', async () => {
    const page = await client.get(`${PODS}?limit=2`);
    const token = encodeURIComponent(text(page.json, 'metadata', 'continue') ?? '');
    const lines = await watch();
    cluster.faults.gone();
    const last = (await lines.rest()).at(-1);
    assert.equal(at(JSON.parse(last ?? '{}'), 'object', 'code'), 410);
    const late = await client.get(`${PODS}?limit=2&continue=${token}`);
    assert.equal(late.status, 410);
    assert.equal(text(late.json, 'reason'), 'Expired');
    const goOn = encodeURIComponent(text(late.json, 'metadata', 'continue') ?? '');
    assert.equal((await client.get(`${PODS}?limit=2&continue=${goOn}`)).status, 200);
  });

  it('refuses an expired token and takes the new one', async () => {
    cluster.faults.expireToken();
    assert.equal((await client.get(PODS)).status, 401);
    assert.equal((await clientNow().get(PODS)).status, 200);
  });

  it('answers later when it is to be slow', async () => {
    cluster.faults.slow(120);
    const begun = performance.now();
    await client.get('/version');
    assert.ok(performance.now() - begun >= 119);
  });
});
