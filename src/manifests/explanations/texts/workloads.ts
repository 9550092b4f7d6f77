import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

const selector = (): string =>
  l10n.t(
    'Which copies belong to it, by their labels. They must be among the labels of the template, and cannot be changed later.',
  );
const template = (): string =>
  l10n.t('What each copy runs: containers, storage, and where. A change replaces the copies that run.');
const ready = (): string => l10n.t('How long a new copy must be well before it counts as ready.');

/** Work that stays: deployments and their relatives, and what scales and protects them. */
export const workloadTexts: OwnTexts = {
  'DeploymentSpec.replicas': () =>
    l10n.t('How many copies run at the same time. 0 switches it off without deleting anything.'),
  'DeploymentSpec.selector': selector,
  'DeploymentSpec.template': template,
  'DeploymentSpec.strategy': () => l10n.t('How copies are replaced after a change.'),
  'DeploymentStrategy.type': () =>
    l10n.t(
      '"RollingUpdate" starts new copies before it stops old ones; "Recreate" stops all first. With storage or a GPU that only one copy can have, "Recreate" avoids waiting for each other.',
    ),
  'DeploymentStrategy.rollingUpdate': () =>
    l10n.t('How many copies may be missing or be there in addition while they are replaced.'),
  'RollingUpdateDeployment.maxSurge': () =>
    l10n.t(
      'How many copies more than wanted may run while they are replaced: a number or a share such as 25%, rounded up. They need room, quota and GPUs, too.',
    ),
  'RollingUpdateDeployment.maxUnavailable': () =>
    l10n.t(
      'How many copies may be missing while they are replaced: a number or a share such as 25%, rounded down.',
    ),
  'RollingUpdateDaemonSet.maxSurge': () =>
    l10n.t(
      'On how many machines a second copy may run while copies are replaced: a number or a share such as 25%.',
    ),
  'RollingUpdateDaemonSet.maxUnavailable': () =>
    l10n.t(
      'On how many machines the copy may be missing while copies are replaced: a number or a share such as 25%.',
    ),
  'RollingUpdateStatefulSetStrategy.maxUnavailable': () =>
    l10n.t('How many copies may be missing while they are replaced: a number or a share such as 25%.'),
  'RollingUpdateStatefulSetStrategy.partition': () =>
    l10n.t(
      'Only copies with this number or a higher one are replaced after a change. It serves to try a change on a few.',
    ),
  'DeploymentSpec.minReadySeconds': ready,
  'DeploymentSpec.progressDeadlineSeconds': () =>
    l10n.t(
      'After this many seconds without progress the change is reported as failed; nothing is undone. 600 if nothing is written: loading a large model may need more.',
    ),
  'DeploymentSpec.revisionHistoryLimit': () =>
    l10n.t('How many earlier versions are kept to go back to. 10 if nothing is written.'),
  'DeploymentSpec.paused': () => l10n.t('With true, changes are collected and not carried out yet.'),
  'StatefulSetSpec.replicas': () =>
    l10n.t(
      'How many copies run. They have fixed names (name-0, name-1 …) and each keeps its own storage. 0 switches it off and keeps the storage.',
    ),
  'StatefulSetSpec.selector': selector,
  'StatefulSetSpec.template': template,
  'StatefulSetSpec.serviceName': () =>
    l10n.t('The Service that gives each copy its own network name, such as name-0.service.'),
  'StatefulSetSpec.volumeClaimTemplates': () =>
    l10n.t(
      'For each copy a claim (lasting storage) of its own is made from this. It is kept when the copy goes, and cannot be changed here later.',
    ),
  'StatefulSetSpec.podManagementPolicy': () =>
    l10n.t(
      '"OrderedReady" starts one copy after the other, each when the one before is ready; "Parallel" starts all at once.',
    ),
  'StatefulSetSpec.updateStrategy': () =>
    l10n.t('How copies are replaced after a change. With "OnDelete", only when somebody deletes them.'),
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': () =>
    l10n.t('Whether the storage of the copies is deleted with them. It is kept if nothing is written.'),
  'StatefulSetSpec.minReadySeconds': ready,
  'StatefulSetSpec.revisionHistoryLimit': () =>
    l10n.t('How many earlier versions are kept to go back to. 10 if nothing is written.'),
  'DaemonSetSpec.selector': selector,
  'DaemonSetSpec.template': () =>
    l10n.t('What runs once on each machine: containers, storage, and on which machines.'),
  'DaemonSetSpec.updateStrategy': () => l10n.t('How copies are replaced after a change.'),
  'ReplicaSetSpec.replicas': () => l10n.t('How many copies run at the same time.'),
  'ReplicaSetSpec.selector': selector,
  'ReplicaSetSpec.template': () =>
    l10n.t('What each copy runs. Changes reach new copies only; a Deployment also replaces the old ones.'),
  'V2HorizontalPodAutoscalerSpec.scaleTargetRef': () =>
    l10n.t('What gets more or fewer copies, usually a Deployment.'),
  'V2HorizontalPodAutoscalerSpec.minReplicas': () => l10n.t('The fewest copies. 1 if nothing is written.'),
  'V2HorizontalPodAutoscalerSpec.maxReplicas': () => l10n.t('The most copies, however large the load.'),
  'V2HorizontalPodAutoscalerSpec.metrics': () =>
    l10n.t(
      'By which load the number of copies follows. With several, the one that asks for most copies decides.',
    ),
  'V2HorizontalPodAutoscalerSpec.behavior': () => l10n.t('How fast copies are added and taken away.'),
  'V2HPAScalingRules.stabilizationWindowSeconds': () =>
    l10n.t(
      'How long back the advice is looked at before copies change. For taking copies away, 300 seconds if nothing is written.',
    ),
  'V2MetricTarget.averageUtilization': () =>
    l10n.t('The wanted use in percent of what the containers request. It works only if they have requests.'),
  'V2MetricTarget.averageValue': () => l10n.t('The wanted value per copy.'),
  'HorizontalPodAutoscalerSpec.scaleTargetRef': () =>
    l10n.t('What gets more or fewer copies, usually a Deployment.'),
  'HorizontalPodAutoscalerSpec.minReplicas': () => l10n.t('The fewest copies. 1 if nothing is written.'),
  'HorizontalPodAutoscalerSpec.maxReplicas': () => l10n.t('The most copies, however large the load.'),
  'HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage': () =>
    l10n.t(
      'The wanted CPU use in percent of what the containers request. It works only if they have CPU requests.',
    ),
  'PodDisruptionBudgetSpec.minAvailable': () =>
    l10n.t(
      'How many copies must go on while machines are emptied for upkeep: a number or a share such as 50%. If that leaves none to spare, upkeep cannot go on.',
    ),
  'PodDisruptionBudgetSpec.maxUnavailable': () =>
    l10n.t(
      'How many copies may be missing while machines are emptied for upkeep: a number or a share such as 50%. 0 blocks upkeep.',
    ),
  'PodDisruptionBudgetSpec.selector': () => l10n.t('Which copies are protected, by their labels.'),
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': () =>
    l10n.t(
      'Whether copies that are not well may be moved off at any time ("AlwaysAllow") or are protected, too.',
    ),
  'LabelSelector.matchLabels': () => l10n.t('Labels that must all be there with just these values.'),
  'LabelSelector.matchExpressions': () => l10n.t('Conditions on labels. All of them must hold.'),
  'LabelSelectorRequirement.key': () => l10n.t('The label that is looked at.'),
  'LabelSelectorRequirement.operator': () =>
    l10n.t('How the label is compared: In, NotIn, Exists or DoesNotExist.'),
  'LabelSelectorRequirement.values': () =>
    l10n.t('The values to compare with. Empty for Exists and DoesNotExist.'),
};
