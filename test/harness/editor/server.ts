import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import type { Ledger } from '../ledger.ts';
import { QUIET_SETTINGS } from './settings.ts';

export interface ServerOptions {
  /** code-server's script. */
  readonly program: string;
  /** Takes everything that the editor writes. One folder for each editor, with a short path: sockets lie in it. */
  readonly folder: string;
  /** The folder that is open when the page's address names none. */
  readonly workspace?: string;
  /** On top of those that keep an editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** On top of the environment of this process; reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Needed for an extension under development and its tests. Switches toasts off. */
  readonly forTests?: boolean;
  /** Without a password everybody on this machine may use the editor: for tests only. */
  readonly password?: string;
  /** Asks whether the folder is trusted, as a desktop VS Code does. */
  readonly asksForTrust?: boolean;
}

export interface EditorServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly address: string;
  readonly port: number;
  readonly child: Child;
}

/** Where an extension lies that is installed in the editor of this folder. */
export function extensionsFolder(folder: string): string {
  return join(folder, 'e');
}

/** The logs of the editor and of its extensions. */
export function logsFolder(folder: string): string {
  return join(dataFolder(folder), 'logs');
}

/** Starts code-server on a free port of the loopback. Half a second on an idle machine. */
export async function startServer(ledger: Ledger, options: ServerOptions): Promise<EditorServer> {
  const { folder, workspace, settings, password, asksForTrust, forTests } = options;
  mkdirSync(join(dataFolder(folder), 'User'), { recursive: true });
  mkdirSync(extensionsFolder(folder), { recursive: true });
  writeFileSync(
    join(dataFolder(folder), 'User/settings.json'),
    JSON.stringify({ ...QUIET_SETTINGS, ...settings }, undefined, 2),
  );
  const child = startCodeServer(ledger, options, [
    ...['--bind-addr', '127.0.0.1:0', '--auth', password === undefined ? 'none' : 'password'],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      '--ignore-last-opened',
    ],
    ...(asksForTrust === true ? [] : ['--disable-workspace-trust']),
    // Without it the PATH of the extension host is rebuilt from a login shell, and a program that a test put there is not found.
    '--vscode-option=force-disable-user-env',
    ...(forTests === true ? ['--vscode-option=enable-smoke-test-driver'] : []),
    ...(workspace === undefined ? [] : [workspace]),
  ]);
  const port = await child.until(
    'address',
    () => /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(child.log())?.[1],
    60_000,
  );
  return { address: `http://127.0.0.1:${port}`, port: Number(port), child };
}

/** Installs a packed extension into the editor of a folder, the way that a user does. */
export async function installVsix(ledger: Ledger, options: ServerOptions, vsix: string): Promise<void> {
  const child = startCodeServer(ledger, options, ['--install-extension', vsix]);
  const code = await child.ended;
  await child.stop();
  if (code !== 0) throw new Error(`VS Code does not install ${vsix}:\n${child.log()}`);
}

const dataFolder = (folder: string): string => join(folder, 'd');

function startCodeServer(ledger: Ledger, options: ServerOptions, words: readonly string[]): Child {
  const { folder } = options;
  const places = ['--user-data-dir', dataFolder(folder), '--extensions-dir', extensionsFolder(folder)];
  const config = ['--config', join(folder, 'c.yaml')]; // made by code-server; an empty one would be an error
  const name = `code-server-${basename(folder)}`;
  return startChild(ledger, name, process.execPath, [options.program, ...places, ...config, ...words], {
    env: environment(options),
  });
}

/** Ours, without what makes an editor believe that it runs inside another one, and with its leftovers kept in its folder. */
function environment({ folder, env, password }: ServerOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:VSCODE_|npm_|NODE_OPTIONS$)/.test(name),
  );
  const temporary = join(folder, 't');
  mkdirSync(temporary, { recursive: true });
  return {
    ...Object.fromEntries(inherited),
    XDG_DATA_HOME: join(folder, 'x'),
    // Sockets go there. The temporary folder of macOS has a path too long to be put one level deeper.
    ...(process.platform === 'linux' ? { TMPDIR: temporary, XDG_RUNTIME_DIR: temporary } : {}),
    ...env,
    ...(password === undefined ? {} : { PASSWORD: password }),
  };
}
