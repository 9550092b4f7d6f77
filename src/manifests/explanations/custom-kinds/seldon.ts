import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const graph: OwnFields = {
  name: field('string', () =>
    l10n.t(
      'The name of this part. A container of the same name runs it, unless "implementation" brings one.',
    ),
  ),
  type: field('string', () =>
    l10n.t('What this part does: "MODEL", "ROUTER", "COMBINER", "TRANSFORMER" or "OUTPUT_TRANSFORMER".'),
  ),
  implementation: field('string', () =>
    l10n.t(
      'A ready program for the model, such as SKLEARN_SERVER, XGBOOST_SERVER, MLFLOW_SERVER or TRITON_SERVER.',
    ),
  ),
  modelUri: field('string', () => l10n.t('Where the model is loaded from: s3://, gs://, pvc:// …')),
  children: field('seldon.Unit[]', () => l10n.t('The parts that get the result of this one.')),
  endpoint: field(FREE, () => l10n.t('How this part is called: type and port.')),
  methods: field('string[]', () => l10n.t('What this part can be asked to do.')),
  parameters: groups(
    {
      name: field('string', () => l10n.t('The name of the setting.')),
      value: field('string', () => l10n.t('Its value, as text.')),
      type: field('string', () => l10n.t('What the value is: STRING, INT, FLOAT, DOUBLE or BOOL.')),
    },
    () => l10n.t('Settings that the program is given.'),
  ),
  serviceAccountName: like('PodSpec.serviceAccountName'),
  envSecretRefName: field('string', () => l10n.t('The Secret with the keys for loading the model.')),
  storageInitializerImage: field('image', () => l10n.t('The image of the helper that loads the model.')),
  logger: field(FREE, () => l10n.t('Where requests and answers are written to.')),
};
const predictor: OwnFields = {
  name: field('string', () => l10n.t('The name of this version.')),
  graph: field('seldon.Unit', () =>
    l10n.t('What happens to a request: the model, and what stands before and after it.'),
  ),
  componentSpecs: groups(
    {
      metadata: like('PodTemplateSpec.metadata'),
      spec: field('PodSpec', () => l10n.t('The containers that run the parts of the graph, by their names.')),
      hpaSpec: field(FREE, () => l10n.t('Lets the number of copies follow the use.')),
      kedaSpec: field(FREE, () => l10n.t('Lets the number of copies follow numbers from elsewhere.')),
      pdbSpec: field(FREE, () => l10n.t('How many copies may be interrupted when machines are emptied.')),
      replicas: field('number', () => l10n.t('How many copies of these containers run.')),
    },
    () => l10n.t('The containers that run the parts of the graph.'),
  ),
  replicas: field('number', () => l10n.t('How many copies run.')),
  traffic: field('number', () => l10n.t('The part of the requests, in percent, that goes to this version.')),
  shadow: field('boolean', () =>
    l10n.t('With true, it gets a copy of every request, and its answers are thrown away.'),
  ),
  labels: field('{string}', () => l10n.t('Labels of each copy.')),
  annotations: field('{string}', () => l10n.t('Settings of Seldon for this version.')),
  explainer: field(FREE, () => l10n.t('A program that says why the model answered so.')),
  svcOrchSpec: field(FREE, () =>
    l10n.t('Size and variables of the helper that passes requests through the graph.'),
  ),
  engineResources: field('ResourceRequirements', () =>
    l10n.t(
      'The size of the helper that passes requests through the graph. "svcOrchSpec" is the newer spelling.',
    ),
  ),
  ssl: field(FREE, () => l10n.t('The Secret with the certificate.')),
  progressDeadlineSeconds: like('DeploymentSpec.progressDeadlineSeconds'),
};
const scaling: OwnFields = {
  replicas: field('number', () => l10n.t('How many copies run.')),
  minReplicas: field('number', () => l10n.t('Never fewer copies than this.')),
  maxReplicas: field('number', () => l10n.t('Never more copies than this.')),
};
const model: OwnFields = {
  ...scaling,
  storageUri: field('string', () => l10n.t('Where the model is loaded from: s3://, gs://, pvc:// …')),
  artifactVersion: field('number', () => l10n.t('Which of the numbered folders there is taken.')),
  modelType: field('string', () =>
    l10n.t('The format of the model, if it cannot be told from "requirements".'),
  ),
  requirements: field('string[]', () =>
    l10n.t('What the server must be able to do, such as sklearn or a name of your own.'),
  ),
  memory: field('memory', () =>
    l10n.t('How much memory the loaded model needs. The server is chosen by it.'),
  ),
  secretName: field('string', () => l10n.t('The Secret with the keys for loading the model.')),
  schemaUri: field('string', () => l10n.t('Where the description of its inputs and outputs lies.')),
  server: field('string', () =>
    l10n.t('The Server that the model must run on. Chosen by "requirements" if nothing is written.'),
  ),
  preloaded: field('boolean', () => l10n.t('With true, the server has the model already.')),
  dedicated: field('boolean', () => l10n.t('With true, the server runs this model only.')),
  logger: field(FREE, () => l10n.t('Where requests and answers are written to.')),
  explainer: field(FREE, () => l10n.t('The model or pipeline that this one explains.')),
  parameters: field(FREE, () => l10n.t('Settings for the model.')),
  llm: field(FREE, () => l10n.t('Settings for a language model.')),
};
const server: OwnFields = {
  ...scaling,
  serverConfig: field('string', () =>
    l10n.t('The ServerConfig that it is made from, such as mlserver or triton.'),
  ),
  capabilities: field('string[]', () =>
    l10n.t('What models may ask for, instead of what the ServerConfig says.'),
  ),
  extraCapabilities: field('string[]', () =>
    l10n.t('What models may ask for besides what the ServerConfig says.'),
  ),
  podSpec: field('PodSpec', () => l10n.t('Changes to what each copy runs, such as its size.')),
  imageOverrides: field(FREE, () => l10n.t('Other images than those of the ServerConfig.')),
};
const pipeline: OwnFields = {
  steps: groups(
    {
      name: field('string', () => l10n.t('The Model that this step is.')),
      inputs: field('string[]', () =>
        l10n.t('The steps whose results it gets. Without it, the request itself.'),
      ),
      triggers: field('string[]', () => l10n.t('The steps that must have answered before it starts.')),
      tensorMap: field('{string}', () => l10n.t('New names for inputs.')),
      inputsJoinType: field('string', () =>
        l10n.t('"inner" waits for all inputs, "outer" for a time, "any" for the first.'),
      ),
      triggersJoinType: field('string', () =>
        l10n.t('"inner" waits for all triggers, "outer" for a time, "any" for the first.'),
      ),
      joinWindowMs: field('number', () => l10n.t('How long it waits for inputs, in milliseconds.')),
      batch: field(FREE, () => l10n.t('Collects requests and works on them together.')),
    },
    () => l10n.t('The models that a request goes through.'),
  ),
  output: field(FREE, () => l10n.t('The steps whose results are the answer.')),
  input: field(FREE, () => l10n.t('Other pipelines whose results are the requests.')),
  dataflow: field(FREE, () => l10n.t('Whether data in Kafka is deleted with the pipeline.')),
};

