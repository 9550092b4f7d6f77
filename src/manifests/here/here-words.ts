import * as l10n from '@vscode/l10n';
import { at } from '../../common/json.ts';
import { amountOf, bytes, quantityOf, resourceName } from '../../common/quantities.ts';
import type { Sentence } from '../hover/hover-words.ts';
import { kindOf, type ExplainedField } from '../hover/manifest-hover.ts';
import { valueOf } from '../values/reading.ts';
import { namedObject } from './named-object.ts';
import type { Answer, Question, Side } from './question.ts';

/** What the answer means at this field. What is not known is not said. */
export function hereWords(found: ExplainedField, question: Question, answer: Answer): readonly Sentence[] {
  if (question.asks !== answer.to) return []; // an answer to something else
  switch (answer.to) {
    case 'room':
      return question.asks === 'room'
        ? room(question.resource, quantityOf(valueOf(found.field)), answer)
        : [];
    case 'exists':
      return question.asks === 'exists' ? existence(found, question, answer) : [];
    case 'state':
      return state(answer, found.explanation.key.startsWith('ResourceRequirements.') ? 1 : MOST_PODS);
    case 'matches':
      return [{ text: matching(kindOf(found.field), answer) }];
    case 'defaults':
      return defaults(found, answer);
    case 'used':
      return [
        {
          text: l10n.t(
            'Right now in {0}: {1} of {2} are used.',
            answer.namespace,
            ...(question.asks === 'used'
              ? [amountOf(question.resource, answer.used), amountOf(question.resource, answer.hard)]
              : []),
          ),
        },
      ];
    case 'machines':
      return [
        {
          text:
            answer.count === 0
              ? l10n.t('No machine of this cluster has these labels: this would wait for ever.')
              : l10n.t('{0} of {1} machines have these labels.', answer.count, answer.all),
        },
      ];
  }
}

function matching(kind: string, { namespace, count }: Extract<Answer, { to: 'matches' }>): string {
  if (count === 0)
    return kind === 'Service'
      ? l10n.t('In {0}: no pod (running copy) has these labels right now, so nobody would answer.', namespace)
      : l10n.t(
          'In {0}: no pod (running copy) has these labels right now, so it would change nothing.',
          namespace,
        );
  return count === 1
    ? l10n.t('In {0}: one pod (running copy) has these labels.', namespace)
    : l10n.t('In {0}: {1} pods (running copies) have these labels.', namespace, count);
}

/** `0.5 CPUs`, `512 MiB of memory`, `1 GPU`. */
function amountAndName(resource: string, amount: number): string {
  if (resource === 'cpu') return amountOf(resource, amount);
  return resource === 'memory' || resource.endsWith('storage')
    ? l10n.t('{0} of {1}', amountOf(resource, amount), resourceName(resource))
    : l10n.t('{0} {1}', amountOf(resource, amount), resourceName(resource));
}

/** What the namespace fills in where the manifest says nothing. */
function defaults(
  { field }: ExplainedField,
  { namespace, limits, requests }: Extract<Answer, { to: 'defaults' }>,
): readonly Sentence[] {
  const isResources = field.path.at(-1) === 'resources';
  const written = (side: Side): unknown => {
    const resources = isResources ? valueOf(field) : at(field.root, ...field.path.slice(0, -1));
    return at(resources, side);
  };
  const filledIn = (side: Side, amounts: Readonly<Record<string, number>>): readonly string[] =>
    Object.entries(amounts)
      .filter(([resource]) => at(written(side), resource) === undefined)
      .map(([resource, amount]) =>
        side === 'limits'
          ? l10n.t('{0} (limit)', amountAndName(resource, amount))
          : l10n.t('{0} (request)', amountAndName(resource, amount)),
      );
  const parts = [
    ...(isResources || field.path.at(-1) === 'limits' ? filledIn('limits', limits) : []),
    ...(isResources || field.path.at(-1) === 'requests' ? filledIn('requests', requests) : []),
  ];
  return parts.length === 0
    ? []
    : [{ text: l10n.t('In {0}, what is not written here becomes: {1}.', namespace, parts.join(', ')) }];
}

