import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withLock } from './cache.ts';
import type { Report } from './cache.ts';
import { mountsBelow, removeControlGroup, removeShimSockets, unmountBelow } from './kernel.ts';
import { waitUntil } from './wait-until.ts';
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
  /** The sockets of containerd's shims, which are outside of its folders. Their names are in files below its state folder. */
  | { readonly kind: 'shim-sockets'; readonly state: string }
  /** A control group at the top of each hierarchy, with its subgroups and all processes in them (Linux). */
  | { readonly kind: 'control-group'; readonly name: string }
  /** A command that takes something back. It is run once, and may find that there is nothing to do. */
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] };

interface Page {
  readonly owner: ProcessIdentity;
  readonly entries: readonly Entry[];
}

const PREFIX = 'porthole-run-';
const FILE = 'ledger.json';
/** Names the folder of the folders of runs, for a process whose own temporary folder goes with the run that started it. */
export const RUNS = 'PORTHOLE_RUNS';
const runsFolder = (): string => process.env[RUNS] ?? tmpdir();
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
    const ledger = new Ledger(mkdtempSync(join(runsFolder(), `${PREFIX}${process.pid}-`)), owner);
    open.add(ledger);
    undoAtTheEnd();
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
    this.#undoing ??= undoAll(this.folder, this.#entries).then(() => void open.delete(this));
    return this.#undoing;
  }

  /** The same at once and without a grace, for the last moment of a process. */
  undoNow(): void {
    undoNow(this.folder, this.#entries);
    open.delete(this);
  }

  #write(): void {
    const page: Page = { owner: this.#owner, entries: this.#entries };
    const file = join(this.folder, FILE);
    // Renamed into place: a reader never sees half a page.
    writeFileSync(`${file}.new`, JSON.stringify(page));
    renameSync(`${file}.new`, file);
  }
}

/** The ledgers of this process that are not undone yet: a control plane has one, a node has another one. */
const open = new Set<Ledger>();
let isWatching = false;

function undoAtTheEnd(): void {
  if (isWatching) return;
  isWatching = true;
  const undoOpen = () => Promise.allSettled([...open].map((ledger) => ledger.undo()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    // Ctrl-C reaches us from the terminal and again from the script that started us: the second one changes nothing.
    process.on(signal, () => {
      // Then the runs that this one had started and that were killed with it: there may be no next run for a long time.
      const swept = undoOpen().then(() => sweepDeadRuns(quiet));
      void swept.finally(() => process.exit(128 + constants.signals[signal]));
    });
  process.on('beforeExit', () => void undoOpen());
  // Comes after an uncaught error as well, and when somebody calls process.exit() while the undoing is under way.
  process.on('exit', () => {
    for (const ledger of [...open].reverse()) ledger.undoNow();
  });
}

/** Undoes what runs left whose process no longer lives: just what their ledgers list. Runs that live are not touched. */
export async function sweepDeadRuns(report: Report): Promise<void> {
  const done = new Set<string>();
  const isNext = (name: string): boolean =>
    name.startsWith(PREFIX) && !done.has(name) && isDeadRun(join(runsFolder(), name));
  // Again after each: what ends with one run may have been a run itself, as mocha under the script that started it.
  for (
    let name = readdirSync(runsFolder()).find(isNext);
    name;
    name = readdirSync(runsFolder()).find(isNext)
  ) {
    done.add(name);
    const folder = join(runsFolder(), name);
    // One at a time: a slow second one would take away what the next run has made anew under the same name (a bridge, a group).
    await withLock(`${folder}.sweep`, quiet, async () => {
      if (!isDeadRun(folder)) return;
      const entries = readPage(folder)?.entries ?? [];
      report(`tidying up after an earlier run that was killed (${entries.length} things)`);
      await undoAll(folder, entries);
    });
  }
}

const quiet: Report = () => undefined;

function isDeadRun(folder: string): boolean {
  if (!isOurs(folder)) return false;
  const page = readPage(folder);
  if (page) return !isAlive(page.owner);
  // A folder without a ledger is a run that died in its first moment, or one that begins just now.
  return processIdentity(Number(basename(folder).slice(PREFIX.length).split('-')[0])) === undefined;
}

/** Everybody may write to the folder for temporary files: somebody else's ledger must not tell us what to delete. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && (process.getuid === undefined || stat.uid === process.getuid());
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
  const newestFirst = [...entries].reverse();
  // First all that lives: it would make anew, or keep busy, what is taken away after it.
  endProcesses(
    folder,
    newestFirst.flatMap((entry) => (entry.kind === 'group' ? [entry.leader] : [])),
  );
  for (const entry of newestFirst) undoEntry(entry);
  removeFolder(folder);
}

function undoEntry(entry: Entry): void {
  switch (entry.kind) {
    case 'group':
      return; // has been ended before all else
    case 'folder': {
      removeFolder(entry.path);
      return;
    }
    case 'shim-sockets': {
      removeShimSockets(entry.state);
      return;
    }
    case 'control-group': {
      removeControlGroup(entry.name);
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

/** Never through a mount: what is behind it may be somebody's. With one that stays, the folder stays, for the next sweep. */
function removeFolder(folder: string): void {
  unmountBelow(folder);
  if (mountsBelow(folder).length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

const KILLING_MS = 5_000;

/**
 * Kills the groups and whatever carries the mark of a run in its environment (what escaped its group, or was started in the run's last
 * moment), and waits until all of them are gone: a process that is ending still has its sockets and files.
 */
function endProcesses(folder: string, leaders: readonly ProcessIdentity[]): void {
  const awaited = leaders.filter(isAlive);
  for (const leader of leaders) signalGroup(leader, 'SIGKILL');
  waitUntil(() => {
    const marked = processesMarked(folder); // again each time: one may have been starting another
    for (const { pid } of marked) sendKill(pid);
    awaited.push(...marked.filter((one) => !awaited.some(({ pid }) => pid === one.pid)));
    return !awaited.some(isAlive);
  }, KILLING_MS);
}

function processesMarked(folder: string): readonly ProcessIdentity[] {
  if (process.platform !== 'linux') return [];
  const mark = `${RUN_MARK}=${folder}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && `${environmentOf(pid)}\0`.includes(mark))
    .map(processIdentity)
    .filter((one) => one !== undefined);
}

function sendKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
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
