import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CancelledError } from '../../common/cancellation.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from './cluster-api.ts';
import { createClusterApi } from './https-cluster-api.ts';
import { apiOf, never, shows, startServer, target, token, type TestServer } from './server.fixture.ts';

const PODS = { path: '/api/v1/namespaces/team-a/pods' };
let server: TestServer | undefined;
let api: ClusterApi | undefined;

async function start(listener: RequestListener): Promise<ClusterApi> {
  server = await startServer(listener);
  api = apiOf(target(server.url));
  return api;
}

/** Resolves with the pair of the next request, which the test answers by hand. */
function byHand(): { listener: RequestListener; next(): Promise<[IncomingMessage, ServerResponse]> } {
  const waiting: [IncomingMessage, ServerResponse][] = [];
  const takers: ((pair: [IncomingMessage, ServerResponse]) => void)[] = [];
  return {
    listener: (request, response) => {
      const taker = takers.shift();
      if (taker) taker([request, response]);
      else waiting.push([request, response]);
    },
    next() {
      const pair = waiting.shift();
      return pair ? Promise.resolve(pair) : new Promise((resolve) => takers.push(resolve));
    },
  };
}

async function problem(promise: Promise<unknown>): Promise<ClusterProblem> {
  const error = await promise.then(
    () => assert.fail('it succeeded'),
    (reason: unknown) => reason,
  );
  return problemOf(error) ?? assert.fail(String(error));
}

function status(
  response: ServerResponse,
  code: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', code, ...body }));
}

async function firstOf(stream: AsyncIterable<unknown>): Promise<unknown> {
  for await (const chunk of stream) return chunk;
  return undefined;
}

const answers =
  (value: unknown): RequestListener =>
  (_, response) =>
    response.end(JSON.stringify(value));

afterEach(async () => {
  api?.dispose();
  await server?.idle();
  await server?.stop();
  api = undefined;
  server = undefined;
});

