import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

const required = (): string =>
  l10n.t(
    'Must hold at the start: without a machine that fits, the program waits. Nothing is moved if it stops being true later.',
  );
const preferred = (): string => l10n.t('A wish: machines that fit are taken first, and others if none does.');

/** On which machine something runs, and before whom. */
export const schedulingTexts: OwnTexts = {
  'PodSpec.nodeSelector': () =>
    l10n.t(
      'Runs only on machines with all of these labels, for instance those with a certain GPU. If none has them, the program waits.',
    ),
  'PodSpec.nodeName': () =>
    l10n.t(
      'Runs on exactly this machine, without asking whether it has room. Use "nodeSelector" to choose a kind of machine.',
    ),
  'PodSpec.tolerations': () =>
    l10n.t(
      'Machines can be reserved, often those with GPUs. Each entry here lets the program onto machines with one such reservation (a "taint"); it does not draw it there.',
    ),
  'Toleration.key': () =>
    l10n.t('The name of the reservation (a "taint") that is accepted, such as nvidia.com/gpu.'),
  'Toleration.operator': () =>
    l10n.t(
      '"Exists" accepts the reservation whatever its value; "Equal", which is also meant when nothing is written, wants the same value.',
    ),
  'Toleration.value': () => l10n.t('The value that the reservation must have when "operator" is "Equal".'),
  'Toleration.effect': () =>
    l10n.t(
      'Which sort of reservation is accepted: "NoSchedule" keeps new work away, "PreferNoSchedule" tries to, "NoExecute" also removes running work. Without it, all of them.',
    ),
  'Toleration.tolerationSeconds': () =>
    l10n.t(
      'With "NoExecute": how long the program may stay after the reservation appears. Without it, for ever.',
    ),
  'PodSpec.affinity': () =>
    l10n.t(
      'Finer rules about where the program runs: on which machines, near to or apart from which other programs.',
    ),
  'Affinity.nodeAffinity': () => l10n.t('On which machines the program runs, by their labels.'),
  'Affinity.podAffinity': () =>
    l10n.t('Runs where certain other programs run, for instance close to their data.'),
  'Affinity.podAntiAffinity': () =>
    l10n.t(
      'Stays away from where certain other programs run, for instance to spread copies over several machines.',
    ),
  'NodeAffinity.requiredDuringSchedulingIgnoredDuringExecution': required,
  'PodAffinity.requiredDuringSchedulingIgnoredDuringExecution': required,
  'PodAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution': required,
  'NodeAffinity.preferredDuringSchedulingIgnoredDuringExecution': preferred,
  'PodAffinity.preferredDuringSchedulingIgnoredDuringExecution': preferred,
  'PodAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution': preferred,
  'NodeSelector.nodeSelectorTerms': () =>
    l10n.t('A machine fits if at least one of these entries fits as a whole.'),
  'NodeSelectorTerm.matchExpressions': () =>
    l10n.t('Conditions on the labels of the machine. All of them must hold.'),
  'NodeSelectorTerm.matchFields': () => l10n.t('Conditions on the machine itself; in practice its name.'),
  'NodeSelectorRequirement.key': () => l10n.t('The label of the machine that is looked at.'),
  'NodeSelectorRequirement.operator': () =>
    l10n.t(
      'How the label is compared: In, NotIn, Exists, DoesNotExist, Gt (greater than) or Lt (less than).',
    ),
  'NodeSelectorRequirement.values': () =>
    l10n.t('The values to compare with. Empty for Exists and DoesNotExist, one number for Gt and Lt.'),
  'PreferredSchedulingTerm.weight': () => l10n.t('How much the wish counts against others, from 1 to 100.'),
  'WeightedPodAffinityTerm.weight': () => l10n.t('How much the wish counts against others, from 1 to 100.'),
  'PodAffinityTerm.labelSelector': () => l10n.t('Which other programs are meant, by their labels.'),
  'PodAffinityTerm.topologyKey': () =>
    l10n.t(
      'What counts as the same place: "kubernetes.io/hostname" is one machine, "topology.kubernetes.io/zone" one data centre zone.',
    ),
  'PodAffinityTerm.namespaces': () =>
    l10n.t('In which namespaces the other programs are looked for. Without it, in this one.'),
  'PodSpec.topologySpreadConstraints': () => l10n.t('Spreads copies evenly over machines or zones.'),
  'TopologySpreadConstraint.maxSkew': () => l10n.t('By how many copies two places may differ at most.'),
  'TopologySpreadConstraint.topologyKey': () =>
    l10n.t(
      'What counts as one place: "kubernetes.io/hostname" is one machine, "topology.kubernetes.io/zone" one data centre zone.',
    ),
  'TopologySpreadConstraint.whenUnsatisfiable': () =>
    l10n.t(
      'If it cannot be spread evenly: "DoNotSchedule" lets the copy wait, "ScheduleAnyway" starts it all the same.',
    ),
  'TopologySpreadConstraint.labelSelector': () => l10n.t('Which copies are counted, by their labels.'),
  'PodSpec.priorityClassName': () =>
    l10n.t(
      'How important the work is, as a named class. While machines are full, more important work goes first and may stop less important work.',
    ),
  'PodSpec.priority': () =>
    l10n.t(
      'The number behind the priority class. It is filled in by the cluster; write "priorityClassName".',
    ),
  'PodSpec.preemptionPolicy': () =>
    l10n.t('"Never" means that this work waits in front, but stops nobody else.'),
  'PodSpec.schedulerName': () =>
    l10n.t(
      'Which program of the cluster chooses the machine. Batch systems such as Volcano bring their own.',
    ),
  'PodSpec.schedulingGates': () =>
    l10n.t(
      'Holds the start back until whoever set these names removes them; queueing systems such as Kueue do so.',
    ),
  'PodSpec.runtimeClassName': () =>
    l10n.t(
      'Runs the containers in another way, for instance "nvidia" where GPUs need it. Your platform team names what there is.',
    ),
  'PodSpec.resourceClaims': () =>
    l10n.t('Devices, for instance GPUs, that are given out by name and that containers refer to.'),
  'PriorityClass.value': () => l10n.t('The importance: a higher number goes first when machines are full.'),
  'PriorityClass.globalDefault': () => l10n.t('With true, work that names no class gets this one.'),
  'PriorityClass.preemptionPolicy': () =>
    l10n.t(
      '"Never": work of this class goes first in the queue, but does not stop running work to make room.',
    ),
  'PriorityClass.description': () => l10n.t('For people: when this class should be used.'),
  'NodeSpec.taints': () =>
    l10n.t('Reservations of the machine. Only work that accepts them ("tolerations") runs there.'),
  'NodeSpec.unschedulable': () =>
    l10n.t('With true, nothing new starts on this machine. What runs there goes on.'),
  'Taint.key': () => l10n.t('The name of the reservation.'),
  'Taint.effect': () =>
    l10n.t(
      'What the reservation does to work that does not accept it: "NoSchedule" keeps it away, "PreferNoSchedule" tries to, "NoExecute" also stops what runs.',
    ),
  'Taint.value': () => l10n.t('A value that tells reservations of the same name apart.'),
};
