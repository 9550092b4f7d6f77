import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { Duplex } from 'node:stream';
import type WebSocket from 'ws';
import type { WebSocketServer } from 'ws';
import { DisposableStore } from '../../common/disposable.ts';
import { text } from '../../common/json.ts';
import type { Backend } from './backend.ts';
import { stored } from './kinds.ts';
import type { ClusterObject } from './object.ts';
import { found, type Target } from './router.ts';
import { refusals } from './status.ts';

const PROTOCOL = 'v4.channel.k8s.io';

/** What an upgrade request asks for, checked as the real server does before it switches to WebSocket. */
export interface Forwarding {
  readonly pod: ClusterObject;
  readonly ports: readonly number[];
}

/** Either the forwarding, or the plain answer of the kubelet where the request is not worth a `Status`. */
export function forwardingOf(
  backend: Backend,
  target: Target,
  request: IncomingMessage,
  query: URLSearchParams,
): Forwarding | { readonly code: number; readonly text: string } {
  const ports = query.getAll('ports').flatMap((value) => value.split(','));
  for (const port of ports)
    if (!/^\d+$/.test(port))
      throw refusals.badRequest(
        `cannot convert to []int32: strconv.ParseUint: parsing "${port}": invalid syntax`,
      );
  const pod = found(backend, stored('pods'), target.namespace, target.name ?? '');
  if (text(pod, 'spec', 'nodeName') === undefined)
    throw refusals.badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(PROTOCOL)) return { code: 403, text: '' };
  if (ports.length === 0) return { code: 400, text: 'query parameter "port" is required' };
  if (ports.includes('0')) return { code: 400, text: 'port "0" must be > 0' };
  return { pod, ports: ports.map(Number) };
}

/** Loads `ws` at the first forward: nobody else needs it. */
export async function socketServer(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import('ws');
  return new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
}

/**
 * Speaks port-forward over an open WebSocket. Each port has two channels, 2n for data and 2n+1 for errors; a message begins with
 * the channel's byte, and the first message of each channel is the port, little-endian, so that the client knows which is which.
 */
export function serveForward(backend: Backend, { pod, ports }: Forwarding, socket: WebSocket): void {
  const serving = new DisposableStore();
  const end = () => socket.close(1000);
  let open = ports.length;
  const done = () => {
    open -= 1;
    if (open === 0) end();
  };
  const streams = ports.map((port, index) => {
    const data = index * 2;
    const header = [port & 0xff, port >> 8];
    socket.send(Buffer.from([data, ...header]));
    socket.send(Buffer.from([data + 1, ...header]));
    const listener = backend.listener(pod, port);
    if (listener) return programStream(listener, socket, data, serving, done);
    socket.send(Buffer.concat([Buffer.from([data + 1]), Buffer.from(refusedText(pod, port))]), done);
    return undefined;
  });
  socket.on('message', (message) => {
    const bytes = Buffer.isBuffer(message)
      ? message
      : Array.isArray(message)
        ? Buffer.concat(message)
        : Buffer.from(message);
    const [channel] = bytes;
    if (channel !== undefined && channel % 2 === 0) streams[channel / 2]?.push(bytes.subarray(1));
  });
  serving.own(backend.awake());
  serving.own(
    backend.store.onDidChange((change) => {
      if (change.type === 'DELETED' && change.object.metadata.uid === pod.metadata.uid) end();
    }),
  );
  socket.on('close', () => serving.dispose());
  socket.on('error', () => socket.terminate());
}

/** A TCP connection that ends in a program of the story, without a TCP connection. */
function programStream(
  listener: RequestListener,
  socket: WebSocket,
  channel: number,
  serving: DisposableStore,
  done: () => void,
): Duplex {
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, then) =>
      socket.send(Buffer.concat([Buffer.from([channel]), chunk]), () => then()),
    final: (then) => {
      then();
      done();
    },
  });
  const server = createServer({ keepAlive: true }, listener);
  server.emit('connection', stream);
  serving.own({ dispose: () => stream.destroy() });
  serving.own({ dispose: () => server.closeAllConnections() });
  return stream;
}

/** containerd's words for a port that nobody listens on. */
function refusedText(pod: ClusterObject, port: number): string {
  const sandbox = pod.metadata.uid.replaceAll('-', '').padEnd(64, '0');
  return `error forwarding port ${port} to pod ${sandbox}, uid : failed to execute portforward in network namespace "/var/run/netns/cni-${pod.metadata.uid}": failed to connect to localhost:${port} inside namespace "${sandbox}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
}
