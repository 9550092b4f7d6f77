import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnFields } from '../own-field.ts';
import {
  autoscaling,
  image,
  ingress,
  machines,
  nameOverride,
  probe,
  pullSecrets,
  replacing,
  replicas,
  resources,
  service,
  serviceAccount,
  subchart,
} from './shared.ts';

const database = (says: () => string) =>
  group(
    {
      enabled: field('boolean', () => l10n.t('Whether this database is used.')),
      host: field('string', () => l10n.t('The address of the database.')),
      port: field('port', () => l10n.t('The port of the database.')),
      database: field('string', () => l10n.t('The name of the database.')),
      user: field('string', () => l10n.t('The user of the database.')),
      password: field('string', () => l10n.t('The password of the database. Better in a Secret.')),
      driver: field('string', () => l10n.t('The Python package that speaks with the database.')),
      path: field('string', () => l10n.t('The file of the database.')),
    },
    says,
  );
const bucket = (says: () => string) =>
  group(
    {
      enabled: field('boolean', () => l10n.t('Whether files go there.')),
      bucket: field('string', () => l10n.t('The bucket.')),
      path: field('string', () => l10n.t('The folder in it.')),
      container: field('string', () => l10n.t('The container.')),
      storageAccount: field('string', () => l10n.t('The storage account.')),
      accessKey: field('string', () => l10n.t('The key. Better in a Secret.')),
      connectionString: field('string', () => l10n.t('How it is reached. Better in a Secret.')),
      awsAccessKeyId: field('string', () => l10n.t('The key. Better in a Secret.')),
      awsSecretAccessKey: field('string', () => l10n.t('The secret part of the key. Better in a Secret.')),
      existingSecret: field(FREE, () => l10n.t('The Secret with the key.')),
    },
    says,
  );

/** The community's chart of MLflow. */
export const mlflowValues: OwnFields = {
  image,
  replicaCount: replicas,
  resources,
  ...machines,
  securityContext: like('Container.securityContext'),
  podSecurityContext: like('PodSpec.securityContext'),
  podAnnotations: field('{string}', () => l10n.t('Notes on each copy.')),
  podLabels: field('{string}', () => l10n.t('Labels of each copy.')),
  service,
  ingress,
  serviceAccount,
  autoscaling,
  imagePullSecrets: pullSecrets,
  livenessProbe: probe,
  readinessProbe: probe,
  backendStore: group(
    {
      databaseMigration: field('boolean', () =>
        l10n.t('With true, the database is brought to the new version at the start.'),
      ),
      databaseConnectionCheck: field('boolean', () =>
        l10n.t('With true, it waits for the database at the start.'),
      ),
      postgres: database(() => l10n.t('PostgreSQL.')),
      mysql: database(() => l10n.t('MySQL.')),
      mssql: database(() => l10n.t('SQL Server.')),
      defaultSqlitePath: field('string', () =>
        l10n.t('The file in which everything is kept if no database is set. It is lost at each restart.'),
      ),
      existingDatabaseSecret: field(FREE, () => l10n.t('The Secret with user and password of the database.')),
    },
    () =>
      l10n.t(
        'Where runs, parameters and metrics are kept. Without a database they are lost at each restart.',
      ),
  ),
  artifactRoot: group(
    {
      proxiedArtifactStorage: field('boolean', () =>
        l10n.t('With true, files go through the server, and your code needs no keys of the bucket.'),
      ),
      defaultArtifactRoot: field('string', () => l10n.t('Where files go if nothing else is set.')),
      defaultArtifactsDestination: field('string', () => l10n.t('Where the server puts files.')),
      s3: bucket(() => l10n.t('Amazon S3, or a storage that speaks like it.')),
      gcs: bucket(() => l10n.t('Google Cloud Storage.')),
      azureBlob: bucket(() => l10n.t('Azure Blob Storage.')),
    },
    () => l10n.t('Where models and other files of runs are kept.'),
  ),
  auth: field(FREE, () => l10n.t('Whether users sign in, and the first administrator. Change the password.')),
  ldapAuth: field(FREE, () => l10n.t('Lets users sign in with those of your organisation.')),
  log: field(FREE, () => l10n.t('How much is written to the log.')),
  extraArgs: field(FREE, () => l10n.t('Options of "mlflow server", without the dashes.')),
  extraFlags: field('string[]', () => l10n.t('Options of "mlflow server" without a value.')),
  extraEnvVars: field('{string}', () => l10n.t('Variables of the environment.')),
  extraSecretNamesForEnvFrom: field('string[]', () => l10n.t('Secrets whose entries become variables.')),
  extraVolumes: like('PodSpec.volumes'),
  extraVolumeMounts: like('Container.volumeMounts'),
  extraContainers: field('Container[]', () => l10n.t('Programs that run beside it.')),
  initContainers: like('PodSpec.initContainers'),
  extraPodLabels: field('{string}', () => l10n.t('Labels of each copy.')),
  extraDeploymentLabels: field('{string}', () => l10n.t('Labels of it.')),
  strategy: replacing,
  serviceMonitor: field(FREE, () => l10n.t('Numbers for Prometheus.')),
  flaskServerSecretKey: field('string', () => l10n.t('Signs log-ins. Made up if nothing is written.')),
  postgresql: subchart(() => l10n.t('A PostgreSQL that is installed with it.')),
  mysql: subchart(() => l10n.t('A MySQL that is installed with it.')),
  minio: subchart(() => l10n.t('A storage that speaks like S3 and is installed with it.')),
  nameOverride,
  fullnameOverride: nameOverride,
};
