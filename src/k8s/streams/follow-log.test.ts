import assert from 'node:assert/strict';
import { isCancelled } from '../../common/cancellation.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { followLog } from './follow-log.ts';
import type { LogEvent, LogOptions } from './log-events.ts';
import type { LogPace } from './log-pace.ts';
import { LogServer } from './testing/log-server.ts';
import { plainApi } from './testing/plain-api.ts';
import { until } from './testing/small-server.ts';

const SOURCE = { namespace: 'a', pod: 'p', container: 'c' };
const PACE: Partial<LogPace> = { firstRetryMs: 2, mostRetryMs: 20, statusLagMs: 300 };

/** `2026-01-01T00:00:SS.NNNNNNNNNZ` */
const time = (seconds: number, nanos = 0): string =>
  `2026-01-01T00:00:${String(seconds).padStart(2, '0')}.${String(nanos).padStart(9, '0')}Z`;

describe('followLog', () => {
  let server: LogServer;
  let api: ClusterApi;
  let stop: AbortController;

  beforeEach(async () => {
    server = new LogServer();
    await server.start();
    api = plainApi(server.url);
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    api.dispose();
    await server.stop();
  });

  const follow = (options: LogOptions = { follow: true }, pace = PACE): Reader =>
    new Reader(followLog(api, SOURCE, options, stop.signal, pace));

  it('hands out what is there, then what is printed, with times to the nanosecond', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1, 1), 'one');
    const log = follow();
    await log.lines(1);
    server.print(time(1, 2), 'two');
    assert.deepEqual(await log.lines(2), ['one', 'two']);
    assert.deepEqual(log.times, [time(1, 1), time(1, 2)]);
  });

  it('ends with the exit code when the container has ended for good', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    server.print(time(2), 'no newline', true);
    server.endRun(3, true);
    assert.deepEqual(await log.end(), { reason: 'finished', exitCode: 3 });
    assert.deepEqual(log.texts, ['one', 'no newline']);
  });

  it('reads to the end without following, and only the newest lines when asked', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    for (let n = 1; n <= 5; n += 1) server.print(time(n), `line ${n}`);
    const log = follow({ tailLines: 2 });
    assert.deepEqual(await log.end(), { reason: 'finished' });
    assert.deepEqual(log.texts, ['line 4', 'line 5']);
  });

  it('loses and repeats nothing over 30 cuts, with equal times, equal texts and lines out of order', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    const log = follow();
    const written: string[] = [];
    for (let n = 0; n < 600; n += 1) {
      const second = 1 + Math.floor(n / 60);
      // Each third line has its neighbour's time, each fifth the same text, each seventh (stderr) is written late.
      const nanos = (n - (n % 3)) * 1_000_000 - (second - 1) * 60_000_000;
      server.print(
        n % 7 === 6
          ? time(second - (n % 60 === 6 ? 1 : 0), Math.max(0, nanos - 2_000_000) % 1_000_000_000)
          : time(second, nanos),
        n % 5 === 0 ? 'same' : `line ${n}`,
      );
      written.push(n % 5 === 0 ? 'same' : `line ${n}`);
      if (n % 20 === 10) {
        await log.lines(written.length - 3);
        server.cut();
      }
    }
    assert.deepEqual(await log.lines(written.length), written);
    server.endRun(0, true);
    assert.deepEqual(await log.end(), { reason: 'finished', exitCode: 0 });
    assert.deepEqual(log.texts, written);
    assert.equal(log.marks('gap').length, 0);
    assert.ok(log.marks('reconnected').length > 0);
  });

  it('tells a gap when the node has dropped lines during a cut', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    server.cut();
    server.print(time(2), 'two');
    server.print(time(3), 'three');
    server.rotate(1);
    assert.deepEqual(await log.lines(2), ['one', 'three']);
    assert.deepEqual(log.marks('gap'), [{ kind: 'gap', after: time(1), before: time(3) }]);
  });

  it('goes on with the new run after a restart and says so, with the lines of the old run that it missed', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    server.cut();
    server.print(time(3), 'last words');
    server.endRun(1);
    server.startRun('2026-01-01T00:00:09Z');
    server.print(time(9, 5), 'again');
    assert.deepEqual(await log.lines(3), ['one', 'last words', 'again']);
    assert.deepEqual(log.marks('restarted'), [
      { kind: 'restarted', restarts: 1, exitCode: 1, reason: 'Error' },
    ]);
  });

  it('reads the end of the old run again when that is cut or refused for a moment', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    server.refuseNext = { status: 500, message: 'Get "https://10.0.0.1:10250/": connection refused' };
    server.cutNextAfter = 2;
    server.cut();
    for (const n of [3, 4, 5]) server.print(time(n), `last words ${n}`);
    server.endRun(1);
    server.startRun('2026-01-01T00:00:09Z');
    server.print(time(9, 5), 'again');
    assert.deepEqual(await log.lines(5), ['one', 'last words 3', 'last words 4', 'last words 5', 'again']);
    assert.deepEqual(log.marks('gap'), []);
    assert.equal(log.marks('restarted').length, 1);
  });

  it('reads the old run to its end when the log already came from the new one before its status did', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    server.print(time(3), 'last words');
    server.cut();
    server.endRun(1, false, true);
    server.startRun('2026-01-01T00:00:03Z', true);
    server.print(time(3, 5), 'again');
    await log.lines(2);
    server.cut();
    server.tellStatus();
    server.print(time(4), 'more');
    await log.lines(4);
    server.endRun(0, true);
    await log.end();
    assert.deepEqual([...log.texts].sort(), ['again', 'last words', 'more', 'one']);
    assert.ok(log.texts.indexOf('again') < log.texts.indexOf('more'));
  });

  it('reads the old run to its end first, although the log already came from the new one when the connection was back', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow({ follow: true }, { ...PACE, statusLagMs: 60_000 });
    await log.lines(1);
    server.cut();
    server.print(time(3), 'last words');
    server.endRun(1, false, true);
    server.startRun('2026-01-01T00:00:09Z', true);
    server.print(time(9, 5), 'again');
    const logs = (): number => server.requests.filter((path) => path.includes('/p/log')).length;
    const before = logs();
    await until(() => logs() > before);
    server.tellStatus();
    assert.deepEqual(await log.lines(3), ['one', 'last words', 'again']);
    assert.deepEqual(log.marks('gap'), []);
  });

  it('tells no gap between runs of less than a second, which the node forgets at once', async () => {
    server.forgets = true;
    const log = follow();
    const written: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      server.startRun('2026-01-01T00:00:01Z', true);
      server.print(time(1, n * 2), `start ${n}`);
      server.print(time(1, n * 2 + 1), 'crash');
      written.push(`start ${n}`, 'crash');
      server.endRun(1);
      assert.deepEqual(await log.lines(written.length), written);
      await log.until(() => log.marks('restarted').length === n);
    }
    assert.equal(log.marks('gap').length, 0);
  });

  it('counts the runs that came and went unseen', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    server.cut();
    for (let second = 10; second < 13; second += 1) {
      server.endRun(1, false, true);
      server.startRun(`2026-01-01T00:00:${second}Z`, true);
      server.print(time(second, 1), `run at ${second}`);
    }
    server.tellStatus();
    assert.deepEqual(await log.lines(2), ['one', 'run at 12']);
    assert.deepEqual(log.marks('gap'), [{ kind: 'gap', after: time(1), runs: 2 }]);
  });

  it('waits for a container that has not started, and says for what', async () => {
    server.tellStatus('Pending');
    const log = follow();
    await log.until((events) => events.some((event) => event.kind === 'waiting'));
    assert.deepEqual(log.marks('waiting'), [{ kind: 'waiting', reason: 'ContainerCreating' }]);
    server.tellStatus('Pending', 'ImagePullBackOff');
    await log.until((events) =>
      events.some((event) => event.kind === 'waiting' && event.reason === 'ImagePullBackOff'),
    );
    server.startRun('2026-01-01T00:00:05Z');
    server.print(time(5), 'hello');
    assert.deepEqual(await log.lines(1), ['hello']);
  });

  it('says what it waits for when it was not to follow', async () => {
    server.tellStatus('Pending');
    assert.deepEqual(await follow({}).end(), { reason: 'not-started', waiting: 'ContainerCreating' });
  });

  it('ends when the pod is deleted, and when another has its name', async () => {
    for (const go of [() => server.deletePod(), () => server.replacePod()]) {
      server.startRun('2026-01-01T00:00:00Z');
      server.print(time(1), 'one');
      const log = follow();
      await log.lines(1);
      go();
      assert.deepEqual(await log.end(), { reason: 'pod-gone' });
    }
  });

  it('has words for no earlier run, an unknown container and a refusal', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    assert.deepEqual(await follow({ previous: true }).end(), { reason: 'no-previous-run' });
    const other = new Reader(followLog(api, { ...SOURCE, container: 'x' }, {}, stop.signal));
    assert.deepEqual(await other.end(), { reason: 'no-such-container', containers: ['c'] });
    server.refuseNext = { status: 403, message: 'pods "p" is forbidden' };
    const refused = await follow().end();
    assert.equal(refused.reason === 'problem' && refused.problem.kind, 'not-allowed');
  });

  it('shows the earlier run only', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'before');
    server.endRun(1);
    server.startRun('2026-01-01T00:00:09Z');
    server.print(time(9), 'after');
    const log = follow({ previous: true });
    assert.deepEqual(await log.end(), { reason: 'finished', exitCode: 1 });
    assert.deepEqual(log.texts, ['before']);
  });

  it('asks again when the node cannot find the file for a moment, and gives up with its words', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    server.refuseNext = { status: 200, message: 'unable to retrieve container logs for containerd://0123' };
    assert.deepEqual(await follow().lines(1), ['one']);
    stop.abort();
    stop = new AbortController();
    server.refuseAll = { status: 200, message: 'unable to retrieve container logs for containerd://0123' };
    assert.deepEqual(await follow().end(), {
      reason: 'not-kept',
      message: 'unable to retrieve container logs for containerd://0123',
    });
  });

  it('notices a dead connection on which nothing comes any more', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow({ follow: true }, { ...PACE, quietMs: 30 });
    await log.lines(1);
    server.deafen();
    server.print(time(5), 'two');
    assert.deepEqual(await log.lines(2), ['one', 'two']);
  });

  it('reads the socket only as fast as its lines are taken', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    const text = 'x'.repeat(1000);
    for (let n = 0; n < 60_000; n += 1) server.print(time(1, n), text);
    const log = followLog(api, SOURCE, { follow: true }, stop.signal, PACE)[Symbol.asyncIterator]();
    await log.next();
    const stalled = await server.unsentAfterAWhile();
    assert.ok(stalled > 30_000_000, `${stalled} bytes wait in the server`);
    await log.return(undefined);
  });

  it('leaves no connection behind when it is cancelled', async () => {
    server.startRun('2026-01-01T00:00:00Z');
    server.print(time(1), 'one');
    const log = follow();
    await log.lines(1);
    stop.abort();
    await log.failure();
    assert.ok(isCancelled(log.error));
    await server.whenFollowers(0);
  });
});

