import { Agent as PlainAgent, type ClientRequestArgs } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { Duplex } from 'node:stream';
import { TLSSocket, type ConnectionOptions } from 'node:tls';
import type { Disposable } from '../../common/disposable.ts';
import type { Presented } from '../auth/credentials.ts';
import type { Dialer, Identity } from './dialer.ts';
import { exchange, forgetKept } from './exchange.ts';
import { Lifeline } from './lifeline.ts';
import { outgoing } from './outgoing.ts';
import type { PulseTimes } from './pulse.ts';
import type { Trust } from './trust.ts';

/**
 * Requests and streams take as many connections as they need, and keep one of each kind for what comes next: the next page, the
 * next watch.
 */
const KEPT_SOCKETS = 1;
/** Shorter than what gateways allow (60 s and more), so that it is us who close: a request on a closed connection has to be repeated. */
const IDLE_MS = 30_000;
/** Every server answers it, if only by saying that it does not; it costs nothing, and audit policies leave it out. */
const SIGN_OF_LIFE = { path: '/version' };

export interface WireOptions {
  /** Instead of 30 s for which a connection is kept that nobody uses. */
  readonly idleMs?: number | undefined;
  readonly pulse?: PulseTimes | undefined;
  /** Hears of requests that nobody asked for: signs of life. */
  readonly onKnock?: () => void;
}

/** Connections that were made with one identity. */
export class Wire implements Disposable {
  /** How many there are is up to who sends: Node's own limit does not count connections that are still being made. */
  readonly requests: PlainAgent;
  readonly streams: PlainAgent;
  /** For WebSockets: never reused, and always through to the server itself. */
  readonly upgrades: PlainAgent;
  /** What watches share, and who notices that nobody is there. */
  readonly lifeline: Lifeline;
  readonly identity: Identity;
  readonly tlsOptions: ConnectionOptions;
  /** What was shown last. */
  presented: Presented = { headers: {} };
  readonly #dialer: Dialer;
  readonly #onKnock: (() => void) | undefined;
  #session: Buffer | undefined;

  constructor(dialer: Dialer, identity: Identity, options: WireOptions = {}) {
    const { idleMs = IDLE_MS, pulse, onKnock } = options;
    this.#dialer = dialer;
    this.#onKnock = onKnock;
    this.identity = identity;
    this.tlsOptions = dialer.isSecure ? dialer.tlsOptions(identity) : {};
    const kept = { keepAlive: true, maxFreeSockets: KEPT_SOCKETS, timeout: idleMs };
    this.requests = this.#agent(kept, false);
    this.streams = this.#agent(kept, false);
    this.upgrades = this.#agent({ keepAlive: false }, true);
    this.lifeline = new Lifeline({
      dialer,
      identity,
      idleMs,
      times: pulse,
      agents: () => [this.requests, this.streams],
      knock: (on, signal) => this.#knock(on, signal),
    });
  }

  /** Something newer is used from now on: what goes on may end in peace, nothing is kept for later. `whenDone`: nobody watches any more. */
  retire(whenDone: () => void): void {
    this.lifeline.retire(whenDone);
    for (const agent of [this.requests, this.streams]) {
      agent.maxFreeSockets = 0;
      forgetKept(agent);
    }
  }

  dispose(): void {
    this.lifeline.dispose();
    for (const agent of [this.requests, this.streams, this.upgrades]) agent.destroy();
  }

  async #knock(on: 'kept' | 'new', signal: AbortSignal): Promise<void> {
    this.#onKnock?.();
    const agent = on === 'kept' ? this.requests : this.#agent({ keepAlive: false }, false);
    const answer = await exchange(outgoing(SIGN_OF_LIFE, agent, this.presented, this.#dialer, false), signal);
    answer.on('error', () => undefined).resume();
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
  readonly #options: WireOptions;
  readonly #all = new Set<Wire>();
  #current: Wire | undefined;

  constructor(dialer: Dialer, trust: Trust, options: WireOptions = {}) {
    this.#options = options;
    this.#dialer = dialer;
    this.#trust = trust;
  }

  async wireFor(presented: Presented): Promise<Wire> {
    const wire = await this.#wireFor(presented);
    wire.presented = presented;
    return wire;
  }

  dispose(): void {
    this.#dialer.dispose(); // also what retired wires still hold
    for (const wire of this.#all) wire.dispose();
    this.#all.clear();
  }

  #end(wire: Wire): void {
    if (this.#all.delete(wire)) wire.lifeline.dispose();
  }

  async #wireFor(presented: Presented): Promise<Wire> {
    const authorities = await this.#trust.authorities();
    const { certificate } = presented;
    const current = this.#current;
    if (current) {
      const same =
        current.identity.authorities === authorities && current.identity.certificate === certificate;
      if (same) return current;
      current.retire(() => this.#end(current));
    }
    const wire = new Wire(this.#dialer, { authorities, certificate }, this.#options);
    this.#all.add(wire);
    this.#current = wire;
    return wire;
  }
}
