import * as l10n from '@vscode/l10n';
import { amountOf, duration, quantityOf, resourceName } from '../../diagnostics/words/quantities.ts';
import type { ContainerRecord } from '../../k8s/model/container.ts';
import type { PodRecord } from '../../k8s/model/pod.ts';
import type { Pair } from '../page-messages.ts';

/** What a pod is, since when, and what it may use: the part of the page that is there whether something is wrong or not. */
export function aboutPod(pod: PodRecord, now: number): readonly Pair[] {
  const pairs: Pair[] = [];
  if (pod.startedAt !== undefined)
    pairs.push({ name: l10n.t('Started'), value: l10n.t('{0} ago', duration((now - pod.startedAt) / 1000)) });
  if (pod.node !== undefined) pairs.push({ name: l10n.t('Machine'), value: pod.node });
  const containers = pod.containers.filter((container) => container.role !== 'init');
  for (const container of containers) {
    const name = (words: string): string => (containers.length > 1 ? `${words} (${container.name})` : words);
    if (container.image !== undefined) pairs.push({ name: name(l10n.t('Image')), value: container.image });
    pairs.push({
      name: name(l10n.t('May use')),
      value: amounts(container.limits) || l10n.t('as much as its machine has'),
    });
    pairs.push({
      name: name(l10n.t('Is promised')),
      value: amounts(container.requests) || l10n.t('nothing: others come first'),
    });
  }
  return pairs;
}

/** `2 CPUs, 32 GiB memory, 1 GPU`. */
function amounts(quantities: ContainerRecord['limits']): string {
  return Object.entries(quantities)
    .map(([resource, quantity]) => {
      const amount = quantityOf(quantity);
      if (amount === undefined) return `${quantity} ${resourceName(resource)}`;
      return resource === 'cpu'
        ? amountOf(resource, amount)
        : `${amountOf(resource, amount)} ${resourceName(resource)}`;
    })
    .join(', ');
}
