import { app, install, k8s, old, pod, service, workload } from './install.ts';
import type { Install } from './install.ts';

/** Notebooks that are nobody else's part. */
export const notebooks: readonly Install[] = [
  install(
    'Kubeflow notebook, stopped',
    [
      service('train', '', 'http-train 80>8888', { selector: 'statefulset=train', owner: 'Notebook/train' }),
      workload('train', 'statefulset=train notebook-name=train', {
        kind: 'StatefulSet',
        replicas: 0,
        owner: 'Notebook/train',
        run: [
          {
            image: 'docker.io/kubeflownotebookswg/jupyter-pytorch:v1.9.0',
            env: 'NB_PREFIX=/notebook/team-a/train',
          },
        ],
      }),
    ],
    'kubeflow train:80 http /notebook/team-a/train/',
  ),
  install(
    'two Kubeflow notebooks, one of them RStudio',
    [
      service('a', '', 'http-a 80>8888', { selector: 'statefulset=a', owner: 'Notebook/a' }),
      workload('a', 'statefulset=a notebook-name=a', {
        kind: 'StatefulSet',
        owner: 'Notebook/a',
        run: [
          {
            image: 'ghcr.io/kubeflow/kubeflow/notebook-servers/jupyter-scipy:v1.10.0',
            env: 'NB_PREFIX=/notebook/team-a/a',
          },
        ],
      }),
      service('b', '', 'http-b 80>8888', { selector: 'statefulset=b', owner: 'Notebook/b' }),
      workload('b', 'statefulset=b notebook-name=b', {
        kind: 'StatefulSet',
        owner: 'Notebook/b',
        run: [
          {
            image: 'ghcr.io/kubeflow/kubeflow/notebook-servers/rstudio-tidyverse:v1.10.0',
            env: 'NB_PREFIX=/notebook/team-a/b',
          },
        ],
      }),
    ],
    'kubeflow a:80 http /notebook/team-a/a/',
    'kubeflow b:80 http /notebook/team-a/b/',
  ),
  install(
    'JupyterLab by docker-stacks image',
    [
      service('lab', '', '80>8888', { selector: 'app=lab' }),
      workload('lab', 'app=lab', {
        run: [{ image: 'quay.io/jupyter/pytorch-notebook:cuda12-latest', ports: '8888' }],
      }),
    ],
    'jupyter lab:80 http /lab',
  ),
  install(
    'Jupyter by command under a base URL, beside a Service for its metrics',
    [
      service('ml-lab', 'app=ml-lab', 'web 8080>8888', { selector: 'app=ml-lab' }),
      service('ml-lab-metrics', 'app=ml-lab', 'metrics 9100', { selector: 'app=ml-lab' }),
      workload('ml-lab', 'app=ml-lab', {
        kind: 'StatefulSet',
        run: [
          {
            image: 'nvcr.io/nvidia/pytorch:24.05-py3',
            command: 'jupyter lab --ip=0.0.0.0 --ServerApp.base_url=/ml --no-browser --allow-root',
            ports: '8888',
          },
        ],
      }),
    ],
    'jupyter ml-lab:8080 http /ml/lab',
  ),
  install(
    'Jupyter, chart of InseeFrLab (Onyxia)',
    [
      app(
        'jupyter-python-4711',
        k8s('jupyter-python', 'jupyter-python-4711', 'helm.sh/chart=jupyter-python-2.1.0'),
        'main 8888>http',
        {
          kind: 'StatefulSet',
          run: [
            {
              image: 'inseefrlab/onyxia-jupyter-python:py3.12.6',
              command: '/bin/bash -c jupyter lab --no-browser --ip 0.0.0.0 --ServerApp.token=$(PASSWORD)',
              ports: 'http 8888',
            },
          ],
        },
      ),
    ],
    'jupyter jupyter-python-4711:8888 http /lab',
  ),
  install(
    'TensorFlow notebook, old stable chart, with TensorBoard in the same pod',
    [
      app(
        'nb-tensorflow-notebook',
        old('tensorflow-notebook', 'nb', 'tensorflow-notebook-0.1.2'),
        'jupyter 8888>8888, tensorboard 6006>6006',
        {
          run: [
            {
              image: 'tensorflow/tensorflow:1.6.0-jupyter',
              command: 'jupyter notebook --allow-root',
              ports: 'jupyter 8888',
            },
            {
              image: 'tensorflow/tensorflow:1.6.0',
              command: 'tensorboard --logdir=/output/training_logs --host 0.0.0.0',
              ports: 'tensorboard 6006',
            },
          ],
        },
      ),
    ],
    'jupyter nb-tensorflow-notebook:8888 http /lab',
    'tensorboard nb-tensorflow-notebook:6006 http /',
  ),
  install(
    'Jupyter as a pod of its own with a Service',
    [
      service('scratch', '', '8888', { selector: 'run=scratch' }),
      pod('scratch', 'run=scratch', {
        bare: true,
        run: [
          {
            image: 'jupyter/scipy-notebook:latest',
            command: 'start-notebook.sh',
            env: 'MLFLOW_TRACKING_URI=http://mlflow:5000',
          },
        ],
      }),
    ],
    'jupyter scratch:8888 http /lab',
  ),
  install(
    'Posit Workbench',
    [
      app(
        'wb-rstudio-workbench',
        k8s('rstudio-workbench', 'wb', 'helm.sh/chart=rstudio-workbench-0.22.0'),
        'http 80>8787, metrics 9108',
        { run: [{ image: 'docker.io/posit/workbench:ubuntu2204-2026.08.1', ports: 'http 8787' }] },
      ),
    ],
    'posit wb-rstudio-workbench:80 http /',
  ),
  install(
    'OpenShift AI workbench: notebook behind its proxy',
    [
      service('bench', '', 'http-bench 80>8888', { selector: 'statefulset=bench', owner: 'Notebook/bench' }),
      service('bench-tls', 'notebook-name=bench', 'oauth-proxy 443>oauth-proxy', {
        selector: 'statefulset=bench',
        owner: 'Notebook/bench',
      }),
      workload('bench', 'statefulset=bench notebook-name=bench app=bench opendatahub.io/odh-managed=true', {
        kind: 'StatefulSet',
        owner: 'Notebook/bench',
        run: [
          {
            image: 'quay.io/modh/odh-generic-data-science-notebook:2024b',
            env: 'NOTEBOOK_ARGS',
            ports: 'notebook-port 8888',
          },
          { image: 'registry.redhat.io/openshift4/ose-oauth-proxy:v4.12', ports: 'oauth-proxy 8443' },
        ],
      }),
    ],
    'kubeflow bench:80 http /notebook/team-a/bench/',
  ),
  install(
    'Jupyter of a chart of its own (gradiant)',
    [
      app('lab-jupyter', k8s('jupyter', 'lab', 'helm.sh/chart=jupyter-0.1.7'), 'http 8888>http', {
        run: [
          {
            image: 'gradiant/jupyter:6.0.3',
            command: 'jupyter notebook --NotebookApp.base_url=/lab',
            ports: 'http 8888',
          },
        ],
      }),
    ],
    'jupyter lab-jupyter:8888 http /lab/lab',
  ),
  install(
    'Jupyter server with certificate of its own',
    [
      app('secure', 'app=secure', 'https 443>8888', {
        run: [
          {
            image: 'quay.io/jupyter/base-notebook:latest',
            command: 'start-notebook.py --ServerApp.certfile=/c/tls.crt',
            env: 'GEN_CERT=yes',
            ports: '8888',
          },
        ],
      }),
    ],
    'jupyter secure:443 https /lab',
  ),
];
