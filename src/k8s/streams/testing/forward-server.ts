import { connect, type Socket } from 'node:net';
import type WebSocket from 'ws';
import { SmallServer, until } from './small-server.ts';

const PODS = '/api/v1/namespaces/a/pods';
const SERVICES = '/api/v1/namespaces/a/services';

interface PodOptions {
  readonly uid?: string;
  readonly ready?: boolean;
  readonly terminating?: boolean;
  /** Where the program of this pod really listens, on loopback. */
  readonly reaches: number;
  readonly createdAt?: string;
}

/**
 * Pods and Services of a namespace `a` whose port-forwards lead to servers on loopback. Speaks `v4.channel.k8s.io` by the rules of
 * kubelet and containerd: port first on each channel, errors in the node's words, both ends closed one after the other.
 */
export class ForwardServer extends SmallServer {
  readonly #reaches = new Map<string, number>();
  readonly #carried = new Set<{
    readonly pod: string;
    readonly socket: WebSocket;
    readonly program: Socket;
  }>();
  /** Status and message for the next upgrades, until it is taken away. */
  refusal: { status: number; message: string } | undefined;
  /** How many upgrades were asked for. */
  upgrades = 0;

  /** WebSockets that are open on this side. */
  get carried(): number {
    return this.#carried.size;
  }

  async whenCarried(count: number): Promise<void> {
    await until(() => this.#carried.size === count);
  }

  async whenUpgrades(count: number): Promise<void> {
    await until(() => this.upgrades >= count);
  }

  override async start(): Promise<this> {
    await super.start();
    const { WebSocketServer } = await import('ws');
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: () => 'v4.channel.k8s.io',
      perMessageDeflate: false,
    });
    this.http.on('upgrade', (request, socket, head) => {
      this.upgrades += 1;
      const url = new URL(request.url ?? '', this.url);
      const pod = /\/pods\/([^/]+)\/portforward$/.exec(url.pathname)?.[1] ?? '';
      const reaches = this.#reaches.get(pod);
      const refusal =
        this.refusal ??
        (reaches === undefined ? { status: 404, message: `pods "${pod}" not found` } : undefined);
      if (refusal) {
        const body = JSON.stringify({ kind: 'Status', message: refusal.message });
        socket.end(
          `HTTP/1.1 ${refusal.status} Refused\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
        );
        return;
      }
      sockets.handleUpgrade(request, socket, head, (carried) =>
        this.#carry(carried, pod, Number(url.searchParams.get('ports')), reaches ?? 0),
      );
    });
    return this;
  }

  putService(name: string, spec: object): void {
    this.put(SERVICES, { metadata: { name, uid: name }, spec });
  }

  putPod(name: string, options: PodOptions): void {
    const {
      uid = name,
      ready = true,
      terminating = false,
      reaches,
      createdAt = '2026-01-01T00:00:00Z',
    } = options;
    this.#reaches.set(name, reaches);
    this.put(PODS, {
      metadata: {
        name,
        namespace: 'a',
        uid,
        labels: { app: 'web' },
        creationTimestamp: createdAt,
        ...(terminating ? { deletionTimestamp: createdAt } : {}),
      },
      spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8888 }] }] },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
    });
  }

  /** The pod is killed: its connections break and the API server no longer has it. */
  killPod(name: string): void {
    this.#reaches.delete(name);
    for (const { pod, program } of this.#carried) if (pod === name) program.destroy();
    this.remove(PODS, name);
  }

  /** Breaks the WebSockets off without a close. */
  cutForwards(): void {
    for (const { socket } of this.#carried) socket.terminate();
  }

  #carry(socket: WebSocket, pod: string, port: number, reaches: number): void {
    const header = (channel: number): Buffer => Buffer.from([channel, port & 255, port >> 8]);
    socket.send(header(0));
    socket.send(header(1));
    const program = connect({ port: reaches, host: '127.0.0.1', allowHalfOpen: true });
    const carried = { pod, socket, program };
    this.#carried.add(carried);
    socket.on('message', (message: Buffer) => {
      if (message[0] === 0 && !program.write(message.subarray(1))) {
        socket.pause();
        program.once('drain', () => socket.resume());
      }
    });
    program.on('data', (bytes) => {
      program.pause();
      socket.send(Buffer.concat([Buffer.from([0]), bytes]), () => program.resume());
    });
    program.on('end', () => socket.close(1000));
    program.on('error', (error) => {
      const words = `error forwarding port ${port} to pod ${pod}, uid : failed to execute portforward in network namespace "/x": failed to connect to localhost:${port} inside namespace "0123", IPv4: dial tcp4 127.0.0.1:${port}: connect: ${'code' in error && error.code === 'ECONNREFUSED' ? 'connection refused' : error.message}`;
      socket.send(Buffer.concat([Buffer.from([1]), Buffer.from(words)]));
      socket.close(1000);
    });
    program.on('close', () => socket.close(1000));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#carried.delete(carried);
      program.destroy();
    });
  }
}
