import * as l10n from '@vscode/l10n';
import type { Deployments } from './deployments.ts';
import type { LogScript } from './log-script.ts';
import { pageServer } from './pages.ts';
import type { Program } from './resident.ts';
import { podSpec } from './spec.ts';
import { claim, configMap, helmMarks, helmRelease, secret, service } from './things.ts';
import type { World } from './world.ts';

const NAMESPACE = 'team-a';
const RELEASE = 'jupyterhub';
export const HUB_CHART = '4.4.0';
export const HUB_APP = '5.5.0';

/** Labels of the chart's objects: the new ones and, until chart 5, the old ones beside them. */
export const hubLabels = (component: string): Readonly<Record<string, string>> => ({
  app: 'jupyterhub',
  component,
  release: RELEASE,
  chart: `jupyterhub-${HUB_CHART}`,
  'app.kubernetes.io/name': 'jupyterhub',
  'app.kubernetes.io/instance': RELEASE,
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/managed-by': 'Helm',
  'helm.sh/chart': `jupyterhub-${HUB_CHART}`,
});

const selector = (component: string) => ({ app: 'jupyterhub', component, release: RELEASE });
const hubTime = (at: Date) => at.toISOString().slice(0, 23).replace('T', ' ');
const users = ['ana', 'ben', 'carla'];

const hubLog: LogScript = {
  opening: [
    [0.5, (at) => `[I ${hubTime(at)} JupyterHub app:3352] Running JupyterHub version ${HUB_APP}`],
    [
      1,
      (at) =>
        `[I ${hubTime(at)} JupyterHub app:3382] Using Authenticator: dummyauthenticator.dummyauthenticator.DummyAuthenticator`,
    ],
    [
      1.5,
      (at) => `[I ${hubTime(at)} JupyterHub app:3382] Using Spawner: kubespawner.spawner.KubeSpawner-7.0.0`,
    ],
    [
      4,
      (at) =>
        `[I ${hubTime(at)} JupyterHub app:3746] JupyterHub is now running, internal Hub API at http://hub:8081/hub/`,
    ],
  ],
  steady: {
    everySeconds: 20,
    line: (index, at) => {
      const user = users[index % users.length] ?? 'ana';
      return index % 3 === 2
        ? `[I ${hubTime(at)} JupyterHub log:192] 200 GET /hub/api/users/${user}/server/progress (${user}@10.42.0.24) ${(100 + (index % 7) * 31.7).toFixed(2)}ms`
        : `[I ${hubTime(at)} JupyterHub log:192] 200 POST /hub/api/users/${user}/activity (${user}@10.42.0.${20 + (index % 9)}) ${(9 + (index % 7) * 1.3).toFixed(2)}ms`;
    },
  },
};

const proxyLog: LogScript = {
  opening: [
    [
      0.5,
      (at) =>
        `${at.toISOString().slice(11, 23)} [ConfigProxy] \u001b[32minfo\u001b[39m: Proxying http://*:8000 to http://hub:8081`,
    ],
    [
      1,
      (at) =>
        `${at.toISOString().slice(11, 23)} [ConfigProxy] \u001b[32minfo\u001b[39m: Proxy API at http://*:8001/api/routes`,
    ],
  ],
  steady: {
    everySeconds: 30,
    line: (_index, at) =>
      `${at.toISOString().slice(11, 23)} [ConfigProxy] \u001b[32minfo\u001b[39m: 200 GET /api/routes`,
  },
};

const hubPage = pageServer({
  title: 'JupyterHub',
  colours: ['#4e4e4e', '#f37726'],
  text: () =>
    l10n.t('A real JupyterHub would be here, and ask you to sign in before it starts your notebook server.'),
  answers: {
    '/hub/health': '',
    '/_chp_healthz': '{"status": "OK"}',
    '/hub/api': `{"version": "${HUB_APP}"}`,
    '/hub/api/': `{"version": "${HUB_APP}"}`,
  },
});

const hubProgram: Program = {
  node: 'cpu-1',
  logs: { hub: hubLog },
  pullSeconds: 9,
  readyAfterSeconds: 6,
  ports: new Map([[8081, hubPage]]),
};
const proxyProgram: Program = {
  node: 'cpu-1',
  logs: { chp: proxyLog },
  pullSeconds: 4,
  readyAfterSeconds: 3,
  ports: new Map([
    [8000, hubPage],
    [8001, hubPage],
  ]),
};

