import type { Disposable } from './disposable.ts';

/** The error that cancelled work ends with. Callers that cancelled on purpose let it pass in silence. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('cancelled');
  }
}

/** True for our own cancellation and for the platform's `AbortError`. */
export function isCancelled(error: unknown): boolean {
  return error instanceof CancelledError || (error instanceof Error && error.name === 'AbortError');
}

/** Throws when the work was cancelled; to be called after each `await` that matters. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new CancelledError();
}

/** Calls `stop` once when the signal aborts (at once if it has). Dispose it when the work ends first, so that no listener is left behind. */
export function onCancelled(signal: AbortSignal, stop: () => void): Disposable {
  if (signal.aborted) {
    stop();
    return { dispose: () => undefined };
  }
  signal.addEventListener('abort', stop, { once: true });
  return { dispose: () => signal.removeEventListener('abort', stop) };
}

/** Waits. Rejects with `CancelledError` as soon as the signal aborts. The timer never keeps the process alive after cancellation. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      cancelled.dispose();
      resolve();
    }, milliseconds);
    const cancelled = onCancelled(signal, () => {
      clearTimeout(timer);
      reject(new CancelledError());
    });
  });
}

/** An `AbortController` that is a `Disposable`: disposing it cancels. */
export class Cancellation implements Disposable {
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  dispose(): void {
    this.#controller.abort();
  }
}
