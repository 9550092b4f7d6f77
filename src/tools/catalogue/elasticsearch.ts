import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// Elastic's own charts (the chart label has no version), the ECK operator, Bitnami's charts.
const elasticsearchImage = /(^|\/)elasticsearch(-oss)?$/;
const kibanaImage = /(^|\/)kibana(-oss)?$/;
const elasticsearchServer: Match[] = [
  {
    labels: { 'common.k8s.elastic.co/type': 'elasticsearch' },
    name: /-es-http$/,
    notName: /-internal-http$/,
  },
  // The chart that Helm had before Elastic's own: its clients answer, its masters do not.
  { chart: 'elasticsearch', labels: { component: 'client' }, headless: false },
  { chart: 'elasticsearch', headless: false },
  { labels: { 'app.kubernetes.io/name': 'elasticsearch' }, headless: false },
  { image: elasticsearchImage, headless: false },
];
const kibanaServer: Match[] = [
  { labels: { 'common.k8s.elastic.co/type': 'kibana' }, name: /-kb-http$/ },
  { labels: { app: 'kibana', heritage: 'Helm' } },
  { labels: { 'app.kubernetes.io/name': 'kibana' } },
  { chart: 'kibana' },
  { image: kibanaImage },
];

export const elasticsearch: ToolRule = {
  id: 'elasticsearch',
  title: 'Elasticsearch',
  about: () => l10n.t('Searches and stores documents and logs; Kibana shows them.'),
  docs: 'https://www.elastic.co/docs',
  parts: [
    ...elasticsearchServer,
    { labels: { 'common.k8s.elastic.co/type': 'elasticsearch' } },
    { chart: 'elasticsearch' },
    { labels: { 'app.kubernetes.io/name': 'elasticsearch' } },
    { image: elasticsearchImage },
    ...kibanaServer,
    { labels: { 'common.k8s.elastic.co/type': 'kibana' } },
  ],
  not: [{ labels: { 'app.kubernetes.io/name': /exporter/ } }],
  instance: ['elasticsearch.k8s.elastic.co/cluster-name', 'kibana.k8s.elastic.co/name'],
  store: true,
  endpoints: [
    {
      id: 'kibana',
      title: () => l10n.t('Kibana'),
      service: kibanaServer,
      port: { names: ['https', 'http'], targets: [5601], numbers: [5601] },
      scheme: 'by-port',
      path: '/',
      health: '/api/status',
      basePathFrom: { probe: /^(.*)\/(?:api\/status|login|app\/kibana)$/ },
      preferredLocalPort: 5601,
      main: true,
      companions: ['es'],
    },
    {
      id: 'es',
      title: () => l10n.t('Elasticsearch'),
      service: elasticsearchServer,
      port: { names: ['https', 'http', 'tcp-rest-api'], targets: [9200], numbers: [9200] },
      scheme: 'by-port',
      // Elastic's chart 8 turns TLS on by this variable and keeps the port name http; chart 7 has neither.
      tlsWhen: /^xpack\.security\.http\.ssl\.enabled$/,
      path: '/',
      health: '/_cluster/health',
      preferredLocalPort: 9200,
      main: true,
    },
  ],
  credentials: [
    {
      id: 'elastic',
      title: () => l10n.t('Password of the user elastic'),
      env: /^ELASTIC(SEARCH)?_PASSWORD$/,
      secret: {
        endpoint: 'es',
        // The ECK operator names the Secret after the cluster, and its key after the user.
        name: (service) => /^(.+)-es-http$/.exec(service)?.[1]?.concat('-es-elastic-user'),
        key: 'elastic',
      },
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'import getpass',
        'from elasticsearch import Elasticsearch',
        '',
        `es = Elasticsearch("${address('es')}", basic_auth=("elastic", getpass.getpass()), verify_certs=False)`,
        'es.info()',
      ].join('\n'),
    },
    {
      id: 'env',
      title: l10n.t('Shell'),
      text: `curl --insecure --user elastic ${address('es')}/_cat/indices?v`,
    },
  ],
};
