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
  'scheduling-taint': Unplaced & { taints: readonly string[] };
  'scheduling-node-selector': Unplaced & {
    wanted: readonly string[];
    labelValues?: readonly string[] | undefined;
  };
  'scheduling-cordoned': Unplaced & { cordoned: readonly string[] };
  'scheduling-anti-affinity': Unplaced & {
    kind: 'affinity' | 'anti-affinity' | 'spread';
    replicas?: number | undefined;
  };
  'scheduling-host-port': Unplaced & { ports: readonly string[] };
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
  'scheduling-taint': {
    short: () => l10n.t('not admitted on the machines that would fit'),
    title: ({ taints }) =>
      taints.length === 0
        ? l10n.t('A taint keeps the pod off the machines that would fit.')
        : l10n.t(
            'The machines that would fit are reserved by a taint that the pod does not tolerate: {0}.',
            listed([...taints]),
          ),
    why: (says) =>
      [
        l10n.t('A taint closes a machine to all pods that do not carry the matching toleration.'),
        facts(says),
      ].join(' '),
    actions: ({ taints }, place) => [
      you(
        l10n.t('If the pod belongs there: add the toleration in {0}.', whereToEdit(place)),
        tolerationFor(taints[0]),
      ),
      team(
        l10n.t('If it does not: which machines is this pod meant for?'),
        'kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints\n',
      ),
    ],
  },
  'scheduling-node-selector': {
    short: () => l10n.t('no machine has the labels it asks for'),
    title: ({ wanted, nodes }) =>
      wanted.length === 0
        ? l10n.t('No machine carries the labels that the pod asks for.')
        : nodes === undefined
          ? l10n.t('No machine carries {0}, which the pod asks for.', listed([...wanted], 4))
          : l10n.t(
              'None of the {1} that could take it carries {0}, which the pod asks for.',
              listed([...wanted], 4),
              machines(nodes),
            ),
    why: (says) =>
      [
        says.labelValues === undefined || says.labelValues.length === 0
          ? ''
          : l10n.t('The machines have: {0}.', listed([...says.labelValues], 6)),
        facts(says),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: (_says, place) => [
      you(
        l10n.t(
          'Check the labels (spelling, value) in {0}, or drop them if any machine will do.',
          whereToEdit(place),
        ),
      ),
      team(
        l10n.t('Please tell which label the machines have, or whether such a machine can be added.'),
        'kubectl get nodes --show-labels\n',
      ),
    ],
  },
  'scheduling-cordoned': {
    short: () => l10n.t('the machines that would fit are closed for new pods'),
    title: ({ cordoned }) =>
      cordoned.length === 0
        ? l10n.t('The machines that would fit are closed for new pods (cordoned).')
        : l10n.t(
            'The machines that would fit are closed for new pods (cordoned): {0}.',
            listed([...cordoned]),
          ),
    why: (says) =>
      [l10n.t('This is done before maintenance; somebody has to open them again.'), facts(says)].join(' '),
    actions: ({ cordoned }) => [
      team(
        l10n.t('Please open the machines again, or add others.'),
        `kubectl uncordon ${cordoned[0] ?? 'NODE'}\n`,
      ),
      you(l10n.t('Wait: maintenance often ends by itself.')),
    ],
  },
  'scheduling-anti-affinity': {
    short: () => l10n.t('its placement rules leave no machine'),
    title: ({ kind, replicas, nodes }) => {
      if (kind === 'affinity')
        return l10n.t('The pod may only run beside certain other pods, and no machine with room has them.');
      if (kind === 'spread')
        return l10n.t('The pod’s rules for spreading over machines or zones leave no machine.');
      return replicas !== undefined && nodes !== undefined
        ? l10n.t(
            'Pods of this kind may not share a machine (anti-affinity): {0} pods, {1}.',
            replicas,
            machines(nodes),
          )
        : l10n.t(
            'Pods of this kind may not share a machine (anti-affinity), and each machine that fits already has one.',
          );
    },
    why: facts,
    actions: (_says, place) => [
      you(
        l10n.t('Make the rule a preference in {0}, or run fewer copies.', whereToEdit(place)),
        'affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution: [...]\n',
      ),
      team(l10n.t('Or add a machine.')),
    ],
  },
  'scheduling-host-port': {
    short: () => l10n.t('its port on the machine is taken'),
    title: ({ ports }) =>
      ports.length === 0
        ? l10n.t('The port on the machine that the pod asks for is taken everywhere.')
        : l10n.t(
            'The port {0} on the machine, which the pod asks for, is taken everywhere.',
            listed([...ports]),
          ),
    why: (says) => [l10n.t('A hostPort can be used by one pod per machine.'), facts(says)].join(' '),
    actions: (_says, place) => [
      you(
        l10n.t(
          'Remove hostPort in {0} and reach the pod through a Service; it is rarely needed.',
          whereToEdit(place),
        ),
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

function tolerationFor(taint: string | undefined): string {
  const match = /^\s*([^\s:=]+)(?:[:=]\s*([^\s:]*))?(?::(\w+))?/.exec(taint ?? '');
  const key = match?.[1] ?? 'KEY';
  const value = match?.[2] ?? '';
  const lines =
    value === ''
      ? [`- key: ${key}`, '  operator: Exists']
      : [`- key: ${key}`, '  operator: Equal', `  value: "${value}"`];
  return `tolerations:\n${lines.join('\n')}\n  effect: ${match?.[3] ?? 'NoSchedule'}\n`;
}
