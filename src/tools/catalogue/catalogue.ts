import { airflow } from './airflow.ts';
import { codeServer, gradio, posit, smallApp, tensorboard } from './apps.ts';
import { argoWorkflows } from './argo-workflows.ts';
import { gpuOperator, kueue, volcano } from './cluster-parts.ts';
import { daskGateway, daskHub } from './dask-gateway.ts';
import { dask, daskOperator } from './dask.ts';
import { grafana, metabase, prometheus, superset } from './dashboards.ts';
import { postgresql, trino } from './databases.ts';
import { elasticsearch } from './elasticsearch.ts';
import { clearml, determined, feast, labelStudio, wandb, yatai } from './experiments.ts';
import { jupyter } from './jupyter.ts';
import { jupyterHub } from './jupyterhub.ts';
import { kserve } from './kserve.ts';
import { kubeflow, kubeflowNotebook } from './kubeflow.ts';
import { ollama, openWebUi, vllm, vllmStack } from './language-models.ts';
import { metaflow } from './metaflow.ts';
import { minio } from './minio.ts';
import { mlflow } from './mlflow.ts';
import { argoCd, dagster, flyte } from './orchestrators.ts';
import { pachyderm } from './pachyderm.ts';
import { prefect } from './prefect.ts';
import { ray } from './ray.ts';
import { seldon } from './seldon.ts';
import { spark } from './spark.ts';
import type { ToolRule } from './tool-rule.ts';
import { milvus, qdrant, weaviate } from './vector-stores.ts';

/** Every tool that Porthole knows, in the order in which a tie is decided: the more specific one first. */
export const catalogue: readonly ToolRule[] = [
  daskHub,
  jupyterHub,
  airflow,
  mlflow,
  daskGateway,
  daskOperator,
  dask,
  prefect,
  metaflow,
  kubeflow,
  kubeflowNotebook,
  argoWorkflows,
  argoCd,
  pachyderm,
  seldon,
  kserve,
  ray,
  spark,
  flyte,
  dagster,
  feast,
  labelStudio,
  clearml,
  wandb,
  yatai,
  determined,
  milvus,
  qdrant,
  weaviate,
  grafana,
  prometheus,
  superset,
  metabase,
  trino,
  openWebUi,
  ollama,
  vllmStack,
  vllm,
  tensorboard,
  codeServer,
  posit,
  smallApp,
  gradio,
  kueue,
  volcano,
  gpuOperator,
  elasticsearch,
  minio,
  postgresql,
  // Last: it is recognised by what runs, and much runs Jupyter.
  jupyter,
];
