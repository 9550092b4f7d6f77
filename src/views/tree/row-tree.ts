import * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import type { Event } from '../../common/event.ts';
import { plainText } from '../../common/plain-text.ts';
import type { ViewId } from '../contributions.ts';
import { RowClicks } from './row-clicks.ts';
import { rootOf } from './row-node.ts';
import type { RowNode } from './row-node.ts';
import { shownTexts } from './shown-row.ts';
import type { RowColor, ViewRow } from './view-row.ts';

/** What a tree shows. `rows` is cheap and pure; `onDidChange` says that it would answer differently now. */
export interface RowSource {
  rows(): readonly ViewRow[];
  readonly onDidChange: Event<void>;
  /** A sentence above the rows. */
  readonly message?: () => string | undefined;
  /** Somebody looks at the tree, until disposed. */
  readonly observe?: () => Disposable;
  readonly opened?: (row: ViewRow) => void;
  readonly closed?: (row: ViewRow) => void;
}

const COLORS: Record<RowColor, string> = {
  good: 'charts.green',
  busy: 'charts.blue',
  waiting: 'charts.yellow',
  bad: 'problemsErrorIcon.foreground',
  quiet: 'disabledForeground',
};

/** Hands the rows of a source to VS Code and repaints only what changed. Observes the source while the view is visible. */
export class RowTree implements vscode.TreeDataProvider<RowNode>, Disposable {
  readonly view: vscode.TreeView<RowNode>;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new vscode.EventEmitter<RowNode | RowNode[] | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #source: RowSource;
  readonly #root: RowNode;
  readonly #clicks: RowClicks;
  #observed: Disposable | undefined;

  constructor(id: ViewId, source: RowSource) {
    this.#source = source;
    this.#root = rootOf(() => source.rows());
    this.view = this.#owned.own(
      vscode.window.createTreeView(id, {
        treeDataProvider: this,
        showCollapseAll: id === 'porthole.namespaces',
      }),
    );
    this.#clicks = this.#owned.own(new RowClicks(id, () => this.view.selection[0]?.row));
    this.#owned.own(source.onDidChange(() => this.#update()));
    this.#owned.own(this.view.onDidChangeVisibility(() => this.#look()));
    this.#owned.own(this.view.onDidExpandElement(({ element }) => source.opened?.(element.row)));
    this.#owned.own(this.view.onDidCollapseElement(({ element }) => source.closed?.(element.row)));
    this.#look();
    this.view.message = plainText(source.message?.() ?? '');
  }

  /** The nodes of the first level, for tests. */
  get roots(): readonly RowNode[] {
    return this.#root.children;
  }

  getTreeItem(node: RowNode): vscode.TreeItem {
    const item = treeItem(node.row);
    const command = this.#clicks.commandOf(node.row);
    if (command !== undefined) item.command = command;
    this.#clicks.drawn();
    return item;
  }

  getChildren(node?: RowNode): RowNode[] {
    return [...(node ?? this.#root).children];
  }

  getParent(node: RowNode): RowNode | undefined {
    return node.parent === this.#root ? undefined : node.parent;
  }

  dispose(): void {
    this.#observed?.dispose();
    this.#owned.dispose();
  }

  #look(): void {
    if (this.view.visible) this.#observed ??= this.#source.observe?.();
    else {
      this.#observed?.dispose();
      this.#observed = undefined;
    }
  }

  #update(): void {
    const changed: RowNode[] = [];
    this.#root.update({ ...this.#root.row }, changed);
    const message = plainText(this.#source.message?.() ?? '');
    if (this.view.message !== message) this.view.message = message;
    if (changed.includes(this.#root)) this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire(changed);
  }
}

function treeItem(row: ViewRow): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const { label, description, tooltip, spoken } = shownTexts(row);
  const item = new vscode.TreeItem(
    label,
    row.children === undefined ? None : row.open === true ? Expanded : Collapsed,
  );
  item.id = row.id;
  if (description !== undefined) item.description = description;
  if (row.icon !== undefined)
    item.iconPath = new vscode.ThemeIcon(row.icon, row.color && new vscode.ThemeColor(COLORS[row.color]));
  if (tooltip !== undefined) item.tooltip = tooltip;
  if (row.is !== undefined) item.contextValue = row.is.join(' ');
  item.accessibilityInformation = { label: spoken };
  return item;
}
