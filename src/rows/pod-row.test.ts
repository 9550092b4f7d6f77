import assert from 'node:assert/strict';
import type { JsonRecord } from '../common/json.ts';
import type { Bundle } from '../diagnostics/bundle.ts';
import { podRowsOf } from './bundle-rows.ts';
import { podEntry } from './pod-entry.ts';
import type { PodRow } from './row.ts';

const NOW = Date.parse('2026-01-15T10:00:00Z');
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

function pod(
  status: JsonRecord,
  options: { metadata?: JsonRecord; limits?: JsonRecord; node?: string } = {},
): JsonRecord {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'train-0',
      namespace: 'team-a',
      uid: 'u1',
      creationTimestamp: ago(3600),
      ...options.metadata,
    },
    spec: {
      nodeName: options.node ?? 'n1',
      containers: [
        {
          name: 'main',
          image: 'team/train:1',
          ...(options.limits ? { resources: { limits: options.limits } } : {}),
        },
      ],
    },
    status: { startTime: ago(3600), ...status },
  };
}

const ready = (seconds: number): JsonRecord => ({
  type: 'Ready',
  status: 'True',
  lastTransitionTime: ago(seconds),
});
const container = (state: JsonRecord, more: JsonRecord = {}): JsonRecord => ({
  name: 'main',
  image: 'team/train:1',
  ready: false,
  restartCount: 0,
  state,
  ...more,
});

function row(object: JsonRecord, ...others: JsonRecord[]): PodRow {
  const bundle: Bundle = { takenAt: NOW, objects: [object, ...others], logs: [], outputs: [], notSeen: [] };
  const [found] = podRowsOf(bundle);
  assert.ok(found);
  return found;
}

describe('the row of a pod', () => {
  it('says that it runs, and since when', () => {
    const found = row(
      pod({
        phase: 'Running',
        conditions: [ready(3 * 3600)],
        containerStatuses: [container({ running: { startedAt: ago(3 * 3600) } }, { ready: true })],
      }),
    );
    assert.deepEqual(
      [found.state, found.words, found.severity, found.status, found.ready],
      ['running', 'running · 3 h', 'fine', 'Running', '1/1'],
    );
  });

  it('says that it is starting and does not alarm', () => {
    const found = row(
      pod(
        {
          phase: 'Pending',
          startTime: ago(40),
          containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })],
        },
        { metadata: { creationTimestamp: ago(40) } },
      ),
    );
    assert.deepEqual([found.state, found.words, found.severity], ['starting', 'starting · 40 s', 'fine']);
  });

  it('says how much memory was too little, and how often', () => {
    const end = { exitCode: 137, reason: 'OOMKilled', startedAt: ago(600), finishedAt: ago(300) };
    const found = row(
      pod(
        {
          phase: 'Running',
          containerStatuses: [
            container(
              { waiting: { reason: 'CrashLoopBackOff' } },
              { restartCount: 4, lastState: { terminated: end } },
            ),
          ],
        },
        { limits: { memory: '32Gi' } },
      ),
    );
    assert.deepEqual(
      [found.state, found.words, found.severity, found.cause, found.restarts],
      ['out-of-memory', 'out of memory (32 GiB) · 4 restarts', 'broken', 'oom-killed', 4],
    );
    assert.equal(found.status, 'CrashLoopBackOff');
  });

  it('says what it waits for, and how long', () => {
    const message = '0/3 nodes are available: 3 Insufficient nvidia.com/gpu.';
    const found = row(
      pod(
        {
          phase: 'Pending',
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message,
              lastTransitionTime: ago(720),
            },
          ],
        },
        { node: '', limits: { 'nvidia.com/gpu': '1' }, metadata: { creationTimestamp: ago(720) } },
      ),
    );
    assert.deepEqual(
      [found.state, found.words, found.severity],
      ['waiting', 'waiting for a GPU · 12 min', 'waiting'],
    );
  });

  it('says that an image was not found', () => {
    const message =
      'Back-off pulling image "team/train:1": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/team/train:1": failed to resolve reference "docker.io/team/train:1": docker.io/team/train:1: not found';
    const found = row(
      pod({
        phase: 'Pending',
        containerStatuses: [container({ waiting: { reason: 'ImagePullBackOff', message } })],
      }),
    );
    assert.deepEqual(
      [found.state, found.severity, found.cause],
      ['image-problem', 'broken', 'image-not-found'],
    );
    assert.match(found.words, /^image not found · /);
  });

  it('says when it finished and how long it took', () => {
    const end = { exitCode: 0, reason: 'Completed', startedAt: ago(7200 + 840), finishedAt: ago(7200) };
    const found = row(pod({ phase: 'Succeeded', containerStatuses: [container({ terminated: end })] }));
    assert.deepEqual(
      [found.state, found.words, found.severity],
      ['finished', 'finished 2 h ago · took 14 min', 'fine'],
    );
  });

  it('says that it is stopping', () => {
    const found = row(
      pod(
        {
          phase: 'Running',
          containerStatuses: [container({ running: { startedAt: ago(900) } }, { ready: true })],
        },
        { metadata: { deletionTimestamp: ago(-10), deletionGracePeriodSeconds: 30 } },
      ),
    );
    assert.deepEqual(
      [found.state, found.words, found.severity, found.status],
      ['stopping', 'stopping · 20 s', 'fine', 'Terminating'],
    );
  });

  it('names the Deployment behind a ReplicaSet', () => {
    const owned = {
      labels: { 'pod-template-hash': '5d9c' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-5d9c', uid: 'r', controller: true },
      ],
    };
    assert.equal(row(pod({ phase: 'Running' }, { metadata: owned })).owner, 'deployment/api');
  });

  it('survives a pod of which nothing is known', () => {
    const found = row({ kind: 'Pod', metadata: { name: 'x' }, status: { containerStatuses: 'broken' } });
    assert.equal(found.name, 'x');
  });
});

describe('what a live list keeps of a pod', () => {
  it('is the record alone for one that is well', () => {
    const well = podEntry(
      pod(
        {
          phase: 'Running',
          conditions: [ready(60)],
          containerStatuses: [container({ running: { startedAt: ago(60) } }, { ready: true })],
        },
        { metadata: { ownerReferences: [{ kind: 'Job', name: 'j', controller: true }] } },
      ),
    );
    assert.equal(well.object, undefined);
    assert.equal(well.facts, undefined);
  });

  it('is the object too, without its bulk, for one that is not', () => {
    const troubled = podEntry(
      pod(
        { phase: 'Pending' },
        {
          metadata: {
            managedFields: [{}],
            annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', mine: 'x' },
          },
        },
      ),
    );
    assert.deepEqual(Object.keys(troubled.object?.['metadata'] as object).includes('managedFields'), false);
    assert.deepEqual((troubled.object?.['metadata'] as JsonRecord)['annotations'], { mine: 'x' });
  });
});
