import { homedir } from 'node:os';
import { DisposableStore } from '../../src/common/disposable.ts';
import { gatherEvidence } from '../../src/k8s/evidence/gather.ts';
import { createConnections } from '../../src/k8s/connection.ts';
import type { Session } from '../../src/k8s/session.ts';
import { CurrentConnection } from '../../src/views/current-connection.ts';
import { LooksBySession } from '../../src/views/namespaces/looks-by-session.ts';
import { NamespacesSource } from '../../src/views/namespaces/namespaces-source.ts';
import { RightsBySession } from '../../src/views/rights.ts';
import { ToolsSource } from '../../src/views/tools/tools-source.ts';
import { rootOf } from '../../src/views/tree/row-node.ts';
import type { RowNode } from '../../src/views/tree/row-node.ts';

/**
 * The sidebar as `extension.ts` puts it together, from the kubeconfig to the rows that are handed to VS Code. What is left out is
 * VS Code itself: `RowTree`, which turns rows into tree items, and everything around the rows (badge, status bar).
 */
export interface Sidebar {
  readonly namespaces: NamespacesSource;
  readonly root: RowNode;
  readonly session: Session | undefined;
  /** Resolves with the rows that have to be repainted, each time there are some. */
  onPaint: (changed: readonly RowNode[]) => void;
  connect(): Promise<void>;
  show(): void;
  hide(): void;
  dispose(): void;
}

export interface SidebarOptions {
  readonly kubeconfig: string;
  /** Namespaces that the user has typed before. */
  readonly remembered?: readonly string[];
}

export function makeSidebar({ kubeconfig, remembered = [] }: SidebarOptions): Sidebar {
  const owned = new DisposableStore();
  const onError = (error: unknown): never => {
    throw error;
  };
  const connection = owned.own(new CurrentConnection());
  const looks = owned.own(
    new LooksBySession(
      (session) => async (pod, signal) =>
        (await gatherEvidence(session.api, { kind: 'Pod', ...pod }, {}, signal)).bundle,
      onError,
    ),
  );
  const rights = owned.own(new RightsBySession(onError));
  const namespaces = owned.own(
    new NamespacesSource({
      connection,
      looks: (session) => looks.of(session),
      rights: (session) => rights.of(session),
      groupBy: () => 'owner',
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
      pod: (namespace, name) => namespaces.pod(namespace, name),
      rights: (session) => rights.of(session),
      connections: { rows: () => [], onDidChange: () => ({ dispose: () => undefined }) },
    }),
  );
  const root = rootOf(() => namespaces.rows());
  const toolRoot = rootOf(() => tools.rows());
  const shown = owned.own(new DisposableStore());
  let visible: DisposableStore | undefined;
  const sidebar: Sidebar = {
    namespaces,
    root,
    get session() {
      return connection.session;
    },
    onPaint: () => undefined,
    connect: async () => {
      const connections = createConnections({
        settings: () => ({ kubeconfig: [kubeconfig] }),
        places: { env: {}, homedir: homedir(), cwd: process.cwd() },
        mayRun: () => false,
        memory: { of: () => remembered, remember: () => undefined },
        onUnexpected: onError,
      });
      connection.use(connections);
      await connections.open();
    },
    show: () => {
      visible = shown.own(new DisposableStore());
      visible.own(namespaces.observe());
      visible.own(tools.observe());
    },
    hide: () => {
      if (visible) shown.release(visible);
    },
    dispose: () => owned.dispose(),
  };
  // What RowTree does with a change, and showState with the number on the icon.
  owned.own(
    namespaces.onDidChange(() => {
      const changed: RowNode[] = [];
      root.update({ ...root.row }, changed);
      namespaces.attention();
      sidebar.onPaint(changed);
    }),
  );
  owned.own(tools.onDidChange(() => toolRoot.update({ ...toolRoot.row }, [])));
  return sidebar;
}
