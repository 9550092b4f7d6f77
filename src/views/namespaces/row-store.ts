import type { Bundle } from '../../diagnostics/bundle.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { PodRow } from '../../rows/row.ts';
import type { Grouped, Grouping } from './grouping.ts';
import { PodGroups } from './pod-groups.ts';
import { groupsOf } from './pod-list.ts';
import type { PodList } from './pod-list.ts';

/** A row, and what it was made from. */
export interface Kept {
  readonly entry: PodEntry;
  readonly closer: Bundle | undefined;
  /** When it was made, or found to be still right. */
  readonly at: number;
  readonly row: PodRow;
}

/** The rows of a namespace by uid, with everything that is looked up in them kept in step. */
export class RowStore implements PodList {
  /** The one that was made longest ago comes first. */
  readonly #rows = new Map<string, Kept>();
  readonly #unwell = new Set<string>();
  #groups = new PodGroups('owner');
  #all: readonly PodRow[] | undefined;
  #names: Map<string, string> | undefined;

  get length(): number {
    return this.#rows.size;
  }

  get all(): readonly PodRow[] {
    this.#all ??= Array.from(this.#rows.values(), ({ row }) => row);
    return this.#all;
  }

  get attention(): readonly PodRow[] {
    return this.#groups.attention;
  }

  /** Uids of the pods that are not plainly well. */
  get unwell(): ReadonlySet<string> {
    return this.#unwell;
  }

  get(uid: string): Kept | undefined {
    return this.#rows.get(uid);
  }

  named(name: string): PodRow | undefined {
    this.#names ??= new Map(Array.from(this.#rows, ([uid, { row }]) => [row.name, uid]));
    const uid = this.#names.get(name);
    return uid === undefined ? undefined : this.#rows.get(uid)?.row;
  }

  grouped(by: Grouping, now: number): Grouped {
    if (this.#groups.by !== by) this.#groups = groupsOf(this.all, by, now);
    return this.#groups;
  }

  /** All rows, those that were made longest ago first. They may be put meanwhile. */
  oldest(): Iterable<readonly [string, Kept]> {
    return this.#rows;
  }

  put(kept: Kept, now: number): void {
    const { uid } = kept.row;
    const before = this.#rows.get(uid)?.row;
    this.#rows.delete(uid);
    this.#rows.set(uid, kept);
    if (kept.entry.object === undefined) this.#unwell.delete(uid);
    else this.#unwell.add(uid);
    this.#groups.put(before, kept.row, now);
    if (before === kept.row) return;
    this.#all = undefined;
    if (before?.name !== kept.row.name) this.#names = undefined;
  }

  delete(uid: string): void {
    const kept = this.#rows.get(uid);
    if (!kept) return;
    this.#rows.delete(uid);
    this.#unwell.delete(uid);
    this.#groups.delete(kept.row);
    this.#all = undefined;
    this.#names = undefined;
  }
}
