import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startChild } from '../../test/harness/child.ts';
import type { Child } from '../../test/harness/child.ts';
import { QUIET_SETTINGS } from '../../test/harness/editor/settings.ts';
import type { OpenOptions } from './in-browser.ts';

/**
 * The program of the desktop VS Code whose `code` is on the PATH. The program itself and not `code`: that one starts it out of reach
 * and returns. `code` in the terminal of a remote window has no program beside it, and then there is no desktop here.
 */
export function desktopProgram(
  path = process.env['PATH'] ?? '',
  platform = process.platform,
): string | undefined {
  const command = platform === 'win32' ? 'code.cmd' : 'code';
  const found = path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, command))
    .find((file) => existsSync(file));
  if (found === undefined) return undefined;
  const bin = dirname(realpathSync(found));
  const candidates: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    darwin: ['../../../MacOS/Electron', '../../../MacOS/Code'],
    win32: ['../Code.exe'],
    linux: ['../code'],
  };
  return candidates[platform]?.map((path) => join(bin, path)).find((file) => existsSync(file));
}

/** A window with settings and extensions of its own, beside those that the user may have open. */
export function openDesktop({
  ledger,
  root,
  workspace,
  env,
  words,
  program,
}: OpenOptions & { readonly program: string }): Child {
  const data = join(ledger.folder, 'desktop');
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify(QUIET_SETTINGS));
  const switches = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${join(ledger.folder, 'extensions')}`,
    '--new-window',
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-workspace-trust',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium's own does not work for root
  ];
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/.test(name),
  );
  const child = startChild(ledger, 'vscode', program, [...switches, workspace], {
    // VSCODE_CLI: the environment is that of a terminal already and need not be asked of a login shell, which would undo ours.
    env: { ...Object.fromEntries(inherited), ...env, VSCODE_CLI: '1' },
  });
  process.stdout.write(
    `\n  VS Code opens with Porthole, the round icon on the left. It shows ${words}. Ctrl-C or closing the window ends it.\n\n`,
  );
  return child;
}
