import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { EndpointRule, ToolRule } from './tool-rule.ts';

// Zero to JupyterHub up to 3.x writes only the old labels, 4.x both, Bitnami's chart only the recommended ones.
const hub: Match[] = [
  { labels: { app: 'jupyterhub', component: 'hub' } },
  { labels: { 'app.kubernetes.io/name': 'jupyterhub', 'app.kubernetes.io/component': 'hub' } },
  { chart: 'jupyterhub', labels: { component: 'hub' } },
  { chart: 'jupyterhub', labels: { 'app.kubernetes.io/component': 'hub' } },
];
/** Without a chart, hub and proxy are often one pod. */
const whole: Match[] = [
  { image: /(^|\/)jupyterhub\/jupyterhub$/, command: /^(?!.*jupyterhub-singleuser)/ },
  { command: /(^|[\s/])jupyterhub( |$)/ },
];
const proxy: Match[] = [
  { labels: { app: 'jupyterhub', component: ['proxy', 'proxy-public', 'proxy-api', 'autohttps'] } },
  {
    labels: {
      'app.kubernetes.io/name': 'jupyterhub',
      'app.kubernetes.io/component': ['proxy', 'proxy-public', 'proxy-api', 'autohttps'],
    },
  },
  // Renamed, by nameOverride.
  { chart: 'jupyterhub', labels: { component: ['proxy', 'proxy-public', 'proxy-api', 'autohttps'] } },
  { chart: 'jupyterhub', name: /(^|-)proxy-(public|http|api)$/ },
];

const hubBase: EndpointRule['basePathFrom'] = {
  part: [...hub, ...whole],
  probe: /^(.*)\/hub\/health$/,
};

/** What belongs to a hub, for the tools that have one in them. */
export const hubParts = hub;

export const jupyterHub: ToolRule = {
  id: 'jupyterhub',
  title: 'JupyterHub',
  about: () => l10n.t('Gives every member of the team a notebook server of their own.'),
  docs: 'https://jupyterhub.readthedocs.io/',
  parts: [...hub, ...proxy, ...whole],
  essential: [...hub, ...whole],
  oneInNamespace: true,
  userPods: [
    { labels: { component: 'singleuser-server' } },
    { labels: { 'app.kubernetes.io/component': 'singleuser-server' } },
    { labels: { 'app.kubernetes.io/managed-by': 'kubespawner' } },
    {
      labels: {
        component: [
          'user-placeholder',
          'image-puller',
          'continuous-image-puller',
          'hook-image-puller',
          'user-scheduler',
        ],
      },
    },
  ],
  versionFrom: { labels: { component: 'hub' } },
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('JupyterHub'),
      service: [
        // Behind Let's Encrypt this one reaches the proxy without a certificate for another name.
        { labels: { app: 'jupyterhub' }, name: /(^|-)proxy-http$/ },
        { chart: 'jupyterhub', name: /(^|-)proxy-http$/ },
        { labels: { app: 'jupyterhub', component: 'proxy-public' } },
        { labels: { 'app.kubernetes.io/name': 'jupyterhub' }, name: /(^|-)proxy-public$/ },
        { chart: 'jupyterhub', name: /(^|-)proxy-public$/ },
        ...whole,
      ],
      port: { names: ['https', 'http'], targets: ['http', 8000], numbers: [80, 8000] },
      scheme: 'by-port',
      path: '/hub/home',
      // Not the proxy's own health: it answers while the hub is down.
      health: '/hub/health',
      basePathFrom: hubBase,
      preferredLocalPort: 8000,
      main: true,
    },
    {
      id: 'hub-api',
      title: () => l10n.t('Hub API'),
      service: hub,
      port: { names: ['hub', 'http'], numbers: [8081] },
      scheme: 'http',
      path: '/hub/api',
      health: '/hub/health',
      basePathFrom: hubBase,
      preferredLocalPort: 8081,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'import getpass',
        'import requests',
        '',
        // A person's own token: the hub hands it out on the page /hub/token.
        'token = getpass.getpass("token from the page /hub/token: ")',
        `hub = "${address('ui')}/hub/api"`,
        'requests.get(f"{hub}/user", headers={"Authorization": f"token {token}"}).json()',
      ].join('\n'),
    },
    {
      id: 'existing-server',
      title: l10n.t('Kernel'),
      text: `${address('ui')}/`,
    },
  ],
};
