import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { text } from '../../../src/common/json.ts';
import { reportToStderr } from '../cache.ts';
import type { Report } from '../cache.ts';
import { Ledger } from '../ledger.ts';
import { startBrowser } from './browser.ts';
import { browserProgram, codeServer } from './programs.ts';
import { extensionsFolder, installVsix, logsFolder, startServer } from './server.ts';
import type { ServerOptions } from './server.ts';

export interface EditorOptions {
  /** A packed extension, installed as a user does; or a folder with a built one. */
  readonly extension: { readonly vsix: string } | { readonly folder: string };
  /** Folders of other extensions that are there, too. */
  readonly beside?: readonly string[];
  /** The folder that is open in the editor; an empty one if nothing is said. */
  readonly workspace?: string;
  /** Without one there is no kubeconfig at all, wherever this machine has some. */
  readonly kubeconfig?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly asksForTrust?: boolean;
  /** The language of the editor, such as `de`. Its own words stay English: no language pack is installed. */
  readonly language?: string;
  readonly report?: Report;
}

export interface Editor {
  readonly page: Page;
  /** For the pages that the extension opens in the browser. */
  readonly context: BrowserContext;
  readonly address: string;
  /** Its home folder; nothing of the user's is in it. */
  readonly home: string;
  readonly workspace: string;
  /** What the editor and its extensions wrote into their logs. */
  logs(): string;
  close(): Promise<void>;
}

const WINDOW = { width: 1280, height: 800 };
/** What a page may take to show what a test waits for, on a machine that is busy. */
const PATIENCE_MILLISECONDS = 30_000;

/** A VS Code window in a browser, with the extension in it, in folders of its own that go when it is closed. About five seconds. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const ledger = Ledger.open();
  try {
    return await open(ledger, options);
  } catch (error) {
    await ledger.undo();
    throw error;
  }
}

async function open(ledger: Ledger, options: EditorOptions): Promise<Editor> {
  const report = options.report ?? reportToStderr;
  const [program, browserPath] = [await codeServer(ledger, report), await browserProgram(ledger, report)];
  const { folder } = ledger;
  const home = join(folder, 'home');
  const workspace = options.workspace ?? join(folder, 'workspace');
  for (const needed of [home, workspace]) mkdirSync(needed, { recursive: true });
  const serverOptions: ServerOptions = {
    program,
    folder,
    settings: options.settings ?? {},
    asksForTrust: options.asksForTrust ?? false,
    env: { HOME: home, KUBECONFIG: options.kubeconfig ?? join(home, '.kube/config'), ...options.env },
  };
  // Before the package: the editor looks for folders only until it has installed something.
  for (const other of options.beside ?? []) copyExtension(other, extensionsFolder(folder));
  if ('vsix' in options.extension) await installVsix(ledger, serverOptions, options.extension.vsix);
  else copyExtension(options.extension.folder, extensionsFolder(folder));
  const server = await startServer(ledger, serverOptions);
  const { browser } = await startBrowser(ledger, browserPath, folder);
  const context = await browser.newContext({ viewport: WINDOW, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  if (options.language !== undefined) await context.addInitScript(speak, options.language);
  const page = await context.newPage();
  await page.goto(`${server.address}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator('.part.activitybar .action-item').first().waitFor();
  return {
    page,
    context,
    home,
    workspace,
    address: server.address,
    logs: () => textsBelow(logsFolder(folder)),
    close: async () => {
      await browser.close();
      await ledger.undo();
    },
  };
}

/** Runs in the page, first of all: what VS Code's own page otherwise learns from its language pack. */
function speak(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => undefined });
}

/** What VS Code itself leaves when it installs: the package's files in a folder that is named after it, which is the answer. */
export function copyExtension(from: string, extensions: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const [publisher, name, version] = ['publisher', 'name', 'version'].map(
    (field) => text(manifest, field) ?? '',
  );
  const to = join(extensions, `${publisher}.${name}-${version}`);
  for (const entry of readdirSync(from).filter((each) =>
    /^(?:dist|media|l10n|package(?:\.nls.*)?\.json)$/.test(each),
  ))
    cpSync(join(from, entry), join(to, entry), { recursive: true });
  return to;
}

function textsBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `--- ${relative(folder, file)}\n${readFileSync(file, 'utf8')}`)
    .join('\n');
}
