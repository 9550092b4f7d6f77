import type { LiveCollection } from '../../k8s/live/collection.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { PodFacts, ServiceFacts, WorkloadFacts } from '../../tools/facts.ts';
import { labelsFit } from '../../tools/match.ts';
import { toolPod } from './tool-resources.ts';

/**
 * The pods of a namespace that may belong to a tool: those without an owner, and those that a Service or a workload selects. Among
 * ten thousand of a training run hardly any do, and a change of the others is none for the tools.
 */
export class ToolPods {
  readonly #pods: LiveCollection<PodEntry>;
  readonly #facts = new Map<string, PodFacts>();
  #touched = new Set<string>();
  #services: readonly ServiceFacts[] = [];
  #workloads: readonly WorkloadFacts[] = [];

  constructor(pods: LiveCollection<PodEntry>) {
    this.#pods = pods;
    this.#touched = new Set(this.#entries().keys());
  }

  /** These pods came, changed or went. */
  touch(uids: Iterable<string>): void {
    for (const uid of uids) this.#touched.add(uid);
  }

  /** Brings the pods up to date with what selects them. True when they are others than before. */
  update(services: readonly ServiceFacts[], workloads: readonly WorkloadFacts[]): boolean {
    const entries = this.#entries();
    if (!sameItems(services, this.#services) || !sameItems(workloads, this.#workloads))
      this.touch([...this.#facts.keys(), ...entries.keys()]);
    this.#services = services;
    this.#workloads = workloads;
    let changed = false;
    for (const uid of this.#touched) {
      const entry = entries.get(uid);
      const before = this.#facts.get(uid);
      const facts = entry && this.#mayBelong(entry) ? toolPod(entry) : undefined;
      if (facts) this.#facts.set(uid, facts);
      else this.#facts.delete(uid);
      changed ||= before !== undefined || facts !== undefined;
    }
    this.#touched = new Set();
    return changed;
  }

  get all(): readonly PodFacts[] {
    return [...this.#facts.values()];
  }

  #entries(): ReadonlyMap<string, PodEntry> {
    const { current } = this.#pods;
    return current.state === 'live' || current.state === 'stale' ? current.items : new Map();
  }

  #mayBelong({ record, facts }: PodEntry): boolean {
    return (
      facts !== undefined ||
      this.#services.some(({ selector }) => selects(selector, record.labels)) ||
      this.#workloads.some(({ podLabels }) => selects(podLabels, record.labels))
    );
  }
}

function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.keys(selector).length > 0 && labelsFit(selector, labels);
}

function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
