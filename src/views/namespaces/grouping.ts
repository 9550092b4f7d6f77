import * as l10n from '@vscode/l10n';
import type { PodRow, PodState } from '../../rows/row.ts';

export type Grouping = 'owner' | 'status' | 'none';

/** A group of rows under one heading. */
export interface PodGroup {
  readonly key: string;
  readonly label: string;
  /** `job · 3 of 4 running`. */
  readonly words: string;
  /** One of its pods may have printed something. */
  readonly hasLogs: boolean;
  readonly pods: readonly PodRow[];
}

export interface Grouped {
  /** Somebody has to look at these; they appear in their group as well. */
  readonly attention: readonly PodRow[];
  readonly groups: readonly PodGroup[];
  /** Rows without a group, but for those that need attention: they are on screen already. */
  readonly loose: readonly PodRow[];
  /** Ended, newest first. */
  readonly finished: readonly PodRow[];
}

/** A failure older than this is history: it is shown in grey among the finished. */
const NEWS_SECONDS = 24 * 3600;
/** Well by themselves, or on their way: these need nobody, whatever else is worth knowing about them. */
const NEEDS_NOBODY: ReadonlySet<PodState> = new Set([
  'running',
  'starting',
  'downloading',
  'finished',
  'stopping',
  'off',
]);
const ENDED: ReadonlySet<PodState> = new Set(['finished', 'failed', 'moved']);

/** A pod that was never placed, or whose image is not there, has printed nothing. */
const PRINTED_NOTHING: ReadonlySet<PodState> = new Set(['waiting', 'downloading', 'image-problem', 'off']);

export function mayHaveLogs({ state }: PodRow): boolean {
  return !PRINTED_NOTHING.has(state);
}

export function ageSeconds(row: PodRow, now: number): number | undefined {
  return row.since === undefined ? undefined : Math.max(0, (now - Date.parse(row.since)) / 1000);
}

/** Ended, and nothing to see to any more. */
export function isFinished(row: PodRow, now: number): boolean {
  if (row.state === 'finished') return true;
  return ENDED.has(row.state) && (ageSeconds(row, now) ?? 0) > NEWS_SECONDS;
}

export function needsAttention(row: PodRow, now: number): boolean {
  if (isFinished(row, now)) return false;
  if (row.severity === 'broken' || row.severity === 'warning') return true;
  return row.severity !== 'fine' && !NEEDS_NOBODY.has(row.state);
}

export function stateWords(state: PodState): string {
  switch (state) {
    case 'running':
      return l10n.t('running');
    case 'starting':
      return l10n.t('starting');
    case 'downloading':
      return l10n.t('downloading its image');
    case 'waiting':
      return l10n.t('waiting');
    case 'crashing':
      return l10n.t('keeps crashing');
    case 'out-of-memory':
      return l10n.t('out of memory');
    case 'image-problem':
      return l10n.t('problem with its image');
    case 'missing':
      return l10n.t('something it needs is missing');
    case 'moved':
      return l10n.t('moved off its machine');
    case 'lost':
      return l10n.t('lost contact with its machine');
    case 'finished':
      return l10n.t('finished');
    case 'failed':
      return l10n.t('failed');
    case 'stopping':
      return l10n.t('stopping');
    case 'off':
      return l10n.t('switched off');
    case 'unready':
      return l10n.t('running, not answering');
    case 'unknown':
      return l10n.t('not known');
  }
}
