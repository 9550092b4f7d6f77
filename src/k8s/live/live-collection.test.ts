import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { isCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { number, text } from '../../common/json.ts';
import { problemOf } from '../problem.ts';
import { ApiDouble, type DoubleObject, type Fault } from './testing/api-double.ts';
import type { Collection, CollectionChange, LiveCollection } from './collection.ts';
import { createLiveCollection } from './live-collection.ts';
import type { LiveOptions } from './live-options.ts';
import { PlainApi } from './testing/plain-api.ts';
import type { Resource } from './resource.ts';

interface Thing {
  readonly name: string;
  readonly size: number | undefined;
}

const THINGS: Resource<Thing> = {
  id: 'things',
  group: 'test.dev',
  version: 'v1',
  plural: 'things',
  kind: 'Thing',
  namespaced: true,
  project: (object) => ({ name: text(object, 'metadata', 'name') ?? '', size: number(object, 'size') }),
};
const PATH = '/apis/test.dev/v1/namespaces/team-a/things';
/** Short enough for a test, long enough for a busy machine. */
const QUICK: LiveOptions = { lingerMs: 10, mergeMs: 5, graceMs: 2_000, patience: 0.02 };

const names = (collection: LiveCollection<Thing>): string[] => {
  const now = collection.current;
  return now.state === 'live' || now.state === 'stale'
    ? [...now.items.values()].map((thing) => thing.name).sort()
    : [];
};
const isWhole = (now: Collection<Thing>): boolean => now.state === 'live' && now.complete;

/** Resolves when the collection is as wanted; looks at once and at each change. */
function until(
  collection: LiveCollection<Thing>,
  wanted: (now: Collection<Thing>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let ear: Disposable | undefined;
    const look = (): boolean => {
      if (!wanted(collection.current)) return false;
      ear?.dispose();
      resolve();
      return true;
    };
    if (!look()) ear = collection.onDidChange(look);
  });
}

const status =
  (code: number, times: number, headers: Record<string, string> = {}, watches?: boolean): Fault =>
  (seen, response) => {
    if ((watches !== undefined && seen.watch !== watches) || times === 0) return false;
    times -= 1;
    response.writeHead(code, headers).end('no');
    return true;
  };

