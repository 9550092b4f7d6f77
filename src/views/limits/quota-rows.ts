import * as l10n from '@vscode/l10n';
import { amountOf, quantityOf } from '../../diagnostics/words/quantities.ts';
import type { LimitRangeRecord } from '../../k8s/model/limit-range.ts';
import type { QuotaRecord } from '../../k8s/model/quota.ts';
import type { RowColor, ViewRow } from '../tree/view-row.ts';
import { barRow } from './bar.ts';
import {
  countedWords,
  meaningWords,
  rangeSentences,
  rangeSubject,
  rangeSummary,
  shareWords,
} from './limit-words.ts';

/** What is used of a quota's limit. */
interface Counted {
  readonly resource: string;
  readonly quota: QuotaRecord;
  readonly most: number;
  /** Nothing until the cluster has counted. */
  readonly used: number | undefined;
}

/** What the pods of a namespace use at this moment, where the cluster measures it. */
export interface Usage {
  readonly memory: number;
  readonly cpu: number;
}

/** GPUs first: they are what people wait for. */
const ORDER: readonly RegExp[] = [
  /gpu|\/mig-/i,
  /^(requests\.)?memory$/,
  /^(requests\.)?cpu$/,
  /^requests\.storage$/,
  /^pods$/,
  /storage/,
];

/** One row for each thing that a quota of the namespace counts. Where several quotas count the same, the one with least left. */
export function quotaRows(
  namespace: string,
  quotas: readonly QuotaRecord[],
  usage: Usage | undefined,
): readonly ViewRow[] {
  const tightest = new Map<string, Counted>();
  for (const quota of quotas)
    for (const { resource, hard, used } of quota.limits) {
      const most = quantityOf(hard);
      if (most === undefined) continue;
      const counted = { resource, quota, most, used: quantityOf(used) };
      const key = JSON.stringify([countedWords(resource), quota.scopes]);
      const before = tightest.get(key);
      if (!before || left(counted) < left(before)) tightest.set(key, counted);
    }
  return [...tightest]
    .sort(([, a], [, b]) => rank(a.resource) - rank(b.resource))
    .filter(
      ([, counted], _, all) =>
        !saysTheSame(
          counted,
          all.map(([, other]) => other),
        ),
    )
    .map(([key, counted]) => quotaRow(namespace, key, counted, usage));
}

/** Upper limits that are the same as what is reserved say nothing new. */
function saysTheSame(counted: Counted, all: readonly Counted[]): boolean {
  const [, name] = /^limits\.(.+)$/.exec(counted.resource) ?? [];
  return (
    name !== undefined &&
    all.some(
      (other) =>
        other.quota.scopes.join() === counted.quota.scopes.join() &&
        (other.resource === name || other.resource === `requests.${name}`) &&
        other.most === counted.most &&
        other.used === counted.used,
    )
  );
}

function left({ most, used = 0 }: Counted): number {
  return most - used;
}

function rank(resource: string): number {
  const index = ORDER.findIndex((pattern) => pattern.test(resource));
  return index < 0 ? ORDER.length : index;
}

function quotaRow(namespace: string, key: string, counted: Counted, usage: Usage | undefined): ViewRow {
  const { resource, quota, most, used } = counted;
  const name = countedWords(resource);
  const label = quota.scopes.length === 0 ? name : l10n.t('{0} ({1} only)', name, quota.scopes.join(', '));
  const now = usageWords(resource, usage);
  const tooltip = [
    meaningWords(resource, namespace),
    used === undefined ? undefined : l10n.t('Left: {0}', amountOf(resource, Math.max(0, most - used))),
    now,
    l10n.t('Kubernetes says: {0} in the quota "{1}"', resource, quota.name),
  ].filter((line) => line !== undefined);
  const id = `${namespace}/quota/${key}`;
  if (used === undefined)
    return {
      id,
      label,
      description: l10n.t('at most {0}; not counted yet', amountOf(resource, most)),
      icon: 'dashboard',
      color: 'quiet',
      tooltip: tooltip.join('\n'),
      spoken: l10n.t('{0}: at most {1}; not counted yet', label, amountOf(resource, most)),
    };
  return barRow({
    id,
    label,
    share: l10n.t('{0} used', shareWords(resource, used, most)),
    part: most === 0 ? 1 : used / most,
    icon: 'dashboard',
    tooltip,
    full: most === 0 ? l10n.t('none allowed') : l10n.t('all used'),
  });
}

function usageWords(resource: string, usage: Usage | undefined): string | undefined {
  if (!usage) return undefined;
  if (/^(requests\.|limits\.)?memory$/.test(resource))
    return l10n.t('Really in use at this moment: {0}', amountOf('memory', usage.memory));
  if (/^(requests\.|limits\.)?cpu$/.test(resource))
    return l10n.t('Really in use at this moment: {0}', amountOf('cpu', usage.cpu));
  return undefined;
}

/** What is in use where no quota says how much it may be. */
export function usageRows(namespace: string, usage: Usage | undefined): readonly ViewRow[] {
  if (!usage) return [];
  const row = (id: string, label: string, amount: string): ViewRow => ({
    id: `${namespace}/usage/${id}`,
    label,
    description: l10n.t('{0} in use', amount),
    icon: 'pulse',
    color: 'quiet' satisfies RowColor,
    tooltip: l10n.t('What the pods of {0} use together at this moment.', namespace),
    spoken: l10n.t('{0}: {1} in use', label, amount),
  });
  return [
    row('memory', l10n.t('Memory'), amountOf('memory', usage.memory)),
    row('cpu', l10n.t('CPUs'), amountOf('cpu', usage.cpu)),
  ];
}

/** What one container, pod or claim may have, in words. */
export function rangeRows(namespace: string, ranges: readonly LimitRangeRecord[]): readonly ViewRow[] {
  return ranges.flatMap((range) =>
    range.ranges.flatMap((entry, index) => {
      const sentences = rangeSentences(entry);
      if (sentences.length === 0) return [];
      const label = rangeSubject(entry.type);
      return [
        {
          id: `${namespace}/range/${range.name}/${index}`,
          label,
          description: rangeSummary(entry),
          icon: 'symbol-ruler',
          color: 'quiet' as const,
          tooltip: [label, ...sentences, l10n.t('Kubernetes says: limit range "{0}"', range.name)].join('\n'),
          spoken: `${label}. ${sentences.join('. ')}`,
        },
      ];
    }),
  );
}
