import { airflow } from './airflow.ts';
import { argoCd } from './argo-cd.ts';
import { dask } from './dask.ts';
import { editors } from './editors.ts';
import { experiments } from './experiments.ts';
import { files } from './files.ts';
import { hubs } from './hubs.ts';
import { kubeflow } from './kubeflow.ts';
import { machines } from './machines.ts';
import { metrics } from './metrics.ts';
import { mlflow } from './mlflow.ts';
import { models } from './models.ts';
import { notebooks } from './notebooks.ts';
import { operatorsAndExporters } from './operators-and-exporters.ts';
import { otherPrograms } from './other-programs.ts';
import { rayAndSpark } from './ray-and-spark.ts';
import { renamed } from './renamed.ts';
import { search } from './search.ts';
import { tables } from './tables.ts';
import { vectorsAndTables } from './vectors-and-tables.ts';
import { workflows } from './workflows.ts';
import type { Install } from './install.ts';

/** All installs, by what they are about. */
export const families: readonly (readonly [string, readonly Install[]])[] = [
  ['airflow', airflow],
  ['workflows', workflows],
  ['dask', dask],
  ['ray and spark', rayAndSpark],
  ['vectors and tables', vectorsAndTables],
  ['experiments', experiments],
  ['machines', machines],
  ['hubs', hubs],
  ['notebooks', notebooks],
  ['editors', editors],
  ['kubeflow', kubeflow],
  ['argo cd', argoCd],
  ['models', models],
  ['mlflow', mlflow],
  ['files', files],
  ['search', search],
  ['metrics', metrics],
  ['tables', tables],
  ['renamed', renamed],
  ['operators and exporters', operatorsAndExporters],
  ['other programs', otherPrograms],
];
