import assert from 'node:assert/strict';
import type { JsonRecord } from '../../common/json.ts';
import { deployment, detect, service, type Labels } from '../testing/objects.ts';
import { catalogue } from './catalogue.ts';

const http = (port: number, targetPort: number | string = port, name = 'http'): JsonRecord => ({
  name,
  port,
  targetPort,
});
const helm = (labels: Labels, chart: string): Labels => ({
  ...labels,
  chart,
  release: 'r1',
  heritage: 'Helm',
});
const named = (name: string, component?: string): Labels => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': 'r1',
  ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
});

/** A Service and the Deployment behind it, alike in labels. */
function pair(
  name: string,
  labels: Labels,
  ports: JsonRecord[],
  options: { image?: string; command?: string[] } = {},
): JsonRecord[] {
  return [service(name, labels, labels, ports), deployment(name, labels, options)];
}

interface Case {
  readonly title: string;
  readonly objects: readonly JsonRecord[];
  /** tool, main endpoint's id, Service, port, scheme, path */
  readonly expect: readonly [string, string, string, number, string, string];
}

const cases: readonly Case[] = [
  {
    title: 'Airflow 3, official chart',
    objects: [
      ...pair('r1-api-server', helm({ tier: 'airflow', component: 'api-server' }, 'airflow-1.22.0'), [
        http(8080, 'api-server', 'api-server'),
      ]),
      deployment('r1-scheduler', helm({ tier: 'airflow', component: 'scheduler' }, 'airflow-1.22.0')),
    ],
    expect: ['airflow', 'ui', 'r1-api-server', 8080, 'http', '/'],
  },
  {
    title: 'Airflow 2, official chart',
    objects: pair('r1-webserver', helm({ tier: 'airflow', component: 'webserver' }, 'airflow-1.10.0'), [
      http(8080, 'airflow-ui', 'airflow-ui'),
    ]),
    expect: ['airflow', 'ui', 'r1-webserver', 8080, 'http', '/'],
  },
  {
    title: 'Airflow, community chart',
    objects: pair('r1-web', helm({ app: 'airflow', component: 'web' }, 'airflow-8.9.0'), [
      http(8080, 'web', 'web'),
    ]),
    expect: ['airflow', 'ui', 'r1-web', 8080, 'http', '/'],
  },
  {
    title: 'Airflow, Bitnami',
    objects: pair('airflow', named('airflow', 'web'), [http(8080)]),
    expect: ['airflow', 'ui', 'airflow', 8080, 'http', '/'],
  },
  {
    title: 'MLflow, Bitnami with TLS',
    objects: pair('r1-mlflow-tracking', named('mlflow', 'tracking'), [http(443, 'https', 'https')]),
    expect: ['mlflow', 'ui', 'r1-mlflow-tracking', 443, 'https', '/'],
  },
  {
    title: 'Prefect',
    objects: pair('prefect-server', named('prefect-server', 'server'), [http(4200, 4200, 'server-svc-port')]),
    expect: ['prefect', 'ui', 'prefect-server', 4200, 'http', '/'],
  },
  {
    title: 'Dask chart',
    objects: pair('r1-dask-scheduler', helm({ app: 'dask', component: 'scheduler' }, 'dask-2024.1.1'), [
      http(8786, 8786, 'r1-dask-scheduler'),
      http(80, 8787, 'r1-dask-webui'),
    ]),
    expect: ['dask', 'dashboard', 'r1-dask-scheduler', 80, 'http', '/status'],
  },
  {
    title: 'Dask Gateway',
    objects: [
      ...pair('traefik-r1-dask-gateway', named('dask-gateway', 'traefik'), [http(80, 'web', 'web')]),
      ...pair('api-r1-dask-gateway', named('dask-gateway', 'gateway'), [http(8000, 'api', 'api')]),
    ],
    expect: ['dask-gateway', 'gateway', 'traefik-r1-dask-gateway', 80, 'http', '/'],
  },
  {
    title: 'Metaflow',
    objects: [
      ...pair('r1-metaflow-service', named('metaflow-service'), [http(8080, 'http', 'metadata')]),
      ...pair('r1-metaflow-ui-static', named('metaflow-ui-static'), [http(3000)]),
      ...pair('r1-metaflow-ui', named('metaflow-ui'), [http(8083)]),
    ],
    expect: ['metaflow', 'ui', 'r1-metaflow-ui-static', 3000, 'http', '/'],
  },
  {
    title: 'Elasticsearch, Elastic chart 8',
    objects: pair(
      'elasticsearch-master',
      helm({ app: 'elasticsearch-master', chart: 'elasticsearch' }, 'elasticsearch'),
      [http(9200)],
    ),
    expect: ['elasticsearch', 'es', 'elasticsearch-master', 9200, 'http', '/'],
  },
  {
    title: 'Kibana, ECK',
    objects: pair(
      'logs-kb-http',
      { 'common.k8s.elastic.co/type': 'kibana', 'kibana.k8s.elastic.co/name': 'logs' },
      [http(5601, 5601, 'https')],
    ),
    expect: ['elasticsearch', 'kibana', 'logs-kb-http', 5601, 'https', '/'],
  },
  {
    title: 'Kubeflow dashboard',
    objects: pair('centraldashboard', { app: 'centraldashboard' }, [http(80, 8082)]),
    expect: ['kubeflow', 'centraldashboard', 'centraldashboard', 80, 'http', '/'],
  },
  {
    title: 'Kubeflow notebook',
    objects: [
      service('mine', {}, { statefulset: 'mine' }, [http(80, 8888, 'http-mine')]),
      deployment('mine', { statefulset: 'mine', 'notebook-name': 'mine' }),
    ],
    expect: ['kubeflow-notebook', 'ui', 'mine', 80, 'http', '/notebook/team-a/mine/'],
  },
  {
    title: 'Argo Workflows, Helm',
    objects: pair(
      'r1-server',
      { ...named('argo-workflows-server', 'server'), 'app.kubernetes.io/part-of': 'argo-workflows' },
      [http(2746, 2746, '')],
      { command: ['argo', 'server', '--secure=false'] },
    ),
    expect: ['argo-workflows', 'ui', 'r1-server', 2746, 'http', '/workflows'],
  },
  {
    title: 'Argo Workflows, plain manifests',
    objects: [
      service('argo-server', {}, { app: 'argo-server' }, [http(2746, 2746, 'web')]),
      deployment('argo-server', { app: 'argo-server' }, { command: ['argo', 'server'], labels: {} }),
    ],
    expect: ['argo-workflows', 'ui', 'argo-server', 2746, 'https', '/workflows'],
  },
  {
    title: 'Pachyderm with its proxy',
    objects: [
      ...pair('pachyderm-proxy', { suite: 'pachyderm', app: 'pachyderm-proxy' }, [
        http(80, 8080, 'http-port'),
      ]),
      deployment('pachd', { suite: 'pachyderm', app: 'pachd' }),
      ...pair('console', { suite: 'pachyderm', app: 'console' }, [http(4000, 4000, 'console-http')]),
    ],
    expect: ['pachyderm', 'console', 'pachyderm-proxy', 80, 'http', '/'],
  },
  {
    title: 'Seldon predictor',
    objects: pair('iris-default', { 'seldon-deployment-id': 'iris', 'seldon-app': 'iris-default' }, [
      http(8000),
      http(5001, 5001, 'grpc'),
    ]),
    expect: ['seldon', 'predictor', 'iris-default', 8000, 'http', '/api/v1.0/predictions'],
  },
  {
    title: 'Ray with a headless head Service',
    objects: [
      service(
        'tune-head-svc',
        { 'ray.io/cluster': 'tune', 'ray.io/node-type': 'head' },
        { 'ray.io/cluster': 'tune', 'ray.io/node-type': 'head' },
        [http(10001, 10001, 'client'), http(8265, 8265, 'dashboard')],
        'team-a',
        { clusterIP: 'None' },
      ),
      deployment('tune-head', { 'ray.io/cluster': 'tune', 'ray.io/node-type': 'head' }),
    ],
    expect: ['ray', 'dashboard', 'tune-head-svc', 8265, 'http', '/'],
  },
  {
    title: 'MinIO chart',
    objects: [
      ...pair('r1-minio', helm({ app: 'minio' }, 'minio-5.4.0'), [http(9000)]),
      service('r1-minio-console', helm({ app: 'minio' }, 'minio-5.4.0'), { app: 'minio' }, [http(9001)]),
    ],
    expect: ['minio', 'console', 'r1-minio-console', 9001, 'http', '/'],
  },
  {
    title: 'TensorBoard by its command',
    objects: [
      service('curves', {}, { app: 'curves' }, [http(80, 6006)]),
      deployment('curves', { app: 'curves' }, { command: ['tensorboard', '--logdir=/runs', '--bind_all'] }),
    ],
    expect: ['tensorboard', 'ui', 'curves', 80, 'http', '/'],
  },
  {
    title: 'Grafana',
    objects: pair('r1-grafana', named('grafana'), [http(80, 'grafana', 'service')]),
    expect: ['grafana', 'ui', 'r1-grafana', 80, 'http', '/'],
  },
  {
    title: 'Superset',
    objects: pair('superset', helm({ app: 'superset' }, 'superset-0.14.0'), [http(8088)]),
    expect: ['superset', 'ui', 'superset', 8088, 'http', '/login/'],
  },
  {
    title: 'Dagster',
    objects: pair('r1-dagster-webserver', { ...named('dagster'), component: 'dagster-webserver' }, [
      http(80, 'http'),
    ]),
    expect: ['dagster', 'ui', 'r1-dagster-webserver', 80, 'http', '/'],
  },
  {
    title: 'Streamlit by its command',
    objects: [
      service('app', {}, { app: 'app' }, [http(80, 8501)]),
      deployment('app', { app: 'app' }, { command: ['streamlit', 'run', 'app.py'] }),
    ],
    expect: ['streamlit-gradio', 'ui', 'app', 80, 'http', '/'],
  },
];

