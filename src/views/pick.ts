import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { throwIfCancelled } from '../common/cancellation.ts';
import type { ContextRef, Session } from '../k8s/session.ts';
import { liveRow } from '../rows/bundle-rows.ts';
import { POD_ENTRIES } from '../rows/pod-entry.ts';
import type { PodEntry } from '../rows/pod-entry.ts';
import { problemWords } from '../rows/problem-words.ts';
import type { PodRow } from '../rows/row.ts';
import { host } from '../rows/server-host.ts';
import { problemOf } from '../k8s/problem.ts';
import type { ClusterProblem } from '../k8s/problem.ts';
import type { InstalledTool } from '../tools/installed-tool.ts';
import { runCommand } from './commands.ts';
import { needsAttention } from './namespaces/grouping.ts';
import { podIcon } from './namespaces/state-icon.ts';
import { isProduction } from './production.ts';
import { SAMPLE_CONTEXT } from './sample-target.ts';
import type { PodRef } from './refs.ts';
import type { TopOf } from '../rows/owner-word.ts';
import { ownerRef } from './namespaces/pod-rows.ts';
import type { ToolsSource } from './tools/tools-source.ts';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/**
 * Asks for one of the choices, which may take a while to come: the list is open at once, says that it is loading, and closing it
 * stops the loading.
 */
export async function pick<T>(
  title: string,
  placeholder: string,
  load: (signal: AbortSignal) => Promise<readonly Choice<T>[]>,
): Promise<T | undefined> {
  const cancel = new AbortController();
  const list = vscode.window.createQuickPick<Choice<T>>();
  list.title = title;
  list.placeholder = placeholder;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.busy = true;
  const chosen = new Promise<T | undefined>((resolve) => {
    list.onDidAccept(() => {
      const [item] = list.selectedItems;
      if (item?.value !== undefined) resolve(item.value);
    });
    list.onDidHide(() => resolve(undefined));
  });
  list.show();
  const loading = load(cancel.signal).then((choices) => {
    list.busy = false;
    list.items = choices;
  });
  try {
    // A failure to load ends the question; the loading itself never answers it.
    return await Promise.race([chosen, loading.then(() => chosen)]);
  } finally {
    cancel.abort();
    list.dispose();
    // Its end was seen above, or does not matter any more.
    loading.catch(() => undefined);
  }
}

/** The pods of the namespaces that are looked at; those that need somebody come first. */
export async function pickPod(
  session: Session,
  namespaces: (signal: AbortSignal) => Promise<readonly string[]>,
  title: string,
): Promise<PodRef | undefined> {
  const chosen = await pick<PodRef | Refusals>(
    title,
    l10n.t('Name of a pod, or what is the matter with it'),
    async (signal) => {
      const { rows, refused } = await podsOf(session, await namespaces(signal), signal);
      const now = Date.now();
      const ailing = rows.filter((row) => needsAttention(row, now));
      const others = rows.filter((row) => !needsAttention(row, now));
      const choices = [
        ...(ailing.length > 0 ? [separator(l10n.t('need attention'))] : []),
        ...ailing.map((row) => podChoice(row, now)),
        ...(ailing.length > 0 && others.length > 0 ? [separator(l10n.t('others'))] : []),
        ...others.map((row) => podChoice(row, now)),
      ];
      return choices.length > 0
        ? choices
        : nothingToChoose(l10n.t('Nothing runs in your namespaces.'), refused);
    },
  );
  return oneOrRequest(chosen);
}

export type Refusals = readonly ClusterProblem[];

/** Why there is nothing to choose: nothing is there, or nothing may be seen, which can be asked for. */
export function nothingToChoose(nothing: string, refused: Refusals): readonly Choice<Refusals>[] {
  const [first] = refused;
  if (!first) return [{ label: nothing }];
  return [
    { label: `$(lock) ${problemWords(first).title}` },
    { label: `$(mail) ${l10n.t('Copy a request to your platform team')}`, value: refused },
  ];
}

