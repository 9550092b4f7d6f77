import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';

export const daskGateway: ToolRule = {
  id: 'dask-gateway',
  title: 'Dask Gateway',
  about: () => l10n.t('Starts Dask clusters for many users, each with their own.'),
  docs: 'https://gateway.dask.org/',
  parts: [{ labels: { 'app.kubernetes.io/name': 'dask-gateway' } }],
  userPods: [
    { labels: { 'gateway.dask.org/cluster': true } },
    { labels: { 'app.kubernetes.io/component': ['dask-scheduler', 'dask-worker'] } },
  ],
  essential: [
    { labels: { 'app.kubernetes.io/name': 'dask-gateway', 'app.kubernetes.io/component': 'gateway' } },
  ],
  endpoints: [
    {
      id: 'gateway',
      title: () => l10n.t('Dask Gateway'),
      // traefik stands in front of the API, the dashboards and the schedulers.
      service: [
        { labels: { 'app.kubernetes.io/name': 'dask-gateway' }, name: /^traefik-/ },
        { labels: { 'app.kubernetes.io/name': 'dask-gateway' }, notName: /^traefik-/ },
      ],
      port: { names: ['web', 'api'], targets: ['web', 8000], numbers: [80, 8000] },
      scheme: 'http',
      path: '/',
      health: '/api/health',
      preferredLocalPort: 8000,
      main: true,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'from dask_gateway import Gateway',
        '',
        `gateway = Gateway("${address('gateway')}")`,
        'gateway.list_clusters()',
      ].join('\n'),
    },
  ],
};
