import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// The charts write recommended labels; the terraform installs label only the pods, so their Services are known by what they select.
const metadata: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'metaflow-service' } },
  { chart: 'metaflow-service' },
  { selector: { app: 'metadata-service' } },
];
const backend: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'metaflow-ui' } },
  { chart: 'metaflow-ui', notName: /-static$/ },
  { selector: { app: 'metaflow-ui-backend-service' } },
];
const ui: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'metaflow-ui-static' } },
  { chart: 'metaflow-ui', name: /-static$/ },
  { selector: { app: 'metaflow-ui-static-service' } },
  // Terraform's own Service selects what no pod is called.
  { selector: { app: 'metadata-ui-static-service' } },
];

export const metaflow: ToolRule = {
  id: 'metaflow',
  title: 'Metaflow',
  about: () => l10n.t('Keeps the runs, steps and results of Metaflow flows.'),
  docs: 'https://docs.metaflow.org/',
  parts: [...metadata, ...backend, ...ui],
  userPods: [
    { labels: { 'app.kubernetes.io/name': 'metaflow-task' } },
    { labels: { 'app.kubernetes.io/part-of': 'metaflow' } },
  ],
  essential: metadata,
  oneInNamespace: true,
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('Metaflow UI'),
      service: ui,
      port: { names: ['http'], targets: [3000], numbers: [3000] },
      scheme: 'http',
      path: '/',
      health: '/',
      preferredLocalPort: 3000,
      main: true,
      companions: ['ui-backend'],
    },
    // The page in the browser looks for its API at this local port.
    {
      id: 'ui-backend',
      title: () => l10n.t('Data for the Metaflow UI'),
      service: backend,
      port: { names: ['http'], targets: [8083], numbers: [8083] },
      scheme: 'http',
      path: '/api',
      health: '/api/ping',
      preferredLocalPort: 8083,
      localPortFrom: 'METAFLOW_SERVICE',
    },
    {
      id: 'metadata',
      title: () => l10n.t('Metadata service'),
      service: metadata,
      port: { names: ['metadata', 'http'], targets: [8080], numbers: [8080] },
      scheme: 'http',
      path: '/',
      health: '/ping',
      preferredLocalPort: 8080,
    },
  ],
  snippets: (address) => [
    {
      id: 'env',
      title: l10n.t('Shell'),
      text: [
        `export METAFLOW_SERVICE_URL=${address('metadata')}`,
        'export METAFLOW_DEFAULT_METADATA=service',
      ].join('\n'),
    },
  ],
};
