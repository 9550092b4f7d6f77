import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnFields } from '../own-field.ts';
import {
  additions,
  autoscaling,
  extraEnv,
  ingress,
  nameOverride,
  placing,
  probe,
  pullSecrets,
  replacing,
  replicas,
  resources,
  running,
  service,
  serviceAccount,
  subchart,
} from './shared.ts';

const part: OwnFields = {
  image: group(
    {
      repository: field('string', () => l10n.t('The image, without its version.')),
      prefectTag: field('string', () =>
        l10n.t('The version of Prefect. Write one: "latest" changes without notice.'),
      ),
      tag: field('string', () => l10n.t('The version of the image.')),
      pullPolicy: like('Container.imagePullPolicy'),
      pullSecrets,
      debug: field('boolean', () => l10n.t('With true, more is written to the log.')),
    },
    () => l10n.t('The image that the program is started from.'),
  ),
  replicaCount: replicas,
  resources,
  env: extraEnv,
  ...placing,
  autoscaling,
  loggingLevel: field('string', () => l10n.t('How much is written to the log.')),
  debug: field('boolean', () => l10n.t('With true, more is written to the log.')),
  livenessProbe: field(FREE, () => l10n.t('How it is found out whether the program still works.')),
  readinessProbe: field(FREE, () => l10n.t('How it is found out whether the program answers.')),
  startupProbe: probe,
  extraEnvVarsCM: field('string', () => l10n.t('A ConfigMap whose entries become variables.')),
  extraEnvVarsSecret: field('string', () => l10n.t('A Secret whose entries become variables.')),
  ...additions,
  extraEnvVars: extraEnv,
  extraArgs: field('string[]', () => l10n.t('More words for its command.')),
  ...running,
  updateStrategy: replacing,
  apiConfig: field(FREE, () => l10n.t('The address of the server.')),
};
const shared: OwnFields = {
  global: field(FREE, () => l10n.t('Settings for all parts, such as the image of Prefect.')),
  namespaceOverride: field('string', () => l10n.t('The namespace, if it is another one.')),
  commonLabels: field('{string}', () => l10n.t('Labels of everything.')),
  commonAnnotations: field('{string}', () => l10n.t('Notes on everything.')),
  serviceAccount,
  nameOverride,
  fullnameOverride: nameOverride,
};

/** Prefect's server. */
export const prefectServerValues: OwnFields = {
  ...shared,
  server: group(
    {
      ...part,
      apiBasePath: field('string', () => l10n.t('The part of the address under which the API is.')),
      uiConfig: field(FREE, () =>
        l10n.t(
          'The address under which the browser reaches the server. If it is wrong, the page stays empty.',
        ),
      ),
      basicAuth: field(FREE, () => l10n.t('The password that page and API ask for.')),
      uvicornArgs: field('string[]', () => l10n.t('More options of the web server.')),
    },
    () => l10n.t('The server with page and API.'),
  ),
  backgroundServices: field(FREE, () => l10n.t('Runs what happens by the clock apart from page and API.')),
  service,
  ingress: {
    ...ingress,
    fields: {
      ...ingress.fields,
      host: group(
        {
          hostname: field('string', () => l10n.t('The name under which it is reached.')),
          path: field('string', () => l10n.t('The part of the address behind the name.')),
          pathType: field('string', () => l10n.t('How the path is compared: "Prefix" or "Exact".')),
        },
        () => l10n.t('The name under which it is reached.'),
      ),
    },
  },
  sqlite: field(FREE, () => l10n.t('Keeps everything in a file instead of a database. For one copy only.')),
  postgresql: subchart(() => l10n.t('The database that is installed with it.')),
  redis: subchart(() => l10n.t('The queue that is installed with it, for several copies.')),
  secret: field(FREE, () => l10n.t('The Secret with the address of the database.')),
  migrations: field(FREE, () => l10n.t('Brings the database to the new version at each installation.')),
};

/** Prefect's worker. */
export const prefectWorkerValues: OwnFields = {
  ...shared,
  role: field(FREE, () => l10n.t('More rights for the worker.')),
  rolebinding: field(FREE, () => l10n.t('Whether the worker is given its rights.')),
  worker: group(
    {
      ...part,
      apiConfig: field('string', () =>
        l10n.t('What the worker takes its runs from: "cloud", "selfManagedCloud" or "selfHostedServer".'),
      ),
      config: group(
        {
          workPool: field('string', () => l10n.t('The work pool whose runs this worker starts.')),
          workQueues: field('string[]', () => l10n.t('Only runs of these queues are started.')),
          type: field('string', () => l10n.t('The kind of work pool: "kubernetes".')),
          name: field('string', () => l10n.t('The name of the worker.')),
          limit: field('number', () => l10n.t('How many runs it starts at the same time.')),
          prefetchSeconds: field('number', () => l10n.t('How long before its time a run is prepared.')),
          queryInterval: field('number', () => l10n.t('How often it asks for runs, in seconds.')),
          http2: field('boolean', () => l10n.t('Whether it speaks HTTP/2.')),
          installPolicy: field('string', () =>
            l10n.t('Whether missing packages are installed at the start.'),
          ),
          baseJobTemplate: field(FREE, () => l10n.t('What each run is made from: image, size, storage.')),
        },
        () => l10n.t('Which runs the worker starts.'),
      ),
      initContainer: field(FREE, () =>
        l10n.t('Runs before the worker, to bring its settings to the server.'),
      ),
      cloudApiConfig: field(FREE, () => l10n.t('The account and workspace of Prefect Cloud.')),
      selfManagedCloudApiConfig: field(FREE, () => l10n.t('The address of your own Prefect Cloud.')),
      selfHostedServerApiConfig: field(FREE, () => l10n.t('The address of your own server.')),
      serverApiConfig: field(FREE, () => l10n.t('The address of your own server.')),
      clusterUid: field('string', () => l10n.t('Tells clusters apart. Found out if nothing is written.')),
    },
    () => l10n.t('The worker: it starts a container for each run.'),
  ),
};
