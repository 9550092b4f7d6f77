import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import type { GroupEvent } from '../../k8s/streams/group-log.ts';
import { LogFeed } from './log-feed.ts';
import { LogStore } from './log-store.ts';
import { unpack } from './packed-lines.ts';
import type { ToPage, WireLine } from './protocol.ts';

const at = '2026-01-15T10:00:00.120000000Z';
const linesOf = (count: number, text = 'line'): GroupEvent => ({
  kind: 'lines',
  lines: Array.from({ length: count }, (_, index) => ({ source: 0, at, text: `${text} ${index}` })),
});

/** A page that notes what it gets and answers only when told. */
class Page extends EventEmitter {
  readonly messages: ToPage[] = [];
  send = (message: ToPage): void => {
    this.messages.push(message);
    this.emit(message.type);
  };
  get lines(): WireLine[] {
    return this.messages.flatMap((message) => (message.type === 'lines' ? unpack(message.lines) : []));
  }
  get last(): number {
    return this.messages.reduce(
      (last, message) => (message.type === 'lines' ? message.first + message.lines.ends.length - 1 : last),
      0,
    );
  }
  status(): string | undefined {
    return this.messages
      .flatMap((message) => (message.type === 'status' ? [message.status.words] : []))
      .at(-1);
  }
}

function feedOf(
  open: () => AsyncIterable<GroupEvent>,
  page: Page,
  limits = { maxLines: 200_000, maxBytes: 2 ** 26 },
): LogFeed {
  return new LogFeed({
    open,
    choice: { previous: false, sinceSeconds: 0 },
    limits,
    send: page.send,
    onError: (error) => assert.fail(String(error)),
  });
}

async function* events(...list: readonly GroupEvent[]): AsyncGenerator<GroupEvent> {
  yield { kind: 'sources', sources: [{ pod: 'p', container: 'main' }] };
  for (const event of list) yield await Promise.resolve(event);
}

