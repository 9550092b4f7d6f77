import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isCancelled } from '../common/cancellation.ts';
import { problemOf } from '../k8s/problem.ts';
import type { Session } from '../k8s/session.ts';
import { accessRequest, problemDetails } from './access-request.ts';
import { askFilter } from './ask-filter.ts';
import { runCommand } from './commands.ts';
import type { CommandHandlers } from './commands.ts';
import { addressOf } from './connections/tool-connections.ts';
import type { ToolConnection } from './connections/tool-connections.ts';
import { whoAmI } from './namespaces/who-am-i.ts';
import { showWarning } from './notice.ts';
import { openAt } from './open-file.ts';
import { openTool } from './open-tool.ts';
import type { Parts } from './parts.ts';
import { pickContext, pickPod, pickTool } from './pick.ts';
import { pickLogs } from './pick-logs.ts';
import type { PodRef } from './refs.ts';
import { reportOf } from './report.ts';
import { setting } from './settings.ts';
import { connectionOf, logsOf, podOf, toolOf } from './subject.ts';
import type { RowNode } from './tree/row-node.ts';
import { whatCanIDo } from './what-can-i-do.ts';

/** Somebody waits for the message that it goes into. */
const LONGEST_QUESTION_MS = 3_000;

/** What every command does, over the parts that `extension.ts` built. */
export function commandHandlers(parts: Parts): CommandHandlers {
  const { connection, connector, namespaces, limits, tools, connections, explain, logs, yaml, log } = parts;

  /** The session, or nothing after having said why there is none. */
  const needSession = async (): Promise<Session | undefined> => {
    await parts.started;
    const { session, problem } = connection;
    if (session && !problem) return session;
    void vscode.commands.executeCommand('porthole.namespaces.focus');
    return undefined;
  };
  const contextName = (): string => connection.session?.context.name ?? '';
  const needPod = async (
    subject: PodRef | RowNode | undefined,
    title: string,
  ): Promise<PodRef | undefined> => {
    const session = await needSession();
    return (
      podOf(subject) ??
      explain.active?.story?.subject ??
      (session && pickPod(session, (signal) => namespaces.whenWanted(signal), title))
    );
  };
  const needConnection = async (
    subject: RowNode | undefined,
    title: string,
  ): Promise<ToolConnection | undefined> => {
    const id = connectionOf(subject);
    if (id !== undefined) return connections.get(id);
    const { all } = connections;
    if (all.length < 2) return all[0];
    const items = all.map((open) => ({ label: open.title, description: open.forward.address, open }));
    return (await vscode.window.showQuickPick(items, { title }))?.open;
  };

  return {
    'porthole.explain': async (subject) => {
      const session = await needSession();
      const ref =
        podOf(subject) ??
        (session &&
          (await pickPod(session, (signal) => namespaces.whenWanted(signal), l10n.t('Explain a pod'))));
      if (ref)
        explain.show({
          context: contextName(),
          namespace: ref.namespace,
          pod: ref.pod,
          ...(ref.owner !== undefined && { owner: ref.owner }),
        });
    },
    'porthole.showLogs': async (subject) => {
      const given = logsOf(subject);
      const session = given ? undefined : await needSession();
      const ref = given ?? (session && (await pickLogs(session, (signal) => namespaces.whenWanted(signal))));
      if (ref) logs.show({ ...ref, context: contextName() });
    },
    'porthole.openTool': async (subject) => {
      const session = await needSession();
      if (!session) return undefined;
      const ref = toolOf(subject);
      const known =
        ref &&
        (tools.find(ref) ??
          (await tools.whenKnown(new AbortController().signal)).find(
            ({ tool, name, namespace }) =>
              tool === ref.tool && name === ref.name && namespace === ref.namespace,
          ));
      const tool = ref ? known : await pickTool(tools);
      if (!tool) {
        if (ref) void showWarning(l10n.t('{0} is not there any more.', ref.name));
        return undefined;
      }
      return openTool(session, tool, parts.openToolDoors);
    },
    'porthole.showTool': async (subject) => {
      const session = await needSession();
      if (!session) return;
      const ref = toolOf(subject) ?? (await pickTool(tools, l10n.t('Use a tool from code')));
      if (!ref) return;
      const { tool, name, namespace } = ref;
      parts.toolPages.show({ context: contextName(), tool, name, namespace });
    },
    'porthole.switchCluster': async () => {
      await parts.started;
      const current = connection.connection;
      const chosen = await pickContext(
        current?.contexts ?? [],
        connection.session?.context.name,
        setting('porthole.productionPattern'),
      );
      if (chosen === 'sample') await connector.useSample();
      else if (chosen === 'file') await chooseKubeconfig();
      else if (chosen) await connector.useContext(chosen.name);
    },
    'porthole.addNamespace': async () => {
      const session = await needSession();
      if (!session) return;
      const name = await vscode.window.showInputBox({
        title: l10n.t('Add a namespace'),
        prompt: l10n.t('The name of a namespace (team space) that you may use'),
        validateInput: (value) =>
          /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value.trim()) || value === ''
            ? undefined
            : l10n.t('Small letters, digits and dashes only'),
      });
      if (name === undefined || name.trim() === '') return;
      session.addNamespace(name.trim());
    },
    'porthole.report': async (subject) => {
      const ref = await needPod(subject, l10n.t('Report for the platform team'));
      const { session } = connection;
      if (!ref || !session) return;
      const text = await vscode.window.withProgress({ location: { viewId: 'porthole.namespaces' } }, () =>
        reportOf(session, ref, parts.gather(session)),
      );
      await vscode.env.clipboard.writeText(text);
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ content: text, language: 'markdown' }),
      );
      vscode.window.setStatusBarMessage(l10n.t('The report is copied as well.'), 5000);
    },
    'porthole.trySampleCluster': () => connector.useSample(),
    'porthole.stopConnection': async (subject) => {
      const open = await needConnection(subject, l10n.t('Stop a connection'));
      if (open) connections.stop(open.id);
    },
    'porthole.openConnection': async (subject) => {
      const open = await needConnection(subject, l10n.t('Open in the browser'));
      if (open) await parts.openToolDoors.openExternal(addressOf(open));
    },
    'porthole.copyAddress': async (subject) => {
      const open = await needConnection(subject, l10n.t('Copy the address'));
      if (open) await vscode.env.clipboard.writeText(addressOf(open));
    },
    'porthole.showLog': () => log.show(),
    'porthole.refresh': async () => {
      namespaces.goOn();
      await connector.tryAgain();
      const { session } = connection;
      if (session) parts.rights(session).askAgain();
    },
    'porthole.signIn': () => {
      namespaces.goOn();
      return connector.signIn();
    },
    'porthole.chooseKubeconfig': () => chooseKubeconfig(),
    'porthole.openKubeconfig': async () => {
      const { problem } = connection;
      if (problem?.kind === 'bad-kubeconfig') await openAt(problem.file, problem.line ?? 1);
    },
    'porthole.trustWorkspace': async () => {
      await vscode.commands.executeCommand('workbench.trust.manage');
    },
    'porthole.copyAccessRequest': async (missing) => {
      const problems = missing ?? (connection.problem ? [connection.problem] : []);
      const { session } = connection;
      const isRefusal = problems.some(({ kind }) => kind === 'not-allowed');
      const user = session && isRefusal ? await userName(session) : undefined;
      await vscode.env.clipboard.writeText(accessRequest(problems, user));
      vscode.window.setStatusBarMessage(l10n.t('A message to your platform team is copied.'), 5000);
    },
    'porthole.copyProblem': async () => {
      const { problem } = connection;
      if (problem) await vscode.env.clipboard.writeText(problemDetails(problem));
    },
    'porthole.showYaml': async (subject) => {
      const ref = await needPod(subject, l10n.t('Details as YAML'));
      if (ref) await yaml.show(ref);
    },
    'porthole.loadMore': (group) => {
      if (group.startsWith('limits/')) limits.loadMore(group);
      else namespaces.loadMore(group);
    },
    'porthole.why': (row) => runCommand('porthole.explain', row),
    'porthole.details': (row) => runCommand('porthole.explain', row),
    'porthole.logs': (row) => runCommand('porthole.showLogs', row),
    'porthole.open': (row) => runCommand('porthole.openTool', row),
    'porthole.askFor': (row) => runCommand('porthole.copyAccessRequest', row.row.problems ?? []),
    'porthole.filter': () => askFilter(namespaces),
    'porthole.changeFilter': () => askFilter(namespaces),
    'porthole.clearFilter': () => namespaces.setFilter(''),
    'porthole.stopTrying': () => namespaces.stopTrying(),
    'porthole.whatCanIDo': async () => {
      const session = await needSession();
      if (session) await whatCanIDo(session, (signal) => namespaces.whenWanted(signal));
    },
  };
}

/** As the cluster calls this user; nothing where it cannot be asked: a request without a name is better than none. */
async function userName(session: Session): Promise<string | undefined> {
  try {
    return await whoAmI(session, AbortSignal.timeout(LONGEST_QUESTION_MS));
  } catch (error) {
    if (!isCancelled(error) && !problemOf(error)) throw error;
    return undefined;
  }
}

/** The file goes into the user's settings: a folder's settings travel with the folder. */
async function chooseKubeconfig(): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Choose a kubeconfig file'),
      openLabel: l10n.t('Use this file'),
      canSelectMany: false,
    })) ?? [];
  if (file)
    await vscode.workspace
      .getConfiguration()
      .update('porthole.kubeconfig', file.fsPath, vscode.ConfigurationTarget.Global);
}
