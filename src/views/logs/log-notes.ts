import { Cancellation, isCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Diagnosis } from '../../diagnostics/finding.ts';
import { problemOf } from '../../k8s/problem.ts';
import type { LogNote } from './protocol.ts';

/** Pods of one page that are looked into. A job whose 40 workers all fail fails for one reason. */
const MOST_PODS = 8;

/** What is the matter with the pods of a page: asked one after the other, when something broke. */
export class LogNotes implements Disposable {
  readonly #diagnose: (pod: string, signal: AbortSignal) => Promise<Diagnosis | undefined>;
  readonly #onError: (error: unknown) => void;
  readonly #notes = new Map<string, LogNote | undefined>();
  /** All that were ever looked into. */
  readonly #known = new Set<string>();
  readonly #wanted = new Set<string>();
  readonly #ended = new Cancellation();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #isLooking = false;

  constructor(
    diagnose: (pod: string, signal: AbortSignal) => Promise<Diagnosis | undefined>,
    onError: (error: unknown) => void,
  ) {
    this.#diagnose = diagnose;
    this.#onError = onError;
  }

  get all(): readonly LogNote[] {
    return [...this.#notes.values()].filter((note) => note !== undefined);
  }

  /** Looks into a pod, again if it was looked into before. */
  look(pod: string): void {
    if (!this.#known.has(pod) && this.#known.size >= MOST_PODS) return;
    this.#known.add(pod);
    this.#wanted.add(pod);
    if (!this.#isLooking) void this.#lookInto();
  }

  dispose(): void {
    this.#ended.dispose();
    this.#changed.dispose();
  }

  async #lookInto(): Promise<void> {
    this.#isLooking = true;
    for (const pod of this.#wanted) {
      this.#wanted.delete(pod);
      try {
        const diagnosis = await this.#diagnose(pod, this.#ended.signal);
        if (this.#ended.signal.aborted) return;
        this.#notes.set(pod, diagnosis && noteOf(pod, diagnosis));
        this.#changed.fire();
      } catch (error) {
        if (this.#ended.signal.aborted || isCancelled(error)) return;
        // A log that is being read says itself what is the matter with the cluster.
        if (!problemOf(error)) this.#onError(error);
      }
    }
    this.#isLooking = false;
  }
}

function noteOf(pod: string, { findings: [cause] }: Diagnosis): LogNote | undefined {
  if (!cause || cause.severity === 'note') return undefined;
  const quote = cause.evidence.find(({ from }) => from.path === 'log')?.text ?? '';
  return { pod, title: cause.title, quote };
}