describe('the feed of a log page', () => {
  it('says that a log may not be read, and not that it is at its end; reads it once it may be', async () => {
    const page = new Page();
    const problem = {
      kind: 'not-allowed',
      verb: 'get',
      resource: 'pods/log',
      namespace: 'team-a',
      message: 'no',
    } as const;
    const refused: GroupEvent = {
      kind: 'mark',
      source: 0,
      mark: { kind: 'ended', end: { reason: 'problem', problem } },
    };
    let answer: readonly GroupEvent[] = [refused];
    const feed = feedOf(() => events(...answer), page);
    feed.attach();
    while (page.status() !== 'not visible for you') await once(page, 'status');
    assert.equal(feed.refusal, problem);
    assert.match(page.lines[0]?.[2] ?? '', /may not read what pods print/);
    answer = [linesOf(1), refused];
    feed.choose(feed.choice);
    while (page.status() !== 'end of the log') await once(page, 'status');
    assert.equal(feed.refusal, undefined);
    feed.dispose();
  });

  it('sends lines in order, numbered, and the remarks between them', async () => {
    const page = new Page();
    const feed = feedOf(
      () =>
        events(
          linesOf(2),
          { kind: 'mark', source: 0, mark: { kind: 'restarted', restarts: 4, reason: 'OOMKilled' } },
          linesOf(1, 'again'),
        ),
      page,
    );
    feed.attach();
    while (page.status() !== 'end of the log') await once(page, 'status');
    assert.deepEqual(page.lines, [
      [0, Date.parse('2026-01-15T10:00:00.120Z'), 'line 0', 0],
      [0, Date.parse('2026-01-15T10:00:00.120Z'), 'line 1', 0],
      [-1, 0, 'main was stopped (out of memory, OOMKilled) and started again, restart 4', 0],
      [0, Date.parse('2026-01-15T10:00:00.120Z'), 'again 0', 0],
    ]);
    feed.dispose();
  });

  it('stops reading when the page does not answer, and goes on when it does', async () => {
    const page = new Page();
    const seen = new EventEmitter();
    let taken = 0;
    async function* flood(): AsyncGenerator<GroupEvent> {
      for (let index = 0; index < 100; index += 1) {
        taken += 1;
        yield await Promise.resolve(linesOf(1000));
        seen.emit('taken');
      }
    }
    const feed = feedOf(flood, page);
    feed.attach();
    const sent = (): number => page.last;
    while (sent() < 16_384) await once(page, 'lines');
    while (feed.store.next <= 40_000) await once(seen, 'taken');
    assert.equal(taken, 40, 'forty thousand lines are read ahead, no more');
    assert.equal(sent(), 16_384, 'sixteen thousand unanswered lines are sent, no more');
    page.on('lines', () => queueMicrotask(() => feed.shown(page.last)));
    feed.shown(page.last);
    while (sent() < 100_000) await once(page, 'lines');
    assert.equal(new Set(page.lines.map((line) => line)).size, 100_000);
    feed.dispose();
  });

  it('sends everything again to a page that comes back', async () => {
    const page = new Page();
    const feed = feedOf(() => events(linesOf(10)), page);
    feed.attach();
    while (page.last < 10) await once(page, 'lines');
    feed.detach();
    page.messages.length = 0;
    feed.attach();
    assert.equal(page.lines.length, 10);
    feed.dispose();
  });

  it('draws a progress bar again in its place, on a page that has it already', async () => {
    const page = new Page();
    const step = new EventEmitter();
    async function* bars(): AsyncGenerator<GroupEvent> {
      yield {
        kind: 'lines',
        lines: [
          { source: 0, at, text: 'outer 1' },
          { source: 0, at, text: 'inner 1' },
        ],
      };
      await once(step, 'go');
      yield { kind: 'lines', lines: [{ source: 0, at, text: '\u001b[2A\router 2' }] };
    }
    const feed = feedOf(bars, page);
    feed.attach();
    while (page.last < 2) await once(page, 'lines');
    step.emit('go');
    await once(page, 'changes');
    const changes = page.messages.flatMap((message) => (message.type === 'changes' ? message.lines : []));
    assert.deepEqual(
      changes.map(([n, line]) => [n, line[2], line[3]]),
      [[1, 'outer 2', 1]],
    );
    assert.equal(feed.store.next, 3);
    feed.dispose();
  });

  it('says who joins, who was replaced, how many are left, and that everything has ended', async () => {
    const page = new Page();
    const moved: string[] = [];
    const stop = new EventEmitter();
    const sources = [{ pod: 'w-0', container: 'main' }];
    async function* group(): AsyncGenerator<GroupEvent> {
      yield { kind: 'sources', sources };
      yield linesOf(1);
      yield { kind: 'members', members: { pods: 60, reading: 50, left: 10, notStarted: 0 } };
      yield { kind: 'sources', sources: [...sources, { pod: 'w-1', container: 'main' }] };
      yield { kind: 'replaced', from: 'w-0', to: 'w-9' };
      await once(stop, 'now');
      yield { kind: 'members', members: { pods: 2, reading: 0, left: 0, notStarted: 0 } };
      await once(stop, 'never');
    }
    const feed = feedOf(group, page);
    feed.onDidMove((pod) => moved.push(pod));
    feed.attach();
    while (page.last < 3) await once(page, 'lines');
    while (page.status() !== 'live') await once(page, 'status');
    assert.deepEqual(
      page.lines.slice(1).map((line) => line[2]),
      ['w-1 joins', 'w-0 was replaced by w-9; its log goes on here'],
    );
    assert.deepEqual(moved, ['w-9']);
    const [status] = page.messages
      .flatMap((message) => (message.type === 'status' ? [message.status] : []))
      .slice(-1);
    assert.equal(status?.leftWords, '50 of 60 containers are read; the others join as these end');
    stop.emit('now');
    while (page.status()?.startsWith('everything here has ended') !== true) await once(page, 'status');
    feed.dispose();
  });

  it('begins anew with another choice', async () => {
    const page = new Page();
    const feed = feedOf(() => events(linesOf(3)), page);
    feed.attach();
    while (page.last < 3) await once(page, 'lines');
    feed.choose({ previous: true, sinceSeconds: 0 });
    page.messages.length = 0;
    feed.attach();
    while (page.last < 3) await once(page, 'lines');
    assert.deepEqual([...feed.lines()].at(-1), '2026-01-15T10:00:00.120Z line 2');
    feed.dispose();
  });
});

describe('the store of a log page', () => {
  const line = (text: string): WireLine => [0, 0, text, 0];

  it('keeps the newest lines within its limit and counts the others', () => {
    const store = new LogStore({ maxLines: 100, maxBytes: 2 ** 20 });
    for (let index = 0; index < 250; index += 1) store.append(...line(String(index)));
    store.trim();
    assert.equal(store.next, 251);
    assert.equal(store.oldest, store.dropped + 1);
    assert.ok(store.next - store.oldest <= 100);
    assert.deepEqual(unpack(store.packedFrom(250)), [line('249')]);
    assert.equal(store.line(store.oldest - 1), undefined);
    assert.deepEqual(store.line(store.oldest), line(String(store.oldest - 1)));
  });

  it('keeps within its memory, and always the newest line', () => {
    const store = new LogStore({ maxLines: 1000, maxBytes: 1000 });
    store.append(...line('a'));
    store.append(...line('x'.repeat(5000)));
    store.trim();
    assert.equal(store.oldest, 2);
    assert.equal(unpack(store.packedFrom(1)).length, 1);
  });
});
