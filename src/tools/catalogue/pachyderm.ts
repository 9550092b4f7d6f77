import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';

export const pachyderm: ToolRule = {
  id: 'pachyderm',
  title: 'Pachyderm',
  about: () => l10n.t('Keeps versions of data and runs pipelines when data changes.'),
  docs: 'https://docs.pachyderm.com/',
  parts: [
    {
      labels: {
        suite: 'pachyderm',
        app: ['pachd', 'pachw', 'console', 'dash', 'pachyderm-proxy', 'etcd', 'pg-bouncer'],
      },
    },
  ],
  userPods: [{ labels: { pipelineName: true } }],
  essential: [{ labels: { suite: 'pachyderm', app: 'pachd' } }],
  // Its objects have fixed names and no label that tells a release.
  oneInNamespace: true,
  versionFrom: { labels: { app: 'pachd' } },
  endpoints: [
    {
      id: 'console',
      title: () => l10n.t('Pachyderm console'),
      // The proxy carries console, API and S3 on one port; charts up to 2.4 have none.
      service: [
        { labels: { suite: 'pachyderm', app: 'pachyderm-proxy' } },
        { labels: { suite: 'pachyderm', app: 'console' } },
      ],
      port: { names: ['http-port', 'console-http'], targets: [8080, 4000], numbers: [80, 4000] },
      scheme: 'by-port',
      path: '/',
      preferredLocalPort: 4000,
      main: true,
    },
    {
      id: 'pachd',
      title: () => l10n.t('pachd API'),
      service: [{ labels: { suite: 'pachyderm', app: 'pachd' }, notName: /-peer$/ }],
      port: { names: ['api-grpc-port'], numbers: [30650] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 30650,
    },
  ],
};
