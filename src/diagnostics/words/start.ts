import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import type { Crash } from './crash.ts';
import { editIn, exitWords, joined, restartWords, saidWords } from './crash.ts';
import { team, you } from './place.ts';
import { clipped } from './quantities.ts';

export interface StartSays {
  'command-not-found': Crash & { command?: string | undefined; image?: string | undefined };
  'command-not-executable': Crash & { command?: string | undefined };
  'start-failed': Crash & { reason: string };
  'init-container-failed': Crash & { logsRead: boolean };
  'init-waiting-dependency': Crash & { waitsFor?: string | undefined; seconds?: string | undefined };
}

export const startWords: { [C in keyof StartSays]: Wording<StartSays[C]> } = {
  'command-not-found': {
    short: ({ command }) =>
      command === undefined
        ? l10n.t('its command does not exist')
        : l10n.t('command not found: {0}', clipped(command, 40)),
    title: ({ container, command, image }) =>
      command === undefined
        ? l10n.t('The command that "{0}" should run is not in its image.', container)
        : image === undefined || image === ''
          ? l10n.t('The command "{1}" that "{0}" should run is not in its image.', container, command)
          : l10n.t(
              'The command "{1}" that "{0}" should run is not in the image {2}.',
              container,
              command,
              image,
            ),
    why: ({ line, exitCode }) =>
      joined(
        line === undefined ? exitWords(exitCode) : l10n.t('The machine says: “{0}”', clipped(line, 240)),
      ),
    actions: (_says, place) => [
      you(
        joined(
          l10n.t(
            'Check the spelling of command and args, and that this program is in the image (and on its PATH).',
          ),
          editIn(place),
        ),
      ),
      you(
        l10n.t('A command with spaces has to be split into a list, or run by a shell.'),
        'command: ["sh", "-c", "python train.py --epochs 3"]\n',
      ),
    ],
  },
  'command-not-executable': {
    short: ({ command }) =>
      command === undefined
        ? l10n.t('its command may not be executed')
        : l10n.t('may not execute {0}', clipped(command, 40)),
    title: ({ container, command }) =>
      command === undefined
        ? l10n.t('The command of "{0}" is there and may not be executed.', container)
        : l10n.t('"{1}" in "{0}" is there and may not be executed.', container, command),
    why: ({ line, exitCode }) =>
      joined(
        line === undefined ? '' : l10n.t('The machine says: “{0}”', clipped(line, 240)),
        exitWords(exitCode),
      ),
    actions: ({ command }) => [
      you(
        l10n.t('Make the file executable in the image, or start it through its interpreter.'),
        `RUN chmod +x ${command ?? '/path/to/script.sh'}\n`,
      ),
      you(
        l10n.t('Scripts from a ConfigMap need a mode that allows execution.'),
        'configMap:\n  name: scripts\n  defaultMode: 0755\n',
      ),
    ],
  },
  'start-failed': {
    short: () => l10n.t('could not be started'),
    title: ({ container, reason }) =>
      l10n.t('"{0}" could not be started: {1}', container, clipped(reason, 220)),
    why: () =>
      l10n.t('The machine prepared the container and failed before the program ran, so there is no log.'),
    actions: (_says, place) => [
      you(
        joined(
          l10n.t('Check working directory, mounted paths, command and start hooks against that message.'),
          editIn(place),
        ),
      ),
      team(
        l10n.t(
          'If the message is about the machine and not about these settings: please look at the container runtime there.',
        ),
      ),
    ],
  },
  'init-container-failed': {
    short: ({ container }) => l10n.t('its preparation step "{0}" fails', container),
    title: ({ container, line }) =>
      line === undefined
        ? l10n.t('The preparation step (init container) "{0}" fails, so the pod does not start.', container)
        : l10n.t('The preparation step (init container) "{0}" fails: {1}', container, clipped(line, 200)),
    why: ({ exitCode, restarts, logsRead }) =>
      joined(
        l10n.t('Init containers run before the program; each must end without an error.'),
        exitWords(exitCode),
        restartWords(restarts),
        logsRead ? '' : l10n.t('Its log was not there to read.'),
      ),
    actions: ({ container }) => [
      you(l10n.t('Read the log of "{0}".', container)),
      team(
        l10n.t(
          'If this step was added by the platform (a hub, a mesh, an operator): please look why it fails on this machine.',
        ),
      ),
    ],
  },
  'init-waiting-dependency': {
    short: ({ waitsFor }) =>
      waitsFor === undefined
        ? l10n.t('waiting for something it needs')
        : l10n.t('waiting for {0}', clipped(waitsFor, 40)),
    title: ({ container, waitsFor, seconds }) =>
      waitsFor === undefined
        ? l10n.t('"{0}" waits for something that is not there yet.', container)
        : seconds === undefined
          ? l10n.t('"{0}" waits for {1}, which does not answer.', container, waitsFor)
          : l10n.t('"{0}" has waited {2} for {1}, which does not answer.', container, waitsFor, seconds),
    why: ({ line }) => joined(l10n.t('It goes on by itself as soon as that is there.'), saidWords(line)),
    actions: ({ waitsFor }) => [
      you(
        waitsFor === undefined
          ? l10n.t('Read its log to see what it waits for, and look at that pod first.')
          : l10n.t('Look at {0} first: does it run, is the name right, is it in this namespace?', waitsFor),
      ),
    ],
  },
};
