import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { programWords, type Program } from './program.ts';
import { meaningOfExitCode } from './exit-codes.ts';
import type { Place } from './place.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped, times } from './quantities.ts';

export interface Crash extends Program {
  line?: string | undefined;
  exitCode?: number | undefined;
  restarts?: number | undefined;
}

export interface CrashSays {
  'app-error': Crash & {
    then?: string | undefined;
    frame?: string | undefined;
    logsRead: boolean;
    /** The last line of a log that holds no error. */
    said?: string | undefined;
  };
  'permission-denied': Crash & { path?: string | undefined; user?: string | undefined };
  'read-only-filesystem': Crash & { path?: string | undefined; mount?: string | undefined };
  'cpu-instruction-set': Crash & { node?: string | undefined };
  'native-crash': Crash & { signal?: string | undefined };
  'completed-restart-loop': Crash & { owner: string };
}

export function exitWords(exitCode: number | undefined): string {
  if (exitCode === undefined) return '';
  const meaning = meaningOfExitCode(exitCode);
  return meaning === undefined
    ? l10n.t('Exit code {0}.', exitCode)
    : l10n.t('Exit code {0}: {1}.', exitCode, meaning);
}

export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

export function restartWords(restarts: number | undefined): string {
  return restarts === undefined || restarts === 0
    ? ''
    : l10n.t('It was restarted {0} so far; restarting does not change the reason.', times(restarts));
}

export function saidWords(line: string | undefined): string {
  return line === undefined ? '' : l10n.t('Its log says: “{0}”', clipped(line, 240));
}

/** `keeps crashing · X` while Kubernetes tries again, `failed · X` when it has given up. */
export function crashing(restarts: number | undefined, what: string): string {
  return restarts === undefined || restarts === 0
    ? l10n.t('failed · {0}', what)
    : l10n.t('keeps crashing · {0}', what);
}

export function editIn(place: Place): string {
  return l10n.t('Change it in {0}.', whereToEdit(place));
}

