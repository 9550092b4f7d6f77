import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const program: OwnFields = {
  cores: field('number', () =>
    l10n.t(
      'How many tasks run at the same time in it; also the CPUs that are asked for, unless "coreRequest" says otherwise.',
    ),
  ),
  coreRequest: field('cpu', () => l10n.t('The CPU time that is promised. It may be less than "cores".')),
  coreLimit: field('cpu', () => l10n.t('The most CPU time that it gets.')),
  memory: field('own-memory', () =>
    l10n.t(
      "The memory of the Java program, in Spark's own spelling: 512m, 4g. The overhead comes on top, and the sum is the limit.",
    ),
  ),
  memoryOverhead: field('own-memory', () =>
    l10n.t(
      'Memory besides that of the Java program, for Python and native code. If Python workers are stopped for memory, raise this.',
    ),
  ),
  memoryLimit: field('own-memory', () => l10n.t('The limit, if it should be more than memory and overhead.')),
  gpu: group(
    {
      name: field('string', () => l10n.t('What the cluster calls its GPUs, such as nvidia.com/gpu.')),
      quantity: field('number', () => l10n.t('How many GPUs each copy gets.')),
    },
    () => l10n.t('GPUs for each copy.'),
  ),
  image: like('Container.image'),
  env: like('Container.env'),
  envFrom: like('Container.envFrom'),
  envVars: field('{string}', () => l10n.t('Variables of the environment. "env" is the newer spelling.')),
  envSecretKeyRefs: field(FREE, () =>
    l10n.t('Variables whose values come from Secrets. "env" is the newer spelling.'),
  ),
  configMaps: groups(
    {
      name: field('string', () => l10n.t('The name of the ConfigMap.')),
      path: field('string', () => l10n.t('The folder in which it appears.')),
    },
    () => l10n.t('ConfigMaps that appear as files.'),
  ),
  secrets: groups(
    {
      name: field('string', () => l10n.t('The name of the Secret.')),
      path: field('string', () => l10n.t('The folder in which it appears.')),
      secretType: field('string', () =>
        l10n.t('What it is for: "Generic", "GCPServiceAccount" or "HadoopDelegationToken".'),
      ),
    },
    () => l10n.t('Secrets that appear as files.'),
  ),
  labels: field('{string}', () => l10n.t('Labels of it.')),
  annotations: field('{string}', () => l10n.t('Notes on it.')),
  volumeMounts: like('Container.volumeMounts'),
  nodeSelector: like('PodSpec.nodeSelector'),
  affinity: like('PodSpec.affinity'),
  tolerations: like('PodSpec.tolerations'),
  podSecurityContext: like('PodSpec.securityContext'),
  securityContext: like('Container.securityContext'),
  schedulerName: like('PodSpec.schedulerName'),
  priorityClassName: like('PodSpec.priorityClassName'),
  serviceAccount: like('PodSpec.serviceAccountName'),
  sidecars: field('Container[]', () => l10n.t('Programs that run beside it.')),
  initContainers: like('PodSpec.initContainers'),
  hostNetwork: like('PodSpec.hostNetwork'),
  hostAliases: like('PodSpec.hostAliases'),
  dnsConfig: like('PodSpec.dnsConfig'),
  shareProcessNamespace: like('PodSpec.shareProcessNamespace'),
  terminationGracePeriodSeconds: like('PodSpec.terminationGracePeriodSeconds'),
  lifecycle: like('Container.lifecycle'),
  ports: like('Container.ports'),
  javaOptions: field('string', () => l10n.t('More options for Java. Memory is not one of them.')),
  template: field('PodTemplateSpec', () =>
    l10n.t('What Spark starts from, for what has no field of its own.'),
  ),
};
const spec: OwnFields = {
  type: field('string', () => l10n.t('The language of the program: Python, Scala, Java or R.')),
  mode: field('string', () => l10n.t('"cluster": the driver runs in the cluster, too.')),
  pythonVersion: field('string', () => l10n.t('The main version of Python: "3".')),
  sparkVersion: field('string', () => l10n.t('The version of Spark. It must be the one in the image.')),
  image: like('Container.image'),
  imagePullPolicy: like('Container.imagePullPolicy'),
  imagePullSecrets: field('string[]', () => l10n.t('The Secrets with which images are downloaded.')),
  mainClass: field('string', () => l10n.t('The class that Java or Scala programs begin with.')),
  mainApplicationFile: field('string', () =>
    l10n.t('The program: local:///path for a file in the image, or an address such as s3a://bucket/job.py.'),
  ),
  arguments: field('string[]', () => l10n.t('The words that the program is started with.')),
  sparkConf: field('{string}', () =>
    l10n.t('A setting of Spark, as in spark-defaults.conf. Values are text, in quotes.'),
  ),
  hadoopConf: field('{string}', () =>
    l10n.t(
      'A setting of Hadoop, such as the address and keys of a bucket. The prefix spark.hadoop. is added.',
    ),
  ),
  sparkConfigMap: field('string', () => l10n.t("The ConfigMap with Spark's own settings files.")),
  hadoopConfigMap: field('string', () => l10n.t("The ConfigMap with Hadoop's settings files.")),
  proxyUser: field('string', () => l10n.t('The user in whose name Hadoop is asked.')),
  volumes: like('PodSpec.volumes'),
  driver: group(
    {
      ...program,
      podName: field('string', () => l10n.t('The name of the driver. Made up if nothing is written.')),
      kubernetesMaster: field('string', () => l10n.t('The address of the cluster, as the driver sees it.')),
      serviceAnnotations: field('{string}', () => l10n.t("Notes on the driver's address.")),
      serviceLabels: field('{string}', () => l10n.t("Labels of the driver's address.")),
    },
    () => l10n.t('The driver: your program, which hands out the work. If it ends, all ends.'),
  ),
  executor: group(
    {
      ...program,
      instances: field('number', () => l10n.t('How many executors run.')),
      deleteOnTermination: field('boolean', () =>
        l10n.t('With false, ended executors stay, so that their logs can be read.'),
      ),
    },
    () => l10n.t('The executors: they do the work on the data. If one ends, its part is done again.'),
  ),
  deps: group(
    {
      jars: field('string[]', () => l10n.t('Java libraries that are loaded first.')),
      files: field('string[]', () => l10n.t('Files that are put into the working folder.')),
      pyFiles: field('string[]', () =>
        l10n.t('Python files and packages (.py, .zip, .egg) for the program.'),
      ),
      packages: field('string[]', () =>
        l10n.t('Java packages by their Maven names. They are downloaded at each start.'),
      ),
      excludePackages: field('string[]', () => l10n.t('Java packages that are left out.')),
      repositories: field('string[]', () =>
        l10n.t('Where Java packages are looked for besides Maven Central.'),
      ),
      archives: field('string[]', () => l10n.t('Archives that are unpacked in the working folder.')),
    },
    () => l10n.t('What the program needs besides the image.'),
  ),
  restartPolicy: group(
    {
      type: field('string', () => l10n.t('"Never", "OnFailure" or "Always".')),
      onFailureRetries: field('number', () => l10n.t('How often it is started again after a failure.')),
      onFailureRetryInterval: field('number', () => l10n.t('The seconds between such tries.')),
      onSubmissionFailureRetries: field('number', () =>
        l10n.t('How often it is tried again when it could not even be started.'),
      ),
      onSubmissionFailureRetryInterval: field('number', () => l10n.t('The seconds between such tries.')),
    },
    () => l10n.t('Whether the program is started again when it has ended.'),
  ),
  failureRetries: field('number', () => l10n.t('How often it is tried again.')),
  retryInterval: field('number', () => l10n.t('The seconds between tries.')),
  memoryOverheadFactor: field('string', () =>
    l10n.t('The overhead as a part of the memory: 0.1 for Java, 0.4 for Python if nothing is written.'),
  ),
  dynamicAllocation: group(
    {
      enabled: field('boolean', () => l10n.t('With true, executors come and go with the work.')),
      initialExecutors: field('number', () => l10n.t('How many executors there are at first.')),
      minExecutors: field('number', () => l10n.t('Never fewer executors than this.')),
      maxExecutors: field('number', () => l10n.t('Never more executors than this.')),
      shuffleTrackingEnabled: field('boolean', () =>
        l10n.t('Keeps executors whose results are still needed.'),
      ),
      shuffleTrackingTimeout: field('number', () =>
        l10n.t('How long such executors are kept, in milliseconds.'),
      ),
    },
    () => l10n.t('Lets the number of executors follow the work.'),
  ),
  timeToLiveSeconds: field('number', () => l10n.t('Deleted this many seconds after its end.')),
  nodeSelector: like('PodSpec.nodeSelector'),
  batchScheduler: field('string', () =>
    l10n.t('The scheduler (what chooses machines) that starts all or none, such as volcano or yunikorn.'),
  ),
  batchSchedulerOptions: field(FREE, () => l10n.t('The queue and the priority for that scheduler.')),
  monitoring: field(FREE, () => l10n.t('Numbers for Prometheus.')),
  sparkUIOptions: field(FREE, () => l10n.t("How Spark's own page can be reached.")),
  driverIngressOptions: field(FREE, () => l10n.t('How the driver can be reached from outside.')),
  suspend: field('boolean', () => l10n.t('With true, nothing runs.')),
};

