import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { EndpointRule, ToolRule } from './tool-rule.ts';

/** A tool with one web page behind one Service: all that differs is how it is recognised and where it answers. */
function webTool(
  tool: Pick<ToolRule, 'id' | 'title' | 'about'> & {
    parts: readonly Match[];
    not?: readonly Match[];
    service?: readonly Match[];
  } & Pick<EndpointRule, 'port' | 'path' | 'health' | 'preferredLocalPort'> & {
      scheme?: EndpointRule['scheme'];
    },
): ToolRule {
  return {
    id: tool.id,
    title: tool.title,
    about: tool.about,
    parts: tool.parts,
    ...(tool.not ? { not: tool.not } : {}),
    endpoints: [
      {
        id: 'ui',
        title: () => tool.title,
        service: tool.service ?? tool.parts,
        port: tool.port,
        scheme: tool.scheme ?? 'by-port',
        path: tool.path,
        ...(tool.health === undefined ? {} : { health: tool.health }),
        ...(tool.preferredLocalPort === undefined ? {} : { preferredLocalPort: tool.preferredLocalPort }),
        main: true,
      },
    ],
  };
}

const named = (name: string | readonly string[]): Match => ({ labels: { 'app.kubernetes.io/name': name } });

/** Tools of a single page, by name. */
export const webTools: readonly ToolRule[] = [
  webTool({
    id: 'tensorboard',
    title: 'TensorBoard',
    about: () => l10n.t('Shows how training runs go, as curves.'),
    parts: [{ command: /\btensorboard\b.*--logdir/ }],
    port: { targets: [6006], numbers: [6006, 80] },
    path: '/',
    preferredLocalPort: 6006,
  }),
  webTool({
    id: 'grafana',
    title: 'Grafana',
    about: () => l10n.t('Shows metrics as dashboards.'),
    parts: [{ ...named('grafana'), headless: false }, named('grafana')],
    not: [{ name: /-test$/ }],
    port: { names: ['http-web', 'service', 'http'], targets: [3000, 'grafana'], numbers: [80, 3000] },
    path: '/',
    health: '/api/health',
    preferredLocalPort: 3000,
  }),
  webTool({
    id: 'prometheus',
    title: 'Prometheus',
    about: () => l10n.t('Collects metrics and answers questions about them.'),
    parts: [
      { labels: { app: 'kube-prometheus-stack-prometheus' } },
      { labels: { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/component': 'server' } },
    ],
    not: [{ labels: { 'operated-prometheus': 'true' } }],
    port: { names: ['http-web', 'http'], targets: [9090], numbers: [9090, 80] },
    path: '/graph',
    health: '/-/ready',
    preferredLocalPort: 9090,
  }),
  webTool({
    id: 'superset',
    title: 'Superset',
    about: () => l10n.t('Charts and dashboards over databases.'),
    parts: [
      { labels: { app: 'superset' } },
      {
        labels: {
          'app.kubernetes.io/name': 'superset',
          'app.kubernetes.io/component': ['superset-web', 'web'],
        },
      },
    ],
    port: { names: ['http'], numbers: [8088, 80] },
    path: '/login/',
    health: '/health',
    preferredLocalPort: 8088,
  }),
  webTool({
    id: 'metabase',
    title: 'Metabase',
    about: () => l10n.t('Questions and dashboards over databases.'),
    parts: [{ labels: { app: 'metabase' } }, named('metabase')],
    port: { names: ['metabase', 'http'], targets: [3000], numbers: [80, 3000] },
    path: '/',
    health: '/api/health',
    preferredLocalPort: 3000,
  }),
  webTool({
    id: 'trino',
    title: 'Trino',
    about: () => l10n.t('Asks SQL questions across many data sources.'),
    parts: [{ labels: { 'app.kubernetes.io/name': 'trino' } }],
    service: [
      { labels: { 'app.kubernetes.io/name': 'trino', 'app.kubernetes.io/component': 'coordinator' } },
      { ...named('trino'), notName: /worker/ },
    ],
    port: { names: ['https', 'http'], numbers: [8080, 8443] },
    path: '/ui/',
    health: '/v1/info',
    preferredLocalPort: 8080,
  }),
  webTool({
    id: 'code-server',
    title: 'code-server',
    about: () => l10n.t('VS Code in the browser.'),
    parts: [named('code-server'), { image: /(^|\/)code-server$/ }],
    port: { names: ['http'], targets: [8080], numbers: [8080, 80] },
    path: '/',
    health: '/healthz',
    preferredLocalPort: 8080,
  }),
  webTool({
    id: 'posit',
    title: 'RStudio',
    about: () => l10n.t('RStudio and Posit Workbench in the browser.'),
    parts: [
      named('rstudio-workbench'),
      { image: /(^|\/)(rocker\/(rstudio|tidyverse|verse|ml)|rstudio-workbench|posit\/workbench)$/ },
    ],
    port: { names: ['http'], targets: [8787], numbers: [8787, 80] },
    path: '/',
    preferredLocalPort: 8787,
  }),
  webTool({
    id: 'streamlit-gradio',
    title: 'Streamlit',
    about: () => l10n.t('A small web app around Python code.'),
    parts: [{ command: /\bstreamlit run\b/ }],
    port: { targets: [8501], numbers: [8501, 80] },
    path: '/',
    health: '/_stcore/health',
    preferredLocalPort: 8501,
  }),
  webTool({
    id: 'label-studio',
    title: 'Label Studio',
    about: () => l10n.t('Labels data for training.'),
    parts: [named('ls-app'), { image: /(^|\/)label-studio$/ }],
    port: { names: ['service', 'http'], targets: [8085, 8080], numbers: [80, 8080] },
    path: '/',
    health: '/health',
    preferredLocalPort: 8085,
  }),
  webTool({
    id: 'dagster',
    title: 'Dagster',
    about: () => l10n.t('Runs data pipelines and shows what they made.'),
    parts: [
      { labels: { component: ['dagster-webserver', 'dagit'] } },
      { labels: { component: 'dagster-daemon' } },
    ],
    service: [{ labels: { component: ['dagster-webserver', 'dagit'] } }],
    port: { names: ['http'], numbers: [80, 3000] },
    path: '/',
    health: '/server_info',
    preferredLocalPort: 3000,
  }),
  webTool({
    id: 'flyte',
    title: 'Flyte',
    about: () => l10n.t('Runs typed pipelines.'),
    parts: [named(['flyte-binary', 'flyteconsole', 'flyteadmin'])],
    service: [{ ...named('flyte-binary'), name: /-http$/ }, named('flyteconsole'), named('flyte-binary')],
    port: { names: ['http'], numbers: [8088, 8090, 80] },
    path: '/console',
    preferredLocalPort: 8088,
  }),
  webTool({
    id: 'argo-cd',
    title: 'Argo CD',
    about: () => l10n.t('Keeps the cluster as a Git repository says.'),
    parts: [named('argocd-server')],
    port: { names: ['https', 'http'], numbers: [443, 80] },
    path: '/',
    health: '/healthz',
    preferredLocalPort: 8443,
  }),
  webTool({
    id: 'open-webui',
    title: 'Open WebUI',
    about: () => l10n.t('Chat with language models that run in the cluster.'),
    parts: [
      { labels: { 'app.kubernetes.io/name': 'open-webui', 'app.kubernetes.io/component': 'open-webui' } },
      { image: /(^|\/)open-webui$/ },
    ],
    port: { names: ['http'], targets: [8080], numbers: [80] },
    path: '/',
    health: '/health',
    preferredLocalPort: 8080,
  }),
  webTool({
    id: 'ollama',
    title: 'Ollama',
    about: () => l10n.t('Runs language models behind an API.'),
    parts: [named('ollama'), { image: /(^|\/)ollama$/ }],
    port: { names: ['http'], targets: [11434], numbers: [11434] },
    scheme: 'http',
    path: '/',
    health: '/',
    preferredLocalPort: 11434,
  }),
  webTool({
    id: 'vllm',
    title: 'vLLM',
    about: () => l10n.t('Serves language models behind an OpenAI-like API.'),
    parts: [
      { labels: { 'app.kubernetes.io/part-of': 'vllm-stack', 'app.kubernetes.io/component': 'router' } },
      { image: /(^|\/)vllm-openai$/ },
    ],
    port: { names: ['router-sport', 'http'], targets: [8000], numbers: [8000, 80] },
    path: '/v1/models',
    health: '/health',
    preferredLocalPort: 8000,
  }),
  webTool({
    id: 'qdrant',
    title: 'Qdrant',
    about: () => l10n.t('Finds similar vectors.'),
    parts: [{ ...named('qdrant'), headless: false }, named('qdrant')],
    port: { names: ['http'], numbers: [6333] },
    path: '/dashboard',
    health: '/readyz',
    preferredLocalPort: 6333,
  }),
  webTool({
    id: 'weaviate',
    title: 'Weaviate',
    about: () => l10n.t('Finds similar vectors.'),
    parts: [named('weaviate')],
    service: [{ ...named('weaviate'), notName: /-(grpc|headless)$/ }],
    port: { names: ['http'], numbers: [80, 8080] },
    path: '/v1/meta',
    health: '/v1/.well-known/ready',
    preferredLocalPort: 8080,
  }),
  webTool({
    id: 'determined',
    title: 'Determined',
    about: () => l10n.t('Trains models and tunes them.'),
    parts: [{ labels: { 'determined.ai/master-service': 'true' } }],
    port: { numbers: [8080, 443], targets: [8081] },
    path: '/det/',
    preferredLocalPort: 8080,
  }),
];
