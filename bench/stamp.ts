import { randomUUID } from 'node:crypto';

/** What stands in the first pod where the others differ from it. As long as what comes in its place: lengths are part of the encoding. */
export const MARKS = { run: 'r0000', pod: 'p000000', node: 'fake-1' } as const;
export const PODS_PER_RUN = 100;

/** A run of pods: each has an owner object, which really is there. */
export interface Run {
  readonly name: string;
  readonly uid: string;
}

/**
 * Makes any number of pods from one that the API server, kwok and everybody else has been through: the very bytes that are stored
 * of it, with another name, uid, owner and node. Ten thousand pods take seconds that way instead of a quarter of an hour, and nobody
 * who reads them can tell.
 */
export class Stamp {
  readonly #bytes: Buffer;
  readonly #at: Readonly<Record<'run' | 'pod' | 'node' | 'uid' | 'owner', readonly number[]>>;

  constructor(bytes: Buffer, { uid, owner }: { readonly uid: string; readonly owner: string }) {
    this.#bytes = bytes;
    this.#at = {
      run: placesOf(MARKS.run, bytes),
      pod: placesOf(MARKS.pod, bytes),
      node: placesOf(MARKS.node, bytes),
      uid: placesOf(uid, bytes),
      owner: placesOf(owner, bytes),
    };
  }

  pod(index: number, uid: string, run: Run, node: number): Buffer {
    const copy = Buffer.from(this.#bytes);
    const write = (places: readonly number[], words: string): void => {
      for (const place of places) copy.write(words, place, 'latin1');
    };
    write(this.#at.run, run.name);
    write(this.#at.pod, podMark(index));
    write(this.#at.node, `fake-${node}`);
    write(this.#at.uid, uid);
    write(this.#at.owner, run.uid);
    return copy;
  }
}

export function runName(run: number): string {
  return `r${String(run).padStart(MARKS.run.length - 1, '0')}`;
}

export function podMark(index: number): string {
  return `p${String(index).padStart(MARKS.pod.length - 1, '0')}`;
}

export function podName(index: number): string {
  return `train-${runName(Math.floor(index / PODS_PER_RUN))}-${podMark(index)}`;
}

export function newUid(): string {
  return randomUUID();
}

function placesOf(mark: string, bytes: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) places.push(at);
  if (places.length === 0) throw new Error(`the stored pod has no ${mark}`);
  return places;
}
