import { app, install, k8s, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** Editors and small apps. */
export const editors: readonly Install[] = [
  install(
    'TensorBoard of Kubeflow',
    [
      service('curves', 'app=curves', 'http-curves 80>6006', {
        selector: 'app=curves',
        owner: 'Tensorboard/curves',
      }),
      workload('curves', 'app=curves', {
        owner: 'Tensorboard/curves',
        run: [
          {
            image: 'tensorflow/tensorflow:2.5.1',
            command: '/usr/local/bin/tensorboard --logdir=/tensorboard_logs/logs --bind_all',
            ports: '6006',
          },
        ],
      }),
    ],
    'tensorboard curves:80 http /',
  ),
  install(
    'TensorBoard under a prefix, started as a module',
    [
      service('tb', '', '6006', { selector: 'app=tb' }),
      workload('tb', 'app=tb', {
        run: [
          {
            image: 'registry.example/train:7',
            command: 'python -m tensorboard.main --logdir /runs --host 0.0.0.0 --path_prefix=/tb',
          },
        ],
      }),
    ],
    'tensorboard tb:6006 http /tb/',
  ),
  install(
    'code-server, chart of coder',
    [
      app(
        'ide-code-server',
        k8s('code-server', 'ide', 'helm.sh/chart=code-server-3.48.0'),
        'http 8080>http',
        { run: [{ image: 'codercom/code-server:4.133.0', ports: 'http 8080' }] },
      ),
    ],
    'code-server ide-code-server:8080 http /',
  ),
  install(
    'code-server, linuxserver image on its port',
    [
      app('code', 'app=code', 'web 80>8443', {
        run: [{ image: 'lscr.io/linuxserver/code-server:4.96.2', ports: '8443' }],
      }),
    ],
    'code-server code:80 http /',
  ),
  install(
    'code-server, app-template of the home-lab charts',
    [
      app('vscode', k8s('vscode', 'vscode', '@service=vscode helm.sh/chart=vscode-3.0.0'), 'http 12321', {
        selector: '@name=vscode @instance=vscode',
        run: [{ image: 'ghcr.io/coder/code-server:4.96.2', command: '--auth none --port 12321' }],
      }),
    ],
    'code-server vscode:12321 http /',
  ),
  install(
    'Posit Connect, and a package manager beside it',
    [
      app(
        'rsc-rstudio-connect',
        k8s('rstudio-connect', 'rsc', 'helm.sh/chart=rstudio-connect-0.21.0'),
        'http 80>3939',
        { run: ['ghcr.io/rstudio/rstudio-connect:ubuntu2204-2024.08.0'] },
      ),
    ],
    'posit rsc-rstudio-connect:80 http /',
  ),
  install(
    'RStudio of rocker, by its image',
    [
      service('r', '', '80>8787', { selector: 'app=r' }),
      workload('r', 'app=r', { run: [{ image: 'rocker/geospatial:4.4.2', ports: '8787', env: 'PASSWORD' }] }),
    ],
    'posit r:80 http /',
  ),
  install(
    'RStudio, chart of InseeFrLab (Onyxia)',
    [
      app('rstudio-123', k8s('rstudio', 'rstudio-123', 'helm.sh/chart=rstudio-2.0.0'), 'main 8787>http', {
        run: [{ image: 'inseefrlab/onyxia-rstudio:r4.4.1', ports: 'http 8787' }],
      }),
    ],
    'posit rstudio-123:8787 http /',
  ),
  install(
    'Streamlit by command, with a base path',
    [
      service('demo', 'app=demo', 'http 80>8501', { selector: 'app=demo' }),
      workload('demo', 'app=demo', {
        run: [
          {
            image: 'registry.example/demo:3',
            command: 'streamlit run app.py --server.port=8501 --server.baseUrlPath=/demo',
          },
        ],
      }),
    ],
    'streamlit-gradio demo:80 http /demo/',
  ),
  install(
    'Streamlit as a module and on another port',
    [
      app('board', 'app=board', '8080', {
        run: [
          {
            image: 'registry.example/board:1',
            command: 'python -m streamlit run main.py --server.port 8080',
          },
        ],
      }),
    ],
    'streamlit-gradio board:8080 http /',
  ),
  install(
    'Gradio by its port and its variables',
    [
      app('chat', 'app=chat', 'http 80>7860', {
        run: [
          {
            image: 'registry.example/chat:1',
            command: 'python app.py',
            env: 'GRADIO_SERVER_NAME=0.0.0.0',
            ports: '7860',
          },
        ],
      }),
    ],
    'streamlit-gradio chat:80 http /',
  ),
  install(
    'Gradio by its command',
    [app('sum', 'app=sum', '7860', { run: [{ image: 'registry.example/sum:1', command: 'gradio app.py' }] })],
    'streamlit-gradio sum:7860 http /',
  ),
  install(
    'Posit Connect with metrics and a target of its own',
    [
      app(
        'pub-rstudio-connect',
        k8s('rstudio-connect', 'pub', 'helm.sh/chart=rstudio-connect-0.7.0'),
        'http 8080>3939, metrics 9108>metrics',
        { run: ['rstudio/rstudio-connect:bionic-2023.10.0', 'prom/graphite-exporter:v0.15'] },
      ),
    ],
    'posit pub-rstudio-connect:8080 http /',
  ),
  install(
    'RStudio as a pod of its own',
    [
      service('studio', 'app=studio', 'http 80>8787', { selector: 'run=studio' }),
      pod('studio', 'run=studio', { bare: true, run: [{ image: 'rocker/rstudio:4.3.1', env: 'PASSWORD' }] }),
    ],
    'posit studio:80 http /',
  ),
  install(
    'VS Code of Onyxia',
    [
      app(
        'vscode-python-88',
        k8s('vscode-python', 'vscode-python-88', 'helm.sh/chart=vscode-python-2.1.5'),
        'main 8080>http',
        {
          kind: 'StatefulSet',
          run: [
            {
              image: 'inseefrlab/onyxia-vscode-python:py3.12',
              command: '/usr/bin/code-server --host 0.0.0.0',
              ports: 'http 8080',
            },
          ],
        },
      ),
    ],
    'code-server vscode-python-88:8080 http /',
  ),
  install(
    'Gradio in an image of Hugging Face, its port behind 80',
    [
      app('space', 'app=space', 'http 80>7860', {
        run: [
          {
            image: 'registry.hf.space/ana-demo:latest',
            command: 'python app.py',
            env: 'GRADIO_SERVER_PORT=7860',
            ports: '7860',
          },
        ],
      }),
    ],
    'streamlit-gradio space:80 http /',
  ),
  install(
    'Streamlit by variables alone',
    [
      app('kpis', 'app=kpis', 'web 80>8501', {
        run: [{ image: 'registry.example/kpis:2', env: 'STREAMLIT_SERVER_PORT=8501', ports: '8501' }],
      }),
    ],
    'streamlit-gradio kpis:80 http /',
  ),
  install(
    'TensorBoard beside training in a StatefulSet',
    [
      app('tb-resnet', 'app=tb-resnet', 'tb 6006', {
        kind: 'StatefulSet',
        run: [
          {
            image: 'registry.example/train:1',
            command: 'sh -c tensorboard --logdir /mnt/logs --port 6006 --bind_all',
          },
        ],
      }),
    ],
    'tensorboard tb-resnet:6006 http /',
  ),
];
