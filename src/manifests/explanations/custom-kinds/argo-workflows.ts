import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { artifact, given, parameter } from './argo-values.ts';
import { kindWith } from './common.ts';

const retry = group(
  {
    limit: field('IntOrString', () =>
      l10n.t('How often a failed step is tried again. Without it, for ever.'),
    ),
    retryPolicy: field('string', () =>
      l10n.t(
        'Which failures are tried again: "OnFailure" when the program failed, "OnError" when the cluster did, "Always" both.',
      ),
    ),
    backoff: group(
      {
        duration: field('duration', () => l10n.t('The pause before the first new try.')),
        factor: field('IntOrString', () =>
          l10n.t('How many times longer each pause is than the one before.'),
        ),
        maxDuration: field('duration', () => l10n.t('No new try starts after this time.')),
        cap: field('duration', () => l10n.t('No pause is longer than this.')),
      },
      () => l10n.t('Pauses between tries.'),
    ),
    affinity: field(FREE, () => l10n.t('Makes a new try run on another machine.')),
    expression: field('string', () =>
      l10n.t('Tried again only while this expression is true, for instance for certain exit codes.'),
    ),
  },
  () => l10n.t('Whether and how often a failed step is tried again. Without it a failure is final.'),
);
const loop: OwnFields = {
  withItems: field(FREE, () =>
    l10n.t('The step runs once for each of these, all at the same time, with {{item}} as the one in turn.'),
  ),
  withParam: field('string', () =>
    l10n.t('The step runs once for each entry of this JSON list, which an earlier step may have printed.'),
  ),
  withSequence: field(FREE, () => l10n.t('The step runs once for each number of a range.')),
};
const call: OwnFields = {
  name: field('string', () =>
    l10n.t("The step's name in the picture of the workflow, and in {{steps.NAME…}} or {{tasks.NAME…}}."),
  ),
  template: field('string', () => l10n.t('Which of the templates of this workflow is run.')),
  templateRef: group(
    {
      name: field('string', () => l10n.t('The name of the WorkflowTemplate.')),
      template: field('string', () => l10n.t('Which of its templates is run.')),
      clusterScope: field('boolean', () =>
        l10n.t('With true, it is a ClusterWorkflowTemplate, which all namespaces share.'),
      ),
    },
    () => l10n.t('A template of another WorkflowTemplate in the namespace.'),
  ),
  inline: field('argo.Template', () => l10n.t('A template that is written right here.')),
  arguments: group(given, () => l10n.t('What the template is given as its inputs.')),
  when: field('string', () =>
    l10n.t('The step is left out unless this is true, such as {{steps.check.outputs.result}} == ok.'),
  ),
  continueOn: field(FREE, () => l10n.t('The workflow goes on even if this step fails or cannot be run.')),
  onExit: field('string', () =>
    l10n.t('The template that is run when this step has ended, however it ended.'),
  ),
  hooks: field(FREE, () => l10n.t('Templates that are run when the step begins, ends or meets a condition.')),
  ...loop,
};
const synchronization = field(FREE, () =>
  l10n.t(
    'Locks that keep too many from running at the same time: "mutex" for one at a time, "semaphore" for a number that stands in a ConfigMap.',
  ),
);
const template: OwnFields = {
  name: field('string', () => l10n.t('The name by which steps and "entrypoint" call this template.')),
  inputs: group(given, () => l10n.t('What the template needs when it is called.')),
  outputs: group(
    {
      ...given,
      result: field('string', () => l10n.t('What a script printed.')),
      exitCode: field('string', () => l10n.t('The exit code of the program.')),
    },
    () => l10n.t('What later steps can take from it.'),
  ),
  container: field('Container', () => l10n.t('The program that this step runs.')),
  script: field('argo.Script', () =>
    l10n.t('A container whose program is written right here. What it prints is its result.'),
  ),
  containerSet: group(
    {
      containers: field('argo.ContainerNode[]', () =>
        l10n.t('Programs that run in one place and can wait for each other.'),
      ),
      volumeMounts: like('Container.volumeMounts'),
      retryStrategy: group(
        {
          duration: field('duration', () => l10n.t('The pause between tries.')),
          retries: field('IntOrString', () => l10n.t('How often a program that failed is started again.')),
        },
        () => l10n.t('Whether and how often a program that failed is started again.'),
      ),
    },
    () => l10n.t('Several programs that run together in one place and share its disk.'),
  ),
  steps: field('argo.Step[][]', () =>
    l10n.t('Steps in groups: the groups run one after the other, the steps of a group at the same time.'),
  ),
  dag: group(
    {
      tasks: field('argo.Task[]', () =>
        l10n.t('Tasks that say which others they wait for. Whatever need not wait runs at the same time.'),
      ),
      target: field('string', () => l10n.t('Only these tasks are wanted, and what they depend on.')),
      failFast: field('boolean', () =>
        l10n.t('With true (the default), no new tasks start once one has failed.'),
      ),
    },
    () => l10n.t('Tasks that say which others they wait for.'),
  ),
  suspend: group(
    {
      duration: field('string', () =>
        l10n.t('It goes on by itself after this time; without it, when somebody says so.'),
      ),
    },
    () => l10n.t('Waits until somebody says go on, or for a time.'),
  ),
  resource: group(
    {
      action: field('string', () =>
        l10n.t('What is done with the object: create, apply, patch, delete, get …'),
      ),
      manifest: field('string', () => l10n.t('The object, as YAML text.')),
      manifestFrom: field(FREE, () => l10n.t("Where the object's YAML comes from.")),
      successCondition: field('string', () =>
        l10n.t('The step succeeds when this is true of the object, such as status.succeeded > 0.'),
      ),
      failureCondition: field('string', () => l10n.t('The step fails when this is true of the object.')),
      setOwnerReference: field('boolean', () =>
        l10n.t('With true, the object is deleted with the workflow.'),
      ),
      mergeStrategy: field('string', () => l10n.t('How a patch is merged: strategic, merge or json.')),
      flags: field('string[]', () => l10n.t('More words for kubectl.')),
    },
    () =>
      l10n.t(
        'Creates or changes an object of the cluster, and waits until it is done. The service account must be allowed to.',
      ),
  ),
  http: field(FREE, () => l10n.t('Calls a web address instead of starting a program.')),
  data: field(FREE, () => l10n.t('Lists and filters files of a storage.')),
  plugin: field(FREE, () => l10n.t('A step that a plug-in of Argo does.')),
  metadata: like('PodTemplateSpec.metadata', () => l10n.t('Labels and annotations of the step.')),
  annotations: field('{string}', () =>
    l10n.t('Notes on the step, for people and the picture of the workflow.'),
  ),
  initContainers: field('argo.UserContainer[]', () => l10n.t("Programs that run before the step's own.")),
  sidecars: field('argo.UserContainer[]', () =>
    l10n.t(
      "Programs that run beside the step's own, such as a database for a test. They are stopped when it ends.",
    ),
  ),
  volumes: like('PodSpec.volumes'),
  retryStrategy: retry,
  activeDeadlineSeconds: field('IntOrString', () =>
    l10n.t('The step is stopped and fails after this many seconds.'),
  ),
  timeout: field('duration', () =>
    l10n.t('The step fails when it has not ended after this time, waiting included.'),
  ),
  parallelism: field('number', () => l10n.t('How many of its steps run at the same time at most.')),
  failFast: field('boolean', () => l10n.t('With true, a loop stops at the first failure.')),
  daemon: field('boolean', () =>
    l10n.t('With true, the step keeps running while later steps use it, and is stopped at the end.'),
  ),
  memoize: group(
    {
      key: field('string', () => l10n.t('Runs with the same key reuse the result of the first.')),
      cache: field(FREE, () => l10n.t('The ConfigMap in which results are remembered.')),
      maxAge: field('string', () => l10n.t('Results that are older than this are not reused.')),
    },
    () => l10n.t('Remembers the result, so that the step need not run again with the same inputs.'),
  ),
  metrics: field(FREE, () => l10n.t('Numbers for Prometheus that the step writes.')),
  synchronization,
  nodeSelector: like('PodSpec.nodeSelector'),
  affinity: like('PodSpec.affinity'),
  tolerations: like('PodSpec.tolerations'),
  serviceAccountName: like('PodSpec.serviceAccountName'),
  automountServiceAccountToken: like('PodSpec.automountServiceAccountToken'),
  securityContext: like('PodSpec.securityContext'),
  priorityClassName: like('PodSpec.priorityClassName'),
  schedulerName: like('PodSpec.schedulerName'),
  hostAliases: like('PodSpec.hostAliases'),
  executor: field(FREE, () => l10n.t("The service account of Argo's own helper beside the program.")),
  archiveLocation: field(FREE, () => l10n.t("Where this step's files and logs are stored.")),
  podSpecPatch: field('string', () =>
    l10n.t(
      "Changes to the step's description as YAML text, for what has no field of its own, such as a memory limit from a parameter.",
    ),
  ),
};
const spec: OwnFields = {
  entrypoint: field('string', () => l10n.t('The template that is run first; it calls the others.')),
  arguments: group(given, () =>
    l10n.t('Values and files for the whole workflow. They can be others at each run.'),
  ),
  templates: field('argo.Template[]', () =>
    l10n.t('The building blocks: each is a program to run, or an order in which others run.'),
  ),
  templateDefaults: field('argo.Template', () =>
    l10n.t('What all templates have unless they say otherwise.'),
  ),
  workflowTemplateRef: group(
    {
      name: field('string', () => l10n.t('The name of the WorkflowTemplate.')),
      clusterScope: field('boolean', () =>
        l10n.t('With true, it is a ClusterWorkflowTemplate, which all namespaces share.'),
      ),
    },
    () => l10n.t('The WorkflowTemplate that is run, with the arguments from here.'),
  ),
  onExit: field('string', () =>
    l10n.t(
      'The template that runs at the end, whether all went well or not. Good for messages and for cleaning up.',
    ),
  ),
  hooks: field(FREE, () => l10n.t('Templates that run when the workflow begins, ends or meets a condition.')),
  serviceAccountName: like('PodSpec.serviceAccountName', () =>
    l10n.t(
      'The identity with which the steps talk to the cluster. Argo needs it to be allowed to report results; "default" often is not.',
    ),
  ),
  automountServiceAccountToken: like('PodSpec.automountServiceAccountToken'),
  executor: field(FREE, () => l10n.t("The service account of Argo's own helper beside each program.")),
  parallelism: field('number', () => l10n.t('How many steps run at the same time at most.')),
  activeDeadlineSeconds: field('number', () =>
    l10n.t('The workflow is stopped and fails after this many seconds.'),
  ),
  retryStrategy: retry,
  ttlStrategy: group(
    {
      secondsAfterCompletion: field('number', () =>
        l10n.t('Deleted this many seconds after its end, however it ended.'),
      ),
      secondsAfterSuccess: field('number', () => l10n.t('Deleted this many seconds after it went well.')),
      secondsAfterFailure: field('number', () =>
        l10n.t('Deleted this many seconds after it failed. Leave time to read its logs.'),
      ),
    },
    () => l10n.t('When the finished workflow is deleted. Without it, it stays until somebody deletes it.'),
  ),
  podGC: group(
    {
      strategy: field('string', () =>
        l10n.t(
          'When the finished steps are removed: "OnPodCompletion", "OnPodSuccess", "OnWorkflowCompletion" or "OnWorkflowSuccess". Their logs go with them, unless they are archived.',
        ),
      ),
      deleteDelayDuration: field('string', () => l10n.t('How long they are kept before that.')),
      labelSelector: field('LabelSelector', () => l10n.t('Only steps with these labels are removed.')),
    },
    () => l10n.t('When finished steps are removed, and their logs with them.'),
  ),
  artifactGC: field(FREE, () => l10n.t('When stored files are deleted: with the workflow, or when it ends.')),
  artifactRepositoryRef: field(FREE, () =>
    l10n.t('The ConfigMap that says where files are stored, if it is not the usual place.'),
  ),
  archiveLogs: field('boolean', () => l10n.t('With true, the logs of all steps are kept in the storage.')),
  volumes: like('PodSpec.volumes'),
  volumeClaimTemplates: field('PersistentVolumeClaim[]', () =>
    l10n.t('Storage that is made for each run, for all its steps, and deleted after it.'),
  ),
  volumeClaimGC: field(FREE, () => l10n.t('When that storage is deleted.')),
  nodeSelector: like('PodSpec.nodeSelector'),
  affinity: like('PodSpec.affinity'),
  tolerations: like('PodSpec.tolerations'),
  imagePullSecrets: like('PodSpec.imagePullSecrets'),
  securityContext: like('PodSpec.securityContext'),
  schedulerName: like('PodSpec.schedulerName'),
  podPriorityClassName: like('PodSpec.priorityClassName'),
  priority: field('number', () => l10n.t('Which of the waiting workflows starts first: the higher number.')),
  podMetadata: like('PodTemplateSpec.metadata', () => l10n.t('Labels and annotations of all steps.')),
  workflowMetadata: field(FREE, () =>
    l10n.t('Labels and annotations of the workflows that are made from this.'),
  ),
  podSpecPatch: field('string', () => l10n.t('Changes to the description of all steps as YAML text.')),
  podDisruptionBudget: field('PodDisruptionBudgetSpec', () =>
    l10n.t('How many steps may be interrupted when machines are emptied.'),
  ),
  hostNetwork: like('PodSpec.hostNetwork'),
  hostAliases: like('PodSpec.hostAliases'),
  dnsPolicy: like('PodSpec.dnsPolicy'),
  dnsConfig: like('PodSpec.dnsConfig'),
  metrics: field(FREE, () => l10n.t('Numbers for Prometheus that the workflow writes.')),
  synchronization,
  suspend: field('boolean', () => l10n.t('With true, the workflow waits until somebody says go on.')),
  shutdown: field('string', () =>
    l10n.t('"Stop" ends it and still runs what "onExit" says, "Terminate" ends it at once.'),
  ),
};
const cronSpec: OwnFields = {
  schedule: field('cron', () =>
    l10n.t('When a workflow is started: minute, hour, day of month, month, day of week.'),
  ),
  schedules: field('cron[]', () =>
    l10n.t('The times at which a workflow is started; each line is a schedule of its own.'),
  ),
  timezone: field('string', () =>
    l10n.t(
      'The time zone of the schedule, such as "Europe/Berlin". Without it the clock of the cluster counts, mostly UTC.',
    ),
  ),
  concurrencyPolicy: like('CronJobSpec.concurrencyPolicy'),
  suspend: like('CronJobSpec.suspend'),
  startingDeadlineSeconds: like('CronJobSpec.startingDeadlineSeconds'),
  successfulJobsHistoryLimit: field('number', () =>
    l10n.t('How many workflows that went well are kept. 3 if nothing is written.'),
  ),
  failedJobsHistoryLimit: field('number', () =>
    l10n.t('How many failed workflows are kept. 1 if nothing is written.'),
  ),
  workflowSpec: field('argo.WorkflowSpec', () =>
    l10n.t('The workflow that is started at each time of the schedule.'),
  ),
  workflowMetadata: field(FREE, () => l10n.t('Labels and annotations of the workflows that are started.')),
  stopStrategy: field(FREE, () =>
    l10n.t('When the schedule ends by itself, for instance after some failures.'),
  ),
  when: field('string', () => l10n.t('A workflow is started only if this expression is true.')),
};

