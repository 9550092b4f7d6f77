import type * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { Pace } from '../common/pace.ts';
import { fromPage } from './page-messages.ts';
import type { FromPage } from './page-messages.ts';
import { PanelPage } from './panel-page.ts';
import type { PageName } from './panel-page.ts';

/** A burst of changes is one message. */
const MERGE_MS = 50;

export interface ShownPageOptions<Show> {
  readonly extension: vscode.Uri;
  readonly name: PageName;
  /** What the page is to show now. */
  readonly make: () => Show;
  /** The user pressed something. */
  readonly use: (link: string) => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** The page is seen now, or is not any more: nothing is looked at for a page that nobody sees. */
  readonly seen: (isVisible: boolean) => void;
}

/** A page that shows one thing as it is at the moment, anew whenever that has changed and somebody is there to see it. */
export class ShownPage<Show extends { readonly page: { readonly title: string } }> implements Disposable {
  readonly page: PanelPage<Show, FromPage>;
  readonly #options: ShownPageOptions<Show>;
  readonly #owned = new DisposableStore();
  readonly #pace = this.#owned.own(
    new Pace(() => this.show(), { mergeMs: MERGE_MS, restMs: () => MERGE_MS }),
  );
  #isReady = false;
  /** The newest message, for tests. */
  last: Show | undefined;

  constructor(panel: vscode.WebviewPanel, options: ShownPageOptions<Show>) {
    const { extension, name } = options;
    this.#options = options;
    this.page = new PanelPage<Show, FromPage>(panel, extension, name, fromPage);
    this.#owned.own(this.page.onDidReceive((message) => void this.#receive(message)));
    this.#owned.own(panel.onDidChangeViewState(() => this.look()));
    this.page.onDidClose(() => this.#owned.dispose());
  }

  /** Tells whoever looks at the cluster for it whether it is seen. */
  look(): void {
    const { visible } = this.page;
    if (!visible) this.#isReady = false; // VS Code destroys what is hidden; the page says when it is there again
    this.#options.seen(visible);
  }

  showSoon(): void {
    this.#pace.soon();
  }

  show(): void {
    const message = this.#options.make();
    if (this.page.visible) this.page.panel.title = message.page.title;
    // What has not changed is not sent: the page keeps its selection and its focus.
    if (this.#isReady && JSON.stringify(message) !== JSON.stringify(this.last)) this.page.post(message);
    this.last = message;
  }

  dispose(): void {
    this.page.dispose();
  }

  async #receive(message: FromPage): Promise<void> {
    if (message.type === 'ready') {
      this.#isReady = true;
      this.last = undefined; // it has nothing of what was sent before
      this.show();
      return;
    }
    try {
      await this.#options.use(message.link);
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
