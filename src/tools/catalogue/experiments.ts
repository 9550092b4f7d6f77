import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

export const labelStudio: ToolRule = webTool({
  id: 'label-studio',
  title: 'Label Studio',
  about: () => l10n.t('Labels data for training.'),
  docs: 'https://labelstud.io/guide/',
  parts: [
    named(['ls-app', 'lse-app', 'label-studio']),
    { chart: 'label-studio', notName: /rqworker|redis|postgres/ },
    { image: /(^|\/)label-studio(-enterprise)?$/ },
  ],
  not: [named(['ls-rqworker', 'lse-rqworker'])],
  port: { names: ['service', 'http'], targets: [8085, 8080], numbers: [80, 8080] },
  path: '/',
  health: '/health',
  preferredLocalPort: 8085,
});

// The name label holds the release, so the chart's label and the ends of the names have to do.
const clearmlChart = { 'helm.sh/chart': /^clearml-\d/ };
const clearmlImage = /(^|\/)(allegroai\/clearml|clearml)$/;

/** Page, API and files find each other by their own port numbers: all three are connected together. */
export const clearml: ToolRule = {
  id: 'clearml',
  title: 'ClearML',
  about: () => l10n.t('Keeps track of experiments, data and models.'),
  docs: 'https://clear.ml/docs/latest/docs/',
  parts: [{ labels: clearmlChart }, { image: clearmlImage, name: /-(webserver|apiserver|fileserver)$/ }],
  not: [{ image: /clearml-agent/ }],
  endpoints: [
    {
      id: 'ui',
      title: () => 'ClearML',
      service: [
        { labels: clearmlChart, name: /-webserver$/ },
        { image: clearmlImage, name: /-webserver$/ },
      ],
      port: { names: ['http'], targets: [80], numbers: [8080, 80] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 8080,
      main: true,
      companions: ['api', 'files'],
    },
    {
      id: 'api',
      title: () => l10n.t('ClearML API'),
      service: [
        { labels: clearmlChart, name: /-apiserver$/ },
        { image: clearmlImage, name: /-apiserver$/ },
      ],
      port: { names: ['http'], numbers: [8008] },
      scheme: 'http',
      path: '/',
      health: '/debug.ping',
      preferredLocalPort: 8008,
    },
    {
      id: 'files',
      title: () => l10n.t('ClearML files'),
      service: [
        { labels: clearmlChart, name: /-fileserver$/ },
        { image: clearmlImage, name: /-fileserver$/ },
      ],
      port: { names: ['http'], numbers: [8081] },
      scheme: 'http',
      path: '/',
      preferredLocalPort: 8081,
    },
  ],
};

const wandbImage = /(^|\/)wandb\/(local|megabinary|console|weave-python|weave)$/;
const wandbPage = [
  // The label says no more than "app": something of W&B's must stand beside it.
  { labels: { 'app.kubernetes.io/name': 'app' }, image: /(^|\/)wandb\// },
  { labels: { 'app.kubernetes.io/name': 'app', 'helm.sh/chart': /^app-/ }, name: /wandb.*-app$/ },
  named('wandb', 'local'),
  { ...named('wandb'), notName: /-mysql$/ },
  { chart: 'wandb', notName: /-mysql$/ },
  { image: /(^|\/)wandb\/local$/ },
];

export const wandb: ToolRule = webTool({
  id: 'wandb',
  title: 'Weights & Biases',
  about: () => l10n.t('Keeps track of experiments, as curves and tables.'),
  docs: 'https://docs.wandb.ai/',
  parts: [...wandbPage, { image: wandbImage }],
  not: [named('wandb', 'mysql')],
  service: wandbPage,
  port: { names: ['app', 'http'], targets: [8080], numbers: [8080, 80] },
  path: '/',
  health: '/ready',
  preferredLocalPort: 8080,
});

export const yatai: ToolRule = webTool({
  id: 'bentoml-yatai',
  title: 'Yatai',
  about: () => l10n.t('Keeps models that were packed with BentoML, and rolls them out.'),
  docs: 'https://docs.yatai.io/',
  parts: [named('yatai'), { chart: 'yatai' }, { image: /(^|\/)yatai$/ }],
  port: { names: ['http'], targets: [7777], numbers: [80, 7777] },
  path: '/',
  preferredLocalPort: 7777,
});

const feastServer = [
  named(['feast-feature-server', 'feast-python-server']),
  { chart: ['feast-feature-server', 'feast-python-server'] },
  { labels: { 'feast.dev/service-type': ['online', 'offline', 'registry'] } },
  { image: /(^|\/)feature-server(-python|-python-aws)?$/, command: /\bfeast serve(_\w+)?\b/ },
];
const feastPage = [
  { labels: { 'feast.dev/service-type': 'ui' } },
  { image: /(^|\/)feature-server$/, command: /\bfeast ui\b/, port: 8888 },
];

export const feast: ToolRule = {
  id: 'feast',
  title: 'Feast',
  about: () => l10n.t('Hands out features to training and to models that serve.'),
  docs: 'https://docs.feast.dev/',
  parts: [...feastPage, ...feastServer, { labels: { 'feast.dev/name': true } }],
  instance: ['feast.dev/name'],
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('Feast'),
      service: feastPage,
      port: { names: ['https', 'http'], targets: [8888, 8443], numbers: [80, 443] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 8888,
      main: true,
    },
    {
      id: 'server',
      title: () => l10n.t('Feature server'),
      service: feastServer,
      port: { names: ['https', 'http'], targets: [6566, 6567], numbers: [80, 443] },
      scheme: 'by-port',
      path: '/health',
      health: '/health',
      preferredLocalPort: 6566,
      main: true,
    },
  ],
};

export const determined: ToolRule = webTool({
  id: 'determined',
  title: 'Determined',
  about: () => l10n.t('Trains models and tunes them.'),
  docs: 'https://docs.determined.ai/',
  parts: [
    { labels: { 'determined.ai/master-service': 'true' } },
    { image: /(^|\/)determined-master(-dev)?$/ },
  ],
  port: { numbers: [8080, 443], targets: [8081] },
  path: '/det/',
  preferredLocalPort: 8080,
});
