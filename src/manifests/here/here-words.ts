import * as l10n from '@vscode/l10n';
import { amountOf, bytes, quantityOf, resourceName } from '../../common/quantities.ts';
import type { Sentence } from '../hover/hover-words.ts';
import type { ExplainedField } from '../hover/manifest-hover.ts';
import { valueOf } from '../values/reading.ts';
import { namedObject } from './named-object.ts';
import type { Answer, Question } from './question.ts';

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
      return state(answer);
    case 'matches':
      return [
        {
          text:
            answer.count === 0
              ? l10n.t(
                  'In {0}: no pod (running copy) has these labels right now, so nobody would answer.',
                  answer.namespace,
                )
              : answer.count === 1
                ? l10n.t('In {0}: one pod (running copy) has these labels.', answer.namespace)
                : l10n.t(
                    'In {0}: {1} pods (running copies) have these labels.',
                    answer.namespace,
                    answer.count,
                  ),
        },
      ];
  }
}

function room(
  resource: string,
  wanted: number | undefined,
  { namespace, quota, most, largest }: Extract<Answer, { to: 'room' }>,
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
  if (largest !== undefined)
    sentences.push(
      largest === 0
        ? l10n.t('No machine of this cluster has any.')
        : wanted !== undefined && wanted > largest
          ? l10n.t('The largest machine has {0} in all: this would wait for ever.', amount(largest))
          : l10n.t('The largest machine has {0} in all.', amount(largest)),
    );
  return sentences.length === 0 ? [] : [{ text: sentences.join(' ') }];
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

function state({ namespace, pods }: Extract<Answer, { to: 'state' }>): readonly Sentence[] {
  if (pods.length === 0) return [{ text: l10n.t('In {0}: nothing of it runs right now.', namespace) }];
  const shown = pods.slice(0, MOST_PODS).map(({ name, words }): Sentence => ({
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
