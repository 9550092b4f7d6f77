import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { PodRow } from '../../rows/row.ts';
import type { Action } from '../rights.ts';
import { clock } from '../../rows/time-words.ts';
import type { ViewRow } from '../tree/view-row.ts';
import type { Grouping, PodGroup } from './grouping.ts';
import type { PodList } from './pod-list.ts';
import { filterRows } from './filter-rows.ts';
import type { FilterPicture } from './filter-rows.ts';
import { firstWhere } from './ordered-rows.ts';
import { podRow } from './pod-rows.ts';
import { deniedRow, problemRow, problemText } from '../problem-row.ts';
import type { ContainerRow, PodRowOptions } from './pod-rows.ts';

/** What is known of the pods of one namespace. */
export type NamespacePods =
  /** Nobody looks into it, so nothing was read. */
  | { readonly state: 'asleep' }
  | { readonly state: 'connecting'; readonly problem?: ClusterProblem }
  | {
      readonly state: 'live';
      readonly pods: PodList;
      readonly complete: boolean;
      /** How many more there are that the filter leaves out; absent without a filter. */
      readonly hidden?: number;
    }
  | {
      readonly state: 'stale';
      readonly pods: PodList;
      readonly asOf: number;
      readonly problem: ClusterProblem;
      readonly hidden?: number;
    }
  | { readonly state: 'denied'; readonly problem: ClusterProblem };

/** Everything that the rows of the Namespaces view depend on. */
export interface NamespacesPicture {
  readonly now: number;
  readonly groupBy: Grouping;
  /** The namespace that the kubeconfig begins in: open from the start. */
  readonly home: string | undefined;
  readonly names: readonly string[];
  /** The user may not list namespaces: there may be more than these. */
  readonly guessed: boolean;
  readonly pods: (namespace: string) => NamespacePods;
  readonly containers: (pod: PodRow) => readonly ContainerRow[];
  /** How many rows of a group are shown. */
  readonly limit: (group: string) => number;
  /** Absent where nothing is filtered; else `pods` answers with what fits. */
  readonly filter?: Pick<FilterPicture, 'text' | 'mine'>;
  /** What this user may not do in the namespace: it is not offered. */
  readonly mayNot: (namespace: string) => ReadonlySet<Action>;
}

/** How many rows a group shows before "show more", and how many each "show more" adds. */
export const GROUP_PAGE = 100;

export function namespaceRows(picture: NamespacesPicture): readonly ViewRow[] {
  const rows = [
    ...(picture.filter ? filterRows(filterPicture(picture.filter, picture)) : []),
    ...inOrderOfUse(picture.names, picture.home).map((name) => namespaceRow(name, picture)),
  ];
  if (picture.guessed && rows.length > 0)
    rows.push({
      id: 'add-namespace',
      label: l10n.t('Add a namespace…'),
      icon: 'add',
      color: 'quiet',
      tooltip: l10n.t(
        'Your account may not list the namespaces of this cluster. If you know of another one, add it by name.',
      ),
      spoken: l10n.t('Add a namespace: your account may not list those of this cluster'),
      command: { id: 'porthole.addNamespace', title: l10n.t('Add a namespace'), args: [] },
    });
  return rows;
}

function filterPicture(
  filter: NonNullable<NamespacesPicture['filter']>,
  { names, pods }: NamespacesPicture,
): FilterPicture {
  const known = names.map(pods);
  const lists = known.filter((each) => each.state === 'live' || each.state === 'stale');
  const shown = lists.reduce((sum, list) => sum + list.pods.length, 0);
  return {
    ...filter,
    shown,
    all: lists.reduce((sum, list) => sum + (list.hidden ?? 0), shown),
    unread: known.filter(({ state }) => state === 'asleep').length,
  };
}

