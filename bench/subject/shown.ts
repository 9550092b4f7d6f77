import { number, text } from '../../src/common/json.ts';
import type { RowNode } from '../../src/views/tree/row-node.ts';
import { answers } from './answers.ts';
import { clockMs } from './clock.ts';
import { makeSidebar } from './sidebar.ts';
import type { Sidebar } from './sidebar.ts';
import { watchTurns } from './turns.ts';

/** The first name in an event is its pod's. */
const NAME = /^{"type":"MODIFIED".*?"name":"([^"]+)"/;

/** Something happened to a pod, in milliseconds since the epoch. */
export interface Seen {
  readonly pod: string;
  readonly at: number;
}

/** What the open sidebar did while pods changed. */
export interface Shown {
  /** When each change was delivered to this process. */
  readonly delivered: readonly Seen[];
  /** When each row was repainted. */
  readonly painted: readonly Seen[];
  /** Processor time of the whole process, as a share of one core. */
  readonly cores: number;
  readonly stallMs: number;
  /** How often rows were repainted. */
  readonly paints: number;
}

let sidebar: Sidebar | undefined;
const SETTLED_MS = 2_000;
let lastHeard: (() => number) | undefined;
let stop: () => Shown = () => ({ delivered: [], painted: [], cores: 0, stallMs: 0, paints: 0 });

/** Opens the sidebar and the first groups in it, and resolves when all pods are there. From then on what is painted is written down. */
async function open(input: unknown): Promise<readonly string[]> {
  const count = number(input, 'count') ?? NaN;
  const groups = number(input, 'groups') ?? 0;
  const watched = new Watched();
  const shown = makeSidebar({
    kubeconfig: text(input, 'kubeconfig') ?? '',
    onWatched: (chunk) => watched.heard(chunk),
  });
  sidebar = shown;
  shown.show();
  await new Promise<void>((resolve, reject) => {
    shown.onPaint = () => {
      const [namespace] = shown.root.children;
      const known = namespace && shown.namespaces.pods(namespace.row.label);
      if (known?.state === 'live' && known.complete && known.pods.length >= count) resolve();
    };
    shown.connect().catch(reject);
  });
  const open = shown.root.children[0]?.children.slice(0, groups).flatMap((group) => group.children) ?? [];
  lastHeard = () => watched.seen.at(-1)?.at ?? 0;
  record(shown, watched);
  return open.flatMap(({ row }) => (row.pod ? [row.pod.pod] : []));
}

function record(shown: Sidebar, watched: Watched): void {
  const painted: Seen[] = [];
  const looks = new Map<string, string | undefined>();
  const look = (node: RowNode, at: number): void => {
    const { pod, icon, id } = node.row;
    if (pod && pod.container === undefined && looks.get(id) !== icon) {
      if (looks.has(id)) painted.push({ pod: pod.pod, at });
      looks.set(id, icon);
    }
    for (const child of node.known) look(child, at);
  };
  look(shown.root, 0);
  let paints = 0;
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const turns = watchTurns();
  shown.onPaint = (changed) => {
    if (changed.length === 0) return;
    paints += 1;
    const at = clockMs();
    for (const node of changed) look(node, at);
  };
  stop = () => {
    const { user, system } = process.cpuUsage(cpu);
    const cores = (user + system) / 1000 / (performance.now() - begun);
    return { delivered: watched.seen, painted, cores, stallMs: turns.end().workMs, paints };
  };
}

/** Reads no more of the events than whose they are: it must cost nothing. */
class Watched {
  readonly seen: Seen[] = [];
  #rest = '';

  heard(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    const at = clockMs();
    for (const line of lines) {
      const pod = NAME.exec(line)?.[1];
      if (pod !== undefined) this.seen.push({ pod, at });
    }
  }
}

/** Once the watch has had nothing more to tell for a while: a busy server is behind with what it delivers. */
async function end(): Promise<Shown> {
  while (clockMs() - (lastHeard?.() ?? 0) < SETTLED_MS)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const shown = stop();
  sidebar?.dispose();
  return shown;
}

answers({ open, end });
