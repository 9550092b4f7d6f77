import { record } from '../../../common/json.ts';
import { app, inNamespace, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** Metaflow, Argo Workflows, Flyte, Dagster. */
export const workflows: readonly Install[] = [
  install(
    'Metaflow, umbrella chart with the static Service in its own namespace',
    [
      app(
        'mf-metaflow-service',
        k8s('metaflow-service', 'mf', 'helm.sh/chart=metaflow-service-0.2.2'),
        'metadata 8080, upgrades 8082',
        { run: ['public.ecr.aws/outerbounds/metaflow_metadata_service:v2.4.13-2'] },
      ),
      app('mf-metaflow-ui', k8s('metaflow-ui', 'mf', 'helm.sh/chart=metaflow-ui-0.3.2'), 'http 8083', {
        run: ['public.ecr.aws/outerbounds/metaflow_metadata_service:v2.4.13-2'],
      }),
      app(
        'mf-metaflow-ui-static',
        k8s('metaflow-ui-static', 'mf', 'helm.sh/chart=metaflow-ui-0.3.2'),
        'http 3000',
        { run: ['public.ecr.aws/outerbounds/metaflow_ui:v1.3.3'] },
      ),
      app('mf-postgresql', k8s('postgresql', 'mf', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['bitnami/postgresql:14'],
      }),
    ],
    'metaflow mf-metaflow-ui-static:3000 http /',
  ),
  install(
    'Metaflow, terraform: the typing error in the static Service leaves it without pods',
    [
      service('metadata-service', '', '8080', { selector: 'app=metadata-service' }),
      workload('metadata-service', 'app=metadata-service', {
        run: ['netflixoss/metaflow_metadata_service:v2.3.3'],
      }),
      service('metaflow-ui-backend-service', '', '8083', { selector: 'app=metaflow-ui-backend-service' }),
      workload('metaflow-ui-backend-service', 'app=metaflow-ui-backend-service', {
        run: ['netflixoss/metaflow_metadata_service:v2.3.3'],
      }),
      service('metaflow-ui-static-service', '', '3000', { selector: 'app=metadata-ui-static-service' }),
      workload('metaflow-ui-static-service', 'app=metaflow-ui-static-service', {
        run: ['public.ecr.aws/outerbounds/metaflow_ui:v1.1.2'],
      }),
    ],
    // Forwarded by its workload: nothing stands behind the Service.
    'metaflow metaflow-ui-static-service:3000 http /',
  ),
  install(
    'Metaflow service alone, without a page',
    [
      app('meta-metaflow-service', k8s('metaflow-service', 'meta'), 'metadata 8080', {
        run: ['netflixoss/metaflow_metadata_service:v2.4.3'],
      }),
    ],
    'metaflow meta-metaflow-service:8080 http /',
  ),
  install(
    'Argo Workflows, chart of argo-helm with nameOverride',
    [
      app(
        'wf-jobs-server',
        k8s(
          'jobs-server',
          'wf',
          '@component=server @part-of=argo-workflows app=server helm.sh/chart=argo-workflows-1.0.18',
        ),
        '2746',
        {
          selector: '@name=jobs-server @instance=wf',
          run: [
            {
              image: 'quay.io/argoproj/argocli:v4.0.6',
              command: 'server --configmap=wf-cm --auth-mode=client --secure=false',
              ports: 'web 2746',
            },
          ],
        },
      ),
      workload(
        'wf-jobs-workflow-controller',
        k8s('jobs-workflow-controller', 'wf', '@component=workflow-controller @part-of=argo-workflows'),
        {
          selector: '@name=jobs-workflow-controller @instance=wf',
          run: ['quay.io/argoproj/workflow-controller:v4.0.6'],
        },
      ),
    ],
    'argo-workflows wf-jobs-server:2746 http /workflows',
  ),
  install(
    'Argo Workflows, install.yaml with TLS',
    [...inArgo()],
    'argo-workflows argo-server:2746 https /workflows',
  ),
  install(
    'Argo Workflows, Bitnami',
    [
      app(
        'wf-argo-workflows-server',
        k8s(
          'argo-workflows',
          'wf',
          '@component=server @part-of=argo-workflows helm.sh/chart=argo-workflows-13.0.7',
        ),
        'http 80>web',
        {
          run: [
            {
              image: 'docker.io/bitnami/argo-workflow-cli:3.7.1',
              command: 'server --secure=false --configmap=wf',
              ports: 'web 2746',
            },
          ],
        },
      ),
      app(
        'wf-argo-workflows-controller',
        k8s('argo-workflows', 'wf', '@component=controller @part-of=argo-workflows'),
        'metrics 9090>metrics',
        {
          run: ['docker.io/bitnami/argo-workflow-controller:3.7.1'],
        },
      ),
      app('wf-postgresql', k8s('postgresql', 'wf', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['docker.io/bitnami/postgresql:17'],
      }),
    ],
    'argo-workflows wf-argo-workflows-server:80 http /workflows',
  ),
  install(
    'Argo Workflows, old chart argo 0.x',
    [
      app(
        'argo-server',
        old(
          'argo-server',
          'argo',
          'argo-0.16.9',
          '@name=argo-server @part-of=argo-workflows @component=server',
        ),
        '2746',
        {
          selector: 'app=argo-server release=argo',
          run: [
            {
              image: 'argoproj/argocli:v2.12.5',
              command: 'server --configmap=argo-workflow-controller-configmap',
              ports: 'web 2746',
            },
          ],
        },
      ),
    ],
    'argo-workflows argo-server:2746 https /workflows',
  ),
  install(
    'Flyte 1, binary',
    [
      service(
        'fl-flyte-binary-http',
        k8s('flyte-binary', 'fl', 'helm.sh/chart=flyte-binary-v0.1.10'),
        'http 8088',
      ),
      service(
        'fl-flyte-binary-grpc',
        k8s('flyte-binary', 'fl', 'helm.sh/chart=flyte-binary-v0.1.10'),
        'grpc 8089',
      ),
      service('fl-flyte-binary-webhook', k8s('flyte-binary', 'fl'), 'webhook 443>9443'),
      workload('fl-flyte-binary', k8s('flyte-binary', 'fl'), {
        run: [
          {
            image: 'cr.flyte.org/flyteorg/flyte-binary-release:v1.16.8',
            ports: 'http 8088, grpc 8089, webhook 9443',
          },
        ],
      }),
    ],
    'flyte fl-flyte-binary-http:8088 http /console',
  ),
  install(
    'Flyte 1, core',
    [
      app('flyteconsole', k8s('flyteconsole', 'flyte', 'helm.sh/chart=flyte-core-v1.15.0'), 'http 80>8080', {
        run: ['cr.flyte.org/flyteorg/flyteconsole:v1.19.4'],
      }),
      app(
        'flyteadmin',
        k8s('flyteadmin', 'flyte', 'helm.sh/chart=flyte-core-v1.15.0'),
        'http 80>8088, grpc 81>8089, redoc 87, http-metrics 10254',
        { run: ['cr.flyte.org/flyteorg/flyteadmin:v1.15.0'] },
      ),
      app('datacatalog', k8s('datacatalog', 'flyte'), 'grpc 89>8089', {
        run: ['cr.flyte.org/flyteorg/datacatalog:v1.15.0'],
      }),
      workload('flytepropeller', k8s('flytepropeller', 'flyte'), {
        run: ['cr.flyte.org/flyteorg/flytepropeller:v1.15.0'],
      }),
    ],
    'flyte flyteconsole:80 http /console',
  ),
  install(
    'Flyte 2 with its console',
    [
      app('f2-flyte-binary-console', k8s('flyte-binary', 'f2', '@component=console'), 'http 80>8080', {
        run: ['ghcr.io/unionai-oss/flyteconsole-v2:latest'],
      }),
      app('f2-flyte-binary-http', k8s('flyte-binary', 'f2', '@component=flyte-binary'), 'http 8090', {
        run: ['cr.flyte.org/flyteorg/flyte-binary-v2:v2.0.0'],
      }),
    ],
    'flyte f2-flyte-binary-console:80 http /v2',
  ),
  install(
    'Dagster with a read-only page, a daemon and user code',
    [
      app(
        'dg-dagster-webserver',
        k8s('dagster', 'dg', 'component=dagster-webserver helm.sh/chart=dagster-1.11.0'),
        'http 80',
        {
          run: [
            {
              image: 'docker.io/dagster/dagster-celery-k8s:1.11.0',
              command: '/bin/bash -c dagster-webserver -h 0.0.0.0 -p 80 -w /dagster-workspace/workspace.yaml',
              ports: 'http 80',
              probe: '/server_info',
            },
          ],
        },
      ),
      app(
        'dg-dagster-webserver-read-only',
        k8s('dagster', 'dg', 'component=dagster-webserver-read-only'),
        'http 80',
        {
          run: [
            {
              image: 'docker.io/dagster/dagster-celery-k8s:1.11.0',
              command: 'dagster-webserver --read-only',
            },
          ],
        },
      ),
      workload('dg-dagster-daemon', k8s('dagster', 'dg', 'component=dagster-daemon'), {
        run: ['docker.io/dagster/dagster-celery-k8s:1.11.0'],
      }),
      app(
        'k8s-example-user-code-1',
        k8s('dagster-user-deployments', 'dg', 'component=user-deployments'),
        'grpc 3030',
        { run: ['docker.io/dagster/user-code-example:1.11.0'] },
      ),
      app('dg-postgresql', old('postgresql', 'dg', 'postgresql-8.1.0'), 'tcp-postgresql 5432', {
        run: ['docker.io/bitnami/postgresql:11.6'],
      }),
    ],
    'dagster dg-dagster-webserver:80 http /',
  ),
  install(
    'Dagster 0.15 (dagit) under a path prefix',
    [
      app('dagster-dagit', k8s('dagster', 'dagster', 'component=dagit'), 'http 80', {
        run: [
          {
            image: 'dagster/dagster-k8s:0.15.8',
            command: '/bin/bash -c dagit -h 0.0.0.0 -p 80 --path-prefix /dagster',
            ports: 'http 80',
            probe: '/dagster/server_info',
          },
        ],
      }),
    ],
    'dagster dagster-dagit:80 http /dagster/',
  ),
  install(
    'Dagster, own manifests with docker image of the team',
    [
      service('dagster', '', '3000', { selector: 'app=dagster-web' }),
      workload('dagster', 'app=dagster-web', {
        run: [
          {
            image: 'registry.example/team/pipelines:42',
            command: 'dagster-webserver -h 0.0.0.0 -p 3000 -w workspace.yaml',
          },
        ],
      }),
    ],
    'dagster dagster:3000 http /',
  ),
  install(
    'Dagster of release whose legacy chart label is its only sign of Helm',
    [
      app('d-dagit', `${old('dagit', 'd', 'dagster-0.9.0')} component=dagit`, 'http 80', {
        run: ['dagster/dagster-k8s:0.9.0'],
      }),
    ],
    'dagster d-dagit:80 http /',
  ),
  install(
    'Dagster with nameOverride and a team of workers',
    [
      app(
        'dg-web',
        k8s('pipes', 'dg', 'component=dagster-webserver helm.sh/chart=dagster-1.9.3'),
        'http 8080>http',
        {
          run: [
            {
              image: 'dagster/dagster-celery-k8s:1.9.3',
              command: '/bin/bash -c dagster-webserver -h 0.0.0.0 -p 8080',
              ports: 'http 8080',
            },
          ],
        },
      ),
      workload('dg-daemon', k8s('pipes', 'dg', 'component=dagster-daemon'), {
        run: ['dagster/dagster-celery-k8s:1.9.3'],
      }),
    ],
    'dagster dg-web:8080 http /',
  ),
  install(
    'Metaflow, umbrella chart whose static Service went to the namespace default',
    [
      service('mf-metaflow-ui-static', k8s('metaflow-ui-static', 'mf'), 'http 3000').map((object) => ({
        ...object,
        metadata: { ...record(object, 'metadata'), namespace: 'default' },
      })),
      workload('mf-metaflow-ui-static', k8s('metaflow-ui-static', 'mf'), {
        run: [{ image: 'public.ecr.aws/outerbounds/metaflow_ui:v1.3.3', ports: 'http 3000' }],
      }),
      app('mf-metaflow-ui', k8s('metaflow-ui', 'mf'), 'http 8083'),
      app('mf-metaflow-service', k8s('metaflow-service', 'mf'), 'metadata 8080'),
    ],
    'metaflow mf-metaflow-ui-static:3000 http /',
  ),
];

function inArgo() {
  return [
    inNamespace('argo', [
      ...service('argo-server', '', 'web 2746>2746', { selector: 'app=argo-server' }),
      ...workload('argo-server', 'app=argo-server', {
        run: [{ image: 'quay.io/argoproj/argocli:v3.5.5', command: 'server', ports: 'web 2746' }],
      }),
      ...workload('workflow-controller', 'app=workflow-controller', {
        run: ['quay.io/argoproj/workflow-controller:v3.5.5'],
      }),
    ]),
  ];
}
