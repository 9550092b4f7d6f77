import { app, inNamespace, install, k8s, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** What shares out machines: Kueue, Volcano, the GPU operator. */
export const machines: readonly Install[] = [
  install(
    'Kueue, chart',
    [
      inNamespace('kueue-system', [
        ...workload(
          'kueue-controller-manager',
          k8s('kueue', 'kueue', 'control-plane=controller-manager helm.sh/chart=kueue-0.19.2'),
          { run: ['registry.k8s.io/kueue/kueue:v0.19.2'] },
        ),
        ...service(
          'kueue-controller-manager-metrics-service',
          k8s('kueue', 'kueue', 'control-plane=controller-manager'),
          'https 8443',
        ),
        ...service(
          'kueue-webhook-service',
          k8s('kueue', 'kueue', 'control-plane=controller-manager'),
          '443>9443',
        ),
        ...service(
          'kueue-visibility-server',
          k8s('kueue', 'kueue', 'control-plane=controller-manager'),
          'https 443>8082',
        ),
      ]),
    ],
    'kueue -',
  ),
  install(
    'Kueue, manifests, with its page',
    [
      workload(
        'kueue-controller-manager',
        '@name=kueue @component=controller control-plane=controller-manager',
        { run: ['registry.k8s.io/kueue/kueue:v0.15.0'] },
      ),
      service('kueue-webhook-service', '@name=kueue @component=controller', '443>9443', {
        selector: 'control-plane=controller-manager',
      }),
      service('kueue-kueueviz-frontend', '', '8080>8080', { selector: 'app=kueueviz-frontend' }),
      workload('kueue-kueueviz-frontend', 'app=kueueviz-frontend', {
        run: ['registry.k8s.io/kueue/kueueviz-frontend:v0.15.0'],
      }),
      service('kueue-kueueviz-backend', '', '8080>8080', { selector: 'app=kueueviz-backend' }),
      workload('kueue-kueueviz-backend', 'app=kueueviz-backend', {
        run: ['registry.k8s.io/kueue/kueueviz-backend:v0.15.0'],
      }),
    ],
    'kueue kueue-kueueviz-frontend:8080 http /',
  ),
  install(
    'Volcano, chart',
    [
      inNamespace('volcano-system', [
        ...app('volcano-scheduler-service', 'app=volcano-scheduler', 'metrics 8080', {
          run: ['docker.io/volcanosh/vc-scheduler:v1.15.0'],
        }),
        ...app('volcano-controllers-service', 'app=volcano-controller', 'metrics 8081>8081', {
          run: ['docker.io/volcanosh/vc-controller-manager:v1.15.0'],
        }),
        ...app('volcano-admission-service', 'app=volcano-admission', '443>8443', {
          run: ['docker.io/volcanosh/vc-webhook-manager:v1.15.0'],
        }),
      ]),
    ],
    'volcano -',
  ),
  install(
    'Volcano with its dashboard',
    [
      workload('volcano-scheduler', 'app=volcano-scheduler', { run: ['volcanosh/vc-scheduler:v1.9.0'] }),
      service('volcano-dashboard', '', 'backend 3001>3001, frontend 80>80', {
        selector: 'app=volcano-dashboard',
      }),
      workload('volcano-dashboard', 'app=volcano-dashboard', {
        run: ['volcanosh/vc-dashboard-frontend:latest', 'volcanosh/vc-dashboard-backend:latest'],
      }),
    ],
    'volcano volcano-dashboard:80 http /',
  ),
  install(
    'NVIDIA GPU operator and what it starts',
    [
      inNamespace('gpu-operator', [
        ...workload('gpu-operator', k8s('gpu-operator', 'gpu', '@component=gpu-operator app=gpu-operator'), {
          run: ['nvcr.io/nvidia/gpu-operator:v25.3.0'],
        }),
        ...app('gpu-operator', 'app=gpu-operator', 'gpu-operator-metrics 8080', {
          kind: 'DaemonSet',
          run: ['nvcr.io/nvidia/k8s-device-plugin:v0.17.0'],
        }),
        ...app('nvidia-dcgm-exporter', 'app=nvidia-dcgm-exporter', 'gpu-metrics 9400', {
          kind: 'DaemonSet',
          run: ['nvcr.io/nvidia/k8s/dcgm-exporter:4.1.1'],
        }),
      ]),
    ],
    'gpu-operator -',
  ),
  install(
    'GPU operator under another release name',
    [
      workload(
        'nv-gpu-operator',
        k8s('gpu-operator', 'nv', '@component=gpu-operator helm.sh/chart=gpu-operator-v24.9.0'),
        { run: ['nvcr.io/nvidia/gpu-operator:v24.9.0'] },
      ),
    ],
    'gpu-operator -',
  ),
  install(
    'Kueue with fullnameOverride and its page',
    [
      workload('queues-controller-manager', k8s('kueue', 'q', 'control-plane=controller-manager'), {
        run: ['registry.k8s.io/kueue/kueue:v0.10.1'],
      }),
      app('queues-kueueviz-frontend', 'app=kueueviz-frontend', '8080', {
        run: ['us-central1-docker.pkg.dev/k8s-staging-images/kueue/kueueviz-frontend:main'],
      }),
    ],
    'kueue queues-kueueviz-frontend:8080 http /',
  ),
  install(
    'Volcano, manifests of its development branch',
    [
      inNamespace('volcano-system', [
        ...workload('volcano-controllers', 'app=volcano-controller', {
          run: ['volcanosh/vc-controller-manager:latest'],
        }),
        ...app('volcano-scheduler-service', 'app=volcano-scheduler', 'metrics 8080', {
          run: ['volcanosh/vc-scheduler:latest'],
        }),
        ...app('grafana', 'app=grafana', 'http 3000>3000', { run: ['grafana/grafana:latest'] }),
      ]),
    ],
    'volcano -',
    'grafana grafana:3000 http /',
  ),
  install(
    'GPU operator, only its pods may be seen',
    [
      pod('gpu-operator-6b-x', k8s('gpu-operator', 'gpu', '@component=gpu-operator'), {
        run: ['nvcr.io/nvidia/gpu-operator:v24.6.2'],
      }),
      pod('nvidia-device-plugin-daemonset-1', 'app=nvidia-device-plugin-daemonset', {
        owner: 'DaemonSet/nvidia-device-plugin-daemonset',
        run: ['nvcr.io/nvidia/k8s-device-plugin:v0.16.2'],
      }),
    ],
    'gpu-operator -',
  ),
];
