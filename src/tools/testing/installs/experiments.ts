import { app, install, k8s, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

const clearml = (release: string, fullname: string, part: string) =>
  `helm.sh/chart=clearml-7.14.4 @name=${fullname} @instance=${release} @managed-by=Helm @version=2.0 x=${part}`;
const clearmlSelector = (fullname: string, part: string) => `@name=${fullname} @instance=${fullname}-${part}`;

/** ClearML, W&B, Yatai, Feast, Label Studio, Determined. */
export const experiments: readonly Install[] = [
  install(
    'Determined',
    [
      app(
        'determined-master-service-det',
        'app=determined-master-det release=det determined.ai/master-service=true',
        '8080>8081',
        { selector: 'app=determined-master-det', run: [{ image: 'determinedai/determined-master:0.38.0' }] },
      ),
      app('determined-db-service-det', 'app=determined-db-det release=det', '5432', { run: ['postgres:14'] }),
    ],
    'determined determined-master-service-det:8080 http /det/',
  ),
  install(
    'Determined with TLS',
    [
      service(
        'determined-master-service-x',
        'determined.ai/master-service=true release=x app=determined-master-x',
        '8443>8081',
        { selector: 'app=determined-master-x' },
      ),
      workload('determined-master-deployment-x', 'app=determined-master-x determined-system=master', {
        run: ['determinedai/determined-master:0.26.0'],
      }),
    ],
    'determined determined-master-service-x:8443 https /det/',
  ),
  install(
    'ClearML with its bundled stores',
    [
      service('cml-clearml-webserver', clearml('cml', 'cml-clearml', 'w'), '8080>http', {
        selector: clearmlSelector('cml-clearml', 'webserver'),
      }),
      workload('cml-clearml-webserver', clearml('cml', 'cml-clearml', 'w'), {
        selector: clearmlSelector('cml-clearml', 'webserver'),
        run: [{ image: 'docker.io/allegroai/clearml:2.0', ports: 'http 80' }],
      }),
      service('cml-clearml-apiserver', clearml('cml', 'cml-clearml', 'a'), '8008>http', {
        selector: clearmlSelector('cml-clearml', 'apiserver'),
      }),
      workload('cml-clearml-apiserver', clearml('cml', 'cml-clearml', 'a'), {
        selector: clearmlSelector('cml-clearml', 'apiserver'),
        run: ['docker.io/allegroai/clearml:2.0'],
      }),
      service('cml-clearml-fileserver', clearml('cml', 'cml-clearml', 'f'), '8081>http', {
        selector: clearmlSelector('cml-clearml', 'fileserver'),
      }),
      workload('cml-clearml-fileserver', clearml('cml', 'cml-clearml', 'f'), {
        selector: clearmlSelector('cml-clearml', 'fileserver'),
        run: ['docker.io/allegroai/clearml:2.0'],
      }),
      app(
        'clearml-elastic-master',
        'app=clearml-elastic-master chart=elasticsearch release=cml heritage=Helm',
        'http 9200, transport 9300',
        { kind: 'StatefulSet', run: ['docker.elastic.co/elasticsearch/elasticsearch:7.17.3'] },
      ),
      app('cml-mongodb', k8s('mongodb', 'cml', '@component=mongodb'), 'mongodb 27017', {
        run: ['bitnami/mongodb:6'],
      }),
      app('cml-redis-master', k8s('redis', 'cml', '@component=master'), 'tcp-redis 6379', {
        run: ['bitnami/redis:7'],
      }),
    ],
    'clearml cml-clearml-webserver:8080 http /',
  ),
  install(
    'ClearML, release named after the chart',
    [
      service('clearml-webserver', clearml('clearml', 'clearml', 'w'), '8080>80', {
        selector: clearmlSelector('clearml', 'webserver'),
      }),
      workload('clearml-webserver', clearml('clearml', 'clearml', 'w'), {
        selector: clearmlSelector('clearml', 'webserver'),
        run: ['allegroai/clearml:1.14'],
      }),
      service('clearml-apiserver', clearml('clearml', 'clearml', 'a'), '8008', {
        selector: clearmlSelector('clearml', 'apiserver'),
      }),
      service('clearml-fileserver', clearml('clearml', 'clearml', 'f'), '8081', {
        selector: clearmlSelector('clearml', 'fileserver'),
      }),
    ],
    'clearml clearml-webserver:8080 http /',
  ),
  install(
    'W&B, operator chart',
    [
      app(
        'wandb-app',
        k8s('app', 'wandb', 'helm.sh/chart=app-0.1.0 app=wandb'),
        'app 8080, prometheus 8181',
        { selector: '@name=app @instance=wandb', run: ['wandb/megabinary:0.75.0'] },
      ),
      app('wandb-console', k8s('console', 'wandb', 'helm.sh/chart=console-0.1.0'), 'console 8082', {
        run: ['wandb/console:2.16.0'],
      }),
      app('wandb-parquet', k8s('parquet', 'wandb'), 'parquet 8087', { run: ['wandb/megabinary:0.75.0'] }),
      app('wandb-weave', k8s('weave', 'wandb'), 'weave 9994', { run: ['wandb/weave-python:0.75.0'] }),
    ],
    'wandb wandb-app:8080 http /',
  ),
  install(
    'W&B, first chart',
    [
      app('server-wandb', k8s('wandb', 'server', 'helm.sh/chart=wandb-0.5.0'), 'http 8080>http', {
        selector: '@name=wandb @instance=server @component=local',
        run: [{ image: 'wandb/local:0.41.0', ports: 'http 8080' }],
      }),
      app('server-wandb-mysql', k8s('wandb', 'server', '@component=mysql'), 'mysql 3306', {
        run: ['mysql:8'],
      }),
    ],
    'wandb server-wandb:8080 http /',
  ),
  install(
    'W&B local, plain manifests',
    [
      service('wandb', '', 'web 80>8080', { selector: 'app=wandb' }),
      workload('wandb', 'app=wandb', { run: [{ image: 'wandb/local:latest', ports: 'http 8080' }] }),
    ],
    'wandb wandb:80 http /',
  ),
  install(
    'Yatai with Postgres',
    [
      app('yatai', k8s('yatai', 'yatai', 'helm.sh/chart=yatai-1.1.13'), 'http 80>http', {
        run: [{ image: 'quay.io/bentoml/yatai:1.1.13', ports: 'http 7777' }],
      }),
      app('yatai-postgresql', k8s('postgresql', 'yatai', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['bitnami/postgresql:14'],
      }),
    ],
    'bentoml-yatai yatai:80 http /',
  ),
  install(
    'Yatai under another release name',
    [
      app('serving-yatai', k8s('yatai', 'serving', 'helm.sh/chart=yatai-0.4.6'), '80>http', {
        run: [{ image: 'quay.io/bentoml/yatai:0.4.6', ports: 'http 7777' }],
      }),
    ],
    'bentoml-yatai serving-yatai:80 http /',
  ),
  install(
    'Feast, chart of the feature server',
    [
      app(
        'fs-feast-feature-server',
        k8s('feast-feature-server', 'fs', 'helm.sh/chart=feast-feature-server-0.66.0'),
        'http 80>http',
        {
          run: [
            {
              image: 'quay.io/feastdev/feature-server:0.66.0',
              command: 'feast serve -h 0.0.0.0',
              ports: 'http 6566',
            },
          ],
        },
      ),
    ],
    'feast fs-feast-feature-server:80 http /health',
  ),
  install(
    'Feast, operator with online store, registry and page',
    [
      service('feast-bank-online', 'feast.dev/name=bank feast.dev/service-type=online', 'http 80>6566', {
        selector: 'feast.dev/name=bank',
        owner: 'FeatureStore/bank',
      }),
      service('feast-bank-registry', 'feast.dev/name=bank feast.dev/service-type=registry', 'http 80>6570', {
        selector: 'feast.dev/name=bank',
        owner: 'FeatureStore/bank',
      }),
      service('feast-bank-ui', 'feast.dev/name=bank feast.dev/service-type=ui', 'http 80>8888', {
        selector: 'feast.dev/name=bank',
        owner: 'FeatureStore/bank',
      }),
      workload('feast-bank', 'feast.dev/name=bank', {
        owner: 'FeatureStore/bank',
        run: [
          { image: 'quay.io/feastdev/feature-server:0.52.0', command: 'feast serve' },
          { image: 'quay.io/feastdev/feature-server:0.52.0', command: 'feast ui' },
        ],
      }),
    ],
    'feast feast-bank-ui:80 http /',
  ),
  install(
    'Feast, python server of an old release with a registry beside it',
    [
      app(
        'f-feast-python-server',
        k8s('feast-python-server', 'f', 'helm.sh/chart=feast-python-server-0.28.0'),
        'http 80>http',
        { run: [{ image: 'feastdev/feature-server:0.28.0', ports: 'http 6566' }] },
      ),
    ],
    'feast f-feast-python-server:80 http /health',
  ),
  install(
    'Label Studio with nginx in its pod and Postgres',
    [
      app(
        'ls-ls-app',
        k8s('ls-app', 'ls', 'helm.sh/chart=label-studio-2.0.5 @part-of=label-studio'),
        'service 80>8085',
        {
          run: [
            { image: 'heartexlabs/label-studio:1.23.0', ports: 'app 8080' },
            { image: 'heartexlabs/label-studio:1.23.0', command: 'nginx', ports: 'nginx 8085' },
          ],
        },
      ),
      app('ls-postgresql', k8s('postgresql', 'ls', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['bitnamilegacy/postgresql:15'],
      }),
    ],
    'label-studio ls-ls-app:80 http /',
  ),
  install(
    'Label Studio, enterprise: its workers are no doors',
    [
      app('lse-app', k8s('lse-app', 'lse', 'helm.sh/chart=label-studio-1.4.0'), 'service 80>8085', {
        run: ['heartexlabs/label-studio-enterprise:2.4.0'],
      }),
      workload('lse-rqworker', k8s('lse-rqworker', 'lse'), {
        run: ['heartexlabs/label-studio-enterprise:2.4.0'],
      }),
    ],
    'label-studio lse-app:80 http /',
  ),
  install(
    'Label Studio, plain manifests',
    [
      app('labels', 'app=labels', 'http 8080', {
        run: [{ image: 'heartexlabs/label-studio:latest', command: 'label-studio start --port 8080' }],
      }),
    ],
    'label-studio labels:8080 http /',
  ),
  install(
    'Feast with TLS by the operator',
    [
      service('feast-x-online', 'feast.dev/name=x feast.dev/service-type=online', 'https 443>6567', {
        selector: 'feast.dev/name=x',
        owner: 'FeatureStore/x',
      }),
      workload('feast-x', 'feast.dev/name=x', {
        owner: 'FeatureStore/x',
        run: ['quay.io/feastdev/feature-server:0.50.0'],
      }),
    ],
    'feast feast-x-online:443 https /health',
  ),
  install(
    'Feast feature server in mode registry, nameOverride',
    [
      app(
        'reg-feast-registry',
        k8s('feast-registry', 'reg', 'helm.sh/chart=feast-feature-server-0.40.1'),
        'http 80>http',
        {
          run: [
            { image: 'feastdev/feature-server:0.40.1', command: 'feast serve_registry', ports: 'http 6570' },
          ],
        },
      ),
    ],
    'feast reg-feast-registry:80 http /health',
  ),
  install(
    'ClearML with fullnameOverride, NodePorts and Dragonfly',
    [
      service(
        'exp-webserver',
        'helm.sh/chart=clearml-8.0.0 @name=exp @instance=cm @managed-by=Helm',
        '8080>http',
        { selector: '@name=exp @instance=exp-webserver' },
      ),
      workload('exp-webserver', 'helm.sh/chart=clearml-8.0.0 @name=exp @instance=cm', {
        selector: '@name=exp @instance=exp-webserver',
        run: [{ image: 'docker.io/clearml/server:2.2.0', ports: 'http 80' }],
      }),
      service('exp-apiserver', 'helm.sh/chart=clearml-8.0.0 @name=exp @instance=cm', '8008>http', {
        selector: '@name=exp @instance=exp-apiserver',
      }),
      service('exp-fileserver', 'helm.sh/chart=clearml-8.0.0 @name=exp @instance=cm', '8081>http', {
        selector: '@name=exp @instance=exp-fileserver',
      }),
      workload('exp-apiserver-asyncdelete', 'helm.sh/chart=clearml-8.0.0 @name=exp @instance=cm', {
        selector: '@name=exp @instance=exp-apiserver-asyncdelete',
        run: ['docker.io/clearml/server:2.2.0'],
      }),
    ],
    'clearml exp-webserver:8080 http /',
  ),
  install(
    'ClearML, older chart by another name',
    [
      app(
        'c-clearml-webserver',
        '@name=clearml-server @instance=c-clearml-webserver helm.sh/chart=clearml-server-cloud-ready-2.0.2',
        '80>http',
        { run: [{ image: 'allegroai/clearml:1.0.2', command: 'webserver', ports: 'http 80' }] },
      ),
      app(
        'c-clearml-apiserver',
        '@name=clearml-server @instance=c-clearml-apiserver helm.sh/chart=clearml-server-cloud-ready-2.0.2',
        '8008>http',
        { run: [{ image: 'allegroai/clearml:1.0.2', command: 'apiserver', ports: 'http 8008' }] },
      ),
    ],
    'clearml c-clearml-webserver:80 http /',
  ),
  install(
    'W&B, manifests of the documentation',
    [
      service('wandb-service', '', '80>8080', { selector: 'app=wandb' }),
      workload('wandb', 'app=wandb', {
        run: [{ image: 'wandb/local:0.54.0', ports: 'http 8080', probe: '/ready' }],
      }),
    ],
    'wandb wandb-service:80 http /',
  ),
  install(
    'W&B of the operator in an image registry of the company',
    [
      app('prod-app', k8s('app', 'prod', 'helm.sh/chart=app-0.1.0'), 'app 8080, prometheus 8181', {
        run: ['registry.corp.example/mirror/wandb/local:0.60.0'],
      }),
      app('prod-console', k8s('console', 'prod'), 'console 8082', {
        run: ['registry.corp.example/mirror/wandb/console:2.13.1'],
      }),
    ],
    'wandb prod-app:8080 http /',
  ),
  install(
    'Yatai, only its Service and pods may be seen',
    [
      service('yatai', k8s('yatai', 'yatai', 'helm.sh/chart=yatai-1.1.7'), 'http 80>http'),
      pod('yatai-7d8-x', k8s('yatai', 'yatai'), {
        run: [{ image: 'quay.io/bentoml/yatai:1.1.7', ports: 'http 7777' }],
      }),
    ],
    'bentoml-yatai yatai:80 http /',
  ),
  install(
    'Label Studio of another chart',
    [
      app(
        'ann-label-studio',
        k8s('label-studio', 'ann', 'helm.sh/chart=label-studio-0.2.1'),
        'http 8080>http',
        { run: [{ image: 'heartexlabs/label-studio:1.7.1', ports: 'http 8080' }] },
      ),
    ],
    'label-studio ann-label-studio:8080 http /',
  ),
];
