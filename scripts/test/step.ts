import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { RUNS } from '../../test/harness/ledger.ts';
import { processIdentity } from '../../test/harness/process-identity.ts';
import type { SuiteRun } from './suite.ts';

export interface StepOptions {
  readonly run: SuiteRun;
  readonly minutes: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Step {
  /** Nothing when a signal ended it or its time was over. */
  readonly code: number | undefined;
  /** How it ended, in words. */
  readonly ending: string;
  /** The end of its output, for the summary. */
  readonly lastLines: string;
}

const KEPT_LINES = 40;
/** A suite that has to end may have containers and mounts to take down. */
const GRACE_MILLISECONDS = 20_000;
const DRAIN_MILLISECONDS = 2_000;

/**
 * A script in this Node: in a process group of its own that is in the ledger, its lines passed on as they come. It ends by itself, when
 * its time is over, or with this process, however that ends.
 */
export async function runStep(words: readonly string[], { run, minutes, env }: StepOptions): Promise<Step> {
  const withParent = pathToFileURL(join(run.root, 'test/harness/end-with-parent.ts')).href;
  const child = spawn(process.execPath, ['--import', withParent, ...words], {
    cwd: run.root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...run.ledger.mark, ...temporaryFolders(run.ledger.folder), ...env },
  });
  const exited = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `exit code ${code ?? 0}` : `ended by ${signal}`),
    );
  });
  const said = new Promise((resolve) => child.once('close', resolve));
  const leader = child.pid === undefined ? undefined : processIdentity(child.pid);
  const entry =
    leader && run.ledger.enter({ kind: 'group', name: words.join(' '), leader, graceMs: GRACE_MILLISECONDS });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr].filter((stream) => stream !== null))
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      run.say(line);
    });
  const overdue = AbortSignal.timeout(minutes * 60_000);
  const onOverdue = (): void => void endGroup(child.pid);
  overdue.addEventListener('abort', onOverdue);
  try {
    const ending = await exited;
    await endGroup(child.pid); // what it forgot
    // Somebody who left the group may still hold the output open; nobody waits for that.
    await Promise.race([said, wait(DRAIN_MILLISECONDS, undefined, { ref: false })]);
    return {
      code: overdue.aborted ? undefined : (child.exitCode ?? undefined),
      ending: overdue.aborted ? `not done after ${minutes} minutes` : ending,
      lastLines: lines.join('\n'),
    };
  } finally {
    overdue.removeEventListener('abort', onOverdue);
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    entry?.strike();
  }
}

/** Asks first: there may be somebody in the group who has a node or a control plane of its own to take down. */
async function endGroup(leader: number | undefined): Promise<void> {
  const until = performance.now() + GRACE_MILLISECONDS;
  let isThere = signalGroup(leader, 'SIGTERM');
  while (isThere && performance.now() < until) {
    await wait(25);
    isThere = signalGroup(leader, 0);
  }
  if (isThere) signalGroup(leader, 'SIGKILL');
}

/** What tests make there goes with this run, also when they are killed; the runs that they begin themselves lie beside this one. */
function temporaryFolders(ours: string): Record<string, string> {
  const folder = join(ours, 't');
  mkdirSync(folder, { recursive: true });
  return { TMPDIR: folder, [RUNS]: process.env[RUNS] ?? tmpdir() };
}

/** Whether there was anybody to get it. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (leader === undefined) return false;
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
}
