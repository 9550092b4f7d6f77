import * as l10n from '@vscode/l10n';
import { stored } from '../api/kinds.ts';
import { HUB_APP, HUB_CHART, hubLabels } from './hub.ts';
import type { LogScript } from './log-script.ts';
import { NO_GPU_FREE } from './machines.ts';
import { pageServer } from './pages.ts';
import type { Pods } from './pods.ts';
import type { Program } from './resident.ts';
import { podSpec } from './spec.ts';
import { claim } from './things.ts';
import type { World } from './world.ts';

const NAMESPACE = 'team-a';
const IMAGE = 'quay.io/jupyter/pytorch-notebook:2026-01-05';

const time = (at: Date) => at.toISOString().slice(0, 23).replace('T', ' ');

const serverLog = (user: string): LogScript => ({
  opening: [
    [1, (at) => `[I ${time(at)} ServerApp] jupyterhub | extension was successfully linked.`],
    [1.5, (at) => `[I ${time(at)} ServerApp] jupyterlab | extension was successfully linked.`],
    [2, (at) => `[I ${time(at)} ServerApp] Serving notebooks from local directory: /home/jovyan`],
    [2.5, (at) => `[I ${time(at)} ServerApp] Jupyter Server 2.17.0 is running at:`],
    [3, (at) => `[I ${time(at)} ServerApp] http://jupyter-${user}:8888/user/${user}/lab?token=...`],
    [
      9,
      (at) =>
        `[I ${time(at)} ServerApp] Kernel started: 6f1c0d7e-11f2-4a54-9e35-${user.padEnd(12, '0').slice(0, 12)}`,
    ],
  ],
  steady: {
    everySeconds: 25,
    line: (index, at) =>
      index % 4 === 3
        ? `[I ${time(at)} ServerApp] Saving file at /experiments/run-${1 + (index % 12)}.ipynb`
        : `[D ${time(at)} ServerApp] 200 GET /user/${user}/api/kernels (10.42.0.31) ${(1 + (index % 5) * 0.37).toFixed(2)}ms`,
  },
});

const notebookPage = (user: string) =>
  pageServer({
    title: 'JupyterLab',
    colours: ['#4e4e4e', '#f37726'],
    text: () => l10n.t('A real notebook server would be here: that of {0}.', user),
    answers: { [`/user/${user}/api`]: '{"version": "2.17.0"}', '/api': '{"version": "2.17.0"}' },
  });

interface Notebook {
  readonly user: string;
  readonly gpu?: true;
  readonly program: Partial<Program>;
}

/** A notebook server as KubeSpawner makes it: a bare pod that nobody brings back, and a claim that stays. */
function spawn(pods: Pods, { user, gpu, program }: Notebook): void {
  const gpus: Readonly<Record<string, string>> = gpu ? { 'nvidia.com/gpu': '1' } : {};
  pods.create({
    namespace: NAMESPACE,
    name: `jupyter-${user}`,
    meta: {
      labels: {
        ...hubLabels('singleuser-server'),
        'app.kubernetes.io/managed-by': 'kubespawner',
        'hub.jupyter.org/network-access-hub': 'true',
        'hub.jupyter.org/servername': '',
        'hub.jupyter.org/username': user,
      },
      annotations: {
        'hub.jupyter.org/jupyterhub-version': HUB_APP,
        'hub.jupyter.org/kubespawner-version': '7.0.0',
        'hub.jupyter.org/servername': '',
        'hub.jupyter.org/username': user,
      },
    },
    spec: podSpec({
      claims: { home: `claim-${user}` },
      containers: [
        {
          name: 'notebook',
          image: IMAGE,
          args: ['jupyterhub-singleuser'],
          env: {
            JUPYTERHUB_USER: user,
            JUPYTERHUB_SERVICE_PREFIX: `/user/${user}/`,
            JUPYTERHUB_API_URL: 'http://hub:8081/hub/api',
            CHART_VERSION: HUB_CHART,
          },
          ports: [{ name: 'notebook-port', containerPort: 8888 }],
          requests: { cpu: '1', memory: '4Gi', ...gpus },
          limits: { memory: gpu ? '16Gi' : '8Gi', ...gpus },
          mounts: { home: '/home/jovyan' },
        },
      ],
      restartPolicy: 'OnFailure',
    }),
    program: {
      node: 'cpu-1',
      logs: { notebook: serverLog(user) },
      readyAfterSeconds: 1,
      ports: new Map([[8888, notebookPage(user)]]),
      ...program,
    },
  });
}

const home = (world: World, user: string) =>
  claim(
    world,
    NAMESPACE,
    `claim-${user}`,
    '10Gi',
    {
      ...hubLabels('singleuser-storage'),
      'app.kubernetes.io/managed-by': 'kubespawner',
      'hub.jupyter.org/username': user,
    },
    { 'hub.jupyter.org/username': user },
  );

export const homes = (world: World): void =>
  ['ana', 'ben', 'carla', 'dana'].forEach((user) => home(world, user));

export const anaStarts = (pods: Pods): void => spawn(pods, { user: 'ana', program: { pullSeconds: 41 } });
export const benStarts = (pods: Pods): void =>
  spawn(pods, { user: 'ben', gpu: true, program: { node: 'gpu-2' } });
export const carlaStarts = (pods: Pods): void =>
  spawn(pods, { user: 'carla', gpu: true, program: { waitsBecause: NO_GPU_FREE } });

const DANA_WORKS_SECONDS = 14 * 60;
const DANA_RESTS_SECONDS = 6 * 60;

/** Somebody comes, works, is tidied away by the hub for doing nothing, and comes again: so that something starts now and then. */
export function danaComesAndGoes(world: World, pods: Pods): void {
  spawn(pods, { user: 'dana', program: { pullSeconds: 18, readyAfterSeconds: 5 } });
  world.life.after(DANA_WORKS_SECONDS, () => {
    const pod = world.store.get(stored('pods'), NAMESPACE, 'jupyter-dana');
    if (pod) pods.delete(pod, 30);
    world.life.after(DANA_RESTS_SECONDS, () => danaComesAndGoes(world, pods));
  });
}