describe('the catalogue', () => {
  for (const { title, objects, expect } of cases) {
    it(`finds ${title} and opens the right door`, () => {
      const tools = detect(...objects);
      assert.equal(tools.length, 1, tools.map((tool) => `${tool.tool}/${tool.name}`).join(', '));
      const [tool] = tools;
      const main = tool?.endpoints[0];
      assert.deepEqual([tool?.tool, main?.id, main?.service, main?.port, main?.scheme, main?.path], expect);
      assert.equal(tool?.state, 'ready');
    });
  }

  const lookAlikes: readonly (readonly [string, readonly JsonRecord[]])[] = [
    [
      'an Istio gateway without Kubeflow',
      pair('istio-ingressgateway', { app: 'istio-ingressgateway', istio: 'ingressgateway' }, [
        http(80, 8080, 'http2'),
      ]),
    ],
    [
      'a web server on a port that a tool uses too',
      pair('web', { app: 'web' }, [http(80, 8501), http(8888, 8888, 'x')], { image: 'nginx:1.27' }),
    ],
    [
      'the database of a tool',
      pair('r1-postgresql', named('postgresql', 'primary'), [http(5432, 5432, 'tcp-postgresql')]),
    ],
    ['the operator of Ray', pair('kuberay-operator', named('kuberay-operator'), [http(8080)])],
    [
      'a flow run of Prefect',
      [
        deployment(
          'run',
          { 'prefect.io/flow-run-id': 'x' },
          { image: 'prefecthq/prefect:3.8.8', command: ['python', '-m', 'prefect.engine'] },
        ),
      ],
    ],
    [
      'the Service of one container of a Seldon predictor',
      pair('iris-default-classifier', { 'seldon-deployment-id': 'iris', 'seldon-app-svc': 'x' }, [
        http(9000),
      ]),
    ],
  ];
  for (const [title, objects] of lookAlikes) {
    it(`takes ${title} for no tool`, () => assert.deepEqual(detect(...objects), []));
  }

  it('has ids that are unique, and words for each tool', () => {
    assert.equal(new Set(catalogue.map((rule) => rule.id)).size, catalogue.length);
    for (const rule of catalogue) {
      assert.match(rule.about(), /^[A-Z].*\.$/, rule.id);
      assert.ok(
        rule.endpoints.some((endpoint) => endpoint.main),
        rule.id,
      );
    }
  });
});
