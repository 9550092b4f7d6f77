import { delay } from '../../../common/cancellation.ts';
import { at, list, record, text, type Json, type JsonRecord } from '../../../common/json.ts';
import { quantityOf } from '../../../common/quantities.ts';
import { problemOf } from '../../../k8s/problem.ts';
import type { Session } from '../../../k8s/session.ts';

/** More pods than this are not read for a hover: the list would be felt in the whole window. */
const MOST_PODS = 500;
const FRESH_MS = 60_000;

/** What the pods of each machine have asked for, by the machine's name and the resource's. */
export type Taken = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** A hover waits this long for it, so that what else it says is not late. */
const PATIENCE_MS = 25;

interface Look {
  readonly session: Session;
  readonly at: number;
  /** Nothing until it is known, and where it may not be. */
  taken: Taken | undefined;
  readonly done: Promise<void>;
}

/** What is taken of the machines: of small clusters, and for those who may see all of their pods. */
export class MachineRoom {
  #look: Look | undefined;

  /** As far as it is known in a moment. Whoever asks later may know more. */
  async taken(session: Session, signal: AbortSignal): Promise<Taken | undefined> {
    const before = this.#look?.session === session ? this.#look : undefined;
    const look =
      before && Date.now() - before.at < FRESH_MS ? before : this.#begin(session, before?.taken, signal);
    try {
      await Promise.race([look.done, delay(PATIENCE_MS, signal)]);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return look.taken;
  }

  forget(): void {
    this.#look = undefined;
  }

  #begin(session: Session, before: Taken | undefined, signal: AbortSignal): Look {
    const done = readTaken(session, signal).then(
      (taken) => void (look.taken = taken),
      () => void (look.taken = undefined), // the views say what is wrong with the connection
    );
    const look: Look = { session, at: Date.now(), taken: before, done };
    this.#look = look;
    return look;
  }
}

async function readTaken(session: Session, signal: AbortSignal): Promise<Taken | undefined> {
  const fieldSelector = 'spec.nodeName!=,status.phase!=Succeeded,status.phase!=Failed';
  try {
    const pods = await session.api.json(
      { path: '/api/v1/pods', query: { fieldSelector, limit: MOST_PODS } },
      signal,
    );
    const isWhole = (text(pods, 'metadata', 'continue') ?? '') === '';
    return isWhole ? takenBy(list(pods, 'items')) : undefined;
  } catch (error) {
    if (problemOf(error) || signal.aborted) return undefined;
    throw error;
  }
}

/** What pods have asked for on each machine. */
export function takenBy(pods: readonly Json[]): Taken {
  const taken = new Map<string, Record<string, number>>();
  for (const pod of pods) {
    const node = text(pod, 'spec', 'nodeName');
    if (node === undefined) continue;
    const sums = taken.get(node) ?? {};
    taken.set(node, sums);
    for (const [resource, amount] of Object.entries(requestOf(record(pod, 'spec'))))
      sums[resource] = (sums[resource] ?? 0) + amount;
  }
  return taken;
}

/** All containers together, or the largest step before their start, whichever is more. Helpers that start first and stay count with both. */
function requestOf(spec: JsonRecord): Readonly<Record<string, number>> {
  const together: Record<string, number> = {};
  const before: Record<string, number> = {};
  const add = (to: Record<string, number>, more: Json): void => {
    for (const [resource, amount] of amountsOf(more)) to[resource] = (to[resource] ?? 0) + amount;
  };
  for (const step of list(spec, 'initContainers')) {
    if (text(step, 'restartPolicy') === 'Always') add(together, at(step, 'resources', 'requests'));
    else
      for (const [resource, amount] of amountsOf(at(step, 'resources', 'requests')))
        before[resource] = Math.max(before[resource] ?? 0, amount + (together[resource] ?? 0));
  }
  for (const container of list(spec, 'containers')) add(together, at(container, 'resources', 'requests'));
  for (const [resource, amount] of Object.entries(before))
    together[resource] = Math.max(together[resource] ?? 0, amount);
  add(together, at(spec, 'overhead'));
  return together;
}

function amountsOf(quantities: Json): readonly (readonly [resource: string, amount: number])[] {
  return Object.entries(record(quantities)).flatMap(([resource, written]) => {
    const amount = quantityOf(written);
    return amount === undefined ? [] : [[resource, amount] as const];
  });
}
