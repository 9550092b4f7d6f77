import type { LiveCollection } from '../../k8s/live/collection.ts';
import type { PodRecord } from '../../k8s/model/pod.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';

/** Which pods of a namespace use which claims, kept from one change to the next: of ten thousand pods most use none. */
export class ClaimUsers {
  readonly #pods: LiveCollection<PodEntry>;
  /** The pods with claims, by uid. */
  readonly #users = new Map<string, PodRecord>();
  readonly #byClaim = new Map<string, Map<string, string>>();
  readonly #touched: Set<string>;

  constructor(pods: LiveCollection<PodEntry>) {
    this.#pods = pods;
    this.#touched = new Set(this.#entries()?.keys());
  }

  /** These pods came, changed or went. True when claims have to do with one of them. */
  touch(uids: Iterable<string>): boolean {
    const entries = this.#entries();
    let matters = false;
    for (const uid of uids) {
      this.#touched.add(uid);
      matters ||= this.#users.has(uid) || (entries?.get(uid)?.record.claims.length ?? 0) > 0;
    }
    return matters;
  }

  /** The names of the pods that use it; nothing where pods are not known. */
  of(claim: string): readonly string[] | undefined {
    if (!this.#entries()) return undefined;
    this.#update();
    return [...(this.#byClaim.get(claim)?.values() ?? [])];
  }

  /** The pods with claims. */
  get all(): readonly PodRecord[] {
    this.#update();
    return [...this.#users.values()];
  }

  #entries(): ReadonlyMap<string, PodEntry> | undefined {
    const { current } = this.#pods;
    return current.state === 'live' || current.state === 'stale' ? current.items : undefined;
  }

  #update(): void {
    const entries = this.#entries();
    for (const uid of this.#touched) {
      for (const claim of this.#users.get(uid)?.claims ?? []) this.#byClaim.get(claim)?.delete(uid);
      this.#users.delete(uid);
      const pod = entries?.get(uid)?.record;
      if (!pod || pod.claims.length === 0) continue;
      this.#users.set(uid, pod);
      if (hasEnded(pod)) continue;
      for (const claim of pod.claims) {
        const users = this.#byClaim.get(claim) ?? new Map<string, string>();
        this.#byClaim.set(claim, users.set(uid, pod.name));
      }
    }
    this.#touched.clear();
  }
}

/** A pod that has ended keeps the name of its claim, not its disk. */
function hasEnded({ phase }: PodRecord): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
