import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { startServer, type TestServer } from './server.fixture.ts';

/** An HTTP proxy; with `user` it wants a name and a password. */
export async function startProxy(
  user?: string,
): Promise<TestServer & { readonly tunnels: string[]; readonly plain: string[] }> {
  const tunnels: string[] = [];
  const plain: string[] = [];
  const wanted = user === undefined ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
  const proxy = await startServer((request, response) => {
    plain.push(request.url ?? '');
    if (request.headers['proxy-authorization'] !== wanted) response.writeHead(407).end();
    else response.end(JSON.stringify({ by: 'proxy', host: request.headers.host }));
  });
  proxy.server.on('connect', (request, client: Socket) => {
    tunnels.push(request.url ?? '');
    if (request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    if (host.endsWith('.forbidden')) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const server = connect(Number(port), '127.0.0.1');
    server.once('connect', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    join(client, server);
  });
  return { ...proxy, tunnels, plain };
}

/** A SOCKS 5 proxy that connects every name to loopback. */
export async function startSocks(user?: {
  name: string;
  password: string;
}): Promise<{ port: number; names: string[]; stop(): Promise<void> }> {
  const names: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    void serve(client).catch(() => client.destroy());
  });
  const serve = async (client: Socket) => {
    const read = async (): Promise<Buffer> => (await once(client, 'data'))[0] as Buffer;
    await read();
    client.write(Buffer.from([5, user ? 2 : 0]));
    if (user) {
      const bytes = await read();
      const length = bytes[1] ?? 0;
      const given = `${bytes.subarray(2, 2 + length).toString()}:${bytes.subarray(3 + length).toString()}`;
      client.write(Buffer.from([1, given === `${user.name}:${user.password}` ? 0 : 1]));
    }
    const wanted = await read();
    const isName = wanted[3] === 3;
    names.push(isName ? wanted.subarray(5, -2).toString() : [...wanted.subarray(4, 8)].join('.'));
    const target = connect(wanted.readUInt16BE(wanted.length - 2), '127.0.0.1');
    await once(target, 'connect');
    client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    join(client, target);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    names,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const [socket, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.on('error', () => peer.destroy());
    socket.once('close', () => peer.destroy());
  }
}
