import type { Disposable } from './disposable.ts';

/** Subscribes to something that happens; the result ends the subscription. Structurally the same as VS Code's `Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The owner's side of an event. A listener that throws does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ call: (value: T) => void }>();
  readonly #onError: (error: unknown) => void;
  #disposed = false;

  /** `onError` hears of listeners that throw; by default the error surfaces as an uncaught one. */
  constructor(onError: (error: unknown) => void = rethrowLater) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    const entry = { call: listener };
    if (!this.#disposed) this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  /** True while somebody listens: work that serves only listeners can stop otherwise. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  fire(value: T): void {
    for (const entry of [...this.#listeners]) {
      if (!this.#listeners.has(entry)) continue; // unsubscribed by an earlier listener of this very event
      try {
        entry.call(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
  }
}

function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
