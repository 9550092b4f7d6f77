import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Runs a script in a Node of its own until it prints a line, kills it so that it cannot tidy up, and gives the line. `scratch` is a folder
 * for the script's file.
 */
export async function killedAfterFirstLine(code: string, scratch: string): Promise<string> {
  const script = join(scratch, 'killed-run.ts');
  writeFileSync(script, code);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    for await (const line of createInterface(child.stdout)) return line;
    throw new Error('The run ended without a line.');
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** For an import in such a script. */
export function harnessModule(name: string): string {
  return JSON.stringify(join(import.meta.dirname, name));
}
