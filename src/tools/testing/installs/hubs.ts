import { app, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

const z2jh3 = (release: string, component: string) =>
  old('jupyterhub', release, 'jupyterhub-3.3.8', `component=${component}`);
const z2jh4 = (release: string, component: string) =>
  old(
    'jupyterhub',
    release,
    'jupyterhub-4.4.0',
    `component=${component} @name=jupyterhub @instance=${release} @component=${component} helm.sh/chart=jupyterhub-4.4.0 @managed-by=Helm`,
  );
const HUB = 'quay.io/jupyterhub/k8s-hub:4.4.0';
const CHP = 'quay.io/jupyterhub/configurable-http-proxy:5.0.1';

/** JupyterHub. */
export const hubs: readonly Install[] = [
  install(
    'JupyterHub 3 with users',
    [
      ...hubParts(z2jh3, 'jh'),
      service('proxy-public', z2jh3('jh', 'proxy-public'), 'http 80>http', {
        selector: 'component=proxy release=jh',
      }),
      pod(
        'jupyter-ana',
        'app=jupyterhub component=singleuser-server release=jh chart=jupyterhub-3.3.8 hub.jupyter.org/username=ana',
        {
          bare: true,
          run: [
            {
              image: 'quay.io/jupyterhub/k8s-singleuser-sample:3.3.8',
              command: 'jupyterhub-singleuser',
              env: 'JPY_API_TOKEN JUPYTERHUB_API_URL',
              ports: 'notebook-port 8888',
            },
          ],
        },
      ),
    ],
    'jupyterhub proxy-public:80 http /hub/home',
  ),
  install(
    'JupyterHub 4 under a base URL, TLS with own certificate',
    [
      ...hubParts(z2jh4, 'teaching', '/jupyter/hub/health'),
      service('proxy-public', z2jh4('teaching', 'proxy-public'), 'https 443>https, http 80>http', {
        selector: 'component=proxy release=teaching',
      }),
    ],
    'jupyterhub proxy-public:443 https /jupyter/hub/home',
  ),
  install(
    "JupyterHub behind Let's Encrypt: the door without a foreign certificate",
    [
      ...hubParts(z2jh4, 'le'),
      service('proxy-public', z2jh4('le', 'proxy-public'), 'https 443>https, http 80>http', {
        selector: 'component=autohttps release=le',
      }),
      service('proxy-http', z2jh4('le', 'proxy-http'), '8000', { selector: 'component=proxy release=le' }),
      workload('autohttps', z2jh4('le', 'autohttps'), {
        selector: 'app=jupyterhub component=autohttps release=le',
        run: ['traefik:v3.3.1'],
      }),
    ],
    'jupyterhub proxy-http:8000 http /hub/home',
  ),
  install(
    'two JupyterHubs in one namespace, the second with fullnameOverride',
    [
      ...hubParts(z2jh4, 'one'),
      service('proxy-public', z2jh4('one', 'proxy-public'), 'http 80>http', {
        selector: 'component=proxy release=one',
      }),
      ...hubParts(z2jh4, 'two', '/hub/health', 'lab2-'),
      service('lab2-proxy-public', z2jh4('two', 'proxy-public'), 'http 80>http', {
        selector: 'component=proxy release=two',
      }),
    ],
    'jupyterhub proxy-public:80 http /hub/home',
    'jupyterhub lab2-proxy-public:80 http /hub/home',
  ),
  install(
    'JupyterHub, Bitnami',
    [
      app(
        'jh-jupyterhub-hub',
        k8s('jupyterhub', 'jh', '@component=hub helm.sh/chart=jupyterhub-10.0.6'),
        'http 8081>http',
        { run: [{ image: 'docker.io/bitnami/jupyterhub:5.3.0', probe: '/hub/health' }] },
      ),
      service('jh-jupyterhub-proxy-api', k8s('jupyterhub', 'jh', '@component=proxy'), 'http 8001>api'),
      service('jh-jupyterhub-proxy-public', k8s('jupyterhub', 'jh', '@component=proxy'), 'http 80>http'),
      service(
        'jh-jupyterhub-proxy-metrics',
        k8s('jupyterhub', 'jh', '@component=proxy'),
        'http 8002>metrics',
      ),
      workload('jh-jupyterhub-proxy', k8s('jupyterhub', 'jh', '@component=proxy'), {
        run: [
          {
            image: 'docker.io/bitnami/configurable-http-proxy:5.1.0',
            ports: 'http 8000, api 8001, metrics 8002',
          },
        ],
      }),
      app('jh-postgresql', k8s('postgresql', 'jh', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['docker.io/bitnami/postgresql:17'],
      }),
    ],
    'jupyterhub jh-jupyterhub-proxy-public:80 http /hub/home',
  ),
  install(
    'JupyterHub, one pod, plain manifests',
    [
      service('notebooks', '', '80>8000', { selector: 'app=hub' }),
      workload('hub', 'app=hub', {
        run: [
          {
            image: 'jupyterhub/jupyterhub:5.2',
            command: 'jupyterhub -f /etc/jupyterhub_config.py',
            ports: '8000',
          },
        ],
      }),
    ],
    'jupyterhub notebooks:80 http /hub/home',
  ),
  install(
    'JupyterHub 1.2 with fullnameOverride of null',
    [
      app(
        'jh-jupyterhub-hub',
        old('jupyterhub', 'jh', 'jupyterhub-1.2.0', 'component=hub'),
        'hub 8081>http',
        { run: [{ image: 'jupyterhub/k8s-hub:1.2.0', probe: '/hub/health' }] },
      ),
      app(
        'jh-jupyterhub-proxy-public',
        old('jupyterhub', 'jh', 'jupyterhub-1.2.0', 'component=proxy-public'),
        'http 80>http',
        { selector: 'component=proxy release=jh', run: ['jupyterhub/configurable-http-proxy:4.5.0'] },
      ),
    ],
    'jupyterhub jh-jupyterhub-proxy-public:80 http /hub/home',
  ),
  install(
    'BinderHub beside its JupyterHub: the hub is the tool',
    [
      app('hub', old('jupyterhub', 'binder', 'jupyterhub-3.2.1', 'component=hub'), 'hub 8081>http', {
        run: [{ image: 'quay.io/jupyterhub/k8s-hub:3.2.1', probe: '/hub/health' }],
      }),
      app(
        'proxy-public',
        old('jupyterhub', 'binder', 'jupyterhub-3.2.1', 'component=proxy-public'),
        'http 80>http',
        { selector: 'component=proxy release=binder', run: ['jupyterhub/configurable-http-proxy:4.6.1'] },
      ),
      service('binder', '', '80>8585', { selector: 'app=binder component=binder' }),
      workload('binder', 'app=binder component=binder', { run: ['quay.io/jupyterhub/k8s-binderhub:1.0.0'] }),
    ],
    'jupyterhub proxy-public:80 http /hub/home',
  ),
];

function hubParts(
  label: (release: string, component: string) => string,
  release: string,
  probe = '/hub/health',
  prefix = '',
) {
  return [
    app(`${prefix}hub`, label(release, 'hub'), 'hub 8081>http', {
      selector: `app=jupyterhub component=hub release=${release}`,
      run: [{ image: HUB, probe, ports: 'http 8081' }],
    }),
    service(`${prefix}proxy-api`, label(release, 'proxy-api'), '8001>api', {
      selector: `app=jupyterhub component=proxy release=${release}`,
    }),
    workload(`${prefix}proxy`, label(release, 'proxy'), {
      selector: `app=jupyterhub component=proxy release=${release}`,
      run: [{ image: CHP, probe: '/_chp_healthz', ports: 'http 8000, api 8001' }],
    }),
    workload(`${prefix}user-scheduler`, label(release, 'user-scheduler'), {
      replicas: 2,
      run: ['registry.k8s.io/kube-scheduler:v1.30.8'],
    }),
    workload(`${prefix}user-placeholder`, label(release, 'user-placeholder'), {
      kind: 'StatefulSet',
      replicas: 0,
      run: ['registry.k8s.io/pause:3.10'],
    }),
    workload(`${prefix}continuous-image-puller`, label(release, 'continuous-image-puller'), {
      kind: 'DaemonSet',
      replicas: 3,
      ready: 1,
      run: ['registry.k8s.io/pause:3.10'],
    }),
  ];
}
