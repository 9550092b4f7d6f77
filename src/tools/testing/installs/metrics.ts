import { app, inNamespace, install, k8s, old, service, workload } from './install.ts';
import type { Install } from './install.ts';

const kps = (part: string, release = 'mon') =>
  `app=kube-prometheus-stack-${part} release=${release} heritage=Helm chart=kube-prometheus-stack-88.5.3 @instance=${release} @part-of=kube-prometheus-stack @managed-by=Helm`;

/** Grafana and Prometheus. */
export const metrics: readonly Install[] = [
  install(
    'Grafana, chart of the community',
    [
      app('g-grafana', k8s('grafana', 'g', 'helm.sh/chart=grafana-12.11.1'), 'service 80>grafana', {
        run: [{ image: 'docker.io/grafana/grafana:12.1.0', ports: 'grafana 3000, gossip-tcp 9094' }],
      }),
      service('g-grafana-headless', k8s('grafana', 'g'), 'gossip-tcp 9094', { headless: true }),
    ],
    'grafana g-grafana:80 http /',
  ),
  install(
    'Grafana, Bitnami',
    [
      app(
        'viz-grafana',
        k8s('grafana', 'viz', '@component=grafana helm.sh/chart=grafana-12.1.8'),
        'http 3000>dashboard',
        { run: [{ image: 'docker.io/bitnami/grafana:12.1.0', ports: 'dashboard 3000' }] },
      ),
    ],
    'grafana viz-grafana:3000 http /',
  ),
  install(
    'Grafana of its operator',
    [
      service('main-service', 'app=grafana', 'grafana 3000>grafana-http', {
        selector: 'app=main',
        owner: 'Grafana/main',
      }),
      workload('main-deployment', 'app=main', {
        owner: 'Grafana/main',
        run: [{ image: 'docker.io/grafana/grafana:11.3.0', ports: 'grafana-http 3000' }],
      }),
    ],
    'grafana main-service:3000 http /',
  ),
  install(
    'Grafana, old stable chart with legacy labels',
    [
      app('dash-grafana', old('grafana', 'dash', 'grafana-3.10.2'), 'service 80>3000', {
        run: ['grafana/grafana:6.4.2', 'kiwigrid/k8s-sidecar:0.1.20'],
      }),
    ],
    'grafana dash-grafana:80 http /',
  ),
  install(
    'kube-prometheus-stack with Grafana, exporters and operator',
    [
      inNamespace('monitoring', [
        ...app('mon-kube-prometheus-stack-operator', kps('operator'), 'https 443>https', {
          run: ['quay.io/prometheus-operator/prometheus-operator:v0.84.0'],
        }),
        ...service(
          'mon-kube-prometheus-stack-prometheus',
          `${kps('prometheus')} self-monitor=true`,
          'http-web 9090>9090, reloader-web 8080>reloader-web',
          { selector: '@name=prometheus operator.prometheus.io/name=mon-kube-prometheus-stack-prometheus' },
        ),
        ...service(
          'prometheus-operated',
          'operated-prometheus=true managed-by=prometheus-operator',
          'http-web 9090>http-web',
          { headless: true, selector: '@name=prometheus' },
        ),
        ...workload(
          'prometheus-mon-kube-prometheus-stack-prometheus',
          '@name=prometheus @instance=mon-kube-prometheus-stack-prometheus operator.prometheus.io/name=mon-kube-prometheus-stack-prometheus @managed-by=prometheus-operator',
          {
            kind: 'StatefulSet',
            run: [
              { image: 'quay.io/prometheus/prometheus:v3.5.0', ports: 'http-web 9090', probe: '/-/ready' },
              'quay.io/prometheus-operator/prometheus-config-reloader:v0.84.0',
            ],
          },
        ),
        ...service(
          'mon-kube-prometheus-stack-alertmanager',
          kps('alertmanager'),
          'http-web 9093>9093, reloader-web 8080',
          { selector: '@name=alertmanager alertmanager=mon-kube-prometheus-stack-alertmanager' },
        ),
        ...service('alertmanager-operated', 'operated-alertmanager=true', 'http-web 9093', {
          headless: true,
          selector: '@name=alertmanager',
        }),
        ...workload(
          'alertmanager-mon-kube-prometheus-stack-alertmanager',
          '@name=alertmanager alertmanager=mon-kube-prometheus-stack-alertmanager',
          { kind: 'StatefulSet', run: ['quay.io/prometheus/alertmanager:v0.28.1'] },
        ),
        ...app('mon-grafana', k8s('grafana', 'mon', 'helm.sh/chart=grafana-9.3.0'), 'http-web 80>grafana', {
          run: [{ image: 'docker.io/grafana/grafana:12.0.2', ports: 'grafana 3000' }],
        }),
        ...app(
          'mon-kube-state-metrics',
          k8s('kube-state-metrics', 'mon', '@component=metrics @part-of=kube-state-metrics'),
          'http 8080',
          { run: ['registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.16.0'] },
        ),
        ...app(
          'mon-prometheus-node-exporter',
          k8s('prometheus-node-exporter', 'mon', '@component=metrics @part-of=prometheus-node-exporter'),
          'http-metrics 9100',
          { kind: 'DaemonSet', run: ['quay.io/prometheus/node-exporter:v1.9.1'] },
        ),
        ...service(
          'mon-kube-prometheus-stack-kube-scheduler',
          'app=kube-prometheus-stack-kube-scheduler jobLabel=kube-scheduler release=mon',
          'http-metrics 10259',
          { headless: true, selector: 'component=kube-scheduler' },
        ),
      ]),
    ],
    'prometheus mon-kube-prometheus-stack-prometheus:9090 http /graph',
    'grafana mon-grafana:80 http /',
  ),
  install(
    'Prometheus, chart with Alertmanager and pushgateway, route prefix',
    [
      app(
        'p-prometheus-server',
        k8s('prometheus', 'p', '@component=server @part-of=prometheus helm.sh/chart=prometheus-29.2.0'),
        'http 80>9090',
        {
          run: [
            'quay.io/prometheus-operator/prometheus-config-reloader:v0.91',
            {
              image: 'quay.io/prometheus/prometheus:v3.6.0',
              command:
                '--config.file=/etc/config/prometheus.yml --web.route-prefix=/prom --web.external-url=https://x/prom',
              ports: '9090',
              probe: '/prom/-/ready',
            },
          ],
        },
      ),
      app('p-alertmanager', k8s('alertmanager', 'p'), 'http 9093>http', {
        kind: 'StatefulSet',
        run: ['quay.io/prometheus/alertmanager:v0.28.1'],
      }),
      service('p-alertmanager-headless', k8s('alertmanager', 'p'), 'http 9093', { headless: true }),
      app('p-prometheus-pushgateway', k8s('prometheus-pushgateway', 'p'), 'http 9091', {
        run: ['quay.io/prometheus/pushgateway:v1.11.1'],
      }),
    ],
    'prometheus p-prometheus-server:80 http /prom/graph',
  ),
  install(
    'Prometheus, old stable chart',
    [
      app(
        'o-prometheus-server',
        old('prometheus', 'o', 'prometheus-11.12.1', 'component=server'),
        'http 80>9090',
        {
          run: [
            'jimmidyson/configmap-reload:v0.4.0',
            { image: 'prom/prometheus:v2.20.1', probe: '/-/ready' },
          ],
        },
      ),
    ],
    'prometheus o-prometheus-server:80 http /graph',
  ),
  install(
    'Prometheus of an operator, manifests of kube-prometheus',
    [
      inNamespace('monitoring', [
        ...service(
          'prometheus-k8s',
          '@name=prometheus @instance=k8s @component=prometheus @part-of=kube-prometheus @version=3.5.0',
          'web 9090>web, reloader-web 8080',
          { selector: '@component=prometheus @instance=k8s @name=prometheus @part-of=kube-prometheus' },
        ),
        ...service('prometheus-operated', 'operated-prometheus=true', 'web 9090', {
          headless: true,
          selector: '@name=prometheus',
        }),
        ...workload(
          'prometheus-k8s',
          '@name=prometheus @instance=k8s @component=prometheus @managed-by=prometheus-operator',
          {
            kind: 'StatefulSet',
            selector: '@name=prometheus @instance=k8s @component=prometheus @part-of=kube-prometheus',
            replicas: 2,
            run: ['quay.io/prometheus/prometheus:v3.5.0'],
          },
        ),
        ...app(
          'blackbox-exporter',
          '@name=blackbox-exporter @component=exporter @part-of=kube-prometheus',
          'https 9115, probe 19115',
          { run: ['quay.io/prometheus/blackbox-exporter:v0.27.0'] },
        ),
      ]),
    ],
    'prometheus prometheus-k8s:9090 http /graph',
  ),
  install(
    'two Grafanas of two releases, one of them switched off',
    [
      app('a-grafana', k8s('grafana', 'a'), 'service 80>3000', { run: ['grafana/grafana:11.0.0'] }),
      app('b-grafana', k8s('grafana', 'b'), 'service 80>3000', {
        replicas: 0,
        run: ['grafana/grafana:11.0.0'],
      }),
    ],
    'grafana a-grafana:80 http /',
    'grafana b-grafana:80 http /',
  ),
  install(
    'Prometheus, Bitnami',
    [
      app(
        'p-prometheus-server',
        k8s('prometheus', 'p', '@component=server @part-of=prometheus helm.sh/chart=prometheus-2.1.20'),
        'http 80>http',
        { run: [{ image: 'docker.io/bitnami/prometheus:3.5.0', ports: 'http 9090' }] },
      ),
      app(
        'p-prometheus-alertmanager',
        k8s('prometheus', 'p', '@component=alertmanager @part-of=prometheus'),
        'http 80>http',
        { run: ['docker.io/bitnami/alertmanager:0.28.1'] },
      ),
    ],
    'prometheus p-prometheus-server:80 http /graph',
  ),
  install(
    'kube-prometheus, Bitnami, and Prometheus of OpenShift',
    [
      service(
        'kp-kube-prometheus-prometheus',
        k8s('kube-prometheus', 'kp', '@component=prometheus'),
        'http 9090',
        { selector: '@name=prometheus prometheus=kp-kube-prometheus-prometheus' },
      ),
      workload(
        'prometheus-kp-kube-prometheus-prometheus',
        '@name=prometheus prometheus=kp-kube-prometheus-prometheus @managed-by=prometheus-operator',
        { kind: 'StatefulSet', run: [{ image: 'docker.io/bitnami/prometheus:3.5.0', ports: 'web 9090' }] },
      ),
    ],
    'prometheus kp-kube-prometheus-prometheus:9090 http /graph',
  ),
  install(
    'Grafana of the Bitnami operator',
    [
      service('go-grafana-service', 'app=grafana', 'grafana 3000>grafana-http', {
        selector: 'app=go-grafana',
      }),
      workload('go-grafana-deployment', 'app=go-grafana', {
        owner: 'Grafana/go-grafana',
        run: [{ image: 'docker.io/bitnami/grafana:12.0.1', ports: 'grafana-http 3000' }],
      }),
    ],
    'grafana go-grafana-service:3000 http /',
  ),
];
