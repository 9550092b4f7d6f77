// Runs in a pod (bundled by ./pods.ts): a program that does on its ports whatever clients of a forward may meet.
//   8080  HTTP: its name; /open says how many connections it has on the others; a WebSocket gets its name, then what it sends
//   8081  sends back what it gets
//   8082  "N sum\n" or "N plain\n": sends N bytes; after "sum" their SHA-256 as well
//   8083  the same, gets N bytes and answers: their SHA-256, or "done"
//   8084  takes nothing, for ever
import { createHash, randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { WebSocketServer } from 'ws';

const BLOCK = 64 * 1024;
const open = new Set<Socket>();

const web = createHttpServer((request, response) => {
  response.end(request.url === '/open' ? String(open.size) : hostname());
});
web.listen(8080);

const sockets = new WebSocketServer({ server: web, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.send(hostname());
  socket.on('error', () => socket.terminate());
  socket.on('message', (message: Buffer, binary) => socket.send(message, { binary }));
});

listen(8081, (socket) => void socket.pipe(socket));
listen(8082, (socket) => readOrder(socket, (order) => pour(socket, order)));
listen(8083, (socket) => readOrder(socket, (order, first) => swallow(socket, order, first)));
listen(8084, (socket) => void socket.pause());

interface Order {
  readonly bytes: number;
  readonly sum: boolean;
}

function listen(port: number, serve: (socket: Socket) => void): void {
  createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    serve(socket);
  }).listen(port);
}

function readOrder(socket: Socket, follow: (order: Order, first: Buffer) => void): void {
  socket.once('data', (bytes) => {
    const end = bytes.indexOf('\n');
    const [count, how] = bytes.toString('latin1', 0, end).split(' ');
    follow({ bytes: Number(count), sum: how === 'sum' }, bytes.subarray(end + 1));
  });
}

/** Random bytes, and a number in each block, so that no two blocks are the same. */
function pour(socket: Socket, { bytes, sum }: Order): void {
  const hash = createHash('sha256');
  const random = randomBytes(BLOCK);
  let sent = 0;
  const go = (): void => {
    for (let more = true; more && sent < bytes && !socket.destroyed;) {
      const block = sum ? Buffer.from(random) : random;
      if (sum) block.writeDoubleBE(sent);
      const part = block.subarray(0, bytes - sent);
      if (sum) hash.update(part);
      sent += part.length;
      more = socket.write(part);
      if (sent === bytes) socket.end(sum ? hash.digest('hex') : '');
    }
  };
  socket.on('drain', go);
  go();
}

function swallow(socket: Socket, { bytes, sum }: Order, first: Buffer): void {
  const hash = createHash('sha256');
  let got = 0;
  const take = (part: Buffer): void => {
    got += part.length;
    if (sum) hash.update(part);
    if (got >= bytes) socket.end(sum ? hash.digest('hex') : 'done');
  };
  take(first);
  socket.on('data', take);
}
