import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const replica: OwnFields = {
  replicas: field('number', () =>
    l10n.t(
      'How many copies of this role run. For training over several machines, all of them must be running before it begins.',
    ),
  ),
  restartPolicy: field('string', () =>
    l10n.t(
      'What happens when a copy ends: "OnFailure" starts it again, "Never" does not, "ExitCode" starts it again only after exit codes above 127, which mean that something from outside ended it.',
    ),
  ),
  template: field('PodTemplateSpec', () =>
    l10n.t(
      'What each copy of this role runs. The container of the training must have the name that the operator ("pytorch", "tensorflow" …) looks for.',
    ),
  ),
};
const roles = (): string =>
  l10n.t('The roles of the training, such as "Master" and "Worker", and how many copies of each run.');
const replicas = field('{kubeflow.Replica}', roles);
const runPolicy = group(
  {
    cleanPodPolicy: field('string', () =>
      l10n.t(
        'What is removed when the training has ended: "None" keeps all for their logs, "Running" ends those that still run, "All" removes everything.',
      ),
    ),
    ttlSecondsAfterFinished: field('number', () =>
      l10n.t(
        'The finished training is deleted after this many seconds. Without it, it stays until somebody deletes it.',
      ),
    ),
    activeDeadlineSeconds: field('number', () =>
      l10n.t(
        'The training is stopped and fails after this many seconds. A good guard for GPUs that nobody watches.',
      ),
    ),
    backoffLimit: field('number', () =>
      l10n.t('How often the training is tried again after a failure before it is given up.'),
    ),
    suspend: field('boolean', () =>
      l10n.t(
        'With true, nothing runs. Queueing systems such as Kueue use it to let the training wait its turn.',
      ),
    ),
    managedBy: field('string', () =>
      l10n.t('Who looks after the training: Kubeflow itself, or Kueue for another cluster.'),
    ),
    schedulingPolicy: group(
      {
        minAvailable: field('number', () =>
          l10n.t('The training starts only when this many copies can start at once.'),
        ),
        queue: field('string', () => l10n.t('The queue in which the training waits.')),
        minResources: field('{Quantity}', () => l10n.t('What must be free before any copy starts.')),
        priorityClass: field('string', () => l10n.t('How urgent it is, compared with others in the queue.')),
        scheduleTimeoutSeconds: field('number', () =>
          l10n.t('How long it waits until all copies can start.'),
        ),
      },
      () =>
        l10n.t('Lets all copies start together or none, so that half a training does not hold GPUs in vain.'),
    ),
  },
  () => l10n.t('How often it is tried, how long it may take, and what is left when it has ended.'),
);
const LET_WORKERS_CHANGE = (): string =>
  l10n.t(
    'Lets the number of workers change while the training runs (torchrun). The program must be able to continue from a checkpoint.',
  );
const elasticRange: OwnFields = {
  minReplicas: field('number', () => l10n.t('The training goes on with at least this many workers.')),
  maxReplicas: field('number', () => l10n.t('The training uses at most this many workers.')),
  maxRestarts: field('number', () =>
    l10n.t('How often the workers are started again before the training is given up.'),
  ),
  metrics: field(FREE, () => l10n.t('What decides how many workers run.')),
};
const elastic = group(
  {
    ...elasticRange,
    nProcPerNode: field('number', () => l10n.t('How many processes each worker starts, mostly one per GPU.')),
    rdzvBackend: field('string', () => l10n.t('How the workers find each other: "c10d" needs nothing else.')),
    rdzvHost: field('string', () => l10n.t('Where the workers meet.')),
    rdzvPort: field('port', () => l10n.t('The port at which the workers meet.')),
    rdzvId: field('string', () => l10n.t('The name under which the workers meet.')),
    rdzvConf: field(FREE, () => l10n.t('More settings of how the workers find each other.')),
    standalone: field('boolean', () => l10n.t('With true, all runs on one machine.')),
  },
  LET_WORKERS_CHANGE,
);

