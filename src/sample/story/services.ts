import * as l10n from '@vscode/l10n';
import type { Deployments } from './deployments.ts';
import { pageServer } from './pages.ts';
import { podSpec } from './spec.ts';
import { helmMarks, helmRelease, service } from './things.ts';
import type { World } from './world.ts';

const apiPage = pageServer({
  title: 'api',
  colours: ['#1f3d2b', '#35a35c'],
  text: () => l10n.t('Your team’s model server would be here.'),
  answers: { '/health': '{"status":"ok"}', '/healthz': '{"status":"ok"}' },
});

/** A model server of the team that is simply well. Two containers, so that logs have something to choose from. */
export function modelServer(world: World, deployments: Deployments): void {
  const selector = { app: 'api' };
  deployments.create({
    namespace: 'team-a',
    name: 'api',
    replicas: 2,
    labels: { app: 'api', owner: 'ben' },
    selector,
    spec: podSpec({
      containers: [
        {
          name: 'api',
          image: 'registry.example.com/team-a/api:2.3.1',
          command: ['uvicorn', 'api:app', '--host', '0.0.0.0', '--port', '8000'],
          ports: [{ name: 'http', containerPort: 8000 }],
          requests: { cpu: '500m', memory: '1Gi' },
          limits: { memory: '2Gi' },
        },
        {
          name: 'metrics',
          image: 'registry.example.com/tools/metrics:1.0.0',
          ports: [{ name: 'metrics', containerPort: 9100 }],
          requests: { cpu: '50m', memory: '64Mi' },
          limits: { memory: '128Mi' },
        },
      ],
    }),
    program: (index) => ({
      node: index % 2 === 0 ? 'cpu-1' : 'gpu-2',
      pullSeconds: 6,
      readyAfterSeconds: 4,
      ports: new Map([[8000, apiPage]]),
      logs: {
        api: {
          opening: [
            [1, 'INFO:     Started server process [1]'],
            [3, 'INFO:     Application startup complete.'],
          ],
          steady: {
            everySeconds: 7,
            line: (nth) =>
              `INFO:     10.42.1.${20 + (nth % 40)}:${50000 + ((nth * 13) % 9000)} - "POST /predict HTTP/1.1" 200 OK`,
          },
        },
        metrics: {
          opening: [[0.5, 'level=info msg="listening on :9100"']],
          steady: { everySeconds: 60, line: (nth) => `level=info msg="scraped" samples=${180 + (nth % 12)}` },
        },
      },
    }),
  });
  service(world, {
    namespace: 'team-a',
    name: 'api',
    labels: selector,
    selector,
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
  });
}

const RELEASE = 'etl';
const DASK = '2025.11.0';
const daskLabels = (component: string) => ({
  app: 'dask',
  component,
  release: RELEASE,
  chart: `dask-${DASK}`,
  heritage: 'Helm',
});

const daskPage = pageServer({
  title: 'Dask',
  colours: ['#231f20', '#fc6e6b'],
  text: () => l10n.t('A real Dask dashboard would be here, with its workers and tasks.'),
  answers: { '/health': 'ok' },
});

/** A Dask cluster for everybody, as its chart installs it. */
export function dask(world: World, deployments: Deployments): void {
  const namespace = 'team-shared';
  const annotations = helmMarks(RELEASE, namespace);
  helmRelease(world, {
    namespace,
    name: RELEASE,
    chart: 'dask',
    chartVersion: DASK,
    appVersion: DASK,
    description: 'Distributed computation in Python',
    values: { jupyter: { enabled: false }, worker: { replicas: 3 } },
  });
  const image = `ghcr.io/dask/dask:${DASK}`;
  const part = (component: string) => ({
    namespace,
    name: `${RELEASE}-dask-${component}`,
    labels: daskLabels(component),
    annotations,
    selector: { app: 'dask', component, release: RELEASE },
  });
  deployments.create({
    ...part('scheduler'),
    replicas: 1,
    spec: podSpec({
      containers: [
        {
          name: 'scheduler',
          image,
          args: ['dask', 'scheduler'],
          ports: [
            { name: 'tcp-comm', containerPort: 8786 },
            { name: 'http-dashboard', containerPort: 8787 },
          ],
          requests: { cpu: '500m', memory: '2Gi' },
          limits: { memory: '4Gi' },
        },
      ],
    }),
    program: () => ({
      node: 'cpu-1',
      pullSeconds: 11,
      ports: new Map([[8787, daskPage]]),
      logs: {
        scheduler: {
          opening: [
            [2, 'distributed.scheduler - INFO - State start'],
            [2.5, 'distributed.scheduler - INFO -   Scheduler at:     tcp://10.42.0.14:8786'],
            [3, 'distributed.scheduler - INFO -   dashboard at:  http://10.42.0.14:8787/status'],
          ],
          steady: {
            everySeconds: 45,
            line: (index) =>
              `distributed.scheduler - INFO - Receive client connection: Client-worker-${(0xa0000 + index).toString(16)}`,
          },
        },
      },
    }),
  });
  deployments.create({
    ...part('worker'),
    replicas: 3,
    spec: podSpec({
      containers: [
        {
          name: 'worker',
          image,
          args: ['dask', 'worker', `${RELEASE}-dask-scheduler:8786`, '--memory-limit', '8Gi'],
          requests: { cpu: '2', memory: '8Gi' },
          limits: { memory: '8Gi' },
        },
      ],
    }),
    program: (index) => ({
      node: ['cpu-1', 'gpu-1', 'gpu-2'][index % 3] ?? 'cpu-1',
      pullSeconds: 11,
      logs: {
        worker: {
          opening: [
            [2, "distributed.nanny - INFO -         Start Nanny at: 'tcp://10.42.1.17:39751'"],
            [4, 'distributed.worker - INFO -         Registered to:   tcp://etl-dask-scheduler:8786'],
          ],
          steady: {
            everySeconds: 90,
            line: (nth) =>
              `distributed.core - INFO - Event loop was unresponsive in Worker for ${(3 + (nth % 4) * 0.21).toFixed(2)}s.  This is often caused by long-running GIL-holding functions`,
          },
        },
      },
    }),
  });
  service(world, {
    ...part('scheduler'),
    ports: [
      { name: `${RELEASE}-dask-scheduler`, port: 8786, targetPort: 8786 },
      { name: `${RELEASE}-dask-webui`, port: 80, targetPort: 8787 },
    ],
  });
}
