import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isRecord, list, text } from '../src/common/json.ts';
import { startControlPlane, type ControlPlane } from '../test/harness/control-plane.ts';
import { startRealNode } from '../test/harness/real-node.ts';
import { IMAGES } from '../test/harness/images.ts';
import { echo, page, type Door } from '../test/node/forwards/clients.ts';
import { putWeb } from '../test/node/forwards/pods.ts';
import { kubectlForward } from './kubectl-forward.ts';
import { median } from './row.ts';
import { Subject } from './subject.ts';
import type { World } from './world.ts';

/** What one way to a real pod took, ours or kubectl's. */
export interface Course {
  readonly downSeconds: number;
  readonly upSeconds: number;
  /** For a gigabyte, down and up. */
  readonly cpuSeconds: number;
  /** On a connection that is open. */
  readonly keptMs: number;
  /** On a connection of its own. */
  readonly newMs: number;
  /** A hundred connections at once, a quarter of a megabyte there and back each. */
  readonly parallelMs: number;
  /** A small request while the client of another connection does not read what comes for it. */
  readonly besideSlowMs: number;
  /** From the click, or the start of kubectl, to the first byte of the answer. */
  readonly firstMs: number;
}

export interface ForwardRound {
  readonly ours: Course;
  readonly kubectl: Course;
  /** From a new pod's being ready to the answer of a request that waits for it. kubectl's forward ends with its pod. */
  readonly healMs: number;
}

const NAMESPACE = 'bench-forwards';
const PORTS = [80, 81, 82, 83] as const;
type Port = (typeof PORTS)[number];
const [HTTP, ECHO, POUR, SWALLOW] = PORTS;
const GB = 2 ** 30;
const BLOCK = Buffer.alloc(64 * 1024, 'x');
const REQUESTS = 300;
/** So long a request may take until it is taken for one that gets no answer. */
const NO_ANSWER_MS = 5_000;
const TICKS_PER_SECOND = 100;
const rounds = new WeakMap<World, Promise<readonly ForwardRound[]>>();

/** All rounds of a run, on a real node: measured when the first row asks. */
export function forwardRounds(world: World): Promise<readonly ForwardRound[]> {
  const known = rounds.get(world) ?? measure(world);
  rounds.set(world, known);
  return known;
}

async function measure({ small, times, report }: World): Promise<readonly ForwardRound[]> {
  const plane = await startControlPlane({ report });
  try {
    const node = await startRealNode(plane, { report, images: ['node'] });
    try {
      await plane.makeNamespace(NAMESPACE);
      await putWeb({ plane, selector: { type: 'real' }, images: IMAGES }, NAMESPACE);
      await readyPod(plane);
      const made: ForwardRound[] = [];
      for (let round = 0; round < times; round += 1) {
        const bytes = small ? GB / 64 : GB / 4;
        const kubectl = await courseOfKubectl(plane, bytes);
        const { course: ours, healMs } = await ourCourse(plane, bytes);
        report(`forwards: ${JSON.stringify({ ours, kubectl, healMs })}`);
        made.push({ ours, kubectl, healMs });
      }
      return made;
    } finally {
      await node.stop();
    }
  } finally {
    await plane.stop();
  }
}

async function courseOfKubectl(plane: ControlPlane, bytes: number): Promise<Course> {
  const begun = performance.now();
  const first = await kubectlForward(plane, NAMESPACE, [HTTP]);
  await page(doorOf(first.local.get(HTTP)));
  const firstMs = performance.now() - begun;
  await first.end();
  const forward = await kubectlForward(plane, NAMESPACE, PORTS);
  try {
    return { firstMs, ...(await course((port) => doorOf(forward.local.get(port)), forward.pid, bytes)) };
  } finally {
    await forward.end();
  }
}

async function ourCourse(plane: ControlPlane, bytes: number): Promise<{ course: Course; healMs: number }> {
  const subject = await Subject.start('forward.ts');
  try {
    await subject.ask('connect', { kubeconfig: plane.admin.kubeconfig, namespace: NAMESPACE });
    const begun = performance.now();
    const open = async (port: Port): Promise<Door> =>
      doorOf(await subject.ask<number>('open', { namespace: NAMESPACE, port }));
    const http = await open(HTTP);
    await page(http);
    const firstMs = performance.now() - begun;
    const doors = new Map<Port, Door>([[HTTP, http]]);
    for (const port of [ECHO, POUR, SWALLOW]) doors.set(port, await open(port));
    const rest = await course((port) => doors.get(port) ?? http, subject.pid, bytes);
    return { course: { firstMs, ...rest }, healMs: await healing(plane, http) };
  } finally {
    subject.end();
  }
}

