import assert from 'node:assert/strict';
import type { OwnerRef } from './metadata.ts';
import { topOwner, type OwnerName } from './owner.ts';

const NOON = Date.parse('2026-01-15T12:00:00Z');
const owner = (kind: string, name: string, apiVersion = 'apps/v1', controller = true): OwnerRef => ({
  apiVersion,
  kind,
  name,
  uid: `uid-${name}`,
  controller,
});
const pod = (owners: readonly OwnerRef[], labels: Readonly<Record<string, string>> = {}) => ({
  owners,
  labels,
  createdAt: NOON,
});
const nothing = (): undefined => undefined;
const known =
  (owners: Readonly<Record<string, readonly OwnerRef[]>>) =>
  ({ name }: OwnerName) =>
    name in owners ? { owners: owners[name] ?? [] } : undefined;
const word = (found: ReturnType<typeof topOwner>): string => `${found?.kind ?? ''}/${found?.name ?? ''}`;

describe('top owner', () => {
  it('is nothing for a pod that nobody owns', () => {
    assert.equal(topOwner(pod([]), nothing), undefined);
  });

  it('goes from a pod over its ReplicaSet to the Deployment', () => {
    const find = known({ 'api-6f7': [owner('Deployment', 'api')], api: [] });
    assert.deepEqual(topOwner(pod([owner('ReplicaSet', 'api-6f7')]), find), {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'api',
      uid: 'uid-api',
    });
  });

  it('goes on through custom resources that nobody has heard of', () => {
    const find = known({
      'etl-workers': [owner('DaskWorkerGroup', 'etl-default', 'kubernetes.dask.org/v1')],
      'etl-default': [owner('DaskCluster', 'etl', 'kubernetes.dask.org/v1')],
    });
    assert.equal(word(topOwner(pod([owner('Deployment', 'etl-workers')]), find)), 'DaskCluster/etl');
  });

  it('knows the Deployment of a ReplicaSet that this user may not see', () => {
    const found = topOwner(
      pod([owner('ReplicaSet', 'my-api-6f7c')], { 'pod-template-hash': '6f7c' }),
      nothing,
    );
    assert.deepEqual(found, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'my-api', uid: undefined });
  });

  it('goes on above a Deployment that only the name of its ReplicaSet tells', () => {
    const find = known({ 'etl-scheduler': [owner('DaskCluster', 'etl', 'kubernetes.dask.org/v1')], etl: [] });
    const scheduler = pod([owner('ReplicaSet', 'etl-scheduler-6f7c')], { 'pod-template-hash': '6f7c' });
    assert.equal(word(topOwner(scheduler, find)), 'DaskCluster/etl');
  });

  it('does not take a ReplicaSet made by hand for a Deployment', () => {
    assert.equal(word(topOwner(pod([owner('ReplicaSet', 'api-6f7c')]), nothing)), 'ReplicaSet/api-6f7c');
    const find = known({ 'api-6f7c': [] });
    assert.equal(
      word(topOwner(pod([owner('ReplicaSet', 'api-6f7c')], { 'pod-template-hash': '6f7c' }), find)),
      'ReplicaSet/api-6f7c',
    );
  });

  it('knows the CronJob of a job by the minute in its name, and takes no other number for one', () => {
    const minute = String(NOON / 60_000);
    assert.equal(
      word(topOwner(pod([owner('Job', `nightly-report-${minute}`, 'batch/v1')]), nothing)),
      'CronJob/nightly-report',
    );
    assert.equal(
      word(topOwner(pod([owner('Job', 'train-20260115', 'batch/v1')]), nothing)),
      'Job/train-20260115',
    );
  });

  it('prefers the owner that looks after the pod', () => {
    const owners = [owner('ConfigMap', 'anchor', 'v1', false), owner('Job', 'train', 'batch/v1')];
    assert.equal(word(topOwner(pod(owners), nothing)), 'Job/train');
    assert.equal(
      word(topOwner(pod([owner('Workflow', 'flow', 'argoproj.io/v1alpha1', false)]), nothing)),
      'Workflow/flow',
    );
  });

  it('ends also where owners go round in a circle', () => {
    const find = known({ a: [owner('A', 'b')], b: [owner('A', 'a')] });
    assert.ok(topOwner(pod([owner('A', 'a')]), find));
  });
});
