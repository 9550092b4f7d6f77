import { spawn } from 'node:child_process';
import type { Report } from '../cache.ts';

export interface RunOptions {
  /** For the lines of progress and the error. */
  readonly what?: string;
  readonly report?: Report;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const PROGRESS_MILLISECONDS = 10_000;
const KEPT_CHARACTERS = 4_000;

/** Runs a program to its end and gives what it printed; says every ten seconds what it is at. */
export function runProgram(
  program: string,
  args: readonly string[],
  { what = program, report, cwd, env }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
    let output = '';
    let lastWords = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      lastWords = (lastWords + text).slice(-KEPT_CHARACTERS);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-KEPT_CHARACTERS);
    });
    const progress = setInterval(() => {
      const line = lastWords.trimEnd().split('\n').at(-1)?.trim().slice(0, 100) ?? '';
      report?.(
        `${what}: ${Math.round((performance.now() - begun) / 1000)} s${line === '' ? '' : ` (${line})`}`,
      );
    }, PROGRESS_MILLISECONDS);
    child.once('error', (error) => {
      clearInterval(progress);
      reject(new Error(`${what} cannot be started`, { cause: error }));
    });
    child.once('close', (code, signal) => {
      clearInterval(progress);
      if (code === 0) resolve(output);
      else reject(new Error(`${what} failed (${signal ?? `exit code ${code ?? 0}`}):\n${lastWords.trim()}`));
    });
  });
}
