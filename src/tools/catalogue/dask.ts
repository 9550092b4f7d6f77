import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const scheduler: Match[] = [
  { labels: { app: 'dask', component: 'scheduler' } },
  { chart: 'dask', labels: { component: 'scheduler' } },
  { command: /\bdask[- ]scheduler\b/ },
];
const worker: Match[] = [
  { labels: { app: 'dask', component: 'worker' } },
  { chart: 'dask', labels: { component: 'worker' } },
  { command: /\bdask[- ]worker\b/ },
];
// Made by the operator or by dask-kubernetes. Labels of other charts may stand beside these, copied from the DaskCluster.
const operatorScheduler: Match[] = [
  { labels: { 'dask.org/component': 'scheduler' } },
  { selector: { 'dask.org/component': 'scheduler' } },
];

/** Dashboard and scheduler, behind one Service. */
function endpoints(service: readonly Match[]): ToolRule['endpoints'] {
  return [
    {
      id: 'dashboard',
      title: () => l10n.t('Dask dashboard'),
      service,
      port: {
        names: ['http-dashboard', 'webui', 'dashboard'],
        targets: [8787, 'http-dashboard', 'dashboard'],
        numbers: [8787, 80],
      },
      scheme: 'http',
      path: '/status',
      health: '/health',
      preferredLocalPort: 8787,
      main: true,
      companions: ['scheduler'],
    },
    {
      id: 'scheduler',
      title: () => l10n.t('Dask scheduler'),
      service,
      port: { names: ['tcp-comm', 'scheduler'], targets: [8786, 'tcp-comm', 'scheduler'], numbers: [8786] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 8786,
    },
  ];
}

const snippets: ToolRule['snippets'] = (address) => [
  {
    id: 'python',
    title: l10n.t('Python'),
    text: [
      'from dask.distributed import Client',
      '',
      `client = Client("${address('scheduler')}")`,
      'client',
    ].join('\n'),
  },
  {
    id: 'env',
    title: l10n.t('Shell'),
    text: `export DASK_SCHEDULER_ADDRESS=${address('scheduler')}`,
  },
  {
    id: 'notebook',
    title: l10n.t('Notebook cell'),
    text: `%env DASK_SCHEDULER_ADDRESS=${address('scheduler')}`,
  },
];

export const dask: ToolRule = {
  id: 'dask',
  title: 'Dask',
  about: () => l10n.t('Spreads pandas and NumPy work over many machines.'),
  docs: 'https://docs.dask.org/en/stable/',
  parts: [...scheduler, ...worker, { labels: { app: 'dask', component: 'jupyter' } }],
  not: [
    { labels: { 'app.kubernetes.io/name': 'dask-gateway' } },
    { labels: { 'gateway.dask.org/cluster': true } },
    { labels: { 'dask.org/cluster-name': true } },
  ],
  essential: scheduler,
  oneInNamespace: true,
  versionFrom: { labels: { component: 'scheduler' } },
  endpoints: endpoints(scheduler),
  snippets,
};

/** A cluster that the operator made of a DaskCluster. The operator itself is nobody's door. */
export const daskOperator: ToolRule = {
  id: 'dask-operator',
  title: 'Dask',
  about: () => l10n.t('A Dask cluster that was made for somebody: pandas and NumPy over many machines.'),
  docs: 'https://kubernetes.dask.org/',
  parts: [
    ...operatorScheduler,
    { labels: { 'dask.org/cluster-name': true, 'dask.org/component': ['worker', 'job-runner'] } },
  ],
  instance: ['dask.org/cluster-name'],
  essential: operatorScheduler,
  endpoints: endpoints(operatorScheduler),
  snippets,
};
