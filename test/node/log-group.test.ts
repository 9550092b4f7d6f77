import assert from 'node:assert/strict';
import { DisposableStore } from '../../src/common/disposable.ts';
import { groupLog, type GroupSource } from '../../src/k8s/streams/group-log.ts';
import { ownRoster } from '../../src/k8s/streams/pod-roster.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { apiOf } from './cluster-access.ts';
import { cutWire, type CutWire } from './cut-wire.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'log-group';
/**
 * The usual run takes half a minute. `PORTHOLE_LONG=1`: forty containers with 200 lines a second each for three minutes, and a fault
 * every five seconds; `PORTHOLE_LONG_PODS=10` with less of them, for a machine that has no room for twenty.
 */
const SIZE =
  process.env['PORTHOLE_LONG'] === '1'
    ? {
        pods: Number(process.env['PORTHOLE_LONG_PODS'] ?? 20),
        lines: 36_000,
        restartEvery: 3_000,
        faultMs: 5_000,
        minutes: 15,
      }
    : { pods: 4, lines: 2_000, restartEvery: 800, faultMs: 3_000, minutes: 2 };

/** Numbers its lines, fifty in each quarter of a second; dies once on the way, and goes on where it was. */
const COUNTER = (restartAt: number): string => `
n=$(cat /state/$NAME 2>/dev/null || echo 0)
while [ $n -lt ${SIZE.lines} ]; do
  k=0
  while [ $k -lt 50 ]; do echo "line $n"; n=$((n+1)); k=$((k+1)); done
  echo $n > /state/$NAME
  if [ $n -eq ${restartAt} ]; then exit 3; fi
  sleep 0.25
done`;

describe('the log of a group of real pods', function () {
  this.timeout(SIZE.minutes * 60_000);
  let node: RealNode;
  let api: ClusterApi;
  let wire: CutWire;
  const owned = new DisposableStore();
  const stop = new AbortController();

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    await node.namespace(NAMESPACE);
    wire = await cutWire(node.plane.admin.kubeconfig, node.plane.folder);
    api = owned.own(await apiOf(wire.kubeconfig));
  });
  after(async () => {
    stop.abort();
    owned.dispose();
    await wire.stop();
  });

  function pod(index: number): object {
    const container = (name: string, restartAt: number): object => ({
      name,
      image: node.images.busybox,
      imagePullPolicy: 'IfNotPresent',
      env: [{ name: 'NAME', value: name }],
      command: ['sh', '-c', COUNTER(restartAt)],
      volumeMounts: [{ name: 'state', mountPath: '/state' }],
    });
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `count-${index}`, namespace: NAMESPACE, labels: { app: 'count' } },
      spec: {
        nodeSelector: node.selector,
        terminationGracePeriodSeconds: 0,
        restartPolicy: 'OnFailure',
        volumes: [{ name: 'state', emptyDir: {} }],
        // One of the two in every other pod is restarted on the way, one after the other.
        containers: [
          container('a', index % 2 === 0 ? SIZE.restartEvery * (1 + index / 2) : -1),
          container('b', -1),
        ],
      },
    };
  }

  it('is whole, once each and in order, whatever breaks meanwhile', async function () {
    const pods = Array.from({ length: SIZE.pods }, (_, index) => pod(index));
    await node.plane.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods }));
    const received = new Map<string, number[]>();
    const marks = new Map<string, number>();
    let sources: readonly GroupSource[] = [];
    const faults: string[] = [];
    const isOver = { now: false };
    const breaking = breakThings(isOver, faults);
    const events = groupLog(
      api,
      {
        namespace: NAMESPACE,
        choice: { by: 'labels', selector: 'app=count' },
        containers: 'all',
        roster: ownRoster(api, NAMESPACE, { labelSelector: 'app=count' }, (error) => {
          throw error;
        }),
        log: { follow: true },
        waitForMore: true,
      },
      stop.signal,
    );
    let ended = 0;
    const begun = performance.now();
    for await (const event of events) {
      if (event.kind === 'sources') sources = event.sources;
      else if (event.kind === 'failed') throw event.error;
      else if (event.kind === 'lines')
        for (const { source, text } of event.lines) {
          const { pod: name, container } = sources[source] ?? { pod: '?', container: '?' };
          const numbers = received.get(`${name}/${container}`) ?? [];
          numbers.push(Number(text.slice('line '.length)));
          received.set(`${name}/${container}`, numbers);
        }
      else if (event.kind === 'mark') {
        const { mark } = event;
        marks.set(mark.kind, (marks.get(mark.kind) ?? 0) + 1);
        if (mark.kind === 'ended') ended += 1;
        if (ended === SIZE.pods * 2) break;
      }
    }
    isOver.now = true;
    await breaking;
    const seconds = (performance.now() - begun) / 1000;
    const rate = Math.round((SIZE.pods * 2 * SIZE.lines) / seconds);
    console.log(
      `      ${received.size} sources, ${SIZE.lines} lines each, in ${Math.round(seconds)} s (${rate} lines/s); faults: ${faults.join(', ')}; marks: ${JSON.stringify(Object.fromEntries(marks))}`,
    );
    assert.equal(received.size, SIZE.pods * 2);
    const whole = Array.from({ length: SIZE.lines }, (_, n) => n);
    for (const [name, numbers] of received) assert.deepEqual(differences(numbers, whole), [], name);
    assert.equal(marks.get('gap'), undefined, 'nothing is missing, and nothing is said to be');
    assert.equal(marks.get('restarted'), SIZE.pods / 2);
    assert.ok(faults.includes('API server'), 'it was broken while it was read');
    assert.ok(faults.includes('connections'));
  });

  /** Cuts all connections, and each third time kills the API server, until it is over. */
  async function breakThings(isOver: { readonly now: boolean }, faults: string[]): Promise<void> {
    for (let n = 1; ; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, SIZE.faultMs));
      if (isOver.now) return;
      if (n % 3 === 2) {
        faults.push('API server');
        await node.plane.apiServer.kill();
        await node.plane.apiServer.start();
      } else {
        faults.push('connections');
        wire.cut();
      }
    }
  }
});

/** The first places where the two lists part, in words. */
function differences(numbers: readonly number[], whole: readonly number[]): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < Math.max(numbers.length, whole.length) && found.length < 5; index += 1)
    if (numbers[index] !== whole[index])
      found.push(`place ${index}: ${numbers[index] ?? 'nothing'} instead of ${whole[index] ?? 'nothing'}`);
  return found;
}
