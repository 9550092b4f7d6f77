import { app, inNamespace, install, k8s, service, workload } from './install.ts';
import type { Install } from './install.ts';

const pachyderm = (name: string) => `suite=pachyderm app=${name}`;

/** Kubeflow and Pachyderm. */
export const kubeflow: readonly Install[] = [
  install(
    'Kubeflow platform with Istio, Katib and pipelines, multi-user',
    [
      inNamespace(
        'istio-system',
        app(
          'istio-ingressgateway',
          'app=istio-ingressgateway istio=ingressgateway helm.sh/chart=istio-ingress-1.29.1 @managed-by=Helm',
          'status-port 15021, http2 80>8080, https 443>8443',
          { run: ['docker.io/istio/proxyv2:1.29.1'] },
        ),
      ),
      inNamespace('kubeflow', [
        ...app(
          'centraldashboard',
          'app=centraldashboard @name=centraldashboard @component=centraldashboard kustomize.component=centraldashboard',
          '80>8082',
          {
            selector: 'app=centraldashboard',
            run: [{ image: 'ghcr.io/kubeflow/kubeflow/central-dashboard:v1.10.0', ports: '8082' }],
          },
        ),
        ...app(
          'jupyter-web-app-service',
          'app=jupyter-web-app kustomize.component=jupyter-web-app',
          'http 80>5000',
          { run: ['ghcr.io/kubeflow/kubeflow/jupyter-web-app:v1.10.0'] },
        ),
        ...app('katib-ui', 'katib.kubeflow.org/component=ui', 'ui 80>8080', {
          run: ['ghcr.io/kubeflow/katib/katib-ui:v0.18.0'],
        }),
        ...app('katib-db-manager', 'katib.kubeflow.org/component=db-manager', 'api 6789', {
          run: ['ghcr.io/kubeflow/katib/katib-db-manager:v0.18.0'],
        }),
        ...app(
          'katib-controller',
          'katib.kubeflow.org/component=controller',
          'webhook 443>8443, metrics 8080, healthz 18080',
          { run: ['ghcr.io/kubeflow/katib/katib-controller:v0.18.0'] },
        ),
        ...service('ml-pipeline-ui', 'app=ml-pipeline-ui', 'http 80>3000', {
          selector: 'app=ml-pipeline-ui',
        }),
        ...workload('ml-pipeline-ui', 'app=ml-pipeline-ui', { run: ['ghcr.io/kubeflow/kfp-frontend:2.5.0'] }),
        ...app('ml-pipeline', 'app=ml-pipeline', 'http 8888, grpc 8887', {
          run: [{ image: 'ghcr.io/kubeflow/kfp-api-server:2.5.0', ports: 'http 8888' }],
        }),
        ...app('ml-pipeline-visualizationserver', 'app=ml-pipeline-visualizationserver', 'http 8888', {
          run: ['ghcr.io/kubeflow/kfp-visualization-server:2.5.0'],
        }),
        ...app('minio-service', 'app=minio application-crd-id=kubeflow-pipelines', 'http 9000', {
          selector: 'app=minio application-crd-id=kubeflow-pipelines',
          run: [
            {
              image: 'gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance',
              command: 'server /data',
            },
          ],
        }),
        ...app('training-operator', 'app=training-operator', 'monitoring-port 8080', {
          selector: 'control-plane=kubeflow-training-operator',
          run: ['ghcr.io/kubeflow/training-v1/training-operator:v1-5525468'],
        }),
      ]),
    ],
    'kubeflow istio-ingressgateway:80 http /',
  ),
  install(
    'Kubeflow Pipelines standalone with Argo and MinIO of its own',
    [
      inNamespace('kubeflow', [
        ...service('ml-pipeline-ui', 'app=ml-pipeline-ui', 'http 80>3000', {
          selector: 'app=ml-pipeline-ui application-crd-id=kubeflow-pipelines',
        }),
        ...workload('ml-pipeline-ui', 'app=ml-pipeline-ui application-crd-id=kubeflow-pipelines', {
          run: ['gcr.io/ml-pipeline/frontend:2.0.5'],
        }),
        ...app(
          'ml-pipeline',
          'app=ml-pipeline application-crd-id=kubeflow-pipelines',
          'http 8888, grpc 8887',
          { run: ['gcr.io/ml-pipeline/api-server:2.0.5'] },
        ),
        ...workload('workflow-controller', 'app=workflow-controller application-crd-id=kubeflow-pipelines', {
          run: ['gcr.io/ml-pipeline/workflow-controller:v3.3.10-license-compliance'],
        }),
        ...app('mysql', 'app=mysql application-crd-id=kubeflow-pipelines', '3306', {
          run: ['gcr.io/ml-pipeline/mysql:8.0.26'],
        }),
        ...app('minio-service', 'app=minio application-crd-id=kubeflow-pipelines', 'http 9000', {
          run: [
            {
              image: 'gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance',
              command: 'server /data',
            },
          ],
        }),
      ]),
    ],
    'kubeflow ml-pipeline-ui:80 http /',
  ),
  install(
    'Katib alone',
    [
      app('katib-ui', 'katib.kubeflow.org/component=ui', 'ui 80>8080', {
        run: ['docker.io/kubeflowkatib/katib-ui:v0.15.0'],
      }),
      app('katib-controller', 'katib.kubeflow.org/component=controller', 'webhook 443>8443, metrics 8080', {
        run: ['docker.io/kubeflowkatib/katib-controller:v0.15.0'],
      }),
    ],
    'kubeflow katib-ui:80 http /katib/',
  ),
  install(
    'Kubeflow dashboard without a gateway',
    [
      app('centraldashboard', 'app=centraldashboard kustomize.component=centraldashboard', '80>8082', {
        run: ['docker.io/kubeflownotebookswg/centraldashboard:v1.6.0'],
      }),
    ],
    'kubeflow centraldashboard:80 http /',
  ),
  install(
    'Pachyderm 2.8 with its proxy, a pipeline and Postgres',
    [
      app('pachyderm-proxy', pachyderm('pachyderm-proxy'), 'http-port 80>8080', {
        run: ['envoyproxy/envoy-distroless:v1.24.1'],
      }),
      app('console', pachyderm('console'), 'console-http 4000>console-http', {
        run: [{ image: 'pachyderm/haberdashery:2.8.0', ports: 'console-http 4000' }],
      }),
      app(
        'pachd',
        pachyderm('pachd'),
        's3gateway-port 30600>1600, api-grpc-port 30650>1650, oidc-port 30657>1657, identity-port 30658>1658, prometheus-metrics 30656>1656',
        { run: ['pachyderm/pachd:2.8.0'] },
      ),
      service('pachd-peer', pachyderm('pachd'), 'api-grpc-peer-port 30653>1653'),
      service('etcd', pachyderm('etcd'), 'client-port 2379'),
      app('pg-bouncer', pachyderm('pg-bouncer'), '5432', { run: ['pachyderm/pgbouncer:1.16.2'] }),
      app('postgres', k8s('postgresql', 'pach', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['docker.io/pachyderm/postgresql:13.3.0'],
      }),
      workload('default-edges-v1', `${pachyderm('pipeline')} component=worker pipelineName=edges`, {
        run: ['pachyderm/worker:2.8.0'],
      }),
    ],
    'pachyderm pachyderm-proxy:80 http /',
  ),
  install(
    'Pachyderm 2.4 without a proxy',
    [
      app('console', pachyderm('console'), 'console-http 4000', { run: ['pachyderm/haberdashery:2.4.6'] }),
      app('pachd', pachyderm('pachd'), 's3gateway-port 30600, api-grpc-port 30650', {
        run: ['pachyderm/pachd:2.4.6'],
      }),
    ],
    'pachyderm console:4000 http /',
  ),
  install(
    'Pachyderm without a console: only its API',
    [
      app('pachd', pachyderm('pachd'), 's3gateway-port 30600>1600, api-grpc-port 30650>1650', {
        run: ['pachyderm/pachd:2.1.0'],
      }),
    ],
    'pachyderm pachd:30650 tcp /',
  ),
  install(
    'Kubeflow pipelines of an old release, legacy labels',
    [
      service('ml-pipeline-ui', 'app=ml-pipeline-ui', '80>3000', { selector: 'app=ml-pipeline-ui' }),
      workload('ml-pipeline-ui', 'app=ml-pipeline-ui', { run: ['gcr.io/ml-pipeline/frontend:1.0.4'] }),
      workload('ml-pipeline', 'app=ml-pipeline', { run: ['gcr.io/ml-pipeline/api-server:1.0.4'] }),
    ],
    'kubeflow ml-pipeline-ui:80 http /',
  ),
  install(
    'Kubeflow of deployKF with a gateway of its own name',
    [
      inNamespace(
        'kubeflow',
        app('centraldashboard', 'app=centraldashboard kustomize.component=centraldashboard', '80>8082', {
          run: ['docker.io/kubeflownotebookswg/centraldashboard:v1.8.0'],
        }),
      ),
      inNamespace(
        'deploykf-istio-gateway',
        app(
          'deploykf-gateway',
          'app=deploykf-gateway istio=deploykf-gateway',
          'http 80>8080, https 443>8443',
          { run: ['istio/proxyv2:1.20'] },
        ),
      ),
    ],
    'kubeflow centraldashboard:80 http /',
  ),
  install(
    'Kubeflow pipelines of OpenShift AI (DSPA)',
    [
      app(
        'ds-pipeline-ui-dspa',
        'app=ds-pipeline-ui-dspa component=data-science-pipelines',
        'https 8443>https',
        { run: ['quay.io/opendatahub/odh-ml-pipelines-frontend:latest'] },
      ),
      app(
        'ds-pipeline-dspa',
        'app=ds-pipeline-dspa component=data-science-pipelines',
        'https 8443>oauth, http 8888, grpc 8887',
        { run: ['quay.io/opendatahub/odh-ml-pipelines-api-server-v2:latest'] },
      ),
    ],
    'kubeflow ds-pipeline-ui-dspa:8443 https /',
  ),
];
