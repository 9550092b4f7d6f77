import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { list, number, text } from '../../../src/common/json.ts';
import { startSampleCluster } from '../../../src/sample/sample-cluster.ts';
import { Workbench } from '../../ui/workbench.ts';
import { reportToStderr } from '../cache.ts';
import { Ledger, RUNS } from '../ledger.ts';
import { isAlive, processIdentity } from '../process-identity.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { startBrowser } from './browser.ts';
import { browserProgram } from './programs.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** `npm start` without npm, in a temporary folder of its own: what it leaves behind can be nowhere else. */
interface Start {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<unknown>;
}

describe('npm start', function () {
  this.timeout(180_000);
  let temporary: string;
  let started: Start[];

  beforeEach(() => {
    // Among the runs: the path of a socket has room for about a hundred characters, and code-server makes some below this folder.
    temporary = mkdtempSync(join(process.env[RUNS] ?? tmpdir(), 'ps-'));
    started = [];
  });
  afterEach(async () => {
    for (const { process: child, ended } of started) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    }
    rmSync(temporary, { recursive: true, force: true });
  });

  function start(words: readonly string[], env: NodeJS.ProcessEnv = {}): Start {
    const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'scripts/start.ts', ...words], {
      cwd: root,
      detached: true, // a group of its own, as a terminal gives it
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: temporary, [RUNS]: temporary, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const made = {
      process: child,
      output: () => output,
      ended: new Promise((resolve) => child.once('close', resolve)),
    };
    started.push(made);
    return made;
  }

  const addressOf = (run: Start): Promise<string> =>
    until(
      () => /http:\/\/127\.0\.0\.1:\d+/.exec(run.output())?.[0],
      () => run.output(),
    );

  /** Everything that the run has started, by its ledger. */
  function groups(): ProcessIdentity[] {
    const folders = readdirSync(temporary).filter((name) => name.startsWith('porthole-run-'));
    return folders.flatMap((folder) => {
      const ledger: unknown = JSON.parse(readFileSync(join(temporary, folder, 'ledger.json'), 'utf8'));
      return list(ledger, 'entries').flatMap((entry) => {
        const [pid, startedAt] = [number(entry, 'leader', 'pid'), text(entry, 'leader', 'startedAt')];
        return pid === undefined || startedAt === undefined ? [] : [{ pid, startedAt }];
      });
    });
  }

  /** No process, no port, no folder. */
  async function nothingIsLeft(address: string, processes: readonly ProcessIdentity[]): Promise<void> {
    assert.ok(processes.length > 0, 'the run had nothing in its ledger');
    await until(
      () => (processes.some(isAlive) ? undefined : true),
      () => JSON.stringify(processes),
    );
    assert.deepEqual(marked(temporary), []);
    assert.equal(await answers(address), false);
    assert.deepEqual(readdirSync(temporary), []);
  }

  /** Looks at what has been started with a browser of the test's own. */
  async function look(address: string, at: (workbench: Workbench) => Promise<unknown>): Promise<void> {
    const ledger = Ledger.open();
    try {
      const { browser } = await startBrowser(
        ledger,
        await browserProgram(ledger, reportToStderr),
        ledger.folder,
      );
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(address);
      const workbench = new Workbench(page);
      await workbench.openView('Porthole');
      await workbench
        .section('Namespaces')
        .locator('.monaco-list-row', { hasText: 'team-a' })
        .first()
        .waitFor();
      await at(workbench);
      await browser.close();
    } finally {
      await ledger.undo();
    }
  }

  it('opens the workbench with the sample cluster in it', async () => {
    const run = start(['--browser', '--password', 'none']);
    const address = await addressOf(run);
    assert.match(run.output(), /sample cluster/);
    await look(address, (workbench) => workbench.screenshot('start'));
    const processes = groups();
    process.kill(-run.process.pid!, 'SIGINT');
    await run.ended;
    await nothingIsLeft(address, processes);
  });

  for (const way of ['--kubeconfig', '--my-cluster'] as const) {
    it(`opens it with the cluster of ${way}`, async () => {
      const cluster = await startSampleCluster();
      try {
        const file = join(temporary, 'config');
        writeFileSync(
          file,
          cluster.kubeconfig().replaceAll(/(name|context): sample(?=\n( +context:|$))/g, '$1: my-own'),
        );
        const run =
          way === '--kubeconfig'
            ? start(['--browser', '--password', 'none', way, file])
            : start(['--browser', '--password', 'none', way], { KUBECONFIG: file });
        await look(await addressOf(run), (workbench) =>
          workbench.statusBar('my-own / team-a').first().waitFor(),
        );
      } finally {
        cluster.dispose();
      }
    });
  }

  it('is behind a password, which stands beside the address', async () => {
    const run = start(['--browser']);
    const address = await addressOf(run);
    const password = await until(
      () => /Password: +(\S+)/.exec(run.output())?.[1],
      () => run.output(),
    );
    const stranger = await fetch(address, { redirect: 'manual' });
    assert.equal(stranger.status, 302);
    const login = new URL(stranger.headers.get('location')!, address);
    const body = new URLSearchParams({ password, base: '.', href: address });
    const friend = await fetch(login, { method: 'POST', body, redirect: 'manual' });
    assert.equal(friend.status, 302);
    assert.match(friend.headers.get('set-cookie') ?? '', /session/);
  });

  // A terminal sends Ctrl-C to everybody in front of it, and the parent passes it on: it arrives twice.
  for (const [what, end] of [
    ['Ctrl-C', (run: Start) => process.kill(-run.process.pid!, 'SIGINT')],
    ['SIGTERM to the first process', (run: Start) => run.process.kill('SIGTERM')],
    ['SIGKILL to the first process', (run: Start) => run.process.kill('SIGKILL')],
  ] as const)
    it(`leaves nothing after ${what}`, async () => {
      const run = start(['--browser', '--password', 'none']);
      const address = await addressOf(run);
      const processes = groups();
      end(run);
      await run.ended;
      await until(
        () => (readdirSync(temporary).length === 0 ? true : undefined),
        () => run.output(),
      );
      await nothingIsLeft(address, processes);
    });

  it('tidies up at the next start what was killed before it could', async () => {
    const first = start(['--browser', '--password', 'none']);
    const address = await addressOf(first);
    const processes = groups();
    process.kill(-first.process.pid!, 'SIGKILL'); // bootstrap and start.ts at once; code-server is in another group
    await first.ended;
    assert.equal(await answers(address), true);
    const second = start(['--browser', '--password', 'none']);
    const next = await addressOf(second);
    assert.match(second.output(), /tidying up/);
    await until(
      () => (processes.some(isAlive) ? undefined : true),
      () => JSON.stringify(processes),
    );
    assert.equal(await answers(address), false);
    const own = groups();
    process.kill(-second.process.pid!, 'SIGINT');
    await second.ended;
    await nothingIsLeft(next, own);
  });

  it('opens the desktop VS Code where there is one, in folders of its own, and ends with it', async function () {
    if (process.platform !== 'linux') this.skip();
    const app = join(temporary, 'app');
    const told = join(app, 'told.txt');
    mkdirSync(join(app, 'bin'), { recursive: true });
    writeFileSync(join(app, 'bin/code'), '#!/bin/sh\nexit 9\n');
    writeFileSync(
      join(app, 'code'),
      `#!/bin/sh\necho "$PORTHOLE_START $KUBECONFIG $*" > ${told}\nread line < ${app}/close\n`,
    );
    for (const file of ['bin/code', 'code']) chmodSync(join(app, file), 0o755);
    const kubeconfig = join(app, 'kubeconfig');
    writeFileSync(kubeconfig, '');
    spawnSync('mkfifo', [join(app, 'close')]);
    const run = start(['--kubeconfig', kubeconfig], {
      PATH: `${join(app, 'bin')}:${process.env['PATH'] ?? ''}`,
    });
    const words = await until(
      () => (existsSync(told) ? readFileSync(told, 'utf8') || undefined : undefined),
      () => run.output(),
    );
    assert.ok(words.startsWith(`cluster ${kubeconfig} `), words);
    assert.match(words, new RegExp(`--extensionDevelopmentPath=${root}? `));
    assert.match(words, new RegExp(`--user-data-dir=${temporary}/`));
    writeFileSync(join(app, 'close'), '\n'); // the window is closed
    await run.ended;
    assert.equal(run.process.exitCode, 0, run.output());
    assert.deepEqual(readdirSync(temporary), ['app']);
  });

  for (const [words, complaint] of [
    [['--kubeconfig', '/nowhere/kubeconfig'], /There is no file \/nowhere\/kubeconfig/],
    [['--sample'], /--sample/],
    [['--password', 'secret'], /"none"/],
  ] as const)
    it(`says what is wrong with: ${words.join(' ')}`, async () => {
      const run = start(words);
      await run.ended;
      assert.equal(run.process.exitCode, 2, run.output());
      assert.match(run.output(), complaint);
    });
});

/** Asks again until there is an answer; the test's own time limit is the end of patience. */
async function until<T>(ask: () => T | undefined, sofar: () => string): Promise<T> {
  for (let tries = 0; tries < 2400; tries++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await wait(50);
  }
  throw new Error(`It did not come to that:\n${sofar()}`);
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy()).once('connect', () => socket.destroy());
  });
}

/** Processes that have the folder in their environment, whatever group they are in (Linux only, elsewhere none are found). */
function marked(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || processIdentity(Number(pid)) === undefined) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder);
    } catch {
      return false; // it has just ended, or it is somebody else's
    }
  });
}
