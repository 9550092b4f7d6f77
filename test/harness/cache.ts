import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, processIdentity, type ProcessIdentity } from './process-identity.ts';

/** Says what is going on, a line at a time. */
export type Report = (line: string) => void;

export const reportToStderr: Report = (line) => void process.stderr.write(`porthole: ${line}\n`);

/** The user's cache: what takes long to make and never changes once it is made. */
export function cacheFolder(...parts: readonly string[]): string {
  const base =
    process.env['PORTHOLE_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'porthole');
  return join(base, ...parts);
}

/**
 * The folder `name` in the cache, made by `make` if it is not there. It appears whole or not at all; two processes that want it at
 * once make it once. Name it after the versions in it: it is never made again.
 */
export async function cached(
  name: string,
  make: (fresh: string) => Promise<void>,
  report: Report = reportToStderr,
): Promise<string> {
  const home = cacheFolder(name);
  if (await exists(home)) return home;
  await mkdir(dirname(home), { recursive: true });
  return await withLock(`${home}.lock`, report, async () => {
    if (await exists(home)) return home;
    const fresh = `${home}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await make(fresh);
    await rename(fresh, home);
    return home;
  });
}

/** Runs while no other process holds the lock file. A lock whose holder has died is broken. */
export async function withLock<T>(file: string, report: Report, run: () => Promise<T>): Promise<T> {
  let told = false;
  while (!(await take(file))) {
    if (!told) report(`waiting for another run that holds ${file}`);
    told = true;
    await wait(POLL_MILLISECONDS);
  }
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
  }
}

const POLL_MILLISECONDS = 100;
let drafts = 0;

async function take(file: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true });
  drafts += 1;
  const draft = `${file}.${process.pid}-${drafts}`;
  await writeFile(draft, JSON.stringify(processIdentity(process.pid)));
  try {
    await link(draft, file); // appears with its content: nobody reads half of it
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if ((await holderOf(file)) !== 'dead') return false;
  // One at a time breaks a lock: else the second would take away the new one that the first has just made for itself. That permission is
  // a lock as well, and is broken in the same manner.
  const breaking = `${file}.break`;
  if (!(await take(breaking))) return false;
  try {
    if ((await holderOf(file)) === 'dead') await rm(file, { force: true });
  } finally {
    await rm(breaking, { force: true });
  }
  return false;
}

async function holderOf(file: string): Promise<'alive' | 'dead' | 'nobody'> {
  try {
    return isAlive(JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity) ? 'alive' : 'dead';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nobody';
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
