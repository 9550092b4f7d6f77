import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from './common/disposable.ts';
import type { Session } from './k8s/session.ts';
import { ClusterConnector } from './views/cluster-connector.ts';
import { registerCommands } from './views/commands.ts';
import { connectionMemory } from './views/connections/connection-memory.ts';
import { portMemory } from './views/connections/port-memory.ts';
import { ToolConnections } from './views/connections/tool-connections.ts';
import { CurrentConnection } from './views/current-connection.ts';
import { explainPanels } from './views/explain/explain-panels.ts';
import { commandHandlers } from './views/handlers.ts';
import { LimitsSource } from './views/limits/limits-source.ts';
import { logsPanels } from './views/logs/logs-panels.ts';
import { liveRow } from './rows/bundle-rows.ts';
import type { Gather } from './rows/closer-looks.ts';
import { LooksBySession } from './views/namespaces/looks-by-session.ts';
import { ManifestHovers } from './views/manifests/manifest-hovers.ts';
import { NamespacesSource } from './views/namespaces/namespaces-source.ts';
import { showError } from './views/notice.ts';
import { diagnosisOf, openLogs } from './views/open-logs.ts';
import { pageActions } from './views/page-actions.ts';
import type { Parts } from './views/parts.ts';
import { failureWords } from './views/pick.ts';
import { RightsBySession } from './views/rights.ts';
import { onSettingChange, setting } from './views/settings.ts';
import { whenPortholeShows } from './views/when-porthole-shows.ts';
import { openToolDoors, toolFailureWords } from './views/tool-doors.ts';
import { LastEditor } from './views/tool-page/last-editor.ts';
import { toolAction } from './views/tool-page/tool-actions.ts';
import { toolPanels } from './views/tool-page/tool-panels.ts';
import { ConnectionsSource } from './views/connections/connections-source.ts';
import { ToolsSource } from './views/tools/tools-source.ts';
import { RowTree } from './views/tree/row-tree.ts';
import { showState } from './views/view-state.ts';
import { YamlDocuments } from './views/yaml-documents.ts';

/** What tests of the extension host get to see; nothing outside them may rely on it. */
export interface PortholeForTests extends Parts {
  readonly trees: { readonly namespaces: RowTree; readonly tools: RowTree; readonly limits: RowTree };
  /** Addresses that were handed to the browser. */
  readonly opened: readonly string[];
  readonly hovers: ManifestHovers;
}

