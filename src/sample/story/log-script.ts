import { Emitter } from '../../common/event.ts';
import type { LogLine, LogRun } from '../api/backend.ts';
import type { StoryClock } from './clock.ts';

/** A line; one that names the time is made when the time is known. */
type Words = string | ((at: Date) => string);

/** What a program prints: some lines at the beginning, then perhaps one every so often for as long as it runs. */
export interface LogScript {
  /** Seconds after the start, and the line. */
  readonly opening: readonly (readonly [number, Words])[];
  readonly steady?: { readonly everySeconds: number; readonly line: (index: number, at: Date) => string };
}

/** The kubelet rotates logs; the sample keeps about a day of a quiet server. */
const MOST_LINES = 3000;

/** One run of a container. Its lines are computed when somebody reads them: a quiet cluster costs nothing. */
export class ScriptedRun implements LogRun {
  readonly #clock: StoryClock;
  readonly #script: LogScript;
  readonly #startedAt: number;
  readonly #ended = new Emitter<undefined>();
  #endedAt: number | undefined;
  readonly onDidEnd = this.#ended.event;

  /** `startedAt` in the story's time. */
  constructor(clock: StoryClock, script: LogScript, startedAt: number) {
    this.#clock = clock;
    this.#script = script;
    this.#startedAt = startedAt;
  }

  get endedAt(): number | undefined {
    return this.#endedAt;
  }

  end(story: number): void {
    this.#endedAt = this.#clock.toWorld(story);
    this.#ended.fire(undefined);
    this.#ended.dispose();
  }

  first(now: number): number {
    const { opening, steady } = this.#script;
    if (!steady) return 0;
    const until = Math.min(now, this.#endedAt ?? now);
    const begun = this.#clock.toWorld(this.#startedAt);
    return Math.max(
      0,
      Math.floor((until - begun) / (steady.everySeconds * 1000)) + opening.length - MOST_LINES,
    );
  }

  line(index: number): LogLine | undefined {
    const { opening, steady } = this.#script;
    const opened = opening[index];
    if (opened) return this.#line(index, opened[0], opened[1]);
    if (!steady) return undefined;
    const nth = index - opening.length;
    return this.#line(index, (opening.at(-1)?.[0] ?? 0) + (nth + 1) * steady.everySeconds, (at) =>
      steady.line(nth, at),
    );
  }

  #line(index: number, seconds: number, words: Words): LogLine {
    const at = this.#clock.toWorld(this.#startedAt + seconds * 1000 + jitterMs(index));
    const nanos = `${100_000 + ((index * 7919) % 899_999)}`;
    const when = new Date(at);
    return {
      at,
      stamp: `${when.toISOString().slice(0, -1)}${nanos}Z`,
      text: typeof words === 'string' ? words : words(when),
    };
  }
}

/** Programs do not print on the full second. Grows with the index within a second, so that lines stay in order. */
const jitterMs = (index: number): number => (index % 40) * 7;