function room(
  resource: string,
  wanted: number | undefined,
  { namespace, quota, most, largest, free }: Extract<Answer, { to: 'room' }>,
): readonly Sentence[] {
  const amount = (value: number): string => amountOf(resource, value);
  const name =
    quota?.counts === 'limits' ? l10n.t('{0} limits', resourceName(resource)) : resourceName(resource);
  const sentences: string[] = [];
  if (quota) {
    const left = Math.max(0, quota.left);
    sentences.push(
      left === 0
        ? l10n.t('In {0}: nothing of the quota for {1} ({2}) is left.', namespace, name, amount(quota.hard))
        : l10n.t(
            'In {0}: {1} of the quota for {2} ({3}) are left.',
            namespace,
            amount(left),
            name,
            amount(quota.hard),
          ),
    );
    if (wanted !== undefined && wanted > left && left > 0)
      sentences.push(l10n.t('That is less than what stands here: it would be refused.'));
  }
  if (most !== undefined && (wanted === undefined || wanted > most))
    sentences.push(l10n.t('One container may have {0} at most in {1}.', amount(most), namespace));
  if (largest !== undefined) sentences.push(machinesWords(wanted, largest, free, amount));
  return sentences.length === 0 ? [] : [{ text: sentences.join(' ') }];
}

/** What the machines have, and whether that is enough. */
function machinesWords(
  wanted: number | undefined,
  largest: number,
  free: number | undefined,
  amount: (value: number) => string,
): string {
  if (largest === 0) return l10n.t('No machine of this cluster has any.');
  if (wanted !== undefined && wanted > largest)
    return l10n.t('The largest machine has {0} in all: this would wait for ever.', amount(largest));
  if (free === undefined) return l10n.t('The largest machine has {0} in all.', amount(largest));
  return wanted !== undefined && wanted > free
    ? l10n.t(
        'The largest machine has {0} in all, but right now at most {1} are free on one: this would wait until something ends.',
        amount(largest),
        amount(Math.max(0, free)),
      )
    : l10n.t(
        'The largest machine has {0} in all; right now {1} are free on one.',
        amount(largest),
        amount(free),
      );
}

function existence(
  found: ExplainedField,
  { kind, name }: Extract<Question, { asks: 'exists' }>,
  answer: Extract<Answer, { to: 'exists' }>,
): readonly Sentence[] {
  const { namespace, size } = answer;
  if (!answer.found) {
    const missing =
      namespace === undefined
        ? l10n.t('This cluster has no {0} "{1}".', kind, name)
        : l10n.t('There is no {0} "{1}" in {2}.', kind, name, namespace);
    const isOptional = namedObject(found)?.isOptional === true;
    return [{ text: isOptional ? missing : `${missing} ${l10n.t('Without it, this will not start.')}` }];
  }
  const there =
    namespace === undefined
      ? l10n.t('{0} "{1}" exists.', kind, name)
      : l10n.t('{0} "{1}" exists in {2}.', kind, name, namespace);
  const more =
    answer.isPending === true
      ? l10n.t('It has no storage yet.')
      : size === undefined
        ? undefined
        : l10n.t('It has {0}.', bytes(size));
  return [{ text: more === undefined ? there : `${there} ${more}` }];
}

/** The first few pods; those that need attention come first. */
const MOST_PODS = 3;

function state({ namespace, pods }: Extract<Answer, { to: 'state' }>, most: number): readonly Sentence[] {
  if (pods.length === 0 && most === 1) return []; // a limit of what does not run
  if (pods.length === 0) return [{ text: l10n.t('In {0}: nothing of it runs right now.', namespace) }];
  const shown = pods.slice(0, most).map(({ name, words }): Sentence => ({
    text:
      pods.length === 1
        ? l10n.t('Right now in {0}: {1}.', namespace, words)
        : l10n.t('{0}: {1}.', name, words),
    actions: [
      { title: l10n.t('Explain'), command: 'porthole.explain', argument: { namespace, pod: name } },
      { title: l10n.t('Logs'), command: 'porthole.showLogs', argument: { namespace, pod: name } },
    ],
  }));
  const rest = pods.length - shown.length;
  return [
    ...(pods.length === 1 ? [] : [{ text: l10n.t('Right now in {0}:', namespace) }]),
    ...shown,
    ...(rest > 0 ? [{ text: l10n.t('and {0} more.', rest) }] : []),
  ];
}
