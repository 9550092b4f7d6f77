import { CancelledError, onCancelled } from '../../common/cancellation.ts';
import { disposable, type Disposable } from '../../common/disposable.ts';

/** Lets a few through at a time, in the order they came. */
export class Turns {
  readonly #most: number;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves when it is this caller's turn, which lasts until the result is disposed. Rejects with `CancelledError`. */
  take(signal: AbortSignal): Promise<Disposable> {
    if (signal.aborted) return Promise.reject(new CancelledError());
    return new Promise((resolve, reject) => {
      const begin = () => {
        this.#waiting.delete(begin);
        leaving.dispose();
        this.#taken += 1;
        resolve(disposable(() => this.#pass()));
      };
      const leaving = onCancelled(signal, () => {
        this.#waiting.delete(begin);
        reject(new CancelledError());
      });
      if (this.#taken < this.#most) begin();
      else this.#waiting.add(begin);
    });
  }

  #pass(): void {
    this.#taken -= 1;
    const [next] = this.#waiting;
    next?.();
  }
}