export function separator(label: string): Choice<never> {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

export function podChoice(row: PodRow, now: number): Choice<PodRef> {
  return {
    label: `$(${podIcon(row, now).icon}) ${row.name}`,
    description: row.words,
    detail: row.namespace,
    value: { namespace: row.namespace, pod: row.name, ...ownerRef(row) },
  };
}

/** The pods of these namespaces, as rows. */
export async function podsOf(
  session: Session,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly rows: readonly PodRow[]; readonly refused: Refusals }> {
  const lists = await Promise.all(namespaces.map((namespace) => entriesOf(session, namespace, signal)));
  throwIfCancelled(signal);
  const now = Date.now();
  const topOf: TopOf = (pod) => session.owners.topOf(pod);
  const rows = lists.flatMap((list) =>
    'problem' in list ? [] : list.map((entry) => liveRow(entry, undefined, now, topOf)),
  );
  return { rows, refused: lists.flatMap((list) => ('problem' in list ? [list.problem] : [])) };
}

/** The pods of a namespace, or why they may not be seen. */
async function entriesOf(
  session: Session,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly PodEntry[] | { readonly problem: ClusterProblem }> {
  const pods = session.collection(POD_ENTRIES, namespace);
  const observing = pods.observe();
  try {
    return [...(await pods.whenLive(signal)).values()];
  } catch (error) {
    const problem = problemOf(error);
    if (problem?.kind === 'not-allowed') return { problem };
    throw error;
  } finally {
    observing.dispose();
  }
}

export async function pickTool(
  source: Pick<ToolsSource, 'whenKnown' | 'refused'>,
  title = l10n.t('Open a tool'),
): Promise<InstalledTool | undefined> {
  const chosen = await pick<InstalledTool | Refusals>(title, l10n.t('Tool'), async (signal) => {
    const tools = await source.whenKnown(signal);
    if (tools.length === 0)
      return nothingToChoose(l10n.t('No data-science tools found in your namespaces.'), source.refused());
    return tools.map((tool) => ({
      label: tool.title,
      description: [tool.name, tool.version].filter((part) => part !== undefined).join(' · '),
      detail: tool.namespace,
      value: tool,
    }));
  });
  return oneOrRequest(chosen);
}

/** What was chosen; a request is copied, and then nothing was. */
export async function oneOrRequest<T>(chosen: T | Refusals | undefined): Promise<T | undefined> {
  if (!isRefusals(chosen)) return chosen;
  await runCommand('porthole.copyAccessRequest', chosen);
  return undefined;
}

function isRefusals(chosen: unknown): chosen is Refusals {
  return Array.isArray(chosen);
}

export async function pickContext(
  contexts: readonly ContextRef[],
  current: string | undefined,
  production: string,
): Promise<ContextRef | 'sample' | 'file' | undefined> {
  return pick<ContextRef | 'sample' | 'file'>(l10n.t('Switch cluster'), l10n.t('Cluster'), () =>
    Promise.resolve([
      ...contexts.map((context) => ({
        label: context.name === current ? `$(check) ${context.name}` : context.name,
        description: [
          host(context.server),
          context.namespace,
          isProduction([context.name, context.cluster], production)
            ? l10n.t('looks like production')
            : undefined,
        ]
          .filter((part) => part !== undefined && part !== '')
          .join(' · '),
        value: context,
      })),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: `$(folder-opened) ${l10n.t('Choose another kubeconfig file…')}`, value: 'file' as const },
      {
        label: `$(${current === SAMPLE_CONTEXT ? 'check' : 'beaker'}) ${l10n.t('Try the sample cluster')}`,
        value: 'sample' as const,
      },
    ]),
  );
}

/** The sentence for an error that ends a command. */
export function failureWords(error: unknown): string {
  const problem = problemOf(error);
  if (problem) return problemWords(problem).title;
  return l10n.t("That did not work. Porthole's log says why.");
}
