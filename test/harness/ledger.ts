import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from './cache.ts';
import { isAlive, processIdentity, type ProcessIdentity } from './process-identity.ts';

/** Something that a run leaves on the machine until it is undone. Data, so that another run can undo it after a kill. */
export type Entry =
  /** A process group, by its leader, and how long it may take to end what it started itself (`GRACE_MS` if nothing is said). */
  | {
      readonly kind: 'group';
      readonly name: string;
      readonly leader: ProcessIdentity;
      readonly graceMs?: number;
    }
  | { readonly kind: 'folder'; readonly path: string }
  /** Everything mounted below a folder. */
  | { readonly kind: 'mounts'; readonly below: string }
  /** A command that takes something back. It is run once, and may find that there is nothing to do. */
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] };

interface Page {
  readonly owner: ProcessIdentity;
  readonly entries: readonly Entry[];
}

const PREFIX = 'porthole-run-';
const FILE = 'ledger.json';
/** Every process that a run starts has this in its environment: a second way to find it, should the run die at the wrong moment. */
export const RUN_MARK = 'PORTHOLE_RUN';
const GRACE_MS = 3_000;

/**
 * What this process has started or made, on disk before it is made. `undo` takes it all back in reverse; it runs by itself at
 * the end of the process, on Ctrl-C, on being ended, and on an uncaught error.
 */
export class Ledger {
  /** This run's own folder: logs and sockets go here, and it goes with the run. */
  readonly folder: string;
  readonly #owner: ProcessIdentity;
  #entries: Entry[] = [];
  #undoing: Promise<void> | undefined;

  private constructor(folder: string, owner: ProcessIdentity) {
    this.folder = folder;
    this.#owner = owner;
    this.#write();
  }

  static open(): Ledger {
    const owner = processIdentity(process.pid);
    if (!owner) throw new Error('this process cannot find itself');
    const ledger = new Ledger(mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)), owner);
    ledger.#undoAtTheEnd();
    return ledger;
  }

  /** The environment for children: with the mark of this run. */
  get mark(): Readonly<Record<string, string>> {
    return { [RUN_MARK]: this.folder };
  }

  /** To be called before the thing is made (a process: at once after). The result takes the entry out when it was undone another way. */
  enter(entry: Entry): { strike(): void } {
    this.#entries.push(entry);
    this.#write();
    return {
      strike: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
        this.#write();
      },
    };
  }

  /** Takes everything back, and the run's folder with it. Called twice, it is the same undoing. */
  undo(): Promise<void> {
    this.#undoing ??= undoAll(this.folder, this.#entries);
    return this.#undoing;
  }

  #write(): void {
    const page: Page = { owner: this.#owner, entries: this.#entries };
    const file = join(this.folder, FILE);
    // Renamed into place: a reader never sees half a page.
    writeFileSync(`${file}.new`, JSON.stringify(page));
    renameSync(`${file}.new`, file);
  }

  #undoAtTheEnd(): void {
    const end = (code: number) => {
      // Ctrl-C reaches us from the terminal and again from the script that started us: the second one changes nothing.
      void this.undo().finally(() => process.exit(code));
    };
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const)
      process.on(signal, () => end(code));
    process.on('uncaughtException', (error) => {
      process.stderr.write(`${error.stack ?? error.message}\n`);
      end(1);
    });
    process.on('beforeExit', () => void this.undo());
    process.on('exit', () => {
      if (!this.#undoing) undoNow(this.folder, this.#entries);
    });
  }
}

/** Undoes what runs left whose process no longer lives: just what their ledgers list. Runs that live are not touched. */
export async function sweepDeadRuns(report: Report): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((candidate) => candidate.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const page = readPage(folder);
    if (page && isAlive(page.owner)) continue;
    // A folder without a ledger is a run that died in its first moment, or one that begins just now.
    if (!page && processIdentity(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    report(`tidying up after an earlier run that was killed (${page?.entries.length ?? 0} things)`);
    await undoAll(folder, page?.entries ?? []);
  }
}

async function undoAll(folder: string, entries: readonly Entry[]): Promise<void> {
  // Twice over the groups, so that all get their grace at the same time.
  const groups = entries.filter((entry) => entry.kind === 'group').reverse();
  for (const { leader } of groups) signalGroup(leader, 'SIGTERM');
  const begun = Date.now();
  const isWaitedFor = ({ leader, graceMs }: (typeof groups)[number]): boolean =>
    Date.now() < begun + (graceMs ?? GRACE_MS) && groupLives(leader.pid);
  while (groups.some(isWaitedFor)) await wait(50);
  undoNow(folder, entries);
}

function undoNow(folder: string, entries: readonly Entry[]): void {
  for (const entry of [...entries].reverse()) undoEntry(entry);
  killMarked(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function undoEntry(entry: Entry): void {
  switch (entry.kind) {
    case 'group': {
      signalGroup(entry.leader, 'SIGKILL');
      return;
    }
    case 'folder': {
      rmSync(entry.path, { recursive: true, force: true, maxRetries: 3 });
      return;
    }
    case 'mounts': {
      unmountBelow(entry.below);
      return;
    }
    case 'command':
      // That there is nothing left to take back is no error, and what the command says of it is nobody's business.
      spawnSync(entry.program, [...entry.args], { stdio: 'ignore', timeout: 30_000 });
  }
}

/** A group whose leader has gone may still have members, and its number is not given away while it has. */
function signalGroup(leader: ProcessIdentity, signal: NodeJS.Signals): void {
  const reused = processIdentity(leader.pid);
  if (reused && reused.startedAt !== leader.startedAt) return;
  try {
    process.kill(-leader.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function groupLives(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}

function unmountBelow(folder: string): void {
  if (process.platform !== 'linux') return;
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    // Spaces in mount points are written as \040. Source: proc(5), fstab(5).
    .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '))
    .filter((point) => point.startsWith(`${folder}/`))
    .sort()
    .reverse();
  for (const point of points) spawnSync('umount', ['--lazy', point], { stdio: 'ignore' });
}

/** Ends whatever carries the mark of a run in its environment: what escaped its group, or was started in the run's last moment. */
function killMarked(folder: string): void {
  if (process.platform !== 'linux') return;
  const mark = `${RUN_MARK}=${folder}\0`;
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    if (pid === process.pid || !`${environmentOf(pid)}\0`.includes(mark)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return ''; // ended meanwhile, or somebody else's
  }
}

function readPage(folder: string): Page | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Page;
  } catch {
    return undefined;
  }
}
