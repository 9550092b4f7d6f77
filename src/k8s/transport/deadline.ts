import { CancelledError, onCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';

/** A time limit and the caller's wish to stop, as one signal. The clock runs only while it is told to. */
export class Deadline implements Disposable {
  readonly #stop = new AbortController();
  readonly #wishes: readonly AbortSignal[];
  readonly #listening: readonly Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #until = Infinity;
  #expired = false;

  constructor(...wishes: readonly AbortSignal[]) {
    this.#wishes = wishes;
    this.#listening = wishes.map((wish) => onCancelled(wish, () => this.#stop.abort()));
  }

  /** Aborts when time is up or a caller wants it. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Time was up. */
  get expired(): boolean {
    return this.#expired;
  }

  get remainingMs(): number {
    return this.#until - Date.now();
  }

  start(milliseconds: number): void {
    this.rest();
    this.#until = Date.now() + milliseconds;
    this.#timer = setTimeout(() => {
      this.#expired = true;
      this.#stop.abort();
    }, milliseconds);
  }

  /** From here on only a caller's wish ends it. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#until = Infinity;
  }

  throwIfUnwanted(): void {
    if (this.#wishes.some((wish) => wish.aborted)) throw new CancelledError();
  }

  dispose(): void {
    this.rest();
    for (const listening of this.#listening) listening.dispose();
  }
}
