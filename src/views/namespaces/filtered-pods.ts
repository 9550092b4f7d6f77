import type { PodRow } from '../../rows/row.ts';
import type { Marks } from './mine.ts';
import type { NamespacePods } from './namespace-rows.ts';
import { podFilter } from './pod-filter.ts';
import { podList } from './pod-list.ts';
import type { PodList } from './pod-list.ts';
import type { PodFilter } from './pod-filter.ts';

/** The rows that are left of each list by the filter that is set; worked out once for a list and once for a row, for it is asked for often. */
export class FilteredPods {
  #filter: PodFilter | undefined;
  #names: readonly string[] = [];
  #left = new WeakMap<readonly PodRow[], PodList>();
  #fits = new WeakMap<PodRow, boolean>();

  get filter(): PodFilter | undefined {
    return this.#filter;
  }

  /** What this person may be called, for `mine`. */
  get names(): readonly string[] {
    return this.#names;
  }

  set(typed: string, names: readonly string[]): void {
    this.#names = names;
    this.#filter = podFilter(typed, names);
    this.#left = new WeakMap();
    this.#fits = new WeakMap();
  }

  /** The same, with only the pods that fit, and how many do not. */
  of(known: NamespacePods, marks: (pod: PodRow) => Marks | undefined, now: number): NamespacePods {
    const filter = this.#filter;
    if (!filter || (known.state !== 'live' && known.state !== 'stale')) return known;
    const { all } = known.pods;
    const left =
      this.#left.get(all) ?? podList(all.filter((pod) => this.#fit(pod, filter, () => marks(pod), now)));
    this.#left.set(all, left);
    return { ...known, pods: left, hidden: known.pods.length - left.length };
  }
  #fit(pod: PodRow, filter: PodFilter, marks: () => Marks | undefined, now: number): boolean {
    const fits = this.#fits.get(pod) ?? filter.matches(pod, marks(), now);
    this.#fits.set(pod, fits);
    return fits;
  }
}