/** Builds the parts and hands them to each other. Awaits nothing: views fill by themselves once there is a connection. */
export function activate(context: vscode.ExtensionContext): PortholeForTests | undefined {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const owned = new DisposableStore();
  context.subscriptions.push(owned);
  const log = owned.own(vscode.window.createOutputChannel('Porthole', { log: true }));
  const onError = (error: unknown): void => log.error(error instanceof Error ? error : String(error));

  const connection = owned.own(new CurrentConnection());
  const connector = owned.own(new ClusterConnector(connection, context.globalState, onError));
  const gather =
    (session: Session): Gather =>
    async (pod, signal) => {
      const { gatherEvidence } = await import('./k8s/evidence/gather.ts');
      return (await gatherEvidence(session.api, { kind: 'Pod', ...pod }, {}, signal)).bundle;
    };
  const looks = owned.own(new LooksBySession(gather, onError));
  const looksOf = (session: Session): ReturnType<LooksBySession['of']> => looks.of(session);

  const rights = owned.own(new RightsBySession(onError));
  const rightsOf = (session: Session): ReturnType<RightsBySession['of']> => rights.of(session);

  const namespaces = owned.own(
    new NamespacesSource({
      connection,
      looks: looksOf,
      rights: rightsOf,
      groupBy: () => setting('porthole.groupBy'),
      localUser: process.env['USER'] ?? process.env['USERNAME'],
      onError,
    }),
  );
  const connections = owned.own(
    new ToolConnections({
      open: async (session, target, options, signal) =>
        (await import('./k8s/streams/forward.ts')).openForward(
          session.api,
          target,
          // An editor in a browser may be on another machine, and what leads here from there names that machine's host.
          { ...options, localHostsOnly: vscode.env.uiKind === vscode.UIKind.Desktop },
          signal,
        ),
      memory: portMemory(context.globalState, onError),
      window: connectionMemory(context.workspaceState, onError),
      chosenPort: (tool) => setting('porthole.ports')[tool],
      onError,
    }),
  );
  const tools = owned.own(
    new ToolsSource({
      connection,
      namespaces: {
        wanted: () => namespaces.wanted(),
        onDidChange: namespaces.onDidChangeWanted,
        observe: () => namespaces.observeNames(),
        whenWanted: (signal) => namespaces.whenWanted(signal),
      },
      rights: rightsOf,
      pod: (namespace, name) => namespaces.pod(namespace, name),
      connections: { rows: () => connections.rows(), onDidChange: connections.onDidChange },
    }),
  );

  const limits = owned.own(
    new LimitsSource({
      connection,
      namespaces: {
        wanted: () => namespaces.wanted(),
        onDidChange: namespaces.onDidChangeWanted,
        observe: () => namespaces.observeNames(),
      },
      onError,
    }),
  );

  const opened: string[] = [];
  const doors = openToolDoors({
    connections,
    namespaces,
    log,
    opened,
    testing: context.extensionMode === vscode.ExtensionMode.Test,
  });
  const logs = owned.own(
    logsPanels({
      extension: context.extensionUri,
      connection,
      open: openLogs,
      diagnosis: (session, ref, signal) => diagnosisOf(gather(session), ref, signal),
      rights: rightsOf,
      onError,
    }),
  );
  const yaml = owned.own(new YamlDocuments(() => connection.session));
  const explain = owned.own(
    explainPanels({
      extension: context.extensionUri,
      connection,
      looks: looksOf,
      gather,
      rights: rightsOf,
      act: pageActions,
      onError,
    }),
  );
  const editor = owned.own(new LastEditor());
  const toolPages = owned.own(
    toolPanels({
      extension: context.extensionUri,
      connection,
      tools,
      connections,
      rights: rightsOf,
      pods: {
        of: (namespace, name) => namespaces.pod(namespace, name),
        onDidChange: namespaces.onDidChange,
      },
      finding: async (session, { namespace, name }, signal) =>
        (await diagnosisOf(gather(session), { namespace, pod: name }, signal)).findings[0],
      act: (action, session, tool) => toolAction(action, session, tool, { open: doors, editor }),
      failed: (error, tool) => {
        log.warn(`page of ${tool}:`, error instanceof Error ? error.message : String(error));
        void showError(toolFailureWords(error, tool));
      },
      onError,
    }),
  );
  // Commands wait for it: the palette is quicker than a kubeconfig. It begins after the activation, which the whole editor waits for,
  // and when there is a use for it: a file that might be a manifest has woken the extension, and may be none.
  let start: Promise<void> | undefined;
  const started = (): Promise<void> =>
    (start ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => (owned.isDisposed ? undefined : connector.start()))
      .catch(onError));
  const parts: Parts = {
    get started() {
      return started();
    },
    connection,
    connector,
    namespaces,
    limits,
    tools,
    connections,
    explain,
    logs,
    toolPages,
    yaml,
    log,
    gather,
    rights: rightsOf,
    openToolDoors: doors,
  };

  owned.own(
    registerCommands(commandHandlers(parts), (command, error) => {
      log.error(`${command}:`, error instanceof Error ? error : String(error));
      void showError(failureWords(error));
    }),
  );
  const trees = {
    namespaces: owned.own(new RowTree('porthole.namespaces', namespaces)),
    tools: owned.own(new RowTree('porthole.tools', tools)),
    limits: owned.own(new RowTree('porthole.limits', limits)),
  };
  owned.own(new RowTree('porthole.connections', owned.own(new ConnectionsSource(connections))));
  owned.own(connection.onDidChange(() => connections.follow(connection.session)));
  owned.own(onSettingChange(['porthole.groupBy', 'porthole.productionPattern'], () => namespaces.repaint()));
  owned.own(showState({ connection, connections, namespaces, view: trees.namespaces.view }));

  owned.own(
    whenPortholeShows(
      Object.values(trees).map(({ view }) => view),
      () => void started(),
    ),
  );
  const hovers = owned.own(
    new ManifestHovers({
      folder: context.extensionPath,
      log,
      sight: {
        session: () => connection.session,
        onDidChangeSession: connection.onDidChange,
        row: (entry, now) => liveRow(entry, undefined, now),
      },
      onFirst: () => void started(),
      onError,
    }),
  );

  // Not spread: that would ask whether it has started, and so start it.
  return context.extensionMode === vscode.ExtensionMode.Production
    ? undefined
    : Object.assign(parts, { trees, opened, hovers });
}
