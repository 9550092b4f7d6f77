import assert from 'node:assert/strict';
import type { JsonRecord } from '../common/json.ts';
import { families } from './testing/installs/families.ts';
import { app, k8s, old, pod, service, workload } from './testing/installs/install.ts';
import { detect } from './testing/objects.ts';

function stateOf(...objects: JsonRecord[][]): string {
  return detect(...objects.flat())
    .map(({ state, readyPods, wantedPods }) => `${state} ${readyPods}/${wantedPods}`)
    .join(', ');
}

const MLFLOW = 'ghcr.io/mlflow/mlflow:v2.19.0';
const labels = k8s('mlflow', 'ml');
const tier = (component: string) => `tier=airflow component=${component} release=a`;
const hub = (component: string) => old('jupyterhub', 'jh', 'jupyterhub-3.3.8', `component=${component}`);

describe('how a tool is', () => {
  it('is ready in every install whose pods all are', () => {
    for (const { title, objects } of families.flatMap(([, installs]) => installs)) {
      // Of these two, nothing but the Services is there.
      if (/two Spark applications/.test(title)) continue;
      // Machines pull images ahead for the users of a hub: that is nobody's outage.
      for (const { tool, name, state } of detect(...objects))
        assert.ok(state === 'ready' || state === 'off', `${title}: ${tool} ${name} is ${state}`);
    }
  });

  it('is off only where it was scaled to zero', () => {
    const off = families
      .flatMap(([, installs]) => installs)
      .filter(({ objects }) => detect(...objects).some(({ state }) => state === 'off'))
      .map(({ title }) => title);
    assert.deepEqual(off, [
      'Kubeflow notebook, stopped',
      'two Grafanas of two releases, one of them switched off',
    ]);
  });

  it('is degraded when some of its pods are not ready, and down when none behind its door is', () => {
    assert.equal(
      stateOf(app('m', labels, 'http 80', { replicas: 3, ready: 2, run: [MLFLOW] })),
      'degraded 2/3',
    );
    assert.equal(stateOf(app('m', labels, 'http 80', { replicas: 3, ready: 0, run: [MLFLOW] })), 'down 0/3');
    assert.equal(stateOf(app('m', labels, 'http 80', { replicas: 0, run: [MLFLOW] })), 'off 0/0');
  });

  it('is down when a part is that nothing works without, though its page answers', () => {
    const page = app('a-api-server', tier('api-server'), 'api-server 8080');
    assert.equal(stateOf(page, workload('a-scheduler', tier('scheduler'), { ready: 0 })), 'down 1/2');
    assert.equal(
      stateOf(
        page,
        workload('a-scheduler', tier('scheduler')),
        workload('a-triggerer', tier('triggerer'), { ready: 0 }),
      ),
      'degraded 2/3',
    );
    assert.equal(
      stateOf(
        service('proxy-public', hub('proxy-public'), 'http 80', { selector: 'component=proxy release=jh' }),
        workload('proxy', hub('proxy')),
        workload('hub', hub('hub'), { ready: 0 }),
      ),
      'down 1/2',
    );
  });

  it('is down when nothing runs behind its Service, and taken for ready where that may not be seen', () => {
    const left = service('m', labels, 'http 80');
    assert.equal(stateOf(left), 'ready 0/0');
    assert.equal(stateOf(left, workload('other', 'app=other')), 'down 0/0');
  });

  it('leaves out what it runs for its users', () => {
    assert.equal(
      stateOf(
        service('proxy-public', hub('proxy-public'), 'http 80', { selector: 'component=proxy release=jh' }),
        workload('proxy', hub('proxy')),
        workload('hub', hub('hub')),
        workload('continuous-image-puller', hub('continuous-image-puller'), {
          kind: 'DaemonSet',
          replicas: 9,
          ready: 2,
        }),
        pod('jupyter-ana', hub('singleuser-server'), { bare: true, ready: 0 }),
      ),
      'ready 2/2',
    );
  });

  it('is told by pods where no workload may be seen, or there is none', () => {
    const ray = (type: string) => `ray.io/cluster=t ray.io/node-type=${type}`;
    const head = service('t-head-svc', ray('head'), 'dashboard 8265, client 10001', { headless: true });
    const worker = pod('t-worker-1', ray('worker'), { ready: 0 });
    assert.equal(stateOf(head, pod('t-head', ray('head')), worker), 'degraded 1/2');
    assert.equal(stateOf(head, pod('t-head', ray('head'), { ready: 0 }), worker), 'down 0/2');
    assert.equal(
      stateOf(app('m', labels, 'http 80', { run: [MLFLOW] }), pod('m-1', labels, { run: [MLFLOW] })),
      'ready 1/1',
    );
  });

  it('is judged by what is behind a gateway of somebody else', () => {
    const gateway = service('istio-ingressgateway', 'app=istio-ingressgateway', 'http2 80>8080');
    const page = (ready: number) => app('centraldashboard', 'app=centraldashboard', '80>8082', { ready });
    const api = app('ml-pipeline', 'app=ml-pipeline', 'http 8888');
    assert.equal(stateOf(gateway, page(1), api), 'ready 2/2');
    assert.equal(stateOf(gateway, page(0), api), 'down 1/2');
  });
});