describe('a cluster api', () => {
  it('reads JSON as the user, with its query', async () => {
    const client = await start(answers({ kind: 'PodList' }));
    assert.deepEqual(
      await client.json({ ...PODS, query: { limit: 5, watch: undefined, labelSelector: 'a=b,c' } }, never),
      { kind: 'PodList' },
    );
    const [request] = server!.requests;
    assert.equal(request?.url, '/api/v1/namespaces/team-a/pods?limit=5&labelSelector=a%3Db%2Cc');
    assert.equal(request.headers.authorization, 'Bearer t');
    assert.equal(request.headers.accept, 'application/json');
  });

  it('puts the path of the server address before that of the request', async () => {
    server = await startServer(answers({}));
    api = apiOf(target(`${server.url}/k8s/clusters/c-1`));
    await api.json({ path: '/version' }, never);
    assert.equal(server.requests[0]?.url, '/k8s/clusters/c-1/version');
  });

  it('sends a body with its type', async () => {
    const got: string[] = [];
    const client = await start((request, response) => {
      request.on('data', (chunk: Buffer) => got.push(chunk.toString()));
      request.on('end', () => response.end('{}'));
    });
    await client.json(
      { ...PODS, method: 'PATCH', body: { a: 'ä' }, contentType: 'application/merge-patch+json' },
      never,
    );
    assert.equal(got.join(''), '{"a":"ä"}');
    assert.equal(server!.requests[0]?.headers['content-type'], 'application/merge-patch+json');
  });

  it('keeps one connection for a series of requests, and two for many at once', async () => {
    const client = await start(answers({}));
    for (let index = 0; index < 10; index += 1) await client.json(PODS, never);
    assert.equal(server!.connected(), 1);
    await Promise.all(Array.from({ length: 20 }, () => client.json(PODS, never)));
    assert.equal(server!.connected(), 2);
    assert.deepEqual(client.counts, { requests: 30, connections: 2 });
  });

  it('closes connections that nobody uses for a while', async () => {
    server = await startServer(answers({}));
    api = createClusterApi(target(server.url), shows(token('t')), { env: {}, idleMs: 20 });
    await api.json(PODS, never);
    for await (const chunk of await api.stream(PODS, never)) assert.ok(chunk);
    await server.idle();
    assert.deepEqual(await api.json(PODS, never), {});
  });

  it('gives streams connections of their own and keeps the one of a stream that ended', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const streams = [client.stream(PODS, never), client.stream(PODS, never), client.stream(PODS, never)];
    for (let index = 0; index < 3; index += 1) (await hand.next())[1].end('line\n');
    for (const stream of await Promise.all(streams)) for await (const chunk of stream) assert.ok(chunk);
    assert.equal(server!.connected(), 3);
    const again = client.stream(PODS, never);
    (await hand.next())[1].end();
    assert.equal(await firstOf(await again), undefined);
    assert.equal(server!.connected(), 3);
  });

  it('reads four at a time of streams that are read in turn, and others beside them', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const lists = Array.from({ length: 10 }, async () => {
      for await (const chunk of await client.stream({ ...PODS, inTurn: true }, never)) assert.ok(chunk);
    });
    const first = [await hand.next(), await hand.next(), await hand.next(), await hand.next()];
    const watch = client.stream({ path: '/watch' }, never);
    const [{ url }, response] = await hand.next();
    assert.equal(url, '/watch');
    response.end();
    assert.equal(await firstOf(await watch), undefined);
    for (const [, list] of first) list.end('items');
    for (let more = 0; more < 6; more += 1) (await hand.next())[1].end('items');
    await Promise.all(lists);
  });

  it('lets nothing wait for machines of the cluster that do not answer', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const logs = Array.from({ length: 6 }, () =>
      client.text({ path: '/log', viaMachine: true, timeoutMs: 60_000 }, never),
    );
    const silent = await Promise.all(logs.map(() => hand.next()));
    const pods = client.json(PODS, never);
    const [{ url }, response] = await hand.next();
    assert.equal(url, PODS.path);
    response.end('{}');
    assert.deepEqual(await pods, {});
    for (const [, log] of silent) log.end('words');
    assert.deepEqual(new Set(await Promise.all(logs)), new Set(['words']));
  });

  it('hands a stream over as soon as its head has come', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const opening = client.stream(PODS, never);
    const [, response] = await hand.next();
    response.write('first\n');
    const stream = await opening;
    assert.equal(String((await once(stream, 'data'))[0]), 'first\n');
    response.end('last\n');
    assert.equal(String((await once(stream, 'data'))[0]), 'last\n');
  });

  it('sends a GET again when the kept connection had just been closed', async () => {
    const client = await start(answers({ ok: true }));
    await client.json(PODS, never);
    const [kept] = server!.open;
    // The server drops the connection at the very moment the next request comes in on it.
    kept?.once('data', () => kept.resetAndDestroy());
    server!.server.prependOnceListener('request', (_, response: ServerResponse) => {
      if (response.socket === kept) response.socket.destroy();
    });
    assert.deepEqual(await client.json(PODS, never), { ok: true });
    assert.equal(server!.connected(), 2);
  });

  it('does not compress on loopback, and reads what is compressed all the same', async () => {
    const text = JSON.stringify({ items: Array.from({ length: 1000 }, (_, index) => ({ index })) });
    const client = await start((request, response) => {
      assert.equal(request.headers['accept-encoding'], undefined);
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(text));
    });
    assert.deepEqual(await client.json(PODS, never), JSON.parse(text));
    const chunks: Buffer[] = [];
    for await (const chunk of (await client.stream(PODS, never)) as AsyncIterable<Buffer>) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), text);
    for (let index = 0; index < 3; index += 1) await client.text(PODS, never);
    assert.equal(server!.connected(), 2, 'compressed answers give their connections back');
  });

  it('says so when compressed bytes are broken', async () => {
    const client = await start((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('not gzip at all');
    });
    assert.equal((await problem(client.json(PODS, never))).kind, 'unreachable');
  });

  it('says so when an answer is not JSON', async () => {
    const client = await start((_, response) => response.end('<html>'));
    assert.deepEqual(await problem(client.json(PODS, never)), {
      kind: 'server',
      status: 200,
      message: 'the answer is not JSON',
    });
  });
});

