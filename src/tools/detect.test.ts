import assert from 'node:assert/strict';
import type { JsonRecord } from '../common/json.ts';
import { deployment, detect, pod, service } from './testing/objects.ts';

const hubLabels = {
  app: 'jupyterhub',
  component: 'hub',
  release: 'jh',
  chart: 'jupyterhub-3.3.8',
  heritage: 'Helm',
};
const proxyLabels = { ...hubLabels, component: 'proxy' };
function jupyterHub(
  options: {
    hubReady?: number;
    hubWanted?: number;
    wanted?: number;
    probe?: string;
    ports?: JsonRecord[];
  } = {},
): JsonRecord[] {
  const wanted = options.wanted ?? 1;
  const hubWanted = options.hubWanted ?? wanted;
  return [
    service('hub', hubLabels, { app: 'jupyterhub', component: 'hub', release: 'jh' }, [
      { name: 'hub', port: 8081, targetPort: 'http' },
    ]),
    service(
      'proxy-public',
      { ...hubLabels, component: 'proxy-public' },
      { component: 'proxy', release: 'jh' },
      options.ports ?? [{ name: 'http', port: 80, targetPort: 'http' }],
    ),
    service(
      'proxy-api',
      { ...hubLabels, component: 'proxy-api' },
      { component: 'proxy', app: 'jupyterhub', release: 'jh' },
      [{ port: 8001, targetPort: 'api' }],
    ),
    deployment('hub', hubLabels, {
      image: 'quay.io/jupyterhub/k8s-hub:3.3.8',
      wanted: hubWanted,
      ready: options.hubReady ?? hubWanted,
      probe: options.probe ?? '/hub/health',
    }),
    deployment('proxy', proxyLabels, { image: 'quay.io/jupyterhub/configurable-http-proxy:4.6.1', wanted }),
  ];
}

