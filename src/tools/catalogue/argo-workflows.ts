import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// A nameOverride changes app.kubernetes.io/name, not these. The plain manifests label only the pods.
const server: Match[] = [
  { labels: { 'app.kubernetes.io/part-of': 'argo-workflows', 'app.kubernetes.io/component': 'server' } },
  { selector: { app: 'argo-server' } },
  { image: /(^|\/)(argocli|argo-workflow-cli)$/, command: /\bserver\b/ },
];

export const argoWorkflows: ToolRule = {
  id: 'argo-workflows',
  title: 'Argo Workflows',
  about: () => l10n.t('Runs pipelines whose steps are containers.'),
  docs: 'https://argo-workflows.readthedocs.io/',
  parts: [
    ...server,
    { labels: { 'app.kubernetes.io/part-of': 'argo-workflows' } },
    { selector: { app: 'workflow-controller' } },
  ],
  userPods: [{ labels: { 'workflows.argoproj.io/workflow': true } }],
  oneInNamespace: true,
  versionFrom: { labels: { 'app.kubernetes.io/component': 'server' } },
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('Argo Workflows'),
      service: server,
      // 2746 with the charts of Argo, 80 with Bitnami's: the target is the same.
      port: { targets: [2746, 'web'], names: ['web'], numbers: [2746, 80] },
      scheme: 'https',
      plainWhen: /--secure=false\b/,
      path: '/workflows',
      health: '/',
      preferredLocalPort: 2746,
      main: true,
    },
  ],
};
