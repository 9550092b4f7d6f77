import { sameRow } from './view-row.ts';
import type { ViewRow } from './view-row.ts';

/**
 * A row that VS Code knows. The object stays the same while its row changes: VS Code finds what to repaint, and what to reveal, by
 * the identity of the element.
 */
export class RowNode {
  readonly parent: RowNode | undefined;
  #row: ViewRow;
  #children: readonly RowNode[] | undefined;
  /** What the children were made from. */
  #rows: readonly ViewRow[] = [];

  constructor(row: ViewRow, parent: RowNode | undefined) {
    this.#row = row;
    this.parent = parent;
    // VS Code asks at once, and yet later than now: what is below has to be of the same moment as the words above it.
    if (row.open === true) this.#children = this.#made();
  }

  get row(): ViewRow {
    return this.#row;
  }

  /** What is below, made when it is asked for the first time. */
  get children(): readonly RowNode[] {
    this.#children ??= this.#made();
    return this.#children;
  }

  /** What is below as far as somebody has asked for it. */
  get known(): readonly RowNode[] {
    return this.#children ?? [];
  }

  /** Takes the row's new state over. Adds to `changed` what must be repainted: the least that covers it. */
  update(row: ViewRow, changed: RowNode[]): void {
    const looksSame = sameRow(this.#row, row);
    this.#row = row;
    const below: RowNode[] = [];
    const order = this.#children !== undefined && this.#updateChildren(row.children?.() ?? [], below);
    // Repainting a row repaints what is below it as well.
    if (!looksSame || order) changed.push(this);
    else changed.push(...below);
  }

  #made(): readonly RowNode[] {
    this.#rows = this.#row.children?.() ?? [];
    return this.#rows.map((row) => new RowNode(row, this));
  }

  /** True when rows came, went or moved. */
  #updateChildren(rows: readonly ViewRow[], changed: RowNode[]): boolean {
    const before = this.#children ?? [];
    if (rows === this.#rows) {
      for (const child of before) child.update(child.row, changed); // the same rows may have others below them
      return false;
    }
    this.#rows = rows;
    const known = new Map(before.map((child) => [child.row.id, child]));
    this.#children = rows.map((row) => {
      const child = known.get(row.id);
      child?.update(row, changed);
      return child ?? new RowNode(row, this);
    });
    return before.length !== rows.length || this.#children.some((child, index) => child !== before[index]);
  }
}

/** The invisible root above the first rows. */
export function rootOf(rows: () => readonly ViewRow[]): RowNode {
  return new RowNode({ id: '', label: '', children: rows }, undefined);
}