async function course(
  door: (port: Port) => Door,
  pid: number,
  bytes: number,
): Promise<Omit<Course, 'firstMs'>> {
  const newMs = await latency(door(HTTP), false);
  const keptMs = await latency(door(HTTP), true);
  const cpuBefore = processorSeconds(pid);
  const downSeconds = (await seconds(() => down(door(POUR), bytes))) * (GB / bytes);
  const upSeconds = (await seconds(() => up(door(SWALLOW), bytes))) * (GB / bytes);
  const cpuSeconds = ((processorSeconds(pid) - cpuBefore) / 2) * (GB / bytes);
  const parallel = await seconds(() =>
    Promise.all(Array.from({ length: 100 }, () => echo(door(ECHO), 2 ** 18))),
  );
  const besideSlowMs = await besideSlow(door);
  return { downSeconds, upSeconds, cpuSeconds, newMs, keptMs, parallelMs: parallel * 1000, besideSlowMs };
}

async function besideSlow(door: (port: Port) => Door): Promise<number> {
  const slow = connect(door(POUR).localPort, '127.0.0.1');
  slow.on('error', () => undefined); // it is given up below
  slow.write(`${GB} plain\n`);
  await once(slow.pause(), 'readable');
  await wait(1000); // until everything on the way is full
  const over = new AbortController();
  const answered = await Promise.race([
    seconds(() => page(door(HTTP))),
    wait(NO_ANSWER_MS, NO_ANSWER_MS / 1000, { signal: over.signal }),
  ]);
  over.abort();
  slow.destroy();
  return answered * 1000;
}

async function down({ localPort }: Door, bytes: number): Promise<void> {
  const client = connect(localPort, '127.0.0.1');
  client.write(`${bytes} plain\n`);
  let received = 0;
  client.on('data', (part) => (received += part.length));
  await once(client, 'end');
  client.destroy();
  if (received !== bytes) throw new Error(`${received} of ${bytes} bytes came`);
}

async function up({ localPort }: Door, bytes: number): Promise<void> {
  const client = connect(localPort, '127.0.0.1');
  const done = once(client.resume(), 'end');
  client.write(`${bytes} plain\n`);
  for (let sent = 0; sent < bytes; sent += BLOCK.length)
    if (!client.write(BLOCK)) await once(client, 'drain');
  await done;
  client.destroy();
}

/** The middle of many small requests, one after the other. */
async function latency({ localPort }: Door, keepAlive: boolean): Promise<number> {
  const agent = new Agent({ keepAlive });
  const all: number[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    all.push(
      await seconds(
        () =>
          new Promise((resolve, reject) => {
            get({ host: '127.0.0.1', port: localPort, agent }, (answer) => {
              answer.on('error', reject).on('end', resolve).resume();
            }).on('error', reject);
          }),
      ),
    );
  }
  agent.destroy();
  return median(all) * 1000;
}

/** Kills the pod; a request waits for the next one meanwhile. */
async function healing(plane: ControlPlane, http: Door): Promise<number> {
  const pod = await page(http);
  await plane.kubectl(['--namespace', NAMESPACE, 'delete', 'pod', pod, '--wait=false', '--grace-period=0']);
  const answered = page(http).then(() => performance.now());
  const ready = readyPod(plane, pod).then(() => performance.now());
  return Math.max(0, (await answered) - (await ready));
}

async function readyPod(plane: ControlPlane, notThis?: string): Promise<void> {
  await plane.waitFor('ready pod', async () => {
    const { json } = await plane.requests('GET', `/api/v1/namespaces/${NAMESPACE}/pods`);
    const ready = list(json, 'items')
      .filter(isRecord)
      .filter((pod) => text(pod, 'metadata', 'name') !== notThis)
      .some((pod) =>
        list(pod, 'status', 'conditions').some(
          (condition) => text(condition, 'type') === 'Ready' && text(condition, 'status') === 'True',
        ),
      );
    return ready || undefined;
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

function doorOf(localPort: number | undefined): Door {
  if (localPort === undefined) throw new Error('there is no such local port');
  return { localPort };
}

/** Fields 14 and 15 of its stat file, after the name, which may contain anything. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
