import { CancelledError, onCancelled } from './cancellation.ts';
import type { Disposable } from './disposable.ts';

interface Run<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * One run at a time per key, as `SingleFlight`, for callers that may lose interest: each leaves with its own signal, and the run
 * itself is cancelled when nobody waits for it any more.
 */
export class SharedWork<T> implements Disposable {
  readonly #running = new Map<string, Run<T>>();

  run(key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(new CancelledError());
    const run = this.#running.get(key) ?? this.#start(key, start);
    run.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leaving = onCancelled(signal, () => {
        run.waiting -= 1;
        if (run.waiting === 0) this.#stop(key, run);
        reject(new CancelledError());
      });
      run.result.then(resolve, reject).finally(() => leaving.dispose());
    });
  }

  /** Cancels everything that runs. */
  dispose(): void {
    for (const [key, run] of [...this.#running]) this.#stop(key, run);
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<T>): Run<T> {
    const stop = new AbortController();
    const run: Run<T> = {
      stop,
      waiting: 0,
      result: start(stop.signal).finally(() => {
        if (this.#running.get(key) === run) this.#running.delete(key);
      }),
    };
    this.#running.set(key, run);
    return run;
  }

  /** A caller that comes later starts afresh. */
  #stop(key: string, run: Run<T>): void {
    if (this.#running.get(key) === run) this.#running.delete(key);
    run.stop.abort();
  }
}
