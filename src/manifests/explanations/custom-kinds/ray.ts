import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const startParams = field('{string}', () =>
  l10n.t(
    'Options of "ray start", without the dashes, such as num-cpus: "0" to keep tasks off the head. Values are text, in quotes.',
  ),
);
const suspend = field('boolean', () =>
  l10n.t('With true, nothing runs. Queueing systems such as Kueue use it to let it wait its turn.'),
);
const managedBy = field('string', () =>
  l10n.t('Who looks after it: Ray\'s own operator ("kuberay"), or Kueue for another cluster.'),
);
const labels = field('{string}', () => l10n.t('Labels that Ray knows its machines by.'));
const resources = field('{string}', () =>
  l10n.t(
    'What Ray counts here, as CPUs, GPUs or things of your own. Without it, what the container may use.',
  ),
);

const cluster: OwnFields = {
  rayVersion: field('string', () => l10n.t('The version of Ray. It must be the one in the image.')),
  enableInTreeAutoscaling: field('boolean', () =>
    l10n.t(
      'With true, Ray starts and stops workers by what its tasks ask for, between "minReplicas" and "maxReplicas".',
    ),
  ),
  autoscalerOptions: group(
    {
      idleTimeoutSeconds: field('number', () =>
        l10n.t('A worker that did nothing for this many seconds is stopped. 60 if nothing is written.'),
      ),
      upscalingMode: field('string', () =>
        l10n.t(
          'How eagerly workers are added: "Default" and "Aggressive" at once, "Conservative" step by step.',
        ),
      ),
      version: field('string', () => l10n.t("Which of Ray's two autoscalers is used: v1 or v2.")),
      image: like('Container.image'),
      imagePullPolicy: like('Container.imagePullPolicy'),
      resources: like('Container.resources', () =>
        l10n.t('CPU and memory of the helper that starts and stops workers. It runs beside the head.'),
      ),
      env: like('Container.env'),
      envFrom: like('Container.envFrom'),
      volumeMounts: like('Container.volumeMounts'),
      securityContext: like('Container.securityContext'),
    },
    () => l10n.t('How workers are added and removed by themselves.'),
  ),
  headGroupSpec: group(
    {
      rayStartParams: startParams,
      template: field('PodTemplateSpec', () =>
        l10n.t(
          'What the head runs: its image, size and storage. The image must have the same Ray and Python as the workers and your own code.',
        ),
      ),
      serviceType: like('ServiceSpec.type'),
      enableIngress: field('boolean', () =>
        l10n.t('With true, the dashboard can be reached from outside through an Ingress.'),
      ),
      headService: field('Service', () =>
        l10n.t('The address of the head, if it needs settings of its own.'),
      ),
      resources,
      labels,
    },
    () => l10n.t('The head of the Ray cluster: it keeps the overview and runs the dashboard.'),
  ),
  workerGroupSpecs: groups(
    {
      groupName: field('string', () =>
        l10n.t("The name of this group of workers. It is part of the workers' names."),
      ),
      replicas: field('number', () =>
        l10n.t('How many workers of this group run. With autoscaling, how many at first.'),
      ),
      minReplicas: field('number', () => l10n.t('With autoscaling, never fewer workers than this.')),
      maxReplicas: field('number', () => l10n.t('With autoscaling, never more workers than this.')),
      numOfHosts: field('number', () =>
        l10n.t('How many machines one worker consists of; more than 1 for TPUs.'),
      ),
      idleTimeoutSeconds: field('number', () =>
        l10n.t('A worker of this group that did nothing for this many seconds is stopped.'),
      ),
      rayStartParams: startParams,
      template: field('PodTemplateSpec', () => l10n.t('What each worker runs: its image, size and storage.')),
      scaleStrategy: field(FREE, () => l10n.t('Which workers are removed next. Ray fills it in.')),
      suspend: field('boolean', () => l10n.t('With true, all workers of this group are stopped.')),
      resources,
      labels,
    },
    () => l10n.t('The workers, in groups of equal ones, for instance with and without a GPU.'),
  ),
  headServiceAnnotations: field('{string}', () =>
    l10n.t('Notes on the address of the head, which load balancers read.'),
  ),
  gcsFaultToleranceOptions: field(FREE, () =>
    l10n.t('A Redis in which the head keeps its state, so that the cluster survives its restart.'),
  ),
  authOptions: field(FREE, () => l10n.t('Whether the dashboard and jobs ask for a token.')),
  upgradeStrategy: field(FREE, () =>
    l10n.t('What happens to the running cluster when this description changes.'),
  ),
  suspend,
  managedBy,
};

