import * as l10n from '@vscode/l10n';

/** Names of signals that end containers, by number. Source: signal(7). */
export const signalNames: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/** What an exit code means by convention; nothing where only the program knows. */
export function meaningOfExitCode(code: number): string | undefined {
  switch (code) {
    case 0:
      return l10n.t('finished without an error');
    case 2:
      return l10n.t('usually: wrong options on the command line');
    case 126:
      return l10n.t('the command exists and may not be executed');
    case 127:
      return l10n.t('the command was not found');
    case 128:
      return l10n.t('the container could not be started');
    case 255:
      return l10n.t('unknown: often the machine or the container runtime went away');
    default: {
      const signal = code > 128 ? signalNames[code - 128] : undefined;
      return signal === undefined ? undefined : l10n.t('ended by signal {0} ({1})', code - 128, signal);
    }
  }
}
