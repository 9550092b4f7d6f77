import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { Ledger } from '../ledger.ts';
import type { HostRun } from './host-run.ts';

/** The same tests in a desktop VS Code, whose program VSCODE_EXECUTABLE names. */
export async function runInDesktop(ledger: Ledger, { extension, tests, env, say }: HostRun): Promise<number> {
  const vscodeExecutablePath = process.env['VSCODE_EXECUTABLE'];
  if (vscodeExecutablePath === undefined) throw new Error('VSCODE_EXECUTABLE is not set.');
  const folder = mkdtempSync(join(ledger.folder, 'h-'));
  const [home, workspace] = [join(folder, 'home'), join(folder, 'workspace')];
  for (const made of [home, workspace]) mkdirSync(made);
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { KUBECONFIG: join(home, '.kube/config'), ...env },
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${join(folder, 'd')}`,
        `--extensions-dir=${join(folder, 'e')}`,
      ],
    });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error)); // test-electron rejects when a test failed
    return 1;
  }
}