function job(roleField: string, more: OwnFields = {}): OwnFields {
  return kindWith({
    spec: group({ [roleField]: replicas, runPolicy, ...more }, () =>
      l10n.t('The training: its roles, and how it is run.'),
    ),
  });
}

const initializer = (what: () => string) =>
  group(
    {
      storageUri: field('string', () =>
        l10n.t('Where it is loaded from, such as hf://organisation/name or s3://bucket/path.'),
      ),
      env: like('Container.env'),
      secretRef: group({ name: field('string', () => l10n.t('The name of the Secret.')) }, () =>
        l10n.t('The Secret with what is needed to download it.'),
      ),
    },
    what,
  );
const trainJob: OwnFields = kindWith({
  spec: group(
    {
      runtimeRef: group(
        {
          name: field('string', () => l10n.t('The name of the runtime, such as "torch-distributed".')),
          kind: field('string', () =>
            l10n.t(
              '"ClusterTrainingRuntime" for one that all namespaces share (the default), "TrainingRuntime" for one of this namespace.',
            ),
          ),
          apiGroup: field('string', () => l10n.t('The family of the runtime. It can be left out.')),
        },
        () =>
          l10n.t(
            'The recipe for the training that your platform team has prepared: framework, image, how the workers are started.',
          ),
      ),
      initializer: group(
        {
          dataset: initializer(() => l10n.t('The data set that is downloaded before the training begins.')),
          model: initializer(() => l10n.t('The model that is downloaded before the training begins.')),
        },
        () => l10n.t('What is downloaded before the training begins.'),
      ),
      trainer: group(
        {
          image: like('Container.image'),
          command: like('Container.command'),
          args: like('Container.args'),
          env: like('Container.env'),
          numNodes: field('number', () => l10n.t('On how many machines the training runs.')),
          numProcPerNode: field('IntOrString', () =>
            l10n.t('How many processes run on each machine, mostly one per GPU.'),
          ),
          resourcesPerNode: field('ResourceRequirements', () =>
            l10n.t('CPU, memory and GPUs on each of the machines.'),
          ),
        },
        () => l10n.t('The training program, and on how many machines it runs.'),
      ),
      runtimePatches: field(FREE, () => l10n.t('Changes to the recipe for this one training.')),
      podTemplateOverrides: field(FREE, () =>
        l10n.t('Changes to the recipe for this one training, such as other storage or machines.'),
      ),
      podSpecOverrides: field(FREE, () =>
        l10n.t('The former name of "podTemplateOverrides": changes to the recipe for this one training.'),
      ),
      labels: field('{string}', () => l10n.t('Labels of everything that is made for the training.')),
      annotations: field('{string}', () => l10n.t('Notes on everything that is made for the training.')),
      suspend: field('boolean', () =>
        l10n.t(
          'With true, nothing runs. Queueing systems such as Kueue use it to let the training wait its turn.',
        ),
      ),
      activeDeadlineSeconds: field('number', () =>
        l10n.t('The training is stopped and fails after this many seconds.'),
      ),
      managedBy: field('string', () =>
        l10n.t('Who looks after the training: Kubeflow itself, or Kueue for another cluster.'),
      ),
    },
    () => l10n.t('The training: by which recipe, with what data and program, on how many machines.'),
  ),
});
const runtime: OwnFields = kindWith({
  spec: group(
    {
      mlPolicy: group(
        {
          numNodes: field('number', () =>
            l10n.t('On how many machines a training runs unless it says otherwise.'),
          ),
          torch: field(FREE, () => l10n.t('How torchrun starts the processes.')),
          mpi: field(FREE, () => l10n.t('How MPI starts the processes.')),
          jax: field(FREE, () => l10n.t('The training uses JAX.')),
          xgboost: field(FREE, () => l10n.t('The training uses XGBoost.')),
          flux: field(FREE, () => l10n.t('How Flux starts the processes.')),
        },
        () => l10n.t('How the processes of a training are started.'),
      ),
      podGroupPolicy: field(FREE, () => l10n.t('Lets all copies start together or none.')),
      template: field(FREE, () => l10n.t('The jobs that a training consists of, one for each step.')),
    },
    () => l10n.t('A recipe for trainings: framework, image, and how the workers are started.'),
  ),
});

