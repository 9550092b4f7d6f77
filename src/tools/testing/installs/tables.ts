import { app, install, k8s, old, workload } from './install.ts';
import type { Install } from './install.ts';

/** Superset and Metabase. */
export const tables: readonly Install[] = [
  install(
    'Superset, chart with workers, beat, flower and stores',
    [
      app('ss-superset', old('superset', 'ss', 'superset-0.15.0'), 'http 8088>http', {
        run: [{ image: 'apachesuperset.docker.scarf.sh/apache/superset:5.0.0', ports: 'http 8088' }],
      }),
      workload('ss-superset-worker', old('superset-worker', 'ss', 'superset-0.15.0'), {
        run: ['apachesuperset.docker.scarf.sh/apache/superset:5.0.0'],
      }),
      workload('ss-superset-celerybeat', old('superset-celerybeat', 'ss', 'superset-0.15.0'), {
        run: ['apachesuperset.docker.scarf.sh/apache/superset:5.0.0'],
      }),
      app('ss-superset-flower', old('superset-flower', 'ss', 'superset-0.15.0'), 'flower 5555', {
        run: ['apachesuperset.docker.scarf.sh/apache/superset:5.0.0'],
      }),
      app('ss-superset-ws', old('superset-ws', 'ss', 'superset-0.15.0'), 'ws 8080', {
        run: ['oneacrefund/superset-websocket:latest'],
      }),
      app('ss-redis-master', k8s('redis', 'ss', '@component=master'), 'tcp-redis 6379', {
        run: ['bitnamilegacy/redis:7'],
      }),
      app('ss-postgresql', k8s('postgresql', 'ss', '@component=primary'), 'tcp-postgresql 5432', {
        run: ['bitnamilegacy/postgresql:14'],
      }),
    ],
    'superset ss-superset:8088 http /login/',
  ),
  install(
    'Superset, Bitnami',
    [
      app(
        'bi-superset-web',
        k8s('superset', 'bi', '@component=superset-web @part-of=superset helm.sh/chart=superset-5.0.1'),
        'http 80>http',
        { run: ['docker.io/bitnami/superset:5.0.0'] },
      ),
      workload('bi-superset-worker', k8s('superset', 'bi', '@component=superset-celery-worker'), {
        run: ['docker.io/bitnami/superset:5.0.0'],
      }),
      app(
        'bi-superset-flower',
        k8s('superset', 'bi', '@component=superset-celery-flower'),
        'http 5555>flower',
        { run: ['docker.io/bitnami/superset:5.0.0'] },
      ),
    ],
    'superset bi-superset-web:80 http /login/',
  ),
  install(
    'Superset with recommended labels of the new line',
    [
      app('s-superset', k8s('superset', 's', '@component=web @part-of=superset'), 'http 8088>http', {
        run: ['apache/superset:6.1.0'],
      }),
      workload('s-superset-worker', k8s('superset', 's', '@component=worker @part-of=superset'), {
        run: ['apache/superset:6.1.0'],
      }),
    ],
    'superset s-superset:8088 http /login/',
  ),
  install(
    'Superset by its image',
    [
      app('charts', 'app=charts', '80>8088', {
        run: [
          {
            image: 'registry.example/mirror/apache/superset:4.1.1',
            command: '/usr/bin/run-server.sh',
            ports: '8088',
          },
        ],
      }),
    ],
    'superset charts:80 http /login/',
  ),
  install(
    'Metabase, chart',
    [
      app('mb-metabase', old('metabase', 'mb', 'metabase-2.26.0'), 'metabase 80>3000', {
        run: ['metabase/metabase:v0.59.6'],
      }),
    ],
    'metabase mb-metabase:80 http /',
  ),
  install(
    'Metabase enterprise by its image, with monitoring port',
    [
      app('bi', '@name=bi @instance=bi', 'http 3000, metrics 9191', {
        run: ['metabase/metabase-enterprise:v1.50.1'],
      }),
    ],
    'metabase bi:3000 http /',
  ),
  install(
    'Metabase, recommended labels',
    [
      app('q-metabase', k8s('metabase', 'q', 'helm.sh/chart=metabase-1.2.3'), 'http 8080>http', {
        run: [{ image: 'metabase/metabase:v0.47.1', ports: 'http 3000' }],
      }),
    ],
    'metabase q-metabase:8080 http /',
  ),
  install(
    'Superset of its operator',
    [
      app(
        'bi-web-server',
        '@name=superset @component=web-server superset.apache.org/parent=bi',
        'http 8088',
        { owner: 'SupersetWebServer/bi', run: ['apache/superset:5.0.0'] },
      ),
      workload('bi-celery-worker', '@name=superset @component=celery-worker superset.apache.org/parent=bi', {
        run: [
          { image: 'apache/superset:5.0.0', command: 'celery --app=superset.tasks.celery_app:app worker' },
        ],
      }),
    ],
    'superset bi-web-server:8088 http /login/',
  ),
  install(
    'Superset of Stackable',
    [
      app(
        'superset-node',
        '@name=superset @instance=superset @component=node @role-group=default @managed-by=superset.stackable.tech_supersetcluster',
        'http 8088, metrics 9102',
        {
          kind: 'StatefulSet',
          run: [{ image: 'oci.stackable.tech/sdp/superset:4.1.2', ports: 'http 8088' }],
        },
      ),
    ],
    'superset superset-node:8088 http /login/',
  ),
];
