import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// The chart writes app/component; the operator and dask-kubernetes write dask.org labels.
const scheduler: Match[] = [
  { labels: { app: 'dask', component: 'scheduler' } },
  { labels: { 'dask.org/component': 'scheduler' } },
  { selector: { 'dask.org/component': 'scheduler' } },
  { command: /\bdask[- ]scheduler\b/ },
];
const worker: Match[] = [
  { labels: { app: 'dask', component: 'worker' } },
  { labels: { 'dask.org/component': 'worker' } },
  { command: /\bdask[- ]worker\b/ },
];

export const dask: ToolRule = {
  id: 'dask',
  title: 'Dask',
  about: () => l10n.t('Spreads pandas and NumPy work over many machines.'),
  docs: 'https://docs.dask.org/en/stable/',
  parts: [...scheduler, ...worker, { labels: { app: 'dask', component: 'jupyter' } }],
  not: [{ labels: { 'app.kubernetes.io/name': 'dask-gateway' } }],
  essential: scheduler,
  oneInNamespace: true,
  versionFrom: { labels: { component: 'scheduler' } },
  endpoints: [
    {
      id: 'dashboard',
      title: () => l10n.t('Dask dashboard'),
      service: scheduler,
      port: {
        names: ['http-dashboard', 'dashboard'],
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
      service: scheduler,
      port: { names: ['tcp-comm', 'scheduler'], targets: [8786, 'tcp-comm', 'scheduler'], numbers: [8786] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 8786,
    },
  ],
  snippets: (address) => [
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
  ],
};
