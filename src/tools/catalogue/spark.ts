import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const history: Match[] = [
  { labels: { 'app.kubernetes.io/name': /spark-history-server|^spark-hs$/ } },
  { labels: { app: /spark-history-server|^spark-hs$/ } },
  { chart: ['spark-history-server', 'spark-hs'] },
  { labels: { component: 'spark-history-server' } },
  { command: /deploy\.history\.HistoryServer|start-history-server/ },
  { name: /spark-history/ },
];
const master: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'spark', 'app.kubernetes.io/component': 'master' }, headless: false },
  { chart: 'spark', labels: { component: /-master$/ } },
  { chart: 'spark', labels: { 'app.kubernetes.io/component': 'master' }, headless: false },
  { command: /deploy\.master\.Master|start-master\.sh/ },
];
const worker: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'spark', 'app.kubernetes.io/component': ['master', 'worker'] } },
  { command: /deploy\.worker\.Worker|start-worker\.sh/ },
];
// The page of one application, there as long as its driver runs. `sparkUIOptions.serviceLabels` replaces the operator's label.
const driver: Match[] = [
  { labels: { 'sparkoperator.k8s.io/app-name': true }, name: /-ui-svc$/ },
  { selector: { 'spark-role': 'driver', 'sparkoperator.k8s.io/app-name': true }, headless: false },
  { selector: { 'spark-role': 'connect-server' }, headless: false },
  { selector: { 'spark-role': 'driver' }, port: 4040 },
];

/** The history server, a standalone cluster, and the pages of applications. The operator itself is nobody's door. */
export const spark: ToolRule = {
  id: 'spark',
  title: 'Spark',
  about: () => l10n.t('Spreads work over large tables on many machines.'),
  docs: 'https://spark.apache.org/docs/latest/',
  parts: [...history, ...master, ...worker, ...driver],
  not: [
    { labels: { 'app.kubernetes.io/name': 'spark-operator' } },
    { labels: { 'spark-role': 'executor' } },
    { name: /spark-operator/ },
  ],
  instance: ['sparkoperator.k8s.io/app-name', 'sparkoperator.k8s.io/connect-name', 'spark-app-selector'],
  essential: [...history, ...master],
  endpoints: [
    {
      id: 'history',
      title: () => l10n.t('Spark history'),
      service: history,
      port: { names: ['historyport'], targets: [18080, 'historyport'], numbers: [18080, 80] },
      scheme: 'by-port',
      path: '/',
      health: '/api/v1/applications',
      preferredLocalPort: 18080,
      main: true,
    },
    {
      id: 'master',
      title: () => l10n.t('Spark master'),
      service: master,
      port: { names: ['https', 'http', 'webui', 'ui'], targets: [8080, 8480], numbers: [8080, 80] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 8080,
      main: true,
      companions: ['cluster'],
    },
    {
      id: 'driver-ui',
      title: () => l10n.t('Spark application'),
      service: driver,
      port: { names: ['spark-driver-ui-port', 'spark-ui', 'web-ui'], targets: [4040], numbers: [4040] },
      scheme: 'http',
      path: '/jobs/',
      health: '/api/v1/applications',
      preferredLocalPort: 4040,
      main: true,
      companions: ['connect'],
    },
    {
      id: 'connect',
      title: () => l10n.t('Spark Connect'),
      service: [{ selector: { 'spark-role': 'connect-server' } }],
      port: { names: ['spark-connect-server', 'grpc'], targets: [15002], numbers: [15002] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 15002,
    },
    {
      id: 'cluster',
      title: () => l10n.t('Spark cluster, for jobs'),
      service: master,
      port: { names: ['cluster', 'spark'], targets: [7077], numbers: [7077] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 7077,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'from pyspark.sql import SparkSession',
        '',
        `spark = SparkSession.builder.remote("${address('connect').replace('tcp:', 'sc:')}").getOrCreate()`,
      ].join('\n'),
    },
  ],
};
