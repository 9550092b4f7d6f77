import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

// Editors and small apps that run in the cluster.

export const tensorboard: ToolRule = webTool({
  id: 'tensorboard',
  title: 'TensorBoard',
  about: () => l10n.t('Shows how training runs go, as curves.'),
  docs: 'https://www.tensorflow.org/tensorboard',
  parts: [{ command: /\btensorboard\b.*--logdir/ }, { owner: 'Tensorboard' }, named('tensorboard')],
  port: { names: ['tensorboard'], targets: [6006], numbers: [6006, 80] },
  path: '/',
  basePathFrom: { flag: /--path_prefix[= ](\S+)/ },
  preferredLocalPort: 6006,
});

export const codeServer: ToolRule = webTool({
  id: 'code-server',
  title: 'code-server',
  about: () => l10n.t('VS Code in the browser.'),
  docs: 'https://coder.com/docs/code-server',
  parts: [
    named('code-server'),
    { chart: 'code-server' },
    { image: /(^|\/)(code-server|openvscode-server)$/ },
    named(/^vscode(-(python|pyspark|pytorch|tensorflow|r-python)(-gpu)?)?$/),
    { command: /(^|[\s/])code-server(\s|$)/ },
  ],
  port: { names: ['http'], targets: [8080, 8443], numbers: [8080, 80] },
  // An image of LinuxServer listens on 8443 without TLS: only a name says that there is some.
  path: '/',
  health: '/healthz',
  preferredLocalPort: 8080,
  credentials: [{ id: 'password', title: () => l10n.t('Password'), env: /^PASSWORD$/ }],
});

export const posit: ToolRule = webTool({
  id: 'posit',
  title: 'RStudio',
  about: () => l10n.t('RStudio, and Posit Workbench and Connect, in the browser.'),
  docs: 'https://docs.posit.co/',
  parts: [
    named(['rstudio-workbench', 'rstudio-connect', 'rstudio-server-pro', 'rstudio']),
    { chart: ['rstudio-workbench', 'rstudio-connect', 'rstudio'] },
    { image: /(^|\/)rocker(-org)?\/[a-z0-9-]+$/ },
    { image: /(^|\/)(rstudio-workbench|rstudio-connect|posit\/(workbench|connect)|onyxia-rstudio|rstudio)$/ },
  ],
  not: [{ image: /(^|\/)rocker\/r-(ver|base)$/ }],
  port: { names: ['http', 'main'], targets: [8787, 3939], numbers: [8787, 80] },
  path: '/',
  preferredLocalPort: 8787,
  credentials: [{ id: 'password', title: () => l10n.t('Password'), env: /^PASSWORD$/ }],
});

export const smallApp: ToolRule = webTool({
  id: 'streamlit-gradio',
  title: 'Streamlit',
  about: () => l10n.t('A small web app around Python code.'),
  docs: 'https://docs.streamlit.io/',
  parts: [{ command: /\bstreamlit run\b/ }, { env: /^STREAMLIT_SERVER_/ }],
  port: { targets: [8501], numbers: [8501, 80] },
  path: '/',
  // Its health path was another one before 1.11, its page always this.
  health: '/',
  basePathFrom: { flag: /--server\.baseUrlPath[= ](\S+)/ },
  preferredLocalPort: 8501,
});

export const gradio: ToolRule = webTool({
  id: 'streamlit-gradio',
  title: 'Gradio',
  about: () => l10n.t('A small web app around a model.'),
  docs: 'https://www.gradio.app/docs',
  // Most are started as any Python program is: a variable of Gradio is the second sign, beside nothing else.
  parts: [{ command: /(^|[\s/])gradio\s/ }, { env: /^GRADIO_/ }],
  port: { targets: [7860], numbers: [7860, 80] },
  path: '/',
  preferredLocalPort: 7860,
});
