import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Session } from '../k8s/session.ts';
import { labelSelector } from '../k8s/streams/label-selector.ts';
import { grouped, needsAttention } from './namespaces/grouping.ts';
import { nothingToChoose, oneOrRequest, pick, podChoice, podsOf, separator } from './pick.ts';
import type { Choice, Refusals } from './pick.ts';
import type { AnyLogsRef } from './refs.ts';
import type { PodRow } from '../rows/row.ts';

/** What the list offers: a log, or the question for labels. */
type Offer = AnyLogsRef | 'labels';

/** Asks whose log: a pod, all pods of a job or deployment, or those that labels choose. */
export async function pickLogs(
  session: Session,
  namespaces: (signal: AbortSignal) => Promise<readonly string[]>,
): Promise<AnyLogsRef | undefined> {
  const title = l10n.t('Show logs');
  let names: readonly string[] = [];
  const picked = await pick<Offer | Refusals>(
    title,
    l10n.t('Name of a pod, of a job or deployment, or what is the matter with it'),
    async (signal) => {
      names = await namespaces(signal);
      const { rows, refused } = await podsOf(session, names, signal);
      if (rows.length === 0 && refused.length > 0)
        return nothingToChoose(l10n.t('Nothing runs in your namespaces.'), refused);
      return logChoices(rows, Date.now());
    },
  );
  const chosen = await oneOrRequest<Offer>(picked);
  if (chosen !== 'labels') return chosen;
  const namespace = await pickNamespace(names);
  return namespace === undefined ? undefined : askLabels(namespace);
}

/** What needs somebody first, then groups, then single pods. */
export function logChoices(rows: readonly PodRow[], now: number): readonly Choice<Offer>[] {
  const ailing = rows.filter((row) => needsAttention(row, now));
  const others = rows.filter((row) => !needsAttention(row, now));
  return [
    ...under<Offer>(
      l10n.t('need attention'),
      ailing.map((row) => podChoice(row, now)),
    ),
    ...under<Offer>(l10n.t('all pods of'), groupChoices(rows, now)),
    ...under<Offer>(
      l10n.t('single pods'),
      others.map((row) => podChoice(row, now)),
    ),
    separator(''),
    { label: `$(tag) ${l10n.t('Pods with certain labels…')}`, alwaysShow: true, value: 'labels' },
  ];
}

function under<T>(label: string, choices: readonly Choice<T>[]): readonly Choice<T>[] {
  return choices.length === 0 ? [] : [separator(label), ...choices];
}

function groupChoices(rows: readonly PodRow[], now: number): readonly Choice<Offer>[] {
  return [...new Set(rows.map(({ namespace }) => namespace))].flatMap((namespace) =>
    grouped(
      rows.filter((row) => row.namespace === namespace),
      'owner',
      now,
    ).groups.map((group) => ({
      label: `$(layers) ${group.label}`,
      description: group.words,
      detail: namespace,
      value: { namespace, group: { owner: group.key } },
    })),
  );
}

async function pickNamespace(names: readonly string[]): Promise<string | undefined> {
  if (names.length < 2) return names[0];
  return pick(l10n.t('Show logs'), l10n.t('Namespace of the pods'), () =>
    Promise.resolve(names.map((name) => ({ label: name, value: name }))),
  );
}

async function askLabels(namespace: string): Promise<AnyLogsRef | undefined> {
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Logs of pods in {0}', namespace),
    prompt: l10n.t('Labels of the pods, for example app=train or app in (train, eval)'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === '' || labelSelector(value) ? undefined : l10n.t('That is not a label selector yet'),
  });
  const selector = typed?.trim() ?? '';
  return selector === '' ? undefined : { namespace, group: { selector } };
}
