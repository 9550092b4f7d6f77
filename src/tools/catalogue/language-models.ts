import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

export const openWebUi: ToolRule = webTool({
  id: 'open-webui',
  title: 'Open WebUI',
  about: () => l10n.t('Chat with language models that run in the cluster.'),
  docs: 'https://docs.openwebui.com/',
  parts: [
    named('open-webui', 'open-webui'),
    { chart: 'open-webui', labels: { 'app.kubernetes.io/component': 'open-webui' } },
    { image: /(^|\/)open-webui$/ },
  ],
  port: { names: ['http'], targets: [8080], numbers: [80] },
  path: '/',
  health: '/health',
  preferredLocalPort: 8080,
});

export const ollama: ToolRule = webTool({
  id: 'ollama',
  title: 'Ollama',
  about: () => l10n.t('Runs language models behind an API.'),
  docs: 'https://docs.ollama.com/',
  parts: [named('ollama'), { chart: 'ollama' }, { image: /(^|\/)ollama$/ }],
  port: { names: ['http'], targets: [11434], numbers: [11434] },
  scheme: 'http',
  path: '/',
  health: '/',
  preferredLocalPort: 11434,
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'from openai import OpenAI',
        '',
        `client = OpenAI(base_url="${address('ui')}/v1", api_key="ollama")`,
        'client.models.list()',
      ].join('\n'),
    },
    { id: 'env', title: l10n.t('Shell'), text: `export OLLAMA_HOST=${address('ui')}` },
  ],
});

const models: ToolRule['snippets'] = (address) => [
  {
    id: 'python',
    title: l10n.t('Python'),
    text: [
      'from openai import OpenAI',
      '',
      `client = OpenAI(base_url="${address('ui')}/v1", api_key="none")`,
      'client.models.list()',
    ].join('\n'),
  },
];

const stackEngine = { selector: { 'helm-release-name': true, model: true } } as const;

/** The production stack: a router before its engines. Its labels `release` and `environment` are not Helm's. */
export const vllmStack: ToolRule = webTool({
  id: 'vllm',
  title: 'vLLM',
  about: () => l10n.t('Serves language models behind an OpenAI-like API.'),
  docs: 'https://docs.vllm.ai/',
  parts: [{ labels: { 'app.kubernetes.io/part-of': 'vllm-stack' } }, stackEngine],
  instance: ['helm-release-name', 'app.kubernetes.io/part-of'],
  service: [
    { labels: { 'app.kubernetes.io/part-of': 'vllm-stack', 'app.kubernetes.io/component': 'router' } },
  ],
  port: { names: ['router-sport', 'http'], targets: [8000], numbers: [8000, 80] },
  path: '/v1/models',
  health: '/health',
  preferredLocalPort: 8000,
  snippets: models,
});

export const vllm: ToolRule = webTool({
  id: 'vllm',
  title: 'vLLM',
  about: () => l10n.t('Serves a language model behind an OpenAI-like API.'),
  docs: 'https://docs.vllm.ai/',
  parts: [{ image: /(^|\/)vllm-openai$/ }, { command: /\bvllm serve\b|\bvllm\.entrypoints\b/ }],
  not: [
    { labels: { 'serving.kserve.io/inferenceservice': true } },
    { labels: { 'app.kubernetes.io/part-of': 'vllm-stack' } },
    stackEngine,
  ],
  port: { names: ['http'], targets: [8000], numbers: [8000, 80] },
  path: '/v1/models',
  health: '/health',
  preferredLocalPort: 8000,
  snippets: models,
});
