import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const server: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'mlflow', 'app.kubernetes.io/component': 'tracking' } },
  { labels: { 'app.kubernetes.io/name': 'mlflow' } },
  { chart: ['mlflow', 'mlflow-server'] },
  { labels: { app: 'mlflow' }, weak: true },
  { selector: { 'app.kubernetes.io/name': 'mlflow' } },
  { selector: { app: 'mlflow' }, weak: true },
  { command: /\bmlflow (server|ui)\b/ },
];

export const mlflow: ToolRule = {
  id: 'mlflow',
  title: 'MLflow',
  about: () => l10n.t('Keeps track of experiments: parameters, metrics, models and files of each run.'),
  docs: 'https://mlflow.org/docs/latest/',
  parts: server,
  not: [
    // Bitnami's chart runs user code in a second Deployment with the same labels and image; a bundled database is no part of it.
    { labels: { 'app.kubernetes.io/name': 'mlflow', 'app.kubernetes.io/component': 'run' } },
    { labels: { 'app.kubernetes.io/name': ['postgresql', 'mysql', 'minio'] } },
    { command: /\bmlflow models serve\b/ },
  ],
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('MLflow UI and tracking API'),
      service: server,
      // The number differs from chart to chart (5000, 80, 443): the name does not.
      port: { names: ['https', 'http'], targets: [5000, 'http', 'mlflow'], numbers: [5000, 80] },
      scheme: 'by-port',
      path: '/',
      health: '/health',
      basePathFrom: {
        probe: /^(.*)\/health$/,
        flag: /--static-prefix[= ](\S+)/,
        setting: /^MLFLOW_STATIC_PREFIX$/,
      },
      preferredLocalPort: 5000,
      main: true,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'import mlflow',
        '',
        `mlflow.set_tracking_uri("${address('ui')}")`,
        'mlflow.set_experiment("my-experiment")',
        'with mlflow.start_run():',
        '    mlflow.log_param("lr", 3e-4)',
        '    mlflow.log_metric("loss", 0.25)',
      ].join('\n'),
    },
    { id: 'env', title: l10n.t('Shell'), text: `export MLFLOW_TRACKING_URI=${address('ui')}` },
    { id: 'notebook', title: l10n.t('Notebook cell'), text: `%env MLFLOW_TRACKING_URI=${address('ui')}` },
  ],
};
