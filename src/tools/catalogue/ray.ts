import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

// Headless since KubeRay 1.2. A RayService has a second head Service without ray.io/cluster for the same pod: left out.
const head: Match[] = [
  { labels: { 'ray.io/cluster': true, 'ray.io/node-type': 'head' } },
  // Without an operator.
  { command: /\bray start\b.*--head\b/ },
];

export const ray: ToolRule = {
  id: 'ray',
  title: 'Ray',
  about: () => l10n.t('Spreads Python work over many machines.'),
  docs: 'https://docs.ray.io/',
  parts: [
    ...head,
    { labels: { 'ray.io/cluster': true } },
    { labels: { 'ray.io/serve': true }, headless: false },
    { command: /\bray start\b.*--address\b/ },
  ],
  instance: ['ray.io/cluster'],
  essential: head,
  endpoints: [
    {
      id: 'dashboard',
      title: () => l10n.t('Ray dashboard'),
      service: head,
      port: { names: ['dashboard'], numbers: [8265] },
      scheme: 'http',
      path: '/',
      health: '/api/gcs_healthz',
      preferredLocalPort: 8265,
      main: true,
      companions: ['client'],
    },
    {
      id: 'serve',
      title: () => l10n.t('Ray Serve'),
      service: [{ labels: { 'ray.io/serve': true } }, ...head],
      port: { names: ['serve'], numbers: [8000] },
      scheme: 'http',
      path: '/',
      health: '/-/healthz',
      preferredLocalPort: 8000,
    },
    {
      id: 'client',
      title: () => l10n.t('Ray client'),
      service: head,
      port: { names: ['client'], numbers: [10001] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 10001,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: ['import ray', '', `ray.init("${address('client').replace('tcp:', 'ray:')}")`].join('\n'),
    },
    {
      id: 'shell',
      title: l10n.t('Shell, submit a job'),
      text: `ray job submit --address ${address('dashboard')} --working-dir . -- python script.py`,
    },
  ],
};
