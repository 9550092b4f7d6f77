import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** A pod as a whole: how it ends, who it is, what it may. */
export const podTexts: OwnTexts = {
  'Pod.spec': () =>
    l10n.t(
      'What should run: containers, their storage, and where. Most of it cannot be changed while it runs.',
    ),
  'PodTemplateSpec.metadata': () =>
    l10n.t(
      'Labels and annotations of each copy that is made. The labels must be those that "selector" looks for, if there is one.',
    ),
  'PodTemplateSpec.spec': () => l10n.t('What each copy runs: containers, their storage, and where.'),
  'PodSpec.containers': () =>
    l10n.t(
      'The programs that run together on one machine. They share the network address and can share folders.',
    ),
  'PodSpec.initContainers': () =>
    l10n.t(
      'Steps that run first, one after the other, for instance to download data. The main containers start when all have succeeded.',
    ),
  'PodSpec.ephemeralContainers': () =>
    l10n.t('Helpers that were added while it runs, to look for a fault. They cannot stand in a manifest.'),
  'PodSpec.restartPolicy': () =>
    l10n.t(
      'What happens when a container ends: "Always" starts it again, "OnFailure" only after an error, "Never" leaves it. Jobs need one of the last two, lasting services the first.',
    ),
  'PodSpec.activeDeadlineSeconds': () =>
    l10n.t('Stopped and marked as failed when it has been running for this many seconds.'),
  'PodSpec.terminationGracePeriodSeconds': () =>
    l10n.t(
      'How long the program has to end by itself after it is asked to (SIGTERM), for instance to save a checkpoint. Then it is killed. 30 seconds if nothing is written.',
    ),
  'PodSpec.serviceAccountName': () =>
    l10n.t(
      'The identity with which the program talks to the cluster and, on some clouds, to buckets. "default" if nothing is written, which usually may do nothing.',
    ),
  'PodSpec.serviceAccount': () => l10n.t('The old spelling of "serviceAccountName".'),
  'PodSpec.automountServiceAccountToken': () =>
    l10n.t(
      'With false, the program gets no access token for the cluster. Right for programs that never talk to it.',
    ),
  'PodSpec.imagePullSecrets': () =>
    l10n.t(
      'Secrets with the sign-in for private image registries. Without the right one the image cannot be downloaded.',
    ),
  'LocalObjectReference.name': () => l10n.t('The name of the object that is meant, in the same namespace.'),
  'PodSpec.securityContext': () =>
    l10n.t('With which user and group all containers run, and which group owns the storage.'),
  'PodSecurityContext.fsGroup': () =>
    l10n.t(
      'Storage is made writable for this group number. It is the usual cure for "permission denied" on a mounted folder; with many files it makes the start slow.',
    ),
  'PodSecurityContext.fsGroupChangePolicy': () =>
    l10n.t(
      '"OnRootMismatch" changes the owner of files only if the top folder is wrong: starts are much faster with many files.',
    ),
  'PodSecurityContext.runAsUser': () =>
    l10n.t(
      'The user number with which all programs run, instead of the one that their image names. 0 is the administrator (root).',
    ),
  'PodSecurityContext.runAsGroup': () => l10n.t('The group number with which all programs run.'),
  'PodSecurityContext.runAsNonRoot': () =>
    l10n.t('With true, a container that would run as the administrator (root) is not started.'),
  'PodSecurityContext.supplementalGroups': () =>
    l10n.t('Further group numbers of the programs, for instance to read shared data sets.'),
  'PodSecurityContext.seccompProfile': () =>
    l10n.t('Which system calls the programs may make. "RuntimeDefault" is what most clusters demand.'),
  'Container.securityContext': () =>
    l10n.t(
      'With which user and which special rights this container runs. It wins over what is set for all containers.',
    ),
  'SecurityContext.runAsUser': () =>
    l10n.t(
      'The user number with which the program runs, instead of the one that the image names. 0 is the administrator (root). Mounted folders must be writable for it.',
    ),
  'SecurityContext.runAsGroup': () => l10n.t('The group number with which the program runs.'),
  'SecurityContext.runAsNonRoot': () =>
    l10n.t('With true, the container is not started if it would run as the administrator (root).'),
  'SecurityContext.privileged': () =>
    l10n.t(
      'With true, the program can do everything on its machine. Most clusters forbid it, and data work does not need it; GPUs do not either.',
    ),
  'SecurityContext.allowPrivilegeEscalation': () =>
    l10n.t(
      'With false, the program cannot get more rights than it began with: sudo and the like do not work.',
    ),
  'SecurityContext.readOnlyRootFilesystem': () =>
    l10n.t(
      'With true, the program can write only into mounted folders. Libraries that keep a cache then need one at /tmp or in the home folder.',
    ),
  'SecurityContext.capabilities': () =>
    l10n.t('Single rights of the administrator that are added or taken away.'),
  'SecurityContext.seccompProfile': () =>
    l10n.t('Which system calls the program may make. "RuntimeDefault" is what most clusters demand.'),
  'Capabilities.add': () =>
    l10n.t(
      'Rights that are added, such as IPC_LOCK for fast networks between GPUs (RDMA). Many clusters forbid it.',
    ),
  'Capabilities.drop': () => l10n.t('Rights that are taken away. ["ALL"] is what strict clusters demand.'),
  'PodSpec.hostNetwork': () =>
    l10n.t(
      'With true, the program uses the network of its machine: ports can clash with others. Many clusters forbid it.',
    ),
  'PodSpec.hostIPC': () =>
    l10n.t(
      'With true, shared memory is that of the machine. To enlarge /dev/shm use an "emptyDir" with medium "Memory": it needs no special right.',
    ),
  'PodSpec.hostPID': () =>
    l10n.t('With true, the program sees all processes of its machine. Many clusters forbid it.'),
  'PodSpec.hostname': () => l10n.t('The name that the program sees as its own host name.'),
  'PodSpec.subdomain': () =>
    l10n.t(
      'With a Service of this name without an address of its own, each copy that has a "hostname" gets a network name. Distributed training finds its peers so.',
    ),
  'PodSpec.dnsPolicy': () => l10n.t('How network names are looked up. It is rarely changed.'),
  'PodSpec.hostAliases': () => l10n.t('Network names that are written into /etc/hosts by hand.'),
  'PodSpec.shareProcessNamespace': () => l10n.t('With true, the containers see the processes of each other.'),
  'PodSpec.enableServiceLinks': () =>
    l10n.t(
      'With true, which is meant if nothing is written, there are environment variables for each Service of the namespace. They can clash: a Service "mlflow" sets MLFLOW_PORT.',
    ),
  'ServiceAccount.imagePullSecrets': () =>
    l10n.t('Sign-ins for private image registries, for everything that runs with this identity.'),
  'ServiceAccount.automountServiceAccountToken': () =>
    l10n.t('With false, programs with this identity get no access token for the cluster.'),
};
