import * as l10n from '@vscode/l10n';
import type { LogEnd, LogMark } from '../../k8s/streams/log-events.ts';
import type { GroupMembers } from '../../k8s/streams/group-log.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { LogStatus } from './protocol.ts';

export type StatusWords = Pick<LogStatus, 'state' | 'words'>;

/** Keeps in mind how each source fares, and says it of all of them in one line. */
export class FeedStatus {
  readonly #interrupted = new Map<number, string>();
  readonly #waiting = new Map<number, string>();
  readonly #previous: boolean;
  #members: GroupMembers | undefined;
  #hasLines = false;
  #end: string | undefined;

  constructor(previous: boolean) {
    this.#previous = previous;
  }

  get members(): GroupMembers | undefined {
    return this.#members;
  }

  lines(source: number): void {
    this.#hasLines = true;
    if (this.#waiting.size > 0) this.#waiting.delete(source);
  }

  /** `words`: what the page says between the lines for the mark. */
  mark(source: number, mark: LogMark, words: string | undefined): void {
    if (mark.kind === 'interrupted')
      this.#interrupted.set(
        source,
        mark.problem
          ? l10n.t('{0}, trying again…', problemWords(mark.problem).short)
          : l10n.t('connection lost, trying again…'),
      );
    else if (mark.kind !== 'gap') this.#interrupted.delete(source);
    if (mark.kind === 'waiting') this.#waiting.set(source, words ?? '');
    else if (mark.kind === 'restarted' || mark.kind === 'ended') this.#waiting.delete(source);
  }

  know(members: GroupMembers): void {
    this.#members = members;
  }

  /** Nothing more comes. */
  end(words: string): void {
    this.#end = words;
  }

  now(): StatusWords {
    if (this.#end !== undefined) return { state: 'ended', words: this.#end };
    const [interrupted] = this.#interrupted.values();
    if (interrupted !== undefined) return { state: 'interrupted', words: interrupted };
    const members = this.#members;
    if (members && members.reading === 0) return withoutReading(members, this.#hasLines);
    const [waiting] = this.#waiting.values();
    if (waiting !== undefined && (members === undefined || this.#waiting.size >= members.reading))
      return { state: 'paused', words: waiting };
    if (!this.#hasLines && members === undefined)
      return { state: 'connecting', words: l10n.t('connecting…') };
    if (!this.#hasLines) return { state: 'live', words: l10n.t('nothing printed yet') };
    return { state: 'live', words: this.#previous ? l10n.t('before the last restart') : l10n.t('live') };
  }
}

function withoutReading(members: GroupMembers, hasLines: boolean): StatusWords {
  if (members.problem) return { state: 'interrupted', words: problemWords(members.problem).short };
  if (members.notStarted === 1) return { state: 'paused', words: l10n.t('one pod has not started yet') };
  if (members.notStarted > 1)
    return { state: 'paused', words: l10n.t('{0} pods have not started yet', members.notStarted) };
  if (hasLines)
    return { state: 'ended', words: l10n.t('everything here has ended; what starts next joins by itself') };
  return members.pods === 0
    ? { state: 'paused', words: l10n.t('there is no such pod now; one that comes joins by itself') }
    : { state: 'connecting', words: l10n.t('connecting…') };
}

/** What is not read, in words; empty where everything is. */
export function leftWords(members: GroupMembers | undefined): string {
  if (!members || members.left === 0) return '';
  return l10n.t(
    '{0} of {1} containers are read; the others join as these end',
    members.reading,
    members.reading + members.left,
  );
}

/** True for what may be somebody's trouble: a diagnosis may have something to say. */
export function isBreak(mark: LogMark): boolean {
  return (
    mark.kind === 'restarted' ||
    (mark.kind === 'waiting' && mark.reason === 'CrashLoopBackOff') ||
    (mark.kind === 'ended' && isFailure(mark.end))
  );
}

function isFailure(end: LogEnd): boolean {
  return end.reason === 'finished' && end.exitCode !== undefined && end.exitCode !== 0;
}
