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
import type { InstalledTool } from '../tools/installed-tool.ts';
import { needsAttention } from './namespaces/grouping.ts';
import { podIcon } from './namespaces/state-icon.ts';
import { isProduction } from './production.ts';
import { SAMPLE_CONTEXT } from './sample-target.ts';
import type { PodRef } from './refs.ts';
import type { TopOf } from '../rows/owner-word.ts';
import { ownerRef } from './namespaces/pod-rows.ts';

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
  return pick(title, l10n.t('Name of a pod, or what is the matter with it'), async (signal) => {
    const rows = await podsOf(session, await namespaces(signal), signal);
    const now = Date.now();
    const ailing = rows.filter((row) => needsAttention(row, now));
    const others = rows.filter((row) => !needsAttention(row, now));
    const choices = [
      ...(ailing.length > 0 ? [separator(l10n.t('need attention'))] : []),
      ...ailing.map((row) => podChoice(row, now)),
      ...(ailing.length > 0 && others.length > 0 ? [separator(l10n.t('others'))] : []),
      ...others.map((row) => podChoice(row, now)),
    ];
    return choices.length > 0 ? choices : [{ label: l10n.t('Nothing runs in your namespaces.') }];
  });
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
): Promise<readonly PodRow[]> {
  const lists = await Promise.all(namespaces.map((namespace) => entriesOf(session, namespace, signal)));
  throwIfCancelled(signal);
  const now = Date.now();
  const topOf: TopOf = (pod) => session.owners.topOf(pod);
  return lists.flat().map((entry) => liveRow(entry, undefined, now, topOf));
}

/** The pods of a namespace; none where they may not be seen, which the view says already. */
async function entriesOf(
  session: Session,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly PodEntry[]> {
  const pods = session.collection(POD_ENTRIES, namespace);
  const observing = pods.observe();
  try {
    return [...(await pods.whenLive(signal)).values()];
  } catch (error) {
    if (problemOf(error)?.kind === 'not-allowed') return [];
    throw error;
  } finally {
    observing.dispose();
  }
}

export async function pickTool(
  load: (signal: AbortSignal) => Promise<readonly InstalledTool[]>,
  title = l10n.t('Open a tool'),
): Promise<InstalledTool | undefined> {
  return pick(title, l10n.t('Tool'), async (signal) => {
    const tools = await load(signal);
    if (tools.length === 0) return [{ label: l10n.t('No data-science tools found in your namespaces.') }];
    return tools.map((tool) => ({
      label: tool.title,
      description: [tool.name, tool.version].filter((part) => part !== undefined).join(' · '),
      detail: tool.namespace,
      value: tool,
    }));
  });
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
