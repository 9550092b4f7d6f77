/** The other end of a connection, as far as a pulse is felt. */
export interface Heart {
  /** Bytes that have come from there so far, whatever they were. */
  received(): number;
  /** Asks for a sign of life; any byte is one. */
  ask(): void;
  /** There was none for a while: a cut, or a slow server. Called once per question. */
  late(): void;
  /** There was none for so long that nobody can be there. Called once per question. */
  lost(heardAt: number): void;
}

export interface PulseTimes {
  readonly lookMs: number;
  /** Nothing is asked while something else comes. */
  readonly quietMs: number;
  /** The same where a sign of life is a request of its own. */
  readonly plainQuietMs: number;
  readonly lateMs: number;
  readonly lostMs: number;
}

/**
 * Together at most four seconds from a cut to `late`. A cut that ends before that heals by itself: TCP sends again what was lost
 * after at most as long as it was away. After a longer one TCP would wait too long, and who noticed takes another connection.
 */
export const PULSE: PulseTimes = {
  lookMs: 500,
  quietMs: 1_500,
  plainQuietMs: 10_000,
  lateMs: 1_500,
  lostMs: 3_000,
};

/**
 * Notices within seconds that nobody is at the other end any more, while somebody waits for word from there. A connection that was
 * cut without a word looks like one on which nothing happens.
 */
export class Pulse {
  readonly #heart: Heart;
  readonly #times: PulseTimes;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #received = 0;
  #heardAt = 0;
  #lookedAt = 0;
  #askedAt: number | undefined;
  #isLate = false;

  constructor(heart: Heart, times: PulseTimes = PULSE, now: () => number = Date.now) {
    this.#heart = heart;
    this.#times = times;
    this.#now = now;
  }

  /** The last question is still without an answer, for too long. */
  get isLate(): boolean {
    this.#hear(this.#now());
    return this.#isLate;
  }

  /** When something was heard last, in milliseconds since the epoch. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** Runs until it is stopped. False when it did already. */
  start(): boolean {
    if (this.#timer) return false;
    this.reset();
    this.#timer = setInterval(() => this.look(), this.#times.lookMs);
    return true;
  }

  ask(): void {
    this.#askedAt = this.#now();
    this.#heart.ask();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** From here on another connection is felt. */
  reset(): void {
    this.#received = this.#heart.received();
    this.#heardAt = this.#lookedAt = this.#now();
    this.#askedAt = undefined;
    this.#isLate = false;
  }

  look(): void {
    const now = this.#now();
    const { lookMs, quietMs, lateMs, lostMs } = this.#times;
    const passed = now - this.#lookedAt;
    // The laptop slept, the process stood still or the clock was set: what came meanwhile has not been read yet, and gets its time
    // from now on.
    if (passed < 0) this.#heardAt = now;
    if ((passed < 0 || passed > 4 * lookMs) && this.#askedAt !== undefined) this.#askedAt = now;
    this.#lookedAt = now;
    if (this.#hear(now)) return;
    if (this.#askedAt === undefined) {
      if (now - this.#heardAt < quietMs) return;
      this.ask();
      return;
    }
    const waited = now - this.#askedAt;
    if (waited >= lostMs) {
      const heardAt = this.#heardAt;
      this.reset();
      this.#heart.lost(heardAt);
    } else if (waited >= lateMs && !this.#isLate) {
      this.#isLate = true;
      this.#heart.late();
    }
  }

  #hear(now: number): boolean {
    const received = this.#heart.received();
    if (received === this.#received) return false;
    this.#received = received;
    this.#heardAt = now;
    this.#askedAt = undefined;
    this.#isLate = false;
    return true;
  }
}
