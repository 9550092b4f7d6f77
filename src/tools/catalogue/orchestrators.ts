import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

const dagsterPage = [
  { labels: { component: ['dagster-webserver', 'dagit'] } },
  { command: /(^|[\s/])(dagster-webserver|dagit)(\s|$)/ },
  { command: /\bdagster dev\b/ },
];

export const dagster: ToolRule = webTool({
  id: 'dagster',
  title: 'Dagster',
  about: () => l10n.t('Runs data pipelines and shows what they made.'),
  docs: 'https://docs.dagster.io/',
  parts: [
    ...dagsterPage,
    { labels: { component: ['dagster-daemon', 'dagster-webserver-read-only', 'dagit-read-only'] } },
  ],
  userPods: [{ labels: { 'dagster/run-id': true } }],
  service: dagsterPage.map((match) => ({ ...match, notName: /read-only$/ })),
  port: { names: ['http'], targets: [3000], numbers: [80, 3000] },
  path: '/',
  // Dagit called its health by another name.
  health: '/',
  basePathFrom: { probe: /^(.*)\/(?:server|dagit)_info$/, flag: /--path-prefix[= ](\S+)/ },
  preferredLocalPort: 3000,
  more: [
    {
      id: 'read-only',
      title: () => l10n.t('Dagster, to look at only'),
      service: [{ labels: { component: ['dagster-webserver-read-only', 'dagit-read-only'] } }],
      port: { names: ['http'], numbers: [80] },
      scheme: 'http',
      path: '/',
      health: '/',
      preferredLocalPort: 3001,
    },
  ],
});

// Flyte 2 has a console of its own beside the binary; Flyte 1 either one program or a console and an admin.
const flyteConsole = named('flyte-binary', 'console');

export const flyte: ToolRule = {
  id: 'flyte',
  title: 'Flyte',
  about: () => l10n.t('Runs typed pipelines.'),
  docs: 'https://docs.flyte.org/',
  parts: [
    { chart: ['flyte-binary', 'flyte-core'] },
    named(['flyte-binary', 'flyteconsole', 'flyteadmin', 'datacatalog', 'flytepropeller', 'flytescheduler']),
    {
      image:
        /(^|\/)(flyte-binary(-release|-v2)?|flyteadmin(-release)?|flyteconsole(-release|-v2)?|flyte-sandbox)$/,
    },
  ],
  not: [{ name: /webhook/ }],
  oneInNamespace: true,
  endpoints: [
    {
      id: 'ui-v2',
      title: () => l10n.t('Flyte console'),
      service: [
        flyteConsole,
        { chart: 'flyte-binary', labels: { 'app.kubernetes.io/component': 'console' } },
      ],
      port: { names: ['http'], targets: [8080], numbers: [80] },
      scheme: 'http',
      path: '/v2',
      health: '/v2',
      preferredLocalPort: 8080,
      main: true,
    },
    {
      id: 'ui',
      title: () => l10n.t('Flyte console'),
      service: [
        { ...named('flyte-binary'), name: /-http$/ },
        named('flyteconsole'),
        named('flyte-binary'),
        { chart: 'flyte-binary', name: /-http$/ },
      ],
      port: { names: ['http'], targets: [8088, 8090], numbers: [8088, 8090, 80] },
      scheme: 'http',
      path: '/console',
      preferredLocalPort: 8088,
      main: true,
    },
    {
      id: 'grpc',
      title: () => l10n.t('Flyte API'),
      service: [
        { ...named('flyte-binary'), name: /-grpc$/ },
        named('flyteadmin'),
        { chart: 'flyte-binary', name: /-grpc$/ },
      ],
      port: { names: ['grpc'], targets: [8089], numbers: [8089, 81] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 8089,
    },
  ],
};

const argoServer = [
  named('argocd-server'),
  named('argo-cd', 'server'),
  // Its operator calls everything after the instance.
  { labels: { 'app.kubernetes.io/part-of': 'argocd', 'app.kubernetes.io/component': 'server' } },
  { image: /(^|\/)argo-?cd$/, command: /\bargocd-server\b/ },
];

export const argoCd: ToolRule = webTool({
  id: 'argo-cd',
  title: 'Argo CD',
  about: () => l10n.t('Keeps the cluster as a Git repository says.'),
  docs: 'https://argo-cd.readthedocs.io/',
  parts: [
    ...argoServer,
    { labels: { 'app.kubernetes.io/part-of': 'argocd', 'app.kubernetes.io/component': true } },
    named('argo-cd'),
  ],
  oneInNamespace: true,
  essential: argoServer,
  service: argoServer,
  port: { names: ['https', 'http'], numbers: [443, 80] },
  plainPort: { names: ['http'], numbers: [80] },
  path: '/',
  health: '/healthz',
  basePathFrom: { flag: /--rootpath[= ](\S+)/, setting: /^(server\.rootpath|ARGOCD_SERVER_ROOTPATH)$/ },
  plainWhen: /--insecure\b|^ARGOCD_SERVER_INSECURE$|^server\.insecure$/,
  preferredLocalPort: 8443,
  credentials: [
    {
      id: 'admin',
      title: () => l10n.t('First password of the user admin'),
      secret: { endpoint: 'ui', name: () => 'argocd-initial-admin-secret', key: 'password' },
    },
  ],
});
