import type { Disposable } from '../../common/disposable.ts';
import { CancelledError, isCancelled, onCancelled } from '../../common/cancellation.ts';
import type { LogEvent, LogLine, LogMark } from './log-events.ts';

/** The most sources of one view. Each is a connection that the API server and a kubelet hold open. */
export const MOST_SOURCES = 50;

export interface MergedLine extends LogLine {
  readonly source: number;
}

export type MergedEvent =
  | { readonly kind: 'lines'; readonly lines: readonly MergedLine[] }
  | { readonly kind: 'mark'; readonly source: number; readonly mark: LogMark }
  /** The source broke off with an error that is none of the cluster's; the others go on. */
  | { readonly kind: 'failed'; readonly source: number; readonly error: unknown };

/** One log to be merged, begun when it is added. `followLog` with all but its signal. */
export type OpenLog = (signal: AbortSignal) => AsyncIterable<LogEvent>;

export interface MergePace {
  /** How long a line waits at most for an older one of a source that says nothing, in milliseconds. */
  readonly windowMs: number;
  /** The same for a source whose first answer has not come: its backlog is older than all that others say now. */
  readonly beginMs: number;
  /** How long the lines of others wait for a source that is in the middle of a backlog, after each piece of it. */
  readonly floodMs: number;
  /** Lines that are held per source before its reading pauses. */
  readonly mostHeld: number;
}

/** Several logs as one. Iterate it once; leaving the iteration ends all sources. */
export interface MergedLog extends AsyncIterable<MergedEvent> {
  /** Adds a source and answers its index, or `undefined` when there are 50 already. Indices are not used again. */
  add(open: OpenLog): number | undefined;
  /** Ends a source. What it has sent and was not taken yet is dropped. */
  remove(source: number): void;
  /** How many sources are there now: running, or ended with lines that were not taken yet. */
  readonly size: number;
}

/**
 * Merges in the order of time: backlogs completely, live lines within a small window. A line that comes later than the window
 * allows (a slow source) is still handed out, after newer ones of others. The order within a source never changes.
 *
 * Runs until the signal aborts (`CancelledError`) or, when `untilAllEnded`, until every source has ended.
 */
export function mergeLogs(
  sources: readonly OpenLog[],
  signal: AbortSignal,
  options: Partial<MergePace> & { readonly untilAllEnded?: boolean } = {},
): MergedLog {
  const merger = new Merger(
    signal,
    { windowMs: 250, beginMs: 1000, floodMs: 40, mostHeld: 4096, ...options },
    options.untilAllEnded ?? true,
  );
  for (const source of sources) merger.add(source);
  return merger;
}

/** A batch of so many lines is a piece of a backlog, or of a flood: the next one is on its way. */
const FLOOD_LINES = 200;

type Held = LogLine | { readonly mark: LogMark } | { readonly error: unknown };

class Source {
  readonly index: number;
  readonly #cancel = new AbortController();
  readonly #listener: Disposable;
  /** What has come and was not handed out; `#from` is the first of it. */
  #held: Held[] = [];
  #from = 0;
  /** The time of the newest line so far: marks and lines without a time go where their source is. */
  #at = '';
  #room: (() => void) | undefined;
  /** When the batches came that are held: each up to a place in `#held`. */
  #arrivals: { readonly upTo: number; readonly at: number }[] = [];
  #hasBegun = false;
  #isFlooding = false;
  /** How much of what is held is no line. */
  #others = 0;
  hasEnded = false;
  /** Since when nothing is held. */
  #emptySince = Date.now();

  constructor(index: number, signal: AbortSignal) {
    this.index = index;
    this.#listener = onCancelled(signal, () => this.end());
  }