const job: OwnFields = {
  entrypoint: field('string', () =>
    l10n.t('The command that is run on the cluster, such as "python train.py".'),
  ),
  runtimeEnvYAML: field('string', () =>
    l10n.t('Packages, files and variables for the program, as YAML text: pip, working_dir, env_vars.'),
  ),
  jobId: field('string', () => l10n.t('The name of the job in Ray. Made up if nothing is written.')),
  metadata: field('{string}', () => l10n.t("Notes on the job, shown in Ray's dashboard.")),
  entrypointNumCpus: field('number', () => l10n.t('How many CPUs are kept for the command itself.')),
  entrypointNumGpus: field('number', () => l10n.t('How many GPUs are kept for the command itself.')),
  entrypointResources: field('string', () => l10n.t('Other resources that are kept for the command itself.')),
  shutdownAfterJobFinishes: field('boolean', () =>
    l10n.t('With true, the cluster goes when the job has ended. Without it, its GPUs stay taken.'),
  ),
  ttlSecondsAfterFinished: field('number', () =>
    l10n.t(
      'How many seconds the cluster stays after the end of the job, if "shutdownAfterJobFinishes" is true.',
    ),
  ),
  activeDeadlineSeconds: field('number', () =>
    l10n.t('The job is stopped and fails after this many seconds.'),
  ),
  preRunningDeadlineSeconds: field('number', () =>
    l10n.t('The job fails when it has not begun after this many seconds.'),
  ),
  backoffLimit: field('number', () =>
    l10n.t('How often the job is tried again, each time with a new cluster. 0 if nothing is written.'),
  ),
  submissionMode: field('string', () =>
    l10n.t(
      'How the command reaches the cluster: "K8sJobMode" by a helper of its own, "HTTPMode" directly, "SidecarMode" from the head, "InteractiveMode" by you.',
    ),
  ),
  submitterPodTemplate: field('PodTemplateSpec', () =>
    l10n.t('The helper that hands the command to the cluster.'),
  ),
  submitterConfig: field(FREE, () => l10n.t('How often the helper that hands over the command tries again.')),
  rayClusterSpec: field('ray.ClusterSpec', () => l10n.t('The cluster that is made for this job.')),
  clusterSelector: field('{string}', () =>
    l10n.t('An existing cluster to run on, by its labels, instead of one of its own.'),
  ),
  deletionStrategy: field(FREE, () =>
    l10n.t('What is deleted when the job has ended, after success and after failure.'),
  ),
  schedule: field('cron', () => l10n.t('Runs the program by the clock, each time anew.')),
  suspend,
  managedBy,
};

const service: OwnFields = {
  serveConfigV2: field('string', () =>
    l10n.t('The applications of Ray Serve, as YAML text: import path, copies, resources.'),
  ),
  rayClusterConfig: field('ray.ClusterSpec', () => l10n.t('The cluster that the applications run on.')),
  upgradeStrategy: field(FREE, () =>
    l10n.t(
      'How a changed service takes over: "NewCluster" builds a second one beside it first and needs room for both.',
    ),
  ),
  serveService: field('Service', () =>
    l10n.t('The address of the applications, if it needs settings of its own.'),
  ),
  serviceUnhealthySecondThreshold: field('number', () => l10n.t('No longer used.')),
  deploymentUnhealthySecondThreshold: field('number', () => l10n.t('No longer used.')),
  excludeHeadPodFromServeSvc: field('boolean', () =>
    l10n.t('With true, the head answers no requests itself.'),
  ),
  rayClusterDeletionDelaySeconds: field('number', () =>
    l10n.t('How long the old cluster stays after a new one has taken over.'),
  ),
  suspend,
};

/** Ray's clusters, jobs and services. */
export const rayKinds: ToolKinds = {
  link: 'https://docs.ray.io/en/latest/cluster/kubernetes/index.html',
  kinds: Object.fromEntries(
    ['v1', 'v1alpha1'].flatMap((version) =>
      ['RayCluster', 'RayJob', 'RayService'].map((kind) => [`ray.io/${version} ${kind}`, `ray.${kind}`]),
    ),
  ),
  types: {
    'ray.RayCluster': kindWith({
      spec: field('ray.ClusterSpec', () =>
        l10n.t('A head and groups of workers on which Ray runs your code.'),
      ),
    }),
    'ray.RayJob': kindWith({
      spec: group(job, () => l10n.t('A program, and the Ray cluster that it runs on.')),
    }),
    'ray.RayService': kindWith({
      spec: group(service, () =>
        l10n.t('Models behind an address (Ray Serve), and the cluster that they run on.'),
      ),
    }),
    'ray.ClusterSpec': cluster,
  },
};
