import type { Disposable } from '../../common/disposable.ts';
import { disposable } from '../../common/disposable.ts';
import type { StoryClock } from './clock.ts';

interface Step {
  readonly at: number;
  readonly run: () => void;
}

/**
 * What happens when. The story begins days before the start and is told in one go up to the present; afterwards a step runs when
 * its time has come and somebody looks: with nobody connected there is no timer, and what was due is made up for at the next request.
 */
export class Life implements Disposable {
  readonly #clock: StoryClock;
  readonly #steps: Step[] = [];
  #watchers = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The story's time: that of the step which runs. */
  at: number;

  constructor(clock: StoryClock, beginning: number) {
    this.#clock = clock;
    this.at = beginning;
  }

  /** Plans a step, in seconds of the story from now. Steps of the same moment run in the order of planning. */
  after(seconds: number, run: () => void): void {
    const step = { at: this.at + seconds * 1000, run };
    const index = this.#steps.findLastIndex((other) => other.at <= step.at);
    this.#steps.splice(index + 1, 0, step);
    if (index < 0) this.#arm();
  }

  /** Repeats while `run` does not answer `stop`. */
  every(seconds: number, run: () => 'stop' | undefined): void {
    this.after(seconds, () => {
      if (run() !== 'stop') this.every(seconds, run);
    });
  }

  /** Runs everything up to a moment of the story. */
  tellUntil(story: number): void {
    for (let step = this.#steps[0]; step && step.at <= story; step = this.#steps[0]) {
      this.#steps.shift();
      this.at = step.at;
      step.run();
    }
    this.at = Math.max(this.at, story);
  }

  catchUp(): void {
    this.tellUntil(this.#clock.storyNow());
    this.#arm();
  }

  /** Keeps time going until the result is disposed. */
  awake(): Disposable {
    this.#watchers += 1;
    this.#arm();
    return disposable(() => {
      this.#watchers -= 1;
      this.#arm();
    });
  }

  dispose(): void {
    this.#steps.length = 0;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [next] = this.#steps;
    if (this.#watchers === 0 || !next) return;
    const waitMs = this.#clock.toWorld(next.at) - this.#clock.worldNow();
    this.#timer = setTimeout(() => this.catchUp(), Math.min(Math.max(waitMs, 5), 60_000));
  }
}
