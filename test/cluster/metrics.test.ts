import assert from 'node:assert/strict';
import { readPodUsage, type UsageAnswer } from '../../src/k8s/metrics/pod-usage.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { apiOf } from '../node/cluster-access.ts';

/** Registered, and nothing behind it: what a cluster shows whose metrics server does not run. */
const REGISTERED = JSON.stringify({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1beta1.metrics.k8s.io' },
  spec: {
    service: { name: 'metrics-server', namespace: 'kube-system' },
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    insecureSkipTLSVerify: true,
  },
});

describe('what a pod uses, on a real API server', function () {
  this.timeout(120_000);
  let plane: ControlPlane;
  before(async () => {
    plane = await startControlPlane();
    await plane.kubectl(['create', 'namespace', 'team-a']);
  });
  after(() => plane.stop());

  async function ask(kubeconfig: string): Promise<UsageAnswer> {
    const api = await apiOf(kubeconfig);
    try {
      return await readPodUsage(api, { namespace: 'team-a', name: 'train-0' }, AbortSignal.timeout(20_000));
    } finally {
      api.dispose();
    }
  }

  it('is not offered without a metrics server', async () => {
    assert.deepEqual(await ask(plane.admin.kubeconfig), { state: 'not-offered' });
  });

  it('is not offered where the metrics server is registered and does not run', async () => {
    await plane.apply(REGISTERED);
    const answer = await plane.waitFor('the registration', async () => {
      const path = '/apis/metrics.k8s.io/v1beta1';
      const served = await plane.kubectl(['get', '--raw', path]).then(String, String);
      return /unable to handle the request|ServiceUnavailable/.test(served) || undefined;
    });
    assert.ok(answer);
    assert.deepEqual(await ask(plane.admin.kubeconfig), { state: 'not-offered' });
  });

  it('is not allowed for somebody who may see pods and no measurements', async () => {
    const { kubeconfig } = await plane.namespacedUser('team-a', 'ana', [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    assert.deepEqual(await ask(kubeconfig), { state: 'not-allowed' });
  });
});
