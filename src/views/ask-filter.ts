import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { NamespacesSource } from './namespaces/namespaces-source.ts';

interface Idea extends vscode.QuickPickItem {
  readonly text: string;
}

/** Asks what to filter by. The rows follow while it is typed; Enter keeps the filter, Escape brings the one before back. */
export function askFilter(
  namespaces: Pick<NamespacesSource, 'filterText' | 'setFilter' | 'filterIdeas'>,
): Promise<void> {
  const owned = new DisposableStore();
  const before = namespaces.filterText;
  const list = owned.own(vscode.window.createQuickPick<Idea>());
  const ideas: readonly Idea[] = namespaces
    .filterIdeas()
    .map(({ text, words }) => ({ label: text, description: words, text }));
  // What was typed stands first, so that Enter means it; an idea is chosen with the arrow keys or the mouse.
  const offer = (typed: string): void => {
    const own: Idea = { label: typed, description: l10n.t('what you typed'), text: typed, alwaysShow: true };
    list.items = typed.trim() === '' ? ideas : [own, ...ideas.filter(({ text }) => text !== typed)];
  };
  list.title = l10n.t('Filter pods');
  list.placeholder = l10n.t('A name, a label (app=api), a state (waiting), or mine');
  list.matchOnDescription = true;
  list.value = before;
  offer(before);
  return new Promise((resolve) => {
    let kept = before;
    owned.own(
      list.onDidChangeValue((typed) => {
        offer(typed);
        namespaces.setFilter(typed);
      }),
    );
    owned.own(
      list.onDidAccept(() => {
        // Enter on an empty field means no filter, not the first idea.
        kept = list.value.trim() === '' && before !== '' ? '' : (list.activeItems[0]?.text ?? list.value);
        list.hide();
      }),
    );
    owned.own(
      list.onDidHide(() => {
        namespaces.setFilter(kept);
        owned.dispose();
        resolve();
      }),
    );
    list.show();
  });
}
