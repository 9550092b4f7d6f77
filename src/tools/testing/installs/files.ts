import { app, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** MinIO. */
export const files: readonly Install[] = [
  install(
    'MLflow, Bitnami: its runs, Postgres and MinIO are parts',
    [
      app(
        'ml-mlflow-tracking',
        k8s('mlflow', 'ml', '@component=tracking @part-of=mlflow helm.sh/chart=mlflow-5.3.0'),
        'http 80>http',
        { run: [{ image: 'docker.io/bitnami/mlflow:3.3.2', command: 'mlflow server', ports: 'http 5000' }] },
      ),
      workload('ml-mlflow-run', k8s('mlflow', 'ml', '@component=run @part-of=mlflow'), {
        run: [{ image: 'docker.io/bitnami/mlflow:3.3.2', command: 'tail -f /dev/null' }],
      }),
      app('ml-minio', k8s('minio', 'ml', '@component=minio helm.sh/chart=minio-17.0.23'), 'tcp-api 80>api', {
        run: ['docker.io/bitnami/minio:2025.7'],
      }),
      app('ml-minio-console', k8s('minio', 'ml', '@component=console'), 'http 9090>http', {
        run: ['docker.io/bitnami/minio-object-browser:2.0'],
      }),
      app('ml-postgresql', k8s('postgresql', 'ml', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['docker.io/bitnami/postgresql:17'],
      }),
    ],
    'mlflow ml-mlflow-tracking:80 http /',
  ),
  install(
    'MinIO, chart of MinIO, distributed',
    [
      app('st-minio', old('minio', 'st', 'minio-5.4.0', 'monitoring=true'), 'http 9000', {
        selector: 'app=minio release=st',
        kind: 'StatefulSet',
        run: [
          {
            image: 'quay.io/minio/minio:RELEASE.2024-12-18T13-15-44Z',
            command: 'minio server --console-address :9001',
          },
        ],
      }),
      service('st-minio-console', old('minio', 'st', 'minio-5.4.0'), 'http 9001'),
      service('st-minio-svc', old('minio', 'st', 'minio-5.4.0'), 'http 9000', { headless: true }),
    ],
    'minio st-minio-console:9001 http /',
  ),
  install(
    'MinIO, chart with TLS and nameOverride',
    [
      app('files', old('files', 'x', 'minio-5.0.14'), 'https 9000', {
        run: [
          {
            image: 'quay.io/minio/minio:RELEASE.2023-09-30T07-02-29Z',
            command: 'minio server /export -S /etc/minio/certs/ --console-address :9001',
            ports: 'https 9000, http 9001',
          },
        ],
      }),
      service('files-console', old('files', 'x', 'minio-5.0.14'), 'https 9001'),
    ],
    'minio files-console:9001 https /',
  ),
  install(
    'MinIO, old stable chart: S3 and page on one port',
    [
      app('data-minio', old('minio', 'data', 'minio-5.0.33'), 'service 9000>9000', {
        run: ['minio/minio:RELEASE.2020-06-14T18-32-17Z'],
      }),
    ],
    'minio data-minio:9000 http /',
  ),
  install(
    'MinIO, tenant of the operator with TLS',
    [
      service('minio', '', 'https-minio 443>9000', {
        selector: 'v1.min.io/tenant=lake',
        owner: 'Tenant/lake',
      }),
      service('lake-console', '', 'https-console 9443>9443', {
        selector: 'v1.min.io/tenant=lake',
        owner: 'Tenant/lake',
      }),
      service('lake-hl', '', 'https-minio 9000', {
        headless: true,
        selector: 'v1.min.io/tenant=lake',
        owner: 'Tenant/lake',
      }),
      workload('lake-pool-0', 'v1.min.io/tenant=lake v1.min.io/pool=pool-0 v1.min.io/console=lake-console', {
        kind: 'StatefulSet',
        replicas: 4,
        owner: 'Tenant/lake',
        run: ['quay.io/minio/minio:RELEASE.2025-04-08T15-41-24Z', 'quay.io/minio/operator-sidecar:v7.1.1'],
      }),
    ],
    'minio lake-console:9443 https /',
  ),
  install(
    'MinIO, tenant without TLS',
    [
      service('minio', '', 'http-minio 80>9000', { selector: 'v1.min.io/tenant=t' }),
      service('t-console', '', 'http-console 9090>9090', { selector: 'v1.min.io/tenant=t' }),
      workload('t-pool-0', 'v1.min.io/tenant=t', {
        kind: 'StatefulSet',
        run: ['minio/minio:RELEASE.2024-05-01T01-11-10Z'],
      }),
    ],
    'minio t-console:9090 http /',
  ),
  install(
    'MinIO, Bitnami 17 with a console of its own',
    [
      app(
        'lake-minio',
        k8s('minio', 'lake', '@component=minio helm.sh/chart=minio-17.0.23'),
        'tcp-api 9000>api',
        { run: ['docker.io/bitnami/minio:2025.7'] },
      ),
      app('lake-minio-console', k8s('minio', 'lake', '@component=console'), 'http 9090>http', {
        run: ['docker.io/bitnami/minio-object-browser:2.0.2'],
      }),
    ],
    'minio lake-minio-console:9090 http /',
  ),
  install(
    'MinIO, Bitnami 12: console on a second port of the same Service',
    [
      app(
        'b-minio',
        k8s('minio', 'b', 'helm.sh/chart=minio-12.6.4'),
        'minio-api 9000>minio-api, minio-console 9001>minio-console',
        {
          run: [{ image: 'docker.io/bitnami/minio:2023.5.18', ports: 'minio-api 9000, minio-console 9001' }],
        },
      ),
    ],
    'minio b-minio:9001 http /',
  ),
  install(
    'MinIO, plain manifests',
    [
      app('s3', 'app=s3', 'api 9000, console 9001', {
        run: [{ image: 'minio/minio:latest', command: 'server /data --console-address :9001' }],
      }),
    ],
    'minio s3:9001 http /',
  ),
  install(
    'Milvus standalone with etcd, MinIO and Attu',
    [
      service(
        'mv-milvus',
        k8s('milvus', 'mv', 'component=standalone helm.sh/chart=milvus-5.0.19'),
        'milvus 19530>milvus, metrics 9091>metrics',
        { selector: '@name=milvus @instance=mv component=standalone' },
      ),
      workload('mv-milvus-standalone', k8s('milvus', 'mv', 'component=standalone'), {
        run: [{ image: 'milvusdb/milvus:v2.6.15', ports: 'milvus 19530, metrics 9091' }],
      }),
      app('mv-milvus-attu', k8s('milvus', 'mv', 'component=attu'), '3000', { run: ['zilliz/attu:v2.5'] }),
      app('mv-minio', old('minio', 'mv', 'minio-8.0.17'), 'http 9000', {
        run: ['minio/minio:RELEASE.2024-05-28T17-19-04Z'],
      }),
      app('mv-etcd', k8s('etcd', 'mv'), 'client 2379', { run: ['milvusdb/etcd:3.5.18'] }),
    ],
    'milvus mv-milvus:19530 tcp /',
  ),
  install(
    'MinIO, app-template: S3 and console on one Service',
    [
      app(
        'minio',
        k8s('minio', 'minio', '@service=minio helm.sh/chart=minio-1.0.0'),
        'api 9000, console 9001',
        {
          run: [
            {
              image: 'quay.io/minio/minio:RELEASE.2025-02-07',
              command: 'server /data --console-address :9001',
            },
          ],
        },
      ),
    ],
    'minio minio:9001 http /',
  ),
  install(
    'MinIO, plain, console on 9090 of a Service of its own',
    [
      service('minio-service', 'app=minio', '9000', { selector: 'app=minio' }),
      service('minio-ui', 'app=minio', '9090', { selector: 'app=minio' }),
      workload('minio', 'app=minio', {
        run: [
          {
            image: 'quay.io/minio/minio:latest',
            command: 'minio server /data --console-address :9090',
            ports: '9000, 9090',
          },
        ],
      }),
    ],
    'minio minio-ui:9090 http /',
  ),
];
