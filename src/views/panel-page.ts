import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';

/** The script and the style sheet of a page, as the build leaves them in `dist/webview`. */
export type PageName = 'explain' | 'logs' | 'tool-page';

/**
 * The outside of every page: a panel whose document may load our script and our style sheet and nothing else, and that knows whether
 * somebody is listening. A hidden page is destroyed by VS Code; it says `ready` when it is there again, and gets everything anew.
 */
export class PanelPage<ToPage, FromPage> implements Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #owned = new DisposableStore();
  readonly #received = this.#owned.own(new vscode.EventEmitter<FromPage>());
  /** Checked messages of the page. */
  readonly onDidReceive = this.#received.event;
  readonly #closed = this.#owned.own(new vscode.EventEmitter<undefined>());
  readonly onDidClose = this.#closed.event;
  #open = true;

  constructor(
    panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    page: PageName,
    check: (message: unknown) => FromPage | undefined,
  ) {
    this.panel = panel;
    panel.webview.options = pageOptions(extension);
    const icon = (name: string): vscode.Uri => vscode.Uri.joinPath(extension, 'media', name);
    panel.iconPath = { light: icon('page-light.svg'), dark: icon('page-dark.svg') };
    this.#owned.own(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const checked = check(message);
        if (checked !== undefined) this.#received.fire(checked);
      }),
    );
    panel.onDidDispose(() => {
      this.#open = false;
      this.#closed.fire(undefined);
      this.#owned.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, extension, page);
  }

  get visible(): boolean {
    return this.#open && this.panel.visible;
  }

  /** Lost without harm when nobody is there: the page asks for everything when it comes. */
  post(message: ToPage): void {
    if (this.#open) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    if (this.#open) this.panel.dispose();
  }
}

export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'webview')],
  };
}

function pageHtml(webview: vscode.Webview, extension: vscode.Uri, page: PageName): string {
  const nonce = randomBytes(18).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', name)).toString();
  const policy = [`default-src 'none'`, `script-src 'nonce-${nonce}'`, `style-src ${webview.cspSource}`].join(
    '; ',
  );
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file(`${page}.css`)}">
</head>
<body>
<script nonce="${nonce}" src="${file(`${page}.js`)}"></script>
</body>
</html>`;
}
