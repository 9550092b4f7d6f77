import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RealNode } from '../real-node.ts';

const LONGEST_MS = 150_000;

/** What a program prints that somebody runs on their own machine, in a real Python with the tools' own packages. */
export function runPython(
  node: Pick<RealNode, 'python'>,
  code: string,
  typed: readonly string[] = [],
): Promise<string> {
  const { program, packages } = node.python();
  const home = mkdtempSync(join(tmpdir(), 'porthole-python-'));
  return new Promise<string>((resolve, reject) => {
    const child = spawn(program, ['-c', code], {
      cwd: home,
      // In a session of its own it has no terminal: getpass asks on stdin then.
      detached: true,
      timeout: LONGEST_MS,
      env: { PATH: process.env['PATH'], HOME: home, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' },
    });
    let printed = '';
    let problems = '';
    child.stdout.setEncoding('utf8').on('data', (words: string) => (printed += words));
    child.stderr.setEncoding('utf8').on('data', (words: string) => (problems += words));
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      if (exitCode === 0) resolve(printed);
      else
        reject(
          new Error(
            `Python ended with ${signal ?? exitCode}:\n${code}\n--\n${printed}${problems.slice(-4000)}`,
          ),
        );
    });
    child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  }).finally(() => rmSync(home, { recursive: true, force: true }));
}
