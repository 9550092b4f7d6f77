import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// MinIO's own chart, its operator (Services without labels), Bitnami's chart.
const consoleServer: Match[] = [
  { chart: 'minio', name: /-console$/ },
  { labels: { app: 'minio', heritage: 'Helm' }, name: /-console$/ },
  { selector: { 'v1.min.io/tenant': true }, name: /-console$/ },
  { labels: { 'app.kubernetes.io/name': 'minio', 'app.kubernetes.io/component': 'console' } },
];
const program = /(^|\/)minio$/;
const s3: Match[] = [
  { chart: 'minio', notName: /-(console|svc)$/, headless: false },
  { labels: { app: 'minio', heritage: 'Helm' }, notName: /-(console|svc)$/, headless: false },
  { selector: { 'v1.min.io/tenant': true }, notName: /-console$/, headless: false },
  { labels: { 'app.kubernetes.io/name': 'minio' }, notName: /-console$/, headless: false },
  { image: program, headless: false },
];

export const minio: ToolRule = {
  id: 'minio',
  title: 'MinIO',
  about: () => l10n.t('Stores files in buckets, like S3.'),
  docs: 'https://min.io/docs/',
  parts: [
    ...consoleServer,
    ...s3,
    { labels: { app: 'minio', heritage: 'Helm' } },
    { labels: { 'v1.min.io/tenant': true } },
    { labels: { 'app.kubernetes.io/name': 'minio' } },
    { image: program },
  ],
  not: [
    // The store of Kubeflow Pipelines.
    { labels: { 'application-crd-id': 'kubeflow-pipelines' } },
    { selector: { 'application-crd-id': 'kubeflow-pipelines' } },
    { image: /ml-pipeline\/minio$/ },
  ],
  instance: ['v1.min.io/tenant'],
  store: true,
  endpoints: [
    {
      id: 'console',
      title: () => l10n.t('MinIO console'),
      // Where it has no Service of its own, the console is a second port of the first.
      service: consoleServer,
      port: { names: ['https-console', 'http-console', 'https', 'http'], numbers: [9001, 9090, 9443] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 9001,
      main: true,
      companions: ['s3'],
    },
    {
      id: 'console-port',
      title: () => l10n.t('MinIO console'),
      service: [9001, 9090].flatMap((port) => s3.map((match) => ({ ...match, port }))),
      port: { names: ['minio-console', 'console'], targets: [9001, 9090], numbers: [9001] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 9001,
      main: true,
      companions: ['s3'],
    },
    {
      id: 's3',
      title: () => l10n.t('S3 endpoint'),
      service: s3,
      port: {
        names: ['https-minio', 'http-minio', 'minio-api', 'tcp-api', 'api', 'https', 'http'],
        targets: [9000],
        numbers: [9000],
      },
      scheme: 'by-port',
      path: '/',
      health: '/minio/health/live',
      preferredLocalPort: 9000,
    },
  ],
  credentials: [
    { id: 'user', title: () => l10n.t('Access key'), env: /^MINIO_(ROOT_USER|ACCESS_KEY)$/ },
    { id: 'password', title: () => l10n.t('Secret key'), env: /^MINIO_(ROOT_PASSWORD|SECRET_KEY)$/ },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python (s3fs)'),
      text: [
        'import getpass',
        'import s3fs',
        '',
        `fs = s3fs.S3FileSystem(key=input("key: "), secret=getpass.getpass("secret: "), client_kwargs={"endpoint_url": "${address('s3')}"})`,
        'fs.ls("")',
      ].join('\n'),
    },
    { id: 'env', title: l10n.t('Shell'), text: `export AWS_ENDPOINT_URL_S3=${address('s3')}` },
    {
      id: 'notebook',
      title: l10n.t('Notebook cell'),
      text: `%env AWS_ENDPOINT_URL_S3=${address('s3')}`,
    },
  ],
};
