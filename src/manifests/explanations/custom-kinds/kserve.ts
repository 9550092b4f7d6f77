import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const component: OwnFields = {
  minReplicas: field('number', () =>
    l10n.t(
      'Never fewer copies than this. 0 lets it go to sleep when nobody asks; the first answer then takes as long as loading the model.',
    ),
  ),
  maxReplicas: field('number', () => l10n.t('Never more copies than this.')),
  scaleTarget: field('number', () =>
    l10n.t('How much of "scaleMetric" one copy should have; above it copies are added.'),
  ),
  scaleMetric: field('string', () =>
    l10n.t('What decides on the number of copies: "concurrency", "rps", "cpu" or "memory".'),
  ),
  scaleMetricType: field('string', () =>
    l10n.t('How that number is meant: as a part of the request or as an amount.'),
  ),
  autoScaling: field(FREE, () => l10n.t('Other numbers that decide how many copies run.')),
  containerConcurrency: field('number', () =>
    l10n.t('How many requests a copy works on at the same time. The others wait.'),
  ),
  timeout: field('number', () => l10n.t('A request that takes longer than this many seconds is given up.')),
  canaryTrafficPercent: field('number', () =>
    l10n.t('This part of the requests goes to the newest version, the rest to the one before.'),
  ),
  logger: field(FREE, () => l10n.t('Where requests and answers are written to.')),
  batcher: field(FREE, () => l10n.t('Collects requests and gives them to the model together.')),
  labels: field('{string}', () => l10n.t('Labels of each copy.')),
  annotations: field('{string}', () => l10n.t('Notes on each copy.')),
  deploymentStrategy: field(FREE, () => l10n.t('How copies are replaced when something changes.')),
};
const model: OwnFields = {
  storageUri: field('string', () =>
    l10n.t(
      'Where the model is loaded from at the start of each copy: s3://, gs://, pvc://, hf:// or https://.',
    ),
  ),
  storage: field(FREE, () => l10n.t('Where the model is loaded from, by an entry of the common settings.')),
  runtimeVersion: field('string', () => l10n.t('The version of the program that serves the model.')),
  protocolVersion: field('string', () =>
    l10n.t('How requests look: "v1" or "v2" (Open Inference Protocol).'),
  ),
  confidential: field(FREE, () => l10n.t('The model is kept encrypted, and read only on machines that may.')),
};
const storageUris = groups(
  {
    uri: field('string', () => l10n.t('Where the files are loaded from.')),
    mountPath: field('string', () => l10n.t('The folder in which they appear.')),
  },
  () => l10n.t('More files that are loaded at the start of each copy.'),
);
const explainer: OwnFields = {
  alibi: field(FREE, () => l10n.t('An explanation by Alibi: its type, and where it is loaded from.')),
  art: field(FREE, () => l10n.t('An explanation by the Adversarial Robustness Toolbox.')),
};
const anyModel: OwnFields = {
  ...model,
  modelFormat: group(
    {
      name: field('string', () =>
        l10n.t('The format of the model: sklearn, xgboost, pytorch, tensorflow, onnx, huggingface, mlflow …'),
      ),
      version: field('string', () => l10n.t('The version of the format.')),
    },
    () => l10n.t('What kind of model it is. A program that can serve it is chosen by this.'),
  ),
  runtime: field('string', () =>
    l10n.t('The ServingRuntime that serves the model, if it should not be chosen by the format.'),
  ),
};
const FORMATS = [
  'sklearn',
  'xgboost',
  'tensorflow',
  'pytorch',
  'triton',
  'onnx',
  'huggingface',
  'pmml',
  'lightgbm',
  'paddle',
];
const servedAs = (): string =>
  l10n.t('A model of this format. "model" with "modelFormat" is the newer spelling.');
