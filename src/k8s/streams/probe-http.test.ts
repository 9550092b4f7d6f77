import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { isCancelled } from '../../common/cancellation.ts';
import { probeHttp, type ProbeFailure } from './probe-http.ts';

/** What the first try met, however long the machine took for it. */
async function firstFailure(url: string): Promise<ProbeFailure> {
  const stop = new AbortController();
  let found: ProbeFailure | undefined;
  const onTry = (failure: ProbeFailure): void => {
    found ??= failure;
    stop.abort();
  };
  await assert.rejects(probeHttp(url, { onTry }, stop.signal), isCancelled);
  return found ?? assert.fail('there was no try');
}

describe('probeHttp', () => {
  const never = new AbortController().signal;
  let server: Server;
  afterEach(() => void server.close());

  async function serve(answer: RequestListener): Promise<string> {
    const http = createServer(answer);
    server = http;
    return listening();
  }
  async function listening(): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('takes a redirect to a login for a living program', async () => {
    const url = await serve((request, response) =>
      response.writeHead(302, { location: `/login?next=${request.url ?? ''}` }).end(),
    );
    const result = await probeHttp(url, { path: '/lab' }, never);
    assert.ok(result.alive);
    assert.deepEqual([result.status, result.location], [302, '/login?next=/lab']);
  });

  it('waits while a proxy says that the program is not there yet', async () => {
    let tries = 0;
    const url = await serve((_request, response) => response.writeHead((tries += 1) < 3 ? 503 : 200).end());
    const failures: unknown[] = [];
    const result = await probeHttp(url, { onTry: (failure) => failures.push(failure) }, never);
    assert.ok(result.alive);
    assert.deepEqual(failures, [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 503 },
    ]);
  });

  it('says what it met when the time is over', async () => {
    const url = await serve((_request, response) => response.writeHead(404).end());
    const result = await probeHttp(url, { timeout: 50 }, never);
    assert.deepEqual(!result.alive && result.failure, { kind: 'status', status: 404 });
    const fine = await probeHttp(url, { timeout: 50, expect: (status) => status === 404 }, never);
    assert.ok(fine.alive);
  });

  it('takes a status for a living program that its tool is known to answer with', async () => {
    const url = await serve((_request, response) => response.writeHead(404).end());
    const result = await probeHttp(url, { timeout: 50, alive: [404] }, never);
    assert.deepEqual(result.alive && result.status, 404);
    const other = await probeHttp(url, { timeout: 50, alive: [410] }, never);
    assert.equal(other.alive, false);
  });

  it('tells silence, another protocol and a closed port apart', async () => {
    server = createTcpServer((socket) => void socket.on('error', () => undefined));
    const silent = await probeHttp(await listening(), { timeout: 40 }, never);
    assert.deepEqual(!silent.alive && silent.failure, { kind: 'silent' });
    server.close();
    server = createTcpServer(
      (socket) => void socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.2\r\n'),
    );
    assert.equal((await firstFailure(await listening())).kind, 'not-http');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    assert.equal((await firstFailure(url)).kind, 'no-connection');
  });

  it('ends at once when it is cancelled', async () => {
    server = createTcpServer((socket) => void socket.on('error', () => undefined));
    const url = await listening();
    const stop = new AbortController();
    const probe = probeHttp(url, {}, stop.signal);
    server.once('connection', () => stop.abort());
    await assert.rejects(probe, isCancelled);
    await assert.rejects(probeHttp(url, {}, stop.signal), isCancelled);
  });
});
