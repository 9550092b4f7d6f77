import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped, duration, listed, times } from './quantities.ts';

export interface OwnerSays {
  'job-backoff-limit': {
    job: string;
    failures?: number | undefined;
    limit?: number | undefined;
    message: string;
  };
  'job-suspended': { job: string; by?: string | undefined };
  'deadline-exceeded': {
    what: string;
    seconds?: number | undefined;
    message: string;
    /** A roll-out that does not end, not work that was stopped. */
    rollout?: boolean | undefined;
  };
  'terminated-sigterm': {
    container?: string | undefined;
    exitCode?: number | undefined;
    message: string;
    oomWord: boolean;
    ended: boolean;
  };
  'stuck-terminating': {
    name: string;
    seconds?: number | undefined;
    kind: 'finalizer' | 'node' | 'unmount' | 'ignores' | 'unknown';
    finalizers: readonly string[];
    node?: string | undefined;
    grace?: number | undefined;
    message?: string | undefined;
  };
}

export const ownerWords: { [C in keyof OwnerSays]: Wording<OwnerSays[C]> } = {
  'job-backoff-limit': {
    short: () => l10n.t('gave up after its retries'),
    title: ({ job, failures, limit }) =>
      failures === undefined
        ? l10n.t('The job "{0}" gave up: its pods failed too often.', job)
        : l10n.t(
            'The job "{0}" gave up after its pods failed {1} (retries allowed: {2}).',
            job,
            times(failures),
            limit ?? 6,
          ),
    why: ({ message }) => l10n.t('Why its pods failed is not in what could be read. {0}', clipped(message)),
    actions: () => [
      you(l10n.t('Look at the log of its last pod. A job that gave up has to be created again.')),
    ],
  },
  'job-suspended': {
    short: () => l10n.t('paused'),
    title: ({ job, by }) =>
      by === undefined
        ? l10n.t('The job "{0}" is paused (suspend: true), so it has no pods.', job)
        : l10n.t('The job "{0}" is paused by {1}, so it has no pods.', job, by),
    why: () => l10n.t('A queue pauses jobs until it is their turn; otherwise somebody paused it on purpose.'),
    actions: ({ job }) => [
      you(l10n.t('Let it go on.'), `kubectl patch job ${job} -p '{"spec":{"suspend":false}}'\n`),
    ],
  },
  'deadline-exceeded': {
    short: ({ seconds }) =>
      seconds === undefined
        ? l10n.t('took longer than allowed')
        : l10n.t('took longer than the {0} allowed', duration(seconds)),
    title: ({ what, seconds, rollout }) =>
      rollout === true
        ? l10n.t('The pods of "{0}" have not become ready within {1}.', what, duration(seconds ?? 600))
        : seconds === undefined
          ? l10n.t('"{0}" ran longer than it may and was stopped.', what)
          : l10n.t('"{0}" ran longer than the {1} it may and was stopped.', what, duration(seconds)),
    why: ({ message, rollout }) =>
      rollout === true
        ? l10n.t(
            'The pods themselves would say why; they are not in what could be read. {0}',
            clipped(message),
          )
        : l10n.t(
            'Its activeDeadlineSeconds is over. Time spent waiting for a machine or an image counts. {0}',
            clipped(message),
          ),
    actions: ({ rollout, what }, place) =>
      rollout === true
        ? [
            you(l10n.t('Look at the pods of "{0}", or ask somebody who may see them.', what)),
            team(l10n.t('Please say why these pods do not become ready.'), 'kubectl get pods,events\n'),
          ]
        : [
            you(
              l10n.t('Raise the limit in {0}, or do less in one run.', whereToEdit(place)),
              'activeDeadlineSeconds: 7200\n',
            ),
          ],
  },
  'terminated-sigterm': {
    short: () => l10n.t('was asked to stop'),
    title: ({ container, exitCode, ended }) =>
      !ended
        ? l10n.t('The pod was asked to stop from outside and is ending.')
        : exitCode === undefined
          ? l10n.t('"{0}" was asked to stop from outside (SIGTERM) and did.', container ?? l10n.t('The pod'))
          : l10n.t(
              '"{0}" was asked to stop from outside (SIGTERM, exit code {1}) and did.',
              container ?? l10n.t('The pod'),
              exitCode,
            ),
    why: ({ message, oomWord }) =>
      [
        oomWord
          ? l10n.t(
              'The word OOMKilled beside exit code 143 is misleading: a process in it may once have run out of memory, but this time it was asked to stop. An out-of-memory kill has exit code 137.',
            )
          : '',
        l10n.t(
          'This happens when a pod is deleted, its machine is emptied, its owner is scaled down or replaced, or an idle server is stopped.',
        ),
        message === '' ? '' : clipped(message, 220),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: () => [
      you(
        l10n.t(
          'If you did not stop it: start it again, and look at who could (idle culling, a roll-out, maintenance).',
        ),
      ),
    ],
  },
  'stuck-terminating': {
    short: ({ kind }) =>
      kind === 'node' ? l10n.t('cannot stop: its machine does not answer') : l10n.t('does not stop'),
    title: ({ name, seconds, kind, finalizers, node, grace }) => {
      const since = seconds === undefined ? '' : l10n.t(' for {0}', duration(seconds));
      switch (kind) {
        case 'finalizer':
          return l10n.t(
            '"{0}" has been stopping{1}; it waits for {2} to let it go.',
            name,
            since,
            listed(finalizers.map((f) => `"${f}"`)),
          );
        case 'node':
          return l10n.t(
            '"{0}" has been stopping{1}; its machine {2} does not confirm that it has ended.',
            name,
            since,
            node ?? '',
          );
        case 'unmount':
          return l10n.t('"{0}" has been stopping{1}; a volume of it cannot be unmounted.', name, since);
        case 'ignores':
          return l10n.t(
            '"{0}" has been stopping{1}: the program ignores the request to stop until its grace period of {2} is over.',
            name,
            since,
            grace === undefined ? '' : duration(grace),
          );
        case 'unknown':
          return l10n.t('"{0}" has been stopping{1}, longer than its grace period.', name, since);
      }
    },
    why: ({ message, kind }) =>
      [
        message === undefined
          ? kind === 'unknown'
            ? l10n.t('Its machine has not confirmed that its containers have ended.')
            : ''
          : clipped(message, 240),
        kind === 'finalizer'
          ? l10n.t(
              'A finalizer is a note of a program that wants to clean up first; if that program is gone, nobody removes it.',
            )
          : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ kind, name, node, finalizers }) => [
      ...(kind === 'finalizer'
        ? [
            team(
              l10n.t(
                'Please look at the program behind {0}; only if it is gone for good, remove the finalizer.',
                listed(finalizers.map((f) => `"${f}"`)),
              ),
              `kubectl get pod ${name} -o jsonpath='{.metadata.finalizers}'\n`,
            ),
          ]
        : []),
      ...(kind === 'node' || kind === 'unknown' || kind === 'unmount'
        ? [
            team(
              l10n.t(
                'Please look at the machine {0}; if it is gone for good, the pod can be removed by force.',
                node ?? '',
              ),
              `kubectl delete pod ${name} --grace-period=0 --force\n`,
            ),
          ]
        : []),
      ...(kind === 'ignores'
        ? [
            you(
              l10n.t(
                'Let the program end on SIGTERM (in a shell script: exec the program), or shorten terminationGracePeriodSeconds.',
              ),
            ),
          ]
        : []),
    ],
  },
};
