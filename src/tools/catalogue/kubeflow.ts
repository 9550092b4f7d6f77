import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const dashboard: Match[] = [{ labels: { app: 'centraldashboard' } }];
const pipelines: Match[] = [
  { selector: { app: 'ml-pipeline-ui' } },
  { labels: { app: 'ml-pipeline-ui' } },
  // As Open Data Hub installs them.
  { labels: { app: /^ds-pipeline-ui-/ } },
];
const katib: Match[] = [{ labels: { 'katib.kubeflow.org/component': 'ui' } }];

/** The platform's own parts. Istio's gateway alone is no sign of it: many clusters have one. */
export const kubeflow: ToolRule = {
  id: 'kubeflow',
  title: 'Kubeflow',
  about: () => l10n.t('Notebooks, pipelines, tuning and training under one roof.'),
  docs: 'https://www.kubeflow.org/docs/',
  parts: [
    ...dashboard,
    ...pipelines,
    { selector: { app: 'ml-pipeline' } },
    ...katib,
    { labels: { 'katib.kubeflow.org/component': ['controller', 'db-manager'] } },
    { labels: { app: ['jupyter-web-app', 'notebook-controller', 'profiles'], 'kustomize.component': true } },
  ],
  // Its parts have no release; Argo Workflows and the stores beside it are its own.
  oneInNamespace: true,
  essential: dashboard,
  endpoints: [
    {
      id: 'dashboard',
      title: () => l10n.t('Kubeflow'),
      // The dashboard knows nobody unless Istio's gateway, which asks people to log in, stands before it.
      service: [{ labels: { app: 'istio-ingressgateway' } }, { labels: { istio: 'ingressgateway' } }],
      ofNeighbour: dashboard,
      port: { names: ['http2', 'http'], targets: [8080], numbers: [80] },
      scheme: 'http',
      path: '/',
      health: '/',
      preferredLocalPort: 8080,
      main: true,
    },
    {
      id: 'centraldashboard',
      title: () => l10n.t('Kubeflow dashboard'),
      service: dashboard,
      port: { names: ['http'], targets: [8082], numbers: [80] },
      scheme: 'http',
      path: '/',
      health: '/healthz',
      preferredLocalPort: 8082,
      main: true,
    },
    {
      id: 'kfp-ui',
      title: () => l10n.t('Pipelines'),
      service: pipelines,
      port: { names: ['https', 'http'], targets: [3000], numbers: [80] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 3000,
      main: true,
    },
    {
      id: 'kfp-api',
      title: () => l10n.t('Pipelines API'),
      service: [{ selector: { app: 'ml-pipeline' } }],
      port: { names: ['http'], numbers: [8888] },
      scheme: 'http',
      path: '/',
      health: '/apis/v2beta1/healthz',
      preferredLocalPort: 8889,
    },
    {
      id: 'katib',
      title: () => l10n.t('Katib, tuning'),
      service: katib,
      port: { names: ['ui'], numbers: [80] },
      scheme: 'http',
      path: '/katib/',
      preferredLocalPort: 8083,
      main: true,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'import kfp',
        '',
        `client = kfp.Client(host="${address('kfp-api')}")`,
        'client.list_runs()',
      ].join('\n'),
    },
  ],
};

/** A notebook that Kubeflow's notebook controller runs: a StatefulSet and a Service without labels. */
export const kubeflowNotebook: ToolRule = {
  id: 'kubeflow',
  title: 'Notebook',
  about: () => l10n.t('A notebook server that Kubeflow runs for you.'),
  docs: 'https://www.kubeflow.org/docs/',
  parts: [{ labels: { 'notebook-name': true } }, { owner: 'Notebook' }],
  instance: ['notebook-name', 'statefulset'],
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('Notebook'),
      service: [{ selector: { 'notebook-name': true } }, { selector: { statefulset: true } }],
      port: { targets: [8888], numbers: [80] },
      scheme: 'http',
      // The controller gives each notebook this prefix (NB_PREFIX).
      path: ({ namespace, service }) => `/notebook/${namespace}/${service}/`,
      preferredLocalPort: 8888,
      main: true,
    },
  ],
};
