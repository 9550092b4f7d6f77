import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { SuiteRun } from './suite.ts';

export interface StepOptions {
  readonly run: SuiteRun;
  readonly minutes: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Step {
  /** Of the process; `undefined` when a signal ended it. */
  readonly code: number | undefined;
  /** How it ended, in words. */
  readonly ending: string;
  /** The end of its output, for the summary. */
  readonly lastLines: string;
}

const KEPT_LINES = 40;
/** A process that was asked to end gets this long to end what it started. */
const GRACE_MILLISECONDS = 15_000;

/** A script in this Node, as the leader of a process group, its lines passed on. Ends by itself, by `run.signal`, or when its time is over. */
export async function runStep(words: readonly string[], { run, minutes, env }: StepOptions): Promise<Step> {
  run.signal.throwIfAborted();
  const lines: string[] = [];
  const child = spawn(process.execPath, words, {
    cwd: run.root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      run.say(line);
    });
  const overdue = AbortSignal.timeout(minutes * 60_000);
  const stop = AbortSignal.any([run.signal, overdue]);
  const end = (signal: NodeJS.Signals): void => endGroup(child.pid, signal);
  let force: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    end('SIGTERM');
    force = setTimeout(end, GRACE_MILLISECONDS, 'SIGKILL');
  };
  stop.addEventListener('abort', onStop);
  try {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...ended) => resolve(ended));
    });
    const ending = overdue.aborted
      ? `not done after ${minutes} minutes`
      : signal === null
        ? `exit code ${code ?? 0}`
        : `ended by ${signal}`;
    return { code: overdue.aborted ? undefined : (code ?? undefined), ending, lastLines: lines.join('\n') };
  } finally {
    stop.removeEventListener('abort', onStop);
    clearTimeout(force);
    end('SIGKILL'); // what it forgot
  }
}

function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error; // ESRCH: the group is gone, as wished
  }
}