describe('finding tools', () => {
  it('shows a JupyterHub as one tool that opens at its public proxy', () => {
    const tools = detect(
      ...jupyterHub(),
      pod('jupyter-ana', { app: 'jupyterhub', component: 'singleuser-server', release: 'jh' }),
    );
    assert.equal(tools.length, 1);
    const [hub] = tools;
    assert.ok(hub);
    assert.deepEqual([hub.tool, hub.name, hub.version, hub.state], ['jupyterhub', 'jh', '3.3.8', 'ready']);
    assert.deepEqual(hub.release, { name: 'jh', chart: 'jupyterhub-3.3.8' });
    const main = hub.endpoints[0];
    assert.ok(main);
    assert.deepEqual(
      [main.id, main.service, main.port, main.scheme, main.path, main.health],
      ['ui', 'proxy-public', 80, 'http', '/hub/home', '/hub/health'],
    );
    assert.equal(hub.endpoints.find((endpoint) => endpoint.id === 'hub-api')?.service, 'hub');
  });

  it('takes no single-user server for a tool or for a part of the hub', () => {
    const tools = detect(
      ...jupyterHub(),
      pod(
        'jupyter-ana',
        { app: 'jupyterhub', component: 'singleuser-server', release: 'jh' },
        { ready: false, command: ['jupyter-lab'] },
      ),
    );
    assert.deepEqual(
      tools.map((tool) => [tool.tool, tool.state, tool.pods]),
      [['jupyterhub', 'ready', []]],
    );
  });

  it('says that JupyterHub is down when its hub is, though the proxy answers', () => {
    const [hub] = detect(...jupyterHub({ hubReady: 0 }));
    assert.deepEqual([hub?.state, hub?.missing], ['down', { part: 'hub', wantedPods: 1 }]);
  });

  it('says which part was switched off when the others still run', () => {
    const [hub] = detect(...jupyterHub({ hubWanted: 0 }));
    assert.deepEqual([hub?.state, hub?.missing], ['down', { part: 'hub', wantedPods: 0 }]);
  });

  it('says that a tool is off when it was scaled to zero', () => {
    assert.equal(detect(...jupyterHub({ wanted: 0 }))[0]?.state, 'off');
  });

  it('reads the base URL of a hub off its probe', () => {
    const main = detect(...jupyterHub({ probe: '/team/jupyter/hub/health' }))[0]?.endpoints[0];
    assert.deepEqual([main?.path, main?.health], ['/team/jupyter/hub/home', '/team/jupyter/hub/health']);
  });

  it('takes the https port where the proxy has one', () => {
    const main = detect(
      ...jupyterHub({
        ports: [
          { name: 'https', port: 443, targetPort: 'https' },
          { name: 'http', port: 80, targetPort: 'http' },
        ],
      }),
    )[0]?.endpoints[0];
    assert.deepEqual([main?.port, main?.scheme], [443, 'https']);
  });

  const mlflowLabels = (instance: string) => ({
    'app.kubernetes.io/name': 'mlflow',
    'app.kubernetes.io/instance': instance,
  });
  const mlflow = (instance: string, options: { ready?: number; wanted?: number } = {}) => [
    service(`${instance}-mlflow`, mlflowLabels(instance), mlflowLabels(instance), [
      { name: 'http', port: 80, targetPort: 'mlflow' },
    ]),
    deployment(`${instance}-mlflow`, mlflowLabels(instance), {
      image: 'ghcr.io/mlflow/mlflow:v2.19.0',
      ...options,
    }),
  ];

  it('keeps two installations of MLflow apart', () => {
    const tools = detect(...mlflow('ml'), ...mlflow('old', { ready: 0 }));
    assert.deepEqual(
      tools.map((tool) => [tool.name, tool.version, tool.state]),
      [
        ['ml', '2.19.0', 'ready'],
        ['old', '2.19.0', 'down'],
      ],
    );
    assert.equal(tools[0]?.endpoints[0]?.port, 80);
  });

  it('gives code that names the local address', () => {
    const python = detect(...mlflow('ml'))[0]?.snippets.find((snippet) => snippet.id === 'python');
    assert.match(python?.text ?? '', /set_tracking_uri\("http:\/\/127\.0\.0\.1:5000"\)/);
  });

  it('is degraded when only some of its pods are ready', () => {
    const [tool] = detect(...mlflow('ml', { ready: 1, wanted: 2 }));
    assert.deepEqual([tool?.state, tool?.readyPods, tool?.wantedPods], ['degraded', 1, 2]);
  });

  it('leaves out the user code that runs with the labels of MLflow', () => {
    const tools = detect(
      deployment('ml-run', { ...mlflowLabels('ml'), 'app.kubernetes.io/component': 'run' }),
    );
    assert.deepEqual(tools, []);
  });

  it('finds MLflow by its command where nothing is labelled', () => {
    const tools = detect(
      service('tracking', {}, { run: 'tracking' }, [{ port: 8080, targetPort: 5000 }]),
      deployment(
        'tracking',
        { run: 'tracking' },
        { image: 'team/python:3.11', command: ['mlflow', 'server', '--port', '5000'], labels: {} },
      ),
    );
    assert.deepEqual(
      tools.map((tool) => [tool.tool, tool.name, tool.endpoints[0]?.port]),
      [['mlflow', 'tracking', 8080]],
    );
  });

  it('finds a plain Jupyter server by what it runs, and nothing by its port alone', () => {
    const lab = [
      service('lab', {}, { app: 'lab' }, [{ port: 80, targetPort: 8888 }]),
      deployment('lab', { app: 'lab' }, { command: ['jupyter-lab', '--ip=0.0.0.0'] }),
    ];
    const other = [
      service('predictor', {}, { app: 'predictor' }, [{ port: 8888, targetPort: 8888 }]),
      deployment('predictor', { app: 'predictor' }, { image: 'team/predictor:2.0' }),
    ];
    const tools = detect(...lab, ...other);
    assert.deepEqual(
      tools.map((tool) => [tool.tool, tool.name, tool.endpoints[0]?.service, tool.endpoints[0]?.path]),
      [['jupyter', 'lab', 'lab', '/lab']],
    );
  });

  it('joins the scheduler and the workers of one Dask cluster, with both of its doors', () => {
    const part = (component: string) => ({ 'dask.org/cluster-name': 'etl', 'dask.org/component': component });
    const tools = detect(
      service('etl-scheduler', part('scheduler'), part('scheduler'), [
        { name: 'tcp-comm', port: 8786, targetPort: 'tcp-comm' },
        { name: 'http-dashboard', port: 8787, targetPort: 'http-dashboard' },
      ]),
      deployment('etl-scheduler', part('scheduler'), { image: 'ghcr.io/dask/dask:2026.8.0' }),
      deployment('etl-worker', part('worker'), { image: 'ghcr.io/dask/dask:2026.8.0', wanted: 8, ready: 6 }),
    );
    assert.equal(tools.length, 1);
    const [dask] = tools;
    assert.ok(dask);
    assert.deepEqual([dask.name, dask.state, dask.readyPods, dask.wantedPods], ['etl', 'degraded', 7, 9]);
    assert.deepEqual(
      dask.endpoints.map((endpoint) => [endpoint.id, endpoint.port]),
      [
        ['dashboard', 8787],
        ['scheduler', 8786],
      ],
    );
    assert.match(dask.snippets[0]?.text ?? '', /Client\("tcp:\/\/127\.0\.0\.1:8786"\)/);
  });

  it('works from Services and pods alone when workloads may not be seen', () => {
    const labels = mlflowLabels('ml');
    const tools = detect(
      service('ml', labels, labels, [{ name: 'http', port: 5000, targetPort: 'http' }]),
      pod('ml-1', labels, { owned: true }),
    );
    assert.deepEqual(
      tools.map((tool) => [tool.name, tool.state, tool.pods]),
      [['ml', 'ready', ['ml-1']]],
    );
  });

  it('finds nothing in objects that are empty or wrong', () => {
    assert.deepEqual(
      detect(
        { kind: 'Service' },
        { kind: 'Service', metadata: { name: 'x', labels: 3 }, spec: { ports: 'no' } },
        { kind: 'Deployment', metadata: { name: 'y' }, spec: { replicas: 'many' } },
        { kind: 'Pod', metadata: { name: 'z' } },
      ),
      [],
    );
  });
});
