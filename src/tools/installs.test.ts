import assert from 'node:assert/strict';
import { airflow } from './testing/installs/airflow.ts';
import { argoCd } from './testing/installs/argo-cd.ts';
import { dask } from './testing/installs/dask.ts';
import { editors } from './testing/installs/editors.ts';
import { experiments } from './testing/installs/experiments.ts';
import { files } from './testing/installs/files.ts';
import { hubs } from './testing/installs/hubs.ts';
import { kubeflow } from './testing/installs/kubeflow.ts';
import { machines } from './testing/installs/machines.ts';
import { metrics } from './testing/installs/metrics.ts';
import { mlflow } from './testing/installs/mlflow.ts';
import { models } from './testing/installs/models.ts';
import { notebooks } from './testing/installs/notebooks.ts';
import { operatorsAndExporters } from './testing/installs/operators-and-exporters.ts';
import { otherPrograms } from './testing/installs/other-programs.ts';
import { rayAndSpark } from './testing/installs/ray-and-spark.ts';
import { renamed } from './testing/installs/renamed.ts';
import { search } from './testing/installs/search.ts';
import { tables } from './testing/installs/tables.ts';
import { vectorsAndTables } from './testing/installs/vectors-and-tables.ts';
import { workflows } from './testing/installs/workflows.ts';
import { doors } from './testing/installs/install.ts';
import type { Install } from './testing/installs/install.ts';

const families: readonly (readonly [string, readonly Install[]])[] = [
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

describe('tools in what charts, manifests and operators leave', () => {
  for (const [family, installs] of families) {
    describe(family, () => {
      for (const { title, objects, expect } of installs)
        it(title, () => assert.deepEqual(doors(objects), expect));
    });
  }
});
