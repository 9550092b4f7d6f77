import * as l10n from '@vscode/l10n';
import type { PodRow, PodState } from '../../rows/row.ts';

export type Grouping = 'owner' | 'status' | 'none';

/** A group of rows under one heading. */
export interface PodGroup {
  readonly key: string;
  readonly label: string;
  /** `job · 3 of 4 running`. */
  readonly words: string;
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

const SEVERITY_ORDER: Record<PodRow['severity'], number> = {
  broken: 0,
  warning: 1,
  waiting: 2,
  note: 3,
  fine: 4,
};
/** `train-2` before `train-10`: numbers filled up to one length, so that ten thousand names compare as plain text. */
const orders = new WeakMap<PodRow, string>();

function orderOf(row: PodRow): string {
  const known = orders.get(row);
  if (known !== undefined) return known;
  const order = inOrder(row.name);
  orders.set(row, order);
  return order;
}

function inOrder(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(10, '0'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byName(a: PodRow, b: PodRow): number {
  return compare(orderOf(a), orderOf(b));
}

/** The newest grouping of each list of rows: the tree asks for the words of a namespace, and again for what is inside. */
const groupings = new WeakMap<
  readonly PodRow[],
  { readonly by: Grouping; readonly minute: number; readonly grouped: Grouped }
>();

export function grouped(pods: readonly PodRow[], by: Grouping, now: number): Grouped {
  // Time matters only for what turns from news into history, after a day.
  const minute = Math.floor(now / 60_000);
  const known = groupings.get(pods);
  if (known?.by === by && known.minute === minute) return known.grouped;
  const made = group(pods, by, now);
  groupings.set(pods, { by, minute, grouped: made });
  return made;
}

function group(pods: readonly PodRow[], by: Grouping, now: number): Grouped {
  const attention: PodRow[] = [];
  const finished: PodRow[] = [];
  const loose: PodRow[] = [];
  const groups = new Map<string, PodRow[]>();
  for (const row of pods) {
    if (isFinished(row, now)) {
      finished.push(row);
      continue;
    }
    const needsSomebody = needsAttention(row, now);
    if (needsSomebody) attention.push(row);
    const key = by === 'owner' ? row.owner : by === 'status' ? stateWords(row.state) : undefined;
    if (key === undefined) {
      if (!needsSomebody || by === 'none') loose.push(row);
    } else if (groups.has(key)) groups.get(key)?.push(row);
    else groups.set(key, [row]);
  }
  attention.sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || byName(a, b));
  // ISO times of one zone compare as text.
  finished.sort((a, b) => compare(b.since ?? '', a.since ?? '') || byName(a, b));
  return {
    attention,
    groups: [...groups]
      .map(([key, rows]) => podGroup(key, rows.sort(byName), by))
      .sort((a, b) => compare(inOrder(a.label), inOrder(b.label))),
    loose: loose.sort(byName),
    finished,
  };
}

function podGroup(key: string, pods: readonly PodRow[], by: Grouping): PodGroup {
  if (by === 'status') return { key, label: key, words: String(pods.length), pods };
  const slash = key.indexOf('/');
  const kind = slash < 0 ? '' : key.slice(0, slash);
  const words = [kindWords(kind), countWords(pods)].filter((part) => part !== '').join(' · ');
  return { key, label: key.slice(slash + 1), words, pods };
}

function countWords(pods: readonly PodRow[]): string {
  const running = pods.filter((row) => row.state === 'running').length;
  if (running === pods.length) return running === 1 ? l10n.t('running') : l10n.t('{0} running', running);
  if (pods.length === 1) return pods[0]?.words ?? '';
  return l10n.t('{0} of {1} running', running, pods.length);
}

/** What owns pods, in the words of people who do not run clusters. */
function kindWords(kind: string): string {
  switch (kind.toLowerCase()) {
    case 'deployment':
    case 'replicaset':
      return l10n.t('deployment');
    case 'statefulset':
      return l10n.t('stateful set');
    case 'daemonset':
      return l10n.t('on each machine');
    case 'job':
      return l10n.t('job');
    case 'cronjob':
      return l10n.t('scheduled job');
    default:
      return kind.toLowerCase();
  }
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
