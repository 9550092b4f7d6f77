import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, you } from './place.ts';
import { clipped, listed } from './quantities.ts';

export interface PlatformSays {
  'hub-spawn-timeout': { pod?: string | undefined; seconds?: string | undefined; line: string };
  'hub-spawn-throttled': { line: string; limit?: string | undefined };
  'hub-stale-watch': { hub: string; pods: readonly string[]; line: string };
  'helm-release-pending': {
    release: string;
    namespace?: string | undefined;
    message: string;
    status?: string | undefined;
  };
  'helm-release-failed': { release: string; namespace?: string | undefined; message: string };
}

export const platformWords: { [C in keyof PlatformSays]: Wording<PlatformSays[C]> } = {
  'hub-spawn-timeout': {
    short: () => l10n.t('the hub gave up waiting for the server'),
    title: ({ pod, seconds }) =>
      seconds === undefined
        ? l10n.t('JupyterHub gave up waiting for the server{0}.', pod === undefined ? '' : ` (${pod})`)
        : l10n.t(
            'JupyterHub gave up after {1} seconds of waiting for the server{0}.',
            pod === undefined ? '' : ` (${pod})`,
            seconds,
          ),
    why: ({ line }) =>
      l10n.t(
        'The hub says: “{0}” Why the server did not start in time is in its pod’s events at that time, which are not here (the hub deletes the pod).',
        clipped(line, 220),
      ),
    actions: () => [
      you(l10n.t('Start the server again and look at this page while it is starting.')),
      team(
        l10n.t('If machines or images are slow to arrive: please raise the time the hub waits.'),
        'c.KubeSpawner.start_timeout = 900\n',
      ),
    ],
  },
  'hub-spawn-throttled': {
    short: () => l10n.t('too many servers are starting at once'),
    title: ({ limit }) =>
      limit === undefined
        ? l10n.t('JupyterHub starts only so many servers at once and refuses more for now.')
        : l10n.t('JupyterHub starts only {0} servers at once and refuses more for now.', limit),
    why: ({ line }) => l10n.t('The hub says: “{0}”', clipped(line, 240)),
    actions: () => [
      you(l10n.t('Try again in a minute or two.')),
      team(
        l10n.t('Please look why starting takes long (images, machines), or raise the limit.'),
        'c.JupyterHub.concurrent_spawn_limit = 64\n',
      ),
    ],
  },
  'hub-stale-watch': {
    short: () => l10n.t('the hub does not see that it runs'),
    title: ({ hub, pods }) =>
      pods.length === 0
        ? l10n.t('JupyterHub ({0}) has lost sight of the servers: it no longer sees which ones run.', hub)
        : l10n.t('The servers run, but JupyterHub ({0}) does not see it: {1}.', hub, listed([...pods])),
    why: ({ line }) =>
      l10n.t(
        'The hub watches pods to know their state, and that watch has stopped; the pods are healthy. The hub says: “{0}”',
        clipped(line, 240),
      ),
    actions: ({ hub }) => [
      team(l10n.t('Please restart the hub; running servers go on.'), `kubectl delete pod ${hub}\n`),
    ],
  },
  'helm-release-pending': {
    short: () => l10n.t('an interrupted Helm operation blocks it'),
    title: ({ release, status }) =>
      l10n.t(
        'An earlier Helm operation on "{0}" was interrupted, and Helm refuses new ones{1}.',
        release,
        status === undefined ? '' : ` (${status})`,
      ),
    why: ({ message }) => l10n.t('Helm says: “{0}” What runs is not affected.', clipped(message, 200)),
    actions: ({ release, namespace }) => [
      you(
        l10n.t(
          'If nobody else is working on it right now: go back to the last good revision, then try again.',
        ),
        `helm history ${release}${namespace === undefined ? '' : ` -n ${namespace}`}\nhelm rollback ${release} REVISION${namespace === undefined ? '' : ` -n ${namespace}`}\n`,
      ),
    ],
  },
  'helm-release-failed': {
    short: () => l10n.t('its installation failed'),
    title: ({ release, message }) =>
      l10n.t('The Helm operation on "{0}" failed: {1}', release, clipped(message, 220)),
    why: () =>
      l10n.t(
        'Helm stops at the first thing that is refused, or when pods are not ready in time; it does not say why they are not.',
      ),
    actions: ({ release, namespace }) => [
      you(
        l10n.t('Look at the pods of the release for the reason, correct the values and try again.'),
        `helm status ${release}${namespace === undefined ? '' : ` -n ${namespace}`}\nkubectl get pods${namespace === undefined ? '' : ` -n ${namespace}`}\n`,
      ),
    ],
  },
};
