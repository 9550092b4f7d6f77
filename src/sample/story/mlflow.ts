import * as l10n from '@vscode/l10n';
import type { Deployments } from './deployments.ts';
import { pageServer } from './pages.ts';
import { podSpec } from './spec.ts';
import { claim, helmMarks, helmRelease, service } from './things.ts';
import type { World } from './world.ts';

const NAMESPACE = 'team-a';
const VERSION = '3.12.0';
const CHART = '0.1.1';
const selector = { 'app.kubernetes.io/name': 'mlflow', 'app.kubernetes.io/instance': 'mlflow' };
const labels = {
  ...selector,
  'app.kubernetes.io/version': VERSION,
  'app.kubernetes.io/managed-by': 'Helm',
  'helm.sh/chart': `mlflow-${CHART}`,
};

const page = pageServer({
  title: 'MLflow',
  colours: ['#0b2026', '#0194e2'],
  text: () => l10n.t('A real MLflow would be here, with the runs of your team and their metrics.'),
  answers: { '/health': 'OK', '/version': VERSION },
});

const experiments = ['churn', 'llama-8b', 'price-forecast'];

/** MLflow as its own chart installs it. */
export function mlflow(world: World, deployments: Deployments): void {
  const annotations = helmMarks('mlflow', NAMESPACE);
  const values = {
    storage: { enabled: true, size: '20Gi' },
    mlflow: { backendStoreUri: 'sqlite:////mlflow/mlflow.db', artifactsDestination: '/mlflow/artifacts' },
  };
  helmRelease(world, {
    namespace: NAMESPACE,
    name: 'mlflow',
    chart: 'mlflow',
    chartVersion: CHART,
    appVersion: VERSION,
    description: 'MLflow tracking server',
    values,
  });
  claim(world, NAMESPACE, 'mlflow', '20Gi', labels, annotations);
  deployments.create({
    namespace: NAMESPACE,
    name: 'mlflow',
    replicas: 1,
    labels,
    annotations,
    selector,
    podLabels: labels,
    spec: podSpec({
      claims: { data: 'mlflow' },
      containers: [
        {
          name: 'mlflow',
          image: `ghcr.io/mlflow/mlflow:v${VERSION}`,
          command: ['mlflow', 'server', '--host', '0.0.0.0', '--port', '5000'],
          ports: [{ name: 'http', containerPort: 5000 }],
          requests: { cpu: '250m', memory: '1Gi' },
          limits: { memory: '2Gi' },
          mounts: { data: '/mlflow' },
          more: { readinessProbe: { httpGet: { path: '/health', port: 'http' } } },
        },
      ],
    }),
    program: () => ({
      node: 'cpu-1',
      pullSeconds: 23,
      readyAfterSeconds: 8,
      ports: new Map([[5000, page]]),
      logs: {
        mlflow: {
          opening: [
            [1, 'INFO:     Started server process [1]'],
            [1.5, 'INFO:     Waiting for application startup.'],
            [6, 'INFO:     Application startup complete.'],
            [6.5, 'INFO:     Uvicorn running on http://0.0.0.0:5000 (Press CTRL+C to quit)'],
          ],
          steady: {
            everySeconds: 12,
            line: (index) =>
              index % 5 === 4
                ? `INFO:     10.42.0.${12 + (index % 6)}:${40000 + ((index * 37) % 9000)} - "GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=${experiments[index % 3] ?? 'churn'} HTTP/1.1" 200 OK`
                : `INFO:     10.42.0.${12 + (index % 6)}:${40000 + ((index * 37) % 9000)} - "POST /api/2.0/mlflow/runs/log-batch HTTP/1.1" 200 OK`,
          },
        },
      },
    }),
  });
  service(world, {
    namespace: NAMESPACE,
    name: 'mlflow',
    labels,
    annotations,
    selector,
    ports: [{ name: 'http', port: 5000, targetPort: 'http' }],
  });
}
