import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Json } from '../../common/json.ts';
import type { OwnerRef } from '../model/metadata.ts';
import { ClusterError } from '../problem.ts';
import type { Question } from '../session.ts';
import type { ApiRequest } from '../transport/cluster-api.ts';
import { OwnerLookup } from './owner-lookup.ts';

const NOON = Date.parse('2026-01-15T12:00:00Z');
const RAY = 'ray.io/v1';

const owner = (kind: string, name: string, apiVersion = 'apps/v1'): OwnerRef => ({
  apiVersion,
  kind,
  name,
  uid: `uid-${name}`,
  controller: true,
});
const podOf = (owners: readonly OwnerRef[], labels: Readonly<Record<string, string>> = {}) => ({
  namespace: 'team-a',
  owners,
  labels,
  createdAt: NOON,
});
const object = (name: string, ...owners: readonly OwnerRef[]): Json => ({
  metadata: { name, namespace: 'team-a', ownerReferences: owners },
});

/** A cluster in which Ray jobs own Ray clusters, and stateful sets are owned by Notebooks. */
const ANSWERS: Readonly<Record<string, Json>> = {
  '/apis/ray.io/v1': {
    resources: [
      { name: 'rayclusters', kind: 'RayCluster', namespaced: true },
      { name: 'rayclusters/status', kind: 'RayCluster', namespaced: true },
      { name: 'rayjobs', kind: 'RayJob', namespaced: true },
    ],
  },
  '/apis/ray.io/v1/namespaces/team-a/rayclusters/train-x7': object('train-x7', owner('RayJob', 'train', RAY)),
  '/apis/ray.io/v1/namespaces/team-a/rayjobs/train': object('train'),
  '/apis/apps/v1/namespaces/team-a/statefulsets': {
    items: ['ana', 'ben', 'carla', 'dana'].map((name) =>
      object(name, owner('Notebook', name, 'kubeflow.org/v1')),
    ),
  },
};

function scene(may: (question: Question) => boolean | undefined = () => true, answers = ANSWERS) {
  const asked: string[] = [];
  const unexpected: unknown[] = [];
  let now = NOON;
  const lookup = new OwnerLookup(
    {
      json: ({ path }: ApiRequest) => {
        asked.push(path);
        const answer = answers[path];
        return answer === undefined
          ? Promise.reject(new ClusterError({ kind: 'not-found', message: 'nothing here' }))
          : Promise.resolve(answer);
      },
    },
    {
      allowed: (question) => Promise.resolve(may(question)),
      onUnexpected: (error) => unexpected.push(error),
      now: () => now,
    },
  );
  const events = new EventEmitter();
  lookup.onDidChange(() => events.emit('change'));
  return {
    lookup,
    asked,
    unexpected,
    changed: () => once(events, 'change'),
    later: (milliseconds: number) => (now += milliseconds),
    top: (pod: ReturnType<typeof podOf>) => {
      const found = lookup.topOf(pod);
      return found && `${found.kind}/${found.name}`;
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

describe('who owns the owners of pods', () => {
  it('is the nearest one until the cluster has answered, then the topmost', async () => {
    const { lookup, top, changed, asked, unexpected } = scene();
    const worker = podOf([owner('RayCluster', 'train-x7', RAY)]);
    assert.equal(top(worker), 'RayCluster/train-x7');
    await changed();
    assert.equal(top(worker), 'RayJob/train');
    await settled();
    assert.equal(top(worker), 'RayJob/train');
    assert.deepEqual(asked, [
      '/apis/ray.io/v1',
      '/apis/ray.io/v1/namespaces/team-a/rayclusters/train-x7',
      '/apis/ray.io/v1/namespaces/team-a/rayjobs/train',
    ]);
    assert.deepEqual(unexpected, []);
    lookup.dispose();
  });

  it('is asked once for many pods, and in one list where there are many owners', async () => {
    const { lookup, top, changed, asked } = scene();
    const pods = ['ana', 'ben', 'carla', 'dana'].map((name) => podOf([owner('StatefulSet', name)]));
    for (let times = 0; times < 50; times += 1) for (const pod of pods) top(pod);
    await changed();
    assert.deepEqual(pods.map(top), ['Notebook/ana', 'Notebook/ben', 'Notebook/carla', 'Notebook/dana']);
    assert.deepEqual(asked, ['/apis/apps/v1/namespaces/team-a/statefulsets']);
    lookup.dispose();
  });

  it('needs no question where the name says it', async () => {
    const { lookup, top, asked } = scene();
    const minute = String(NOON / 60_000);
    assert.equal(top(podOf([owner('Job', `nightly-${minute}`, 'batch/v1')])), 'CronJob/nightly');
    await settled();
    assert.deepEqual(asked, []);
    lookup.dispose();
  });

  it('is not asked for where that is not allowed', async () => {
    const questions: Question[] = [];
    const { lookup, top, asked } = scene((question) => {
      questions.push(question);
      return false;
    });
    assert.equal(top(podOf([owner('StatefulSet', 'ana')])), 'StatefulSet/ana');
    await settled();
    assert.deepEqual(questions, [
      { verb: 'get', group: 'apps', resource: 'statefulsets', namespace: 'team-a' },
    ]);
    assert.deepEqual(asked, []);
    lookup.dispose();
  });

  it('is looked for again after a while where it was not there', async () => {
    const { lookup, top, asked, later } = scene();
    const pod = podOf([owner('StatefulSet', 'eve')]);
    top(pod);
    await settled();
    top(pod);
    await settled();
    assert.equal(asked.length, 1);
    later(6 * 60_000);
    top(pod);
    await settled();
    assert.equal(asked.length, 2);
    lookup.dispose();
  });

  it('is nothing to answers of wrong types', async () => {
    const odd = {
      '/apis/ray.io/v1': {
        resources: [null, { name: 1 }, { kind: 'RayCluster', name: 'r', namespaced: true }],
      },
      '/apis/ray.io/v1/namespaces/team-a/r/train-x7': [1],
    };
    const { lookup, top, unexpected } = scene(() => undefined, odd);
    assert.equal(top(podOf([owner('RayCluster', 'train-x7', RAY)])), 'RayCluster/train-x7');
    await settled();
    assert.deepEqual(unexpected, []);
    lookup.dispose();
  });

  it('asks nothing any more when it has ended', async () => {
    const { lookup, top, asked } = scene();
    top(podOf([owner('StatefulSet', 'ana')]));
    lookup.dispose();
    await settled();
    assert.deepEqual(asked, []);
  });
});
