import { app, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

const ECK_ES = (name: string) =>
  `common.k8s.elastic.co/type=elasticsearch elasticsearch.k8s.elastic.co/cluster-name=${name}`;
const ECK_KB = (name: string) => `common.k8s.elastic.co/type=kibana kibana.k8s.elastic.co/name=${name}`;
const elastic = (node: string, release: string) =>
  `heritage=Helm release=${release} chart=elasticsearch app=${node}`;

/** Elasticsearch and Kibana. */
export const search: readonly Install[] = [
  install(
    'Elasticsearch 8, chart of Elastic: TLS by a variable',
    [
      service('elasticsearch-master', elastic('elasticsearch-master', 'es'), 'http 9200, transport 9300', {
        selector: 'release=es chart=elasticsearch app=elasticsearch-master',
      }),
      service(
        'elasticsearch-master-headless',
        elastic('elasticsearch-master', 'es'),
        'http 9200, transport 9300',
        { headless: true, selector: 'app=elasticsearch-master' },
      ),
      workload('elasticsearch-master', elastic('elasticsearch-master', 'es'), {
        kind: 'StatefulSet',
        replicas: 3,
        selector: 'release=es chart=elasticsearch app=elasticsearch-master',
        run: [
          {
            image: 'docker.elastic.co/elasticsearch/elasticsearch:8.5.1',
            env: 'node.name xpack.security.http.ssl.enabled=true ELASTIC_PASSWORD',
          },
        ],
      }),
    ],
    'elasticsearch elasticsearch-master:9200 https /',
  ),
  install(
    'Elasticsearch 7, chart of Elastic, cluster of its own name with node groups',
    [
      service('logs-master', elastic('logs-master', 'm'), 'http 9200, transport 9300', {
        selector: 'release=m chart=elasticsearch app=logs-master',
      }),
      service('logs-master-headless', elastic('logs-master', 'm'), 'http 9200, transport 9300', {
        headless: true,
        selector: 'app=logs-master',
      }),
      workload('logs-master', elastic('logs-master', 'm'), {
        kind: 'StatefulSet',
        selector: 'release=m chart=elasticsearch app=logs-master',
        run: ['docker.elastic.co/elasticsearch/elasticsearch:7.17.3'],
      }),
    ],
    'elasticsearch logs-master:9200 http /',
  ),
  install(
    'Kibana, chart of Elastic, in a release of its own',
    [
      app('kb-kibana', 'app=kibana release=kb heritage=Helm', 'http 5601', {
        run: ['docker.elastic.co/kibana/kibana:8.5.1'],
      }),
    ],
    'elasticsearch kb-kibana:5601 http /',
  ),
  install(
    'Elasticsearch and Kibana of ECK with one name',
    [
      service('quickstart-es-http', ECK_ES('quickstart'), 'https 9200'),
      service('quickstart-es-internal-http', ECK_ES('quickstart'), 'https 9200'),
      service('quickstart-es-transport', ECK_ES('quickstart'), 'tls-transport 9300', { headless: true }),
      service(
        'quickstart-es-default',
        `${ECK_ES('quickstart')} elasticsearch.k8s.elastic.co/statefulset-name=quickstart-es-default`,
        'https 9200',
        { headless: true },
      ),
      workload(
        'quickstart-es-default',
        `${ECK_ES('quickstart')} elasticsearch.k8s.elastic.co/statefulset-name=quickstart-es-default elasticsearch.k8s.elastic.co/http-scheme=https`,
        { kind: 'StatefulSet', run: ['docker.elastic.co/elasticsearch/elasticsearch:8.15.0'] },
      ),
      app('quickstart-kb-http', ECK_KB('quickstart'), 'https 5601', {
        run: ['docker.elastic.co/kibana/kibana:8.15.0'],
      }),
    ],
    'elasticsearch quickstart-kb-http:5601 https /',
  ),
  install(
    'Elasticsearch of ECK without TLS',
    [
      service('plain-es-http', ECK_ES('plain'), 'http 9200'),
      service('plain-es-internal-http', ECK_ES('plain'), 'http 9200'),
      workload('plain-es-default', `${ECK_ES('plain')} elasticsearch.k8s.elastic.co/http-scheme=http`, {
        kind: 'StatefulSet',
        run: ['docker.elastic.co/elasticsearch/elasticsearch:8.9.0'],
      }),
    ],
    'elasticsearch plain-es-http:9200 http /',
  ),
  install(
    'Elasticsearch, Bitnami, with exporter and several roles',
    [
      service(
        'es-elasticsearch',
        k8s('elasticsearch', 'es', '@component=master helm.sh/chart=elasticsearch-22.1.7'),
        'tcp-rest-api 9200>rest-api, tcp-transport 9300',
        { selector: '@name=elasticsearch @instance=es @component=master' },
      ),
      service(
        'es-elasticsearch-master-hl',
        k8s('elasticsearch', 'es', '@component=master'),
        'tcp-rest-api 9200, tcp-transport 9300',
        { headless: true },
      ),
      service(
        'es-elasticsearch-data-hl',
        k8s('elasticsearch', 'es', '@component=data'),
        'tcp-rest-api 9200, tcp-transport 9300',
        { headless: true },
      ),
      workload('es-elasticsearch-master', k8s('elasticsearch', 'es', '@component=master'), {
        kind: 'StatefulSet',
        run: [{ image: 'docker.io/bitnami/elasticsearch:9.1.2', ports: 'rest-api 9200' }],
      }),
      workload('es-elasticsearch-data', k8s('elasticsearch', 'es', '@component=data'), {
        kind: 'StatefulSet',
        run: ['docker.io/bitnami/elasticsearch:9.1.2'],
      }),
      app(
        'es-elasticsearch-metrics',
        k8s('elasticsearch', 'es', '@component=metrics'),
        'http-metrics 9114>metrics',
        { run: ['docker.io/bitnami/elasticsearch-exporter:1.9.0'] },
      ),
    ],
    'elasticsearch es-elasticsearch:9200 http /',
  ),
  install(
    'Kibana, Bitnami',
    [
      app('v-kibana', k8s('kibana', 'v', 'helm.sh/chart=kibana-12.1.11'), 'http 5601>http', {
        run: ['docker.io/bitnami/kibana:9.1.2'],
      }),
    ],
    'elasticsearch v-kibana:5601 http /',
  ),
  install(
    'Elasticsearch and Kibana, plain manifests',
    [
      service('elasticsearch', '', '9200', { selector: 'app=search' }),
      workload('elasticsearch', 'app=search', {
        kind: 'StatefulSet',
        run: ['docker.elastic.co/elasticsearch/elasticsearch:8.11.1'],
      }),
      service('kibana', '', '5601', { selector: 'app=kibana-web' }),
      workload('kibana', 'app=kibana-web', { run: ['docker.elastic.co/kibana/kibana:8.11.1'] }),
    ],
    'elasticsearch elasticsearch:9200 http /',
    'elasticsearch kibana:5601 http /',
  ),
  install(
    'Elasticsearch, old stable chart: the client is the door',
    [
      app(
        'se-elasticsearch-client',
        old('elasticsearch', 'se', 'elasticsearch-1.32.0', 'component=client'),
        'http 9200>http',
        { run: ['docker.elastic.co/elasticsearch/elasticsearch-oss:6.8.2'] },
      ),
      service(
        'se-elasticsearch-discovery',
        old('elasticsearch', 'se', 'elasticsearch-1.32.0', 'component=master'),
        '9300',
        { headless: true },
      ),
      workload(
        'se-elasticsearch-master',
        old('elasticsearch', 'se', 'elasticsearch-1.32.0', 'component=master'),
        { kind: 'StatefulSet', run: ['docker.elastic.co/elasticsearch/elasticsearch-oss:6.8.2'] },
      ),
    ],
    'elasticsearch se-elasticsearch-client:9200 http /',
  ),
  install(
    'Kibana with a base path',
    [
      app('kibana', 'app=kibana release=kibana heritage=Helm', 'http 5601', {
        run: [
          {
            image: 'docker.elastic.co/kibana/kibana:7.17.3',
            env: 'SERVER_BASEPATH=/kibana SERVER_REWRITEBASEPATH=true',
            probe: '/kibana/app/kibana',
          },
        ],
      }),
    ],
    'elasticsearch kibana:5601 http /kibana/',
  ),
  install(
    'Elasticsearch, Bitnami 15: coordinating nodes answer',
    [
      app(
        's-coordinating-only',
        k8s('elasticsearch', 's', '@component=coordinating-only helm.sh/chart=elasticsearch-15.10.3'),
        'http 9200>http, tcp-transport 9300',
        { run: [{ image: 'bitnami/elasticsearch:7.13.1', ports: 'http 9200' }] },
      ),
      app('s-master', k8s('elasticsearch', 's', '@component=master'), 'tcp-transport 9300', {
        headless: true,
        run: ['bitnami/elasticsearch:7.13.1'],
      }),
    ],
    'elasticsearch s-coordinating-only:9200 http /',
  ),
  install(
    'eck-stack: Elasticsearch and Kibana of one release',
    [
      service(
        'elasticsearch-es-http',
        'common.k8s.elastic.co/type=elasticsearch elasticsearch.k8s.elastic.co/cluster-name=elasticsearch',
        'https 9200',
      ),
      workload(
        'elasticsearch-es-default',
        'common.k8s.elastic.co/type=elasticsearch elasticsearch.k8s.elastic.co/cluster-name=elasticsearch',
        { kind: 'StatefulSet', run: ['docker.elastic.co/elasticsearch/elasticsearch:9.0.0'] },
      ),
      service(
        'stack-eck-kibana-kb-http',
        'common.k8s.elastic.co/type=kibana kibana.k8s.elastic.co/name=stack-eck-kibana',
        'https 5601',
      ),
      workload(
        'stack-eck-kibana-kb',
        'common.k8s.elastic.co/type=kibana kibana.k8s.elastic.co/name=stack-eck-kibana',
        { run: ['docker.elastic.co/kibana/kibana:9.0.0'] },
      ),
    ],
    'elasticsearch elasticsearch-es-http:9200 https /',
    'elasticsearch stack-eck-kibana-kb-http:5601 https /',
  ),
];
