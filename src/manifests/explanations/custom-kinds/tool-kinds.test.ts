import assert from 'node:assert/strict';
import { fieldReference } from '../../../../scripts/build/field-reference.ts';
import type { FieldPath } from '../../field.ts';
import { chartFields } from '../charts/charts.ts';
import { explainField } from '../explain-field.ts';
import { JARGON, LONGEST } from '../jargon.fixture.ts';
import type { OwnField, OwnFields } from '../own-field.ts';
import { FREE } from '../own-field.ts';
import { openFieldReference } from '../reference.ts';
import { allTools } from './tool-kinds.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const types = new Map(allTools.flatMap((tool) => Object.entries(tool.types)));
/** Types of single values, and formats that say how one is read. */
const VALUES = new Set([
  'string',
  'number',
  'boolean',
  'object',
  'IntOrString',
  'Quantity',
  FREE,
  'cron',
  'image',
  'memory',
  'own-memory',
  'cpu',
  'storage',
  'gpu',
  'duration',
  'port',
]);

/** Every field of the tools' types and of the charts, with those that are written in place. */
function* everyField(): Generator<readonly [name: string, field: OwnField]> {
  const below = function* (name: string, fields: OwnFields): Generator<readonly [string, OwnField]> {
    for (const [key, field] of Object.entries(fields)) {
      yield [`${name}.${key}`, field];
      if (field.fields) yield* below(`${name}.${key}`, field.fields);
    }
  };
  for (const [type, fields] of types) yield* below(type, fields);
  for (const [chart, fields] of Object.entries(chartFields)) yield* below(chart, fields);
}

function explain(apiVersion: string, kind: string, ...path: FieldPath): ReturnType<typeof explainField> {
  return explainField(reference, { document: { sort: 'object', apiVersion, kind }, path, root: {} });
}

describe('the texts about tools', () => {
  it('lead only to types and fields that exist', () => {
    const lost = [...everyField()].flatMap(([name, { is, like }]) => {
      if (like !== undefined) {
        const [type = '', field = ''] = like.split('.');
        return reference.entryOf(type, field) ? [] : [`${name} is like ${like}`];
      }
      const type = is.replace(/[{}[\]]/g, '');
      return VALUES.has(type) || types.has(type) || reference.hasType(type) ? [] : [`${name} is a ${is}`];
    });
    assert.deepEqual(lost, []);
    for (const tool of allTools) {
      for (const [kind, type] of Object.entries(tool.kinds)) assert.ok(types.has(type), `${kind}: ${type}`);
      for (const [type, base] of Object.entries(tool.bases ?? {}))
        assert.ok(types.has(type) && reference.hasType(base), `${type}: ${base}`);
    }
  });

  it('are there for every field, short, and without words that nobody explains', () => {
    const bad = [...everyField()].flatMap(([name, { says, like }]) => {
      const said = says?.();
      if (said === undefined) return like === undefined ? [`${name}: nothing`] : [];
      const problems = [
        ...(said.length > LONGEST ? [`${said.length} characters`] : []),
        ...(said.match(JARGON) ?? []).filter((word) => word !== 'scheduler'), // Dask and Airflow have one of their own
      ];
      return problems.length > 0 ? [`${name}: ${problems.join(', ')}`] : [];
    });
    assert.deepEqual(bad, []);
  });

  it('go on into the containers that tools embed', () => {
    const memory = ['resources', 'limits', 'memory'];
    for (const [apiVersion, kind, ...path] of [
      ['argoproj.io/v1alpha1', 'Workflow', 'spec', 'templates', 0, 'container', ...memory],
      ['argoproj.io/v1alpha1', 'CronWorkflow', 'spec', 'workflowSpec', 'templates', 0, 'script', ...memory],
      ['kubeflow.org/v1', 'Notebook', 'spec', 'template', 'spec', 'containers', 0, ...memory],
      [
        'kubeflow.org/v1',
        'PyTorchJob',
        'spec',
        'pytorchReplicaSpecs',
        'Worker',
        'template',
        'spec',
        'containers',
        0,
        ...memory,
      ],
      [
        'trainer.kubeflow.org/v1alpha1',
        'TrainJob',
        'spec',
        'trainer',
        'resourcesPerNode',
        'limits',
        'memory',
      ],
      [
        'ray.io/v1',
        'RayJob',
        'spec',
        'rayClusterSpec',
        'workerGroupSpecs',
        0,
        'template',
        'spec',
        'containers',
        0,
        ...memory,
      ],
      ['kubernetes.dask.org/v1', 'DaskCluster', 'spec', 'worker', 'spec', 'containers', 0, ...memory],
      ['serving.kserve.io/v1beta1', 'InferenceService', 'spec', 'predictor', 'model', ...memory],
      [
        'machinelearning.seldon.io/v1',
        'SeldonDeployment',
        'spec',
        'predictors',
        0,
        'componentSpecs',
        0,
        'spec',
        'containers',
        0,
        ...memory,
      ],
      [
        'elasticsearch.k8s.elastic.co/v1',
        'Elasticsearch',
        'spec',
        'nodeSets',
        0,
        'podTemplate',
        'spec',
        'containers',
        0,
        ...memory,
      ],
    ] as const) {
      const found = explain(apiVersion, kind, ...path);
      assert.match(found?.own ?? '', /OOMKilled/, kind);
      assert.equal(found?.name, 'memory (limit)');
    }
  });

  it('have the right page and a reading of the value', () => {
    const schedule = explain('argoproj.io/v1alpha1', 'CronWorkflow', 'spec', 'schedule');
    assert.equal(schedule?.shape, 'cron');
    assert.match(schedule.link ?? '', /argo-workflows/);
    assert.match(
      explain(
        'kueue.x-k8s.io/v1beta1',
        'ClusterQueue',
        'spec',
        'resourceGroups',
        0,
        'flavors',
        0,
        'resources',
        0,
        'nominalQuota',
      )?.own ?? '',
      /belongs to this queue/,
    );
    assert.match(
      explain(
        'sparkoperator.k8s.io/v1beta2',
        'SparkApplication',
        'spec',
        'sparkConf',
        'spark.eventLog.enabled',
      )?.own ?? '',
      /setting of Spark/,
    );
    assert.match(
      explain(
        'elasticsearch.k8s.elastic.co/v1',
        'Elasticsearch',
        'spec',
        'nodeSets',
        0,
        'config',
        'node',
        'roles',
        1,
      )?.own ?? '',
      /elasticsearch\.yml/,
    );
  });
});
