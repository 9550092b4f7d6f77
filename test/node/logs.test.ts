import assert from 'node:assert/strict';
import { DisposableStore } from '../../src/common/disposable.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { followLog } from '../../src/k8s/streams/follow-log.ts';
import type { LogEvent, LogOptions, LogSource } from '../../src/k8s/streams/log-events.ts';
import { mergeLogs } from '../../src/k8s/streams/merge-logs.ts';
import { apiOf } from './cluster-access.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'logs';

/** Numbers its lines over both streams, several in one write, until there are `lines`. */
const COUNTER = (lines: number): string => `
  let n = 0;
  const timer = setInterval(() => {
    for (let k = 0; k < 10 && n < ${lines}; k += 1) (n % 7 === 6 ? console.error : console.log)('line ' + n++);
    if (n >= ${lines}) clearInterval(timer);
  }, 20);`;

describe('logs of real pods', function () {
  this.timeout(120_000);
  let node: RealNode;
  let api: ClusterApi;
  const owned = new DisposableStore();
  const stop = new AbortController();

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    await node.namespace(NAMESPACE);
    api = owned.own(await apiOf(node.plane.admin.kubeconfig));
  });
  after(() => {
    stop.abort();
    owned.dispose();
  });

  async function pod(name: string, container: object, spec: object = {}): Promise<LogSource> {
    await node.plane.apply(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: NAMESPACE },
        spec: {
          nodeSelector: node.selector,
          terminationGracePeriodSeconds: 0,
          ...spec,
          containers: [{ name: 'main', imagePullPolicy: 'IfNotPresent', ...container }],
        },
      }),
    );
    return { namespace: NAMESPACE, pod: name, container: 'main' };
  }
  const counting = (name: string, lines: number): Promise<LogSource> =>
    pod(
      name,
      { image: node.images.node, command: ['node', '-e', COUNTER(lines)] },
      { restartPolicy: 'Never' },
    );
  const follow = (source: LogSource, options: LogOptions = { follow: true }): AsyncIterable<LogEvent> =>
    followLog(api, source, options, stop.signal);

  it('come whole, once each and in order while the API server is killed twice', async () => {
    const source = await counting('counter', 4000);
    const texts: string[] = [];
    const kinds: string[] = [];
    let kills = 0;
    for await (const event of follow(source)) {
      kinds.push(event.kind);
      if (event.kind !== 'lines') continue;
      texts.push(...event.lines.map((line) => line.text));
      if (texts.length > 1000 * (kills + 1) && kills < 2) {
        kills += 1;
        await node.plane.apiServer.kill();
        await node.plane.apiServer.start();
      }
    }
    assert.equal(kills, 2);
    const numbers = texts.map((text) => Number(text.slice(5)));
    assert.equal(new Set(numbers).size, 4000);
    assert.equal(numbers.length, 4000);
    // Each stream is in order; stdout and stderr are two pipes, and the runtime may read either first.
    for (const stream of [numbers.filter((n) => n % 7 === 6), numbers.filter((n) => n % 7 !== 6)]) {
      assert.deepEqual(
        stream,
        [...stream].sort((a, b) => a - b),
      );
    }
    assert.ok(!kinds.includes('gap'));
    assert.equal(kinds.at(-1), 'ended');
  });

  it('go on over restarts of the container, and say so', async () => {
    const source = await pod('crashing', {
      image: node.images.busybox,
      command: ['sh', '-c', 'for i in 1 2 3 4 5; do echo line $i; done; sleep 1; echo last words; exit 3'],
    });
    const texts: string[] = [];
    const restarts: unknown[] = [];
    let gaps = 0;
    for await (const event of follow(source)) {
      if (event.kind === 'lines') texts.push(...event.lines.map((line) => line.text));
      if (event.kind === 'gap') gaps += 1;
      if (event.kind === 'restarted') restarts.push({ restarts: event.restarts, exitCode: event.exitCode });
      if (texts.length === 18) break;
    }
    const run = ['line 1', 'line 2', 'line 3', 'line 4', 'line 5', 'last words'];
    assert.deepEqual(texts, [...run, ...run, ...run]);
    assert.deepEqual(restarts, [
      { restarts: 1, exitCode: 3 },
      { restarts: 2, exitCode: 3 },
    ]);
    assert.equal(gaps, 0);
    const before = await all(follow(source, { previous: true }));
    assert.deepEqual(before.texts, run);
  });

  it('say what a container waits for that never started', async () => {
    const source = await pod('absent', { image: 'localhost/absent:1', imagePullPolicy: 'Never' });
    const path = 'jsonpath={.status.containerStatuses[0].state.waiting.reason}';
    await node.plane.waitFor('word of the kubelet', async () => {
      const reason = await node.plane.kubectl(['-n', NAMESPACE, 'get', 'pod', 'absent', '-o', path]);
      return reason === 'ErrImageNeverPull' || undefined;
    });
    assert.deepEqual((await all(follow(source, {}))).end, {
      reason: 'not-started',
      waiting: 'ErrImageNeverPull',
    });
    assert.deepEqual((await all(follow({ ...source, container: 'other' }, {}))).end, {
      reason: 'no-such-container',
      containers: ['main'],
    });
    assert.deepEqual((await all(follow({ ...source, pod: 'nobody' }, {}))).end, { reason: 'pod-gone' });
  });

  it('end when the pod is deleted', async () => {
    const source = await counting('doomed', 1_000_000);
    let end: unknown;
    let isDeleted = false;
    for await (const event of follow(source)) {
      if (event.kind === 'ended') end = event.end;
      if (event.kind === 'lines' && !isDeleted) {
        isDeleted = true;
        await node.plane.kubectl(['-n', NAMESPACE, 'delete', 'pod', 'doomed', '--wait=false']);
      }
    }
    assert.deepEqual(end, { reason: 'pod-gone' });
  });

  it('of several pods come merged in the order of time', async () => {
    const sources = await Promise.all([counting('left', 1000), counting('right', 1000)]);
    const times: string[] = [];
    const seen = [0, 0];
    for await (const event of mergeLogs(
      sources.map((source) => (signal) => followLog(api, source, { follow: true }, signal)),
      stop.signal,
    )) {
      if (event.kind !== 'lines') continue;
      for (const line of event.lines) {
        times.push(line.at ?? '');
        seen[line.source] = (seen[line.source] ?? 0) + 1;
      }
    }
    assert.deepEqual(seen, [1000, 1000]);
    const early = times.filter(
      (time, index) => index > 0 && Date.parse(time) < Date.parse(times[index - 1] ?? '') - 1000,
    );
    assert.equal(early.length, 0);
  });

  async function all(log: AsyncIterable<LogEvent>): Promise<{ texts: string[]; end: unknown }> {
    const texts: string[] = [];
    let end: unknown;
    for await (const event of log) {
      if (event.kind === 'lines') texts.push(...event.lines.map((line) => line.text));
      if (event.kind === 'ended') end = event.end;
    }
    return { texts, end };
  }
});
