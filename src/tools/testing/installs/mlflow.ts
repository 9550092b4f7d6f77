import { app, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** MLflow. */
export const mlflow: readonly Install[] = [
  install(
    'MLflow, first-party chart',
    [
      app('ml-mlflow', k8s('mlflow', 'ml', 'helm.sh/chart=mlflow-0.1.1'), 'http 5000>http', {
        run: [
          {
            image: 'ghcr.io/mlflow/mlflow:v3.12.0',
            command: 'mlflow server --host 0.0.0.0 --port 5000',
            ports: 'http 5000',
            probe: '/health',
          },
        ],
      }),
    ],
    'mlflow ml-mlflow:5000 http /',
  ),
  install(
    'MLflow, first-party chart with TLS and a static prefix',
    [
      app('track', k8s('mlflow', 'r1', 'helm.sh/chart=mlflow-0.1.1'), 'https 5000>https', {
        run: [
          {
            image: 'ghcr.io/mlflow/mlflow:v3.12.0',
            command: 'mlflow server --static-prefix=/mlflow',
            ports: 'https 5000',
            probe: '/mlflow/health',
          },
        ],
      }),
    ],
    'mlflow track:5000 https /mlflow/',
  ),
  install(
    'MLflow, community chart 1.x with MySQL of the same release',
    [
      app(
        'exp-mlflow',
        k8s('mlflow', 'exp', 'app=mlflow version=3.15.1 helm.sh/chart=mlflow-1.11.5'),
        'http 80>mlflow',
        {
          selector: 'app=mlflow @name=mlflow @instance=exp',
          run: [{ image: 'burakince/mlflow:3.15.1', ports: 'mlflow 5000' }],
        },
      ),
      app('exp-mysql', k8s('mysql', 'exp', '@component=primary'), 'mysql 3306', {
        run: ['bitnami/mysql:8.4'],
      }),
      service('exp-mysql-headless', k8s('mysql', 'exp', '@component=primary'), 'mysql 3306', {
        headless: true,
      }),
    ],
    'mlflow exp-mlflow:80 http /',
  ),
  install(
    'MLflow, three of other charts in one namespace',
    [
      app('larribas-mlflow', k8s('mlflow', 'larribas', 'helm.sh/chart=mlflow-1.0.1'), 'http 5000>http', {
        run: ['larribas/mlflow:1.7.2'],
      }),
      app('mlflow-server', 'app=mlflow-server', '80>5000', {
        run: [
          {
            image: 'registry.example/mlops/mlflow-server:2.1',
            command: 'mlflow server --backend-store-uri postgresql://db/mlflow --host 0.0.0.0',
          },
        ],
      }),
      app('registry', 'app.kubernetes.io/name=model-store', '5000', {
        run: [{ image: 'python:3.11', command: 'bash -c pip install mlflow && mlflow ui --host 0.0.0.0' }],
      }),
    ],
    'mlflow larribas-mlflow:5000 http /',
    'mlflow mlflow-server:80 http /',
    'mlflow registry:5000 http /',
  ),
  install(
    'MLflow with a proxy for logging in before it',
    [
      app('m-mlflow', k8s('mlflow', 'm'), 'http 80>http', {
        run: [{ image: 'ghcr.io/mlflow/mlflow:v2.19.0', command: 'mlflow server', ports: 'http 5000' }],
      }),
      app('m-oauth2-proxy', k8s('oauth2-proxy', 'm'), 'http 80>http', {
        run: ['quay.io/oauth2-proxy/oauth2-proxy:v7.8.1'],
      }),
    ],
    'mlflow m-mlflow:80 http /',
  ),
  install(
    'MLflow of a chart from Helm 2 days, odd release name',
    [
      app('zz-9-plural-mlflow', old('mlflow', 'zz-9-plural', 'mlflow-0.3.0'), 'mlflow 5000>mlflow', {
        run: [{ image: 'atcommons/mlflow-server:1.8', ports: 'mlflow 5000' }],
      }),
    ],
    'mlflow zz-9-plural-mlflow:5000 http /',
  ),
  install(
    'MLflow, chart of CaraML: the app label is the full name, the port has none',
    [
      app('merlin-mlflow', old('merlin-mlflow', 'merlin', 'mlflow-0.1.0'), '80>5000', {
        run: [{ image: 'ghcr.io/caraml-dev/mlflow:1.26.1', command: 'mlflow server --host=0.0.0.0' }],
      }),
    ],
    'mlflow merlin-mlflow:80 http /',
  ),
  install(
    'MLflow of the operator of Open Data Hub, behind kube-rbac-proxy',
    [
      service('mlflow', 'app=mlflow', 'https 8443>https, https-direct 9443>https-direct', {
        selector: 'app=mlflow',
      }),
      workload('mlflow', 'app=mlflow', {
        run: [
          {
            image: 'quay.io/opendatahub/mlflow:main',
            command: 'mlflow server --port 9443',
            ports: 'https-direct 9443',
          },
          { image: 'quay.io/brancz/kube-rbac-proxy:v0.19', ports: 'https 8443' },
        ],
      }),
    ],
    'mlflow mlflow:8443 https /',
  ),
  install(
    'MLflow, chart of getindata on 8080',
    [
      app('gi-mlflow', k8s('mlflow', 'gi', 'helm.sh/chart=mlflow-0.5.0'), 'http 8080>8080', {
        run: [{ image: 'gcr.io/getindata/mlflow:2.9', ports: 'http 8080' }],
      }),
    ],
    'mlflow gi-mlflow:8080 http /',
  ),
];