describe('live collection', () => {
  let double: ApiDouble;
  let api: PlainApi;
  const opened: Disposable[] = [];
  const unexpected: unknown[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => {
    rejections.push(reason);
  };

  function open(options: LiveOptions = {}): LiveCollection<Thing> & Disposable {
    const collection = createLiveCollection(api, THINGS, 'team-a', {
      ...QUICK,
      onUnexpected: (error) => unexpected.push(error),
      ...options,
    });
    opened.push(collection);
    return collection;
  }
  const add = (...added: string[]): void => {
    for (const name of added) double.put(PATH, { metadata: { name }, size: 1 });
  };
  const lists = (): number => double.seen.filter((seen) => !seen.watch).length;

  beforeEach(async () => {
    double = await ApiDouble.start();
    double.serve(PATH);
    api = new PlainApi(double.url);
    process.on('unhandledRejection', onRejection);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) one.dispose();
    api.dispose();
    await double.stop();
    process.off('unhandledRejection', onRejection);
    assert.deepEqual(unexpected.splice(0), []);
    assert.deepEqual(rejections.splice(0), []);
  });

  it('asks nothing before somebody observes it', () => {
    const collection = open();
    assert.equal(collection.current.state, 'connecting');
    assert.equal(double.seen.length, 0);
  });

  it('lists page after page in order, then watches from the version of the list', async () => {
    add('a', 'b', 'c', 'd', 'e');
    const collection = open({ pageSize: 2 });
    const watch = double.nextWatch();
    const items = await collection.whenLive(AbortSignal.timeout(5_000));
    assert.deepEqual(
      [...items.values()].map((thing) => thing.name),
      ['a', 'b', 'c', 'd', 'e'],
    );
    const asked = double.seen
      .filter((seen) => !seen.watch)
      .map((seen) => [seen.query.get('resourceVersion'), seen.query.get('continue')]);
    assert.deepEqual(asked, [
      ['0', null],
      [null, '1:2'],
      [null, '1:4'],
    ]);
    const { query } = await watch;
    assert.equal(query.get('resourceVersion'), String(double.version));
    assert.equal(query.get('allowWatchBookmarks'), 'true');
    const seconds = Number(query.get('timeoutSeconds'));
    assert.ok(seconds >= 240 && seconds <= 300, String(seconds));
  });

  it('shows the first part of a list before the rest has come', async () => {
    add('a', 'b');
    let rest: (() => void) | undefined;
    double.fault = (seen, response) => {
      if (seen.watch) return false;
      const item = (name: string) => JSON.stringify({ metadata: { name, uid: name, resourceVersion: '1' } });
      response.write(`{"kind":"List","items":[${item('a')},{"meta`);
      rest = () => response.end(`${item('b').slice(6)}],"metadata":{"resourceVersion":"102"}}`);
      return true;
    };
    const collection = open();
    collection.observe();
    await until(collection, (now) => now.state === 'live' && !now.complete);
    assert.deepEqual(names(collection), ['a']);
    rest?.();
    await until(collection, isWhole);
    assert.deepEqual(names(collection), ['a', 'b']);
  });

  it('follows what is added, changed and removed', async () => {
    add('a', 'b');
    const collection = open();
    const watch = double.nextWatch();
    await collection.whenLive(AbortSignal.timeout(5_000));
    collection.observe();
    await watch;
    double.put(PATH, { metadata: { name: 'a' }, size: 7 });
    double.remove(PATH, 'b');
    add('c');
    await until(collection, () => names(collection).join() === 'a,c');
    const { current } = collection;
    assert.ok(current.state === 'live');
    assert.equal(current.items.get('uid-a')?.size, 7);
  });

  it('reads events that are cut anywhere, inside a character too, and lines of a megabyte', async () => {
    const collection = open();
    const watch = double.nextWatch();
    collection.observe();
    await watch;
    const name = `größe-${'x'.repeat(1_000_000)}`;
    const line = Buffer.from(
      `${JSON.stringify({ type: 'ADDED', object: { metadata: { name, uid: 'u', resourceVersion: '200' } } })}\n`,
    );
    const umlaut = line.indexOf(0xc3) + 1;
    double.write(line.subarray(0, umlaut));
    double.write(line.subarray(umlaut, 500_000));
    double.write(line.subarray(500_000));
    await until(collection, () => names(collection).length > 0);
    assert.deepEqual(names(collection), [name]);
  });

  it('goes on from the last bookmark when the server ends the watch', async () => {
    add('a');
    const collection = open();
    const first = double.nextWatch();
    collection.observe();
    await first;
    double.put('/elsewhere', { metadata: { name: 'x' } });
    double.bookmark();
    await until(collection, isWhole);
    const second = double.nextWatch();
    double.endWatches();
    assert.equal((await second).query.get('resourceVersion'), String(double.version));
    assert.equal(lists(), 1);
  });

  it('loses nothing when a connection breaks in the middle of a line', async () => {
    add('a');
    const collection = open();
    const first = double.nextWatch();
    collection.observe();
    await first;
    await until(collection, isWhole);
    double.write('{"type":"ADDED","object":{"metadata":{"na');
    const second = double.nextWatch();
    double.endWatches(true);
    add('b');
    await second;
    await until(collection, () => names(collection).join() === 'a,b');
    assert.equal(lists(), 1);
    assert.equal(collection.current.state, 'live');
  });

  for (const form of ['in the stream', 'as the answer'] as const) {
    it(`lists again when its version is too old, told ${form}, and tells only what differs`, async () => {
      add('a', 'b', 'c');
      const collection = open();
      const first = double.nextWatch();
      collection.observe();
      await first;
      await until(collection, isWhole);
      const before = collection.current;
      assert.ok(before.state === 'live');
      const changes: CollectionChange[] = [];
      const states: string[] = [];
      collection.onDidChange((change) => {
        changes.push(change);
        states.push(collection.current.state);
      });
      double.fault = form === 'as the answer' ? status(410, 1, {}, true) : undefined;
      double.endWatches();
      double.remove(PATH, 'b');
      double.put(PATH, { metadata: { name: 'c' }, size: 9 });
      add('d');
      if (form === 'in the stream') double.forget();
      await until(collection, (now) => isWhole(now) && names(collection).join() === 'a,c,d');
      assert.deepEqual([...new Set(changes.flatMap((change) => [...change.uids]))].sort(), [
        'uid-b',
        'uid-c',
        'uid-d',
      ]);
      assert.deepEqual(new Set(states), new Set(['live']), 'no flash of another state');
      assert.ok(collection.current.state === 'live');
      assert.equal(
        collection.current.items.get('uid-a'),
        before.items.get('uid-a'),
        'the same record as before',
      );
      assert.equal(
        before.items.has('uid-b'),
        true,
        'what was handed out for an earlier state does not change',
      );
      assert.equal(
        double.seen
          .filter((seen) => !seen.watch)
          .at(-1)
          ?.query.get('resourceVersion'),
        null,
        'the latest, not whatever is in memory',
      );
    });
  }

  it('takes a watch that has gone silent for dead', async () => {
    add('a');
    const collection = open({ silenceMs: 150 });
    const first = double.nextWatch();
    collection.observe();
    await first;
    await double.nextWatch(); // nothing was written: the first watch was half open for all it knew
    add('b');
    await until(collection, () => names(collection).join() === 'a,b');
    assert.equal(lists(), 1);
  });

  it('is stale with the time of its last contact while the server is away, and comes back by itself', async () => {
    add('a', 'b');
    const collection = open();
    const first = double.nextWatch();
    collection.observe();
    await first;
    await until(collection, isWhole);
    const start = await double.restart();
    await until(collection, (now) => now.state === 'stale');
    const { current } = collection;
    assert.ok(current.state === 'stale');
    assert.equal(current.problem.kind, 'unreachable');
    assert.ok(current.asOf <= Date.now() && current.asOf > Date.now() - 60_000);
    assert.deepEqual(names(collection), ['a', 'b']);
    double.remove(PATH, 'b'); // while away
    await start();
    await until(collection, (now) => isWhole(now) && names(collection).join() === 'a');
  });

  it('keeps saying that it connects, and why it cannot, when there never was an answer', async () => {
    const start = await double.restart();
    const collection = open();
    collection.observe();
    await until(collection, (now) => now.state === 'connecting' && now.problem?.kind === 'unreachable');
    await start();
    await until(collection, isWhole);
  });

  it('says that a server is busy, and tries again', async () => {
    add('a');
    double.fault = status(429, 1, { 'retry-after': '5' });
    const collection = open();
    collection.observe();
    await until(collection, (now) => now.state === 'connecting' && now.problem?.kind === 'busy');
    await until(collection, isWhole);
    assert.deepEqual(names(collection), ['a']);
  });

  for (const code of [401, 500, 503]) {
    it(`tries again after ${code}`, async () => {
      add('a');
      double.fault = status(code, 2);
      await open().whenLive(AbortSignal.timeout(5_000));
      assert.equal(lists(), 3);
    });
  }

  it('takes no single refusal for the last word when it was allowed before: a server that starts refuses at first', async () => {
    add('a');
    const collection = open();
    const first = double.nextWatch();
    collection.observe();
    await first;
    await until(collection, isWhole);
    const states: string[] = [];
    collection.onDidChange(() => states.push(collection.current.state));
    double.fault = status(403, 3); // one watch and two lists
    double.endWatches();
    const again = double.nextWatch();
    await again;
    await double.nextWatch();
    await until(collection, isWhole);
    assert.deepEqual(names(collection), ['a']);
    assert.ok(states.includes('stale') && !states.includes('denied'), states.join());
  });

  it('says when it is denied, forgets what it had, and sees it when the permission comes', async () => {
    add('a');
    const collection = open();
    const first = double.nextWatch();
    collection.observe();
    await first;
    await until(collection, isWhole);
    double.fault = status(403, Infinity);
    double.endWatches();
    await until(collection, (now) => now.state === 'denied');
    assert.deepEqual(names(collection), []);
    double.fault = undefined;
    collection.refresh();
    await until(collection, isWhole);
    assert.deepEqual(names(collection), ['a']);
  });

  it('rejects whenLive with the problem when it is denied', async () => {
    double.fault = status(403, Infinity);
    await assert.rejects(
      open().whenLive(AbortSignal.timeout(5_000)),
      (error) => problemOf(error)?.kind === 'not-allowed',
    );
  });

  it('is denied where the cluster does not have the kind', async () => {
    double.fault = status(404, Infinity);
    await assert.rejects(
      open().whenLive(AbortSignal.timeout(5_000)),
      (error) => problemOf(error)?.kind === 'not-found',
    );
  });

  it('lists every now and then where only watching is refused', async () => {
    add('a');
    double.fault = status(403, Infinity, {}, true);
    const collection = open({ pollMs: 20 });
    collection.observe();
    await until(collection, isWhole);
    add('b');
    await until(collection, () => names(collection).join() === 'a,b');
    assert.equal(collection.current.state, 'live');
    assert.equal(double.seen.filter((seen) => seen.watch).length, 1);
  });

  it('starts again from a fresh list when a line of the watch cannot be read twice', async () => {
    add('a');
    const collection = open();
    let broken = 2;
    double.fault = (seen, response) => {
      if (!seen.watch || broken === 0) return false;
      broken -= 1;
      response.end('{"type":"ADDED","obj\n');
      return true;
    };
    collection.observe();
    await double.next((seen) => seen.watch && broken === 0);
    await double.next((seen) => !seen.watch);
    await until(collection, isWhole);
    assert.equal(lists(), 2);
    add('b');
    await until(collection, () => names(collection).join() === 'a,b');
  });

  it('does not hammer a server that ends every watch at once', async () => {
    let watches = 0;
    double.fault = (seen, response: ServerResponse) => {
      if (!seen.watch) return false;
      watches += 1;
      response.end();
      return true;
    };
    const collection = open({ patience: 1 });
    const second = double.next((seen) => seen.watch && watches === 2);
    collection.observe();
    await second;
    await until(collection, isWhole);
    assert.equal(watches, 2, 'the third waits');
  });

  it('tells a burst of changes in few events', async () => {
    const collection = open({ mergeMs: 40 });
    const watch = double.nextWatch();
    collection.observe();
    await watch;
    await until(collection, isWhole);
    const told: CollectionChange[] = [];
    collection.onDidChange((change) => told.push(change));
    for (let index = 0; index < 200; index += 1) add(`thing-${index % 50}`);
    await until(collection, () => names(collection).length === 50);
    assert.ok(told.length <= 5, `${told.length} events`);
  });

  it('serves a second observer from the same watch, and stops a little after the last has gone', async () => {
    add('a');
    const collection = open();
    const first = collection.observe();
    const second = collection.observe();
    await until(collection, isWhole);
    if (double.openWatches === 0) await double.nextWatch();
    assert.equal(double.seen.length, 2);
    first.dispose();
    first.dispose(); // twice counts once
    add('b');
    await until(collection, () => names(collection).length === 2);
    second.dispose();
    await until(collection, (now) => now.state === 'live' && !now.complete);
    assert.deepEqual(names(collection), ['a', 'b'], 'rows stay for when somebody comes back');
    add('c');
    const again = double.nextWatch();
    collection.observe();
    assert.ok((await again).watch);
    await until(collection, () => names(collection).length === 3);
    assert.equal(lists(), 1, 'goes on where it was');
  });

  it('says that it is whole again only when what was missed has been replayed', async () => {
    add('a');
    const collection = open();
    const observer = collection.observe();
    await double.nextWatch();
    await until(collection, isWhole);
    observer.dispose();
    await until(collection, (now) => now.state === 'live' && !now.complete);
    add('b');
    const items = await collection.whenLive(AbortSignal.timeout(5_000));
    assert.deepEqual([...items.keys()], ['uid-a', 'uid-b']);
    assert.equal(lists(), 1);
  });

  it('goes on without a pause when an observer comes back soon', async () => {
    const collection = open({ lingerMs: 10_000 });
    collection.observe().dispose();
    collection.observe();
    await until(collection, isWhole);
    assert.equal(lists(), 1);
  });

  it('tries at once when asked to, whatever the back-off says', async () => {
    add('a');
    double.fault = status(500, 1);
    const collection = open({ patience: 1_000 });
    collection.observe();
    await until(collection, (now) => now.state === 'connecting' && now.problem !== undefined);
    collection.refresh();
    await until(collection, isWhole);
  });

  it('ends quietly when it is disposed while it connects', async () => {
    double.fault = () => true; // never answered
    const collection = open();
    const asked = double.next(() => true);
    const live = collection.whenLive(AbortSignal.timeout(5_000));
    await asked;
    collection.dispose();
    await assert.rejects(live, isCancelled);
    await assert.rejects(collection.whenLive(AbortSignal.timeout(5_000)), isCancelled);
  });

  it('rejects whenLive with a cancellation when its signal aborts', async () => {
    double.fault = () => true;
    const stop = new AbortController();
    const live = open().whenLive(stop.signal);
    stop.abort();
    await assert.rejects(live, isCancelled);
  });

  it('leaves an object out whose projection throws, and says so to whoever wants to know', async () => {
    add('a', 'b');
    const picky: Resource<Thing> = {
      ...THINGS,
      project: (object) => {
        if (text(object, 'metadata', 'name') === 'a') throw new TypeError('no a');
        return THINGS.project(object);
      },
    };
    const heard: unknown[] = [];
    const collection = createLiveCollection(api, picky, 'team-a', {
      ...QUICK,
      onUnexpected: (error) => heard.push(error),
    });
    opened.push(collection);
    const items = await collection.whenLive(AbortSignal.timeout(5_000));
    assert.deepEqual(
      [...items.values()].map((thing) => thing.name),
      ['b'],
    );
    assert.equal(heard.length, 1);
  });

  for (const seed of [1, 2, 3]) {
    it(`ends equal to the server after a thousand changes and many faults (seed ${seed})`, async () => {
      const random = randomFrom(seed);
      const below = (most: number): number => Math.floor(random() * most);
      const there = new Map<string, string>(); // name -> uid
      const change = (): void => {
        const name = `thing-${below(60)}`;
        if (there.has(name) && random() < 0.4) {
          double.remove(PATH, name);
          there.delete(name);
          return;
        }
        const uid = there.get(name) ?? `${name}-${below(1e9)}`; // made again, it is another one
        there.set(name, uid);
        double.put(PATH, { metadata: { name, uid }, size: below(1e6) });
      };
      const faults = [
        () => double.endWatches(),
        () => double.endWatches(true),
        () => double.write('{"type":"MODIFIED","object":{"meta'),
        () => double.write('no json\n'),
        () => {
          double.forget();
          double.endWatches();
        },
        () =>
          (double.fault = status(
            [401, 403, 410, 429, 500, 503][below(6)] ?? 500,
            1 + below(2),
            {},
            random() < 0.5,
          )),
        () => double.bookmark(),
      ];
      const collection = open({ patience: 0.002, pageSize: 7, pollMs: 5 });
      collection.observe();
      for (let round = 0; round < 100; round += 1) {
        for (let index = 0; index < 10; index += 1) change();
        if (random() < 0.5) faults[below(faults.length)]?.();
        if (random() < 0.3) await new Promise((resolve) => setImmediate(resolve));
        if (random() < 0.1) await until(collection, isWhole);
      }
      double.fault = undefined;
      await until(collection, (now) => isWhole(now) && sameAs(now, double.objects(PATH)));
    });
  }
});

/** The same numbers for the same seed (a linear congruential generator; its quality does not matter here). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function sameAs(now: Collection<Thing>, objects: readonly DoubleObject[]): boolean {
  if (now.state !== 'live') return false;
  const shown = [...now.items].map(([uid, { name, size }]) => [uid, name, size]);
  const real = objects.map((object) => [object.metadata.uid, object.metadata.name, object['size']]);
  return JSON.stringify(shown.sort()) === JSON.stringify(real.sort());
}
