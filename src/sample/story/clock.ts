/**
 * Two times: the story's own, in which everything is planned, and the time of the world, which clients see. They are the same up
 * to the start; after it the story may run faster, for tests that cannot wait.
 */
export class StoryClock {
  /** When the sample cluster was started, milliseconds since the epoch: the same in both times. */
  readonly start: number;
  readonly #now: () => number;
  readonly #speed: number;

  constructor(now: () => number, speed: number) {
    this.#now = now;
    this.#speed = speed;
    this.start = now();
  }

  /** The world's now. */
  worldNow(): number {
    return this.#now();
  }

  storyNow(): number {
    return this.start + (this.#now() - this.start) * this.#speed;
  }

  /** A moment of the story as the world sees it. */
  toWorld(story: number): number {
    return story <= this.start ? story : this.start + (story - this.start) / this.#speed;
  }
}

/** `2026-01-15T10:00:00Z`: objects have whole seconds. */
export function stamp(world: number): string {
  return `${new Date(world).toISOString().slice(0, 19)}Z`;
}

/** `2026-01-15T10:00:00.123000Z`: times of the newer kind of event. */
export function microStamp(world: number): string {
  return new Date(world).toISOString().replace('Z', '000Z');
}
