import { app, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** Charts that were told to call themselves something else, and installs inside larger ones. */
export const renamed: readonly Install[] = [
  install(
    'MLflow called tracking',
    [
      app('r-tracking', k8s('tracking', 'r', 'helm.sh/chart=mlflow-1.3.0'), 'http 80>mlflow', {
        run: [{ image: 'burakince/mlflow:2.21.0', ports: 'mlflow 5000' }],
      }),
    ],
    'mlflow r-tracking:80 http /',
  ),
  install(
    'Bitnami MLflow called exp, with its runs',
    [
      app(
        'r-exp-tracking',
        k8s('exp', 'r', '@component=tracking @part-of=mlflow helm.sh/chart=mlflow-2.5.1'),
        'http 80>http',
        { run: ['bitnami/mlflow:2.20'] },
      ),
      workload('r-exp-run', k8s('exp', 'r', '@component=run @part-of=mlflow helm.sh/chart=mlflow-2.5.1'), {
        run: ['bitnami/mlflow:2.20'],
      }),
    ],
    'mlflow r-exp-tracking:80 http /',
  ),
  install(
    'Airflow of the community called pipes: only Services may be seen',
    [
      service('r-pipes-web', old('pipes', 'r', 'airflow-8.7.1', 'component=web'), 'web 8080>web'),
      service('r-pipes-flower', old('pipes', 'r', 'airflow-8.7.1', 'component=flower'), 'flower 5555'),
    ],
    'airflow r-pipes-web:8080 http /',
  ),
  install(
    'Bitnami Airflow called jobs',
    [
      app('r-jobs-web', k8s('jobs', 'r', '@component=web helm.sh/chart=airflow-22.0.0'), 'http 8080>http', {
        run: ['bitnami/airflow:2.10.5'],
      }),
      workload('r-jobs-scheduler', k8s('jobs', 'r', '@component=scheduler helm.sh/chart=airflow-22.0.0'), {
        run: ['bitnami/airflow:2.10.5'],
      }),
    ],
    'airflow r-jobs-web:8080 http /',
  ),
  install(
    'JupyterHub called class',
    [
      app(
        'hub',
        old('class', 'jh', 'jupyterhub-4.0.0', 'component=hub @name=class @instance=jh'),
        'hub 8081>http',
        { run: [{ image: 'quay.io/jupyterhub/k8s-hub:4.0.0', probe: '/hub/health' }] },
      ),
      app(
        'proxy-public',
        old('class', 'jh', 'jupyterhub-4.0.0', 'component=proxy-public @name=class @instance=jh'),
        'http 80>http',
        { selector: 'component=proxy release=jh', run: ['quay.io/jupyterhub/configurable-http-proxy:4.6.3'] },
      ),
    ],
    'jupyterhub proxy-public:80 http /hub/home',
  ),
  install(
    'Dask called farm',
    [
      app(
        'r-farm-scheduler',
        old('farm', 'r', 'dask-2023.1.0', 'component=scheduler'),
        'r-farm-scheduler 8786, r-farm-webui 80>8787',
        { run: ['ghcr.io/dask/dask:2023.1.0'] },
      ),
    ],
    'dask r-farm-scheduler:80 http /status',
  ),
  install(
    'Dask Gateway called gate',
    [
      app(
        'traefik-r-gate',
        k8s('gate', 'r', '@component=traefik helm.sh/chart=dask-gateway-2024.1.0'),
        'web 80>8000',
        { run: ['traefik:2.10'] },
      ),
      app(
        'api-r-gate',
        k8s('gate', 'r', '@component=gateway helm.sh/chart=dask-gateway-2024.1.0'),
        'api 8000',
        { run: ['ghcr.io/dask/dask-gateway-server:2024.1.0'] },
      ),
    ],
    'dask-gateway traefik-r-gate:80 http /',
  ),
  install(
    'Prefect server called flows',
    [
      app(
        'r-flows',
        k8s('flows', 'r', '@component=server helm.sh/chart=prefect-server-2025.7.1'),
        'server-svc-port 4200',
        { run: ['prefecthq/prefect:3.4.7-python3.11'] },
      ),
    ],
    'prefect r-flows:4200 http /',
  ),
  install(
    'Bitnami Elasticsearch called search',
    [
      app(
        'r-search',
        k8s('search', 'r', '@component=master helm.sh/chart=elasticsearch-21.4.0'),
        'tcp-rest-api 9200, tcp-transport 9300',
        { kind: 'StatefulSet', run: ['bitnami/elasticsearch:8.17.0'] },
      ),
    ],
    'elasticsearch r-search:9200 http /',
  ),
  install(
    'Qdrant, Ollama, Grafana and Metabase called otherwise',
    [
      app('r-vec', k8s('vec', 'r', 'app=vec helm.sh/chart=qdrant-1.13.0'), 'http 6333, grpc 6334', {
        run: ['registry.example/qdrant:1'],
      }),
      app('s-llm', k8s('llm', 's', 'helm.sh/chart=ollama-1.10.0'), 'http 11434', {
        run: ['registry.example/llm:1'],
      }),
      app('t-dash', k8s('dash', 't', 'helm.sh/chart=grafana-8.10.1'), 'service 80>3000', {
        run: ['registry.example/dash:1'],
      }),
      app('u-bi', old('bi', 'u', 'metabase-2.20.0'), 'metabase 80>3000', { run: ['registry.example/bi:1'] }),
    ],
    'qdrant r-vec:6333 http /dashboard',
    'ollama s-llm:11434 http /',
    'grafana t-dash:80 http /',
    'metabase u-bi:80 http /',
  ),
  install(
    'Superset called insight, with its worker',
    [
      app('r-insight', old('insight', 'r', 'superset-0.13.2'), 'http 8088', {
        run: ['apache/superset:4.1.1'],
      }),
      workload('r-insight-worker', old('insight-worker', 'r', 'superset-0.13.2'), {
        run: ['apache/superset:4.1.1'],
      }),
    ],
    'superset r-insight:8088 http /login/',
  ),
  install(
    'kube-prometheus-stack called monitoring',
    [
      app(
        'r-monitoring-prometheus',
        `${old('monitoring-prometheus', 'r', 'kube-prometheus-stack-70.4.1', 'self-monitor=true')} @part-of=monitoring`,
        'http-web 9090',
        {
          selector: '@name=prometheus operator.prometheus.io/name=r-monitoring-prometheus',
          kind: 'StatefulSet',
          run: ['quay.io/prometheus/prometheus:v3.2.1'],
        },
      ),
      app(
        'r-monitoring-operator',
        old('monitoring-operator', 'r', 'kube-prometheus-stack-70.4.1'),
        'https 443',
        { run: ['quay.io/prometheus-operator/prometheus-operator:v0.81.0'] },
      ),
    ],
    'prometheus r-monitoring-prometheus:9090 http /graph',
  ),
  install(
    'Trino called sql',
    [
      app('r-sql', k8s('sql', 'r', '@component=coordinator helm.sh/chart=trino-1.38.0'), 'http 8080', {
        run: ['trinodb/trino:474'],
      }),
      workload('r-sql-worker', k8s('sql', 'r', '@component=worker helm.sh/chart=trino-1.38.0'), {
        run: ['trinodb/trino:474'],
      }),
    ],
    'trino r-sql:8080 http /ui/',
  ),
  install(
    'PostgreSQL called warehouse',
    [
      app(
        'r-warehouse',
        k8s('warehouse', 'r', '@component=primary helm.sh/chart=postgresql-16.4.0'),
        'tcp-postgresql 5432',
        { kind: 'StatefulSet', run: ['bitnami/postgresql:17.2'] },
      ),
    ],
    'postgresql r-warehouse:5432 tcp /',
  ),
  install(
    'code-server, Posit and Open WebUI called otherwise',
    [
      app('r-ide', k8s('ide', 'r', 'helm.sh/chart=code-server-3.20.0'), 'http 8080', {
        run: ['registry.example/ide:1'],
      }),
      app('s-rs', k8s('rs', 's', 'helm.sh/chart=rstudio-workbench-0.8.0'), 'http 80>8787', {
        run: ['registry.example/rs:1'],
      }),
      app('chat', k8s('chat', 't', '@component=open-webui helm.sh/chart=open-webui-5.20.0'), 'http 80>8080', {
        run: ['registry.example/chat:1'],
      }),
    ],
    'code-server r-ide:8080 http /',
    'posit s-rs:80 http /',
    'open-webui chat:80 http /',
  ),
  install(
    'Flyte, Label Studio, Feast and Yatai called otherwise',
    [
      app('r-fly-http', k8s('fly', 'r', 'helm.sh/chart=flyte-binary-v1.15.0'), 'http 8088', {
        run: ['registry.example/fly:1'],
      }),
      app('s-ann', k8s('ann', 's', 'helm.sh/chart=label-studio-1.9.0'), 'service 80>8085', {
        run: ['registry.example/ann:1'],
      }),
      app('t-features', k8s('features', 't', 'helm.sh/chart=feast-feature-server-0.47.0'), 'http 80>6566', {
        run: ['registry.example/features:1'],
      }),
      app('u-bento', k8s('bento', 'u', 'helm.sh/chart=yatai-1.1.13'), 'http 80>7777', {
        run: ['registry.example/bento:1'],
      }),
    ],
    'flyte r-fly-http:8088 http /console',
    'label-studio s-ann:80 http /',
    'feast t-features:80 http /health',
    'bentoml-yatai u-bento:80 http /',
  ),
  install(
    'Spark and Milvus of Bitnami called otherwise',
    [
      app(
        'r-calc-master-svc',
        k8s('calc', 'r', '@component=master helm.sh/chart=spark-9.3.5'),
        'cluster 7077, http 80>http',
        { kind: 'StatefulSet', run: [{ image: 'bitnami/spark:3.5.4', ports: 'http 8080' }] },
      ),
      app('s-vec-proxy', k8s('vec', 's', '@component=proxy helm.sh/chart=milvus-11.0.0'), 'grpc 19530', {
        run: ['bitnami/milvus:2.5.4'],
      }),
      app(
        's-vec-data-node',
        k8s('vec', 's', '@component=data-node helm.sh/chart=milvus-11.0.0'),
        'grpc 19530',
        { run: ['bitnami/milvus:2.5.4'] },
      ),
    ],
    'spark r-calc-master-svc:80 http /',
    'milvus s-vec-proxy:19530 tcp /',
  ),
  install(
    'an umbrella chart of a team: three tools of one release',
    [
      app('ai-mlflow', k8s('mlflow', 'ai', 'helm.sh/chart=mlflow-0.7.19'), 'http 5000', {
        run: ['burakince/mlflow:2.19.0'],
      }),
      app('ai-grafana', k8s('grafana', 'ai', 'helm.sh/chart=grafana-8.0.0'), 'service 80>3000', {
        run: ['grafana/grafana:11.0.0'],
      }),
      app(
        'ai-postgresql',
        k8s('postgresql', 'ai', '@component=primary helm.sh/chart=postgresql-15.0.0'),
        'tcp-postgresql 5432',
        { run: ['bitnami/postgresql:16'] },
      ),
      app('ai-qdrant', k8s('qdrant', 'ai', 'helm.sh/chart=qdrant-0.9.0'), 'http 6333', {
        run: ['qdrant/qdrant:v1.9.0'],
      }),
    ],
    'mlflow ai-mlflow:5000 http /',
    'grafana ai-grafana:80 http /',
    'qdrant ai-qdrant:6333 http /dashboard',
  ),
  install(
    'Dask Gateway under a prefix that only its route knows',
    [
      app('traefik-dg-dask-gateway', k8s('dask-gateway', 'dg', '@component=traefik'), 'web 80>8000', {
        run: ['traefik:3.6'],
      }),
      app('api-dg-dask-gateway', k8s('dask-gateway', 'dg', '@component=gateway'), 'api 8000', {
        run: ['ghcr.io/dask/dask-gateway-server:2026.3.0'],
      }),
      [
        {
          kind: 'IngressRoute',
          metadata: { name: 'api-dg-dask-gateway', namespace: 'team-a' },
          spec: {
            entryPoints: ['web'],
            routes: [{ match: 'PathPrefix(`/services/dask-gateway`)', kind: 'Rule' }],
          },
        },
      ],
    ],
    'dask-gateway traefik-dg-dask-gateway:80 http /services/dask-gateway/',
  ),
  install(
    'Airflow 3 under a base URL that only its configuration knows',
    [
      app(
        'x-api-server',
        'tier=airflow component=api-server release=x chart=airflow-1.18.0 heritage=Helm',
        'api-server 8080',
        {
          run: [
            {
              image: 'apache/airflow:3.0.2',
              command: 'bash -c exec airflow api-server',
              probe: '/api/v2/monitor/health',
            },
          ],
        },
      ),
      [
        {
          kind: 'ConfigMap',
          metadata: { name: 'x-config', namespace: 'team-a' },
          data: {
            'airflow.cfg':
              '[api]\nbase_url = https://data.example/airflow\n[core]\nexecutor = LocalExecutor\n',
          },
        },
      ],
    ],
    'airflow x-api-server:8080 http /airflow/',
  ),
];
