import { Agent as PlainAgent, type ClientRequestArgs } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { Duplex } from 'node:stream';
import { TLSSocket, type ConnectionOptions } from 'node:tls';
import type { Disposable } from '../../common/disposable.ts';
import type { Presented } from '../auth/credentials.ts';
import type { Dialer, Identity } from './dialer.ts';
import type { Trust } from './trust.ts';

/** Streams take as many as they need; one that has ended is kept for the next page or the next watch. */
const FREE_STREAM_SOCKETS = 2;
/** Shorter than what gateways allow (60 s and more), so that it is us who close: a request on a closed connection has to be repeated. */
const IDLE_MS = 30_000;

/** Connections that were made with one identity. */
export class Wire implements Disposable {
  /** How many there are is up to who sends: Node's own limit does not count connections that are still being made. */
  readonly requests: PlainAgent;
  readonly streams: PlainAgent;
  /** For WebSockets: never reused, and always through to the server itself. */
  readonly upgrades: PlainAgent;
  readonly identity: Identity;
  readonly tlsOptions: ConnectionOptions;
  readonly #dialer: Dialer;
  #session: Buffer | undefined;

  constructor(dialer: Dialer, identity: Identity, idleMs = IDLE_MS) {
    this.#dialer = dialer;
    this.identity = identity;
    this.tlsOptions = dialer.isSecure ? dialer.tlsOptions(identity) : {};
    this.requests = this.#agent({ keepAlive: true, timeout: idleMs }, false);
    this.streams = this.#agent(
      { keepAlive: true, maxFreeSockets: FREE_STREAM_SOCKETS, timeout: idleMs },
      false,
    );
    this.upgrades = this.#agent({ keepAlive: false }, true);
  }

  /** Something newer is used from now on: what goes on may end in peace, nothing is kept for later. */
  retire(): void {
    for (const agent of [this.requests, this.streams]) {
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets))
        for (const socket of [...(sockets ?? [])]) socket.destroy();
    }
  }

  dispose(): void {
    for (const agent of [this.requests, this.streams, this.upgrades]) agent.destroy();
  }

  #agent(options: ConstructorParameters<typeof PlainAgent>[0], tunnel: boolean): PlainAgent {
    const agent = this.#dialer.isSecure ? new TlsAgent(options) : new PlainAgent(options);
    agent.createConnection = (_: ClientRequestArgs, done) => {
      this.#connect(tunnel).then(
        (socket) => done?.(null, socket),
        (error: unknown) => done?.(error instanceof Error ? error : new Error(String(error)), new Duplex()),
      );
      return undefined;
    };
    return agent;
  }

  async #connect(tunnel: boolean): Promise<Duplex> {
    const socket = await this.#dialer.connect(this.identity, tunnel, this.#session);
    if (socket instanceof TLSSocket) {
      // Resumed by the next connection, which saves it a round trip and the server a signature.
      socket.on('session', (session: Buffer) => {
        this.#session = session;
      });
    }
    return socket;
  }
}

/** The wire for what is presented now; another one as soon as a certificate or the authorities have changed. */
export class Wires implements Disposable {
  readonly #dialer: Dialer;
  readonly #trust: Trust;
  readonly #idleMs: number | undefined;
  #current: Wire | undefined;

  constructor(dialer: Dialer, trust: Trust, idleMs?: number) {
    this.#idleMs = idleMs;
    this.#dialer = dialer;
    this.#trust = trust;
  }

  async wireFor(presented: Presented): Promise<Wire> {
    const authorities = await this.#trust.authorities();
    const { certificate } = presented;
    const current = this.#current;
    if (current) {
      const same =
        current.identity.authorities === authorities && current.identity.certificate === certificate;
      if (same) return current;
      current.retire();
    }
    const wire = new Wire(this.#dialer, { authorities, certificate }, this.#idleMs);
    this.#current = wire;
    return wire;
  }

  dispose(): void {
    this.#dialer.dispose(); // also what retired wires still hold
    this.#current?.dispose();
  }
}
