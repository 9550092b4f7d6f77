import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { at, list, number, text, type Json } from '../common/json.ts';
import { Channels, ContractClient } from '../../test/contract/client.ts';
import type { ContractSubject } from '../../test/contract/subject.ts';
import { startSampleCluster, type SampleCluster, type SampleOptions } from './sample-cluster.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-15T10:00:00Z');

describe('story of the sample cluster', () => {
  const open: SampleCluster[] = [];

  /** The cluster, and questions to it. `pass` moves its clock, which stands still otherwise. */
  async function start(options: SampleOptions = {}) {
    let now = NOW;
    const cluster = await startSampleCluster({ now: () => now, ...options });
    open.push(cluster);
    const { server, token, namespace } = cluster;
    const client = new ContractClient({ server, token, namespace } as ContractSubject);
    const items = async (path: string): Promise<readonly Json[]> =>
      list((await client.get(path)).json, 'items');
    const podNamed = async (prefix: string): Promise<Json> =>
      (await items('/api/v1/pods')).find((pod) => text(pod, 'metadata', 'name')?.startsWith(prefix));
    const log = async (pod: Json, query = ''): Promise<string> =>
      (await client.get(`/api/v1/namespaces/team-a/pods/${text(pod, 'metadata', 'name') ?? ''}/log?${query}`))
        .text;
    return {
      cluster,
      client,
      items,
      podNamed,
      log,
      pass: (milliseconds: number) => void (now += milliseconds),
    };
  }

  afterEach(() => {
    for (const cluster of open.splice(0)) cluster.dispose();
  });

  it('has a user’s namespace and a shared one, and both GPUs in use', async () => {
    const { items } = await start();
    assert.deepEqual(
      (await items('/api/v1/namespaces')).map((one) => text(one, 'metadata', 'name')),
      ['team-a', 'team-shared'],
    );
    const nodes = await items('/api/v1/nodes');
    assert.equal(nodes.length, 3);
    assert.deepEqual(
      nodes.map((node) => at(node, 'status', 'allocatable', 'nvidia.com/gpu')),
      [undefined, '1', '1'],
    );
    const holders = (await items('/api/v1/pods')).filter(
      (pod) =>
        at(pod, 'spec', 'containers', 0, 'resources', 'requests', 'nvidia.com/gpu') === '1' &&
        text(pod, 'spec', 'nodeName') !== undefined,
    );
    assert.deepEqual(holders.map((pod) => text(pod, 'spec', 'nodeName')).sort(), ['gpu-1', 'gpu-2']);
  });

  it('has a training job that was killed for memory five times and waits for the next try', async () => {
    const { podNamed, log, items } = await start();
    const pod = await podNamed('train-llama');
    const container = at(pod, 'status', 'containerStatuses', 0);
    assert.equal(number(container, 'restartCount'), 4);
    assert.equal(text(container, 'state', 'waiting', 'reason'), 'CrashLoopBackOff');
    assert.match(
      text(container, 'state', 'waiting', 'message') ?? '',
      /^back-off 1m20s restarting failed container=main pod=train-llama-\w+_team-a\(\S+\)$/,
    );
    assert.equal(text(container, 'lastState', 'terminated', 'reason'), 'OOMKilled');
    assert.equal(number(container, 'lastState', 'terminated', 'exitCode'), 137);
    const lived =
      Date.parse(text(container, 'lastState', 'terminated', 'finishedAt') ?? '') -
      Date.parse(text(container, 'lastState', 'terminated', 'startedAt') ?? '');
    assert.equal(lived, 6 * MINUTE);
    const printed = (await log(pod)).trimEnd().split('\n');
    assert.equal(printed.at(-1), 'Killed');
    assert.match(printed.at(-2) ?? '', /shard 8\/9/);
    assert.ok(printed.some((line) => line.includes('\r') && line.includes('%|')));
    assert.equal(await log(pod, 'previous=true'), await log(pod));
    const job = (await items('/apis/batch/v1/namespaces/team-a/jobs')).find(
      (one) => text(one, 'metadata', 'name') === 'train-llama',
    );
    assert.equal(number(job, 'status', 'active'), 1);
  });

  it('goes on: the training runs again, and is killed again', async () => {
    const { podNamed, pass } = await start();
    pass(2 * MINUTE);
    const running = at(await podNamed('train-llama'), 'status', 'containerStatuses', 0);
    assert.equal(number(running, 'restartCount'), 5);
    assert.notEqual(at(running, 'state', 'running'), undefined);
    pass(6 * MINUTE);
    const waiting = at(await podNamed('train-llama'), 'status', 'containerStatuses', 0);
    assert.match(text(waiting, 'state', 'waiting', 'message') ?? '', /^back-off 2m40s /);
  });

  it('has an image that cannot be found, in the words of the runtime', async () => {
    const { podNamed, items, log } = await start();
    const pod = await podNamed('nightly-features');
    const reason = text(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason') ?? '';
    assert.ok(['ErrImagePull', 'ImagePullBackOff'].includes(reason));
    assert.match(
      text(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'message') ?? '',
      /code = NotFound desc = failed to pull and unpack image .*: not found$/,
    );
    assert.match(await log(pod), /is waiting to start: /);
    const events = await items(
      `/api/v1/namespaces/team-a/events?fieldSelector=involvedObject.name=${text(pod, 'metadata', 'name') ?? ''}`,
    );
    const failed = events.find((event) => text(event, 'message')?.startsWith('Failed to pull image'));
    assert.ok((number(failed, 'count') ?? 0) > 3);
    assert.ok(NOW - Date.parse(text(failed, 'lastTimestamp') ?? '') < 6 * MINUTE);
  });

  it('keeps events for an hour, all of them before now', async () => {
    const { items } = await start();
    const events = await items('/api/v1/events');
    assert.ok(events.length > 20);
    for (const event of events) {
      const last = Date.parse(
        text(event, 'lastTimestamp') ??
          text(event, 'series', 'lastObservedTime') ??
          text(event, 'eventTime') ??
          '',
      );
      assert.ok(last <= NOW && last > NOW - 61 * MINUTE, JSON.stringify(event));
    }
  });

  it('has notebooks as the hub makes them: two that run, one that waits', async () => {
    const { items } = await start();
    const notebooks = await items('/api/v1/namespaces/team-a/pods?labelSelector=component=singleuser-server');
    assert.deepEqual(
      notebooks.map((pod) => [
        at(pod, 'metadata', 'annotations', 'hub.jupyter.org/username'),
        text(pod, 'status', 'phase'),
      ]),
      [
        ['ana', 'Running'],
        ['ben', 'Running'],
        ['carla', 'Pending'],
      ],
    );
    const claims = (await items('/api/v1/namespaces/team-a/persistentvolumeclaims')).map((claim) =>
      text(claim, 'metadata', 'name'),
    );
    for (const pod of notebooks)
      assert.ok(claims.includes(text(pod, 'spec', 'volumes', 0, 'persistentVolumeClaim', 'claimName')));
  });

  it('lets somebody else start a notebook: scheduled, downloading, starting, ready', async () => {
    const { podNamed, pass } = await start();
    assert.equal(await podNamed('jupyter-dana'), undefined);
    pass(27_000);
    assert.equal(
      text(await podNamed('jupyter-dana'), 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason'),
      'ContainerCreating',
    );
    pass(18_500);
    const starting = at(await podNamed('jupyter-dana'), 'status', 'containerStatuses', 0);
    assert.deepEqual([at(starting, 'started'), at(starting, 'ready')], [true, false]);
    pass(6_000);
    assert.equal(at(await podNamed('jupyter-dana'), 'status', 'containerStatuses', 0, 'ready'), true);
  });

  it('lets workers finish until their job is complete', async () => {
    const { items, pass } = await start();
    const job = async () =>
      (await items('/apis/batch/v1/namespaces/team-a/jobs')).find(
        (one) => text(one, 'metadata', 'name') === 'tune-lr',
      );
    const before = number(await job(), 'status', 'succeeded') ?? 0;
    pass(6 * MINUTE);
    assert.ok((number(await job(), 'status', 'succeeded') ?? 0) > before);
    pass(60 * MINUTE);
    const done = await job();
    assert.equal(number(done, 'status', 'succeeded'), 12);
    assert.equal(text(done, 'status', 'conditions', 1, 'type'), 'Complete');
    assert.equal(at(done, 'status', 'active'), undefined);
  });

  it('counts in its quota what its pods ask for', async () => {
    const { items } = await start();
    const used = at((await items('/api/v1/namespaces/team-a/resourcequotas'))[0], 'status', 'used');
    assert.equal(at(used, 'requests.nvidia.com/gpu'), '3');
    assert.equal(at(used, 'limits.memory'), '99072Mi');
  });

  it('puts addresses of ready pods behind its services', async () => {
    const { items } = await start();
    const slices = await items(
      '/apis/discovery.k8s.io/v1/namespaces/team-a/endpointslices?labelSelector=kubernetes.io/service-name=proxy-public',
    );
    assert.equal(at(slices[0], 'endpoints', 0, 'conditions', 'ready'), true);
    assert.equal(number(slices[0], 'ports', 0, 'port'), 8000);
  });

  it('keeps Helm’s records as Helm does', async () => {
    const { items } = await start();
    const [secret] = (
      await items('/api/v1/namespaces/team-a/secrets?fieldSelector=type=helm.sh/release.v1')
    ).filter((one) => text(one, 'metadata', 'name')?.includes('jupyterhub'));
    const packed = Buffer.from(text(secret, 'data', 'release') ?? '', 'base64').toString();
    const release = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as Json;
    assert.equal(text(release, 'chart', 'metadata', 'name'), 'jupyterhub');
    assert.equal(text(release, 'info', 'status'), 'deployed');
  });

  it('answers a page that says what it is, through a forward', async () => {
    const { client, podNamed } = await start();
    const proxy = text(await podNamed('proxy'), 'metadata', 'name') ?? '';
    const channels = await client.socket(`/api/v1/namespaces/team-a/pods/${proxy}/portforward?ports=8000`, [
      'v4.channel.k8s.io',
    ]);
    assert.ok(channels instanceof Channels);
    await channels.next();
    await channels.next();
    channels.send(0, 'GET /hub/home HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    let page = '';
    while (!page.includes('</html>')) page += (await channels.next()).bytes.toString();
    assert.match(page, /JupyterHub of the sample cluster/);
    assert.match(page, /A real JupyterHub would be here/);
    channels.send(0, 'GET /hub/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    assert.match((await channels.next()).bytes.toString(), /^HTTP\/1\.1 200 /);
    channels.socket.close();
    await channels.closed;
  });

  it('ends a forward when its pod is replaced', async () => {
    const { client, podNamed } = await start({ now: Date.now, speed: 50 });
    const proxy = text(await podNamed('proxy'), 'metadata', 'name') ?? '';
    const channels = await client.socket(`/api/v1/namespaces/team-a/pods/${proxy}/portforward?ports=8000`, [
      'v4.channel.k8s.io',
    ]);
    assert.ok(channels instanceof Channels);
    await client.ask('DELETE', `/api/v1/namespaces/team-a/pods/${proxy}`);
    assert.equal(await channels.closed, 1000);
  });

  it('tells the same story for the same clock and dice, under a new token', async () => {
    const dice = () => {
      let state = 7;
      return () => (state = (state * 16807) % 2147483647) / 2147483647;
    };
    const one = await start({ random: dice() });
    const other = await start({ random: dice() });
    assert.deepEqual(await one.items('/api/v1/pods'), await other.items('/api/v1/pods'));
    assert.notEqual(one.cluster.token, other.cluster.token);
  });

  it('writes a kubeconfig that leads to it', async () => {
    const { cluster } = await start();
    const { parse } = await import('yaml');
    const config = parse(cluster.kubeconfig()) as Json;
    assert.equal(text(config, 'clusters', 0, 'cluster', 'server'), cluster.server);
    assert.equal(text(config, 'users', 0, 'user', 'token'), cluster.token);
    assert.equal(text(config, 'contexts', 0, 'context', 'namespace'), 'team-a');
    assert.equal(text(config, 'current-context'), text(config, 'contexts', 0, 'name'));
  });

  it('has a timer only while somebody is connected', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { client, cluster } = await start({ now: Date.now });
    await new Promise((resolve) => setImmediate(resolve)); // mocha's own timer of this test is there by now
    const alone = timers();
    const watching = await client.lines('/api/v1/pods?watch=1');
    await watching.next();
    assert.ok(timers() > alone);
    const gone = new Promise((resolve) => watching.response.once('close', resolve));
    cluster.faults.cutAll();
    await gone;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(timers(), alone);
  });

  it('leaves no handle behind when it is disposed in the middle of everything', async () => {
    const before = process.getActiveResourcesInfo().length;
    for (let round = 0; round < 20; round += 1) {
      const { cluster, client } = await start({ now: Date.now });
      const watching = await client.lines('/api/v1/pods?watch=1');
      await watching.next();
      cluster.dispose();
      await watching.rest().catch(() => []);
      if (!watching.response.closed) await new Promise((resolve) => watching.response.once('close', resolve));
    }
    assert.ok(
      process.getActiveResourcesInfo().length <= before + 1,
      process.getActiveResourcesInfo().join(' '),
    );
  });
});
