import type { PodRow } from '../../rows/row.ts';
import type { RowOrder } from './row-order.ts';

/**
 * Rows in an order that is kept up rather than made anew: nothing is compared until somebody looks, and then only what came or
 * changed since the last time. A row in ten thousand costs a few comparisons, and a group that nobody opens costs none.
 */
export class OrderedRows {
  readonly #order: RowOrder;
  #size = 0;
  #ordered: readonly PodRow[] = [];
  /** What happened since the last look: the row as it is now, or nothing where it went. */
  readonly #touched = new Map<string, PodRow | undefined>();

  constructor(order: RowOrder) {
    this.#order = order;
  }

  get size(): number {
    return this.#size;
  }

  add(row: PodRow): void {
    this.#size += 1;
    this.#touched.set(row.uid, row);
  }

  /** A row that is here already, and looks different now. */
  replace(row: PodRow): void {
    this.#touched.set(row.uid, row);
  }

  delete(uid: string): void {
    this.#size -= 1;
    this.#touched.set(uid, undefined);
  }

  /** The rows in their order; the same array until one of them changes. */
  get list(): readonly PodRow[] {
    if (this.#touched.size === 0) return this.#ordered;
    const stayed = this.#ordered.filter((row) => !this.#touched.has(row.uid));
    const came = [...this.#touched.values()].filter((row) => row !== undefined).sort(this.#order);
    this.#touched.clear();
    this.#ordered = merged(stayed, came, this.#order);
    return this.#ordered;
  }
}

/** Both lists as one; few come to many, so each looks for its place by halving. */
function merged(stayed: readonly PodRow[], came: readonly PodRow[], order: RowOrder): readonly PodRow[] {
  if (stayed.length === 0) return came;
  const rows: PodRow[] = [];
  let from = 0;
  for (const row of came) {
    const to = firstWhere(stayed, (there) => order(there, row) > 0, from);
    for (; from < to; from += 1) rows.push(stayed[from] as PodRow);
    rows.push(row);
  }
  return [...rows, ...stayed.slice(from)];
}

/** The index of the first row, from `low` on, that this holds for; it holds for all behind that one as well. */
export function firstWhere(rows: readonly PodRow[], holds: (row: PodRow) => boolean, low = 0): number {
  let from = low;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = rows[middle];
    if (there !== undefined && holds(there)) to = middle;
    else from = middle + 1;
  }
  return from;
}
