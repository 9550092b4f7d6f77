import { app, inNamespace, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** No tools: what operates and measures them. */
export const operatorsAndExporters: readonly Install[] = [
  install('Istio without Kubeflow', [
    inNamespace(
      'istio-system',
      app(
        'istio-ingressgateway',
        'app=istio-ingressgateway istio=ingressgateway release=istio',
        'http2 80>8080, https 443>8443',
        { run: ['docker.io/istio/proxyv2:1.24.0'] },
      ),
    ),
  ]),
  install('the exporter of Elasticsearch', [
    app('x-prometheus-elasticsearch-exporter', k8s('prometheus-elasticsearch-exporter', 'x'), 'http 9108', {
      run: ['quay.io/prometheuscommunity/elasticsearch-exporter:v1.9.0'],
    }),
  ]),
  install('the exporter of Elasticsearch, old chart', [
    app(
      'x-elasticsearch-exporter',
      old('elasticsearch-exporter', 'x', 'elasticsearch-exporter-4.0.0'),
      'http 9108',
      { run: ['justwatch/elasticsearch_exporter:1.1.0'] },
    ),
  ]),
  install('the exporter of Postgres', [
    app('x-prometheus-postgres-exporter', k8s('prometheus-postgres-exporter', 'x'), 'http 80>http', {
      run: ['quay.io/prometheuscommunity/postgres-exporter:v0.17.1'],
    }),
  ]),
  install('the exporter of Airflow', [
    app('airflow-exporter', k8s('airflow-prometheus-exporter', 'x'), 'http 9112', {
      run: ['shawnzhu/airflow-prometheus-exporter:1.0.8'],
    }),
  ]),
  install('the operator of ECK', [
    inNamespace('elastic-system', [
      ...workload(
        'elastic-operator',
        k8s(
          'elastic-operator',
          'elastic-operator',
          'control-plane=elastic-operator helm.sh/chart=eck-operator-2.16.1',
        ),
        { kind: 'StatefulSet', run: ['docker.elastic.co/eck/eck-operator:2.16.1'] },
      ),
      ...service('elastic-operator-webhook', k8s('elastic-operator', 'elastic-operator'), 'https 443>9443'),
    ]),
  ]),
  install('the operator of Ray', [
    app(
      'kuberay-operator',
      k8s('kuberay-operator', 'kuberay-operator', '@component=kuberay-operator'),
      'http 8080',
      { run: ['quay.io/kuberay/operator:v1.4.2'] },
    ),
  ]),
  install('the operator of Ray, Bitnami', [
    app('ray-kuberay-operator', k8s('kuberay', 'ray', '@component=operator @part-of=kuberay'), 'http 8080', {
      run: ['docker.io/bitnami/kuberay-operator:1.4.2'],
    }),
    app(
      'ray-kuberay-apiserver',
      k8s('kuberay', 'ray', '@component=apiserver @part-of=kuberay'),
      'http 8888, grpc 8887',
      { run: ['docker.io/bitnami/kuberay-apiserver:1.4.2'] },
    ),
  ]),
  install('the operator of Spark', [
    inNamespace('spark-operator', [
      ...workload(
        'spark-operator-controller',
        k8s('spark-operator', 'spark-operator', '@component=controller'),
        { run: ['ghcr.io/kubeflow/spark-operator/controller:2.5.2'] },
      ),
      ...app(
        'spark-operator-webhook-svc',
        k8s('spark-operator', 'spark-operator', '@component=webhook'),
        'webhook 443>9443',
        { run: ['ghcr.io/kubeflow/spark-operator/controller:2.5.2'] },
      ),
    ]),
  ]),
  install('the operator of Dask', [
    workload(
      'dask-dask-kubernetes-operator',
      k8s('dask-kubernetes-operator', 'dask', 'helm.sh/chart=dask-kubernetes-operator-2025.7.0'),
      { run: ['ghcr.io/dask/dask-kubernetes-operator:2025.7.0'] },
    ),
  ]),
  install('the operator of MinIO', [
    app('operator', k8s('operator', 'minio-operator'), 'http 4221', {
      run: ['quay.io/minio/operator:v7.1.1'],
    }),
  ]),
  install('the operator of Grafana', [
    app('grafana-operator-metrics', k8s('grafana-operator', 'grafana-operator'), 'metrics 9090', {
      run: ['ghcr.io/grafana/grafana-operator:v5.18.0'],
    }),
  ]),
  install('the operator of Milvus', [
    app('milvus-operator-webhook', k8s('milvus-operator', 'mo'), '443>9443', {
      run: ['milvusdb/milvus-operator:v1.2.0'],
    }),
  ]),
  install('the controller of KServe', [
    app(
      'kserve-controller-manager-service',
      '@name=kserve control-plane=kserve-controller-manager',
      '8443>https',
      { selector: 'control-plane=kserve-controller-manager', run: ['kserve/kserve-controller:v0.15.0'] },
    ),
    service('kserve-webhook-server-service', '@name=kserve', '443>webhook-server', {
      selector: 'control-plane=kserve-controller-manager',
    }),
  ]),
  install('the operator of Seldon 1', [
    app(
      'seldon-webhook-service',
      'app=seldon @name=seldon-core-operator @instance=seldon control-plane=seldon-controller-manager',
      '4443>4443',
      { run: ['seldonio/seldon-core-operator:1.18.2'] },
    ),
  ]),
  install('the operator of Feast', [
    app(
      'feast-operator-controller-manager-metrics-service',
      '@name=feast-operator control-plane=controller-manager',
      'https 8443',
      { run: ['quay.io/feastdev/feast-operator:0.52.0'] },
    ),
  ]),
  install('the operator of W&B', [
    workload(
      'wandb-controller-manager',
      k8s('operator', 'wandb-operator', 'control-plane=controller-manager'),
      { run: ['wandb/controller:1.20.0'] },
    ),
  ]),
  install('the operator of Prometheus', [
    app('prometheus-operator', '@name=prometheus-operator @component=controller', 'https 8443', {
      run: ['quay.io/prometheus-operator/prometheus-operator:v0.84.0'],
    }),
  ]),
  install('the training operator', [
    inNamespace(
      'kubeflow',
      app('training-operator', 'app=training-operator', 'monitoring-port 8080, webhook-server 443>9443', {
        selector: 'control-plane=kubeflow-training-operator',
        run: ['kubeflow/training-operator:v1-855e096'],
      }),
    ),
  ]),
  install('Grafana Alloy and agent', [
    app('alloy', k8s('alloy', 'alloy'), 'http-metrics 12345', {
      kind: 'DaemonSet',
      run: ['docker.io/grafana/alloy:v1.10.0'],
    }),
    app('grafana-agent', k8s('grafana-agent', 'ga'), 'http-metrics 80', {
      kind: 'DaemonSet',
      run: ['docker.io/grafana/agent:v0.44.2'],
    }),
  ]),
  install('Loki, Tempo and Mimir', [
    app('loki', k8s('loki', 'loki', '@component=single-binary'), 'http-metrics 3100', {
      run: ['docker.io/grafana/loki:3.5.0'],
    }),
    app('tempo', k8s('tempo', 'tempo'), 'tempo-prom-metrics 3200', { run: ['grafana/tempo:2.8'] }),
  ]),
  install('the image renderer of Grafana', [
    app('g-grafana-image-renderer', k8s('grafana-image-renderer', 'g'), 'http 8081', {
      run: ['docker.io/grafana/grafana-image-renderer:3.12.0'],
    }),
  ]),
  install('the pushgateway, and the adapter for metrics', [
    app('pg-prometheus-pushgateway', k8s('prometheus-pushgateway', 'pg'), 'http 9091', {
      run: ['quay.io/prometheus/pushgateway:v1.11.1'],
    }),
    app('pa-prometheus-adapter', k8s('prometheus-adapter', 'pa'), 'https 443', {
      run: ['registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0'],
    }),
  ]),
  install('node exporter', [
    app('n-prometheus-node-exporter', k8s('prometheus-node-exporter', 'n'), 'metrics 9100', {
      kind: 'DaemonSet',
      run: ['quay.io/prometheus/node-exporter:v1.9.1'],
    }),
  ]),
  install('Filebeat and Logstash', [
    workload('filebeat-filebeat', 'app=filebeat-filebeat release=fb heritage=Helm chart=filebeat-8.5.1', {
      kind: 'DaemonSet',
      run: ['docker.elastic.co/beats/filebeat:8.5.1'],
    }),
    app('ls-logstash', 'app=ls-logstash chart=logstash release=ls heritage=Helm', 'metrics 9600', {
      run: ['docker.elastic.co/logstash/logstash:8.5.1'],
    }),
  ]),
  install('APM server and agents of ECK', [
    service(
      'apm-apm-http',
      'common.k8s.elastic.co/type=apm-server apm.k8s.elastic.co/name=apm',
      'https 8200',
    ),
    workload('fleet-agent', 'common.k8s.elastic.co/type=agent agent.k8s.elastic.co/name=fleet', {
      kind: 'DaemonSet',
      run: ['docker.elastic.co/beats/elastic-agent:8.15.0'],
    }),
  ]),
  install('notifications and image updater of Argo CD', [
    app(
      'argocd-notifications-controller-metrics',
      '@name=argocd-notifications-controller @part-of=argocd',
      'metrics 9001',
      { run: ['quay.io/argoproj/argocd:v2.14.1'] },
    ),
    workload('argocd-image-updater', '@name=argocd-image-updater @part-of=argocd-image-updater', {
      run: ['quay.io/argoprojlabs/argocd-image-updater:v0.15.2'],
    }),
  ]),
  install('Argo Events and Argo Rollouts', [
    workload('controller-manager', '@name=controller-manager @part-of=argo-events', {
      run: ['quay.io/argoproj/argo-events:v1.9.2'],
    }),
    app(
      'argo-rollouts-dashboard',
      '@name=argo-rollouts-dashboard @component=rollouts-dashboard @part-of=argo-rollouts',
      'dashboard 3100',
      { run: ['quay.io/argoproj/kubectl-argo-rollouts:v1.7.2'] },
    ),
  ]),
  install('the admission of Volcano is no page, and a job of it is none', [
    pod('job-1-worker-0', 'volcano.sh/job-name=job-1 volcano.sh/queue-name=default', {
      owner: 'Job/job-1',
      run: ['pytorch/pytorch:2.7'],
    }),
  ]),
  install('device plugin and DCGM exporter without the operator', [
    workload('nvdp-nvidia-device-plugin', k8s('nvidia-device-plugin', 'nvdp'), {
      kind: 'DaemonSet',
      run: ['nvcr.io/nvidia/k8s-device-plugin:v0.17.0'],
    }),
    app('dcgm-exporter', k8s('dcgm-exporter', 'dcgm', '@component=dcgm-exporter'), 'metrics 9400', {
      kind: 'DaemonSet',
      run: ['nvcr.io/nvidia/k8s/dcgm-exporter:4.1.1'],
    }),
  ]),
  install('a Grafana dashboard loader', [
    workload('dash-sidecar', 'app=dash-sidecar', { run: ['quay.io/kiwigrid/k8s-sidecar:1.30.3'] }),
  ]),
  install('Thanos and VictoriaMetrics', [
    app('thanos-query', k8s('thanos', 't', '@component=query'), 'http 9090', {
      run: ['bitnami/thanos:0.39'],
    }),
    app('vm-server', k8s('victoria-metrics-single', 'vm'), 'http 8428', {
      run: ['victoriametrics/victoria-metrics:v1.120.0'],
    }),
  ]),
  install('OpenSearch and its dashboards', [
    app(
      'opensearch-cluster-master',
      k8s('opensearch', 'os', '@component=opensearch-cluster-master'),
      'http 9200, transport 9300',
      { kind: 'StatefulSet', run: ['opensearchproject/opensearch:2.19.0'] },
    ),
    app('os-opensearch-dashboards', k8s('opensearch-dashboards', 'os'), 'http 5601', {
      run: ['opensearchproject/opensearch-dashboards:2.19.0'],
    }),
  ]),
  install('a Grafana agent operator and Faro', [
    app('faro', k8s('faro', 'f'), 'http 12347', { run: ['grafana/alloy:v1.5'] }),
  ]),
];
