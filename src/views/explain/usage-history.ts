import { Emitter } from '../../common/event.ts';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import type { PodUsage, UsageAnswer } from '../../k8s/metrics/pod-usage.ts';
import { Polled } from '../polled.ts';

/** Metrics servers measure every 15 s where nothing else is configured. Where nothing is measured, that seldom changes. */
const TIMES = { everyMs: 15_000, restMs: 60_000 };
/** An hour at one measurement in 15 s. */
const MOST_MEASURED = 240;

export interface Usage {
  /** Oldest first; empty before the first answer and where there is none. */
  readonly measured: readonly PodUsage[];
  /** Why there is no newer one. */
  readonly missing: 'not-yet' | 'not-offered' | 'not-allowed' | undefined;
}

const UNKNOWN: Usage = { measured: [], missing: undefined };

/** What a pod uses, remembered for as long as its page is open; asked for only while somebody looks. The server knows the present alone. */
export class UsageHistory implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #polled: Polled<PodUsage>;
  #usage = UNKNOWN;

  readonly onDidChange = this.#changed.event;

  constructor(read: (signal: AbortSignal) => Promise<UsageAnswer>, onError: (error: unknown) => void) {
    this.#polled = this.#owned.own(
      new Polled(async (signal) => this.#take(await read(signal)), {
        changed: () => this.#changed.fire(),
        onError,
        times: TIMES,
      }),
    );
  }

  get usage(): Usage {
    return this.#usage;
  }

  observe(): Disposable {
    return this.#polled.observe();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #take(answer: UsageAnswer): PodUsage | undefined {
    const { measured } = this.#usage;
    if (answer.state !== 'measured') {
      const isNews = this.#usage.missing !== answer.state;
      this.#usage = { measured, missing: answer.state };
      if (isNews) this.#changed.fire();
      return undefined;
    }
    const isNew = answer.usage.at !== measured.at(-1)?.at;
    this.#usage = {
      measured: isNew ? [...measured, answer.usage].slice(-MOST_MEASURED) : measured,
      missing: undefined,
    };
    return answer.usage;
  }
}
