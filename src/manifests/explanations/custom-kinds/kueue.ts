import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const stopPolicy = field('string', () =>
  l10n.t('"Hold" admits nothing new, "HoldAndDrain" also stops what runs, "None" is the normal case.'),
);
const fairSharing = field(FREE, () =>
  l10n.t('Its weight when free room is shared: 2 gets twice as much as 1.'),
);
const cohortName = (): string =>
  l10n.t('Queues of the same cohort (a group of queues) lend each other what they do not use.');
const resourceGroups = groups(
  {
    coveredResources: field('string[]', () =>
      l10n.t(
        'What is counted: cpu, memory, nvidia.com/gpu. Work that asks for something else is not admitted.',
      ),
    ),
    flavors: groups(
      {
        name: field('string', () => l10n.t('The ResourceFlavor: which kind of machines this is about.')),
        resources: groups(
          {
            name: field('string', () => l10n.t('The resource, such as nvidia.com/gpu.')),
            nominalQuota: field('Quantity', () => l10n.t('How much of it belongs to this queue.')),
            borrowingLimit: field('Quantity', () =>
              l10n.t('How much more it may borrow from its cohort. Without it, all that is free.'),
            ),
            lendingLimit: field('Quantity', () =>
              l10n.t('How much of it others may borrow. Without it, all that is free.'),
            ),
          },
          () => l10n.t('How much of each resource belongs to this queue on these machines.'),
        ),
      },
      () => l10n.t('The kinds of machines, in the order in which they are tried.'),
    ),
  },
  () => l10n.t('What belongs to this queue, by resource and kind of machine.'),
);
const clusterQueue: OwnFields = {
  resourceGroups,
  cohort: field('string', cohortName),
  cohortName: field('string', cohortName),
  queueingStrategy: field('string', () =>
    l10n.t('"BestEffortFIFO" lets smaller work pass what does not fit yet, "StrictFIFO" keeps the order.'),
  ),
  namespaceSelector: field('LabelSelector', () =>
    l10n.t('The namespaces whose work may use this queue. {} is all of them.'),
  ),
  flavorFungibility: field(FREE, () =>
    l10n.t('Whether to borrow, or to stop others, before the next kind of machine is tried.'),
  ),
  preemption: group(
    {
      reclaimWithinCohort: field('string', () =>
        l10n.t(
          'Whether work of others that runs on what was lent is stopped when it is needed here: "Never", "LowerPriority", "Any".',
        ),
      ),
      withinClusterQueue: field('string', () =>
        l10n.t('Whether less urgent work of this queue is stopped for more urgent work.'),
      ),
      borrowWithinCohort: field(FREE, () =>
        l10n.t("Whether others' less urgent work is stopped even to borrow."),
      ),
    },
    () => l10n.t('When running work is stopped to make room for other work.'),
  ),
  admissionChecks: field('string[]', () =>
    l10n.t('What must be true, too, before work starts, such as that machines were ordered.'),
  ),
  admissionChecksStrategy: field(FREE, () =>
    l10n.t('What must be true, too, before work starts, by kind of machine.'),
  ),
  concurrentAdmissionPolicy: field(FREE, () =>
    l10n.t('Whether work may try several kinds of machines at once, and move to a better one later.'),
  ),
  admissionScope: field(FREE, () => l10n.t('By which rule the next work is chosen.')),
  stopPolicy,
  fairSharing,
};
const workload: OwnFields = {
  queueName: field('string', () => l10n.t('The LocalQueue in which it waits.')),
  podSets: groups(
    {
      name: field('string', () => l10n.t('The role, such as "main" or "worker".')),
      count: field('number', () => l10n.t('How many copies of it.')),
      minCount: field('number', () => l10n.t('With how few copies it may begin.')),
      template: field('PodTemplateSpec', () => l10n.t('What each copy runs.')),
      topologyRequest: field(FREE, () => l10n.t('How close to each other the copies must be.')),
    },
    () => l10n.t('The roles of the work, and how many copies each has.'),
  ),
  priority: field('number', () => l10n.t('How urgent it is: the higher number first.')),
  priorityClassName: like('PodSpec.priorityClassName'),
  priorityClassSource: field('string', () => l10n.t('Which kind of priority class that is.')),
  priorityClassRef: field(FREE, () => l10n.t('The priority class that says how urgent it is.')),
  active: field('boolean', () => l10n.t('With false, it does not run and does not wait.')),
  maximumExecutionTimeSeconds: field('number', () =>
    l10n.t('It is stopped after running for this many seconds.'),
  ),
};
const cohort: OwnFields = {
  parent: field('string', () => l10n.t('The larger cohort that this one belongs to.')),
  parentName: field('string', () => l10n.t('The larger cohort that this one belongs to.')),
  resourceGroups,
  fairSharing,
};
const localQueue: OwnFields = {
  clusterQueue: field('string', () => l10n.t('The ClusterQueue whose resources work in this queue may use.')),
  stopPolicy,
  fairSharing,
};
const flavor: OwnFields = {
  nodeLabels: field('{string}', () =>
    l10n.t('The labels by which these machines are found, such as the kind of GPU.'),
  ),
  nodeTaints: field('Taint[]', () =>
    l10n.t(
      'The taints (what keeps work away) of these machines; only work that tolerates them is put there.',
    ),
  ),
  tolerations: like('PodSpec.tolerations'),
  topologyName: field('string', () =>
    l10n.t('The Topology that says how close these machines are to each other.'),
  ),
};
const check: OwnFields = {
  controllerName: field('string', () => l10n.t('The program that decides.')),
  parameters: field(FREE, () => l10n.t('The object with its settings.')),
  retryDelayMinutes: field('number', () => l10n.t('How long it waits after a refusal.')),
};

