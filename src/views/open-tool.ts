import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isCancelled } from '../common/cancellation.ts';
import { ForwardError } from '../k8s/streams/forward-problem.ts';
import type { Session } from '../k8s/session.ts';
import type { Endpoint, InstalledTool } from '../tools/installed-tool.ts';
import { addressOf } from './connections/tool-connections.ts';
import type { ToolConnection, ToolConnections } from './connections/tool-connections.ts';
import { showError, showWarning } from './notice.ts';
import { failureWords } from './pick.ts';
import { isSwitchedOff } from './tools/tool-rows.ts';
import { forwardWords } from '../rows/forward-words.ts';

/** Whether the program behind an address answers; `waiting` hears why not yet. Resolves when it does, rejects when it will not. */
export type WaitForAnswer = (
  connection: ToolConnection,
  waiting: (words: string) => void,
  signal: AbortSignal,
) => Promise<void>;

/** The program behind a connection does not answer; its words are for the user. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface OpenToolDoors {
  readonly connections: ToolConnections;
  readonly waitForAnswer: WaitForAnswer;
  readonly openExternal: (address: string) => Promise<boolean>;
  /** The path below which this editor shows the address, where the page that stands there does not bear it. */
  readonly pathInTheWay: (address: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Why the tool cannot be used, where that is known: what the diagnosis says of its pods, or which part was switched off. */
  readonly reason: (tool: InstalledTool) => string | undefined;
  /** Asked for when the failure should be explained. */
  readonly explain: (tool: InstalledTool) => Promise<void>;
  readonly log: (words: string) => void;
}

/**
 * One click: forwards the tool's port, waits until its program answers, opens the browser. Says at which step it is, can be
 * cancelled, and ends in the page or in one sentence that says why not. Resolves with the address when it was opened.
 */
export async function openTool(
  session: Session,
  tool: InstalledTool,
  doors: OpenToolDoors,
  chosen?: Endpoint,
): Promise<string | undefined> {
  const endpoint = chosen ?? tool.endpoints.find(({ main }) => main) ?? tool.endpoints[0];
  if (!endpoint) {
    void showWarning(l10n.t('{0} has no page that could be opened.', tool.title));
    return undefined;
  }
  if (isSwitchedOff(tool)) {
    const words = doors.reason(tool) ?? l10n.t('it was scaled to zero');
    void showWarning(
      l10n.t('{0} cannot be opened: {1}. Whoever runs it can switch it on again.', tool.title, words),
    );
    return undefined;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Opening {0}', tool.title),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    const cancelled = token.onCancellationRequested(() => cancel.abort());
    try {
      progress.report({ message: l10n.t('connecting to its pod…') });
      const connection = await doors.connections.connect(session, tool, endpoint, cancel.signal);
      progress.report({ message: l10n.t('waiting until it answers…') });
      const waiting = (words: string): void => progress.report({ message: doors.reason(tool) ?? words });
      await doors.waitForAnswer(connection, waiting, cancel.signal);
      const address = addressOf(connection);
      await connectCompanions(session, tool, endpoint, doors, cancel.signal);
      progress.report({ message: l10n.t('opening the browser…') });
      // The editor's own opener makes the address reachable from where the browser is (SSH, WSL, containers).
      if (!(await doors.openExternal(address))) return undefined;
      const path = await doors.pathInTheWay(address, cancel.signal);
      if (path !== undefined) void warnOfPath(tool, path, address);
      return address;
    } catch (error) {
      if (isCancelled(error) || cancel.signal.aborted) return undefined;
      doors.log(`opening ${tool.title} (${tool.namespace}/${tool.name}): ${String(error)}`);
      void sayWhyNot(tool, error, doors);
      return undefined;
    } finally {
      cancelled.dispose();
    }
  });
}

/** What goes with the page that opens. Without it the page is there all the same, so its failure is no reason not to show it. */
async function connectCompanions(
  session: Session,
  tool: InstalledTool,
  { companions = [] }: Endpoint,
  doors: OpenToolDoors,
  signal: AbortSignal,
): Promise<void> {
  for (const companion of tool.endpoints.filter(({ id }) => companions.includes(id))) {
    try {
      await doors.connections.connect(session, tool, companion, signal);
    } catch (error) {
      if (isCancelled(error)) throw error;
      doors.log(`connecting ${companion.title} (${tool.namespace}/${tool.name}): ${String(error)}`);
    }
  }
}

/** The page is open and may be empty: only somebody who knows why can do something about it. */
async function warnOfPath(tool: InstalledTool, path: string, address: string): Promise<void> {
  const copyAddress = l10n.t('Copy {0}', address);
  const choice = await showWarning(
    l10n.t(
      'This editor shows {0} below the path {1}, but {0} expects to stand at the top of its address: its page may stay empty. If your browser runs on the same machine as the editor, use {2} there.',
      tool.title,
      path,
      address,
    ),
    copyAddress,
  );
  if (choice === copyAddress) await vscode.env.clipboard.writeText(address);
}

/** One sentence: what failed, and the reason that the diagnosis knows; with a way to the whole explanation. */
async function sayWhyNot(tool: InstalledTool, error: unknown, doors: OpenToolDoors): Promise<void> {
  const words =
    error instanceof ForwardError
      ? forwardWords(error.problem, tool.title)
      : error instanceof NoAnswer
        ? error.message
        : failureWords(error);
  const reason = doors.reason(tool);
  const explain = l10n.t('Explain');
  const sentence =
    reason === undefined
      ? l10n.t('{0} could not be opened. {1}', tool.title, words)
      : l10n.t('{0} could not be opened: {1}. {2}', tool.title, reason, words);
  const choice = await showError(sentence, ...(reason === undefined ? [] : [explain]));
  if (choice === explain) await doors.explain(tool);
}
