import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlPlaneAssets } from '../test/harness/assets.ts';
import type { Report } from '../test/harness/cache.ts';
import { Subject } from './subject.ts';

/** What reading a whole log took. */
export interface Reading {
  readonly lines: number;
  readonly firstMs: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** The same of the page, which is an extension host beside it as well. */
export interface PageReading extends Reading {
  /** What is kept in the end, after a collection. */
  readonly heapBytes: number;
  /** The longest work of the extension host without a turn of its event loop. */
  readonly longestTurnMs: number;
}

/** The same log read into the page's model, and by kubectl into /dev/null. Both read it from a server on loopback, without encryption, as fast as they can. */
export interface LogRound {
  readonly page: PageReading;
  readonly kubectl: Reading;
}

/** What a row of the bench answers. */
export interface LogFigure {
  readonly value: number;
  readonly peer?: { readonly name: string; readonly value: number };
  readonly note?: string;
}

/** What the rows need of the bench's world. */
export interface LogWorld {
  readonly small: boolean;
  readonly times: number;
  readonly report: Report;
}

const LINES = 1_000_000;
/** How often a process is looked at: its processor time is not told when it has ended. */
const LOOK_MS = 10;
const TICKS_PER_SECOND = 100;
const rounds = new WeakMap<LogWorld, Promise<readonly LogRound[]>>();

/** All rounds of a run: measured when the first row asks. */
export function logRounds(world: LogWorld): Promise<readonly LogRound[]> {
  const known = rounds.get(world) ?? measure(world);
  rounds.set(world, known);
  return known;
}

async function measure({ small, times, report }: LogWorld): Promise<readonly LogRound[]> {
  const lines = small ? LINES / 100 : LINES;
  const kubectl = (await controlPlaneAssets(report)).program('kubectl');
  const source = await Subject.start('flood.ts');
  const server = await source.ask<string>('start', { lines });
  const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-logs-'));
  const kubeconfig = join(folder, 'config');
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'a' } }],
      'current-context': 'x',
    }),
  );
  try {
    const made: LogRound[] = [];
    for (let round = 0; round < times; round += 1)
      made.push({
        page: await readByPage(kubeconfig),
        kubectl: await readByKubectl(kubectl, kubeconfig, folder, lines),
      });
    return made;
  } finally {
    source.end();
    rmSync(folder, { recursive: true });
  }
}

async function readByPage(kubeconfig: string): Promise<PageReading> {
  const subject = await Subject.start('logs.ts');
  try {
    return await subject.ask<PageReading>('read', { kubeconfig });
  } finally {
    subject.end();
  }
}

/** Its first line is looked at in a run of its own: read by us, the rest would come slower than into /dev/null. */
async function readByKubectl(
  program: string,
  kubeconfig: string,
  home: string,
  lines: number,
): Promise<Reading> {
  const start = (output: 'pipe' | 'ignore'): ChildProcess =>
    spawn(program, ['logs', 'flood', '--cache-dir', join(home, 'cache')], {
      stdio: ['ignore', output, 'inherit'],
      env: { ...process.env, HOME: home, KUBECONFIG: kubeconfig },
    });
  const asked = performance.now();
  const first = start('pipe');
  if (first.stdout) await once(first.stdout, 'data');
  const firstMs = performance.now() - asked;
  first.kill();
  await once(first, 'exit');

  const begun = performance.now();
  const child = start('ignore');
  let cpuSeconds = 0;
  const looking = setInterval(() => {
    cpuSeconds = processorSeconds(child.pid ?? 0) ?? cpuSeconds;
  }, LOOK_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(looking);
  if (code !== 0) throw new Error(`kubectl ended with ${String(code)}`);
  return { lines, firstMs, seconds: (performance.now() - begun) / 1000, cpuSeconds };
}

/** Of a process that still runs. Fields 14 and 15 of its stat file, after the name, which may contain anything. */
function processorSeconds(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined; // it has just ended
  }
}

/** The middle one. */
export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
