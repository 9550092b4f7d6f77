import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// The official chart writes tier + component and none of the recommended labels; the community chart app + component; Bitnami's the
// recommended ones. Airflow 3 has an api-server where Airflow 2 has a webserver.
const front: Match[] = [
  { labels: { tier: 'airflow', component: ['api-server', 'webserver'] } },
  { labels: { app: 'airflow', component: 'web' } },
  {
    labels: {
      'app.kubernetes.io/name': 'airflow',
      'app.kubernetes.io/component': ['web', 'webserver', 'api-server'],
    },
  },
  { chart: 'airflow', labels: { component: ['web', 'webserver', 'api-server'] } },
  { chart: 'airflow', labels: { 'app.kubernetes.io/component': ['web', 'webserver', 'api-server'] } },
  { command: /\bairflow (webserver|api-server)\b/ },
  { image: /(^|\/)airflow$/, command: /^(webserver|api-server)\b/ },
];
const scheduler: Match[] = [
  { labels: { tier: 'airflow', component: 'scheduler' } },
  { labels: { app: 'airflow', component: 'scheduler' } },
  { labels: { 'app.kubernetes.io/name': 'airflow', 'app.kubernetes.io/component': 'scheduler' } },
  { chart: 'airflow', labels: { component: 'scheduler' } },
  { chart: 'airflow', labels: { 'app.kubernetes.io/component': 'scheduler' } },
  { command: /\bairflow scheduler\b/ },
  { image: /(^|\/)airflow$/, command: /^scheduler\b/ },
];

export const airflow: ToolRule = {
  id: 'airflow',
  title: 'Airflow',
  about: () => l10n.t('Runs pipelines on a schedule and shows how each step went.'),
  docs: 'https://airflow.apache.org/docs/',
  parts: [
    ...front,
    ...scheduler,
    { labels: { tier: 'airflow' } },
    { labels: { app: 'airflow', component: true } },
    { chart: 'airflow', labels: { component: true } },
    { labels: { 'app.kubernetes.io/name': 'airflow' } },
    { image: /(^|\/)airflow$/, command: /^(dag-processor|triggerer|celery)\b/ },
  ],
  userPods: [{ labels: { kubernetes_executor: true } }, { labels: { dag_id: true, task_id: true } }],
  essential: scheduler,
  oneInNamespace: true,
  versionFrom: { labels: { component: 'scheduler' } },
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('Airflow'),
      service: front,
      port: {
        names: ['api-server', 'airflow-ui', 'web', 'http'],
        targets: [8080, 'api-server', 'airflow-ui', 'web', 'http'],
        numbers: [8080, 80],
      },
      scheme: 'by-port',
      path: '/',
      health: '/',
      // Airflow 3 asks for its health without the base URL, so there a variable has to say it.
      basePathFrom: {
        probe: /^(.*?)(?:\/api\/v2\/monitor)?\/health$/,
        setting: /^AIRFLOW__(API|WEBSERVER)__BASE_URL$|^base_url$/,
      },
      preferredLocalPort: 8080,
      main: true,
    },
    {
      id: 'flower',
      title: () => l10n.t('Flower, the queue of the workers'),
      service: [
        { labels: { tier: 'airflow', component: 'flower' } },
        { labels: { app: 'airflow', component: 'flower' } },
        { chart: 'airflow', labels: { component: 'flower' } },
      ],
      port: { names: ['flower-ui', 'flower'], numbers: [5555] },
      scheme: 'http',
      path: '/',
      preferredLocalPort: 5555,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python, the REST API of Airflow 3'),
      text: [
        'import getpass',
        'import requests',
        '',
        `base = "${address('ui')}"`,
        'login = {"username": input("user: "), "password": getpass.getpass()}',
        'token = requests.post(f"{base}/auth/token", json=login).json()["access_token"]',
        'requests.get(f"{base}/api/v2/dags", headers={"Authorization": f"Bearer {token}"}).json()',
      ].join('\n'),
    },
  ],
};
