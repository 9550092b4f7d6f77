import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields } from '../own-field.ts';
import {
  extraEnv,
  image,
  ingress,
  nameOverride,
  networkPolicy,
  pdb,
  persistence,
  placing,
  probe,
  pullSecrets,
  replicas,
  resources,
  service,
  serviceAccount,
  subchart,
} from './shared.ts';

const part: OwnFields = {
  enabled: field('boolean', () => l10n.t('Whether this part runs.')),
  replicas,
  image,
  resources,
  ...placing,
  securityContexts: field(FREE, () => l10n.t('The user in whose name it runs.')),
  command: like('Container.command'),
  args: like('Container.args'),
  env: extraEnv,
  service,
  serviceAccount,
  networkPolicy,
  persistence,
  podDisruptionBudget: pdb,
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  strategy: field(FREE, () => l10n.t('How it is replaced when something changes.')),
  updateStrategy: field(FREE, () => l10n.t('How it is replaced when something changes.')),
  revisionHistoryLimit: field('number', () => l10n.t('How many former descriptions are kept.')),
  extraContainers: field('Container[]', () => l10n.t('Programs that run beside it.')),
  extraInitContainers: like('PodSpec.initContainers'),
  extraVolumes: like('PodSpec.volumes'),
  extraVolumeMounts: like('Container.volumeMounts'),
  terminationGracePeriodSeconds: like('PodSpec.terminationGracePeriodSeconds'),
  safeToEvict: field('boolean', () => l10n.t('Whether a machine may be emptied while it runs there.')),
  logGroomerSidecar: field(FREE, () => l10n.t('The helper that deletes old logs.')),
  waitForMigrations: field(FREE, () => l10n.t('Waits for the database to be brought to the new version.')),
  hostAliases: like('PodSpec.hostAliases'),
  containerLifecycleHooks: like('Container.lifecycle'),
  hpa: field(FREE, () => l10n.t('Lets the number of copies follow the use.')),
};
const duringInstallation: OwnFields = {
  useHelmHooks: field('boolean', () =>
    l10n.t('Whether it runs before the rest. Set it to false for Argo CD and with --wait.'),
  ),
  applyCustomEnv: field('boolean', () => l10n.t('With true, it gets the same variables.')),
};
const account: OwnFields = {
  ...part,
  enabled: field('boolean', () => l10n.t('With true, a first user is made.')),
  defaultUser: field(FREE, () => l10n.t('The first user: name, role and password. Change the password.')),
  ...duringInstallation,
};

