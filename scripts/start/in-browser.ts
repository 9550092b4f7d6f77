import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../test/harness/cache.ts';
import type { Child } from '../../test/harness/child.ts';
import { copyExtension } from '../../test/harness/editor/editor.ts';
import { codeServer } from '../../test/harness/editor/programs.ts';
import { extensionsFolder, startServer } from '../../test/harness/editor/server.ts';
import type { Ledger } from '../../test/harness/ledger.ts';

export interface OpenOptions {
  readonly ledger: Ledger;
  readonly root: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly report: Report;
  /** What it shows, in words. */
  readonly words: string;
}

/** VS Code as a page on this machine, behind a password. Opens no browser: says where the page is. */
export async function openInBrowser(options: OpenOptions & { readonly open: boolean }): Promise<Child> {
  const { ledger, report, words } = options;
  const program = await codeServer(ledger, report);
  const folder = mkdtempSync(join(ledger.folder, 's-'));
  const password = options.open ? undefined : randomBytes(9).toString('base64url');
  copyExtension(options.root, extensionsFolder(folder));
  report('starting VS Code …');
  const { address, child } = await startServer(ledger, {
    program,
    folder,
    workspace: options.workspace,
    env: options.env,
    ...(password === undefined ? {} : { password }),
  });
  const lines = [
    `Open this in your browser:  ${address}/`,
    ...(password === undefined ? [] : [`Password:                   ${password}`]),
    `Porthole is the round icon on the left. It shows ${words}. Ctrl-C ends it.`,
  ];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
  return child;
}
