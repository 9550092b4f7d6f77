import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';

/** A program that serves notebooks. The port alone (8888) proves nothing: other tools use it too. */
const serves: Match[] = [
  { command: /\b(jupyter[- ](lab|notebook|server)|start-notebook(\.sh|\.py)?)(\s|$)/ },
  // These images serve notebooks unless they are told to do something else.
  { image: /(^|\/)jupyter\/[a-z0-9-]*notebook$|(^|\/)(dask-notebook|jupyter(lab)?)$/, command: /^$/ },
  { env: /^JUPYTER_(TOKEN|PORT)$/ },
  {
    labels: {
      'app.kubernetes.io/name':
        /^(jupyter(lab)?)(-(lab|notebook|server|python|pyspark|pytorch|tensorflow|r|julia)(-gpu)?)?$/,
    },
  },
];

export const jupyter: ToolRule = {
  id: 'jupyter',
  title: 'Jupyter',
  about: () => l10n.t('A notebook server that runs in the cluster.'),
  docs: 'https://jupyterlab.readthedocs.io/',
  parts: serves,
  not: [
    // These belong to JupyterHub, Kubeflow and Dask, which show them themselves.
    { labels: { component: 'singleuser-server' } },
    { labels: { 'app.kubernetes.io/component': 'singleuser-server' } },
    { labels: { 'notebook-name': true } },
    { labels: { app: 'dask' } },
    { labels: { app: 'jupyterhub' } },
    { command: /\b(jupyterhub-singleuser|nbconvert|papermill)\b/ },
    { labels: { 'workflows.argoproj.io/workflow': true } },
  ],
  endpoints: [
    {
      id: 'ui',
      title: () => l10n.t('JupyterLab'),
      service: serves,
      port: { targets: [8888, 'jupyter', 'notebook', 'http'], names: ['http'], numbers: [8888, 80] },
      scheme: 'by-port',
      path: '/lab',
      health: '/api',
      basePathFrom: {
        flag: /--(?:ServerApp|NotebookApp)\.base_url[= ]['"]?([^\s'"]+)/,
        setting: /^NB_PREFIX$/,
      },
      preferredLocalPort: 8888,
      main: true,
    },
  ],
  credentials: [{ id: 'token', title: () => l10n.t('Token'), env: /^JUPYTER_(TOKEN|PASSWORD)$/ }],
  snippets: (address) => [
    {
      id: 'existing-server',
      title: l10n.t('Kernel'),
      text: address('ui'),
    },
  ],
};
