import { CancelledError, delay, isCancelled, onCancelled } from '../../common/cancellation.ts';
import { BackOff } from '../../common/back-off.ts';

/** How many connections are being made at a time. Each costs the API server a handshake: hundreds at once keep it from any. */
const AT_ONCE = 32;
/** The same while they fail. Who waits is let in by the first that succeeds; more scouts than one, since one may hang. */
const SCOUTS = 4;
/** One that takes longer holds nobody else up: it waits for something that others may not have to wait for. */
const TURN_MS = 2000;

/** Lets the connections of a forward be made: many at once while it works, a few while it does not, so that a server can come back. */
export class Openings {
  readonly #backOff = new BackOff({ firstMs: 100, mostMs: 500 });
  readonly #waiting = new Set<() => void>();
  #taken = 0;
  readonly #turnMs: number;
  #failure: Error | undefined;

  constructor(turnMs = TURN_MS) {
    this.#turnMs = turnMs;
  }

  /** The attempt's own result, once it was its turn. Rejects with the failure of others when that does not come until `until` (a time of `Date.now`). */
  async run<T>(attempt: () => Promise<T>, until: number, signal: AbortSignal): Promise<T> {
    await this.#turn(until, signal);
    let isMine = true;
    const pass = (): void => {
      if (!isMine) return;
      isMine = false;
      this.#taken -= 1;
      this.#letIn();
    };
    let tooLong: NodeJS.Timeout | undefined;
    try {
      if (this.#failure) await delay(this.#backOff.next(), signal);
      tooLong = setTimeout(pass, this.#turnMs);
      const result = await attempt();
      this.#failure = undefined;
      this.#backOff.reset();
      return result;
    } catch (error) {
      if (!isCancelled(error)) this.#failure = asError(error);
      throw error;
    } finally {
      clearTimeout(tooLong);
      pass();
      this.#letIn();
    }
  }

  #turn(until: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new CancelledError());
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(begin);
        clearTimeout(limit);
        cancelled.dispose();
      };
      const begin = (): void => {
        leave();
        this.#taken += 1;
        resolve();
      };
      const limit = setTimeout(
        () => {
          const failure = this.#failure;
          if (!failure) return; // it goes on: the turn will come
          leave();
          reject(failure);
        },
        Math.max(0, until - Date.now()),
      );
      const cancelled = onCancelled(signal, () => {
        leave();
        reject(new CancelledError());
      });
      this.#waiting.add(begin);
      this.#letIn();
    });
  }

  #letIn(): void {
    for (const begin of this.#waiting) {
      if (this.#taken >= (this.#failure ? SCOUTS : AT_ONCE)) return;
      begin();
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