describe('what a server refuses', () => {
  it('is told in its own words, with what was asked', async () => {
    const client = await start((_, response) =>
      status(response, 403, { reason: 'Forbidden', message: 'pods is forbidden' }),
    );
    assert.deepEqual(await problem(client.json(PODS, never)), {
      kind: 'not-allowed',
      verb: 'list',
      resource: 'pods',
      namespace: 'team-a',
      message: 'pods is forbidden',
    });
    assert.equal(server!.requests.length, 1);
  });

  it('is signed in for again once', async () => {
    server = await startServer((request, response) => {
      if (request.headers.authorization === 'Bearer new') response.end('{"ok":true}');
      else status(response, 401, { message: 'Unauthorized' });
    });
    const credentials = shows(token('old'), token('new'));
    api = apiOf(target(server.url), credentials);
    assert.deepEqual(await api.json({ ...PODS, method: 'POST', body: {} }, never), { ok: true });
    assert.equal(credentials.renewals, 1);
    for await (const _ of await api.stream(PODS, never)) assert.ok(_);
    assert.equal(server.requests.length, 3);
  });

  it('is a sign-in problem when the new token is refused as well', async () => {
    server = await startServer((_, response) => status(response, 401, { message: 'Unauthorized' }));
    const credentials = shows(token('old'), token('new'), token('newer'));
    api = apiOf(target(server.url), credentials);
    assert.deepEqual(await problem(api.json(PODS, never)), {
      kind: 'sign-in',
      reason: 'refused',
      detail: 'Unauthorized',
    });
    assert.equal(server.requests.length, 2);
    assert.equal(credentials.renewals, 1);
  });

  it('is an expired sign-in where that can be known', async () => {
    server = await startServer((_, response) => status(response, 401, { message: 'Unauthorized' }));
    api = apiOf(target(server.url), shows({ ...token('old'), validUntil: Date.now() - 1 }));
    const found = await problem(api.json(PODS, never));
    assert.equal(found.kind === 'sign-in' && found.reason, 'expired');
  });

  it('for being busy is asked again after the time it names', async () => {
    let times = 0;
    const client = await start((_, response) => {
      times += 1;
      if (times < 2) status(response, 429, { message: 'too many requests' }, { 'retry-after': '1' });
      else response.end('{"ok":true}');
    });
    assert.deepEqual(await client.json(PODS, never), { ok: true });
    assert.equal(times, 2);
  });

  for (const code of [429, 503]) {
    it(`with ${code} for longer than the request may take is told at once`, async () => {
      const client = await start((_, response) =>
        status(response, code, { message: 'later' }, { 'retry-after': '120' }),
      );
      assert.deepEqual(await problem(client.json(PODS, never)), {
        kind: 'busy',
        retryAfterSeconds: 120,
        message: 'later',
      });
      assert.equal(server!.requests.length, 1);
    });
  }

  it('for being busy is not asked again for what changes something, nor for streams', async () => {
    const client = await start((_, response) =>
      status(response, 429, { message: 'later' }, { 'retry-after': '1' }),
    );
    assert.equal((await problem(client.json({ ...PODS, method: 'POST', body: {} }, never))).kind, 'busy');
    assert.equal((await problem(client.stream(PODS, never))).kind, 'busy');
    assert.equal(server!.requests.length, 2);
  });

  it('does not keep its connection from being used again', async () => {
    const client = await start((_, response) => status(response, 404, { message: 'x'.repeat(100_000) }));
    for (let index = 0; index < 5; index += 1)
      assert.equal((await problem(client.stream(PODS, never))).kind, 'not-found');
    assert.equal(server!.connected(), 1);
  });
});

describe('a connection that fails', () => {
  it('is refused where nothing listens', async () => {
    const closed = await startServer(answers({}));
    await closed.stop();
    api = apiOf(target(closed.url));
    const found = await problem(api.json(PODS, never));
    assert.deepEqual(
      { ...found, detail: '' },
      { kind: 'unreachable', server: closed.url, reason: 'refused', detail: '' },
    );
  });

  it('has a name that nobody knows', async () => {
    api = apiOf(target('http://no-such-host.invalid'));
    const found = await problem(api.json(PODS, never));
    assert.ok(found.kind === 'unreachable' && found.reason === 'dns', JSON.stringify(found));
  });

  it('times out while it is made', async () => {
    const silent = createTcpServer((socket) => socket.resume()); // accepts and says nothing: TLS never comes about
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    api = createClusterApi(target(`https://127.0.0.1:${port}`, { insecure: true }), shows(token('t')), {
      env: {},
      connectMs: 50,
    });
    const found = await problem(api.json(PODS, never));
    assert.ok(found.kind === 'unreachable' && found.reason === 'timeout', JSON.stringify(found));
    silent.close();
    await once(silent, 'close');
  });

  it('times out while its answer is waited for, and at half of it', async () => {
    const client = await start((request, response) => {
      if (request.url === '/half') response.write('{');
    });
    for (const path of ['/none', '/half']) {
      const found = await problem(client.json({ path, timeoutMs: 50 }, never));
      assert.ok(found.kind === 'unreachable' && found.reason === 'timeout', JSON.stringify(found));
    }
    await server!.idle();
  });

  it('breaks off in the middle', async () => {
    const client = await start((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{', () => response.socket?.destroy());
    });
    const found = await problem(client.json(PODS, never));
    assert.ok(found.kind === 'unreachable' && found.reason === 'network', JSON.stringify(found));
  });

  it('breaks a stream that was handed over, as an error of the stream', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const opening = client.stream(PODS, never);
    const [, response] = await hand.next();
    response.write('x');
    const stream = await opening;
    response.socket?.destroy();
    await assert.rejects(async () => {
      for await (const chunk of stream) assert.ok(chunk);
    }, /aborted/);
  });
});

