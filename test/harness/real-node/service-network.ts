import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { at, list, number, text } from '../../../src/common/json.ts';
import type { ControlPlane } from '../control-plane.ts';
import { API_SERVICE } from '../control-plane/flags.ts';
import { Ledger } from '../ledger.ts';
import { BRIDGE, NODE_ADDRESS } from './pod-network.ts';
import { runProgram } from './run-program.ts';

/**
 * Lets pods reach Services by their cluster addresses, as kube-proxy does for all of them: here for those that are named, over a relay
 * in this process. There is no DNS: pods find an address in their environment (`HUB_SERVICE_HOST`), as the kubelet puts it there.
 */
export class ServiceNetwork {
  readonly #cluster: ControlPlane;
  readonly #ledger = Ledger.open();
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(cluster: ControlPlane) {
    this.#cluster = cluster;
  }

  /** The API server, under the address that programs in pods look for it. */
  async carryApiServer(): Promise<void> {
    const { port } = new URL(this.#cluster.server);
    await this.#carry(API_SERVICE, 443, () => Promise.resolve({ host: '127.0.0.1', port: Number(port) }));
  }

  /** All ports of a Service that is there already. Each connection goes to a pod that is ready at that moment. */
  async carry(namespace: string, name: string): Promise<void> {
    const service = await this.#get(`/api/v1/namespaces/${namespace}/services/${name}`);
    const address = text(service, 'spec', 'clusterIP') ?? '';
    for (const entry of list(service, 'spec', 'ports')) {
      const port = number(entry, 'port') ?? 0;
      await this.#carry(address, port, () => this.#backend(namespace, name, text(entry, 'name')));
    }
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
    await this.#ledger.undo();
  }

  async #carry(
    address: string,
    port: number,
    backend: () => Promise<{ readonly host: string; readonly port: number } | undefined>,
  ): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#own(socket);
      backend().then(
        (found) => {
          if (!found) {
            socket.resetAndDestroy(); // what a client sees of a Service with nothing behind it
            return;
          }
          const other = this.#own(connect({ ...found, allowHalfOpen: true }));
          socket.on('error', () => other.destroy()).pipe(other);
          other.on('error', () => socket.destroy()).pipe(socket);
        },
        () => void socket.resetAndDestroy(),
      );
    });
    server.listen(0, NODE_ADDRESS);
    this.#servers.push(server);
    await once(server, 'listening');
    const local = (server.address() as AddressInfo).port;
    const rule = [
      ...['PREROUTING', '-t', 'nat', '-i', BRIDGE, '-p', 'tcp', '-d', address, '--dport', String(port)],
      ...['-j', 'DNAT', '--to-destination', `${NODE_ADDRESS}:${local}`],
    ];
    this.#ledger.enter({ kind: 'command', program: 'iptables', args: ['-w', '-D', ...rule] });
    await runProgram('iptables', ['-w', '-A', ...rule]);
  }

  #own(socket: Socket): Socket {
    this.#sockets.add(socket);
    return socket.once('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
  }

  async #backend(
    namespace: string,
    name: string,
    portName: string | undefined,
  ): Promise<{ readonly host: string; readonly port: number } | undefined> {
    const selector = encodeURIComponent(`kubernetes.io/service-name=${name}`);
    const slices = await this.#get(
      `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${selector}`,
    );
    for (const slice of list(slices, 'items')) {
      const ready = list(slice, 'endpoints').find((each) => at(each, 'conditions', 'ready') === true);
      const host = text(ready, 'addresses', 0);
      const port = list(slice, 'ports').find((each) => (text(each, 'name') ?? '') === (portName ?? ''));
      const portNumber = number(port, 'port');
      if (host !== undefined && portNumber !== undefined) return { host, port: portNumber };
    }
    return undefined;
  }

  async #get(path: string): Promise<unknown> {
    const answer = await this.#cluster.requests('GET', path);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status}`);
    return answer.json;
  }
}
