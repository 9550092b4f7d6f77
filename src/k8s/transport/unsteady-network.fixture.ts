import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** The two ends of a connection through the network. */
interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Nothing goes through any more, for good, as when a router has forgotten the connection. */
  isForgotten: boolean;
}

/** How bytes come through at this moment. */
interface Weather {
  readonly delayMs: number;
  /** At most so many bytes at a time. */
  readonly most: number;
}

const CALM: Weather = { delayMs: 0, most: Infinity };

/**
 * A network between a client and API servers, on loopback, that can be cut without a word, made slow, and made to break what goes
 * through it. Also a load balancer: each new connection goes to the next of the servers.
 */
export class UnsteadyNetwork {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #waiting = new Set<() => void>();
  readonly #ends = new EventEmitter();
  #servers: readonly number[];
  #next = 0;
  #isCut = false;
  #losses = 0;
  #weather = CALM;
  /** Connections since the start. */
  connected = 0;

  private constructor(servers: readonly number[]) {
    this.#servers = servers;
    this.#server = createServer((near) => this.#through(near));
  }

  static async before(...servers: readonly number[]): Promise<UnsteadyNetwork> {
    const network = new UnsteadyNetwork(servers);
    network.#server.listen(0, '127.0.0.1');
    await once(network.#server, 'listening');
    return network;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that the client has open now. */
  get open(): number {
    return this.#pairs.size;
  }

  /** Resolves when the client has no connection open any more. */
  async idle(): Promise<void> {
    while (this.#pairs.size > 0) await once(this.#ends, 'end');
  }

  /** New connections are refused. */
  refuse(): void {
    this.#server.close();
  }

  /** New connections go to these servers from now on. */
  leadTo(...servers: readonly number[]): void {
    this.#servers = servers;
  }

  /** Nothing goes through, and nobody is told. */
  cut(): void {
    this.#isCut = true;
  }

  /** What was held up arrives now; on connections that were `forgotten` nothing ever will. */
  mend(old: 'resumed' | 'forgotten'): void {
    if (old === 'forgotten') this.forget();
    this.#isCut = false;
    for (const resume of [...this.#waiting]) resume();
  }

  /** The open connections go silent for good; new ones work. */
  forget(which: (pair: number) => boolean = () => true): void {
    [...this.#pairs].forEach((pair, index) => {
      if (which(index)) pair.isForgotten = true;
    });
  }

  /** The next connections that are made go nowhere, from the beginning. */
  loseNext(connections: number): void {
    this.#losses = connections;
  }

  slow(weather: Weather): void {
    this.#weather = weather;
  }

  calm(): void {
    this.#weather = CALM;
  }

  /** Everything is as it was at the beginning. */
  recover(): void {
    this.calm();
    this.mend('resumed');
    this.#losses = 0;
  }

  /** Breaks the open connections with a reset, or ends them politely. */
  breakAll(how: 'reset' | 'end'): void {
    for (const { near } of this.#pairs) {
      if (how === 'reset') near.resetAndDestroy();
      else near.end();
    }
  }

  async stop(): Promise<void> {
    if (this.#server.listening) this.#server.close();
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    await this.idle();
  }

  #through(near: Socket): void {
    const port = this.#servers[this.#next++ % this.#servers.length] ?? 0;
    this.connected += 1;
    const far = connect({ host: '127.0.0.1', port, noDelay: true });
    near.setNoDelay(true);
    const pair: Pair = { near, far, isForgotten: this.#losses > 0 };
    this.#losses = Math.max(0, this.#losses - 1);
    this.#pairs.add(pair);
    void this.#carry(pair, near, far);
    void this.#carry(pair, far, near);
    near.on('error', () => undefined); // both ends are broken off on purpose
    far.on('error', () => near.destroy());
    far.on('close', () => {
      if (!pair.isForgotten && !this.#isCut) near.destroy(); // behind a cut nobody hears of it
    });
    near.on('close', () => {
      this.#pairs.delete(pair);
      this.#ends.emit('end');
      far.destroy();
      for (const resume of [...this.#waiting]) resume();
    });
  }

  async #carry(pair: Pair, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        for (let at = 0; at < chunk.length;) {
          const { delayMs, most } = this.#weather;
          if (delayMs > 0) await wait(delayMs);
          while (this.#isCut && !pair.near.destroyed) await this.#free();
          const piece = chunk.subarray(at, at + most);
          at += piece.length;
          if (pair.isForgotten || to.destroyed) continue;
          if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
        }
      }
      if (!pair.isForgotten && !this.#isCut) to.end();
    } catch {
      // one of the ends was broken off, which the other hears of by its own events
    }
  }

  #free(): Promise<void> {
    return new Promise((resolve) => {
      const resume = (): void => {
        this.#waiting.delete(resume);
        resolve();
      };
      this.#waiting.add(resume);
    });
  }
}
