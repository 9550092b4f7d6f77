import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from './wait-until.ts';

// What only Linux has and a run has to take back there. Synchronous: a ledger is also undone in the last moment of a process.

/** Mount points at or below a folder, the newest first. */
export function mountsBelow(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return (
    readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      // Blanks and the like are written in octal (\040). Source: proc(5), fstab(5).
      .map((line) =>
        (line.split(' ')[1] ?? '').replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
          String.fromCharCode(parseInt(octal, 8)),
        ),
      )
      .filter((point) => point === folder || point.startsWith(`${folder}/`))
      .reverse()
  );
}

/** Lazily: what is busy goes when its last user does. */
export function unmountBelow(folder: string): void {
  for (const point of mountsBelow(folder)) spawnSync('umount', ['--lazy', point], { stdio: 'ignore' });
}

/** Where the control group is: one folder with version 2, one for each controller with version 1. */
export function controlGroupFolders(name: string): readonly string[] {
  return [join('/sys/fs/cgroup', name), ...globSync(join('/sys/fs/cgroup', '*', name))].filter((folder) =>
    existsSync(folder),
  );
}

/** containerd writes each shim's address into its bundle. Source: containerd, runtime/v2. */
export function removeShimSockets(state: string): void {
  for (const file of globSync(join(state, 'io.containerd.runtime.v2.task/*/*/address'))) {
    const address = readOr(file, '').trim();
    if (address.startsWith('unix://')) rmSync(address.slice('unix://'.length), { force: true });
  }
}

const KILLING_MILLISECONDS = 5_000;

/** Kills all that is in the control group or below and takes it away; one that does not get empty stays. */
export function removeControlGroup(name: string): void {
  const isEmpty = waitUntil(() => {
    const pids = new Set(controlGroupFolders(name).flatMap(processesIn));
    for (const pid of pids) kill(pid);
    return pids.size === 0;
  }, KILLING_MILLISECONDS);
  if (!isEmpty) return;
  for (const top of controlGroupFolders(name)) {
    const deepestFirst = globSync('**/', { cwd: top }).sort((one, other) => other.length - one.length);
    // A group stays busy for a moment after its last process.
    waitUntil(
      () => [...deepestFirst, ''].every((folder) => removeEmpty(join(top, folder))),
      KILLING_MILLISECONDS,
    );
  }
}

function processesIn(group: string): readonly number[] {
  return globSync('{,**/}cgroup.procs', { cwd: group })
    .flatMap((file) => readOr(join(group, file), '').split('\n'))
    .filter((pid) => pid !== '')
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EBUSY' || code === 'ENOTEMPTY') return false;
    if (code === 'ENOENT') return true;
    throw error;
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // ENODEV: the group was removed while its file was open.
    if (['ENOENT', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) return otherwise;
    throw error;
  }
}
