import * as l10n from '@vscode/l10n';
import { hubParts, jupyterHub } from './jupyterhub.ts';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const gateway: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'dask-gateway', 'app.kubernetes.io/component': 'gateway' } },
  { labels: { 'app.kubernetes.io/name': 'dask-gateway' }, name: /^(traefik|api)-/ },
  { chart: 'dask-gateway', name: /^(traefik|api)-/ },
];

export const daskGateway: ToolRule = {
  id: 'dask-gateway',
  title: 'Dask Gateway',
  about: () => l10n.t('Starts Dask clusters for many users, each with their own.'),
  docs: 'https://gateway.dask.org/',
  parts: [{ labels: { 'app.kubernetes.io/name': 'dask-gateway' } }, { chart: 'dask-gateway' }],
  userPods: [
    { labels: { 'gateway.dask.org/cluster': true } },
    { labels: { 'app.kubernetes.io/component': ['dask-scheduler', 'dask-worker'] } },
  ],
  essential: gateway,
  endpoints: [
    {
      id: 'gateway',
      title: () => l10n.t('Dask Gateway'),
      // traefik stands in front of the API, the dashboards and the schedulers.
      service: [
        { labels: { 'app.kubernetes.io/name': 'dask-gateway' }, name: /^traefik-/ },
        { labels: { 'app.kubernetes.io/name': 'dask-gateway' }, notName: /^traefik-/ },
        { chart: 'dask-gateway', name: /^traefik-/ },
        { chart: 'dask-gateway', name: /^api-/ },
      ],
      port: { names: ['web', 'api'], targets: ['web', 8000], numbers: [80, 8000] },
      scheme: 'http',
      path: '/',
      health: '/api/health',
      basePathFrom: { setting: /^gateway\.prefix$/ },
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

/** JupyterHub and the gateway, installed as one: one release, one tool with two parts. */
export const daskHub: ToolRule = {
  ...jupyterHub,
  id: 'daskhub',
  title: 'DaskHub',
  about: () => l10n.t('Notebook servers for the team, each of which can start Dask clusters.'),
  parts: [...jupyterHub.parts, ...daskGateway.parts],
  userPods: [...(jupyterHub.userPods ?? []), ...(daskGateway.userPods ?? [])],
  requires: [hubParts, gateway],
  essential: [...(jupyterHub.essential ?? []), ...gateway],
  endpoints: [
    ...jupyterHub.endpoints,
    ...daskGateway.endpoints.map((endpoint) => ({ ...endpoint, main: false })),
  ],
};
