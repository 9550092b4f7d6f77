import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { bytes } from '../../common/quantities.ts';
import type { GroupEvent } from '../../k8s/streams/group-log.ts';
import { textOf, writeLog } from './log-file.ts';
import type { LogFeed } from './log-feed.ts';
import { showInformation } from '../notice.ts';

/** What a log can be saved from. */
export interface SavedLog {
  readonly name: string;
  readonly feed: LogFeed;
  /** Reads everything that the cluster still has, from the beginning. */
  readonly all: (signal: AbortSignal) => AsyncIterable<GroupEvent>;
}

/** An editor shows so much at once; VS Code itself has no larger unsaved texts. */
const MOST_IN_EDITOR = 40 * 2 ** 20;
/** Progress is told no more often. */
const PROGRESS_MS = 200;

/** Asks where to, and writes the log there: of any size, with progress, until somebody cancels it. */
export async function saveLog(log: SavedLog): Promise<void> {
  const isAll = await wantsAll(log.feed);
  if (isAll === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${log.name.replace(/[^\w.-]+/g, '-')}.log`;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder?.scheme === 'file' ? folder : vscode.Uri.file(homedir()), file),
    title: l10n.t('Save the log of {0}', log.name),
  });
  if (!target) return;
  if (target.scheme !== 'file') {
    // A folder that is no folder of this machine takes files only as a whole.
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(textOfPage(log.feed)));
    return;
  }
  const written = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Saving the log of {0}', log.name),
      cancellable: true,
    },
    (progress, token) => write(log, isAll, target.fsPath, progress, token),
  );
  const open = l10n.t('Open');
  const chosen = await showInformation(
    l10n.t(
      '{0} lines ({1}) are in {2}.',
      written.lines.toLocaleString(),
      bytes(written.bytes),
      target.fsPath,
    ),
    open,
  );
  if (chosen === open) await vscode.window.showTextDocument(target);
}

/** Opens what the page has in an editor: the newest part of it, where it is too much for one. */
export async function openAsText(feed: LogFeed): Promise<void> {
  const all = textOfPage(feed);
  const cut = all.length > MOST_IN_EDITOR ? all.indexOf('\n', all.length - MOST_IN_EDITOR) + 1 : 0;
  const note = l10n.t('# The oldest part is left out here: an editor takes {0}.', bytes(MOST_IN_EDITOR));
  const content = cut === 0 ? all : `${note}\n${all.slice(cut)}`;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'log' }));
}

/** Whether all that the cluster has is wanted, or what the page has; nothing where the question was closed. */
async function wantsAll({ store }: LogFeed): Promise<boolean | undefined> {
  if (store.dropped === 0) return false;
  const kept = store.next - store.oldest;
  const choice = await vscode.window.showQuickPick(
    [
      {
        label: l10n.t('Everything that the cluster still has'),
        description: l10n.t('at least {0} lines', (store.next - 1).toLocaleString()),
        isAll: true,
      },
      {
        label: l10n.t('What this page has'),
        description: l10n.t('the newest {0} lines', kept.toLocaleString()),
        isAll: false,
      },
    ],
    { title: l10n.t('Save the log') },
  );
  return choice?.isAll;
}

async function write(
  log: SavedLog,
  isAll: boolean,
  path: string,
  progress: vscode.Progress<{ message: string }>,
  token: vscode.CancellationToken,
): Promise<{ lines: number; bytes: number }> {
  const stop = new AbortController();
  const listening = token.onCancellationRequested(() => stop.abort());
  let told = 0;
  try {
    return await writeLog(
      path,
      isAll ? textOf(log.all(stop.signal)) : log.feed.pieces(),
      (written) => {
        if (Date.now() - told < PROGRESS_MS) return;
        told = Date.now();
        progress.report({
          message: l10n.t('{0} lines, {1}', written.lines.toLocaleString(), bytes(written.bytes)),
        });
      },
      stop.signal,
    );
  } finally {
    listening.dispose();
  }
}

function textOfPage(feed: LogFeed): string {
  return `${[...feed.lines()].join('\n')}\n`;
}