const workflow = kindWith({
  spec: field('argo.WorkflowSpec', () => l10n.t('The steps of the workflow, and how they run.')),
});
const script: OwnFields = {
  source: field('string', () => l10n.t('The program itself. It is put into a file and run by "command".')),
};
const ofContainer: OwnFields = {
  dependencies: field('string[]', () => l10n.t('The containers that must have ended first.')),
};
const userContainer: OwnFields = {
  mirrorVolumeMounts: field('boolean', () =>
    l10n.t("With true, it sees the same folders as the step's own container."),
  ),
};

/** https://argo-workflows.readthedocs.io/en/latest/fields/ */
export const argoWorkflows: ToolKinds = {
  link: 'https://argo-workflows.readthedocs.io/en/latest/fields/',
  kinds: {
    'argoproj.io/v1alpha1 Workflow': 'argo.Workflow',
    'argoproj.io/v1alpha1 WorkflowTemplate': 'argo.Workflow',
    'argoproj.io/v1alpha1 ClusterWorkflowTemplate': 'argo.Workflow',
    'argoproj.io/v1alpha1 CronWorkflow': 'argo.CronWorkflow',
  },
  types: {
    'argo.Workflow': workflow,
    'argo.CronWorkflow': kindWith({
      spec: group(cronSpec, () => l10n.t('When a workflow is started, and which one.')),
    }),
    'argo.WorkflowSpec': spec,
    'argo.Template': template,
    'argo.Step': call,
    'argo.Task': {
      ...call,
      dependencies: field('string[]', () =>
        l10n.t('The tasks that must have succeeded before this one starts.'),
      ),
      depends: field('string', () =>
        l10n.t(
          'What must have happened before this task starts, such as "train.Succeeded && (check.Failed || check.Skipped)".',
        ),
      ),
    },
    'argo.Parameter': parameter,
    'argo.Artifact': artifact,
    'argo.Script': script,
    'argo.ContainerNode': ofContainer,
    'argo.UserContainer': userContainer,
  },
  bases: { 'argo.Script': 'Container', 'argo.ContainerNode': 'Container', 'argo.UserContainer': 'Container' },
};
