import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

export const grafana: ToolRule = webTool({
  id: 'grafana',
  title: 'Grafana',
  about: () => l10n.t('Shows metrics as dashboards.'),
  docs: 'https://grafana.com/docs/grafana/latest/',
  parts: [
    named('grafana'),
    { chart: 'grafana' },
    { owner: 'Grafana' },
    { image: /(^|\/)grafana(-oss|-enterprise)?$/ },
  ],
  port: { names: ['http-web', 'service', 'grafana'], targets: [3000, 'grafana'], numbers: [80, 3000] },
  path: '/',
  health: '/api/health',
  basePathFrom: { probe: /^(.*)\/api\/health$/ },
  preferredLocalPort: 3000,
  credentials: [
    {
      id: 'password',
      title: () => l10n.t('Password of the user admin'),
      env: /^GF_SECURITY_ADMIN_PASSWORD$/,
    },
  ],
});

// kube-prometheus-stack labels its Services for itself, the chart for itself, the plain manifests of the operator as of today.
const server = [
  { chart: ['kube-prometheus-stack', 'prometheus-operator'], labels: { app: /-prometheus$/ } },
  { labels: { app: 'kube-prometheus-stack-prometheus' } },
  { chart: 'prometheus', labels: { component: 'server' } },
  { chart: 'prometheus', labels: { 'app.kubernetes.io/component': 'server' } },
  named('prometheus', ['server', 'prometheus']),
  { labels: { app: 'prometheus', component: 'server' } },
  { image: /(^|\/)prometheus$/ },
];

export const prometheus: ToolRule = webTool({
  id: 'prometheus',
  title: 'Prometheus',
  about: () => l10n.t('Collects metrics and answers questions about them.'),
  docs: 'https://prometheus.io/docs/',
  parts: [...server, { labels: { app: 'kube-prometheus-stack-alertmanager' } }],
  not: [
    // The operator's own Services, which belong to the StatefulSet and not to people.
    { labels: { 'operated-prometheus': 'true' } },
    { labels: { 'operated-alertmanager': 'true' } },
  ],
  service: server,
  port: { names: ['http-web', 'web', 'http'], targets: [9090], numbers: [9090, 80] },
  path: '/graph',
  health: '/-/ready',
  basePathFrom: { probe: /^(.*)\/-\/(?:ready|healthy)$/, flag: /--web\.route-prefix[= ](\S+)/ },
  preferredLocalPort: 9090,
  more: [
    {
      id: 'alertmanager',
      title: () => l10n.t('Alertmanager'),
      service: [
        { labels: { app: 'kube-prometheus-stack-alertmanager' } },
        { ...named('alertmanager'), headless: false },
      ],
      port: { names: ['http-web', 'http'], numbers: [9093] },
      scheme: 'by-port',
      path: '/',
      health: '/-/ready',
      preferredLocalPort: 9093,
    },
  ],
});

export const superset: ToolRule = webTool({
  id: 'superset',
  title: 'Superset',
  about: () => l10n.t('Charts and dashboards over databases.'),
  docs: 'https://superset.apache.org/docs/',
  parts: [
    { labels: { app: 'superset' }, weak: true },
    named('superset', ['superset-web', 'superset-node', 'web']),
    { chart: 'superset', labels: { app: /^(?!.*-(worker|celerybeat|flower|ws)$)/ } },
    { chart: 'superset', labels: { 'app.kubernetes.io/component': ['superset-web', 'web'] } },
    { image: /(^|\/)superset$/ },
  ],
  not: [
    { labels: { app: /-(worker|celerybeat|flower|ws)$/ } },
    { labels: { 'app.kubernetes.io/component': /worker|beat|flower|websocket|init/ } },
    { command: /\bcelery\b/ },
  ],
  service: [
    { labels: { app: 'superset' }, weak: true },
    named('superset', ['superset-web', 'superset-node', 'web']),
    { chart: 'superset', notName: /-(worker|celerybeat|flower|ws)$/ },
    { image: /(^|\/)superset$/ },
  ],
  port: { names: ['http'], targets: [8088], numbers: [8088, 80] },
  path: '/login/',
  health: '/health',
  preferredLocalPort: 8088,
});

export const metabase: ToolRule = webTool({
  id: 'metabase',
  title: 'Metabase',
  about: () => l10n.t('Questions and dashboards over databases.'),
  docs: 'https://www.metabase.com/docs/latest/',
  parts: [
    { labels: { app: 'metabase' }, weak: true },
    named('metabase'),
    { chart: 'metabase' },
    { image: /(^|\/)metabase(-enterprise)?$/ },
  ],
  port: { names: ['metabase', 'http'], targets: [3000], numbers: [80, 3000] },
  path: '/',
  health: '/api/health',
  preferredLocalPort: 3000,
});
