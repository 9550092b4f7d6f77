import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

const label = 'serving.kserve.io/inferenceservice';
// Where there is a transformer, requests go through it.
const doors: Match[] = ['transformer', 'predictor'].map((component) => ({
  labels: { [label]: true, component },
}));

/** One model that KServe serves. Its controller is nobody's door. */
export const kserve: ToolRule = {
  id: 'kserve',
  title: 'KServe',
  about: () => l10n.t('Serves a trained model over HTTP.'),
  docs: 'https://kserve.github.io/website/',
  parts: [{ labels: { [label]: true } }, { selector: { app: /^isvc\./ } }],
  instance: [label],
  endpoints: [
    {
      id: 'predict',
      title: () => l10n.t('Predictions'),
      service: [...doors, { labels: { [label]: true } }, { selector: { app: /^isvc\./ } }],
      // The port is called as the runtime calls its own.
      port: { names: ['http', 'http1', 'h2c', 'https'], targets: [8080], numbers: [80, 8080, 443] },
      scheme: 'by-port',
      path: ({ instance }) => `/v1/models/${instance}`,
      // What answers there differs from runtime to runtime, and many have nothing.
      health: '/',
      alive: [404],
      preferredLocalPort: 8080,
      main: true,
    },
  ],
};
