import { app, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

const AIRFLOW = 'quay.io/apache/airflow:3.2.2';
const official = (release: string, component: string, chart = 'airflow-1.22.0') =>
  `tier=airflow component=${component} release=${release} chart=${chart} heritage=Helm`;

/** Airflow and Prefect. */
export const airflow: readonly Install[] = [
  install(
    'Airflow 3, official chart, statsd and Postgres beside it',
    [
      app('etl-api-server', official('etl', 'api-server'), 'api-server 8080', {
        run: [
          {
            image: AIRFLOW,
            command: 'bash -c exec airflow api-server',
            ports: 'api-server 8080',
            probe: '/api/v2/monitor/health',
          },
        ],
      }),
      workload('etl-scheduler', official('etl', 'scheduler'), {
        run: [{ image: AIRFLOW, command: 'bash -c exec airflow scheduler' }],
      }),
      service('etl-triggerer', official('etl', 'triggerer'), 'triggerer-logs 8794', { headless: true }),
      workload('etl-triggerer', official('etl', 'triggerer'), { kind: 'StatefulSet', run: [AIRFLOW] }),
      workload('etl-dag-processor', official('etl', 'dag-processor'), { run: [AIRFLOW] }),
      app('etl-statsd', official('etl', 'statsd'), 'statsd-ingest 9125, statsd-scrape 9102', {
        run: ['quay.io/prometheus/statsd-exporter:v0.28.0'],
      }),
      app(
        'etl-postgresql',
        k8s('postgresql', 'etl', '@component=primary helm.sh/chart=postgresql-13.2.24'),
        'tcp-postgresql 5432>tcp-postgresql',
        {
          kind: 'StatefulSet',
          run: ['docker.io/bitnamilegacy/postgresql:16.1.0'],
        },
      ),
      service('etl-postgresql-hl', k8s('postgresql', 'etl', '@component=primary'), 'tcp-postgresql 5432', {
        headless: true,
      }),
    ],
    'airflow etl-api-server:8080 http /',
  ),
  install(
    'Airflow 2, official chart 1.10 under a base URL, with Celery and Flower',
    [
      app('flows-webserver', official('flows', 'webserver', 'airflow-1.10.0'), 'airflow-ui 8080', {
        run: [
          {
            image: 'apache/airflow:2.6.2',
            command: 'bash -c exec airflow webserver',
            probe: '/airflow/health',
            ports: 'airflow-ui 8080',
          },
        ],
      }),
      workload('flows-scheduler', official('flows', 'scheduler', 'airflow-1.10.0'), {
        run: ['apache/airflow:2.6.2'],
      }),
      app('flows-worker', official('flows', 'worker', 'airflow-1.10.0'), 'worker-logs 8793', {
        kind: 'StatefulSet',
        headless: true,
        run: ['apache/airflow:2.6.2'],
      }),
      app('flows-flower', official('flows', 'flower', 'airflow-1.10.0'), 'flower-ui 5555', {
        run: ['apache/airflow:2.6.2'],
      }),
      app('flows-redis', official('flows', 'redis', 'airflow-1.10.0'), 'redis-db 6379', {
        kind: 'StatefulSet',
        run: ['redis:7-bookworm'],
      }),
    ],
    'airflow flows-webserver:8080 http /airflow/',
  ),
  install(
    'two Airflows of the official chart in one namespace',
    [
      app('a-webserver', official('a', 'webserver'), 'airflow-ui 8080', { run: ['apache/airflow:2.9.1'] }),
      workload('a-scheduler', official('a', 'scheduler'), { run: ['apache/airflow:2.9.1'] }),
      app('b-api-server', official('b', 'api-server'), 'api-server 8080', { run: [AIRFLOW] }),
      workload('b-scheduler', official('b', 'scheduler'), { run: [AIRFLOW] }),
    ],
    'airflow a-webserver:8080 http /',
    'airflow b-api-server:8080 http /',
  ),
  install(
    'Airflow, community chart 8.9 with pgbouncer',
    [
      app('af-web', old('airflow', 'af', 'airflow-8.9.0', 'component=web'), 'web 8080>web', {
        run: [
          {
            image: 'apache/airflow:2.8.4-python3.9',
            command: '/usr/bin/dumb-init -- bash -c exec airflow webserver',
            ports: 'web 8080',
          },
        ],
      }),
      workload('af-scheduler', old('airflow', 'af', 'airflow-8.9.0', 'component=scheduler'), {
        run: ['apache/airflow:2.8.4-python3.9'],
      }),
      workload('af-sync-users', old('airflow', 'af', 'airflow-8.9.0', 'component=sync-users'), {
        run: ['apache/airflow:2.8.4-python3.9'],
      }),
      app('af-pgbouncer', old('airflow', 'af', 'airflow-8.9.0', 'component=pgbouncer'), 'pgbouncer 6432', {
        run: ['ghcr.io/airflow-helm/pgbouncer:1.22.1'],
      }),
      app('af-flower', old('airflow', 'af', 'airflow-8.9.0', 'component=flower'), 'flower 5555', {
        run: ['apache/airflow:2.8.4-python3.9'],
      }),
    ],
    'airflow af-web:8080 http /',
  ),
  install(
    'Airflow, Bitnami 25 with fullnameOverride and external port 80',
    [
      app(
        'orchestrator-web',
        k8s('airflow', 'prod', '@component=web helm.sh/chart=airflow-25.1.0 @part-of=airflow'),
        'http 80>http',
        {
          run: [{ image: 'docker.io/bitnami/airflow:3.0.5', ports: 'http 8080' }],
        },
      ),
      workload('orchestrator-scheduler', k8s('airflow', 'prod', '@component=scheduler'), {
        run: ['docker.io/bitnami/airflow:3.0.5'],
      }),
      app('prod-redis-master', k8s('redis', 'prod', '@component=master'), 'tcp-redis 6379', {
        run: ['docker.io/bitnami/redis:8.2'],
      }),
    ],
    'airflow orchestrator-web:80 http /',
  ),
  install(
    'Airflow, plain manifests without any label of a chart',
    [
      service('airflow-webserver', '', '8080', { selector: 'app=airflow-web' }),
      workload('airflow-webserver', 'app=airflow-web', {
        run: [{ image: 'registry.corp.example:5000/data/airflow:2.10.4', command: 'webserver' }],
      }),
      workload('airflow-scheduler', 'app=airflow-scheduler', {
        run: [{ image: 'registry.corp.example:5000/data/airflow:2.10.4', command: 'scheduler' }],
      }),
    ],
    'airflow airflow-webserver:8080 http /',
  ),
  install(
    'Airflow, old stable chart with nameOverride',
    [
      app('pipe-flow-web', old('flow', 'pipe', 'airflow-7.1.0', 'component=web'), 'web 8080', {
        run: [{ image: 'apache/airflow:1.10.10', command: 'bash -c exec airflow webserver' }],
      }),
      workload('pipe-flow-scheduler', old('flow', 'pipe', 'airflow-7.1.0', 'component=scheduler'), {
        run: [{ image: 'apache/airflow:1.10.10', command: 'bash -c exec airflow scheduler' }],
      }),
    ],
    'airflow pipe-flow-web:8080 http /',
  ),
  install(
    'Prefect server with its worker and Postgres',
    [
      app(
        'prefect-server',
        k8s(
          'prefect-server',
          'pf',
          '@component=server helm.sh/chart=prefect-server-2026.8.18 prefect-version=3-latest',
        ),
        'server-svc-port 4200',
        {
          run: [
            {
              image: 'prefecthq/prefect:3.4.0-python3.11',
              command: 'prefect server start --host 0.0.0.0',
              ports: '4200',
            },
          ],
        },
      ),
      workload('prefect-background-services', k8s('prefect-server', 'pf', '@component=background-services'), {
        run: [{ image: 'prefecthq/prefect:3.4.0-python3.11', command: 'prefect server services start' }],
      }),
      app('pf-postgresql', k8s('postgresql', 'pf', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['bitnami/postgresql:14'],
      }),
      workload('prefect-worker', k8s('prefect-worker', 'pfw', '@component=worker'), {
        run: [
          {
            image: 'prefecthq/prefect:3.4.0-python3.11-kubernetes',
            command: 'prefect worker start --type kubernetes',
          },
        ],
      }),
    ],
    'prefect prefect-server:4200 http /',
  ),
  install(
    'Prefect server with fullnameOverride, behind port 80',
    [
      app('flows-ui', k8s('prefect-server', 'x1', '@component=server'), 'server-svc-port 80>4200', {
        run: ['prefecthq/prefect:2.19.4-python3.11'],
      }),
    ],
    'prefect flows-ui:80 http /',
  ),
  install(
    'Prefect 2, plain manifests (orion)',
    [
      service('orion', '', '4200', { selector: 'app=orion' }),
      workload('orion', 'app=orion', {
        run: [{ image: 'prefecthq/prefect:2.7.0-python3.10', command: 'prefect orion start --host 0.0.0.0' }],
      }),
    ],
    'prefect orion:4200 http /',
  ),
  install(
    'Airflow of Stackable',
    [
      app(
        'airflow-webserver',
        '@name=airflow @instance=airflow @component=webserver @role-group=default',
        'http 8080',
        { kind: 'StatefulSet', run: ['oci.stackable.tech/sdp/airflow:2.10.5'] },
      ),
      workload(
        'airflow-scheduler-default',
        '@name=airflow @instance=airflow @component=scheduler @role-group=default',
        { kind: 'StatefulSet', run: ['oci.stackable.tech/sdp/airflow:2.10.5'] },
      ),
    ],
    'airflow airflow-webserver:8080 http /',
  ),
];
