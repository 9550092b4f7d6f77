import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import type { Readable } from 'node:stream';
import { CancelledError, onCancelled } from '../../common/cancellation.ts';

export interface ProgramRun {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly limitMs: number;
  /** Lets the program talk to the terminal that this process has. */
  readonly terminal: boolean;
}

export interface ProgramEnd {
  readonly code: number | undefined;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A token is some kilobytes; what is longer is not one. */
const LONGEST_OUTPUT = 1024 * 1024;
/** A program that has ended may have left a child that holds its output open. */
const LINGER_MS = 500;

/**
 * Runs a program to its end, at most for `limitMs`; then, and when cancelled, it is ended together with its children. Rejects with
 * `CancelledError` or the system's error when it cannot be started.
 */
export function runProgram(path: string, run: ProgramRun, signal: AbortSignal): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new CancelledError());
      return;
    }
    // A group of its own, so that its children can be ended, too; a program that reads the terminal has to stay in ours.
    const group = !run.terminal && process.platform !== 'win32';
    const child = start(path, run, group);
    const stop = () => end(child, group);
    const stdout = gathered(child.stdout, stop);
    const stderr = gathered(child.stderr, stop);
    let timedOut = false;
    let lingering: NodeJS.Timeout | undefined;
    const limit = setTimeout(() => {
      timedOut = true;
      stop();
    }, run.limitMs);
    const cancelled = onCancelled(signal, stop);
    const settle = (code: number | null) => {
      clearTimeout(limit);
      clearTimeout(lingering);
      cancelled.dispose();
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (signal.aborted) reject(new CancelledError());
      else resolve({ code: code ?? undefined, timedOut, stdout: stdout(), stderr: stderr() });
    };
    child.once('error', (error) => {
      clearTimeout(limit);
      cancelled.dispose();
      reject(error);
    });
    child.once('close', settle);
    child.once('exit', (code) => {
      lingering = setTimeout(() => settle(code), LINGER_MS);
    });
  });
}

function start(path: string, run: ProgramRun, group: boolean): ChildProcess {
  const options: SpawnOptions = {
    env: run.env,
    stdio: [run.terminal ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
    detached: group,
  };
  if (!/\.(cmd|bat)$/i.test(path)) return spawn(path, run.args, options);
  // Batch files are run by cmd.exe, which has rules of its own for quoting.
  const line = [path, ...run.args].map((part) => `"${part.replaceAll('"', '""')}"`).join(' ');
  const shell = process.env['ComSpec'] ?? 'cmd.exe';
  return spawn(shell, ['/d', '/s', '/c', `"${line}"`], { ...options, windowsVerbatimArguments: true });
}

function gathered(from: Readable | null, tooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  from?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LONGEST_OUTPUT) chunks.push(chunk);
    else tooMuch();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function end(child: ChildProcess, group: boolean): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => child.kill(),
    );
    return;
  }
  try {
    process.kill(group ? -child.pid : child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // it ended at this very moment
  }
}
