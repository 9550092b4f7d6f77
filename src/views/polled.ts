import { Cancellation, delay, isCancelled } from '../common/cancellation.ts';
import { disposable } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { problemOf } from '../k8s/problem.ts';

export interface PollTimes {
  readonly everyMs: number;
  /** Until it is tried again where it cannot be read: most clusters that do not offer something never will. */
  readonly restMs: number;
}

/**
 * Something that can only be asked for again and again, such as a measurement. It is asked for while somebody looks; where it cannot
 * be read there is no value, and nobody is bothered.
 */
export class Polled<T> implements Disposable {
  readonly #read: (signal: AbortSignal) => Promise<T | undefined>;
  readonly #changed: () => void;
  readonly #onError: (error: unknown) => void;
  readonly #times: PollTimes;
  #observers = 0;
  #running: Cancellation | undefined;
  #value: T | undefined;

  constructor(
    read: (signal: AbortSignal) => Promise<T | undefined>,
    {
      changed,
      onError,
      times,
    }: {
      readonly changed: () => void;
      readonly onError: (error: unknown) => void;
      readonly times: PollTimes;
    },
  ) {
    this.#read = read;
    this.#changed = changed;
    this.#onError = onError;
    this.#times = times;
  }

  get value(): T | undefined {
    return this.#value;
  }

  observe(): Disposable {
    this.#observers += 1;
    if (this.#observers === 1) {
      const running = new Cancellation();
      this.#running = running;
      void this.#run(running.signal);
    }
    return disposable(() => {
      this.#observers -= 1;
      if (this.#observers === 0) this.dispose();
    });
  }

  dispose(): void {
    this.#running?.dispose();
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        const isKnown = await this.#once(signal);
        await delay(isKnown ? this.#times.everyMs : this.#times.restMs, signal);
      }
    } catch (error) {
      if (!isCancelled(error)) this.#onError(error);
    }
  }

  async #once(signal: AbortSignal): Promise<boolean> {
    const before = this.#value;
    try {
      this.#value = await this.#read(signal);
    } catch (error) {
      if (!problemOf(error)) throw error;
      this.#value = undefined;
    }
    if (this.#value !== before) this.#changed();
    return this.#value !== undefined;
  }
}
