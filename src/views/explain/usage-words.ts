import * as l10n from '@vscode/l10n';
import { amountOf, bytes, quantityOf } from '../../common/quantities.ts';
import type { ContainerRecord } from '../../k8s/model/container.ts';
import type { PodRecord } from '../../k8s/model/pod.ts';
import { clockWithSeconds } from '../../rows/time-words.ts';
import type { Section } from './protocol.ts';
import type { Pair } from '../page-messages.ts';
import type { Usage } from './usage-history.ts';

/** Room above the highest thing that is drawn. */
const HEADROOM = 1.15;
const MOST_CHARTS = 3;

/** What the pod uses now of what it may. Nothing where nothing runs. */
export function usagePairs(pod: PodRecord, { measured, missing }: Usage): readonly Pair[] {
  const running = runningContainers(pod);
  const now = measured.at(-1);
  if (running.length === 0) return [];
  if (!now || missing === 'not-offered' || missing === 'not-allowed') {
    const words = missing && missingWords(missing);
    return words === undefined ? [] : [{ name: l10n.t('Uses now'), value: words }];
  }
  return running.flatMap((container) => {
    const used = now.containers.find(({ name }) => name === container.name);
    if (!used) return [];
    const memory = ofLimit(l10n.t('{0} memory', bytes(used.memory)), used.memory, container.limits['memory']);
    const cpu = ofLimit(amountOf('cpu', round(used.cpu)), used.cpu, container.limits['cpu']);
    return [
      {
        name: running.length > 1 ? l10n.t('Uses now ({0})', container.name) : l10n.t('Uses now'),
        value: `${memory}, ${cpu}`,
      },
    ];
  });
}

/** The memory of each container over the time that the page is open, against its limit: where it is full, the program is stopped. */
export function usageCharts(pod: PodRecord, { measured }: Usage): readonly Section[] {
  const first = measured[0];
  const last = measured.at(-1);
  if (!first || !last || first === last) return [];
  const running = runningContainers(pod);
  return running.slice(0, MOST_CHARTS).flatMap((container): Section[] => {
    const points = measured.flatMap(({ at, containers }) => {
      const used = containers.find(({ name }) => name === container.name);
      return used ? [{ at, memory: used.memory }] : [];
    });
    const now = points.at(-1);
    if (!now || points.length < 2) return [];
    const limit = quantityOf(container.limits['memory']);
    const top = Math.max(limit ?? 0, ...points.map(({ memory }) => memory)) * HEADROOM;
    const span = last.at - first.at;
    const of =
      limit === undefined ? bytes(now.memory) : l10n.t('{0} of {1}', bytes(now.memory), bytes(limit));
    const [from, to] = [clockWithSeconds(first.at), clockWithSeconds(last.at)];
    return [
      {
        kind: 'chart',
        heading: running.length > 1 ? l10n.t('Memory of {0}', container.name) : l10n.t('Memory'),
        aside: of,
        points: points.map(({ at, memory }) => ({ x: (at - first.at) / span, y: memory / top })),
        ...(limit !== undefined && { limit: limit / top, limitLabel: l10n.t('limit {0}', bytes(limit)) }),
        from,
        to,
        spoken: l10n.t(
          'From {0} to {1}: at first {2}, now {3}.',
          from,
          to,
          bytes(points[0]?.memory ?? now.memory),
          of,
        ),
      },
    ];
  });
}

function runningContainers(pod: PodRecord): readonly ContainerRecord[] {
  return pod.containers.filter(({ role, state }) => role !== 'init' && state?.is === 'running');
}

function missingWords(missing: NonNullable<Usage['missing']>): string | undefined {
  switch (missing) {
    case 'not-offered':
      return l10n.t('not measured: this cluster has no metrics server');
    case 'not-allowed':
      // The permission is asked for before it is looked whether there is anything to see.
      return l10n.t('not visible for you, or not measured in this cluster');
    case 'not-yet':
      return l10n.t('not measured yet');
  }
}

/** `28.4 GiB memory (89 % of its limit)`. */
function ofLimit(words: string, used: number, written: string | undefined): string {
  const limit = quantityOf(written);
  return limit === undefined || limit === 0
    ? words
    : l10n.t('{0} ({1} % of its limit)', words, Math.round((used / limit) * 100));
}

/** Hundredths of a CPU are enough for people. */
function round(cpu: number): number {
  return Math.round(cpu * 100) / 100;
}
