import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

// What shares out the machines of a cluster. Data scientists meet these by a queue or a label, most have no page.

export const kueue: ToolRule = webTool({
  id: 'kueue',
  title: 'Kueue',
  about: () => l10n.t('Lets jobs wait until the machines they need are free.'),
  docs: 'https://kueue.sigs.k8s.io/docs/',
  parts: [
    named('kueue'),
    { image: /(^|\/)kueue$/ },
    { selector: { app: ['kueueviz-frontend', 'kueueviz-backend', 'kueue-viz-frontend'] } },
  ],
  not: [{ name: /webhook|visibility/ }],
  oneInNamespace: true,
  withoutPage: true,
  service: [{ selector: { app: ['kueueviz-frontend', 'kueue-viz-frontend'] } }],
  port: { targets: [8080], numbers: [8080, 80] },
  path: '/',
  preferredLocalPort: 8080,
});

export const volcano: ToolRule = webTool({
  id: 'volcano',
  title: 'Volcano',
  about: () => l10n.t('Starts the pods of a training job together, or not yet.'),
  docs: 'https://volcano.sh/en/docs/',
  parts: [
    { labels: { app: /^volcano-(scheduler|controller|controllers)$/ } },
    { image: /(^|\/)vc-(scheduler|controller-manager)$/ },
    { selector: { app: 'volcano-dashboard' } },
    named('volcano-dashboard'),
  ],
  oneInNamespace: true,
  withoutPage: true,
  service: [{ selector: { app: 'volcano-dashboard' } }, named('volcano-dashboard')],
  port: { names: ['frontend', 'http'], targets: [80], numbers: [80] },
  path: '/',
  preferredLocalPort: 8088,
});

export const gpuOperator: ToolRule = {
  id: 'gpu-operator',
  title: 'NVIDIA GPU operator',
  about: () => l10n.t('Makes the GPUs of the machines usable for pods.'),
  docs: 'https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/',
  parts: [named('gpu-operator'), { image: /(^|\/)gpu-operator$/ }],
  oneInNamespace: true,
  withoutPage: true,
  endpoints: [],
};