/** The user's own first; those that Kubernetes keeps for itself last. */
function inOrderOfUse(names: readonly string[], home: string | undefined): readonly string[] {
  const rank = (name: string): number => (name === home ? 0 : name.startsWith('kube-') ? 2 : 1);
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function namespaceRow(name: string, picture: NamespacesPicture): ViewRow {
  const known = picture.pods(name);
  const words = namespaceWords(known, picture);
  // VS Code keeps what is open by id: what was found opens by itself, and what was open before is open again afterwards.
  const found = 'hidden' in known;
  const nothingFits = found && known.pods.length === 0;
  return {
    id: found ? `found/${name}` : `namespace/${name}`,
    label: name,
    description: words.text,
    icon: words.icon,
    ...(words.color && { color: words.color }),
    tooltip: words.tooltip ?? l10n.t('Namespace (team space) {0}: {1}', name, words.text),
    spoken: l10n.t('Namespace {0}, {1}', name, words.text),
    is: ['namespace'],
    open: found || name === picture.home,
    // Of the same moment as the words: a row that says how many there are must not have more below it.
    ...(!nothingFits && { children: () => insideRows(name, known, picture) }),
  };
}

interface NamespaceWords {
  readonly text: string;
  readonly icon: string;
  readonly color?: 'quiet' | 'waiting';
  readonly tooltip?: string;
}

function namespaceWords(known: NamespacePods, picture: NamespacesPicture): NamespaceWords {
  switch (known.state) {
    case 'asleep':
      return { text: '', icon: 'symbol-namespace' };
    case 'connecting':
      return known.problem
        ? { ...problemText(known.problem), icon: 'debug-disconnect', color: 'waiting' }
        : { text: l10n.t('loading…'), icon: 'symbol-namespace' };
    case 'denied':
      return { ...problemText(known.problem), icon: 'lock', color: 'quiet' };
    case 'stale':
      return {
        text: l10n.t('as of {0}', clock(known.asOf)),
        icon: 'debug-disconnect',
        color: 'quiet',
        tooltip: l10n.t(
          '{0} What you see is from {1}.',
          problemWords(known.problem).title,
          clock(known.asOf),
        ),
      };
    case 'live':
      return {
        text: liveWords(known, picture),
        icon: 'symbol-namespace',
        ...(known.hidden !== undefined && known.pods.length === 0 && { color: 'quiet' as const }),
      };
  }
}

function liveWords(known: Extract<NamespacePods, { state: 'live' }>, picture: NamespacesPicture): string {
  if (!known.complete) return l10n.t('loading, {0} so far', known.pods.length + (known.hidden ?? 0));
  if (known.hidden !== undefined)
    return known.pods.length === 0
      ? l10n.t('nothing fits')
      : l10n.t('{0} of {1}', known.pods.length, known.pods.length + known.hidden);
  const { attention } = known.pods.grouped(picture.groupBy, picture.now);
  if (attention.length === 1) return l10n.t('1 needs attention');
  if (attention.length > 1) return l10n.t('{0} need attention', attention.length);
  return known.pods.length === 0 ? l10n.t('empty') : l10n.t('fine');
}

function insideRows(namespace: string, known: NamespacePods, picture: NamespacesPicture): readonly ViewRow[] {
  switch (known.state) {
    case 'asleep':
      return [];
    case 'connecting':
      return known.problem ? [problemRow(`${namespace}/problem`, known.problem)] : [];
    case 'denied':
      return known.problem.kind === 'not-allowed'
        ? [deniedRow(`${namespace}/problem`, [known.problem])]
        : [problemRow(`${namespace}/problem`, known.problem)];
    case 'live':
      if (known.pods.length === 0 && known.complete) return emptyRows(namespace);
      return podsRows(namespace, known.pods, picture, undefined);
    case 'stale':
      return podsRows(namespace, known.pods, picture, known.asOf);
  }
}

function emptyRows(namespace: string): readonly ViewRow[] {
  const label = l10n.t('Nothing runs here.');
  return [{ id: `${namespace}/empty`, label, icon: 'circle-slash', color: 'quiet', spoken: label }];
}

function podsRows(
  namespace: string,
  pods: PodList,
  picture: NamespacesPicture,
  asOf: number | undefined,
): readonly ViewRow[] {
  if (picture.filter) return foundRows(namespace, pods, picture, asOf);
  const { attention, groups, loose, finished } = pods.grouped(picture.groupBy, picture.now);
  const rows = (part: string, members: readonly PodRow[]): readonly ViewRow[] =>
    paged(`${namespace}/${part}`, members, picture, lookOf(namespace, picture, asOf));
  return [
    ...(attention.length === 0
      ? []
      : [attentionRow(namespace, attention, () => rows('attention', attention))]),
    ...groups.map((group) =>
      groupRow(namespace, group, picture, () => rows(`group/${group.key}`, group.pods)),
    ),
    ...rows('loose', loose),
    ...(finished.length === 0
      ? []
      : [finishedRow(namespace, finished, picture.now, () => rows('finished', finished))]),
  ].map((row) => (asOf === undefined ? row : { ...row, color: 'quiet' as const }));
}

/** What fits a filter stands in one list, without groups to be opened first: needing attention, then well, then finished. */
function foundRows(
  namespace: string,
  pods: PodList,
  picture: NamespacesPicture,
  asOf: number | undefined,
): readonly ViewRow[] {
  const { attention, loose, finished } = pods.grouped('none', picture.now);
  const ailing = new Set(attention);
  const members = [...attention, ...loose.filter((pod) => !ailing.has(pod)), ...finished];
  return paged(`${namespace}/found`, members, picture, lookOf(namespace, picture, asOf));
}

function lookOf(
  namespace: string,
  { now, containers, mayNot }: NamespacesPicture,
  asOf: number | undefined,
): Omit<PodRowOptions, 'id'> {
  return { now, asOf, containers, mayNot: mayNot(namespace) };
}

function attentionRow(
  namespace: string,
  pods: readonly PodRow[],
  children: () => readonly ViewRow[],
): ViewRow {
  const broken = pods.some((pod) => pod.severity === 'broken');
  return {
    id: `${namespace}/attention`,
    label: l10n.t('Needs attention'),
    description: String(pods.length),
    icon: 'bell-dot',
    color: broken ? 'bad' : 'waiting',
    spoken: l10n.t('Needs attention in {0}: {1} pods', namespace, pods.length),
    is: ['group'],
    open: true,
    children,
  };
}

function groupRow(
  namespace: string,
  group: PodGroup,
  { groupBy, mayNot }: NamespacesPicture,
  children: () => readonly ViewRow[],
): ViewRow {
  const hasLogs = group.hasLogs && !mayNot(namespace).has('logs');
  // Of an owner all pods are meant, also those that come; of a state those that are in it now.
  const pods = groupBy === 'owner' ? { owner: group.key } : { pods: group.pods.map(({ name }) => name) };
  return {
    id: `${namespace}/group/${group.key}`,
    label: group.label,
    description: group.words,
    icon: 'layers',
    spoken: `${group.label}, ${group.words}`,
    is: ['group', ...(hasLogs ? ['logs'] : [])],
    ...(hasLogs && { logs: { namespace, group: pods } }),
    children,
  };
}

function finishedRow(
  namespace: string,
  pods: readonly PodRow[],
  now: number,
  children: () => readonly ViewRow[],
): ViewRow {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const firstToday = new Date(midnight).toISOString(); // times of one zone compare as text
  const today = firstWhere(pods, ({ since = '' }) => since < firstToday); // the newest stand first
  return {
    id: `${namespace}/finished`,
    label: l10n.t('finished'),
    description:
      today === pods.length ? l10n.t('{0} today', today) : l10n.t('{0}, {1} today', pods.length, today),
    icon: 'history',
    color: 'quiet',
    is: ['group'],
    children,
  };
}

/** The rows that were made of a list of pods, and what they depend on besides it. */
interface Page {
  readonly group: string;
  readonly limit: number;
  readonly look: Pick<PodRowOptions, 'asOf' | 'mayNot'>;
  readonly rows: readonly ViewRow[];
}

/** By list: a group that nothing happened in keeps its list, and then its rows as well. */
const pages = new WeakMap<readonly PodRow[], Page>();

function paged(
  group: string,
  pods: readonly PodRow[],
  picture: NamespacesPicture,
  look: Omit<PodRowOptions, 'id'>,
): readonly ViewRow[] {
  const limit = picture.limit(group);
  const known = pages.get(pods);
  if (
    known?.group === group &&
    known.limit === limit &&
    known.look.asOf === look.asOf &&
    known.look.mayNot === look.mayNot
  )
    return known.rows;
  const rows = pageOf(group, pods, limit, look);
  pages.set(pods, { group, limit, look, rows });
  return rows;
}

function pageOf(
  group: string,
  pods: readonly PodRow[],
  limit: number,
  look: Omit<PodRowOptions, 'id'>,
): readonly ViewRow[] {
  const shown = pods.slice(0, limit).map((pod) => keptRow(pod, { ...look, id: `${group}/${pod.uid}` }));
  const left = pods.length - shown.length;
  if (left <= 0) return shown;
  const more: ViewRow = {
    id: `${group}/more`,
    label: l10n.t('Show {0} more…', Math.min(left, GROUP_PAGE)),
    description: l10n.t('{0} not shown', left),
    icon: 'ellipsis',
    command: { id: 'porthole.loadMore', title: l10n.t('Show more'), args: [group] },
  };
  return [...shown, more];
}

/** By pod, the row that was made of it last, and what it depends on besides it: in a group of a hundred one changes at a time. */
const rowsOfPods = new WeakMap<PodRow, { readonly row: ViewRow } & Page['look']>();

function keptRow(pod: PodRow, look: PodRowOptions): ViewRow {
  const { asOf, mayNot } = look;
  const known = rowsOfPods.get(pod);
  if (known?.row.id === look.id && known.asOf === asOf && known.mayNot === mayNot) return known.row;
  const row = podRow(pod, look);
  rowsOfPods.set(pod, { row, asOf, mayNot });
  return row;
}
