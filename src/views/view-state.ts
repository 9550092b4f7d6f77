import type * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { badge } from './badge.ts';
import type { ToolConnections } from './connections/tool-connections.ts';
import { ContextKeySetter } from './context-keys.ts';
import type { ContextKeys } from './contributions.ts';
import type { CurrentConnection } from './current-connection.ts';
import type { NamespacesSource } from './namespaces/namespaces-source.ts';
import { setting } from './settings.ts';
import { StatusBar } from './status-bar.ts';
import { ViewProgress } from './view-progress.ts';

/** What the views have to say when they are empty. */
export function viewState({
  connection,
  problem,
}: Pick<CurrentConnection, 'connection' | 'problem'>): ContextKeys['porthole.state'] {
  if (!connection) return 'starting';
  if (problem) return problem.kind === 'no-kubeconfig' ? 'no-kubeconfig' : 'problem';
  return connection.state === 'open' && connection.session.namespaces.state === 'known'
    ? 'open'
    : 'connecting';
}

export interface ShownParts {
  readonly connection: CurrentConnection;
  readonly connections: ToolConnections;
  readonly namespaces: NamespacesSource;
  readonly view: Pick<vscode.TreeView<unknown>, 'visible' | 'badge' | 'onDidChangeVisibility'>;
}

/** Keeps everything around the rows in step with them: context keys, progress, the number on the icon, the status bar. */
export function showState({ connection, connections, namespaces, view }: ShownParts): Disposable {
  const owned = new DisposableStore();
  const statusBar = owned.own(new StatusBar(connection, () => setting('porthole.productionPattern')));
  const progress = owned.own(new ViewProgress('porthole.namespaces'));
  const keys = new ContextKeySetter();
  const show = (): void => {
    const state = viewState(connection);
    keys.set('porthole.state', state);
    keys.set('porthole.hasConnections', connections.all.length > 0);
    // While the view is hidden nothing is asked of the cluster, and nothing is under way.
    progress.show(view.visible && !namespaces.stopped && (state === 'starting' || state === 'connecting'));
    keys.set('porthole.isFiltered', namespaces.filterText !== '');
    view.badge = badge(namespaces.attention(), view.visible, Date.now());
    statusBar.update();
  };
  for (const changed of [connection.onDidChange, namespaces.onDidChange, connections.onDidChange])
    owned.own(changed(show));
  owned.own(view.onDidChangeVisibility(show));
  show();
  return owned;
}
