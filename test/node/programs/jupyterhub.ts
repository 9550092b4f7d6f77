import { deploymentOf, readyAt, serviceOf, type Place, type RealProgram } from './real-program.ts';

const part = (component: string) => ({
  app: 'jupyterhub',
  component,
  release: 'hub',
  chart: 'jupyterhub-4.3.0',
  heritage: 'Helm',
});
const PROXY = { component: 'proxy', release: 'hub' };
const PASSWORD = 'of-this-test';
const TOKEN = 'feedfacefeedfacefeedfacefeedface';

/** Anybody may log in with this password. */
export const HUB_LOGIN = { user: 'ana', password: PASSWORD } as const;

// The chart's own configuration does the same, with names where there are addresses here: there is no DNS on this node.
const configuration = ({ images, namespace }: Place): string => `
import os
c = get_config()
c.JupyterHub.spawner_class = "kubespawner.KubeSpawner"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.DummyAuthenticator.password = "${PASSWORD}"
c.JupyterHub.hub_bind_url = "http://:8081"
c.JupyterHub.hub_connect_url = f"http://{os.environ['HUB_SERVICE_HOST']}:8081"
c.JupyterHub.bind_url = "http://:8000"
c.JupyterHub.cleanup_servers = False
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub_cookie_secret"
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = f"http://{os.environ['PROXY_API_SERVICE_HOST']}:8001"
c.JupyterHub.services = [{"name": "reports", "api_token": "${TOKEN}"}]
c.JupyterHub.load_roles = [{"name": "reports", "services": ["reports"], "scopes": ["list:users"]}]
c.KubeSpawner.namespace = "${namespace}"
c.KubeSpawner.image = "${images.tools}"
c.KubeSpawner.image_pull_policy = "IfNotPresent"
c.KubeSpawner.node_selector = {"type": "real"}
c.KubeSpawner.cmd = ["jupyterhub-singleuser"]
c.KubeSpawner.uid = 1000
c.KubeSpawner.working_dir = "/home/jovyan"
c.KubeSpawner.environment = {"HOME": "/home/jovyan"}
c.KubeSpawner.default_url = "/lab"
c.KubeSpawner.start_timeout = 120
c.KubeSpawner.http_timeout = 120
c.KubeSpawner.delete_grace_period = 1
c.KubeSpawner.extra_labels = {"app": "jupyterhub", "release": "hub"}
c.KubeSpawner.profile_list = [
    {"display_name": "Small", "slug": "small", "default": True, "description": "for looking around"},
    {"display_name": "Large", "slug": "large", "kubespawner_override": {"mem_guarantee": "900G"}},
]
`;

/** JupyterHub with its proxy and KubeSpawner: Services, Deployments and labels as the chart Zero to JupyterHub makes them. */
export const jupyterHub: RealProgram = {
  tool: 'jupyterhub',
  title: 'JupyterHub',
  objects: (place) => [
    ...account(place),
    object(place, 'v1', 'Secret', 'hub', {
      stringData: { 'hub.config.ConfigurableHTTPProxy.auth_token': TOKEN },
    }),
    object(place, 'v1', 'ConfigMap', 'hub', { data: { 'jupyterhub_config.py': configuration(place) } }),
    serviceOf(place, 'hub', part('hub'), [{ name: 'hub', port: 8081, targetPort: 'http' }]),
    serviceOf(place, 'proxy-api', part('proxy-api'), [{ port: 8001, targetPort: 'api' }], PROXY),
    serviceOf(
      place,
      'proxy-public',
      part('proxy-public'),
      [{ name: 'http', port: 80, targetPort: 'http' }],
      PROXY,
    ),
    deploymentOf(place, {
      name: 'proxy',
      labels: part('proxy'),
      container: {
        name: 'chp',
        command: ['configurable-http-proxy', '--ip=', '--api-ip=', '--api-port=8001', '--port=8000'],
        args: [
          '--default-target=http://$(HUB_SERVICE_HOST):$(HUB_SERVICE_PORT)',
          '--error-target=http://$(HUB_SERVICE_HOST):$(HUB_SERVICE_PORT)/hub/error',
        ],
        env: [proxyToken],
        ports: [
          { name: 'http', containerPort: 8000 },
          { name: 'api', containerPort: 8001 },
        ],
        readinessProbe: readyAt('/_chp_healthz', 'http'),
      },
    }),
    deploymentOf(place, {
      name: 'hub',
      labels: part('hub'),
      container: {
        name: 'hub',
        command: ['jupyterhub', '--config', '/etc/jupyterhub/jupyterhub_config.py'],
        workingDir: '/srv',
        env: [proxyToken],
        ports: [{ name: 'http', containerPort: 8081 }],
        readinessProbe: readyAt('/hub/health', 'http'),
        volumeMounts: [
          { name: 'config', mountPath: '/etc/jupyterhub' },
          { name: 'database', mountPath: '/srv' },
        ],
      },
      pod: {
        serviceAccountName: 'hub',
        volumes: [
          { name: 'config', configMap: { name: 'hub' } },
          { name: 'database', emptyDir: {} },
        ],
      },
    }),
  ],
  services: ['hub', 'proxy-api'],
  page: { holds: /<title>JupyterHub<\/title>/, shows: /Sign in/ },
  code: [
    {
      snippet: 'python',
      then: 'print("known as", requests.get(f"{hub}/user", headers={"Authorization": f"token {token}"}).json()["name"])',
      prints: /known as reports$/m,
      typed: [TOKEN],
    },
  ],
};

const proxyToken = {
  name: 'CONFIGPROXY_AUTH_TOKEN',
  valueFrom: { secretKeyRef: { name: 'hub', key: 'hub.config.ConfigurableHTTPProxy.auth_token' } },
};

function object({ namespace }: Place, apiVersion: string, kind: string, name: string, more: object): object {
  return { apiVersion, kind, metadata: { name, namespace, labels: part('hub') }, ...more };
}

/** KubeSpawner makes and watches pods. */
function account(place: Place): readonly object[] {
  const rbac = 'rbac.authorization.k8s.io/v1';
  const verbs = ['get', 'watch', 'list', 'create', 'delete'];
  const resources = ['pods', 'persistentvolumeclaims', 'secrets', 'services'];
  return [
    object(place, 'v1', 'ServiceAccount', 'hub', {}),
    object(place, rbac, 'Role', 'hub', {
      rules: [
        { apiGroups: [''], resources, verbs },
        { apiGroups: [''], resources: ['events'], verbs: ['get', 'watch', 'list'] },
      ],
    }),
    object(place, rbac, 'RoleBinding', 'hub', {
      subjects: [{ kind: 'ServiceAccount', name: 'hub', namespace: place.namespace }],
      roleRef: { kind: 'Role', name: 'hub', apiGroup: 'rbac.authorization.k8s.io' },
    }),
  ];
}
