import type { PodRecord } from '../../k8s/model/pod.ts';
import { controllerWord } from '../../rows/owner-word.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';

export function ownerOf(pod: PodRecord): string | undefined {
  return controllerWord(pod);
}

/**
 * The pod that took a pod's place: the one of its name, else the newest of its owner that is younger than it. Nothing where it has
 * not been replaced (yet).
 */
export function successorOf(
  entries: readonly PodEntry[],
  before: PodRecord | string,
  owner: string | undefined,
): PodEntry | undefined {
  const name = typeof before === 'string' ? before : before.name;
  const born = typeof before === 'string' ? 0 : (before.createdAt ?? 0);
  const heirs = entries.filter(
    ({ record }) =>
      record.name === name ||
      (owner !== undefined && ownerOf(record) === owner && (record.createdAt ?? 0) > born),
  );
  return heirs.sort(
    (a, b) =>
      Number(b.record.name === name) - Number(a.record.name === name) ||
      (b.record.createdAt ?? 0) - (a.record.createdAt ?? 0),
  )[0];
}
