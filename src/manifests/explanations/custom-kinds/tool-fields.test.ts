import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fieldReference } from '../../../../scripts/build/field-reference.ts';
import type { OwnField, OwnFields } from '../own-field.ts';
import { FREE } from '../own-field.ts';
import { openFieldReference } from '../reference.ts';
import { readFields, type FieldTable } from '../testing/read-fields.ts';
import { toolBase, toolKindOf, toolType } from './tool-kinds.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const read = (name: string): FieldTable =>
  readFields(readFileSync(new URL(`../testing/fields/${name}.txt`, import.meta.url), 'utf8'));

/** Each collection of fields, and the kinds that it describes. */
const COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  'argo-workflows': [
    'argoproj.io/v1alpha1 Workflow',
    'argoproj.io/v1alpha1 CronWorkflow',
    'argoproj.io/v1alpha1 WorkflowTemplate',
    'argoproj.io/v1alpha1 ClusterWorkflowTemplate',
  ],
  'kubeflow-training': ['PyTorchJob', 'TFJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'JAXJob'].map(
    (kind) => `kubeflow.org/v1 ${kind}`,
  ),
  'kubeflow-trainer': [
    'trainer.kubeflow.org/v1alpha1 TrainJob',
    'trainer.kubeflow.org/v1alpha1 TrainingRuntime',
  ],
  katib: ['kubeflow.org/v1beta1 Experiment'],
  spark: [
    'sparkoperator.k8s.io/v1beta2 SparkApplication',
    'sparkoperator.k8s.io/v1beta2 ScheduledSparkApplication',
  ],
  kserve: ['serving.kserve.io/v1beta1 InferenceService', 'serving.kserve.io/v1alpha1 ServingRuntime'],
  kueue: ['ClusterQueue', 'LocalQueue', 'ResourceFlavor'].map((kind) => `kueue.x-k8s.io/v1beta2 ${kind}`),
  elastic: ['elasticsearch.k8s.elastic.co/v1 Elasticsearch', 'kibana.k8s.elastic.co/v1 Kibana'],
  seldon: ['machinelearning.seldon.io/v1 SeldonDeployment'],
  dask: ['DaskCluster', 'DaskWorkerGroup', 'DaskJob', 'DaskAutoscaler'].map(
    (kind) => `kubernetes.dask.org/v1 ${kind}`,
  ),
  ray: ['ray.io/v1 RayCluster', 'ray.io/v1 RayJob', 'ray.io/v1 RayService'],
};

interface Difference {
  /** Explained here, and not in the tool's own schema. */
  readonly invented: Set<string>;
  /** In the tool's schema, and nothing is said of it. */
  readonly unexplained: Set<string>;
}

/** Goes down the texts and the schema side by side. */
function compare(table: FieldTable, kinds: readonly string[]): Difference {
  const found: Difference = { invented: new Set(), unexplained: new Set() };
  const seen = new Set<string>();
  const both = (own: OwnFields, base: string | undefined, type: string): void => {
    const fields = table.get(type);
    assert.ok(fields, `no type ${type}`);
    for (const key of Object.keys(own)) if (!fields.has(key)) found.invented.add(`${type}.${key}`);
    for (const [key, shape] of fields) {
      const field = Object.hasOwn(own, key) ? own[key] : undefined;
      if (field) below(field, shape);
      else if (base === undefined || !reference.entryOf(base, key)) found.unexplained.add(`${type}.${key}`);
    }
  };
  const below = (field: OwnField, shape: string): void => {
    const type = shape.replace(/[{}[\]]/g, '');
    const name = field.is.replace(/[{}[\]]/g, '');
    if (type === '' || type === '*' || field.is === FREE || field.like !== undefined) return;
    const own = field.fields ?? toolType(name);
    if (!own || seen.has(`${name} ${type}`)) return;
    if (!field.fields) seen.add(`${name} ${type}`);
    both(own, field.fields ? undefined : toolBase(name), type);
  };
  for (const kind of kinds) {
    const [apiVersion = '', name = ''] = kind.split(' ');
    const type = toolKindOf(apiVersion, name)?.type;
    assert.ok(type, kind);
    both(toolType(type) ?? {}, undefined, name);
  }
  return found;
}

/** Former fields, which clusters that are not new still have, and those that only the newest versions have. */
const OTHER_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'argo-workflows': ['CronWorkflowSpec.schedule'], // until 3.7
  // of the MPI operator, whose kind has the same name
  'kubeflow-training': [
    'sshAuthMountPath',
    'launcherCreationPolicy',
    'mpiImplementation',
    'runLauncherAsWorker',
  ].map((field) => `MPIJobSpec.${field}`),
  // until 2.2
  'kubeflow-trainer': ['podTemplateOverrides', 'podSpecOverrides', 'labels', 'annotations'].map(
    (field) => `TrainJobSpec.${field}`,
  ),
  kserve: ['ExplainerSpec.alibi'], // until 0.10
  kueue: ['ClusterQueueSpec.cohort', 'ClusterQueueSpec.admissionChecks'], // v1beta1
  seldon: ['PredictorSpec.progressDeadlineSeconds'], // since 1.15
  // since 1.5 and 1.6
  ray: [
    'RayClusterSpec.authOptions',
    'RayClusterSpec.upgradeStrategy',
    'HeadGroupSpec.resources',
    'HeadGroupSpec.labels',
    'WorkerGroupSpec.resources',
    'WorkerGroupSpec.labels',
    'RayJobSpec.preRunningDeadlineSeconds',
    'RayServiceSpec.rayClusterDeletionDelaySeconds',
    'RayServiceSpec.suspend',
  ],
};

describe("the tools' own fields", () => {
  for (const [name, kinds] of Object.entries(COLLECTIONS)) {
    const { invented, unexplained } = compare(read(name), kinds);
    it(`are all real in ${name}`, () => {
      assert.deepEqual(
        [...invented].filter((each) => !OTHER_VERSIONS[name]?.includes(each)),
        [],
      );
    });
    it(`are all explained in ${name}`, () => assert.deepEqual([...unexplained], []));
  }
});