/** Takes events as they come and lets a test wait for what it needs. */
class Reader {
  readonly events: LogEvent[] = [];
  error: unknown;
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(log: AsyncIterable<LogEvent>) {
    void this.#read(log);
  }

  async #read(log: AsyncIterable<LogEvent>): Promise<void> {
    try {
      for await (const event of log) {
        this.events.push(event);
        this.#wake();
      }
    } catch (error) {
      this.error = error;
    } finally {
      this.#isOver = true;
      this.#wake();
    }
  }

  get #lines() {
    return this.events.flatMap((event) => (event.kind === 'lines' ? event.lines : []));
  }

  get texts(): string[] {
    return this.#lines.map((line) => line.text);
  }

  get times(): (string | undefined)[] {
    return this.#lines.map((line) => line.at);
  }

  marks(kind: LogEvent['kind']): LogEvent[] {
    return this.events.filter((event) => event.kind === kind);
  }

  async until(enough: (events: LogEvent[]) => boolean): Promise<void> {
    while (!enough(this.events)) {
      if (this.#isOver) throw new Error(`over: ${String(this.error)} ${JSON.stringify(this.events.at(-1))}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async lines(count: number): Promise<string[]> {
    await this.until(() => this.texts.length >= count);
    return this.texts;
  }

  async end() {
    await this.until((events) => events.at(-1)?.kind === 'ended');
    const last = this.events.at(-1);
    assert.ok(last?.kind === 'ended');
    return last.end;
  }

  async failure(): Promise<void> {
    while (!this.#isOver) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
