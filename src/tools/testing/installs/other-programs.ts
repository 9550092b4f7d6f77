import { app, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** No tools: what uses them, or only resembles them. */
export const otherPrograms: readonly Install[] = [
  install('a web server on the port of Jupyter', [
    app('web', 'app=web', 'http 80>8888', { run: ['nginx:1.27'] }),
  ]),
  install('a web server on the port of Streamlit', [
    app('shop', 'app=shop', '8501', { run: ['registry.example/shop:1'] }),
  ]),
  install('a service on the port of Gradio', [
    app('api', 'app=api', '7860', { run: ['registry.example/api:1'] }),
  ]),
  install('an API on the port of MLflow', [
    app('flask', 'app=flask', 'http 5000', {
      run: [{ image: 'python:3.12', command: 'flask run --host 0.0.0.0' }],
    }),
  ]),
  install('an app on the port of Grafana', [app('node', 'app=node', '3000', { run: ['node:22'] })]),
  install('a job that trains with an image of MLflow', [
    workload('train', 'app=train', {
      run: [{ image: 'ghcr.io/mlflow/mlflow:v2.19.0', command: 'python train.py' }],
    }),
  ]),
  install('mlflow models serve: a model, not the tracking server', [
    app('wine', 'app=wine', '8080', {
      run: [
        {
          image: 'registry.example/wine:1',
          command: 'mlflow models serve -m models:/wine/1 -h 0.0.0.0 -p 8080',
        },
      ],
    }),
  ]),
  install('a client pod of Airflow', [
    pod('airflow-client', 'app=airflow-client', {
      bare: true,
      run: [{ image: 'apache/airflow:2.9.1', command: 'sleep infinity' }],
    }),
  ]),
  install('task pods of Airflow', [
    pod(
      'etl-load-x1',
      'tier=airflow component=worker kubernetes_executor=True dag_id=etl task_id=load run_id=m',
      { bare: true, run: [{ image: 'apache/airflow:3.2.2', command: 'airflow tasks run etl load' }] },
    ),
  ]),
  install('a pod of an operator of Airflow', [
    pod('report-abc', 'dag_id=report task_id=make kubernetes_pod_operator=True airflow_version=2.9.1', {
      bare: true,
      run: ['registry.example/report:1'],
    }),
  ]),
  install('a step of a workflow', [
    pod('train-abc-1', 'workflows.argoproj.io/workflow=train-abc workflows.argoproj.io/completed=false', {
      owner: 'Workflow/train-abc',
      run: [{ image: 'python:3.12', command: 'python -c pass' }, 'quay.io/argoproj/argoexec:v3.6.2'],
    }),
  ]),
  install('a step that runs jupyter nbconvert', [
    pod('report-1', 'workflows.argoproj.io/workflow=report', {
      owner: 'Workflow/report',
      run: [
        {
          image: 'jupyter/scipy-notebook:latest',
          command: 'jupyter nbconvert --to html --execute report.ipynb',
        },
      ],
    }),
  ]),
  install('a Deployment that runs papermill in a notebook image', [
    workload('nightly', 'app=nightly', {
      run: [{ image: 'registry.example/nb:1', command: 'papermill in.ipynb out.ipynb' }],
    }),
  ]),
  install('a single-user server whose hub is elsewhere', [
    pod('jupyter-ana', 'app=jupyterhub component=singleuser-server release=jh hub.jupyter.org/username=ana', {
      bare: true,
      run: [
        {
          image: 'quay.io/jupyter/scipy-notebook:latest',
          command: 'jupyterhub-singleuser',
          ports: 'notebook-port 8888',
          env: 'JUPYTERHUB_API_TOKEN',
        },
      ],
    }),
  ]),
  install('image pullers of a hub', [
    workload('continuous-image-puller', 'app=jupyterhub component=continuous-image-puller release=jh', {
      kind: 'DaemonSet',
      run: ['registry.k8s.io/pause:3.10'],
    }),
  ]),
  install('a flow run of Prefect', [
    pod(
      'happy-otter-x1',
      'prefect.io/flow-run-id=1 prefect.io/flow-name=etl @managed-by=prefect @part-of=prefect',
      {
        owner: 'Job/happy-otter',
        run: [{ image: 'prefecthq/prefect:3-latest', command: 'prefect flow-run execute' }],
      },
    ),
  ]),
  install('tasks of Metaflow', [
    pod('t-1', '@name=metaflow-task @part-of=metaflow', {
      owner: 'Job/t',
      run: [{ image: 'python:3.12', command: 'bash -c python flow.py' }],
    }),
  ]),
  install('a run of Dagster', [
    pod('dagster-run-1', '@name=dagster @component=run_worker dagster/run-id=1 dagster/job=etl', {
      owner: 'Job/dagster-run-1',
      run: [{ image: 'registry.example/pipelines:1', command: 'dagster api execute_run' }],
    }),
  ]),
  install('user code of Dagster whose page is elsewhere', [
    app('pipelines', k8s('dagster-user-deployments', 'code', 'component=user-deployments'), 'grpc 3030', {
      run: [{ image: 'registry.example/pipelines:1', command: 'dagster api grpc -h 0.0.0.0 -p 3030' }],
    }),
  ]),
  install('executors of Spark whose driver is a notebook', [
    service('nb-1f-driver-svc', '', 'driver-rpc-port 7078, blockmanager 7079', {
      headless: true,
      selector: 'app=nb',
    }),
    pod('etl-exec-1', 'spark-role=executor spark-app-selector=spark-1 spark-exec-id=1', {
      owner: 'Pod/nb',
      run: ['apache/spark-py:v3.4.0'],
    }),
  ]),
  install('a driver of spark-submit with its headless Service', [
    service('sum-8f-driver-svc', '', 'driver-rpc-port 7078, blockmanager 7079', {
      headless: true,
      selector: 'spark-role=driver spark-app-selector=spark-3',
    }),
    pod('sum-8f-driver', 'spark-role=driver spark-app-selector=spark-3', {
      bare: true,
      run: [{ image: 'apache/spark:3.5.1', command: 'driver' }],
    }),
  ]),
  install('the thrift client of a Spark job', [
    workload('etl-loop', 'app=etl-loop', {
      run: [{ image: 'apache/spark:3.5.1', command: '/opt/spark/bin/spark-submit --master k8s://x job.py' }],
    }),
  ]),
  install('a program that submits to Ray', [
    workload('submit', 'app=submit', {
      run: [
        {
          image: 'rayproject/ray:2.46.0',
          command: 'ray job submit --address http://tune-head-svc:8265 -- python x.py',
        },
      ],
    }),
  ]),
  install('a program that uses Dask', [
    workload('report', 'app=report', {
      run: [{ image: 'ghcr.io/dask/dask:latest', command: 'python report.py' }],
    }),
  ]),
  install('a client of MinIO', [
    workload('mirror', 'app=mirror', {
      run: [{ image: 'minio/mc:latest', command: 'mc mirror --watch a b' }],
    }),
  ]),
  install('MinIO as the object store of Loki', [
    app('loki', k8s('loki', 'loki', '@component=single-binary'), 'http-metrics 3100', {
      run: ['docker.io/grafana/loki:3.5.0'],
    }),
    app('loki-minio', old('minio', 'loki', 'minio-5.4.0'), 'http 9000', {
      run: ['quay.io/minio/minio:RELEASE.2024-12-18T13-15-44Z'],
    }),
    service('loki-minio-console', old('minio', 'loki', 'minio-5.4.0'), 'http 9001'),
  ]),
  install('Elasticsearch as the store of another program', [
    app('jaeger-query', k8s('jaeger', 'tracing', '@component=query'), 'query 80>16686', {
      run: ['jaegertracing/jaeger-query:1.53.0'],
    }),
    app(
      'elasticsearch-master',
      'app=elasticsearch-master chart=elasticsearch heritage=Helm release=tracing',
      'http 9200',
      { run: ['docker.elastic.co/elasticsearch/elasticsearch:7.17.3'] },
    ),
  ]),
  install('Postgres of another program', [
    app('gitea-http', k8s('gitea', 'git'), 'http 3000', { run: ['gitea/gitea:1.22'] }),
    app('git-postgresql', k8s('postgresql', 'git', '@component=primary'), 'tcp-postgresql 5432', {
      run: ['bitnami/postgresql:16'],
    }),
  ]),
  install('the test pods of charts', [
    pod('g-grafana-test', k8s('grafana', 'g'), {
      bare: true,
      annotations: 'helm.sh/hook=test',
      run: ['bats/bats:v1.4.1'],
    }),
    pod('s-superset-test-connection', old('superset', 's', 'superset-0.15.0'), {
      bare: true,
      annotations: 'helm.sh/hook=test-success',
      run: ['busybox:1'],
    }),
  ]),
  install('an oauth2 proxy before a tool that is elsewhere', [
    app('mlflow-proxy', 'app=mlflow-proxy', 'http 80>4180', {
      run: ['quay.io/oauth2-proxy/oauth2-proxy:v7.8.1'],
    }),
  ]),
  install('a database called after a tool', [
    app('mlflow-db', 'app=mlflow-db', '5432', { run: ['postgres:16'] }),
    app('superset-cache', 'app=superset-cache', '6379', { run: ['redis:7'] }),
  ]),
  install('an nginx with the label of a tool', [
    app('mlflow', 'app=mlflow', 'http 80', { run: ['nginx:1.27'] }),
  ]),
  install('a bridge to a tool outside: a Service without pods and selector', [
    service('mlflow', '', 'http 80', { selector: '' }),
  ]),
  install('a training pod with a queue of Kueue', [
    pod('train-1', 'kueue.x-k8s.io/queue-name=team batch.kubernetes.io/job-name=train', {
      owner: 'Job/train',
      run: [
        {
          image: 'pytorch/pytorch:2.7',
          command: 'python train.py --logdir /runs',
          env: 'MLFLOW_TRACKING_URI WANDB_API_KEY',
        },
      ],
    }),
  ]),
  install('the agent of ClearML', [
    workload('agent-clearml-agent', k8s('clearml-agent', 'agent', 'helm.sh/chart=clearml-agent-5.3.1'), {
      run: ['allegroai/clearml-agent-k8s-base:1.24'],
    }),
  ]),
  install('a W&B launch agent', [
    workload('launch-agent', 'app=launch-agent', { run: ['wandb/launch-agent:latest'] }),
  ]),
  install('an application called app that is no W&B', [
    app('shop-app', k8s('app', 'shop'), 'app 8080', { run: ['registry.example/shop:1'] }),
  ]),
  install('a BentoML service of Yatai, and its operator', [
    workload('yatai-deployment', k8s('yatai-deployment', 'yd'), {
      run: ['quay.io/bentoml/yatai-deployment:1.1.21'],
    }),
    workload('yatai-image-builder', k8s('yatai-image-builder', 'yi'), {
      run: ['quay.io/bentoml/yatai-image-builder:1.2.30'],
    }),
  ]),
  install('the bitnami controller of a workflow without its page', [
    pod('wf-exec', 'workflows.argoproj.io/workflow=x', {
      owner: 'Workflow/x',
      run: ['docker.io/bitnami/argo-workflow-exec:3.6'],
    }),
  ]),
  install('kube-rbac-proxy and metrics of a tool as its only Service', [
    service('kueue-metrics', '', 'https 8443', { selector: 'app=none' }),
  ]),
  install('an editor that is none: a build of VS Code extensions', [
    workload('vsix', 'app=vsix', { run: [{ image: 'node:22', command: 'vsce package' }] }),
  ]),
  install('a Prefect worker alone', [
    workload('prefect-worker', k8s('prefect-worker', 'w', '@component=worker'), {
      run: [{ image: 'prefecthq/prefect:3-latest', command: 'prefect worker start' }],
    }),
  ]),
  install('a Metabase database and a backup job', [
    app('metabase-db', 'app=metabase-db', '5432', { run: ['postgres:16'] }),
    workload('metabase-backup', 'app=metabase-backup', { run: ['postgres:16'] }),
  ]),
  install('Superset without its page: only workers', [
    workload('s-superset-worker', old('superset-worker', 's', 'superset-0.12.0'), {
      run: [
        {
          image: 'apache/superset:4.0',
          command:
            '/bin/sh -c . /app/pythonpath/superset_bootstrap.sh; celery --app=superset.tasks.celery_app:app worker',
        },
      ],
    }),
  ]),
  install('Redis of Open WebUI alone', [
    app('open-webui-redis', k8s('open-webui', 'chat', '@component=open-webui-redis'), 'http 6379', {
      run: ['redis:7.4.2-alpine'],
    }),
  ]),
  install('Trino gateway and a JMX exporter', [
    app('trino-gateway', k8s('trino-gateway', 'tg'), 'http 8080', { run: ['trinodb/trino-gateway:15'] }),
  ]),
  install('an LLM gateway before vLLM', [
    app('litellm', k8s('litellm', 'l'), 'http 4000', { run: ['ghcr.io/berriai/litellm:main'] }),
  ]),
  install('a CI runner that builds notebooks', [
    workload('runner', 'app=runner', {
      run: [{ image: 'ghcr.io/actions/actions-runner:2.320.0', env: 'JUPYTER_PLATFORM_DIRS' }],
    }),
  ]),
  install('Knative serving of a program that is no model', [
    service(
      'hello-00001-private',
      'serving.knative.dev/service=hello serving.knative.dev/revision=hello-00001',
      'http 80>8012',
      { selector: 'serving.knative.dev/revision=hello-00001' },
    ),
    workload('hello-00001-deployment', 'serving.knative.dev/revision=hello-00001', {
      run: ['gcr.io/knative-samples/helloworld-go'],
    }),
  ]),
  install('the Kibana of another program', [
    app('wazuh-dashboard', 'app=wazuh-dashboard', 'dashboard 443>5601', {
      run: ['wazuh/wazuh-dashboard:4.9.0'],
    }),
  ]),
  install('Kafka UI, an app on 8080 called console', [
    app('console', 'app=console', '8080', { run: ['redpandadata/console:v2.8'] }),
  ]),
];