  /** Reads the log to its end, no faster than its lines are taken. */
  async read(open: OpenLog, mostHeld: number, changed: () => void): Promise<void> {
    try {
      for await (const event of open(this.#cancel.signal)) {
        if (this.#cancel.signal.aborted) break;
        this.#hold(event);
        changed();
        if (this.count >= mostHeld) await new Promise<void>((resolve) => (this.#room = resolve));
      }
    } catch (error) {
      if (!isCancelled(error)) {
        this.#held.push({ error });
        this.#others += 1;
      }
    } finally {
      this.#listener.dispose();
      this.hasEnded = true;
      changed();
    }
  }

  end(): void {
    this.#cancel.abort();
    this.#empty();
    this.#makeRoom();
  }

  get count(): number {
    return this.#held.length - this.#from;
  }

  /** When the next line was printed, for the order; `undefined` when none is held. */
  get next(): string | undefined {
    const held = this.#held[this.#from];
    return held === undefined ? undefined : 'text' in held ? (held.at ?? this.#at) : this.#at;
  }

  /** When the next line came. */
  get nextCame(): number {
    return this.#arrivals[0]?.at ?? 0;
  }

  /** How many came together with it. */
  get leftOfBatch(): number {
    return Math.max(1, (this.#arrivals[0]?.upTo ?? 0) - this.#from);
  }

  take(mostHeld: number): Held | undefined {
    const held = this.#held[this.#from];
    if (held === undefined) return undefined;
    this.#from += 1;
    if (!('text' in held)) this.#others -= 1;
    else if (held.at !== undefined) this.#at = held.at;
    if (this.#from >= (this.#arrivals[0]?.upTo ?? Infinity)) this.#arrivals.shift();
    if (this.count === 0) {
      this.#empty();
      this.#emptySince = Date.now();
    }
    if (this.count <= mostHeld / 2) this.#makeRoom();
    return held;
  }

  /** Everything that is held, where that is nothing but lines. */
  takeLines(): readonly LogLine[] {
    if (this.#others > 0) return [];
    const lines = this.#held.slice(this.#from).filter(isLine);
    this.#at = lines.findLast(({ at }) => at !== undefined)?.at ?? this.#at;
    this.#empty();
    this.#emptySince = Date.now();
    this.#makeRoom();
    return lines;
  }

  /**
   * Until when a line of another source waits because this one, which has nothing now, may still bring an older one. Each line
   * waits on its own account: were it enough that a source had just spoken, fifty of them would keep each other back in turn.
   */
  holdsBack(line: string, came: number, pace: MergePace): number {
    if (line <= this.#at) return 0;
    if (!this.#hasBegun) return this.#emptySince + pace.beginMs;
    return this.#isFlooding ? this.#emptySince + pace.floodMs : came + pace.windowMs;
  }

  #hold(event: LogEvent): void {
    this.#hasBegun = true;
    this.#isFlooding = event.kind === 'lines' && event.lines.length >= FLOOD_LINES;
    if (event.kind === 'lines') for (const line of event.lines) this.#held.push(line);
    else {
      this.#held.push({ mark: event });
      this.#others += 1;
    }
    this.#arrivals.push({ upTo: this.#held.length, at: Date.now() });
  }

  #empty(): void {
    this.#held = [];
    this.#from = 0;
    this.#arrivals = [];
    this.#others = 0;
  }

  #makeRoom(): void {
    this.#room?.();
    this.#room = undefined;
  }
}

class Merger implements MergedLog {
  readonly #signal: AbortSignal;
  readonly #pace: MergePace;
  readonly #untilAllEnded: boolean;
  readonly #sources = new Map<number, Source>();
  #count = 0;
  #wake: (() => void) | undefined;
  #isChanged = false;
  /** When a line that is held back may go. */
  #nextTry: number | undefined;

  constructor(signal: AbortSignal, pace: MergePace, untilAllEnded: boolean) {
    this.#signal = signal;
    this.#pace = pace;
    this.#untilAllEnded = untilAllEnded;
  }

  get size(): number {
    return this.#sources.size;
  }

  add(open: OpenLog): number | undefined {
    if (this.#sources.size >= MOST_SOURCES) return undefined;
    const source = new Source(this.#count, this.#signal);
    this.#count += 1;
    this.#sources.set(source.index, source);
    void source.read(open, this.#pace.mostHeld, this.#changed);
    return source.index;
  }

  remove(index: number): void {
    const source = this.#sources.get(index);
    this.#sources.delete(index);
    source?.end();
    this.#changed();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<MergedEvent, void, undefined> {
    try {
      for (;;) {
        if (this.#signal.aborted) throw new CancelledError();
        this.#isChanged = false;
        yield* this.#ready();
        if (this.#untilAllEnded && this.#sources.size === 0) return;
        await this.#change();
      }
    } finally {
      for (const index of [...this.#sources.keys()]) this.remove(index);
    }
  }

  /** Hands out what can be: the oldest line first, as long as no silent source may still bring an older one. */
  *#ready(): Generator<MergedEvent, void, undefined> {
    let lines: MergedLine[] = [];
    for (let run = this.#oldest(); run; run = this.#oldest()) {
      const { source, until } = run;
      // Nobody else has anything or is waited for: as good as always so in the log of one container.
      if (until === undefined && run.count === Infinity)
        for (const line of source.takeLines()) lines.push(mergedLine(source.index, line));
      let left = run.count;
      for (
        let next = source.next;
        left > 0 && next !== undefined && (until === undefined || next <= until);
        next = source.next
      ) {
        left -= 1;
        const held = source.take(this.#pace.mostHeld);
        if (held === undefined) break;
        if ('text' in held) {
          lines.push(mergedLine(source.index, held));
          continue;
        }
        if (lines.length > 0) yield { kind: 'lines', lines };
        lines = [];
        yield 'mark' in held
          ? { kind: 'mark', source: source.index, mark: held.mark }
          : { kind: 'failed', source: source.index, error: held.error };
      }
      if (lines.length >= this.#pace.mostHeld) {
        yield { kind: 'lines', lines };
        lines = [];
      }
    }
    if (lines.length > 0) yield { kind: 'lines', lines };
  }

  /** The source with the oldest line, up to which time it may go on before another's turn comes, and with how many lines. */
  #oldest(): { source: Source; until: string | undefined; count: number } | undefined {
    let oldest: Source | undefined;
    let first: string | undefined;
    let second: string | undefined;
    let silent: Source[] | undefined;
    for (const source of this.#sources.values()) {
      const next = source.next;
      if (next === undefined) {
        if (source.hasEnded) this.#sources.delete(source.index);
        else (silent ??= []).push(source);
      } else if (first === undefined || next < first) {
        second = first;
        first = next;
        oldest = source;
      } else if (second === undefined || next < second) second = next;
    }
    this.#nextTry = undefined;
    if (!oldest || first === undefined) return undefined;
    if (silent) {
      const came = oldest.nextCame;
      const line = first;
      const waits = Math.max(...silent.map((source) => source.holdsBack(line, came, this.#pace)));
      if (waits > Date.now()) {
        this.#nextTry = waits;
        return undefined;
      }
    }
    return { source: oldest, until: second, count: silent ? oldest.leftOfBatch : Infinity };
  }

  readonly #changed = (): void => {
    this.#isChanged = true;
    this.#wake?.();
  };

  /** Until something came, or until a line has been held back long enough. */
  async #change(): Promise<void> {
    if (this.#isChanged) return;
    const nextTry = this.#nextTry;
    let timer: NodeJS.Timeout | undefined;
    const cancelled = onCancelled(this.#signal, this.#changed);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#isChanged) resolve();
      if (nextTry !== undefined) timer = setTimeout(resolve, Math.max(1, nextTry - Date.now()));
    });
    clearTimeout(timer);
    cancelled.dispose();
    this.#wake = undefined;
  }
}

function isLine(held: Held): held is LogLine {
  return 'text' in held;
}

/** One shape for nearly all lines; spreading each of a million would take longer than everything else here. */
function mergedLine(source: number, { at, text, partial }: LogLine): MergedLine {
  if (partial === true) return at === undefined ? { source, text, partial } : { source, at, text, partial };
  return at === undefined ? { source, text } : { source, at, text };
}