const workers: OwnFields = {
  pipelineParallelSize: field('number', () => l10n.t('Over how many machines the model is cut.')),
  tensorParallelSize: field('number', () => l10n.t('Over how many GPUs of each machine the model is cut.')),
};
const worker = field('kserve.Worker', () => l10n.t('Further machines for a model that does not fit on one.'));
const runtime: OwnFields = {
  supportedModelFormats: groups(
    {
      name: field('string', () => l10n.t('The name of the format.')),
      version: field('string', () => l10n.t('The version of the format.')),
      autoSelect: field('boolean', () =>
        l10n.t('With true, models of this format are served by it without being asked to.'),
      ),
      priority: field('number', () => l10n.t('Which one is taken when several could: the higher number.')),
    },
    () => l10n.t('The formats of models that it can serve.'),
  ),
  protocolVersions: field('string[]', () => l10n.t('How requests may look: v1, v2, grpc-v2.')),
  multiModel: field('boolean', () => l10n.t('With true, one copy serves several models.')),
  disabled: field('boolean', () => l10n.t('With true, it is not used.')),
  workerSpec: worker,
  replicas: field('number', () => l10n.t('How many copies run, if it serves several models.')),
  builtInAdapter: field(FREE, () => l10n.t('How a server for several models is told which ones to load.')),
  grpcEndpoint: field('string', () => l10n.t('Where the server is told which models to load.')),
  grpcDataEndpoint: field('string', () => l10n.t('Where the server takes requests over gRPC.')),
  httpDataEndpoint: field('string', () => l10n.t('Where the server takes requests over HTTP.')),
  storageHelper: field(FREE, () => l10n.t('The helper that loads models.')),
  labels: field('{string}', () => l10n.t('Labels of each copy.')),
  annotations: field('{string}', () => l10n.t('Notes on each copy.')),
};

/** Models behind an address. */
export const kserveKinds: ToolKinds = {
  link: 'https://kserve.github.io/website/',
  kinds: {
    'serving.kserve.io/v1beta1 InferenceService': 'kserve.InferenceService',
    'serving.kserve.io/v1alpha1 ServingRuntime': 'kserve.ServingRuntime',
    'serving.kserve.io/v1alpha1 ClusterServingRuntime': 'kserve.ServingRuntime',
  },
  types: {
    'kserve.InferenceService': kindWith({
      spec: group(
        {
          predictor: field('kserve.Predictor', () => l10n.t('The model, and how many copies of it answer.')),
          transformer: field('kserve.Component', () =>
            l10n.t('A program before and after the model, for instance to turn text into numbers.'),
          ),
          explainer: field('kserve.Explainer', () =>
            l10n.t('A program that says why the model answered so.'),
          ),
          canary: field(FREE, () => l10n.t('Another version of the model that gets a part of the requests.')),
          tracing: field(FREE, () => l10n.t('Where traces of requests are sent.')),
        },
        () => l10n.t('A model behind an address.'),
      ),
    }),
    'kserve.Component': { ...component, storageUris },
    'kserve.Explainer': { ...component, ...explainer, storageUris },
    'kserve.Worker': workers,
    'kserve.Predictor': {
      ...component,
      storageUris,
      storageContainerName: field('string', () => l10n.t('The helper that loads the model.')),
      name: field('string', () => l10n.t('The name of this version.')),
      model: field('kserve.Model', () => l10n.t('The model: its format, and where it is loaded from.')),
      ...Object.fromEntries(FORMATS.map((format) => [format, field('kserve.OldModel', servedAs)])),
      workerSpec: worker,
    },
    'kserve.Model': anyModel,
    'kserve.OldModel': model,
    'kserve.RuntimeSpec': runtime,
    'kserve.ServingRuntime': kindWith({
      spec: field('kserve.RuntimeSpec', () => l10n.t('A program that serves models of certain formats.')),
    }),
  },
  bases: {
    'kserve.Component': 'PodSpec',
    'kserve.Explainer': 'PodSpec',
    'kserve.Worker': 'PodSpec',
    'kserve.Predictor': 'PodSpec',
    'kserve.RuntimeSpec': 'PodSpec',
    'kserve.Model': 'Container',
    'kserve.OldModel': 'Container',
  },
};
