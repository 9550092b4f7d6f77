import * as l10n from '@vscode/l10n';
import type { LogEnd, LogMark } from '../k8s/streams/log-events.ts';
import { millisecondsOf } from '../k8s/streams/log-time.ts';
import { problemWords } from './problem-words.ts';
import { clockWithSeconds } from './time-words.ts';

/** What stands between the lines for a mark; nothing where only the state line says it. `name` is the container's label. */
export function remarkWords(mark: LogMark, name: string): string | undefined {
  switch (mark.kind) {
    case 'gap':
      return gapWords(mark);
    case 'interrupted':
      return undefined;
    case 'reconnected':
      return l10n.t(
        'connection lost for {0} s, nothing is missing',
        Math.max(1, Math.round(mark.afterMs / 1000)),
      );
    case 'waiting':
      return mark.reason === ''
        ? l10n.t('{0} is not running now', name)
        : l10n.t('{0} is not running now: {1}', name, waitingWords(mark.reason));
    case 'restarted': {
      const end = endOfRun(mark);
      return end === undefined
        ? l10n.t('{0} was started again, restart {1}', name, mark.restarts)
        : l10n.t('{0} was stopped ({1}) and started again, restart {2}', name, end, mark.restarts);
    }
    case 'ended':
      return endWords(mark.end, name);
  }
}

/** While the connection is lost: what a state line says. */
export function interruptedWords({ problem }: Extract<LogMark, { kind: 'interrupted' }>): string {
  return problem
    ? l10n.t('{0}, trying again…', problemWords(problem).short)
    : l10n.t('connection lost, trying again…');
}

/** Not all containers are read at once. */
export function notAllWords({ reading, left }: { readonly reading: number; readonly left: number }): string {
  return l10n.t('{0} of {1} containers are read; the others join as these end', reading, reading + left);
}

/** The pod that is followed was replaced. */
export function replacedWords(from: string, to: string): string {
  return from === to
    ? l10n.t('{0} was replaced by a new pod of the same name; its log goes on here', from)
    : l10n.t('{0} was replaced by {1}; its log goes on here', from, to);
}

/** What a container waits for. The word of Kubernetes stays beside it: an administrator wants to hear that one. */
function waitingWords(reason: string): string {
  switch (reason) {
    case 'CrashLoopBackOff':
      return l10n.t('it keeps crashing ({0})', reason);
    case 'ContainerCreating':
    case 'PodInitializing':
      return l10n.t('it is being prepared ({0})', reason);
    case 'ImagePullBackOff':
    case 'ErrImagePull':
      return l10n.t('its image cannot be downloaded ({0})', reason);
    case 'CreateContainerConfigError':
      return l10n.t('something that it needs is missing ({0})', reason);
    default:
      return reason; // a sentence of the kubelet, or a word that we have no better one for
  }
}

function endOfRun({ reason, exitCode }: Extract<LogMark, { kind: 'restarted' }>): string | undefined {
  if (reason === 'OOMKilled') return l10n.t('out of memory, {0}', reason);
  if (exitCode !== undefined && (reason === undefined || reason === 'Error'))
    return l10n.t('exit code {0}', exitCode);
  return reason;
}

function gapWords(mark: Extract<LogMark, { kind: 'gap' }>): string {
  if (mark.runs !== undefined)
    return l10n.t('lines are missing here: {0} whole runs were not seen', mark.runs);
  if (mark.after !== undefined && mark.before !== undefined)
    return l10n.t(
      'lines may be missing here, between {0} and {1}: the machine no longer has them',
      clockWithSeconds(millisecondsOf(mark.after)),
      clockWithSeconds(millisecondsOf(mark.before)),
    );
  return l10n.t('lines may be missing here: the machine no longer has them');
}

/** Why nothing more comes from a container. */
export function endWords(end: LogEnd, name: string): string {
  switch (end.reason) {
    case 'finished':
      if (end.exitCode === undefined) return l10n.t('end of the log of {0}', name);
      return end.exitCode === 0
        ? l10n.t('{0} has finished well', name)
        : l10n.t('{0} has ended with exit code {1}', name, end.exitCode);
    case 'pod-gone':
      return l10n.t('{0}: its pod was deleted', name);
    case 'not-started':
      return end.waiting === ''
        ? l10n.t('{0} has not started yet', name)
        : l10n.t('{0} has not started yet: {1}', name, waitingWords(end.waiting));
    case 'no-previous-run':
      return l10n.t('{0} has not been restarted, or the machine no longer has the log from before', name);
    case 'no-such-container':
      return l10n.t('There is no container {0} in this pod; it has {1}', name, end.containers.join(', '));
    case 'not-kept':
      return l10n.t('The machine no longer has the log of {0}', name);
    case 'problem':
      return `${name}: ${problemWords(end.problem).title}`;
  }
}
