import assert from 'node:assert/strict';
import { app, k8s, old, pod, service, workload } from './testing/installs/install.ts';
import { detect } from './testing/detect.ts';

const hub = (component: string): string =>
  old('jupyterhub', 'jh', 'jupyterhub-3.3.8', `component=${component}`);
const jupyterHubOf = (hubPods: { ready?: number; replicas?: number }) => [
  ...app('hub', hub('hub'), 'hub 8081>http', {
    run: [{ image: 'quay.io/jupyterhub/k8s-hub:3.3.8', probe: '/hub/health' }],
    ...hubPods,
  }),
  ...service('proxy-public', hub('proxy-public'), 'http 80>http', { selector: 'component=proxy release=jh' }),
  ...service('proxy-api', hub('proxy-api'), '8001>api', { selector: 'component=proxy release=jh' }),
  ...workload('proxy', hub('proxy'), { run: ['quay.io/jupyterhub/configurable-http-proxy:4.6.1'] }),
];
const jupyterHub = jupyterHubOf({});
const mlflow = (release: string, options: { ready?: number; replicas?: number } = {}) =>
  app(`${release}-mlflow`, k8s('mlflow', release, 'helm.sh/chart=mlflow-1.11.5'), 'http 80>mlflow', {
    run: [{ image: 'ghcr.io/mlflow/mlflow:v2.19.0', ports: 'mlflow 5000' }],
    ...options,
  });

// Which doors are found in what charts leave is in installs.test.ts; here, what else is said of a tool.
describe('finding tools', () => {
  it('says name, version, chart and sign of an installation, and all its doors', () => {
    const [tool, ...others] = detect(...jupyterHub);
    assert.deepEqual(others, []);
    assert.ok(tool);
    assert.deepEqual([tool.tool, tool.name, tool.version], ['jupyterhub', 'jh', '3.3.8']);
    assert.deepEqual(tool.release, { name: 'jh', chart: 'jupyterhub-3.3.8' });
    assert.deepEqual(
      tool.endpoints.map(({ id, service: name, port, path, health }) => [id, name, port, path, health]),
      [
        ['ui', 'proxy-public', 80, '/hub/home', '/hub/health'],
        ['hub-api', 'hub', 8081, '/hub/api', '/hub/health'],
      ],
    );
    assert.equal(tool.foundBy[0], 'label app=jupyterhub, component=hub on Service hub');
  });

  it('names the part that is not ready, or that was switched off while the others run', () => {
    for (const [hubPods, wantedPods] of [
      [{ ready: 0 }, 1],
      [{ replicas: 0, ready: 0 }, 0],
    ] as const) {
      const [tool] = detect(...jupyterHubOf(hubPods));
      assert.deepEqual([tool?.state, tool?.missing], ['down', { part: 'hub', wantedPods }]);
    }
  });

  it('takes no single-user server for a tool or for a part of the hub', () => {
    const ana = pod('jupyter-ana', hub('singleuser-server'), {
      bare: true,
      ready: 0,
      run: [{ image: 'jupyter/scipy-notebook:latest', command: 'jupyter-lab' }],
    });
    assert.deepEqual(
      detect(...jupyterHub, ...ana).map(({ tool, state, pods }) => [tool, state, pods]),
      [['jupyterhub', 'ready', []]],
    );
  });

  it('keeps two installations apart: names, states and pods', () => {
    const labels = k8s('mlflow', 'old');
    const tools = detect(
      ...mlflow('ml'),
      ...mlflow('old', { ready: 0 }),
      ...pod('old-mlflow-1', labels, { ready: 0 }),
    );
    assert.deepEqual(
      tools.map(({ name, version, state, pods }) => [name, version, state, pods]),
      [
        ['ml', '2.19.0', 'ready', []],
        ['old', '2.19.0', 'down', ['old-mlflow-1']],
      ],
    );
  });

  it('puts workers into the row of their server, in whatever release they are', () => {
    const worker = workload('prefect-worker', k8s('prefect-worker', 'w'), { replicas: 2, ready: 1 });
    const [tool, ...others] = detect(
      ...app('prefect-server', k8s('prefect-server', 's', '@component=server'), 'server-svc-port 4200'),
      ...worker,
    );
    assert.deepEqual(others, []);
    assert.deepEqual([tool?.name, tool?.state, tool?.readyPods, tool?.wantedPods], ['s', 'degraded', 2, 3]);
  });

  it('names the companions of a door and the local ports that people know', () => {
    const [dask] = detect(
      ...app(
        'etl-scheduler',
        'dask.org/cluster-name=etl dask.org/component=scheduler',
        'tcp-comm 8786, http-dashboard 8787',
      ),
    );
    assert.equal(dask?.name, 'etl');
    assert.deepEqual(
      dask.endpoints.map(({ id, scheme, companions, preferredLocalPort }) => [
        id,
        scheme,
        companions,
        preferredLocalPort,
      ]),
      [
        ['dashboard', 'http', ['scheduler'], 8787],
        ['scheduler', 'tcp', undefined, 8786],
      ],
    );
  });

  it('takes the local port that the page itself will ask for', () => {
    const metaflow = (address: string) =>
      detect(
        ...app('m-metaflow-ui', k8s('metaflow-ui', 'm'), 'http 8083'),
        ...app('m-metaflow-ui-static', k8s('metaflow-ui-static', 'm'), 'http 3000', {
          run: [
            { image: 'public.ecr.aws/outerbounds/metaflow_ui:v1.3.3', env: `METAFLOW_SERVICE=${address}` },
          ],
        }),
      )[0]?.endpoints.find(({ id }) => id === 'ui-backend')?.preferredLocalPort;
    assert.equal(metaflow('http://localhost:9083/api/'), 9083);
    assert.equal(metaflow('http://localhost/api/'), 80);
    assert.equal(metaflow('https://metaflow.example/api/'), 8083);
  });

  it('opens a bare pod by its own name where no Service leads to it', () => {
    const [lab] = detect(
      ...pod('lab', 'run=lab', { bare: true, run: [{ image: 'quay.io/jupyter/scipy-notebook:latest' }] }),
    );
    assert.deepEqual(
      [lab?.name, lab?.endpoints[0]?.pod, lab?.endpoints[0]?.port, lab?.endpoints[0]?.path],
      ['lab', 'lab', 8888, '/lab'],
    );
  });

  it('finds nothing in objects that are empty or wrong', () => {
    assert.deepEqual(
      detect(
        { kind: 'Service' },
        { kind: 'Service', metadata: { name: 'x', labels: 3 }, spec: { ports: 'no' } },
        { kind: 'Deployment', metadata: { name: 'y', ownerReferences: 7 }, spec: { replicas: 'many' } },
        {
          kind: 'Pod',
          metadata: { name: 'z', ownerReferences: [null] },
          spec: { containers: [{ env: 'no' }] },
        },
        { kind: 'ConfigMap', metadata: { name: 'c' }, data: ['server.insecure'] },
        { kind: 'IngressRoute', metadata: { name: 'api-r' }, spec: { routes: [{ match: 5 }] } },
      ),
      [],
    );
  });
});
