import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, throwIfCancelled } from '../../common/cancellation.ts';
import type { Session } from '../../k8s/session.ts';
import type { Endpoint, InstalledTool, Snippet } from '../../tools/installed-tool.ts';
import { codeAt } from '../../tools/snippets.ts';
import { runCommand } from '../commands.ts';
import { addressOf } from '../connections/tool-connections.ts';
import type { ToolConnection } from '../connections/tool-connections.ts';
import { openTool } from '../open-tool.ts';
import { missingFor } from '../rights.ts';
import type { OpenToolDoors } from '../open-tool.ts';
import { sameTool } from '../tools/tool-rows.ts';
import type { LastEditor } from './last-editor.ts';
import { secretOf } from './secret.ts';
import type { ToolAction } from './tool-page.ts';

export interface ToolActionDoors {
  readonly open: OpenToolDoors;
  readonly editor: LastEditor;
}

/** What the links and buttons of a tool's page do. */
export async function toolAction(
  action: ToolAction,
  session: Session,
  tool: InstalledTool,
  doors: ToolActionDoors,
): Promise<void> {
  const endpointOf = (id: string): Endpoint | undefined => tool.endpoints.find((each) => each.id === id);
  switch (action.do) {
    case 'open':
      await openTool(session, tool, doors.open, endpointOf(action.endpoint));
      return;
    case 'connect':
    case 'copy-address': {
      const [connection] = await connectAll(session, tool, [action.endpoint], doors.open);
      if (connection && action.do === 'copy-address') await copy(addressOf(connection));
      return;
    }
    case 'disconnect': {
      const { connections } = doors.open;
      const open = connections.all.find(
        (each) =>
          each.session === session && sameTool(each.tool, tool) && each.endpoint.id === action.endpoint,
      );
      if (open) connections.stop(open.id);
      return;
    }
    case 'copy-code':
    case 'insert-code': {
      const snippet = tool.snippets.find(({ id }) => id === action.snippet);
      if (!snippet) return;
      const code = await liveCode(session, tool, snippet, doors.open);
      if (action.do === 'copy-code') await copy(code);
      else await doors.editor.insert(code);
      return;
    }
    case 'copy-secret': {
      const credential = tool.credentials?.find(({ id }) => id === action.credential);
      if (credential)
        await copy(await secretOf(session, tool.namespace, credential, new AbortController().signal));
      return;
    }
    case 'ask':
      await runCommand('porthole.copyAccessRequest', missingFor('connect', tool.namespace));
      return;
    case 'explain':
      await runCommand('porthole.explain', { namespace: tool.namespace, pod: action.pod });
      return;
    case 'logs':
      await runCommand('porthole.showLogs', { namespace: tool.namespace, pod: action.pod });
      return;
    case 'docs':
      // From the catalogue, never from the cluster.
      if (tool.docs !== undefined) await vscode.env.openExternal(vscode.Uri.parse(tool.docs, true));
  }
}

/** The code with addresses that work now: what it uses is connected first. */
async function liveCode(
  session: Session,
  tool: InstalledTool,
  snippet: Snippet,
  doors: OpenToolDoors,
): Promise<string> {
  const ids = (snippet.uses ?? []).map(({ endpoint }) => endpoint);
  const open = await connectAll(session, tool, ids, doors);
  return codeAt(snippet, new Map(open.map(({ endpoint, forward }) => [endpoint.id, forward.localPort])));
}

async function connectAll(
  session: Session,
  tool: InstalledTool,
  ids: readonly string[],
  { connections }: OpenToolDoors,
): Promise<readonly ToolConnection[]> {
  const wanted = tool.endpoints.filter(({ id }) => ids.includes(id));
  const open = connections.all.filter(
    (each) =>
      each.session === session &&
      sameTool(each.tool, tool) &&
      wanted.some(({ id }) => id === each.endpoint.id),
  );
  // Nothing to wait for, nothing to say.
  if (open.length === wanted.length) return open;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Connecting {0}', tool.title),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const cancel = new AbortController();
    const cancelled = token.onCancellationRequested(() => cancel.abort(new CancelledError()));
    try {
      const made: ToolConnection[] = [];
      for (const endpoint of wanted) {
        made.push(await connections.connect(session, tool, endpoint, cancel.signal));
        throwIfCancelled(cancel.signal);
      }
      return made;
    } finally {
      cancelled.dispose();
    }
  });
}

async function copy(words: string): Promise<void> {
  await vscode.env.clipboard.writeText(words);
  vscode.window.setStatusBarMessage(l10n.t('Copied.'), 2000);
}
