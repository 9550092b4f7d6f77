import { app, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** Milvus, Qdrant, Weaviate, PostgreSQL, Trino. */
export const vectorsAndTables: readonly Install[] = [
  install(
    'Trino with workers',
    [
      service(
        'tr-trino',
        k8s('trino', 'tr', '@component=coordinator helm.sh/chart=trino-1.42.2'),
        'http 8080>http',
      ),
      service('tr-trino-worker', k8s('trino', 'tr', '@component=worker'), 'http 8080>http', {
        headless: true,
      }),
      workload('tr-trino-coordinator', k8s('trino', 'tr', '@component=coordinator'), {
        run: [{ image: 'trinodb/trino:480', ports: 'http 8080' }],
      }),
      workload('tr-trino-worker', k8s('trino', 'tr', '@component=worker'), {
        replicas: 2,
        run: ['trinodb/trino:480'],
      }),
    ],
    'trino tr-trino:8080 http /ui/',
  ),
  install(
    'Trino, old chart with legacy labels',
    [
      app('sql-trino', old('trino', 'sql', 'trino-0.8.0'), 'http 8080>http', {
        selector: 'app=trino release=sql component=coordinator',
        run: [{ image: 'trinodb/trino:389', ports: 'http 8080' }],
      }),
      workload('sql-trino-worker', old('trino', 'sql', 'trino-0.8.0', 'component=worker'), {
        run: ['trinodb/trino:389'],
      }),
    ],
    'trino sql-trino:8080 http /ui/',
  ),
  install(
    'Trino with TLS on both ports',
    [
      app('q-trino', k8s('trino', 'q', '@component=coordinator'), 'http 8080, https 8443', {
        run: ['trinodb/trino:460'],
      }),
    ],
    'trino q-trino:8080 http /ui/',
  ),
  install(
    'Milvus cluster: only the proxy is the door',
    [
      service(
        'm-milvus',
        k8s('milvus', 'm', 'component=proxy'),
        'milvus 19530>milvus, metrics 9091>metrics',
        { selector: '@name=milvus @instance=m component=proxy' },
      ),
      workload('m-milvus-proxy', k8s('milvus', 'm', 'component=proxy'), { run: ['milvusdb/milvus:v2.5.4'] }),
      service('m-milvus-datanode', k8s('milvus', 'm', 'component=datanode'), 'metrics 9091>metrics', {
        headless: true,
      }),
      service(
        'm-milvus-querynode',
        k8s('milvus', 'm', 'component=querynode'),
        'querynode 21123, metrics 9091',
        { headless: true },
      ),
      workload('m-milvus-datanode', k8s('milvus', 'm', 'component=datanode'), {
        run: ['milvusdb/milvus:v2.5.4'],
      }),
      workload('m-milvus-querynode', k8s('milvus', 'm', 'component=querynode'), {
        run: ['milvusdb/milvus:v2.5.4'],
      }),
    ],
    'milvus m-milvus:19530 tcp /',
  ),
  install(
    'Milvus, Bitnami with Attu',
    [
      app(
        'b-milvus-proxy',
        k8s('milvus', 'b', '@component=proxy helm.sh/chart=milvus-16.0.2'),
        'grpc 19530>grpc, http-metrics 9091',
        { run: ['docker.io/bitnami/milvus:2.5.13'] },
      ),
      app('b-milvus-data-node', k8s('milvus', 'b', '@component=data-node'), 'grpc 19530>grpc', {
        run: ['docker.io/bitnami/milvus:2.5.13'],
      }),
      app('b-milvus-query-node', k8s('milvus', 'b', '@component=query-node'), 'grpc 19530>grpc', {
        run: ['docker.io/bitnami/milvus:2.5.13'],
      }),
      app('b-milvus-attu', k8s('milvus', 'b', '@component=attu'), 'http 80>http', {
        run: ['docker.io/bitnami/attu:2.5'],
      }),
      app('b-kafka', k8s('kafka', 'b'), 'tcp-client 9092', { run: ['bitnami/kafka:4'] }),
    ],
    'milvus b-milvus-proxy:19530 tcp /',
  ),
  install(
    'Milvus of its operator',
    [
      service(
        'docs-milvus',
        '@name=milvus @instance=docs @managed-by=milvus-operator',
        'milvus 19530, metrics 9091',
        { selector: '@name=milvus @instance=docs @component=standalone', owner: 'Milvus/docs' },
      ),
      workload(
        'docs-milvus-standalone',
        '@name=milvus @instance=docs @component=standalone @managed-by=milvus-operator',
        { owner: 'Milvus/docs', run: ['milvusdb/milvus:v2.4.13'] },
      ),
    ],
    'milvus docs-milvus:19530 tcp /',
  ),
  install(
    'Qdrant with its headless Service',
    [
      service(
        'vec-qdrant',
        k8s('qdrant', 'vec', 'app=qdrant helm.sh/chart=qdrant-1.19.0'),
        'http 6333>http, grpc 6334>grpc, p2p 6335>p2p',
        { selector: 'app=qdrant @name=qdrant @instance=vec' },
      ),
      service(
        'vec-qdrant-headless',
        k8s('qdrant', 'vec', 'app=qdrant @component=cluster-discovery'),
        'http 6333, grpc 6334, p2p 6335',
        { headless: true, selector: 'app=qdrant @name=qdrant @instance=vec' },
      ),
      workload('vec-qdrant', k8s('qdrant', 'vec', 'app=qdrant'), {
        kind: 'StatefulSet',
        replicas: 3,
        run: ['docker.io/qdrant/qdrant:v1.19.0'],
      }),
      pod('vec-qdrant-test-db-interaction', k8s('qdrant', 'vec'), {
        bare: true,
        run: ['registry.suse.com/bci/bci-base:latest'],
      }),
    ],
    'qdrant vec-qdrant:6333 http /dashboard',
  ),
  install(
    'Qdrant by its image',
    [app('vectors', 'app=vectors', 'rest 80>6333, rpc 6334', { run: ['qdrant/qdrant:latest'] })],
    'qdrant vectors:80 http /dashboard',
  ),
  install(
    'Weaviate with its gRPC Service',
    [
      service('weaviate', '@name=weaviate @managed-by=Helm', 'http 80>8080', { selector: 'app=weaviate' }),
      service('weaviate-grpc', '@name=weaviate @managed-by=Helm', 'grpc 50051', { selector: 'app=weaviate' }),
      service('weaviate-headless', '@name=weaviate @managed-by=Helm', '80>7000', {
        headless: true,
        selector: 'app=weaviate',
      }),
      workload('weaviate', 'app=weaviate @name=weaviate @managed-by=Helm', {
        kind: 'StatefulSet',
        run: ['cr.weaviate.io/semitechnologies/weaviate:1.38.2'],
      }),
    ],
    'weaviate weaviate:80 http /v1/meta',
  ),
  install(
    'Weaviate by its image, other names',
    [app('knowledge', 'app=knowledge', '8080, grpc 50051', { run: ['semitechnologies/weaviate:1.24.1'] })],
    'weaviate knowledge:8080 http /v1/meta',
  ),
  install(
    'PostgreSQL, Bitnami, alone, with replicas and metrics',
    [
      app(
        'db-postgresql',
        k8s('postgresql', 'db', '@component=primary helm.sh/chart=postgresql-16.7.21'),
        'tcp-postgresql 5432>tcp-postgresql',
        {
          kind: 'StatefulSet',
          run: ['docker.io/bitnami/postgresql:17.5.0', 'docker.io/bitnami/postgres-exporter:0.17'],
        },
      ),
      service('db-postgresql-hl', k8s('postgresql', 'db', '@component=primary'), 'tcp-postgresql 5432', {
        headless: true,
      }),
      service('db-postgresql-metrics', k8s('postgresql', 'db', '@component=metrics'), 'http-metrics 9187', {
        selector: '@name=postgresql @instance=db @component=primary',
      }),
      app('db-postgresql-read', k8s('postgresql', 'db', '@component=read'), 'tcp-postgresql 5432', {
        kind: 'StatefulSet',
        run: ['docker.io/bitnami/postgresql:17.5.0'],
      }),
    ],
    'postgresql db-postgresql:5432 tcp /',
  ),
  install(
    'PostgreSQL with fullnameOverride, older chart without roles',
    [
      app(
        'warehouse',
        k8s('postgresql', 'wh', 'helm.sh/chart=postgresql-9.8.6'),
        'tcp-postgresql 5432>tcp-postgresql',
        {
          selector: '@name=postgresql @instance=wh role=master',
          kind: 'StatefulSet',
          run: ['docker.io/bitnami/postgresql:11.9.0'],
        },
      ),
      service('warehouse-headless', k8s('postgresql', 'wh'), 'tcp-postgresql 5432', { headless: true }),
    ],
    'postgresql warehouse:5432 tcp /',
  ),
  install(
    'Milvus 4.2, cluster with mixture coordinator and pulsar',
    [
      app(
        'mv-milvus',
        k8s('milvus', 'mv', 'component=proxy helm.sh/chart=milvus-4.2.8'),
        'milvus 19530>milvus, metrics 9091>metrics',
        { run: ['milvusdb/milvus:v2.4.13'] },
      ),
      workload('mv-milvus-mixcoord', k8s('milvus', 'mv', 'component=mixcoord'), {
        run: ['milvusdb/milvus:v2.4.13'],
      }),
      app('mv-pulsarv3-proxy', 'app=pulsarv3 release=mv component=proxy', 'http 80, pulsar 6650', {
        run: ['apachepulsar/pulsar:3.0.7'],
      }),
    ],
    'milvus mv-milvus:19530 tcp /',
  ),
  install(
    'Milvus, plain, with Attu of its own',
    [
      app('milvus', 'app=milvus', '19530, 9091', {
        run: [{ image: 'milvusdb/milvus:v2.3.3', command: 'milvus run standalone', ports: '19530, 9091' }],
      }),
      app('attu', 'app=attu', '3000', { run: ['zilliz/attu:v2.3'] }),
    ],
    'milvus milvus:19530 tcp /',
  ),
  install(
    'Milvus of its operator in cluster mode with the newer label',
    [
      service(
        'docs-milvus',
        '@name=milvus @instance=docs @managed-by=milvus-operator',
        'milvus 19530, metrics 9091',
        { selector: '@name=milvus @instance=docs milvus.io/service=true', owner: 'Milvus/docs' },
      ),
      workload('docs-milvus-proxy', '@name=milvus @instance=docs @component=proxy milvus.io/service=true', {
        owner: 'Milvus/docs',
        run: ['milvusdb/milvus:v2.5.8'],
      }),
      workload('docs-milvus-querynode-0', '@name=milvus @instance=docs @component=querynode', {
        owner: 'Milvus/docs',
        run: ['milvusdb/milvus:v2.5.8'],
      }),
      app('docs-minio', old('minio', 'docs-minio', 'minio-8.0.17'), 'http 9000', {
        run: ['minio/minio:RELEASE.2023-03-20T20-16-18Z'],
      }),
    ],
    'milvus docs-milvus:19530 tcp /',
    'minio docs-minio:9000 http /',
  ),
  install(
    'Trino of Stackable with TLS',
    [
      app(
        'trino-coordinator',
        '@name=trino @instance=trino @component=coordinator @role-group=default',
        'https 8443, metrics 8081',
        { kind: 'StatefulSet', run: ['oci.stackable.tech/sdp/trino:476'] },
      ),
      workload('trino-worker-default', '@name=trino @instance=trino @component=worker', {
        kind: 'StatefulSet',
        run: ['oci.stackable.tech/sdp/trino:476'],
      }),
    ],
    'trino trino-coordinator:8443 https /ui/',
  ),
];
