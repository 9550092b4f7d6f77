import * as l10n from '@vscode/l10n';

type Choices = Readonly<Record<string, () => string>>;

const pullPolicy: Choices = {
  Always: () => l10n.t('Asks the registry at every start; only what has changed is downloaded.'),
  IfNotPresent: () =>
    l10n.t(
      'Downloaded only if the machine does not have it yet: a tag that was pushed again may not be noticed.',
    ),
  Never: () => l10n.t('Never downloaded: the machine must have it already.'),
};
const reclaim: Choices = {
  Delete: () => l10n.t('When the claim is deleted, the files are deleted.'),
  Retain: () =>
    l10n.t('When the claim is deleted, the files stay; an administrator must clean up or give them back.'),
};
const taintEffect: Choices = {
  NoSchedule: () => l10n.t('About reservations that keep new work away.'),
  PreferNoSchedule: () => l10n.t('About reservations that keep new work away if there is other room.'),
  NoExecute: () => l10n.t('About reservations that also remove work that runs already.'),
};
const accessModes: Choices = {
  ReadWriteOnce: () =>
    l10n.t(
      'Read and written from one machine at a time: several programs can share it only on the same machine.',
    ),
  ReadOnlyMany: () => l10n.t('Read from many machines at the same time, written from none.'),
  ReadWriteMany: () =>
    l10n.t('Read and written from many machines at the same time. Only shared file systems can do it.'),
  ReadWriteOncePod: () => l10n.t('Read and written by a single copy of a single program.'),
};

/** What one of the values that a field allows means, by the field's key. */
const CHOICES: Readonly<Record<string, Choices>> = {
  'PodSpec.restartPolicy': {
    Always: () => l10n.t('Started again whenever it ends, also after success.'),
    OnFailure: () => l10n.t('Started again only after an error.'),
    Never: () => l10n.t('Never started again.'),
  },
  'Container.imagePullPolicy': pullPolicy,
  'ImageVolumeSource.pullPolicy': pullPolicy,
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeSpec.accessModes': accessModes,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': reclaim,
  'StorageClass.reclaimPolicy': reclaim,
  'StorageClass.volumeBindingMode': {
    Immediate: () => l10n.t('The storage is made as soon as it is asked for.'),
    WaitForFirstConsumer: () =>
      l10n.t('The storage is made when the first program uses it; until then the claim waits.'),
  },
  'Toleration.effect': taintEffect,
  'CronJobSpec.concurrencyPolicy': {
    Allow: () => l10n.t('Runs may overlap.'),
    Forbid: () => l10n.t('A run is left out while the one before still goes on.'),
    Replace: () => l10n.t('A new run stops the one before.'),
  },
  'JobSpec.completionMode': {
    Indexed: () => l10n.t('Each copy has its own number, in JOB_COMPLETION_INDEX.'),
    NonIndexed: () => l10n.t('All copies are alike.'),
  },
  'ServiceSpec.type': {
    ClusterIP: () => l10n.t('Reachable from inside the cluster only; from your computer through a forward.'),
    NodePort: () => l10n.t('Also reachable through a port of every machine.'),
    LoadBalancer: () => l10n.t('Also reachable through an address of its own, if the cluster can give one.'),
    ExternalName: () => l10n.t('Only another name for a host outside the cluster.'),
  },
  'DeploymentStrategy.type': {
    RollingUpdate: () => l10n.t('New copies start before old ones stop: for a moment both need room.'),
    Recreate: () => l10n.t('All old copies stop before new ones start: there is a gap.'),
  },
  'StatefulSetSpec.podManagementPolicy': {
    OrderedReady: () => l10n.t('One copy after the other.'),
    Parallel: () => l10n.t('All copies at once.'),
  },
  'StatefulSetUpdateStrategy.type': {
    RollingUpdate: () => l10n.t('Copies are replaced by themselves, from the highest number down.'),
    OnDelete: () => l10n.t('A copy is replaced only when somebody deletes it.'),
  },
  'DaemonSetUpdateStrategy.type': {
    RollingUpdate: () => l10n.t('Copies are replaced by themselves, machine by machine.'),
    OnDelete: () => l10n.t('A copy is replaced only when somebody deletes it.'),
  },
  'TopologySpreadConstraint.whenUnsatisfiable': {
    DoNotSchedule: () => l10n.t('Otherwise the copy waits.'),
    ScheduleAnyway: () => l10n.t('A wish only: otherwise the copy starts all the same.'),
  },
  'EmptyDirVolumeSource.medium': {
    Memory: () => l10n.t('In RAM: fast, and counted as memory of the containers that write to it.'),
  },
  'HTTPIngressPath.pathType': {
    Prefix: () => l10n.t('The path and everything below it.'),
    Exact: () => l10n.t('Exactly this path.'),
  },
  'ContainerResizePolicy.restartPolicy': {
    NotRequired: () => l10n.t('Changed without a restart.'),
    RestartContainer: () => l10n.t('The container restarts for the change.'),
  },
  'PodSpec.preemptionPolicy': {
    Never: () => l10n.t('Stops nobody else.'),
    PreemptLowerPriority: () => l10n.t('May stop less important work to get room.'),
  },
  'PriorityClass.preemptionPolicy': {
    Never: () => l10n.t('Stops nobody else.'),
    PreemptLowerPriority: () => l10n.t('May stop less important work to get room.'),
  },
  'Secret.type': {
    Opaque: () => l10n.t('Any content.'),
    'kubernetes.io/dockerconfigjson': () => l10n.t('The sign-in for an image registry.'),
    'kubernetes.io/tls': () => l10n.t('A certificate and its key.'),
  },
};

export function choiceWords(key: string, value: unknown): string | undefined {
  const choices = Object.hasOwn(CHOICES, key) ? CHOICES[key] : undefined;
  if (choices === undefined || typeof value !== 'string') return undefined;
  return Object.hasOwn(choices, value) ? choices[value]?.() : undefined;
}

/** For a test: each of these fields exists. */
export const choiceKeys: readonly string[] = Object.keys(CHOICES);
