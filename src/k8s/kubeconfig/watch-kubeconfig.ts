import { watch, type FSWatcher } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Emitter, type Event } from '../../common/event.ts';
import type { Disposable } from '../../common/disposable.ts';

/** A program writes a kubeconfig in several steps (truncate, write, rename): looked at once they have probably all been made. */
const SETTLE_MS = 100;
/** Only where the system refuses to watch a folder (too many watches, some network drives). */
const POLL_MS = 1000;

export interface KubeconfigWatch extends Disposable {
  /** The content of at least one file may have changed, or a file appeared or went. */
  readonly onDidChange: Event<void>;
  /** Resolves when changes from now on are seen. */
  readonly ready: Promise<void>;
}

export interface WatchOptions {
  readonly pollMs?: number;
  /** Instead of the system's own, for tests. */
  readonly watchFolder?: typeof watch;
}

/**
 * Watches kubeconfig files through the folders they lie in, so that files that are replaced by a rename or come later are seen as
 * well; where the folder is missing itself, through the nearest one that is there. A file behind a symbolic link is watched at both
 * ends.
 */
export function watchKubeconfig(files: readonly string[], options: WatchOptions = {}): KubeconfigWatch {
  return new FolderWatch(files, options.pollMs ?? POLL_MS, options.watchFolder ?? watch);
}

class FolderWatch implements KubeconfigWatch {
  readonly ready: Promise<void>;
  readonly #files: readonly string[];
  readonly #pollMs: number;
  readonly #watchFolder: typeof watch;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  /** By folder; the names in it whose events matter, since a home folder is busy. */
  readonly #watched = new Map<string, { names: Set<string>; watcher: FSWatcher | undefined }>();
  #seen = '';
  #timer: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(files: readonly string[], pollMs: number, watchFolder: typeof watch) {
    this.#watchFolder = watchFolder;
    this.#files = files;
    this.#pollMs = pollMs;
    this.ready = this.#start();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
    this.#changed.dispose();
  }

  async #start(): Promise<void> {
    await this.#arm();
    this.#seen = await this.#look();
  }

  /** An event came: look once things have settled. Not put off by further events, so that a busy folder cannot starve it. */
  #touched(): void {
    if (this.#disposed || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#compare();
    }, SETTLE_MS);
  }

  async #compare(): Promise<void> {
    await this.#arm(); // the folders may be other ones by now
    const now = await this.#look();
    if (this.#disposed || now === this.#seen) return;
    this.#seen = now;
    this.#changed.fire();
  }

  /** Watches what has to be watched now and nothing else. */
  async #arm(): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    for (const file of this.#files) {
      for (const [folder, name] of await watchPoints(file)) {
        wanted.set(folder, (wanted.get(folder) ?? new Set()).add(name));
      }
    }
    if (this.#disposed) return;
    for (const folder of [...this.#watched.keys()]) if (!wanted.has(folder)) this.#unwatch(folder);
    for (const [folder, names] of wanted) {
      const watched = this.#watched.get(folder);
      if (watched) watched.names = names;
      else this.#watch(folder, names);
    }
    const blind = [...this.#watched.values()].some((entry) => entry.watcher === undefined);
    if (blind) this.#poll ??= setInterval(() => void this.#compare(), this.#pollMs).unref();
    else {
      clearInterval(this.#poll);
      this.#poll = undefined;
    }
  }

  #watch(folder: string, names: Set<string>): void {
    const entry: { names: Set<string>; watcher: FSWatcher | undefined } = { names, watcher: undefined };
    this.#watched.set(folder, entry);
    try {
      const watcher = this.#watchFolder(folder, { persistent: false }, (_, name) => {
        if (name === null || entry.names.has(name) || name === basename(folder)) this.#touched();
      });
      // The folder went (Windows says so by an error): what is left is found anew.
      watcher.on('error', () => {
        this.#unwatch(folder);
        this.#touched();
      });
      entry.watcher = watcher;
    } catch {
      entry.watcher = undefined; // polled instead, see above
    }
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.watcher?.close();
    this.#watched.delete(folder);
  }

  /** What tells one state of the files from another. The inode number is among it: a rename may keep size and time. */
  async #look(): Promise<string> {
    const states = this.#files.map((file) =>
      stat(file, { bigint: true }).then(
        (found) => `${found.ino} ${found.size} ${found.mtimeNs}`,
        () => 'none',
      ),
    );
    return (await Promise.all(states)).join('\n');
  }
}

/** Folders to watch for a file, each with the name in it that matters. */
async function watchPoints(file: string): Promise<(readonly [folder: string, name: string])[]> {
  const points = [await nearest(file)];
  const real = await realpath(file).catch(() => undefined);
  if (real !== undefined && real !== file) points.push([dirname(real), basename(real)]);
  return points;
}

/** The nearest folder above that is there, and the name of what is missing in it. */
async function nearest(path: string): Promise<readonly [string, string]> {
  const folder = dirname(path);
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isThere || folder === path ? [folder, basename(path)] : nearest(folder);
}