/** Apache Airflow's own chart. */
export const airflowValues: OwnFields = {
  executor: field('string', () =>
    l10n.t(
      'How tasks are run: "KubernetesExecutor" gives each a container of its own, "CeleryExecutor" uses workers that are always there, "LocalExecutor" runs them in the scheduler.',
    ),
  ),
  airflowVersion: field('string', () => l10n.t('The version of Airflow. It must be the one in the image.')),
  defaultAirflowRepository: field('string', () =>
    l10n.t('The image of Airflow. Use your own for more Python packages.'),
  ),
  defaultAirflowTag: field('string', () => l10n.t('The version of that image.')),
  defaultAirflowDigest: field('string', () => l10n.t('The exact image. It counts instead of the tag.')),
  airflowHome: field('string', () => l10n.t("Airflow's folder in the image.")),
  airflowPodAnnotations: field('{string}', () => l10n.t('Notes on all parts.')),
  airflowConfigAnnotations: field('{string}', () => l10n.t("Notes on Airflow's settings.")),
  airflowLocalSettings: field('string', () => l10n.t('Python that Airflow runs as its local settings.')),
  images: field(FREE, () => l10n.t('The images of the parts.')),
  config: field(FREE, () => l10n.t('Settings as in airflow.cfg, by section: core, webserver, celery …')),
  env: field('EnvVar[]', () =>
    l10n.t('Variables of the environment in all parts. AIRFLOW__SECTION__NAME changes a setting.'),
  ),
  secret: field(FREE, () => l10n.t('Variables of the environment whose values come from Secrets.')),
  extraEnv: field('string', () => l10n.t('More variables of the environment, as YAML text.')),
  extraEnvFrom: field('string', () => l10n.t('Secrets and ConfigMaps that become variables, as YAML text.')),
  extraSecrets: field(FREE, () => l10n.t('Secrets that are made.')),
  extraConfigMaps: field(FREE, () => l10n.t('ConfigMaps that are made.')),
  enableBuiltInSecretEnvVars: field(FREE, () =>
    l10n.t("Which variables are set from the chart's own Secrets."),
  ),
  dags: group(
    {
      persistence,
      mountPath: field('string', () => l10n.t('The folder in which the DAGs appear.')),
      gitSync: group(
        {
          enabled: field('boolean', () =>
            l10n.t('With true, the DAGs are taken from a Git repository and kept up to date.'),
          ),
          repo: field('string', () => l10n.t('The address of the repository.')),
          branch: field('string', () => l10n.t('The branch.')),
          rev: field('string', () => l10n.t('The commit. HEAD is the newest.')),
          ref: field('string', () => l10n.t('The branch, tag or commit.')),
          depth: field('number', () => l10n.t('How many commits are loaded.')),
          subPath: field('string', () => l10n.t('The folder of the repository in which the DAGs are.')),
          period: field('duration', () => l10n.t('How often it is looked for changes.')),
          wait: field('number', () =>
            l10n.t('How often it is looked for changes, in seconds. "period" is the newer spelling.'),
          ),
          maxFailures: field('number', () => l10n.t('How often it may fail before it gives up.')),
          credentialsSecret: field('string', () =>
            l10n.t('The Secret with user and password for the repository.'),
          ),
          sshKeySecret: field('string', () => l10n.t('The Secret with the SSH key for the repository.')),
          sshKey: field('string', () => l10n.t('The SSH key itself. Better in a Secret.')),
          knownHosts: field('string', () =>
            l10n.t('The key of the Git server, so that nobody can stand in for it.'),
          ),
          resources,
          env: extraEnv,
          envFrom: field('string', () =>
            l10n.t('Secrets and ConfigMaps that become variables, as YAML text.'),
          ),
          containerName: field('string', () => l10n.t('What the helper is called.')),
          uid: field('number', () => l10n.t('The user number of the helper.')),
          securityContext: field(FREE, () => l10n.t('The user in whose name it runs.')),
          securityContexts: field(FREE, () => l10n.t('The user in whose name it runs.')),
          extraVolumeMounts: like('Container.volumeMounts'),
        },
        () => l10n.t('Takes the DAGs from a Git repository and keeps them up to date.'),
      ),
    },
    () => l10n.t('Where the DAGs (the Python files with your workflows) come from.'),
  ),
  logs: group(
    { persistence, emptyDirConfig: field(FREE, () => l10n.t('The scratch folder for logs.')) },
    () => l10n.t('Where task logs are kept. Without storage or a bucket they are lost with the worker.'),
  ),
  workers: group(
    {
      ...part,
      keda: field(FREE, () => l10n.t('Lets the number of workers follow the waiting tasks.')),
      kerberosSidecar: field(FREE, () => l10n.t('Signs in to Hadoop.')),
      celery: field(FREE, () => l10n.t('Settings for workers of the CeleryExecutor.')),
      kubernetes: field(FREE, () => l10n.t('Settings for tasks of the KubernetesExecutor.')),
    },
    () =>
      l10n.t(
        'What runs the tasks: the workers of the CeleryExecutor, and what each task gets with the KubernetesExecutor.',
      ),
  ),
  scheduler: group(part, () => l10n.t('The scheduler: it decides when tasks run.')),
  webserver: group(
    {
      ...account,
      webserverConfig: field('string', () => l10n.t('Python of webserver_config.py, for log-in and roles.')),
      allowPodLogReading: field('boolean', () =>
        l10n.t('With true, logs of running tasks can be read in the browser.'),
      ),
    },
    () => l10n.t("Airflow's page in the browser (up to version 2)."),
  ),
  apiServer: group(
    { ...part, apiServerConfig: field('string', () => l10n.t('Python with settings of the page.')) },
    () => l10n.t("Airflow's page in the browser and its API (from version 3)."),
  ),
  triggerer: group(
    { ...part, keda: field(FREE, () => l10n.t('Lets the number of copies follow the waiting tasks.')) },
    () => l10n.t('Waits for tasks that wait for something, without a worker for each.'),
  ),
  dagProcessor: group(
    { ...part, dagBundleConfigList: field(FREE, () => l10n.t('Where the DAGs come from.')) },
    () => l10n.t('Reads the DAGs, outside of the scheduler.'),
  ),
  flower: group(
    {
      ...part,
      username: field('string', () => l10n.t('The user of the page.')),
      password: field('string', () => l10n.t('The password of the page. Better in a Secret.')),
      secretName: field('string', () => l10n.t('The Secret with both.')),
    },
    () => l10n.t('A page that shows the Celery workers.'),
  ),
  statsd: group(part, () => l10n.t('Collects numbers for Prometheus.')),
  redis: group(
    {
      ...part,
      password: field('string', () => l10n.t('The password. Better in a Secret.')),
      passwordSecretName: field('string', () => l10n.t('The Secret with the password.')),
    },
    () => l10n.t('The queue between scheduler and Celery workers.'),
  ),
  pgbouncer: group(
    {
      ...part,
      maxClientConn: field('number', () => l10n.t('How many connections it takes.')),
      metadataPoolSize: field('number', () => l10n.t('How many connections it opens to the database.')),
      resultBackendPoolSize: field('number', () => l10n.t('How many connections it opens for results.')),
    },
    () => l10n.t('Shares few connections to the database among many workers.'),
  ),
  postgresql: subchart(() =>
    l10n.t('A database for trying things out. Use one of your own for work that matters.'),
  ),
  data: group(
    {
      metadataSecretName: field('string', () => l10n.t('The Secret with the address of the database.')),
      resultBackendSecretName: field('string', () => l10n.t('The Secret with the address for results.')),
      brokerUrl: field('string', () => l10n.t('The address of the queue.')),
      brokerUrlSecretName: field('string', () => l10n.t('The Secret with the address of the queue.')),
      metadataConnection: group(
        {
          user: field('string', () => l10n.t('The user of the database.')),
          pass: field('string', () => l10n.t('The password of the database. Better in a Secret.')),
          protocol: field('string', () => l10n.t('The kind of database: postgresql or mysql.')),
          host: field('string', () => l10n.t('The address of the database.')),
          port: field('port', () => l10n.t('The port of the database.')),
          db: field('string', () => l10n.t('The name of the database.')),
          sslmode: field('string', () => l10n.t('Whether the connection is encrypted.')),
        },
        () => l10n.t('The database in which Airflow keeps everything.'),
      ),
      resultBackendConnection: field(FREE, () => l10n.t('The database in which Celery keeps results.')),
    },
    () => l10n.t('Where Airflow keeps its data.'),
  ),
  fernetKey: field('string', () =>
    l10n.t('Encrypts passwords of connections in the database. If it is lost, they are.'),
  ),
  fernetKeySecretName: field('string', () => l10n.t('The Secret with that key.')),
  webserverSecretKey: field('string', () => l10n.t('Signs log-ins. It must stay the same.')),
  webserverSecretKeySecretName: field('string', () => l10n.t('The Secret with that key.')),
  apiSecretKeySecretName: field('string', () => l10n.t('The Secret with the key that signs log-ins.')),
  jwtSecretName: field('string', () => l10n.t('The Secret with the key of the API.')),
  createUserJob: group(account, () => l10n.t('Makes the first user at each installation.')),
  migrateDatabaseJob: group(
    {
      ...part,
      ...duringInstallation,
    },
    () => l10n.t('Brings the database to the new version at each installation.'),
  ),
  cleanup: group({ ...part, schedule: field('cron', () => l10n.t('When it is looked for leftovers.')) }, () =>
    l10n.t('Removes finished tasks that were left behind.'),
  ),
  databaseCleanup: field(FREE, () => l10n.t('Deletes old entries of the database.')),
  ingress: group(
    {
      web: ingress,
      apiServer: ingress,
      flower: ingress,
      statsd: ingress,
      pgbouncer: ingress,
      enabled: field('boolean', () => l10n.t('With true, it can be reached from outside.')),
    },
    () => l10n.t('How the pages are reached from outside.'),
  ),
  rbac: field(FREE, () => l10n.t('Whether the rights that Airflow needs are made.')),
  registry: field(FREE, () => l10n.t('The Secret with which images are downloaded.')),
  imagePullSecrets: pullSecrets,
  podTemplate: field('string', () =>
    l10n.t('What each task of the KubernetesExecutor starts from, as YAML text.'),
  ),
  kerberos: field(FREE, () => l10n.t('Signs in to Hadoop.')),
  elasticsearch: field(FREE, () => l10n.t('The Elasticsearch from which logs are read.')),
  opensearch: field(FREE, () => l10n.t('The OpenSearch from which logs are read.')),
  quotas: field('{Quantity}', () => l10n.t('What everything in the namespace may use together.')),
  limits: field('LimitRangeItem[]', () => l10n.t('Sizes for containers that ask for nothing.')),
  networkPolicies: field(FREE, () => l10n.t('Whether only the parts may reach each other.')),
  priorityClasses: groups(
    {
      name: field('string', () => l10n.t('Its name.')),
      value: field('number', () => l10n.t('The higher number goes first.')),
      preemptionPolicy: like('PodSpec.preemptionPolicy'),
    },
    () => l10n.t('Priority classes that are made.'),
  ),
  multiNamespaceMode: field('boolean', () => l10n.t('With true, tasks may run in other namespaces.')),
  uid: field('number', () => l10n.t('The user number in the containers.')),
  gid: field('number', () => l10n.t('The group number in the containers.')),
  useStandardNaming: field('boolean', () => l10n.t('With true, things are called as in other charts.')),
  volumes: like('PodSpec.volumes'),
  volumeMounts: like('Container.volumeMounts'),
  revisionHistoryLimit: field('number', () => l10n.t('How many former descriptions are kept.')),
  ...placing,
  securityContexts: field(FREE, () => l10n.t('The user in whose name all parts run.')),
  fullnameOverride: nameOverride,
  nameOverride,
};
