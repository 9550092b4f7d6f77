import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, you } from './place.ts';
import { clipped, duration, listed } from './quantities.ts';

export interface QueueingSays {
  'queue-quota': {
    queue?: string | undefined;
    message: string;
    never: boolean;
    waitedSeconds?: number | undefined;
  };
  'queue-missing': {
    queue: string;
    message: string;
    kind: 'missing' | 'stopped' | 'refuses';
    queues: readonly string[];
  };
  'gang-waiting': { gang: string; message: string; have?: number | undefined; want?: number | undefined };
}

export const queueingWords: { [C in keyof QueueingSays]: Wording<QueueingSays[C]> } = {
  'queue-quota': {
    short: ({ never }) =>
      never ? l10n.t('asks for more than its queue can ever give') : l10n.t('waiting in the queue'),
    title: ({ queue, never }) =>
      never
        ? l10n.t('The work asks for more than the queue "{0}" can ever give.', queue ?? '')
        : l10n.t('The work waits in the queue "{0}" until others have finished.', queue ?? ''),
    why: ({ message, waitedSeconds }) =>
      [
        l10n.t('The queue says: “{0}”', clipped(message, 300)),
        waitedSeconds === undefined ? '' : l10n.t('It has waited {0}.', duration(waitedSeconds)),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ never, queue }) => [
      never
        ? you(
            l10n.t(
              'Ask for less per pod or fewer pods, or use another queue: this will not start by waiting.',
            ),
          )
        : you(l10n.t('Wait for your turn, or ask for less.')),
      team(
        l10n.t('Please look at the quota of the queue "{0}".', queue ?? ''),
        'kubectl get clusterqueues,localqueues,workloads -A\n',
      ),
    ],
  },
  'queue-missing': {
    short: ({ queue, kind }) =>
      kind === 'missing' ? l10n.t('queue {0} does not exist', queue) : l10n.t('queue {0} is closed', queue),
    title: ({ queue, kind }) =>
      kind === 'missing'
        ? l10n.t('The queue "{0}" that the work names does not exist here.', queue)
        : kind === 'stopped'
          ? l10n.t('The queue "{0}" is stopped.', queue)
          : l10n.t('The queue "{0}" does not take work from this namespace.', queue),
    why: ({ message, queues }) =>
      [
        l10n.t('It says: “{0}”', clipped(message, 260)),
        queues.length === 0 ? '' : l10n.t('Queues here: {0}.', listed([...queues], 5)),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ queue, queues }) => [
      you(
        l10n.t('Correct the queue’s name on the work.'),
        `metadata:\n  labels:\n    kueue.x-k8s.io/queue-name: ${queues[0] ?? 'NAME'}\n`,
      ),
      team(
        l10n.t('Please create or open the queue "{0}" for this namespace.', queue),
        'kubectl get localqueues,clusterqueues -A\n',
      ),
    ],
  },
  'gang-waiting': {
    short: () => l10n.t('waiting for room for all its pods at once'),
    title: ({ gang, have, want }) =>
      have === undefined || want === undefined
        ? l10n.t(
            'The pods of "{0}" start all together or not at all, and there is no room for all of them yet.',
            gang,
          )
        : l10n.t(
            'The pods of "{0}" start all together or not at all: {1} of {2} have room.',
            gang,
            have,
            want,
          ),
    why: ({ message }) => l10n.t('The scheduler says: “{0}”', clipped(message, 300)),
    actions: () => [
      you(l10n.t('Wait, or start with fewer or smaller workers.')),
      team(
        l10n.t('Please look whether the cluster can ever hold all of them at once.'),
        'kubectl get podgroups -A\nkubectl get queues\n',
      ),
    ],
  },
};
