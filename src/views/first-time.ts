import { CancelledError, onCancelled } from '../common/cancellation.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';

/** Resolves when the condition holds: now, or after one of the events. Rejects with what it throws, and with `CancelledError`. */
export function firstTime(event: Event<void>, signal: AbortSignal, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const owned = new DisposableStore();
    const end = (settle: () => void): void => {
      owned.dispose();
      settle();
    };
    const look = (): void => {
      try {
        if (holds()) end(resolve);
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    owned.own(event(look));
    owned.own(onCancelled(signal, () => end(() => reject(new CancelledError()))));
    if (!owned.isDisposed) look();
  });
}
