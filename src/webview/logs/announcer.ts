import type { LogWords } from '../../views/logs/protocol.ts';
import { element } from '../elements.ts';

/** What comes first is the backlog: its errors are history, and nobody wants them read out. It ends with a pause, or after a while. */
const BACKLOG = { pauseMs: 300, mostMs: 3000 };
/** So often at most something is read out. */
const REST_MS = 5000;
/** Characters of an error that are read out. */
const LONGEST = 200;

/** Tells screen readers of new errors, and of nothing else that is printed: lines are read when somebody goes to them. */
export class Announcer {
  readonly element = element('p', 'unseen');
  readonly #words: LogWords;
  readonly #begunAt = Date.now();
  #cameAt: number | undefined;
  #isBacklog = true;
  #known = 0;
  #count = 0;
  #toldAt = 0;
  #timer: number | undefined;

  constructor(words: LogWords) {
    this.#words = words;
    this.element.setAttribute('aria-live', 'polite');
  }

  /** Lines have come. `count`: all errors so far, those that were dropped included. */
  errors(count: number, newest: () => string): void {
    const now = Date.now();
    this.#isBacklog &&=
      now - this.#begunAt < BACKLOG.mostMs &&
      (this.#cameAt === undefined || now - this.#cameAt < BACKLOG.pauseMs);
    this.#cameAt = now;
    this.#count = count;
    if (this.#isBacklog) this.#known = count;
    if (count <= this.#known) return;
    this.#timer ??= window.setTimeout(() => this.#tell(newest()), Math.max(0, this.#toldAt + REST_MS - now));
  }

  #tell(newest: string): void {
    this.#timer = undefined;
    this.#toldAt = Date.now();
    this.element.textContent = this.#words.newErrors
      .replace('{0}', String(this.#count - this.#known))
      .replace('{1}', newest.slice(0, LONGEST));
    this.#known = this.#count;
  }
}
