import { BackOff } from '../../common/back-off.ts';
import type { ClusterProblem } from '../problem.ts';

/** An outage is tried every second or two for this long, so that what comes back is seen at once; then more seldom. */
const EAGER_MS = 5 * 60_000;
const EAGER = { firstMs: 500, mostMs: 2_000 };
const SELDOM = { firstMs: 8_000, mostMs: 30_000 };
/** Signing in may start a program of the user's each time. */
const SIGN_IN = { firstMs: 2_000, mostMs: 60_000 };
/** Permissions are given by people. */
const DENIED = { firstMs: 15_000, mostMs: 3 * 60_000 };

/** How long to wait before the next try, from what went wrong and for how long it has. */
export class Patience {
  readonly #scale: number;
  readonly #eager: BackOff;
  readonly #seldom: BackOff;
  readonly #signIn: BackOff;
  readonly #denied: BackOff;
  #failingSince: number | undefined;

  /** `scale` shortens every wait in tests. */
  constructor(scale = 1) {
    const scaled = (times: { firstMs: number; mostMs: number }) =>
      new BackOff({ firstMs: times.firstMs * scale, mostMs: times.mostMs * scale });
    this.#scale = scale;
    this.#eager = scaled(EAGER);
    this.#seldom = scaled(SELDOM);
    this.#signIn = scaled(SIGN_IN);
    this.#denied = scaled(DENIED);
  }

  /** Milliseconds until the next try. */
  after(problem: ClusterProblem, now: number): number {
    this.#failingSince ??= now;
    switch (problem.kind) {
      case 'not-allowed':
      case 'not-found':
        return this.#denied.next();
      case 'sign-in':
        return (problem.program === undefined ? this.#eager : this.#signIn).next();
      case 'busy':
        return Math.max((problem.retryAfterSeconds ?? 0) * 1000 * this.#scale, this.#eager.next());
      default:
        return now - this.#failingSince < EAGER_MS * this.#scale ? this.#eager.next() : this.#seldom.next();
    }
  }

  /** The server answered as it should: the next failure starts from the beginning. */
  reset(): void {
    this.#failingSince = undefined;
    this.#eager.reset();
    this.#seldom.reset();
    this.#signIn.reset();
    this.#denied.reset();
  }
}
