import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

export interface ProgramPlaces {
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
  readonly platform: NodeJS.Platform;
}

export interface FoundProgram {
  /** Absolute; nothing where the program is not to be found. */
  readonly path?: string;
  readonly searched: readonly string[];
}

/**
 * Where sign-in programs are often installed and an editor that was started from the desktop does not look: its PATH is not that
 * of a terminal.
 */
const USUAL_FOLDERS = ['/usr/local/bin', '/opt/homebrew/bin', '/home/linuxbrew/.linuxbrew/bin', '/snap/bin'];
const USUAL_HOME_FOLDERS = [
  '.local/bin',
  'bin',
  '.krew/bin',
  'google-cloud-sdk/bin',
  '.asdf/shims',
  '.local/share/mise/shims',
];

/** Looks for a program as a shell would, without ever looking in the current folder. */
export async function findProgram(command: string, places: ProgramPlaces): Promise<FoundProgram> {
  const paths = places.platform === 'win32' ? win32 : posix;
  if (paths.isAbsolute(command)) {
    const path = await firstExecutable([command], places);
    return { searched: [paths.dirname(command)], ...(path === undefined ? {} : { path }) };
  }
  const searched = programFolders(places);
  const path = await firstExecutable(
    searched.map((folder) => paths.join(folder, command)),
    places,
  );
  return { searched, ...(path === undefined ? {} : { path }) };
}

/** The folders of the PATH and the usual ones after them. Relative ones are left out: they would mean "wherever I happen to be". */
export function programFolders(places: ProgramPlaces): string[] {
  const paths = places.platform === 'win32' ? win32 : posix;
  const listed = (places.env[pathVariable(places.env, places.platform)] ?? '')
    .split(paths.delimiter)
    .filter((folder) => paths.isAbsolute(folder));
  const usual =
    places.platform === 'win32'
      ? []
      : [...USUAL_FOLDERS, ...USUAL_HOME_FOLDERS.map((folder) => paths.join(places.homedir, folder))];
  return [...new Set([...listed, ...usual])];
}

/** The same places with more folders at the end of the PATH. */
export function withFolders(places: ProgramPlaces, folders: readonly string[]): ProgramPlaces {
  const path = pathVariable(places.env, places.platform);
  const { delimiter } = places.platform === 'win32' ? win32 : posix;
  const listed = places.env[path]?.split(delimiter) ?? [];
  return { ...places, env: { ...places.env, [path]: [...listed, ...folders].join(delimiter) } };
}

/** The PATH of an environment: on Windows names of variables have no case, and it is mostly called `Path`. */
export function pathVariable(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return (platform === 'win32' && Object.keys(env).find((name) => name.toUpperCase() === 'PATH')) || 'PATH';
}

async function firstExecutable(
  candidates: readonly string[],
  places: ProgramPlaces,
): Promise<string | undefined> {
  const endings = places.platform === 'win32' ? windowsEndings(places.env) : [''];
  for (const candidate of candidates) {
    for (const ending of endings) {
      const path = candidate + ending;
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

function windowsEndings(env: NodeJS.ProcessEnv): string[] {
  // '' comes first for commands that already name their ending.
  return ['', ...(env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';').filter((ending) => ending !== '')];
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
