import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { you } from './place.ts';
import { clipped, duration } from './quantities.ts';

export interface HealthySays {
  'still-starting': {
    what: 'placing' | 'preparing' | 'starting' | 'replacing';
    seconds?: number | undefined;
    /** True: longer than anything normal, and why is not visible. */
    overdue?: boolean;
    budgetSeconds?: number | undefined;
  };
  'transient-not-a-failure': { what: string; agoSeconds?: number | undefined };
}

export const healthyWords: { [C in keyof HealthySays]: Wording<HealthySays[C]> } = {
  'still-starting': {
    short: ({ what }) =>
      what === 'placing'
        ? l10n.t('looking for a machine')
        : what === 'preparing'
          ? l10n.t('preparing')
          : what === 'replacing'
            ? l10n.t('being replaced')
            : l10n.t('starting'),
    title: ({ what, seconds, overdue }) => {
      if (overdue === true)
        return l10n.t(
          'It has been waiting to start for {0}, longer than usual, and why is not in what could be read.',
          duration(seconds ?? 0),
        );
      const since = seconds === undefined ? '' : ` (${duration(seconds)})`;
      if (what === 'placing')
        return l10n.t('It is new and being placed on a machine{0}; nothing is wrong so far.', since);
      if (what === 'preparing')
        return l10n.t(
          'Its storage, network and image are being prepared{0}; nothing is wrong so far.',
          since,
        );
      if (what === 'replacing')
        return l10n.t('It is being replaced by a newer copy{0}; nothing is wrong so far.', since);
      return l10n.t('It is starting{0}; nothing is wrong so far.', since);
    },
    why: ({ budgetSeconds, overdue }) =>
      overdue === true
        ? l10n.t('Kubernetes keeps events for an hour only; the reason may have been in one of them.')
        : budgetSeconds === undefined
          ? l10n.t('It is young and goes forward.')
          : l10n.t('Its own checks allow it {0} to start.', duration(budgetSeconds)),
    actions: ({ overdue }) => [
      overdue === true
        ? you(l10n.t('Start it again and look at this page while it starts: the events will be fresh.'))
        : you(l10n.t('Wait.')),
    ],
  },
  'transient-not-a-failure': {
    short: () => l10n.t('had a short problem, runs again'),
    title: ({ what, agoSeconds }) =>
      agoSeconds === undefined
        ? l10n.t('It had a problem that is over: {0}', clipped(what))
        : l10n.t('It had a problem {0} ago that is over: {1}', duration(agoSeconds), clipped(what)),
    why: () => l10n.t('It has run well since then.'),
    actions: () => [you(l10n.t('Nothing to do, unless it comes back.'))],
  },
};