/** JupyterHub as its chart installs it (zero-to-jupyterhub), without the parts that are off in a small installation. */
export function hub(world: World, deployments: Deployments): void {
  const annotations = helmMarks(RELEASE, NAMESPACE);
  helmRelease(world, {
    namespace: NAMESPACE,
    name: RELEASE,
    chart: 'jupyterhub',
    chartVersion: HUB_CHART,
    appVersion: HUB_APP,
    description: 'Multi-user Jupyter installation',
    values: {
      proxy: { service: { type: 'ClusterIP' } },
      singleuser: { memory: { guarantee: '4G', limit: '8G' } },
    },
  });
  secret(
    world,
    NAMESPACE,
    'hub',
    'Opaque',
    {
      'hub.config.ConfigurableHTTPProxy.auth_token': 'sample',
      'hub.config.JupyterHub.cookie_secret': 'sample',
    },
    hubLabels('hub'),
  );
  configMap(
    world,
    NAMESPACE,
    'hub',
    { 'jupyterhub_config.py': '# The sample cluster has no configuration.\n' },
    hubLabels('hub'),
  );
  world.store.put({
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    metadata: world.meta('hub', NAMESPACE, { labels: hubLabels('hub'), annotations }),
  });
  claim(world, NAMESPACE, 'hub-db-dir', '1Gi', hubLabels('hub'), annotations);
  deployments.create({
    namespace: NAMESPACE,
    name: 'hub',
    replicas: 1,
    labels: hubLabels('hub'),
    annotations,
    selector: selector('hub'),
    podLabels: { ...hubLabels('hub'), 'hub.jupyter.org/network-access-proxy-api': 'true' },
    spec: podSpec({
      serviceAccountName: 'hub',
      claims: { pvc: 'hub-db-dir' },
      containers: [
        {
          name: 'hub',
          image: `quay.io/jupyterhub/k8s-hub:${HUB_CHART}`,
          args: ['jupyterhub', '--config', '/usr/local/etc/jupyterhub/jupyterhub_config.py', '--upgrade-db'],
          ports: [{ name: 'http', containerPort: 8081 }],
          requests: { cpu: '200m', memory: '512Mi' },
          limits: { memory: '2Gi' },
          mounts: { pvc: '/srv/jupyterhub' },
          more: {
            readinessProbe: {
              httpGet: { path: '/hub/health', port: 'http' },
              periodSeconds: 2,
              failureThreshold: 1000,
            },
          },
        },
      ],
    }),
    program: () => hubProgram,
  });
  deployments.create({
    namespace: NAMESPACE,
    name: 'proxy',
    replicas: 1,
    labels: hubLabels('proxy'),
    annotations,
    selector: selector('proxy'),
    podLabels: {
      ...hubLabels('proxy'),
      'hub.jupyter.org/network-access-hub': 'true',
      'hub.jupyter.org/network-access-singleuser': 'true',
    },
    spec: podSpec({
      containers: [
        {
          name: 'chp',
          image: 'quay.io/jupyterhub/configurable-http-proxy:5.1.1',
          command: [
            'configurable-http-proxy',
            '--ip=',
            '--api-ip=',
            '--api-port=8001',
            '--default-target=http://hub:8081',
            '--port=8000',
          ],
          ports: [
            { name: 'http', containerPort: 8000 },
            { name: 'api', containerPort: 8001 },
          ],
          requests: { cpu: '100m', memory: '256Mi' },
          limits: { memory: '512Mi' },
        },
      ],
    }),
    program: () => proxyProgram,
  });
  const common = { namespace: NAMESPACE, annotations };
  service(world, {
    ...common,
    name: 'hub',
    labels: hubLabels('hub'),
    selector: selector('hub'),
    ports: [{ name: 'hub', port: 8081, targetPort: 'http' }],
  });
  service(world, {
    ...common,
    name: 'proxy-api',
    labels: hubLabels('proxy-api'),
    selector: selector('proxy'),
    ports: [{ name: 'api', port: 8001, targetPort: 'api' }],
  });
  service(world, {
    ...common,
    name: 'proxy-public',
    labels: hubLabels('proxy-public'),
    selector: selector('proxy'),
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
  });
}
