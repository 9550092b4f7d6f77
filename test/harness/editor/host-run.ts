import { EventEmitter, once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { format } from 'node:util';
import { reportToStderr } from '../cache.ts';
import type { Ledger } from '../ledger.ts';
import { startBrowser } from './browser.ts';
import { browserProgram, codeServer } from './programs.ts';
import { startServer } from './server.ts';

export interface HostRun {
  /** The folder of the extension, built. */
  readonly extension: string;
  /** A CommonJS file that exports `run(): Promise<void>`. */
  readonly tests: string;
  /** For the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /** A line of the tests' own output. */
  readonly say: (line: string) => void;
}

/** What VS Code may take until its extension host runs the tests. A whole run is bounded by whoever started it. */
const START_MILLISECONDS = 120_000;
const MARK = '\u2502porthole\u2502';

/** Tests inside the extension host of code-server, behind a page in a browser. Resolves with the exit code, 0 when all went well. */
export async function runInBrowser(ledger: Ledger, { extension, tests, env, say }: HostRun): Promise<number> {
  const [program, browserPath] = [
    await codeServer(ledger, reportToStderr),
    await browserProgram(ledger, reportToStderr),
  ];
  const folder = mkdtempSync(join(ledger.folder, 'h-'));
  const [home, workspace] = [join(folder, 'home'), join(folder, 'workspace')];
  for (const made of [home, workspace]) mkdirSync(made);
  const hostEnv = { HOME: home, KUBECONFIG: join(home, '.kube/config'), PORTHOLE_TEST_MARK: MARK, ...env };
  const server = await startServer(ledger, { program, folder, env: hostEnv, forTests: true });
  const { browser, child } = await startBrowser(ledger, browserPath, folder);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();

  const rest = join(dirname(tests), 'editor.log'); // what is not the tests' own, for the case that nothing starts
  const said = new EventEmitter<{ begun: []; ended: [number] }>();
  const [begun, ended] = [once(said, 'begun'), once(said, 'ended')];
  // VS Code looks for these two functions of the page when it is told to run tests.
  await page.exposeFunction('codeAutomationLog', (_type: string, words: unknown[]) => {
    const line = format(...words);
    said.emit('begun');
    if (line.startsWith(MARK)) say(line.slice(MARK.length));
    else appendFileSync(rest, `${line}\n`);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => void said.emit('ended', code));
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  await page.goto(`${server.address}/?${query.toString()}`);

  const crashed = Promise.race([child.ended, server.child.ended]).then(() => {
    throw new Error(`The editor ended before its tests did.\n${server.child.log()}`);
  });
  const stuck = new AbortController();
  const neverBegan = wait(START_MILLISECONDS, undefined, { signal: stuck.signal }).then(() => {
    throw new Error(
      `VS Code did not start its extension host within ${START_MILLISECONDS / 1000} s; see ${rest}.`,
    );
  });
  try {
    await Promise.race([begun, crashed, neverBegan]);
    stuck.abort();
    const [code] = (await Promise.race([ended, crashed])) as [number];
    return code;
  } finally {
    stuck.abort();
    await browser.close();
    await Promise.all([child.stop(), server.child.stop()]);
  }
}
