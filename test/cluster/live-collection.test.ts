import assert from 'node:assert/strict';
import type { Disposable } from '../../src/common/disposable.ts';
import { gatherEvidence } from '../../src/k8s/evidence/gather.ts';
import type { Collection, LiveCollection } from '../../src/k8s/live/collection.ts';
import { createLiveCollection } from '../../src/k8s/live/live-collection.ts';
import type { LiveOptions } from '../../src/k8s/live/live-options.ts';
import { podStatus } from '../../src/k8s/model/pod-status.ts';
import { PODS, type PodRecord } from '../../src/k8s/model/pod.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { apiOf } from '../node/cluster-access.ts';

const NAMESPACE = 'live';
const PODS_WANTED = 30;

const isWhole = (now: Collection<PodRecord>): boolean => now.state === 'live' && now.complete;
const countIs = (count: number) => (now: Collection<PodRecord>) =>
  now.state === 'live' && now.complete && now.items.size === count;

/** Resolves when the collection is as wanted; looks at once and at each change. */
function until(
  collection: LiveCollection<PodRecord>,
  wanted: (now: Collection<PodRecord>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let ear: Disposable | undefined;
    const look = (): boolean => {
      if (!wanted(collection.current)) return false;
      ear?.dispose();
      resolve();
      return true;
    };
    if (!look()) ear = collection.onDidChange(look);
  });
}

describe('live collection on a real API server', function () {
  this.timeout(120_000);
  let controlPlane: ControlPlane;
  let api: ClusterApi;
  const opened: Disposable[] = [];
  const unexpected: unknown[] = [];

  const open = (through: ClusterApi, options: LiveOptions = {}): LiveCollection<PodRecord> => {
    const collection = createLiveCollection(through, PODS, NAMESPACE, {
      ...options,
      onUnexpected: (error) => unexpected.push(error),
    });
    opened.push(collection);
    return collection;
  };
  const kubectl = (...args: string[]): Promise<string> => controlPlane.kubectl(['-n', NAMESPACE, ...args]);
  const remove = (...names: string[]): Promise<string> =>
    kubectl('delete', 'pod', '--force', '--grace-period=0', ...names);
  /** `name status` of each pod, as kubectl prints them and as the collection has them. */
  async function assertSameAsKubectl(collection: LiveCollection<PodRecord>): Promise<void> {
    const table = await kubectl('get', 'pods', '--no-headers');
    const printed = table
      .trim()
      .split('\n')
      .map((row) => row.split(/\s+/));
    const { current } = collection;
    assert.ok(current.state === 'live');
    const shown = [...current.items.values()].map((pod) => `${pod.name} ${podStatus(pod).status}`);
    assert.deepEqual(shown.sort(), printed.map(([name, , status]) => `${name ?? ''} ${status ?? ''}`).sort());
  }

  before(async () => {
    controlPlane = await startControlPlane();
    api = await apiOf(controlPlane.admin.kubeconfig);
    await controlPlane.kubectl(['create', 'namespace', NAMESPACE]);
    await controlPlane.waitFor('the service account', async () => {
      const found = await kubectl('get', 'serviceaccounts', '-o', 'name');
      return found.includes('default') ? true : undefined;
    });
    // No scheduler takes them: nothing changes but what the tests change.
    const items = Array.from({ length: PODS_WANTED }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pod-${index}`, namespace: NAMESPACE },
      spec: {
        schedulerName: 'nobody',
        containers: [
          {
            name: 'main',
            image: 'localhost/x:1',
            env: [{ name: 'WORD', value: 'hunter2' }],
            envFrom: [{ secretRef: { name: 'creds' } }],
          },
        ],
      },
    }));
    await controlPlane.kubectl(['create', '-f', '-'], {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    });
    await kubectl('create', 'secret', 'generic', 'creds', '--from-literal=password=hunter2');
  });

  afterEach(() => {
    for (const one of opened.splice(0)) one.dispose();
    assert.deepEqual(unexpected.splice(0), []);
  });

  after(async () => {
    api.dispose();
    await controlPlane.stop();
  });

  it('has what kubectl has, and follows what is removed', async () => {
    const collection = open(api);
    collection.observe();
    await until(collection, countIs(PODS_WANTED));
    await remove('pod-0');
    await until(collection, countIs(PODS_WANTED - 1));
    await assertSameAsKubectl(collection);
  });

  it('is stale while the server is away, and equal again after it was started anew', async () => {
    const collection = open(api);
    collection.observe();
    await until(collection, isWhole);
    await controlPlane.apiServer.kill();
    await until(collection, (now) => now.state === 'stale');
    await controlPlane.apiServer.start();
    await until(collection, isWhole);
    await remove('pod-1');
    await until(collection, countIs(PODS_WANTED - 2));
    await assertSameAsKubectl(collection);
  });

  it('lists again when the server has forgotten its place, and keeps the records that did not change', async () => {
    const collection = open(api, { lingerMs: 1 });
    const observer = collection.observe();
    await until(collection, countIs(PODS_WANTED - 2));
    const before = collection.current;
    observer.dispose();
    await until(collection, (now) => now.state === 'live' && !now.complete);
    await remove('pod-2');
    await controlPlane.apiServer.kill(); // with it goes what it remembers of the changes
    await controlPlane.apiServer.start();
    const told = new Set<string>();
    collection.onDidChange((change) => change.uids.forEach((uid) => told.add(uid)));
    collection.observe();
    await until(collection, countIs(PODS_WANTED - 3));
    assert.equal(told.size, 1, 'only the pod that went is told of');
    const { current } = collection;
    assert.ok(before.state === 'live' && current.state === 'live');
    for (const [uid, pod] of current.items) assert.equal(pod, before.items.get(uid));
  });

  it('shows a user who may list and not watch what is there, and what changes', async () => {
    const user = await controlPlane.namespacedUser(NAMESPACE, 'lister', [
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    ]);
    const theirs = await apiOf(user.kubeconfig);
    opened.push(theirs);
    const collection = open(theirs, { pollMs: 200 });
    collection.observe();
    await until(collection, countIs(PODS_WANTED - 3));
    await remove('pod-3');
    await until(collection, countIs(PODS_WANTED - 4));
  });

  it('says that a user may see nothing', async () => {
    const user = await controlPlane.namespacedUser(NAMESPACE, 'nobody', []);
    const theirs = await apiOf(user.kubeconfig);
    opened.push(theirs);
    const collection = open(theirs);
    collection.observe();
    await until(collection, (now) => now.state === 'denied');
    assert.ok(collection.current.state === 'denied' && collection.current.problem.kind === 'not-allowed');
  });

  it('gathers evidence with the names of the keys of a Secret, and not with their values', async () => {
    const { bundle } = await gatherEvidence(
      api,
      { kind: 'Pod', namespace: NAMESPACE, name: 'pod-5' },
      {},
      AbortSignal.timeout(30_000),
    );
    const secret = bundle.objects.find((object) => object['kind'] === 'Secret');
    assert.deepEqual(secret?.['data'], { password: '<set>' });
    assert.ok(!/hunter2|aHVudGVyMg/.test(JSON.stringify(bundle)));
    assert.deepEqual(bundle.notSeen, []);
  });
});
