import { airflow } from './airflow.ts';
import { argoWorkflows } from './argo-workflows.ts';
import { daskGateway } from './dask-gateway.ts';
import { dask } from './dask.ts';
import { elasticsearch } from './elasticsearch.ts';
import { jupyter } from './jupyter.ts';
import { jupyterHub } from './jupyterhub.ts';
import { kubeflow, kubeflowNotebook } from './kubeflow.ts';
import { metaflow } from './metaflow.ts';
import { minio } from './minio.ts';
import { mlflow } from './mlflow.ts';
import { pachyderm } from './pachyderm.ts';
import { prefect } from './prefect.ts';
import { ray } from './ray.ts';
import { seldon } from './seldon.ts';
import type { ToolRule } from './tool-rule.ts';
import { webTools } from './web-tools.ts';

/** Every tool that Porthole knows, in the order in which a tie is decided: the more specific one first. */
export const catalogue: readonly ToolRule[] = [
  jupyterHub,
  airflow,
  mlflow,
  daskGateway,
  dask,
  prefect,
  metaflow,
  elasticsearch,
  kubeflow,
  kubeflowNotebook,
  argoWorkflows,
  pachyderm,
  seldon,
  ray,
  minio,
  ...webTools,
  // Last: it is recognised by what runs, and much runs Jupyter.
  jupyter,
];

export function toolRule(id: string): ToolRule | undefined {
  return catalogue.find((rule) => rule.id === id);
}
