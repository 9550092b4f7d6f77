import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.ts';
import type { Report } from '../cache.ts';
import { startChild } from '../child.ts';
import type { Ledger } from '../ledger.ts';
import { MachineryMissing } from '../machinery.ts';
import { canInstallChromium, installedBrowser } from './browser-program.ts';

/** VS Code 1.139.1 as a web server, from the npm registry. It wants Node 24, as this project does. */
export const CODE_SERVER = '4.139.1';
/** Changes when the copy in the cache is made differently, so that an old one is not used. */
const RECIPE = 1;

/** Below `lib/vscode`: 320 MB that an editor for tests does not need (assistants, and search programs for other systems). */
const NOT_NEEDED = ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot'];

/** The script that starts code-server; installed once per user (about 20 s, 280 MB). */
export async function codeServer(ledger: Ledger, report: Report): Promise<string> {
  if (process.platform === 'win32')
    throw new MachineryMissing(
      'The editor for tests is code-server, and that does not run on Windows. Set VSCODE_EXECUTABLE to a desktop VS Code.',
    );
  const home = await cached(
    `code-server-${CODE_SERVER}-${RECIPE}`,
    (fresh) => installCodeServer(fresh, ledger, report),
    report,
  );
  return join(home, 'node_modules/code-server/out/node/entry.js');
}

async function installCodeServer(folder: string, ledger: Ledger, report: Report): Promise<void> {
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  // Scripts would compile native modules for minutes; those that matter ship compiled, two are stood in for.
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  await runToEnd(ledger, {
    what: `installing the editor for tests (code-server ${CODE_SERVER}, 1 of 2)`,
    program: 'npm',
    words: [...install, `code-server@${CODE_SERVER}`],
    cwd: folder,
    report,
  });
  await runToEnd(ledger, {
    what: 'installing what VS Code needs in it (2 of 2)',
    program: 'npm',
    words: [...install, '--omit=dev'],
    cwd: vscode,
    report,
  });
  for (const name of ['spdlog', 'native-watchdog'])
    cpSync(
      join(import.meta.dirname, 'stand-ins', `${name}.cjs`),
      join(vscode, 'node_modules/@vscode', name, 'index.js'),
    );
  for (const path of NOT_NEEDED) rmSync(join(vscode, path), { recursive: true, force: true });
  const search = join(vscode, 'node_modules/@vscode/ripgrep-universal/bin');
  for (const system of existsSync(search) ? readdirSync(search) : [])
    if (system !== `${process.platform}-${process.arch}`) rmSync(join(search, system), { recursive: true });
}

/** A browser that can be driven: the one of this machine, or Debian's, installed by root. */
export async function browserProgram(ledger: Ledger, report: Report): Promise<string> {
  const found = installedBrowser();
  if (found !== undefined) return found;
  if (!canInstallChromium())
    throw new MachineryMissing(
      'The editor for tests needs Chrome, Chromium or Edge, and none is installed here. Install one, or name it in PORTHOLE_BROWSER.',
    );
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runToEnd(ledger, {
    what: 'asking Debian for its newest package lists',
    program: 'apt-get',
    words: ['update', '--quiet'],
    env,
    report,
  });
  await runToEnd(ledger, {
    what: 'installing Chromium (about 400 MB on disk)',
    program: 'apt-get',
    words: ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium'],
    env,
    report,
  });
  const installed = installedBrowser();
  if (installed === undefined)
    throw new Error('apt-get installed chromium, but there is no such program on the PATH.');
  return installed;
}

interface Step {
  readonly what: string;
  readonly program: string;
  readonly words: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly report: Report;
}

async function runToEnd(ledger: Ledger, { what, program, words, cwd, env, report }: Step): Promise<void> {
  report(`${what} …`);
  const begun = performance.now();
  const child = startChild(ledger, `${program}-${words[0] ?? ''}`, program, words, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  const code = await child.ended;
  await child.stop();
  if (code !== 0) throw new Error(`${what} failed (${program} ${words.join(' ')}):\n${child.log()}`);
  report(`${what}: ${Math.round((performance.now() - begun) / 1000)} s`);
}
