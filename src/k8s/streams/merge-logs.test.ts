import assert from 'node:assert/strict';
import { isCancelled } from '../../common/cancellation.ts';
import type { LogEvent } from './log-events.ts';
import { mergeLogs, MOST_SOURCES, type MergedEvent, type OpenLog } from './merge-logs.ts';

const at = (n: number): string => `2026-01-01T00:00:00.${String(n).padStart(9, '0')}Z`;
const batch = (...times: number[]): LogEvent => ({
  kind: 'lines',
  lines: times.map((n) => ({ at: at(n), text: String(n) })),
});
const ended: LogEvent = { kind: 'ended', end: { reason: 'finished' } };

/** A log that a test writes to. Counts what was taken of it. */
class Tape {
  #events: LogEvent[] = [];
  #wake: () => void = () => undefined;
  #isClosed = false;
  taken = 0;
  isOpen = false;

  readonly open: OpenLog = (signal) => this.#read(signal);

  async *#read(signal: AbortSignal): AsyncGenerator<LogEvent> {
    this.isOpen = true;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    try {
      while (!signal.aborted) {
        const event = this.#events.shift();
        if (event) {
          this.taken += 1;
          yield event;
        } else if (this.#isClosed) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.isOpen = false;
    }
  }

  write(...events: LogEvent[]): this {
    this.#events.push(...events);
    this.#wake();
    return this;
  }

  close(): this {
    this.#isClosed = true;
    this.#wake();
    return this;
  }
}

async function all(merged: AsyncIterable<MergedEvent>): Promise<MergedEvent[]> {
  const events = [];
  for await (const event of merged) events.push(event);
  return events;
}

const texts = (events: MergedEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === 'lines'
      ? event.lines.map((line) => `${line.source}:${line.text}`)
      : [`${event.source}:${event.kind}`],
  );

describe('mergeLogs', () => {
  const never = new AbortController().signal;

  it('brings whole backlogs into the order of time, however unevenly they come', async () => {
    const even = new Tape();
    const odd = new Tape();
    const merged = all(mergeLogs([even.open, odd.open], never, { windowMs: 60_000 }));
    for (let n = 0; n < 1000; n += 2) even.write(batch(n));
    even.write(ended).close();
    odd.write(batch(...Array.from({ length: 500 }, (_, n) => 2 * n + 1)), ended).close();
    const lines = texts(await merged).filter((line) => !line.endsWith('mark'));
    assert.deepEqual(
      lines,
      Array.from({ length: 1000 }, (_, n) => `${n % 2}:${n}`),
    );
  });

  it('does not let a silent source hold the others back for longer than the window', async () => {
    const silent = new Tape();
    const busy = new Tape().write(batch(1, 2));
    const events = mergeLogs([silent.open, busy.open], never, { windowMs: 5 })[Symbol.asyncIterator]();
    assert.deepEqual(texts([(await events.next()).value as MergedEvent]), ['1:1', '1:2']);
    await events.return?.();
    assert.ok(!silent.isOpen && !busy.isOpen);
  });

  it('does not let fifty sources that speak in turn hold each other back in turn', async () => {
    const tapes = Array.from({ length: MOST_SOURCES }, (_, n) => new Tape().write(batch(n)));
    const events = mergeLogs(
      tapes.map((tape) => tape.open),
      never,
      { windowMs: 500 },
    )[Symbol.asyncIterator]();
    let count = 0;
    while (count < MOST_SOURCES) {
      const event = (await events.next()).value as MergedEvent;
      if (event.kind === 'lines') count += event.lines.length;
    }
    // One window for all; one for each would be longer than a test may take.
    await events.return?.();
  });

  it('goes on when a source fails or ends, and says which', async () => {
    const good = new Tape().write(batch(1), batch(5)).close();
    const bad: OpenLog = async function* () {
      yield await Promise.resolve(batch(2));
      throw new Error('broken');
    };
    assert.deepEqual(texts(await all(mergeLogs([good.open, bad], never))), ['0:1', '1:2', '1:failed', '0:5']);
  });

  it('keeps marks where they belong in their source', async () => {
    const one = new Tape().write(batch(1), { kind: 'restarted', restarts: 1 }, batch(4)).close();
    const two = new Tape().write(batch(2, 3)).close();
    assert.deepEqual(texts(await all(mergeLogs([one.open, two.open], never))), [
      '0:1',
      '0:mark',
      '1:2',
      '1:3',
      '0:4',
    ]);
  });

  it('takes sources while it runs, at most 50, and lets them go', async () => {
    const stop = new AbortController();
    const tapes = Array.from({ length: MOST_SOURCES }, () => new Tape());
    const merged = mergeLogs(
      tapes.map((tape) => tape.open),
      stop.signal,
      { windowMs: 1 },
    );
    const late = new Tape().write(batch(7));
    assert.equal(merged.add(late.open), undefined);
    merged.remove(3);
    assert.equal(merged.add(late.open), MOST_SOURCES);
    const events = merged[Symbol.asyncIterator]();
    assert.deepEqual(texts([(await events.next()).value as MergedEvent]), ['50:7']);
    stop.abort();
    await assert.rejects(events.next(), isCancelled);
    assert.equal([...tapes, late].filter((tape) => tape.isOpen).length, 0);
    assert.equal(merged.size, 0);
  });

  it('pauses a source that is far ahead of what is taken', async () => {
    const tape = new Tape();
    for (let n = 0; n < 1000; n += 1) tape.write(batch(n));
    const events = mergeLogs([tape.open], never, { mostHeld: 10 })[Symbol.asyncIterator]();
    const first = (await events.next()).value as MergedEvent;
    assert.ok(first.kind === 'lines');
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(tape.taken <= 21, `${tape.taken} batches were taken`);
    tape.close();
    let count = first.lines.length;
    for (let next = await events.next(); !next.done; next = await events.next())
      count += next.value.kind === 'lines' ? next.value.lines.length : 0;
    assert.equal(count, 1000);
  });
});
