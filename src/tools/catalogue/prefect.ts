import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const server: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'prefect-server', 'app.kubernetes.io/component': 'server' } },
  { labels: { 'app.kubernetes.io/name': 'prefect-server' }, notName: /background-services/ },
  { chart: 'prefect-server', notName: /background-services/ },
  // Prefect 2 was called Orion at first.
  { command: /\bprefect (server|orion) start\b/ },
];

export const prefect: ToolRule = {
  id: 'prefect',
  title: 'Prefect',
  about: () => l10n.t('Runs Python flows, retries them and shows how each run went.'),
  docs: 'https://docs.prefect.io/',
  parts: [
    ...server,
    { labels: { 'app.kubernetes.io/name': ['prefect-server', 'prefect-worker', 'prefect-agent'] } },
    { command: /\bprefect (worker|agent) start\b/ },
  ],
  not: [{ labels: { 'app.kubernetes.io/name': ['postgresql', 'redis'] } }],
  userPods: [{ labels: { 'prefect.io/flow-run-id': true } }],
  essential: server,
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('Prefect UI and API'),
      service: server,
      port: { names: ['server-svc-port', 'http'], targets: [4200], numbers: [4200] },
      scheme: 'http',
      path: '/',
      health: '/api/health',
      // The page in the browser calls the API at the address that the server was started with, by default this port.
      preferredLocalPort: 4200,
      localPortFrom: 'PREFECT_UI_API_URL',
      basePathFrom: { setting: /^PREFECT_UI_SERVE_BASE$/ },
      main: true,
    },
  ],
  snippets: (address) => [
    { id: 'env', title: l10n.t('Shell'), text: `export PREFECT_API_URL=${address('ui')}/api` },
    {
      id: 'python',
      title: l10n.t('Python, before prefect is imported'),
      text: ['import os', '', `os.environ["PREFECT_API_URL"] = "${address('ui')}/api"`].join('\n'),
    },
    { id: 'notebook', title: l10n.t('Notebook cell'), text: `%env PREFECT_API_URL=${address('ui')}/api` },
  ],
};
