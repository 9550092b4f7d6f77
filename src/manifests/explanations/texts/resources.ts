import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

const gpuLimit = (): string =>
  l10n.t(
    'How many whole GPUs the container gets, for itself alone. GPUs are asked for here, in "limits"; a request, if there is one, must be the same number. The container waits until one machine has that many free.',
  );
const gpuRequest = (): string =>
  l10n.t(
    'GPUs cannot be shared or asked for in parts: the number here must equal the one in "limits", which is where GPUs are asked for. It can be left out here.',
  );

/** CPUs, memory, disk and GPUs of a container. */
export const resourceTexts: OwnTexts = {
  'Container.resources': () =>
    l10n.t(
      'How much CPU, memory and GPU the container is promised ("requests") and how much it may use at most ("limits").',
    ),
  'ResourceRequirements.requests': () =>
    l10n.t(
      'What the container is promised. It starts only on a machine that has this much left, and the amount counts against the quota of the namespace.',
    ),
  'ResourceRequirements.limits': () =>
    l10n.t(
      'The most that the container may use. Above its memory limit it is stopped; above its CPU limit it is slowed down.',
    ),
  'ResourceRequirements.limits.memory': () =>
    l10n.t('Your program is stopped ("OOMKilled") the moment it needs more memory than this.'),
  'ResourceRequirements.requests.memory': () =>
    l10n.t(
      'The memory that is kept free for your program. It starts only where this much is left; if it uses more and the machine runs full, it is among the first to be stopped.',
    ),
  'ResourceRequirements.limits.cpu': () =>
    l10n.t(
      'The most CPU time that your program gets. It is slowed down at this limit, never stopped. Libraries that start one thread per CPU of the machine become slower if the limit is lower: set OMP_NUM_THREADS to it.',
    ),
  'ResourceRequirements.requests.cpu': () =>
    l10n.t(
      'The CPU time that your program is promised. It starts only where this much is left, and may use more while nobody else needs it, up to its limit.',
    ),
  'ResourceRequirements.limits.ephemeral-storage': () =>
    l10n.t(
      'The most that the container may write to the local disk of its machine: its own file system, logs and scratch folders. Above it the container is stopped and those files are gone.',
    ),
  'ResourceRequirements.requests.ephemeral-storage': () =>
    l10n.t(
      'Local disk of the machine that is kept free for the container: its own file system, logs and scratch folders. All of it is lost when the container goes.',
    ),
  'ResourceRequirements.limits.nvidia.com/gpu': gpuLimit,
  'ResourceRequirements.limits.amd.com/gpu': gpuLimit,
  'ResourceRequirements.requests.nvidia.com/gpu': gpuRequest,
  'ResourceRequirements.requests.amd.com/gpu': gpuRequest,
  'ResourceRequirements.claims': () =>
    l10n.t(
      'Devices, for instance GPUs, that are given out by name: each entry names one that is declared under "resourceClaims".',
    ),
  'VolumeResourceRequirements.requests': () => l10n.t('How much storage is asked for.'),
  'VolumeResourceRequirements.requests.storage': () =>
    l10n.t(
      'The size of the storage. It can often be made larger later, if its storage class allows it, and never smaller.',
    ),
  'VolumeResourceRequirements.limits': () =>
    l10n.t('The most storage that may be given. It is rarely used: "requests" decides the size.'),
  'ResourceQuotaSpec.hard': () =>
    l10n.t(
      'What everything in this namespace may use together. Whatever would go beyond it is refused when it is created.',
    ),
  'ResourceQuotaSpec.hard.requests.cpu': () =>
    l10n.t('The CPUs that everything in this namespace may ask for together, counted by "requests".'),
  'ResourceQuotaSpec.hard.cpu': () =>
    l10n.t('The CPUs that everything in this namespace may ask for together, counted by "requests".'),
  'ResourceQuotaSpec.hard.requests.memory': () =>
    l10n.t('The memory that everything in this namespace may ask for together, counted by "requests".'),
  'ResourceQuotaSpec.hard.memory': () =>
    l10n.t('The memory that everything in this namespace may ask for together, counted by "requests".'),
  'ResourceQuotaSpec.hard.limits.cpu': () =>
    l10n.t(
      'The sum of all CPU limits in this namespace. With it, every container must have a CPU limit, or it is refused.',
    ),
  'ResourceQuotaSpec.hard.limits.memory': () =>
    l10n.t(
      'The sum of all memory limits in this namespace. With it, every container must have a memory limit, or it is refused.',
    ),
  'ResourceQuotaSpec.hard.requests.nvidia.com/gpu': () =>
    l10n.t('The NVIDIA GPUs that everything in this namespace may have at the same time.'),
  'ResourceQuotaSpec.hard.pods': () =>
    l10n.t(
      'How many pods (running copies of programs, notebooks and jobs included) may exist in this namespace at the same time. Finished ones do not count.',
    ),
  'ResourceQuotaSpec.hard.requests.storage': () =>
    l10n.t('The storage that all claims in this namespace may ask for together.'),
  'ResourceQuotaSpec.hard.persistentvolumeclaims': () =>
    l10n.t('How many storage claims may exist in this namespace.'),
  'ResourceQuotaSpec.scopes': () =>
    l10n.t('Narrows the quota to a part of the namespace, for instance to work that ends by itself.'),
  'ResourceQuotaSpec.scopeSelector': () =>
    l10n.t('Narrows the quota to a part of the namespace, for instance to one priority class.'),
  'LimitRangeSpec.limits': () =>
    l10n.t(
      'Sizes for this namespace: what a container gets if it asks for nothing, and the least and the most that it may ask for.',
    ),
  'LimitRangeItem.type': () =>
    l10n.t(
      'What the sizes are for: "Container" for each container, "Pod" for the sum of the containers that run together, "PersistentVolumeClaim" for storage.',
    ),
  'LimitRangeItem.default': () =>
    l10n.t(
      'The limits of a container whose manifest gives none. A program may be stopped by a limit that you never wrote.',
    ),
  'LimitRangeItem.defaultRequest': () => l10n.t('The requests of a container whose manifest gives none.'),
  'LimitRangeItem.max': () =>
    l10n.t('The most that may be asked for. Anything above it is refused when it is created.'),
  'LimitRangeItem.min': () =>
    l10n.t('The least that must be asked for. Anything below it is refused when it is created.'),
  'LimitRangeItem.maxLimitRequestRatio': () =>
    l10n.t(
      'How many times its request a limit may be. With 2, a request of 4 GiB allows a limit of at most 8 GiB.',
    ),
};
