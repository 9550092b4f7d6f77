import { app, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

const ray = (cluster: string, type: string) =>
  `ray.io/cluster=${cluster} ray.io/node-type=${type} ray.io/identifier=${cluster}-${type} @name=kuberay @created-by=kuberay-operator`;
const RAY = 'rayproject/ray:2.46.0';
const RAY_PORTS = 'gcs-server 6379, dashboard 8265, client 10001, metrics 8080, serve 8000';

/** Ray and Spark. */
export const rayAndSpark: readonly Install[] = [
  install(
    'Ray: a cluster with workers, headless head',
    [
      service('tune-head-svc', ray('tune', 'head'), RAY_PORTS, { headless: true, owner: 'RayCluster/tune' }),
      pod('tune-head-abcde', ray('tune', 'head'), { owner: 'RayCluster/tune', run: [RAY] }),
      pod('tune-worker-small-x1', ray('tune', 'worker'), { owner: 'RayCluster/tune', run: [RAY] }),
    ],
    'ray tune-head-svc:8265 http /',
  ),
  install(
    'Ray service: two head Services of one head, and Serve',
    [
      service('llm-raycluster-x1-head-svc', ray('llm-raycluster-x1', 'head'), RAY_PORTS, {
        headless: true,
        owner: 'RayCluster/llm-raycluster-x1',
      }),
      service(
        'llm-head-svc',
        'ray.io/originated-from-cr-name=llm ray.io/originated-from-crd=RayService ray.io/node-type=head ray.io/identifier=llm-head',
        RAY_PORTS,
        { selector: 'ray.io/cluster=llm-raycluster-x1 ray.io/node-type=head', owner: 'RayService/llm' },
      ),
      service(
        'llm-serve-svc',
        'ray.io/originated-from-cr-name=llm ray.io/originated-from-crd=RayService ray.io/serve=llm-serve',
        'serve 8000',
        { selector: 'ray.io/cluster=llm-raycluster-x1 ray.io/serve=true', owner: 'RayService/llm' },
      ),
      pod('llm-raycluster-x1-head-a', `${ray('llm-raycluster-x1', 'head')} ray.io/serve=true`, {
        owner: 'RayCluster/llm-raycluster-x1',
        run: [RAY],
      }),
    ],
    'ray llm-raycluster-x1-head-svc:8265 http /',
  ),
  install(
    'two Ray clusters of KubeRay 1.1, ClusterIP',
    [
      service(
        'one-kuberay-head-svc',
        ray('one-kuberay', 'head'),
        'client 10001, dashboard 8265, metrics 8080, gcs-server 6379, serve 8000',
      ),
      pod('one-kuberay-head-1', ray('one-kuberay', 'head'), { run: [RAY] }),
      service(
        'two-kuberay-head-svc',
        ray('two-kuberay', 'head'),
        'client 10001, dashboard 8265, metrics 8080, gcs-server 6379, serve 8000',
      ),
      pod('two-kuberay-head-1', ray('two-kuberay', 'head'), { run: [RAY] }),
    ],
    'ray one-kuberay-head-svc:8265 http /',
    'ray two-kuberay-head-svc:8265 http /',
  ),
  install(
    'Ray, plain manifests without an operator',
    [
      service('service-ray-cluster', 'app=ray-cluster-head', 'client 10001, dashboard 8265, redis 6379', {
        selector: 'app=ray-cluster-head',
      }),
      workload('deployment-ray-head', 'app=ray-cluster-head', {
        run: [
          {
            image: RAY,
            command: '/bin/bash -c -- ray start --head --port=6379 --dashboard-host=0.0.0.0 --block',
          },
        ],
      }),
      workload('deployment-ray-worker', 'app=ray-cluster-worker', {
        run: [
          { image: RAY, command: '/bin/bash -c -- ray start --address=service-ray-cluster:6379 --block' },
        ],
      }),
    ],
    'ray service-ray-cluster:8265 http /',
  ),
  install(
    'Spark: a running application of the operator',
    [
      service('pi-ui-svc', 'sparkoperator.k8s.io/app-name=pi', 'spark-driver-ui-port 4040>4040', {
        selector: 'spark-role=driver sparkoperator.k8s.io/app-name=pi',
        owner: 'SparkApplication/pi',
      }),
      service(
        'pi-8f1c-driver-svc',
        'spark-app-selector=spark-1 spark-app-name=pi',
        'driver-rpc-port 7078, blockmanager 7079, spark-ui 4040',
        { headless: true, selector: 'spark-role=driver spark-app-selector=spark-1' },
      ),
      pod(
        'pi-driver',
        'spark-role=driver sparkoperator.k8s.io/app-name=pi spark-app-selector=spark-1 sparkoperator.k8s.io/launched-by-spark-operator=true',
        {
          bare: true,
          run: [{ image: 'apache/spark:3.5.1', command: 'driver --class org.apache.spark.examples.SparkPi' }],
        },
      ),
      pod(
        'pi-exec-1',
        'spark-role=executor sparkoperator.k8s.io/app-name=pi spark-app-selector=spark-1 spark-exec-id=1',
        { owner: 'Pod/pi-driver', run: [{ image: 'apache/spark:3.5.1', command: 'executor' }] },
      ),
    ],
    'spark pi-ui-svc:4040 http /jobs/',
  ),
  install(
    'Spark: application whose serviceLabels replaced the label of the operator',
    [
      service('etl-ui-svc', 'team=data', 'spark-driver-ui-port 80>4040', {
        selector: 'spark-role=driver sparkoperator.k8s.io/app-name=etl',
      }),
      pod('etl-driver', 'spark-role=driver sparkoperator.k8s.io/app-name=etl spark-app-selector=spark-2', {
        bare: true,
        run: ['registry.example/etl:1'],
      }),
    ],
    'spark etl-ui-svc:80 http /jobs/',
  ),
  install(
    'Spark history server, stable chart',
    [
      app(
        'hist-spark-history-server',
        k8s('spark-history-server', 'hist', 'helm.sh/chart=spark-history-server-1.4.3'),
        'http-historyport 18080>historyport',
        {
          run: [
            {
              image: 'lightbend/spark-history-server:2.4.0',
              command: '/bin/sh -c /opt/spark/bin/spark-class org.apache.spark.deploy.history.HistoryServer',
              ports: 'historyport 18080',
            },
          ],
        },
      ),
    ],
    'spark hist-spark-history-server:18080 http /',
  ),
  install(
    'Spark history server, port 80 and legacy labels',
    [
      app(
        'watson-spark-history-service',
        old('watson-spark-history-server', 'watson', 'analytics-1.0.0'),
        'historyport 80>historyport',
        {
          run: [
            { image: 'registry.example/spark:3.0', ports: 'historyport 18080', env: 'SPARK_HISTORY_OPTS' },
          ],
        },
      ),
    ],
    'spark watson-spark-history-service:80 http /',
  ),
  install(
    'Spark standalone, Bitnami',
    [
      service(
        'sp-spark-master-svc',
        k8s('spark', 'sp', '@component=master helm.sh/chart=spark-10.0.4'),
        'cluster 7077>cluster, http 80>http',
      ),
      service('sp-spark-headless', k8s('spark', 'sp'), '', {
        headless: true,
        selector: '@name=spark @instance=sp',
      }),
      workload('sp-spark-master', k8s('spark', 'sp', '@component=master'), {
        kind: 'StatefulSet',
        run: [
          {
            image: 'docker.io/bitnami/spark:4.0.0',
            ports: 'http 8080, cluster 7077',
            env: 'SPARK_MODE=master',
          },
        ],
      }),
      workload('sp-spark-worker', k8s('spark', 'sp', '@component=worker'), {
        kind: 'StatefulSet',
        replicas: 2,
        run: [{ image: 'docker.io/bitnami/spark:4.0.0', ports: 'http 8080', env: 'SPARK_MODE=worker' }],
      }),
    ],
    'spark sp-spark-master-svc:80 http /',
  ),
  install(
    'Spark Connect of the operator',
    [
      service(
        'connect-server',
        'sparkoperator.k8s.io/connect-name=connect sparkoperator.k8s.io/launched-by-spark-operator=true',
        'driver-rpc 7078, blockmanager 7079, web-ui 4040, spark-connect-server 15002',
        {
          selector: 'spark-role=connect-server sparkoperator.k8s.io/connect-name=connect',
          owner: 'SparkConnect/connect',
        },
      ),
      pod('connect-server', 'spark-role=connect-server sparkoperator.k8s.io/connect-name=connect', {
        owner: 'SparkConnect/connect',
        run: ['apache/spark:4.0.0'],
      }),
    ],
    'spark connect-server:4040 http /jobs/',
  ),
  install(
    'Spark standalone, Bitnami with TLS',
    [
      app(
        'x-spark-master-svc',
        k8s('spark', 'x', '@component=master helm.sh/chart=spark-8.1.0'),
        'cluster 7077>cluster, https 443>https',
        {
          kind: 'StatefulSet',
          run: [{ image: 'docker.io/bitnami/spark:3.5.0', ports: 'http 8080, https 8480, cluster 7077' }],
        },
      ),
      workload('x-spark-worker', k8s('spark', 'x', '@component=worker'), {
        kind: 'StatefulSet',
        run: ['docker.io/bitnami/spark:3.5.0'],
      }),
    ],
    'spark x-spark-master-svc:443 https /',
  ),
  install(
    'Spark history of the operator of Stackable',
    [
      app(
        'spark-history-node',
        k8s(
          'spark-history',
          'spark-history',
          '@component=node @role-group=default @managed-by=spark.stackable.tech_history',
        ),
        'http 18080',
        {
          kind: 'StatefulSet',
          run: [
            {
              image: 'oci.stackable.tech/sdp/spark-k8s:3.5.6',
              command: '/bin/bash -c /stackable/spark/sbin/start-history-server.sh',
              ports: 'http 18080',
            },
          ],
        },
      ),
    ],
    'spark spark-history-node:18080 http /',
  ),
  install(
    'Spark standalone, old stable chart with Zeppelin',
    [
      app(
        'my-spark-master',
        'heritage=Helm release=my chart=spark-1.0.5 component=my-spark-master',
        'spark 7077, http 8080',
        {
          selector: 'component=my-spark-master',
          run: [
            {
              image: 'mcr.microsoft.com/mmlspark/spark2.4:v4',
              command: '/bin/sh -c /opt/spark/sbin/start-master.sh',
            },
          ],
        },
      ),
      app('my-webui', 'heritage=Helm release=my chart=spark-1.0.5 component=my-spark-master', '8080', {
        selector: 'component=my-spark-master',
      }).slice(0, 1),
      workload('my-spark-worker', 'heritage=Helm release=my chart=spark-1.0.5 component=my-spark-worker', {
        run: ['mcr.microsoft.com/mmlspark/spark2.4:v4'],
      }),
    ],
    'spark my-spark-master:8080 http /',
  ),
  install(
    'two Spark applications at once, and the operator beside them',
    [
      service('a-ui-svc', 'sparkoperator.k8s.io/app-name=a', 'spark-driver-ui-port 4040', {
        selector: 'spark-role=driver sparkoperator.k8s.io/app-name=a',
      }),
      service('b-ui-svc', 'sparkoperator.k8s.io/app-name=b', 'spark-driver-ui-port 4040', {
        selector: 'spark-role=driver sparkoperator.k8s.io/app-name=b',
      }),
      workload('spark-operator', k8s('spark-operator', 'spark-operator'), {
        run: ['docker.io/kubeflow/spark-operator:v1beta2-1.6.2-3.5.0'],
      }),
    ],
    'spark a-ui-svc:4040 http /jobs/',
    'spark b-ui-svc:4040 http /jobs/',
  ),
];
