import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { listed, machines } from './quantities.ts';
import type { Unplaced } from './scheduling.ts';
import { facts } from './scheduling.ts';

/** Machines that have room, and that rules keep the pod off. */
export interface PlacingSays {
  'scheduling-taint': Unplaced & { taints: readonly string[] };
  'scheduling-node-selector': Unplaced & {
    wanted: readonly string[];
    labelValues?: readonly string[] | undefined;
  };
  'scheduling-cordoned': Unplaced & { cordoned: readonly string[] };
  'scheduling-anti-affinity': Unplaced & {
    kind: 'affinity' | 'anti-affinity' | 'spread';
    replicas?: number | undefined;
    /** What the machines have to differ in, or share: a label of theirs. */
    topology?: readonly string[] | undefined;
  };
  'scheduling-host-port': Unplaced & { ports: readonly string[] };
}

export const placingWords: { [C in keyof PlacingSays]: Wording<PlacingSays[C]> } = {
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
    title: ({ kind, replicas, nodes, topology }) => {
      if (kind === 'affinity')
        return l10n.t('The pod may only run beside certain other pods, and no machine with room has them.');
      if (kind === 'spread')
        return topology === undefined || topology.length === 0
          ? l10n.t('The pod’s rules for spreading over machines or zones leave no machine.')
          : l10n.t('The pod’s rules for spreading evenly over {0} leave no machine.', listed([...topology]));
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
    actions: ({ kind, topology }, place) => [
      you(
        l10n.t('Make the rule a preference in {0}, or run fewer copies.', whereToEdit(place)),
        kind === 'spread'
          ? `topologySpreadConstraints:\n- topologyKey: ${topology?.[0] ?? 'kubernetes.io/hostname'}\n  whenUnsatisfiable: ScheduleAnyway\n`
          : 'affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution: [...]\n',
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
