import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { amountOf, duration, isGpu, listed, machines, resourceName } from './quantities.ts';

/** One reason of the scheduler, and how many machines it holds for. */
export interface Refusal {
  readonly count: number;
  readonly reason: string;
}

export interface Unplaced {
  /** Machines in the cluster, as the scheduler counted them. */
  nodes?: number | undefined;
  refusals: readonly Refusal[];
  message: string;
  waitedSeconds?: number | undefined;
}

/** What one resource looks like over the machines that could take the pod otherwise. */
export interface Shortage {
  readonly resource: string;
  readonly asked: number;
  /** Free on the machine that has most free, where nodes and pods could be read. */
  readonly mostFree?: number | undefined;
  readonly largest?: number | undefined;
  /** Machines that have this resource at all. */
  readonly nodesWith?: number | undefined;
  readonly total?: number | undefined;
  readonly used?: number | undefined;
}

export interface SchedulingSays {
  'scheduling-insufficient-resources': Unplaced & { short: readonly Shortage[] };
  'scheduling-insufficient-gpu': Unplaced & { shortage: Shortage };
  'scheduling-too-many-pods': Unplaced;
  'scheduling-volume-zone': Unplaced & { claim?: string | undefined; zone?: string | undefined };
  'scheduling-volume-limit': Unplaced;
}

export function waited(seconds: number | undefined): string {
  return seconds === undefined ? '' : l10n.t('It has been waiting for {0}.', duration(seconds));
}

/** `6 machines: 4 do not have the labels asked for, 2 have too little memory free`. */
function perMachine({ nodes, refusals }: Unplaced): string {
  if (refusals.length === 0) return '';
  const reasons = refusals
    .map(({ count, reason }) => l10n.t('{0} {1}', count, plainReason(reason)))
    .join(', ');
  return nodes === undefined
    ? l10n.t('The scheduler counted: {0}.', reasons)
    : l10n.t('{0}: {1}.', machines(nodes), reasons);
}

/** The scheduler's reason in words that follow a number of machines. Unknown ones are quoted. */
function plainReason(reason: string): string {
  const insufficient = /^Insufficient (\S+)$/.exec(reason);
  if (insufficient) return l10n.t('without enough free {0}', resourceName(insufficient[1] ?? ''));
  if (/volume node affinity|PersistentVolume's node affinity|volume zone/.test(reason))
    return l10n.t('where the pod’s disk cannot be used');
  if (/taint/.test(reason))
    return l10n.t(
      'closed to this pod by a taint{0}',
      /\{([^}]*)\}/.exec(reason) ? ` (${(/\{([^}]*)\}/.exec(reason)?.[1] ?? '').replace(/:\s*$/, '')})` : '',
    );
  if (/node affinity|node selector|NodeAffinity|PodFitsHost|node name/.test(reason))
    return l10n.t('without the labels that the pod asks for');
  if (/unschedulable/i.test(reason)) return l10n.t('closed for new pods');
  if (/cannot allocate all claims/.test(reason)) return l10n.t('without a free device that it claims');
  if (/topology spread/.test(reason)) return l10n.t('ruled out by its spreading rules');
  if (/anti-affinity/.test(reason)) return l10n.t('with a pod that it may not run beside');
  if (/pod affinity/.test(reason)) return l10n.t('without the pods that it has to run beside');
  if (/free ports/.test(reason)) return l10n.t('where its port is taken');
  if (/Too many pods/.test(reason)) return l10n.t('with as many pods as they may have');
  return l10n.t('with "{0}"', reason);
}

export function facts(unplaced: Unplaced): string {
  return [perMachine(unplaced), waited(unplaced.waitedSeconds)].filter((part) => part !== '').join(' ');
}

function shortWaiting(what: string): string {
  return l10n.t('waiting for {0}', what);
}

function shortageWords({ resource, asked, mostFree, largest, total, used }: Shortage): string {
  const parts = [
    l10n.t(
      'It asks for {0}.',
      `${amountOf(resource, asked)}${/^(cpu|memory|ephemeral-storage)$/.test(resource) ? '' : ` × ${resource}`}`,
    ),
  ];
  if (mostFree !== undefined)
    parts.push(
      l10n.t('The most that one machine has free is {0}.', amountOf(resource, Math.max(0, mostFree))),
    );
  if (largest !== undefined && asked > largest)
    parts.push(l10n.t('Even an empty machine has only {0}: it can never fit.', amountOf(resource, largest)));
  if (total !== undefined && used !== undefined)
    parts.push(l10n.t('{0} of {1} are in use.', amountOf(resource, used), amountOf(resource, total)));
  return parts.join(' ');
}

const describe = 'kubectl describe nodes | grep -A8 "Allocated resources"\n';