const KINDS: Readonly<Record<string, string>> = {
  ClusterQueue: 'kueue.ClusterQueue',
  LocalQueue: 'kueue.LocalQueue',
  ResourceFlavor: 'kueue.ResourceFlavor',
  Workload: 'kueue.Workload',
  Cohort: 'kueue.Cohort',
  AdmissionCheck: 'kueue.AdmissionCheck',
  WorkloadPriorityClass: 'kueue.WorkloadPriorityClass',
  Topology: 'kueue.Topology',
};

/** Queues for work that waits its turn. */
export const kueueKinds: ToolKinds = {
  link: 'https://kueue.sigs.k8s.io/docs/concepts/',
  kinds: Object.fromEntries(
    ['v1beta2', 'v1beta1', 'v1alpha1'].flatMap((version) =>
      Object.entries(KINDS).map(([kind, type]) => [`kueue.x-k8s.io/${version} ${kind}`, type]),
    ),
  ),
  types: {
    'kueue.ClusterQueue': kindWith({
      spec: group(clusterQueue, () =>
        l10n.t('What work in this queue may use, and how it is shared with other queues.'),
      ),
    }),
    'kueue.LocalQueue': kindWith({
      spec: group(localQueue, () =>
        l10n.t(
          'The door of a namespace to a ClusterQueue. Work names it in the label kueue.x-k8s.io/queue-name.',
        ),
      ),
    }),
    'kueue.ResourceFlavor': kindWith({
      spec: group(flavor, () => l10n.t('A kind of machines, such as those with a certain GPU.')),
    }),
    'kueue.Workload': kindWith({
      spec: group(workload, () =>
        l10n.t('Work that waits or runs. Kueue makes it for each job; it is not written by hand.'),
      ),
    }),
    'kueue.Cohort': kindWith({
      spec: group(cohort, () => l10n.t('A group of queues that lend each other what they do not use.')),
    }),
    'kueue.AdmissionCheck': kindWith({
      spec: group(check, () => l10n.t('Something that must be true before work starts.')),
    }),
    'kueue.WorkloadPriorityClass': {
      ...kindWith({}),
      value: field('number', () => l10n.t('How urgent work of this class is: the higher number first.')),
      description: field('string', () => l10n.t('What the class is for, for people.')),
    },
    'kueue.Topology': kindWith({
      spec: group(
        {
          levels: groups(
            {
              nodeLabel: field('string', () =>
                l10n.t('The label of machines that names the place at this level.'),
              ),
            },
            () => l10n.t('From the largest place (a hall) to the smallest (a machine).'),
          ),
        },
        () => l10n.t('How close machines are to each other.'),
      ),
    }),
  },
};