describe('cancellation', () => {
  it('before anything is sent sends nothing', async () => {
    const client = await start(answers({}));
    await assert.rejects(client.json(PODS, AbortSignal.abort()), CancelledError);
    assert.equal(server!.requests.length, 0);
  });

  it('while an answer is waited for closes the connection', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const stop = new AbortController();
    const waiting = client.json(PODS, stop.signal);
    await hand.next();
    stop.abort();
    await assert.rejects(waiting, CancelledError);
    await server!.idle();
  });

  it('in the middle of an answer closes the connection', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const stop = new AbortController();
    const waiting = client.text(PODS, stop.signal);
    const [, response] = await hand.next();
    await new Promise((resolve) => response.write('x', resolve));
    stop.abort();
    await assert.rejects(waiting, CancelledError);
    await server!.idle();
  });

  it('of a stream ends the reading with a CancelledError, or nothing where nobody reads', async () => {
    const client = await start((_, response) => response.write('x'));
    const stop = new AbortController();
    const read = await client.stream(PODS, stop.signal);
    const unread = await client.stream(PODS, stop.signal);
    const reading = (async () => {
      for await (const chunk of read) if (chunk) stop.abort();
    })();
    await assert.rejects(reading, CancelledError);
    assert.ok(unread.destroyed);
    await server!.idle();
  });

  it('of requests that wait for a connection lets the others go on', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const first = [client.json(PODS, never), client.json(PODS, never)];
    const held = [await hand.next(), await hand.next()];
    const stop = new AbortController();
    const queued = client.json(PODS, stop.signal);
    const later = client.json(PODS, never);
    stop.abort();
    await assert.rejects(queued, CancelledError);
    for (const [, response] of held) response.end('{}');
    await Promise.all(first);
    (await hand.next())[1].end('{"later":true}');
    assert.deepEqual(await later, { later: true });
  });

  it('while it waits to try again ends the wait', async () => {
    const client = await start((_, response) =>
      status(response, 429, { message: 'later' }, { 'retry-after': '5' }),
    );
    const stop = new AbortController();
    const waiting = client.json(PODS, stop.signal);
    server!.server.once('request', (_, response: ServerResponse) =>
      response.once('finish', () => setImmediate(() => stop.abort())),
    );
    await assert.rejects(waiting, CancelledError);
  });

  it('of everything by disposing closes all connections', async () => {
    const hand = byHand();
    const client = await start(hand.listener);
    const waiting = [
      client.json(PODS, never),
      client.json(PODS, never),
      client.json(PODS, never),
      client.stream(PODS, never),
    ];
    for (let index = 0; index < 3; index += 1) await hand.next();
    client.dispose();
    for (const promise of waiting) await assert.rejects(promise, CancelledError);
    await assert.rejects(client.json(PODS, never), CancelledError);
    await server!.idle();
  });

  it('a hundred times at any moment leaks nothing', async () => {
    let turn = 0;
    const client = await start((_, response) => {
      turn += 1;
      if (turn % 3 === 0) response.end('{}');
      else if (turn % 3 === 1) response.write('{');
    });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => {
        const stop = new AbortController();
        const call = index % 2 === 0 ? client.json(PODS, stop.signal) : client.stream(PODS, stop.signal);
        setTimeout(() => stop.abort(), index % 17);
        return call;
      }),
    );
    for (const outcome of outcomes)
      assert.ok(outcome.status === 'fulfilled' || outcome.reason instanceof CancelledError);
    client.dispose();
    await server!.idle();
  });
});
