import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
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
    env: { ...process.env, ...run.ledger.mark, ...env },
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      endGroup(child.pid, 'SIGKILL'); // what it forgot
      // Somebody who left the group may still hold the output open; nobody waits for that.
      setTimeout(
        () => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()),
        DRAIN_MILLISECONDS,
      ).unref();
    });
    child.once('close', (code, signal) =>
      resolve(signal === null ? `exit code ${code ?? 0}` : `ended by ${signal}`),
    );
  });
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
  const onOverdue = (): void => {
    endGroup(child.pid, 'SIGTERM');
    setTimeout(endGroup, GRACE_MILLISECONDS, child.pid, 'SIGKILL').unref();
  };
  overdue.addEventListener('abort', onOverdue);
  try {
    const ending = await ended;
    return {
      code: overdue.aborted ? undefined : (child.exitCode ?? undefined),
      ending: overdue.aborted ? `not done after ${minutes} minutes` : ending,
      lastLines: lines.join('\n'),
    };
  } finally {
    overdue.removeEventListener('abort', onOverdue);
    entry?.strike();
  }
}

function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // ESRCH: the group is gone, as wished
  }
}
