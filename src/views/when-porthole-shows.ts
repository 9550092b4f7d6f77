import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { PANEL_TYPES } from './contributions.ts';

/** Calls `shown` once: when one of the views is visible, or a page of ours that VS Code has kept is there again. */
export function whenPortholeShows(
  views: readonly Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>[],
  shown: () => void,
): Disposable {
  const owned = new DisposableStore();
  const look = (): void => {
    if (owned.isDisposed || !(views.some(({ visible }) => visible) || hasPage())) return;
    owned.dispose();
    shown();
  };
  for (const view of views) owned.own(view.onDidChangeVisibility(look));
  owned.own(vscode.window.tabGroups.onDidChangeTabs(look));
  look();
  return owned;
}

/** VS Code puts a prefix of its own before the type of a page. */
function hasPage(): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      if (!(input instanceof vscode.TabInputWebview)) return false;
      const { viewType } = input;
      return PANEL_TYPES.some((type) => viewType.endsWith(type));
    });
}