export const crashWords: { [C in keyof CrashSays]: Wording<CrashSays[C]> } = {
  'app-error': {
    short: ({ line, exitCode, restarts, said }) =>
      crashing(
        restarts,
        line !== undefined
          ? clipped(line, 60)
          : exitCode === undefined
            ? l10n.t('reason not known')
            : said === undefined
              ? l10n.t('exit {0}', exitCode)
              : l10n.t('exit {0}: {1}', exitCode, clipped(said, 50)),
      ),
    title: ({ line, exitCode, said, ...program }) => {
      if (line !== undefined)
        return l10n.t('{0} stopped with an error: {1}', programWords(program), clipped(line, 200));
      if (said !== undefined && exitCode !== undefined)
        return l10n.t(
          '{0} ended with exit code {1}; the last thing it printed: {2}',
          programWords(program),
          exitCode,
          clipped(said, 200),
        );
      return exitCode === undefined
        ? l10n.t('{0} keeps ending; the reason is not in what could be read.', programWords(program))
        : l10n.t(
            '{0} ended with exit code {1}; the reason is not in what could be read.',
            programWords(program),
            exitCode,
          );
    },
    why: ({ exitCode, restarts, then, frame, line, logsRead }) =>
      joined(
        frame === undefined ? '' : l10n.t('It was raised at {0}.', frame),
        then === undefined || then === line ? '' : l10n.t('The program then ended with: {0}', clipped(then)),
        exitWords(exitCode),
        restartWords(restarts),
        line === undefined && !logsRead ? l10n.t('Its log was not there to read.') : '',
        line === undefined && logsRead ? l10n.t('Its log holds no error.') : '',
      ),
    actions: ({ line, frame }) => [
      line === undefined
        ? you(l10n.t('Read the log of the run before the last restart.'))
        : you(
            frame === undefined
              ? l10n.t('Look at what the program was doing in the lines above that error.')
              : l10n.t('Look at {0}, the last line of your own code before the error.', frame),
          ),
    ],
  },
  'permission-denied': {
    short: ({ path, restarts }) =>
      crashing(
        restarts,
        path === undefined ? l10n.t('permission denied') : l10n.t('may not use {0}', clipped(path, 40)),
      ),
    title: ({ container, path, user }) =>
      path === undefined
        ? l10n.t('"{0}" may not read or write a file that it needs.', container)
        : user === undefined
          ? l10n.t('"{0}" may not read or write {1}.', container, path)
          : l10n.t('"{0}" runs as user {2} and may not read or write {1}.', container, path, user),
    why: ({ line, exitCode, restarts }) =>
      joined(
        l10n.t('The files belong to another user than the one the program runs as.'),
        saidWords(line),
        exitWords(exitCode),
        restartWords(restarts),
      ),
    actions: (_says, place) => [
      you(
        joined(
          l10n.t(
            'Let the volume belong to the group that the program runs with (no effect on NFS: there the server decides).',
          ),
          editIn(place),
        ),
        'securityContext:\n  runAsUser: 1000\n  fsGroup: 100\n',
      ),
      you(l10n.t('Or write to a place that is yours: a mounted volume, /tmp, an emptyDir.')),
    ],
  },
  'read-only-filesystem': {
    short: ({ path }) =>
      path === undefined
        ? l10n.t('writes to a read-only place')
        : l10n.t('cannot write to {0}', clipped(path, 40)),
    title: ({ container, path, mount }) =>
      path === undefined
        ? l10n.t('"{0}" writes to a place that is read-only.', container)
        : mount === undefined
          ? l10n.t('"{0}" writes to {1}, which is read-only.', container, path)
          : l10n.t('"{0}" writes to {1}, which is read-only ({2}).', container, path, mount),
    why: ({ line }) =>
      joined(
        l10n.t(
          'Files from ConfigMaps and Secrets, and the whole image where readOnlyRootFilesystem is set, cannot be changed.',
        ),
        saidWords(line),
      ),
    actions: (_says, place) => [
      you(
        joined(l10n.t('Write to a volume, or mount an empty one there.'), editIn(place)),
        'volumes:\n- name: scratch\n  emptyDir: {}\ncontainers:\n- volumeMounts:\n  - {name: scratch, mountPath: /path/that/is/written}\n',
      ),
    ],
  },
  'cpu-instruction-set': {
    short: () => l10n.t('its machine’s processor is too old for it'),
    title: ({ container, node }) =>
      node === undefined
        ? l10n.t('"{0}" uses processor instructions that its machine does not have.', container)
        : l10n.t('"{0}" uses processor instructions that the machine {1} does not have.', container, node),
    why: ({ line, exitCode }) =>
      joined(
        l10n.t(
          'A binary in the image (often TensorFlow, a database or an inference library) was built for newer processors (AVX and the like).',
        ),
        saidWords(line),
        exitWords(exitCode),
      ),
    actions: () => [
      you(l10n.t('Use a build for older processors, or ask for a newer machine with a node selector.')),
      team(
        l10n.t(
          'Please name the node label that marks machines with AVX/AVX2, or set the virtual machines’ CPU type to pass it through.',
        ),
      ),
    ],
  },
  'native-crash': {
    short: ({ signal, restarts }) =>
      crashing(
        restarts,
        signal === 'SIGSEGV' ? l10n.t('segmentation fault') : l10n.t('crash in native code'),
      ),
    title: ({ container, signal, exitCode }) =>
      signal === 'SIGSEGV'
        ? l10n.t(
            '"{0}" crashed in native code: segmentation fault (exit code {1}).',
            container,
            exitCode ?? 139,
          )
        : l10n.t(
            '"{0}" crashed in native code ({1}).',
            container,
            signal ?? l10n.t('exit code {0}', exitCode ?? '?'),
          ),
    why: ({ line, restarts }) =>
      joined(
        l10n.t('The crash is in a compiled library, so there is no Python error.'),
        saidWords(line),
        restartWords(restarts),
      ),
    actions: () => [
      you(
        l10n.t('Find the library: turn on Python’s fault handler, which prints the stack of a crash.'),
        'env:\n- {name: PYTHONFAULTHANDLER, value: "1"}\n',
      ),
      you(
        l10n.t(
          'Most often two compiled packages do not fit together: use versions from one source (all conda-forge, or all pip wheels).',
        ),
      ),
    ],
  },
  'completed-restart-loop': {
    short: () => l10n.t('finishes and is started again and again'),
    title: ({ container, restarts, owner }) =>
      l10n.t(
        '"{0}" finishes without an error and is started again ({1} so far): {2} expects a program that never ends.',
        container,
        times(restarts ?? 1),
        owner,
      ),
    why: () =>
      l10n.t(
        'With restartPolicy Always, a program that comes to its end counts as gone and is started again.',
      ),
    actions: (_says, place) => [
      you(
        joined(l10n.t('If it should run once: make it a Job.'), editIn(place)),
        'apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n',
      ),
      you(
        l10n.t(
          'If it should go on: its command ends too early (a server started in the background, a shell without input).',
        ),
      ),
    ],
  },
};
