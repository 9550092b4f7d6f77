import { setTimeout as wait } from 'node:timers/promises';
import type { Forward } from '../../../src/k8s/streams/forward.ts';
import { page } from './clients.ts';

/** When no pod was ready, or none could be reached, by `performance.now`. */
export interface Outage {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

const EVERY_MS = 100;

interface Answered {
  readonly asked: number;
  readonly answered: number;
}

/** A request ten times a second, each on a connection of its own and none of them made twice, until it is stopped. */
export class Traffic {
  readonly outages: Outage[] = [];
  readonly failures: string[] = [];
  readonly #door: Forward;
  readonly #answers: Answered[] = [];
  readonly #open = new Set<Promise<void>>();
  readonly #begun = performance.now();
  readonly #running: Promise<void>;
  #isOver = false;

  constructor(door: Forward) {
    this.#door = door;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    await Promise.all(this.#open);
  }

  /** Of each request, how long it took from the moment on at which it was asked and a pod was there for it. */
  lateness(): readonly number[] {
    return this.#answers.map(({ asked, answered }) => {
      const ends = this.outages.filter(({ from, to }) => from < answered && to > asked).map(({ to }) => to);
      return Math.max(0, answered - Math.max(asked, ...ends));
    });
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const request = this.#ask();
      this.#open.add(request);
      void request.then(() => this.#open.delete(request));
      await wait(EVERY_MS);
    }
  }

  async #ask(): Promise<void> {
    const asked = performance.now();
    try {
      await page(this.#door);
      this.#answers.push({ asked, answered: performance.now() });
    } catch (error) {
      const { outages } = this;
      const last = outages.at(-1)?.what ?? 'nothing';
      this.failures.push(
        `asked after ${Math.round(asked - this.#begun)} ms, failed ${Math.round(performance.now() - asked)} ms later, ${outages.length} outages, the last: ${last}: ${String(error)}, ${JSON.stringify(this.#door.problem)}`,
      );
    }
  }
}
