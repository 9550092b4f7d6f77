import * as l10n from '@vscode/l10n';
import type { Collection } from '../../k8s/live/collection.ts';
import type { ClaimRecord } from '../../k8s/model/claim.ts';
import type { LimitRangeRecord } from '../../k8s/model/limit-range.ts';
import type { QuotaRecord } from '../../k8s/model/quota.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { problemWords } from '../../rows/problem-words.ts';
import { deniedRow } from '../problem-row.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { claimRows } from './claim-rows.ts';
import type { ClaimsPicture } from './claim-rows.ts';
import { quotaRows, rangeRows, usageRows } from './quota-rows.ts';
import type { Usage } from './quota-rows.ts';

/** What is known of the limits of one namespace. */
export interface NamespaceLimits extends Pick<ClaimsPicture, 'fill' | 'users'> {
  readonly name: string;
  readonly quotas: Collection<QuotaRecord>;
  readonly ranges: Collection<LimitRangeRecord>;
  readonly claims: Collection<ClaimRecord>;
  readonly usage: Usage | undefined;
}

export interface LimitsPicture {
  readonly namespaces: readonly NamespaceLimits[];
  readonly home: string | undefined;
  readonly limit: (group: string) => number;
}

/** How many claims are shown before "show more", and how many each "show more" adds. */
export const CLAIM_PAGE = 50;

/** The limits of one namespace by themselves; of several, under the names of the namespaces. */
export function limitRows(picture: LimitsPicture): readonly ViewRow[] {
  const [first, ...others] = inOrderOfUse(picture);
  if (!first) return [];
  if (others.length === 0) return insideRows(first, picture);
  return [first, ...others].map((limits) => ({
    id: `limits/${limits.name}`,
    label: limits.name,
    description: summary(limits),
    icon: 'symbol-namespace',
    spoken: [l10n.t('Limits of namespace {0}', limits.name), summary(limits)]
      .filter((part) => part !== '')
      .join(', '),
    open: limits.name === picture.home || (picture.home === undefined && limits === first),
    children: () => insideRows(limits, picture),
  }));
}

function inOrderOfUse({ namespaces, home }: LimitsPicture): readonly NamespaceLimits[] {
  return [...namespaces].sort(
    (a, b) => Number(b.name === home) - Number(a.name === home) || (a.name < b.name ? -1 : 1),
  );
}

function summary(limits: NamespaceLimits): string {
  const parts = partsOf(limits);
  if (parts.every(({ current }) => current.state === 'denied')) return l10n.t('not visible for you');
  const rows = [
    ...(itemsOf(limits.quotas) ? quotaRows(limits.name, itemsOf(limits.quotas) ?? [], undefined) : []),
  ];
  const tight = rows.filter(({ color }) => color === 'waiting').length;
  return tight === 0 ? '' : l10n.t('{0} almost or all used', tight);
}

interface Part {
  readonly words: string;
  readonly current: Collection<unknown>;
}

function partsOf({ quotas, ranges, claims }: NamespaceLimits): readonly Part[] {
  return [
    { words: l10n.t('Quotas'), current: quotas },
    { words: l10n.t('Limits of one pod'), current: ranges },
    { words: l10n.t('Storage'), current: claims },
  ];
}

function insideRows(limits: NamespaceLimits, picture: LimitsPicture): readonly ViewRow[] {
  const { name, usage } = limits;
  const [quotas, ranges, claims] = [itemsOf(limits.quotas), itemsOf(limits.ranges), itemsOf(limits.claims)];
  const counted = quotas && quotaRows(name, quotas, usage);
  const isStale = partsOf(limits).some(({ current }) => current.state === 'stale');
  const rows = [
    ...(counted ?? []),
    ...(counted?.length === 0 && isWhole(limits.quotas) ? [...usageRows(name, usage), noQuotaRow(name)] : []),
    ...(ranges ? rangeRows(name, ranges) : []),
    ...(claims
      ? paged(`limits/${name}/claims`, claimRows({ ...limits, namespace: name, claims }), picture)
      : []),
    ...hiddenRows(limits),
  ];
  return isStale ? rows.map((row) => ({ ...row, color: 'quiet' as const })) : rows;
}

/** What may not be seen stands in one row, with one request for all of it. */
function hiddenRows(limits: NamespaceLimits): readonly ViewRow[] {
  const hidden = partsOf(limits).flatMap(({ words, current }) =>
    current.state === 'denied' && current.problem.kind === 'not-allowed'
      ? [{ words, problem: current.problem }]
      : [],
  );
  const failed = partsOf(limits).flatMap(({ current }) =>
    (current.state === 'denied' || current.state === 'connecting') &&
    current.problem !== undefined &&
    current.problem.kind !== 'not-allowed'
      ? [current.problem]
      : [],
  );
  const [failure] = failed;
  return [
    ...(hidden.length > 0 ? [hiddenRow(limits, hidden)] : []),
    ...(failure ? [failureRow(limits.name, failure)] : []),
  ];
}

function hiddenRow(
  limits: NamespaceLimits,
  hidden: readonly { readonly words: string; readonly problem: ClusterProblem }[],
): ViewRow {
  const id = `${limits.name}/hidden`;
  const problems = hidden.map(({ problem }) => problem);
  if (hidden.length === partsOf(limits).length) return deniedRow(id, problems);
  const [first, ...rest] = hidden.map(({ words }) => words);
  return deniedRow(id, problems, [first, ...rest.map((words) => words.toLowerCase())].join(', '));
}

function failureRow(namespace: string, problem: ClusterProblem): ViewRow {
  const { short, title, detail } = problemWords(problem);
  return {
    id: `${namespace}/failure`,
    label: short,
    icon: 'warning',
    color: 'waiting',
    tooltip: [title, detail].filter((part) => part !== '').join('\n\n'),
    spoken: title,
    is: ['problem'],
  };
}

function noQuotaRow(namespace: string): ViewRow {
  const label = l10n.t('No quota');
  const description = l10n.t('only the size of the machines limits you');
  return {
    id: `${namespace}/no-quota`,
    label,
    description,
    icon: 'dashboard',
    color: 'quiet',
    tooltip: l10n.t(
      'Nobody has set how much all pods of {0} may use together. They get what the machines of the cluster have left.',
      namespace,
    ),
    spoken: `${label}, ${description}`,
  };
}

function paged(group: string, rows: readonly ViewRow[], { limit }: LimitsPicture): readonly ViewRow[] {
  const shown = rows.slice(0, limit(group));
  const left = rows.length - shown.length;
  if (left <= 0) return shown;
  return [
    ...shown,
    {
      id: `${group}/more`,
      label: l10n.t('Show {0} more…', Math.min(left, CLAIM_PAGE)),
      description: l10n.t('{0} not shown', left),
      icon: 'ellipsis',
      command: { id: 'porthole.loadMore', title: l10n.t('Show more'), args: [group] },
    },
  ];
}

function itemsOf<T>(current: Collection<T>): readonly T[] | undefined {
  return current.state === 'live' || current.state === 'stale' ? [...current.items.values()] : undefined;
}

function isWhole(current: Collection<unknown>): boolean {
  return current.state === 'stale' || (current.state === 'live' && current.complete);
}
