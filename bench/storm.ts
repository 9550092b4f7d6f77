import { setTimeout as wait } from 'node:timers/promises';
import { text } from '../src/common/json.ts';
import { expectSuccess } from '../test/harness/control-plane/requests.ts';
import type { KeyValue } from './etcd.ts';
import { stored } from './pods.ts';
import { podName, PODS_PER_RUN, Stamp } from './stamp.ts';
import { Subject } from './subject.ts';
import type { Seen, Shown } from './subject/shown.ts';
import type { Crowd } from './world.ts';

/** How the sidebar kept up with pods that change. */
export interface Storm {
  /** Of each change of a row on screen: how much later it was painted than the watch had delivered it to the process, in milliseconds. */
  readonly laterMs: readonly number[];
  readonly cores: number;
  readonly stallMs: number;
  readonly paints: number;
  /** Changes that were made in a second, on average. */
  readonly rate: number;
}

/** Of ten thousand pods; of fewer, as many fewer: the changes of one pod are twenty seconds apart. */
export const RATE = 500;
const RATE_FOR = 10_000;
const GROUPS_OPEN = 10;
const STEP_MS = 20;
/** Steps that etcd may be behind. */
const MOST_BEHIND = 25;
/** Neighbours do not change together: the next one is in another run. */
const STRIDE = 7_919;

/** Changes pods at this rate for so long: each goes from running to ended to starting and so on, as those of a busy queue do; on screen they do not end, for then they leave it. */
export async function measureStorm(crowd: Crowd, seconds: number): Promise<Storm> {
  const { user, count, controlPlane } = crowd;
  const stamps = await stampsOf(crowd, seconds);
  const thaw = controlPlane.freeze();
  const window = await Subject.start('shown.ts');
  try {
    const onScreen = await window.ask<readonly string[]>('open', {
      kubeconfig: user.kubeconfig,
      count,
      groups: Math.min(GROUPS_OPEN, count / PODS_PER_RUN),
    });
    const rate = await blow(crowd, stamps, seconds);
    const shown = await window.ask<Shown>('end');
    const { delivered, painted } = shown;
    return { ...shown, rate, laterMs: laterMs(new Set(onScreen), delivered, painted) };
  } finally {
    window.end();
    await calm(crowd);
    thaw();
  }
}

type Stamps = readonly [ended: Stamp, starting: Stamp, running: Stamp];

/** The first pod goes through the states, by way of the API server, and its bytes are kept from each. */
async function stampsOf({ controlPlane, namespace, filled }: Crowd, seconds: number): Promise<Stamps> {
  const path = `/api/v1/namespaces/${namespace}/pods/${podName(0)}/status`;
  const key = stored(filled, namespace, 0).key;
  const uid = filled.uids[0] ?? '';
  const owner = filled.runs[0]?.uid ?? '';
  const before = await controlPlane.requests('GET', path);
  const image = text(before.json, 'spec', 'containers', '0', 'image') ?? '';
  const startedAt = text(before.json, 'status', 'startTime') ?? '';
  const stampOf = async (status: object): Promise<Stamp> => {
    expectSuccess('the state of the first pod', await controlPlane.requests('PATCH', path, { status }));
    return new Stamp(await filled.etcd.get(key), { uid, owner });
  };
  const container = { name: 'main', image, imageID: '', restartCount: 0 };
  const ready = (status: string): object => [
    { type: 'Ready', status, lastTransitionTime: startedAt },
    { type: 'ContainersReady', status, lastTransitionTime: startedAt },
  ];
  const starting = await stampOf({
    phase: 'Pending',
    // Never slow to start, for as long as this takes: else they would be looked at more closely.
    startTime: new Date(Date.now() + seconds * 2_000).toISOString(),
    conditions: ready('False'),
    containerStatuses: [
      { ...container, ready: false, started: false, state: { waiting: { reason: 'ContainerCreating' } } },
    ],
  });
  // The last: nothing comes after it.
  const ended = await stampOf({
    phase: 'Succeeded',
    conditions: ready('False'),
    containerStatuses: [
      {
        ...container,
        ready: false,
        started: false,
        state: { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt: startedAt } },
      },
    ],
  });
  return [ended, starting, filled.stamp];
}

/** Answers how many changes there were in a second. */
async function blow(crowd: Crowd, [ended, starting, running]: Stamps, seconds: number): Promise<number> {
  const { filled, namespace, count } = crowd;
  const onScreen = [starting, running];
  const elsewhere = [ended, starting, running];
  const begun = performance.now();
  const changeOf = (change: number): KeyValue => {
    const pod = (change * STRIDE) % count;
    const states = pod < GROUPS_OPEN * PODS_PER_RUN ? onScreen : elsewhere;
    const stamp = states[Math.floor(change / count) % states.length] ?? running;
    return stored(filled, namespace, pod, stamp);
  };
  const writing = new Set<Promise<void>>();
  let made = 0;
  for (;;) {
    const elapsed = Math.min(performance.now() - begun, seconds * 1000);
    const due = Math.floor((elapsed / 1000) * RATE * (count / RATE_FOR));
    const write = filled.etcd
      .putOneByOne(Array.from({ length: due - made }, (_, index) => changeOf(made + index)))
      .finally(() => writing.delete(write));
    writing.add(write);
    made = due;
    if (elapsed === seconds * 1000) break;
    await wait(STEP_MS);
    if (writing.size > MOST_BEHIND) await Promise.all(writing); // rejects as well when one of them has
  }
  await Promise.all(writing);
  return made / ((performance.now() - begun) / 1000);
}

async function calm({ filled, namespace, count }: Crowd): Promise<void> {
  await filled.etcd.put(Array.from({ length: count }, (_, pod) => stored(filled, namespace, pod)));
}

/** The changes of a pod are seconds apart: the first that was delivered is the first that was painted, and so on. */
function laterMs(
  onScreen: ReadonlySet<string>,
  delivered: readonly Seen[],
  painted: readonly Seen[],
): readonly number[] {
  const times = new Map<string, number[]>();
  for (const { pod, at } of painted) times.set(pod, [...(times.get(pod) ?? []), at]);
  const nth = new Map<string, number>();
  return delivered.flatMap(({ pod, at }) => {
    if (!onScreen.has(pod)) return [];
    const index = nth.get(pod) ?? 0;
    nth.set(pod, index + 1);
    return [(times.get(pod)?.[index] ?? Infinity) - at];
  });
}
