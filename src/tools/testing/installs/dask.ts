import { app, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

const daskChart = (release: string, component: string) =>
  old('dask', release, 'dask-2024.1.1', `component=${component}`);

/** Dask, its gateway, its operator and DaskHub. */
export const dask: readonly Install[] = [
  install(
    'Dask chart with its Jupyter, release called dask',
    [
      app('dask-scheduler', daskChart('dask', 'scheduler'), 'dask-scheduler 8786, dask-webui 80>8787', {
        run: [
          {
            image: 'ghcr.io/dask/dask:2024.1.0',
            command: 'dask-scheduler --port=8786 --dashboard-address :8787',
          },
        ],
      }),
      workload('dask-worker', daskChart('dask', 'worker'), {
        replicas: 3,
        run: [{ image: 'ghcr.io/dask/dask:2024.1.0', command: 'dask-worker dask-scheduler:8786' }],
      }),
      app('dask-jupyter', daskChart('dask', 'jupyter'), '80>8888', {
        run: ['ghcr.io/dask/dask-notebook:2024.1.0'],
      }),
    ],
    'dask dask-scheduler:80 http /status',
  ),
  install(
    'two Dask charts, other ports',
    [
      app(
        'one-dask-scheduler',
        daskChart('one', 'scheduler'),
        'one-dask-scheduler 8786, one-dask-webui 8787',
        { run: ['daskdev/dask:2022.6.0'] },
      ),
      workload('one-dask-worker', daskChart('one', 'worker'), { run: ['daskdev/dask:2022.6.0'] }),
      app('x-scheduler', daskChart('two', 'scheduler'), 'x-scheduler 9786>8786, x-webui 9787>8787', {
        run: ['daskdev/dask:2022.6.0'],
      }),
    ],
    'dask one-dask-scheduler:8787 http /status',
    'dask x-scheduler:9787 http /status',
  ),
  install(
    'Dask, plain manifests',
    [
      service('scheduler', '', 'comm 8786, web 8787', { selector: 'app=dask-sched' }),
      workload('scheduler', 'app=dask-sched', {
        run: [{ image: 'daskdev/dask:2023.5.0', command: 'dask scheduler' }],
      }),
      workload('workers', 'app=dask-work', {
        run: [{ image: 'daskdev/dask:2023.5.0', command: 'dask worker tcp://scheduler:8786' }],
      }),
    ],
    'dask scheduler:8787 http /status',
  ),
  install(
    'Dask operator: a cluster whose chart copied foreign labels to it',
    [
      app(
        'etl-scheduler',
        'dask.org/cluster-name=etl dask.org/component=scheduler @instance=umbrella @name=analytics helm.sh/chart=analytics-1.0.0',
        'tcp-comm 8786>tcp-comm, http-dashboard 8787>http-dashboard',
        {
          selector: 'dask.org/cluster-name=etl dask.org/component=scheduler',
          owner: 'DaskCluster/etl',
          run: [
            {
              image: 'ghcr.io/dask/dask:latest',
              command: 'dask-scheduler',
              ports: 'tcp-comm 8786, http-dashboard 8787',
            },
          ],
        },
      ),
      workload(
        'etl-default-worker-0af3',
        'dask.org/cluster-name=etl dask.org/workergroup-name=etl-default dask.org/component=worker @instance=umbrella',
        { owner: 'DaskWorkerGroup/etl-default', run: ['ghcr.io/dask/dask:latest'] },
      ),
      workload(
        'etl-default-worker-9bd1',
        'dask.org/cluster-name=etl dask.org/workergroup-name=etl-default dask.org/component=worker @instance=umbrella',
        { owner: 'DaskWorkerGroup/etl-default', run: ['ghcr.io/dask/dask:latest'] },
      ),
    ],
    'dask-operator etl-scheduler:8787 http /status',
  ),
  install(
    'Dask operator: two clusters with port names of their own',
    [
      app(
        'a-scheduler',
        'dask.org/cluster-name=a dask.org/component=scheduler',
        'comm 8786>8786, dash 80>8787',
        { run: [{ image: 'ghcr.io/dask/dask:latest', ports: 'comm 8786, http-dashboard 8787' }] },
      ),
      app(
        'b-scheduler',
        'dask.org/cluster-name=b dask.org/component=scheduler',
        'tcp-comm 8786, http-dashboard 8787',
        { run: ['ghcr.io/dask/dask:latest'] },
      ),
    ],
    'dask-operator a-scheduler:80 http /status',
    'dask-operator b-scheduler:8787 http /status',
  ),
  install(
    'Dask Gateway, with a cluster of a user',
    [
      app(
        'traefik-gw-dask-gateway',
        k8s(
          'dask-gateway',
          'gw',
          '@component=traefik helm.sh/chart=dask-gateway-2026.3.0 gateway.dask.org/instance=gw-dask-gateway',
        ),
        'web 80>8000',
        { run: ['traefik:3.6'] },
      ),
      app(
        'api-gw-dask-gateway',
        k8s(
          'dask-gateway',
          'gw',
          '@component=gateway helm.sh/chart=dask-gateway-2026.3.0 gateway.dask.org/instance=gw-dask-gateway',
        ),
        'api 8000>8000',
        { run: [{ image: 'ghcr.io/dask/dask-gateway-server:2026.3.0', probe: '/api/health' }] },
      ),
      workload('controller-gw-dask-gateway', k8s('dask-gateway', 'gw', '@component=controller'), {
        run: ['ghcr.io/dask/dask-gateway-server:2026.3.0'],
      }),
      service(
        'dask-0c1d',
        '@name=dask-gateway @component=dask-scheduler gateway.dask.org/cluster=0c1d gateway.dask.org/instance=gw-dask-gateway',
        'scheduler 8786, dashboard 8787, api 8788',
        { headless: true },
      ),
      pod(
        'dask-scheduler-0c1d',
        '@name=dask-gateway @component=dask-scheduler gateway.dask.org/cluster=0c1d gateway.dask.org/instance=gw-dask-gateway',
        {
          owner: 'DaskCluster/0c1d',
          run: [{ image: 'ghcr.io/dask/dask-gateway:2026.3.0', command: 'dask-scheduler --protocol tls' }],
        },
      ),
    ],
    'dask-gateway traefik-gw-dask-gateway:80 http /',
  ),
  install(
    'Dask Gateway 2022.4, fullnameOverride',
    [
      app(
        'traefik-gate',
        k8s('dask-gateway', 'r', '@component=traefik helm.sh/chart=dask-gateway-2022.4.0'),
        'web 80>web, tcp 8786>tcp',
        { run: [{ image: 'traefik:v2.6.3', ports: 'web 8000, tcp 8786' }] },
      ),
      app(
        'api-gate',
        k8s('dask-gateway', 'r', '@component=gateway helm.sh/chart=dask-gateway-2022.4.0'),
        'api 8000>api',
        { run: ['daskgateway/dask-gateway-server:2022.4.0'] },
      ),
    ],
    'dask-gateway traefik-gate:80 http /',
  ),
  install(
    'DaskHub: JupyterHub and the gateway of one release are one tool',
    [
      app(
        'hub',
        old(
          'jupyterhub',
          'dh',
          'jupyterhub-4.4.0',
          'component=hub @name=jupyterhub @instance=dh @component=hub',
        ),
        'hub 8081>http',
        {
          selector: 'app=jupyterhub component=hub release=dh',
          run: [{ image: 'quay.io/jupyterhub/k8s-hub:4.4.0', probe: '/hub/health' }],
        },
      ),
      app(
        'proxy-public',
        old(
          'jupyterhub',
          'dh',
          'jupyterhub-4.4.0',
          'component=proxy-public @name=jupyterhub @instance=dh @component=proxy-public',
        ),
        'http 80>http',
        { selector: 'component=proxy release=dh', run: ['quay.io/jupyterhub/configurable-http-proxy:5.0.1'] },
      ),
      app('traefik-dh-dask-gateway', k8s('dask-gateway', 'dh', '@component=traefik'), 'web 80>8000', {
        run: ['traefik:3.6'],
      }),
      app('api-dh-dask-gateway', k8s('dask-gateway', 'dh', '@component=gateway'), 'api 8000', {
        run: ['ghcr.io/dask/dask-gateway-server:2026.3.0'],
      }),
    ],
    'daskhub proxy-public:80 http /hub/home',
  ),
  install(
    'JupyterHub and a gateway of two releases are two tools',
    [
      app('hub', old('jupyterhub', 'jh', 'jupyterhub-3.3.8', 'component=hub'), 'hub 8081>http', {
        run: ['quay.io/jupyterhub/k8s-hub:3.3.8'],
      }),
      app(
        'proxy-public',
        old('jupyterhub', 'jh', 'jupyterhub-3.3.8', 'component=proxy-public'),
        'http 80>http',
        { selector: 'component=proxy release=jh', run: ['quay.io/jupyterhub/configurable-http-proxy:4.6.1'] },
      ),
      app('traefik-gw-dask-gateway', k8s('dask-gateway', 'gw', '@component=traefik'), 'web 80>8000', {
        run: ['traefik:3.6'],
      }),
    ],
    'jupyterhub proxy-public:80 http /hub/home',
    'dask-gateway traefik-gw-dask-gateway:80 http /',
  ),
  install(
    'Dask cluster of dask-kubernetes, foreign app label',
    [
      app(
        'research-scheduler',
        'app=research dask.org/cluster-name=research dask.org/component=scheduler user=ana',
        'tcp-comm 8786>tcp-comm, http-dashboard 8787>http-dashboard',
        {
          selector: 'dask.org/cluster-name=research dask.org/component=scheduler',
          run: ['registry.example/ana/dask:4'],
        },
      ),
      service(
        'research-worker-metrics',
        'dask.org/cluster-name=research dask.org/component=worker',
        'metrics 8788',
      ),
    ],
    'dask-operator research-scheduler:8787 http /status',
  ),
  install(
    'Dask operator: a job with a runner and a cluster',
    [
      app(
        'job-1-scheduler',
        'dask.org/cluster-name=job-1 dask.org/component=scheduler',
        'tcp-comm 8786, http-dashboard 8787',
        { run: ['ghcr.io/dask/dask:latest'] },
      ),
      pod('job-1-runner', 'dask.org/cluster-name=job-1 dask.org/component=job-runner', {
        owner: 'DaskJob/job-1',
        run: [{ image: 'ghcr.io/dask/dask:latest', command: 'python job.py' }],
      }),
    ],
    'dask-operator job-1-scheduler:8787 http /status',
  ),
  install(
    'DaskHub under another umbrella (basehub) with a base URL',
    [
      app('hub', old('jupyterhub', 'staging', 'jupyterhub-3.3.7', 'component=hub'), 'hub 8081>http', {
        run: [{ image: 'quay.io/2i2c/pilot-hub:0.0.1', probe: '/staging/hub/health' }],
      }),
      service(
        'proxy-public',
        old('jupyterhub', 'staging', 'jupyterhub-3.3.7', 'component=proxy-public'),
        'http 80>http',
        { selector: 'component=proxy release=staging' },
      ),
      workload('proxy', old('jupyterhub', 'staging', 'jupyterhub-3.3.7', 'component=proxy'), {
        selector: 'app=jupyterhub component=proxy release=staging',
        run: ['quay.io/jupyterhub/configurable-http-proxy:4.6.1'],
      }),
      app(
        'traefik-staging-dask-gateway',
        k8s('dask-gateway', 'staging', '@component=traefik'),
        'web 80>8000',
        { run: ['traefik:2.10'] },
      ),
      app('api-staging-dask-gateway', k8s('dask-gateway', 'staging', '@component=gateway'), 'api 8000', {
        run: ['ghcr.io/dask/dask-gateway-server:2024.1.0'],
      }),
    ],
    'daskhub proxy-public:80 http /staging/hub/home',
  ),
];
