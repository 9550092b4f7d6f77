import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped, listed } from './quantities.ts';
import type { Unplaced } from './scheduling.ts';
import { facts, waited } from './scheduling.ts';

export interface AutoscalingSays {
  'scheduling-scaleup-failed': Unplaced & {
    why: string;
    kind: 'quota' | 'capacity' | 'max-size' | 'does-not-fit' | 'no-type' | 'other';
  };
  'scheduling-scaling-up': Unplaced & { group?: string | undefined };
  'scheduling-gated': { gates: readonly string[]; message: string; waitedSeconds?: number | undefined };
  'scheduling-no-scheduler': { scheduler: string; waitedSeconds?: number | undefined };
}

export const autoscalingWords: { [C in keyof AutoscalingSays]: Wording<AutoscalingSays[C]> } = {
  'scheduling-scaleup-failed': {
    short: ({ kind }) =>
      kind === 'quota'
        ? l10n.t('no machine free, and the cloud quota is used up')
        : l10n.t('no machine free, and none can be added'),
    title: ({ kind, why }) => {
      switch (kind) {
        case 'quota':
          return l10n.t(
            'No machine is free, and the cloud refuses to add one: a quota of the account is used up.',
          );
        case 'capacity':
          return l10n.t(
            'No machine is free, and adding one failed (the cloud had none to give, or the last try failed and is held back).',
          );
        case 'max-size':
          return l10n.t('No machine is free, and the group of machines is at its largest size.');
        case 'does-not-fit':
        case 'no-type':
          return l10n.t('No machine is free, and no kind of machine that can be added would fit this pod.');
        case 'other':
          return l10n.t('No machine is free, and none is added: {0}', clipped(why, 160));
      }
    },
    why: (says) =>
      [l10n.t('The autoscaler says: “{0}”', clipped(says.why, 240)), facts(says)]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ kind }) => [
      team(
        kind === 'quota'
          ? l10n.t('Please raise the cloud quota for this kind of machine.')
          : kind === 'max-size'
            ? l10n.t('Please raise the largest size of the group of machines.')
            : l10n.t('Please look at the autoscaler: other zones, other kinds of machine, its limits.'),
        'kubectl -n kube-system describe configmap cluster-autoscaler-status\n',
      ),
      you(l10n.t('Try again later, or ask for another kind of machine.')),
    ],
  },
  'scheduling-scaling-up': {
    short: () => l10n.t('waiting for a new machine'),
    title: ({ group }) =>
      group === undefined
        ? l10n.t('No machine has room; a new one is being added.')
        : l10n.t('No machine has room; a new one is being added ({0}).', group),
    why: (says) =>
      [l10n.t('That takes 2 to 10 minutes, GPU machines longer.'), waited(says.waitedSeconds)]
        .filter((part) => part !== '')
        .join(' '),
    actions: () => [you(l10n.t('Wait.'))],
  },
  'scheduling-gated': {
    short: () => l10n.t('held back until somebody lets it go'),
    title: ({ gates }) =>
      gates.length === 0
        ? l10n.t('A scheduling gate holds the pod back.')
        : l10n.t('The pod is held back by the scheduling gate {0}.', listed(gates.map((g) => `"${g}"`))),
    why: ({ waitedSeconds, gates }) =>
      [
        l10n.t(
          'The scheduler does not look at a pod before its last gate is removed, by the program that set it{0}.',
          gates.some((g) => g.includes('/'))
            ? ` (${(gates.find((g) => g.includes('/')) ?? '').split('/')[0] ?? ''})`
            : '',
        ),
        waited(waitedSeconds),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ gates }) => [
      team(
        l10n.t(
          'Please look why the controller behind {0} does not remove its gate.',
          listed(gates.map((g) => `"${g}"`)),
        ),
      ),
      you(l10n.t('If you set the gate yourself: remove it from the pod.')),
    ],
  },
  'scheduling-no-scheduler': {
    short: () => l10n.t('nobody places it: its scheduler does not run'),
    title: ({ scheduler }) =>
      l10n.t('The pod asks for the scheduler "{0}", and nothing by that name has looked at it.', scheduler),
    why: ({ waitedSeconds }) =>
      [l10n.t('No event and no condition of any scheduler is there.'), waited(waitedSeconds)]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ scheduler }, place) => [
      you(
        l10n.t('Check schedulerName in {0}; without it the normal scheduler is used.', whereToEdit(place)),
        'schedulerName: default-scheduler\n',
      ),
      team(
        l10n.t('Please look whether the scheduler "{0}" runs.', scheduler),
        'kubectl get pods -A | grep -i scheduler\n',
      ),
    ],
  },
};