/** Seldon Core, version 1 and version 2. */
export const seldonKinds: ToolKinds = {
  link: 'https://docs.seldon.ai/seldon-core-2',
  kinds: {
    ...Object.fromEntries(
      ['v1', 'v1alpha2', 'v1alpha3'].map((version) => [
        `machinelearning.seldon.io/${version} SeldonDeployment`,
        'seldon.SeldonDeployment',
      ]),
    ),
    'mlops.seldon.io/v1alpha1 Model': 'seldon.Model',
    'mlops.seldon.io/v1alpha1 Server': 'seldon.Server',
    'mlops.seldon.io/v1alpha1 Pipeline': 'seldon.Pipeline',
    'mlops.seldon.io/v1alpha1 Experiment': 'seldon.Experiment',
  },
  types: {
    'seldon.Unit': graph,
    'seldon.SeldonDeployment': kindWith({
      spec: group(
        {
          name: field('string', () => l10n.t('The name of the whole.')),
          predictors: groups(predictor, () => l10n.t('Versions of the model that share the requests.')),
          protocol: field('string', () => l10n.t('How requests look: seldon, tensorflow or v2.')),
          oauth_key: field('string', () => l10n.t('No longer used.')),
          oauth_secret: field('string', () => l10n.t('No longer used.')),
          transport: field('string', () => l10n.t('"rest" or "grpc".')),
          annotations: field('{string}', () => l10n.t('Settings of Seldon for all versions.')),
          replicas: field('number', () => l10n.t('How many copies of each version run.')),
          serverType: field('string', () =>
            l10n.t('"rpc" answers requests, "kafka" reads and writes topics.'),
          ),
        },
        () => l10n.t('A model, or several that work together, behind an address.'),
      ),
    }),
    'seldon.Model': kindWith({
      spec: group(model, () => l10n.t('A model, and what it needs from the server that loads it.')),
    }),
    'seldon.Server': kindWith({ spec: group(server, () => l10n.t('A program that loads and runs models.')) }),
    'seldon.Pipeline': kindWith({
      spec: group(pipeline, () => l10n.t('Models that a request goes through, one after the other.')),
    }),
    'seldon.Experiment': kindWith({
      spec: group(
        {
          default: field('string', () => l10n.t('The model or pipeline whose address is used.')),
          resourceType: field('string', () => l10n.t('What is compared: "model" or "pipeline".')),
          candidates: groups(
            {
              name: field('string', () => l10n.t('The name of the model or pipeline.')),
              weight: field('number', () => l10n.t('Its part of the requests, compared with the others.')),
            },
            () => l10n.t('The ones that share the requests.'),
          ),
          mirror: field(FREE, () =>
            l10n.t('One that gets a copy of some requests, and whose answers are thrown away.'),
          ),
        },
        () => l10n.t('Compares models by giving each a part of the requests.'),
      ),
    }),
  },
};