const notebook: OwnFields = kindWith({
  spec: group(
    {
      template: group(
        {
          spec: field('PodSpec', () =>
            l10n.t('What the notebook server runs: its image, its size, its storage.'),
          ),
        },
        () => l10n.t('The notebook server.'),
      ),
    },
    () => l10n.t('A notebook server that Kubeflow keeps running.'),
  ),
});

/** Kubeflow's notebooks and trainings. */
export const kubeflowKinds: ToolKinds = {
  link: 'https://www.kubeflow.org/docs/components/trainer/',
  kinds: {
    'kubeflow.org/v1 Notebook': 'kubeflow.Notebook',
    'kubeflow.org/v1beta1 Notebook': 'kubeflow.Notebook',
    'kubeflow.org/v1alpha1 Notebook': 'kubeflow.Notebook',
    'kubeflow.org/v1 PyTorchJob': 'kubeflow.PyTorchJob',
    'kubeflow.org/v1 TFJob': 'kubeflow.TFJob',
    'kubeflow.org/v1 MPIJob': 'kubeflow.MPIJob',
    'kubeflow.org/v2beta1 MPIJob': 'kubeflow.MPIJob',
    'kubeflow.org/v1 XGBoostJob': 'kubeflow.XGBoostJob',
    'kubeflow.org/v1 PaddleJob': 'kubeflow.PaddleJob',
    'kubeflow.org/v1 JAXJob': 'kubeflow.JAXJob',
    'trainer.kubeflow.org/v1alpha1 TrainJob': 'kubeflow.TrainJob',
    'trainer.kubeflow.org/v1alpha1 TrainingRuntime': 'kubeflow.TrainingRuntime',
    'trainer.kubeflow.org/v1alpha1 ClusterTrainingRuntime': 'kubeflow.TrainingRuntime',
  },
  types: {
    'kubeflow.Replica': replica,
    'kubeflow.Notebook': notebook,
    'kubeflow.PyTorchJob': job('pytorchReplicaSpecs', {
      elasticPolicy: elastic,
      nprocPerNode: field('IntOrString', () =>
        l10n.t('How many processes each worker starts: a number, or "auto", "gpu" or "cpu".'),
      ),
    }),
    'kubeflow.TFJob': job('tfReplicaSpecs', {
      successPolicy: field('string', () =>
        l10n.t(
          'When the training counts as done: empty when the chief or worker 0 has ended, "AllWorkers" when all have.',
        ),
      ),
      enableDynamicWorker: field('boolean', () =>
        l10n.t('With true, the number of workers may change while it runs.'),
      ),
    }),
    'kubeflow.MPIJob': job('mpiReplicaSpecs', {
      slotsPerWorker: field('number', () =>
        l10n.t('How many processes each worker runs, mostly one per GPU.'),
      ),
      cleanPodPolicy: field('string', () =>
        l10n.t('What is removed when the training has ended: "None", "Running" or "All".'),
      ),
      mainContainer: field('string', () => l10n.t('The container that runs the training.')),
      sshAuthMountPath: field('string', () =>
        l10n.t('Where the keys lie with which the launcher reaches the workers.'),
      ),
      launcherCreationPolicy: field('string', () =>
        l10n.t('"WaitForWorkersReady" starts the launcher when all workers run, "AtStartup" at once.'),
      ),
      mpiImplementation: field('string', () => l10n.t('Which MPI the image has: OpenMPI, Intel or MPICH.')),
      runLauncherAsWorker: field('boolean', () =>
        l10n.t('With true, the launcher takes part in the training.'),
      ),
    }),
    'kubeflow.XGBoostJob': job('xgbReplicaSpecs'),
    'kubeflow.PaddleJob': job('paddleReplicaSpecs', {
      elasticPolicy: group(elasticRange, LET_WORKERS_CHANGE),
    }),
    'kubeflow.JAXJob': job('jaxReplicaSpecs'),
    'kubeflow.TrainJob': trainJob,
    'kubeflow.TrainingRuntime': runtime,
  },
};
