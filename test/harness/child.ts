import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import { processIdentity } from './process-identity.ts';

export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** How long it may take to end by itself when asked, before it is killed. */
  readonly graceMs?: number;
}

/** A program that runs beside us: in a group of its own, in the ledger, its output in a file of the run's folder. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when it has ended, with its exit code or -1 for a signal. */
  readonly ended: Promise<number>;
  log(): string;
  /** Waits until `done` answers something. Rejects, with the end of the log, when the program ends first or time runs out. */
  until<T>(what: string, done: () => T | undefined | Promise<T | undefined>, timeoutMs: number): Promise<T>;
  /** Asks it to end, waits, kills what is left of its group. */
  stop(): Promise<void>;
  /** Ends the whole group at once, without asking. */
  kill(): Promise<void>;
}

export function startChild(
  ledger: Ledger,
  name: string,
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Child {
  const logFile = join(ledger.folder, `${name}.log`);
  const log = openSync(logFile, 'a');
  const process_ = spawn(program, [...args], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...(options.env ?? process.env), ...ledger.mark },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  closeSync(log);
  const { pid } = process_;
  const leader = pid === undefined ? undefined : processIdentity(pid);
  const { graceMs } = options;
  const entry =
    leader && ledger.enter({ kind: 'group', name, leader, ...(graceMs === undefined ? {} : { graceMs }) });
  const ended = endOf(process_);
  const read = () => readFileSync(logFile, 'utf8');
  let over = false;
  void ended.then(
    () => (over = true),
    () => (over = true),
  );

  const signal = (which: NodeJS.Signals | 0): boolean => {
    if (pid === undefined) return false;
    try {
      process.kill(-pid, which);
      return true;
    } catch {
      return false; // nobody is left in the group
    }
  };
  const finish = async (graceMs: number): Promise<void> => {
    const until = Date.now() + graceMs;
    while (Date.now() < until && signal(0)) await wait(25);
    signal('SIGKILL');
    await ended.catch(() => undefined);
    entry?.strike();
  };
  return {
    name,
    pid: pid ?? -1,
    logFile,
    ended,
    log: read,
    async until(what, done, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = await done();
        if (found !== undefined) return found;
        if (over) throw new Error(`${name} ended while it was waited for ${what}:\n${tail(read())}`);
        if (Date.now() > deadline)
          throw new Error(`${name}: no ${what} after ${timeoutMs / 1000} s:\n${tail(read())}`);
        await wait(50);
      }
    },
    async stop() {
      signal('SIGTERM');
      await finish(options.graceMs ?? 2_000);
    },
    async kill() {
      signal('SIGKILL');
      await finish(2_000);
    },
  };
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

function tail(text: string): string {
  return text.split('\n').slice(-15).join('\n');
}
