import { app, inNamespace, install, k8s, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** Argo CD. */
export const argoCd: readonly Install[] = [
  install(
    'Argo CD, chart',
    [
      app(
        'argocd-server',
        k8s('argocd-server', 'argocd', '@component=server @part-of=argocd helm.sh/chart=argo-cd-10.1.1'),
        'http 80>8080, https 443>8080',
        {
          run: [
            { image: 'quay.io/argoproj/argocd:v3.4.4', command: '/usr/local/bin/argocd-server --port=8080' },
          ],
        },
      ),
      app(
        'argocd-repo-server',
        k8s('argocd-repo-server', 'argocd', '@component=repo-server @part-of=argocd'),
        'tcp-repo-server 8081>repo-server',
        { run: ['quay.io/argoproj/argocd:v3.4.4'] },
      ),
      app(
        'argocd-redis',
        k8s('argocd-redis', 'argocd', '@component=redis @part-of=argocd'),
        'tcp-redis 6379',
        { run: ['public.ecr.aws/docker/library/redis:7.2'] },
      ),
      app(
        'argocd-dex-server',
        k8s('argocd-dex-server', 'argocd', '@component=dex-server @part-of=argocd'),
        'http 5556, grpc 5557',
        { run: ['ghcr.io/dexidp/dex:v2.43.0'] },
      ),
      workload(
        'argocd-application-controller',
        k8s('argocd-application-controller', 'argocd', '@component=application-controller @part-of=argocd'),
        { kind: 'StatefulSet', run: ['quay.io/argoproj/argocd:v3.4.4'] },
      ),
    ],
    'argo-cd argocd-server:443 https /',
  ),
  install(
    'Argo CD, chart with server.insecure in its ConfigMap',
    [
      app(
        'cd-argocd-server',
        k8s('argocd-server', 'cd', '@component=server @part-of=argocd'),
        'http 80>8080, https 443>8080',
        {
          run: [
            { image: 'quay.io/argoproj/argocd:v2.14.1', command: '/usr/local/bin/argocd-server --port=8080' },
          ],
        },
      ),
      [
        {
          kind: 'ConfigMap',
          metadata: { name: 'argocd-cmd-params-cm', namespace: 'team-a', labels: {} },
          data: { 'server.insecure': 'true' },
        },
      ],
    ],
    'argo-cd cd-argocd-server:80 http /',
  ),
  install(
    'Argo CD with --insecure on its command line, plain manifests',
    [
      app(
        'argocd-server',
        '@name=argocd-server @component=server @part-of=argocd',
        'http 80>8080, https 443>8080',
        {
          selector: '@name=argocd-server',
          run: [
            {
              image: 'quay.io/argoproj/argocd:v2.8.4',
              command: '/usr/local/bin/argocd-server --insecure --rootpath /argo',
            },
          ],
        },
      ),
    ],
    'argo-cd argocd-server:80 http /argo/',
  ),
  install(
    'Argo CD, Bitnami',
    [
      app(
        'gitops-argo-cd-server',
        k8s('argo-cd', 'gitops', '@component=server helm.sh/chart=argo-cd-9.0.30'),
        'http 80>http, https 443>http',
        { run: [{ image: 'docker.io/bitnami/argo-cd:3.1.0', command: 'argocd-server', ports: 'http 8080' }] },
      ),
      app(
        'gitops-argo-cd-repo-server',
        k8s('argo-cd', 'gitops', '@component=repo-server'),
        'http-repo 8081',
        { run: ['docker.io/bitnami/argo-cd:3.1.0'] },
      ),
    ],
    'argo-cd gitops-argo-cd-server:443 https /',
  ),
  install(
    'Argo CD took over the instance label of what it made',
    [
      service('ml-mlflow', '@name=mlflow @instance=argo-app helm.sh/chart=mlflow-0.7.19', 'http 5000', {
        selector: '@name=mlflow @instance=ml',
      }),
      workload('ml-mlflow', '@name=mlflow @instance=argo-app', {
        selector: '@name=mlflow @instance=ml',
        run: ['burakince/mlflow:2.20.1'],
      }),
      pod('ml-mlflow-1', '@name=mlflow @instance=ml', { run: ['burakince/mlflow:2.20.1'] }),
    ],
    'mlflow ml-mlflow:5000 http /',
  ),
  install(
    'Argo CD, HA manifests: several redis',
    [
      inNamespace('argocd', [
        ...app(
          'argocd-server',
          '@name=argocd-server @component=server @part-of=argocd',
          'http 80>8080, https 443>8080',
          {
            selector: '@name=argocd-server',
            replicas: 2,
            run: [
              {
                image: 'quay.io/argoproj/argocd:v2.13.2',
                command: '/usr/local/bin/argocd-server',
                env: 'ARGOCD_SERVER_INSECURE ARGOCD_SERVER_ROOTPATH',
              },
            ],
          },
        ),
        ...service(
          'argocd-server-metrics',
          '@name=argocd-server-metrics @component=server @part-of=argocd',
          'metrics 8083',
          { selector: '@name=argocd-server' },
        ),
        ...app(
          'argocd-redis-ha-haproxy',
          '@name=argocd-redis-ha-haproxy @component=redis @part-of=argocd',
          'tcp-haproxy 6379',
          { run: ['haproxy:2.6'] },
        ),
      ]),
    ],
    'argo-cd argocd-server:443 https /',
  ),
  install(
    'Argo CD of the OpenShift operator',
    [
      app(
        'openshift-gitops-server',
        '@name=openshift-gitops-server @component=server @part-of=argocd @managed-by=openshift-gitops',
        'http 80>8080, https 443>8080',
        {
          selector: '@name=openshift-gitops-server',
          owner: 'ArgoCD/openshift-gitops',
          run: [
            {
              image: 'registry.redhat.io/openshift-gitops-1/argocd-rhel8:v1.12',
              command: 'argocd-server --staticassets /shared/app',
            },
          ],
        },
      ),
      app(
        'openshift-gitops-repo-server',
        '@name=openshift-gitops-repo-server @component=repo-server @part-of=argocd',
        'server 8081',
        { run: ['registry.redhat.io/openshift-gitops-1/argocd-rhel8:v1.12'] },
      ),
    ],
    'argo-cd openshift-gitops-server:443 https /',
  ),
];
