import * as l10n from '@vscode/l10n';
import { amountOf, bytes, isGpu, quantityOf, resourceName } from '../../diagnostics/words/quantities.ts';
import type { LimitRangeEntry } from '../../k8s/model/limit-range.ts';

/** `<class>.storageclass.storage.k8s.io/requests.storage`: a quota for one kind of disk. */
const OF_CLASS = /^(.+)\.storageclass\.storage\.k8s\.io\/(.+)$/;
/** `count/jobs.batch`: how many objects of a kind there may be. */
const COUNT = /^count\/([^.]+)(?:\..+)?$/;

/** What a quota counts, for a row. */
export function countedWords(resource: string): string {
  const [, storageClass, what] = OF_CLASS.exec(resource) ?? [];
  if (storageClass !== undefined && what !== undefined)
    return l10n.t('{0} of class {1}', countedWords(what), storageClass);
  const [, counted] = COUNT.exec(resource) ?? [];
  const name = counted ?? resource.replace(/^requests\./, '');
  if (isGpu(name)) return gpuWords(name.replace(/^limits\./, ''));
  switch (name) {
    case 'memory':
      return l10n.t('Memory');
    case 'limits.memory':
      return l10n.t('Memory, upper limits');
    case 'cpu':
      return l10n.t('CPUs');
    case 'limits.cpu':
      return l10n.t('CPUs, upper limits');
    case 'storage':
      return l10n.t('Storage');
    case 'ephemeral-storage':
      return l10n.t('Local disk');
    case 'limits.ephemeral-storage':
      return l10n.t('Local disk, upper limits');
    case 'persistentvolumeclaims':
      return l10n.t('Storage claims');
    case 'pods':
      return l10n.t('Pods');
    case 'jobs':
      return l10n.t('Jobs');
    case 'services':
      return l10n.t('Services');
    case 'secrets':
      return l10n.t('Secrets');
    case 'configmaps':
      return l10n.t('Config maps');
    default:
      return name;
  }
}

/** What is meant by it, and what happens when it is used up; nothing for what explains itself. */
export function meaningWords(resource: string, namespace: string): string | undefined {
  const name = resource.replace(/^requests\./, '');
  if (name.startsWith('limits.'))
    return l10n.t(
      'The upper limits of all pods in {0} together. A pod that goes above this is refused.',
      namespace,
    );
  if (name === 'memory' || name === 'cpu' || isGpu(name))
    return l10n.t(
      'What all pods in {0} reserve together, whether they use it or not. A pod that asks for more than is left is not started.',
      namespace,
    );
  if (name.endsWith('storage'))
    return l10n.t('The size of all storage claims in {0} together. A larger one is refused.', namespace);
  return l10n.t('How many there may be in {0}. One more is refused.', namespace);
}

function gpuWords(name: string): string {
  if (/(^|\/)gpu$/i.test(name)) return l10n.t('GPUs');
  return l10n.t('GPUs ({0})', name.slice(name.lastIndexOf('/') + 1));
}

/** `2 of 2`, `112 of 256 GiB`, `900 MiB of 1 GiB`. */
export function shareWords(resource: string, used: number, most: number): string {
  const [a, b] = isBytes(resource)
    ? [bytes(used), bytes(most)]
    : [String(rounded(used)), String(rounded(most))];
  const [amount, unit] = a.split(' ');
  return unit !== undefined && b.endsWith(` ${unit}`)
    ? l10n.t('{0} of {1}', amount ?? a, b)
    : l10n.t('{0} of {1}', a, b);
}

export function isBytes(resource: string): boolean {
  return /(^|[./])(memory|storage|ephemeral-storage)$/.test(resource) || /hugepages-/.test(resource);
}

function rounded(value: number): number {
  return Number(value.toFixed(value < 10 ? 2 : 1));
}

/** What one rule of a limit range says, a sentence for each thing that it limits. */
export function rangeSentences(range: LimitRangeEntry): readonly string[] {
  const names = new Set(
    [range.max, range.min, range.defaultLimit, range.defaultRequest].flatMap((amounts) =>
      Object.keys(amounts),
    ),
  );
  return [...names].flatMap((name) => {
    const amount = (amounts: Readonly<Record<string, string>>): string | undefined => {
      const quantity = amounts[name];
      return quantity === undefined ? undefined : inWords(name, quantity);
    };
    const [max, min, limit, request] = [range.max, range.min, range.defaultLimit, range.defaultRequest].map(
      amount,
    );
    const what = resourceName(name);
    const parts = [
      max === undefined ? undefined : l10n.t('at most {0}', max),
      min === undefined ? undefined : l10n.t('at least {0}', min),
      request === undefined ? undefined : l10n.t('{0} reserved where it does not say', request),
      limit === undefined ? undefined : l10n.t('stopped or slowed above {0} where it does not say', limit),
    ].filter((part) => part !== undefined);
    return parts.length === 0 ? [] : [l10n.t('{0}: {1}', what, parts.join(', '))];
  });
}

/** The most that one may have, in short: `at most 64 GiB memory`. */
export function rangeSummary(range: LimitRangeEntry): string {
  const most = Object.entries(range.max).map(([name, quantity]) =>
    name === 'cpu' ? inWords(name, quantity) : l10n.t('{0} {1}', inWords(name, quantity), resourceName(name)),
  );
  if (most.length > 0) return l10n.t('at most {0}', most.join(', '));
  return Object.keys(range.defaultLimit).length + Object.keys(range.defaultRequest).length > 0
    ? l10n.t('gets something where it asks for nothing')
    : l10n.t('at least something');
}

export function rangeSubject(type: string): string {
  switch (type) {
    case 'Container':
      return l10n.t('One container');
    case 'Pod':
      return l10n.t('One pod');
    case 'PersistentVolumeClaim':
      return l10n.t('One storage claim');
    default:
      return type;
  }
}

function inWords(resource: string, quantity: string): string {
  const amount = quantityOf(quantity);
  return amount === undefined ? quantity : amountOf(resource, amount);
}
