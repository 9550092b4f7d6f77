import * as l10n from '@vscode/l10n';
import type { PodRow } from '../../rows/row.ts';
import { isFinished, mayHaveLogs, needsAttention, stateWords } from './grouping.ts';
import { kindWords } from './owner-kinds.ts';
import type { Grouped, Grouping, PodGroup } from './grouping.ts';
import { OrderedRows } from './ordered-rows.ts';
import { byName, bySeverity, compareNames, newestFirst } from './row-order.ts';

/** Where a row stands. One that needs attention may stand in its group as well. */
interface Place {
  readonly group: string | undefined;
  readonly loose: boolean;
  readonly attention: boolean;
  readonly finished: boolean;
}

const NOWHERE: Place = { group: undefined, loose: false, attention: false, finished: false };
const FINISHED: Place = { ...NOWHERE, finished: true };

/**
 * The rows of a namespace in their groups, kept from one change to the next: a row that changes touches its own group and no other.
 * The rows themselves are kept by whoever calls, who hands over what a row was before.
 */
export class PodGroups implements Grouped {
  readonly by: Grouping;
  readonly #groups = new Map<string, Group>();
  readonly #attention = new OrderedRows(bySeverity);
  readonly #loose = new OrderedRows(byName);
  readonly #finished = new OrderedRows(newestFirst);
  /** Time alone moves a failure there. */
  readonly #finishedUids = new Set<string>();
  /** The groups in the order of their names; nothing when one came or went. */
  #ordered: readonly Group[] | undefined;

  constructor(by: Grouping) {
    this.by = by;
  }

  /** A row that is new, that changed, or that time may have moved. */
  put(before: PodRow | undefined, row: PodRow, now: number): void {
    const from = before === undefined ? NOWHERE : this.#placeNow(before);
    const to = isFinished(row, now) ? FINISHED : this.#place(row);
    if (before === row && from.finished === to.finished) return;
    this.#move(from, to, before, row);
  }

  delete(row: PodRow): void {
    this.#move(this.#placeNow(row), NOWHERE, row, undefined);
  }

  get attention(): readonly PodRow[] {
    return this.#attention.list;
  }

  get groups(): readonly PodGroup[] {
    this.#ordered ??= [...this.#groups.values()].sort((a, b) => compareNames(a.label, b.label));
    return this.#ordered;
  }

  get loose(): readonly PodRow[] {
    return this.#loose.list;
  }

  get finished(): readonly PodRow[] {
    return this.#finished.list;
  }

  #placeNow(row: PodRow): Place {
    return this.#finishedUids.has(row.uid) ? FINISHED : this.#place(row);
  }

  /** Of a row that is not finished: time does not matter for it. */
  #place(row: PodRow): Place {
    const attention = needsAttention(row, 0);
    const group = this.by === 'owner' ? row.owner : this.by === 'status' ? stateWords(row.state) : undefined;
    // A bare pod in trouble is on screen already.
    return {
      group,
      loose: group === undefined && (!attention || this.by === 'none'),
      attention,
      finished: false,
    };
  }

  #move(from: Place, to: Place, before: PodRow | undefined, row: PodRow | undefined): void {
    const uid = (row ?? before)?.uid ?? '';
    moveIn(this.#attention, from.attention, to.attention, uid, row);
    moveIn(this.#loose, from.loose, to.loose, uid, row);
    moveIn(this.#finished, from.finished, to.finished, uid, row);
    if (to.finished) this.#finishedUids.add(uid);
    else this.#finishedUids.delete(uid);
    if (from.group !== undefined && from.group === to.group) this.#groupOf(to.group).change(before, row);
    else {
      if (from.group !== undefined) this.#leave(from.group, before);
      if (to.group !== undefined) this.#groupOf(to.group).change(undefined, row);
    }
  }

  #leave(key: string, row: PodRow | undefined): void {
    const group = this.#groupOf(key);
    group.change(row, undefined);
    if (group.size > 0) return;
    this.#groups.delete(key);
    this.#ordered = undefined;
  }

  #groupOf(key: string): Group {
    const known = this.#groups.get(key);
    if (known) return known;
    const made = new Group(key, this.by);
    this.#groups.set(key, made);
    this.#ordered = undefined;
    return made;
  }
}

function moveIn(rows: OrderedRows, was: boolean, is: boolean, uid: string, row: PodRow | undefined): void {
  if (is && row) {
    if (was) rows.replace(row);
    else rows.add(row);
  } else if (was) rows.delete(uid);
}

class Group implements PodGroup {
  readonly key: string;
  readonly label: string;
  readonly #kind: string;
  readonly #by: Grouping;
  readonly #rows = new OrderedRows(byName);
  #running = 0;
  #withLogs = 0;

  constructor(key: string, by: Grouping) {
    const slash = by === 'status' ? -1 : key.indexOf('/');
    this.key = key;
    this.label = key.slice(slash + 1);
    this.#kind = kindWords(key.slice(0, Math.max(0, slash)));
    this.#by = by;
  }

  get size(): number {
    return this.#rows.size;
  }

  get pods(): readonly PodRow[] {
    return this.#rows.list;
  }

  get hasLogs(): boolean {
    return this.#withLogs > 0;
  }

  get words(): string {
    if (this.#by === 'status') return String(this.size);
    return [this.#kind, this.#countWords()].filter((part) => part !== '').join(' · ');
  }

  /** A row that came (nothing before), changed, or went (nothing now). */
  change(before: PodRow | undefined, row: PodRow | undefined): void {
    moveIn(this.#rows, before !== undefined, row !== undefined, (row ?? before)?.uid ?? '', row);
    this.#running += Number(row?.state === 'running') - Number(before?.state === 'running');
    this.#withLogs += Number(row !== undefined && mayHaveLogs(row));
    this.#withLogs -= Number(before !== undefined && mayHaveLogs(before));
  }

  #countWords(): string {
    if (this.#running === this.size)
      return this.#running === 1 ? l10n.t('running') : l10n.t('{0} running', this.#running);
    if (this.size === 1) return this.pods[0]?.words ?? '';
    return l10n.t('{0} of {1} running', this.#running, this.size);
  }
}
