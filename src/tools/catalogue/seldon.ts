import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const mesh: Match[] = [
  { labels: { 'app.kubernetes.io/name': 'seldon-envoy' } },
  { selector: { 'app.kubernetes.io/name': 'seldon-envoy' } },
  { name: /^seldon-mesh$/ },
];
// A predictor's own Service: those of its single containers lack the label seldon-app.
const predictor: Match[] = [{ labels: { 'seldon-deployment-id': true, 'seldon-app': true } }];

export const seldon: ToolRule = {
  id: 'seldon',
  title: 'Seldon',
  about: () => l10n.t('Serves trained models over HTTP.'),
  docs: 'https://docs.seldon.ai/',
  // The operators themselves are nobody's door.
  parts: [
    ...mesh,
    ...predictor,
    { labels: { 'app.kubernetes.io/name': ['seldon-scheduler', 'seldon-server'] } },
  ],
  not: [{ labels: { 'seldon-app-svc': true }, headless: false }, { name: /webhook|metrics/ }],
  instance: ['seldon-deployment-id'],
  oneInNamespace: true,
  endpoints: [
    {
      id: 'predictor',
      title: () => l10n.t('Predictions'),
      service: predictor,
      port: { names: ['http'], targets: [8000], numbers: [8000] },
      scheme: 'http',
      path: '/api/v1.0/predictions',
      preferredLocalPort: 8000,
      main: true,
    },
    {
      id: 'v2-inference',
      title: () => l10n.t('Inference (Seldon 2)'),
      service: mesh,
      port: { names: ['data'], numbers: [80] },
      scheme: 'http',
      path: '/v2',
      // Envoy knows where to only by a header that names the model.
      alive: [404],
      preferredLocalPort: 9000,
      main: true,
    },
  ],
};
