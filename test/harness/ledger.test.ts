import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { sweepDeadRuns } from './ledger.ts';
import { isAlive, processIdentity, type ProcessIdentity } from './process-identity.ts';

/** A run in a process of its own: opens a ledger, makes a folder, starts a program that starts another one, and waits. */
const RUN = `
import { mkdirSync } from 'node:fs';
import { Ledger } from ${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))};
import { startChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
const ledger = Ledger.open();
const made = process.argv[2];
ledger.enter({ kind: 'folder', path: made });
mkdirSync(made);
// setsid: leaves the group of its parent, as container shims do.
const child = startChild(ledger, 'sleeper', 'sh', ['-c', 'setsid sleep 300 & echo $! ; exec sleep 300']);
const escaped = await child.until('its pid', () => Number(child.log().trim()) || undefined, 5000);
console.log(JSON.stringify({ folder: ledger.folder, pid: child.pid, escaped }));
setInterval(() => {}, 1000);
`;

/** A control plane and a node have a ledger each. The second child does not listen to SIGTERM. */
const TWO_LEDGERS = `
import { Ledger } from ${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))};
import { startChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
const [one, other] = [Ledger.open(), Ledger.open()];
const quick = startChild(one, 'quick', 'sleep', ['300']);
const slow = startChild(other, 'slow', 'sh', ['-c', 'trap "" TERM; echo ready; while true; do sleep 300; done']);
await slow.until('its trap', () => slow.log().includes('ready') || undefined, 5000);
console.log(JSON.stringify({ folders: [one.folder, other.folder], pids: [quick.pid, slow.pid] }));
setInterval(() => {}, 1000);
`;

/** A run that has started another run, and killed it before it could tidy up. Says what that one had said. */
const KILLED_CHILD = `
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Ledger } from ${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))};
const ledger = Ledger.open();
const child = spawn(process.execPath, [process.argv[2], process.argv[3]], { stdio: ['ignore', 'pipe', 'ignore'] });
for await (const line of createInterface(child.stdout)) {
  child.once('exit', () => console.log(line));
  child.kill('SIGKILL');
  break;
}
setInterval(() => {}, 1000);
`;

interface Run {
  readonly pid: number;
  readonly folder: string;
  readonly made: string;
  readonly others: readonly ProcessIdentity[];
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<number | null>;
}

describe('the ledger of a run', function () {
  this.timeout(20_000);
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'porthole-test-'))));
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function start(code = RUN, ...words: string[]): Promise<Run> {
    const script = join(home, 'run.ts');
    mkdirSync(home, { recursive: true });
    writeFileSync(script, code);
    const made = join(home, 'made');
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...words, made], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    for await (const line of createInterface(child.stdout)) {
      const { folder, pid, escaped } = JSON.parse(line) as { folder: string; pid: number; escaped: number };
      const others = [pid, escaped]
        .map((each) => processIdentity(each))
        .filter((found) => found !== undefined);
      assert.equal(others.length, 2);
      return { pid: child.pid ?? -1, folder, made, others, kill: (signal) => void child.kill(signal), ended };
    }
    throw new Error('the run said nothing');
  }

  async function nothingIsLeft(run: Run): Promise<void> {
    for (let tries = 0; tries < 100 && run.others.some(isAlive); tries++) await wait(20);
    assert.deepEqual(run.others.filter(isAlive), []);
    assert.equal(existsSync(run.made), false);
    assert.equal(existsSync(run.folder), false);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`is undone on ${signal}, also when it comes twice`, async () => {
      const run = await start();
      run.kill(signal);
      run.kill(signal);
      await run.ended;
      await nothingIsLeft(run);
    });
  }

  it('is undone by the next run when nothing could catch the end', async () => {
    const run = await start();
    run.kill('SIGKILL');
    await run.ended;
    assert.ok(run.others.every(isAlive));
    await sweepDeadRuns(() => undefined);
    await nothingIsLeft(run);
  });

  it('is undone together with runs that it had started and that were killed', async () => {
    const inner = join(home, 'inner.ts');
    writeFileSync(inner, RUN);
    const outer = await start(KILLED_CHILD, inner);
    assert.ok(outer.others.every(isAlive) && existsSync(outer.made) && existsSync(outer.folder));
    outer.kill('SIGINT');
    await outer.ended;
    await nothingIsLeft(outer);
  });

  it('is undone together with the other ledgers of its process, also when one of them takes its time', async () => {
    const script = join(home, 'two.ts');
    writeFileSync(script, TWO_LEDGERS);
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    for await (const line of createInterface(child.stdout)) {
      const { folders, pids } = JSON.parse(line) as { folders: string[]; pids: number[] };
      const others = pids.map((pid) => processIdentity(pid)).filter((found) => found !== undefined);
      assert.equal(others.length, 2);
      child.kill('SIGINT');
      assert.equal(await ended, 130);
      assert.deepEqual(others.filter(isAlive), []);
      assert.deepEqual(
        folders.filter((folder) => existsSync(folder)),
        [],
      );
      return;
    }
    assert.fail('the run said nothing');
  });

  it('is left alone while its run lives', async () => {
    const run = await start();
    await sweepDeadRuns(() => undefined);
    assert.ok(run.others.every(isAlive));
    assert.ok(existsSync(run.made));
    run.kill('SIGTERM');
    await run.ended;
    await nothingIsLeft(run);
  });

  it('never takes another process for the one that had its number', () => {
    const self = processIdentity(process.pid);
    assert.ok(self);
    assert.equal(isAlive(self), true);
    assert.equal(isAlive({ ...self, startedAt: '1' }), false);
  });
});