/** Programs on Spark, once or by the clock. */
export const sparkKinds: ToolKinds = {
  link: 'https://www.kubeflow.org/docs/components/spark-operator/',
  kinds: {
    'sparkoperator.k8s.io/v1beta2 SparkApplication': 'spark.SparkApplication',
    'sparkoperator.k8s.io/v1beta2 ScheduledSparkApplication': 'spark.Scheduled',
  },
  types: {
    'spark.ApplicationSpec': spec,
    'spark.SparkApplication': kindWith({
      spec: field('spark.ApplicationSpec', () => l10n.t('The program, its driver and its executors.')),
    }),
    'spark.Scheduled': kindWith({
      spec: group(
        {
          schedule: field('cron', () =>
            l10n.t(
              'When the program is started: minute, hour, day of month, month, day of week; or "@every 6h".',
            ),
          ),
          timeZone: like('CronJobSpec.timeZone'),
          suspend: like('CronJobSpec.suspend'),
          concurrencyPolicy: like('CronJobSpec.concurrencyPolicy'),
          successfulRunHistoryLimit: field('number', () => l10n.t('How many runs that went well are kept.')),
          failedRunHistoryLimit: field('number', () => l10n.t('How many failed runs are kept.')),
          template: field('spark.ApplicationSpec', () =>
            l10n.t('The program that is started at each time of the schedule.'),
          ),
        },
        () => l10n.t('When a Spark program is started, and which.'),
      ),
    }),
  },
};
