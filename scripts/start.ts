// npm start: builds Porthole and opens VS Code with it, on the sample cluster if nothing else is said.
//   npm start                            the sample cluster
//   npm start -- --my-cluster            the usual kubeconfig
//   npm start -- --kubeconfig FILE       that one
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import '../test/harness/end-with-parent.ts';
import { reportToStderr } from '../test/harness/cache.ts';
import { Ledger, sweepDeadRuns } from '../test/harness/ledger.ts';
import { MachineryMissing } from '../test/harness/machinery.ts';
import { bundlesOf } from './build/bundles.ts';
import { writeBundles } from './build/write.ts';
import { desktopProgram, openDesktop } from './start/desktop.ts';
import { exampleWorkspace } from './start/example-workspace.ts';
import { openInBrowser } from './start/in-browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const USAGE = 'npm start [-- [--my-cluster | --kubeconfig FILE] [--browser]]';

interface Wish {
  /** For the extension: which cluster it opens at first. */
  readonly env: Readonly<Record<string, string>>;
  readonly words: string;
  /** The editor in the browser even where a desktop one is. */
  readonly browser: boolean;
  /** Nothing asks for a password: for tests, where nobody else is on the machine. */
  readonly open: boolean;
}

const wish = readWish();
if (typeof wish === 'string') {
  process.stderr.write(`start: ${wish}\n${USAGE}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await start(wish);
}

function readWish(): Wish | string {
  const options = {
    'my-cluster': { type: 'boolean' },
    kubeconfig: { type: 'string' },
    browser: { type: 'boolean' },
    password: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const { kubeconfig, password } = values;
    if (password !== undefined && password !== 'none') return '--password knows only "none".';
    const common = { browser: values.browser === true, open: password === 'none' };
    if (kubeconfig === undefined && values['my-cluster'] !== true)
      return { ...common, env: { PORTHOLE_START: 'sample' }, words: 'the sample cluster' };
    if (kubeconfig === undefined)
      return { ...common, env: { PORTHOLE_START: 'cluster' }, words: 'your cluster' };
    const path = resolve(process.env['INIT_CWD'] ?? '.', kubeconfig); // npm runs its scripts in the root
    if (!existsSync(path)) return `There is no file ${path}.`;
    return {
      ...common,
      env: { PORTHOLE_START: 'cluster', KUBECONFIG: path },
      words: `the cluster of ${path}`,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function start({ env, words, browser, open }: Wish): Promise<number> {
  const report = reportToStderr;
  await sweepDeadRuns(report);
  const ledger = Ledger.open();
  try {
    report('building …');
    const { problems } = await writeBundles(bundlesOf(root, { readable: true }), root);
    if (problems.length > 0) throw new StartProblem(problems.join('\n\n'));
    const workspace = exampleWorkspace(ledger.folder);
    const desktop = browser || open ? undefined : desktopProgram();
    const options = { ledger, root, workspace, env, report, words };
    const child =
      desktop === undefined
        ? await openInBrowser({ ...options, open })
        : openDesktop({ ...options, program: desktop });
    const code = await child.ended; // a window that was closed; Ctrl-C ends this process in the ledger's way
    if (code !== 0) throw new StartProblem(`VS Code ended with exit code ${code}.\n${child.log()}`);
    return 0;
  } catch (error) {
    if (!(error instanceof StartProblem || error instanceof MachineryMissing)) throw error;
    process.stderr.write(`start: ${error.message}\n`);
    return 1;
  } finally {
    await ledger.undo();
  }
}

/** Nothing to open, for a reason that a person can do something about. */
class StartProblem extends Error {}