export const schedulingWords: { [C in keyof SchedulingSays]: Wording<SchedulingSays[C]> } = {
  'scheduling-insufficient-resources': {
    short: ({ short }) => shortWaiting(listed(short.map((s) => resourceName(s.resource)))),
    title: ({ short, nodes }) =>
      nodes === undefined
        ? l10n.t(
            'No machine has enough free {0} for this pod.',
            listed(short.map((s) => resourceName(s.resource))),
          )
        : l10n.t(
            'None of the {1} has enough free {0} for this pod.',
            listed(short.map((s) => resourceName(s.resource))),
            machines(nodes),
          ),
    why: (says) =>
      [says.short.map(shortageWords).join(' '), facts(says)].filter((part) => part !== '').join(' '),
    actions: ({ short }, place) => [
      you(
        l10n.t(
          'Ask for less in {0} if the program needs less: what is asked for is kept free for it, used or not.',
          whereToEdit(place),
        ),
        `resources:\n  requests:\n${short.map((s) => `    ${s.resource}: ...`).join('\n')}\n`,
      ),
      you(l10n.t('Or stop something of yours that holds resources (idle notebooks, finished clusters).')),
      team(l10n.t('Please look whether a machine can be added for this pod.'), describe),
    ],
  },
  'scheduling-insufficient-gpu': {
    short: () => shortWaiting(l10n.t('a GPU')),
    title: ({ shortage }) =>
      shortage.nodesWith === 0
        ? isGpu(shortage.resource)
          ? l10n.t(
              'No machine in this cluster offers a GPU ({0}), which the pod asks for.',
              shortage.resource,
            )
          : l10n.t('No machine in this cluster offers {0}, which the pod asks for.', shortage.resource)
        : shortage.total !== undefined && shortage.used !== undefined
          ? l10n.t(
              'All GPUs are in use: {0} of {1} ({2}); the pod asks for {3}.',
              shortage.used,
              shortage.total,
              shortage.resource,
              shortage.asked,
            )
          : l10n.t('No machine has {0} {1} free.', shortage.asked, shortage.resource),
    why: (says) =>
      [
        says.shortage.largest !== undefined &&
        says.shortage.asked > says.shortage.largest &&
        says.shortage.nodesWith !== 0
          ? l10n.t('The largest machine has {0}: it can never fit on one.', says.shortage.largest)
          : '',
        facts(says),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ shortage }) => [
      ...(shortage.nodesWith === 0
        ? [
            you(
              l10n.t(
                'Check the name of the resource, and whether this cluster has GPUs at all; run without one if the program can.',
              ),
            ),
          ]
        : [
            you(
              l10n.t(
                'Wait until somebody’s GPU work ends, or stop yours that is idle (a notebook keeps its GPU while it runs).',
              ),
            ),
            you(l10n.t('Or ask for fewer GPUs, or another kind.')),
          ]),
      team(
        l10n.t('Please tell who uses the GPUs, or add one.'),
        'kubectl get pods -A -o json | jq -r \'.items[] | select(.spec.containers[].resources.limits | tostring | test("gpu")) | .metadata.namespace + "/" + .metadata.name + " " + (.spec.nodeName // "-")\'\n',
      ),
    ],
  },
  'scheduling-too-many-pods': {
    short: () => l10n.t('waiting: the machines are full of pods'),
    title: ({ nodes }) =>
      nodes === undefined
        ? l10n.t('The machines that would fit run as many pods as they may.')
        : l10n.t('The machines that would fit (of {0}) run as many pods as they may.', nodes),
    why: (says) =>
      [
        l10n.t(
          'Each machine takes a fixed number of pods (often 110, or as many as it has network addresses), however small they are.',
        ),
        facts(says),
      ].join(' '),
    actions: () => [
      you(l10n.t('Delete pods that nobody needs (failed and idle ones).')),
      team(
        l10n.t('Please add a machine, or raise the number of pods per machine.'),
        'kubectl get nodes -o custom-columns=NAME:.metadata.name,PODS:.status.allocatable.pods\n',
      ),
    ],
  },
  'scheduling-volume-zone': {
    short: () => l10n.t('its disk is in another zone than the machines that fit'),
    title: ({ claim, zone }) =>
      claim === undefined
        ? l10n.t('The pod’s disk lives in a zone or on a machine where the pod cannot run.')
        : zone === undefined
          ? l10n.t('The disk "{0}" lives in a zone or on a machine where the pod cannot run.', claim)
          : l10n.t('The disk "{0}" lives in {1}, and no machine there can take the pod.', claim, zone),
    why: (says) =>
      [
        l10n.t(
          'A disk can only be used in the zone where it was made; the machines that fit otherwise are elsewhere.',
        ),
        facts(says),
      ].join(' '),
    actions: () => [
      you(
        l10n.t(
          'Ask for a kind of machine that exists in the disk’s zone (for example without the GPU), or copy the data to a new claim.',
        ),
      ),
      team(
        l10n.t(
          'Please add a machine of this kind in the disk’s zone, or move the disk; WaitForFirstConsumer classes avoid it for new ones.',
        ),
        'kubectl get pv -o custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,WHERE:.spec.nodeAffinity\nkubectl get nodes -L topology.kubernetes.io/zone\n',
      ),
    ],
  },
  'scheduling-volume-limit': {
    short: () => l10n.t('the machines cannot take more disks'),
    title: () => l10n.t('The machines that would fit already have as many disks attached as they can.'),
    why: (says) =>
      [
        l10n.t(
          'Each machine can hold a fixed number of disks (often 16 to 39); many small pods with a disk each reach it before memory runs out.',
        ),
        facts(says),
      ].join(' '),
    actions: () => [
      you(l10n.t('Stop servers that you do not use: each holds a disk.')),
      team(
        l10n.t(
          'Please add a machine, use smaller machines, or shared storage (NFS) instead of one disk per user.',
        ),
        'kubectl get volumeattachment\nkubectl get csinode -o yaml\n',
      ),
    ],
  },
};
