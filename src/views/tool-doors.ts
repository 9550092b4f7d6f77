import * as vscode from 'vscode';
import { ForwardError } from '../k8s/streams/forward-problem.ts';
import { forwardWords } from '../rows/forward-words.ts';
import { runCommand } from './commands.ts';
import type { InstalledTool } from '../tools/installed-tool.ts';
import type { ToolConnections } from './connections/tool-connections.ts';
import type { NamespacesSource } from './namespaces/namespaces-source.ts';
import type { OpenToolDoors } from './open-tool.ts';
import { failureWords } from './pick.ts';
import { asksForTheTop, pathBefore } from './path-proxy.ts';
import { ailingPod, downWords } from './tools/tool-rows.ts';
import { waitForAnswer } from './wait-for-answer.ts';

/** Only a warning hangs on it. */
const PAGE_MS = 5_000;

export interface ToolDoorsOptions {
  readonly connections: ToolConnections;
  readonly namespaces: NamespacesSource;
  readonly log: vscode.LogOutputChannel;
  /** Hears of every address that is opened. */
  readonly opened: string[];
  /** Tests read the address; no browser is started. */
  readonly testing: boolean;
}

/** What opening a tool needs of the editor and of the other parts. */
export function openToolDoors({
  connections,
  namespaces,
  log,
  opened,
  testing,
}: ToolDoorsOptions): OpenToolDoors {
  const ailing = (tool: InstalledTool) =>
    ailingPod(tool, (namespace, name) => namespaces.pod(namespace, name), Date.now());
  return {
    connections,
    waitForAnswer,
    openExternal: async (address) => {
      opened.push(address);
      return testing || (await vscode.env.openExternal(vscode.Uri.parse(address, true)));
    },
    pathInTheWay: async (address, signal) => {
      const local = vscode.Uri.parse(address, true);
      const path = pathBefore(local, await vscode.env.asExternalUri(local));
      return path !== undefined && asksForTheTop(await pageAt(address, signal)) ? path : undefined;
    },
    reason: (tool) => downWords(tool, ailing(tool)),
    explain: async (tool) => {
      const row = ailing(tool);
      if (row) await runCommand('porthole.explain', { namespace: row.namespace, pod: row.name });
      else await runCommand('porthole.showTool', tool);
    },
    log: (words) => log.warn(words),
  };
}

/** What the program at a local address sends first; nothing where it cannot be read, as with a certificate of its own. */
async function pageAt(address: string, signal: AbortSignal): Promise<string> {
  const limit = AbortSignal.timeout(PAGE_MS);
  try {
    return await (await fetch(address, { signal: AbortSignal.any([signal, limit]) })).text();
  } catch {
    return '';
  }
}

/** Why something about a tool did not work, in one sentence. */
export function toolFailureWords(error: unknown, tool: string): string {
  return error instanceof ForwardError ? forwardWords(error.problem, tool) : failureWords(error);
}
