import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import type { PanelType } from './contributions.ts';
import type { PanelPage } from './panel-page.ts';

/** A page that stands for a subject. */
export interface SubjectPanel<Subject> extends Disposable {
  readonly page: PanelPage<never, unknown>;
  /** True when it is this subject's page, now: a page follows a pod that is replaced. */
  shows(subject: Subject): boolean;
}

export interface PanelKind<Subject, Panel extends SubjectPanel<Subject>> {
  readonly type: PanelType;
  readonly title: (subject: Subject) => string;
  readonly make: (panel: vscode.WebviewPanel, subject: Subject) => Panel;
  /** The subject that a page kept over a reload of the window, if that is one. */
  readonly restore: (state: unknown) => Subject | undefined;
}

/** The open pages of one kind: one per subject. Restores them after a reload of the window. */
export class PanelSet<Subject, Panel extends SubjectPanel<Subject>>
  implements vscode.WebviewPanelSerializer, Disposable
{
  readonly #kind: PanelKind<Subject, Panel>;
  readonly #owned = new DisposableStore();
  readonly #open = new Set<Panel>();

  constructor(kind: PanelKind<Subject, Panel>) {
    this.#kind = kind;
    this.#owned.own(vscode.window.registerWebviewPanelSerializer(kind.type, this));
  }

  get all(): readonly Panel[] {
    return [...this.#open];
  }

  /** The page that the user looks at. */
  get active(): Panel | undefined {
    return this.all.find(({ page }) => page.visible && page.panel.active);
  }

  show(subject: Subject): void {
    const open = this.all.find((panel) => panel.shows(subject));
    if (open) open.page.panel.reveal();
    else {
      const { type, title } = this.#kind;
      this.#add(vscode.window.createWebviewPanel(type, title(subject), vscode.ViewColumn.Active), subject);
    }
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const subject = this.#kind.restore(state);
    if (subject) this.#add(panel, subject);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    for (const panel of this.all) panel.dispose();
    this.#owned.dispose();
  }

  #add(panel: vscode.WebviewPanel, subject: Subject): void {
    const made = this.#kind.make(panel, subject);
    this.#open.add(made);
    made.page.onDidClose(() => this.#open.delete(made));
  }
}
