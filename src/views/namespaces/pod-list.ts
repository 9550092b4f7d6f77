import type { PodRow } from '../../rows/row.ts';
import type { Grouped, Grouping } from './grouping.ts';
import { PodGroups } from './pod-groups.ts';

/** The rows of a namespace, for who wants all of them, one of them, or their groups. */
export interface PodList {
  readonly length: number;
  /** In no order; the same array until one of them changes. */
  readonly all: readonly PodRow[];
  named(name: string): PodRow | undefined;
  grouped(by: Grouping, now: number): Grouped;
}

/** Rows that stay as they are. */
export function podList(rows: readonly PodRow[]): PodList {
  let known: PodGroups | undefined;
  return {
    length: rows.length,
    all: rows,
    named: (name) => rows.find((row) => row.name === name),
    grouped: (by, now) => {
      known = known?.by === by ? known : groupsOf(rows, by, now);
      return known;
    },
  };
}

/** The rows in their groups, made at once. */
export function groupsOf(rows: Iterable<PodRow>, by: Grouping, now: number): PodGroups {
  const groups = new PodGroups(by);
  for (const row of rows) groups.put(undefined, row, now);
  return groups;
}
