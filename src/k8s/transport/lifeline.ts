import type { Agent } from 'node:http';
import { TLSSocket } from 'node:tls';
import { CancelledError, onCancelled } from '../../common/cancellation.ts';
import { disposable, type Disposable } from '../../common/disposable.ts';
import type { Dialer, Identity } from './dialer.ts';
import { Pulse, PULSE, type PulseTimes } from './pulse.ts';
import { SharedLine } from './shared-line.ts';
import { SilentConnection } from './silent-connection.ts';
import { SilentSockets } from './silent-sockets.ts';

export interface LifelineParts {
  readonly dialer: Dialer;
  readonly identity: Identity;
  readonly idleMs: number;
  readonly times: PulseTimes | undefined;
  /** Agents whose connections share the fate of the way to the server. */
  readonly agents: () => readonly Agent[];
  /** Asks the server for anything over HTTP/1.1, on a kept connection or a new one; resolves when it has answered. */
  readonly knock: (on: 'kept' | 'new', signal: AbortSignal) => Promise<void>;
}

/**
 * The way to one server as one user while somebody waits for word from there: the connection that all watches share, and the pulse
 * that tells whether anybody is at the other end. When there is not, everything that waits is broken off, and a new connection
 * stands ready where one can be had: what was cut is whole again within seconds of the way being free.
 *
 * Watches share an HTTP/2 connection where the server offers it, and nothing else does. Measured with Node 24 against a real API
 * server: a list of 11 MB takes 187 ms over HTTP/2 and 150 ms over HTTP/1.1 (medians of 14), so that lists stay where they are. For
 * watches it saves a connection each, and its ping, which costs the server nothing and is no request, tells within five seconds what
 * HTTP/1.1 tells after 90 (when a bookmark is overdue). Where there is only HTTP/1.1, a small request now and then on a connection
 * that is kept for it tells after a quarter of a minute: it goes the same way as the watches, and is lost where they are.
 */
export class Lifeline implements Disposable {
  readonly #parts: LifelineParts;
  readonly #ended = new AbortController();
  /** The server speaks HTTP/1.1 only. */
  #isPlain: boolean;
  #pulse: Pulse;
  #line: SharedLine | undefined;
  /** Those before it that still have watches. */
  readonly #parted = new Set<SharedLine>();
  #opening: Promise<SharedLine | undefined> | undefined;
  #holds = 0;
  #whenDone: (() => void) | undefined;
  readonly #sockets: SilentSockets;
  #knocking = new AbortController();
  /** Signs of life that came back on the kept connection. */
  #answers = 0;

  constructor(parts: LifelineParts) {
    this.#parts = parts;
    this.#sockets = new SilentSockets(parts.agents);
    this.#isPlain = !parts.dialer.isSecure;
    this.#pulse = this.#newPulse();
  }

  /** The connection that watches share; nothing where the server has none of that kind. Rejects as `Dialer.connect` does. */
  async line(signal: AbortSignal): Promise<SharedLine | undefined> {
    if (this.#isPlain) return undefined;
    if (this.#line?.isOpen) return this.#line;
    return unlessCancelled(this.#open(), signal);
  }

  /** Somebody waits for the server until the result is disposed. */
  hold(): Disposable {
    this.#holds += 1;
    this.#feel();
    return disposable(() => {
      this.#holds -= 1;
      if (this.#holds > 0) return;
      this.#pulse.stop();
      this.#whenDone?.();
    });
  }

  /** Something newer is used from now on: what goes on may end in peace. `whenDone` is called when it has. */
  retire(whenDone: () => void): void {
    this.#whenDone = whenDone;
    this.#line?.close();
    if (this.#holds === 0) whenDone();
  }

  dispose(): void {
    this.#ended.abort();
    this.#knocking.abort();
    this.#pulse.stop();
    for (const line of this.#parted) line.dispose();
    this.#line?.dispose();
    this.#line = undefined;
  }

  #newPulse(): Pulse {
    const { times = PULSE } = this.#parts;
    const lost = (heardAt: number): void => this.#lost(heardAt);
    if (!this.#isPlain) {
      const received = (): number => this.#line?.received ?? this.#sockets.received;
      return new Pulse({ received, ask: () => this.#ping(), late: () => this.#dialAnother(), lost }, times);
    }
    // What comes on other connections tells nothing of those that are silent.
    const received = (): number => this.#answers;
    const heart = { received, ask: () => this.#knock(), late: () => this.#knockAgain(), lost };
    return new Pulse(heart, { ...times, quietMs: times.plainQuietMs });
  }

  #feel(): void {
    if (this.#holds === 0 || this.#ended.signal.aborted) return;
    // The connection that is asked on has to be there before the way is lost.
    if (this.#pulse.start() && this.#isPlain) this.#pulse.ask();
  }

  #open(): Promise<SharedLine | undefined> {
    this.#opening ??= this.#dial()
      .then((line) => {
        if (line && this.#ended.signal.aborted) line.dispose();
        else if (line) {
          if (this.#line) this.#part(this.#line);
          this.#line = line;
          this.#pulse.reset();
        }
        return line;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }

  /** A line that is full, or that the server is leaving, ends with the last watch on it, and is felt until then. */
  #part(line: SharedLine): void {
    const { times = PULSE } = this.#parts;
    const pulse = new Pulse(
      {
        received: () => line.received,
        ask: () => line.ping(),
        late: () => undefined,
        lost: (heardAt) => line.dispose(new SilentConnection(heardAt)),
      },
      times,
    );
    this.#parted.add(line);
    pulse.start();
    line.onceClosed(() => {
      pulse.stop();
      this.#parted.delete(line);
    });
    line.close();
  }

  async #dial(): Promise<SharedLine | undefined> {
    const { dialer, identity, idleMs } = this.#parts;
    const socket = await dialer.connect(identity, true, undefined, ['h2', 'http/1.1']);
    if (socket instanceof TLSSocket && socket.alpnProtocol === 'h2')
      return SharedLine.over(socket, dialer.url, idleMs);
    socket.destroy();
    if (!this.#isPlain) {
      this.#isPlain = true;
      this.#pulse.stop();
      this.#pulse = this.#newPulse();
      this.#feel();
    }
    return undefined;
  }

  #ping(): void {
    this.#sockets.remember();
    if (this.#line) this.#line.ping();
    else this.#open().catch(() => undefined); // those who wait for it are told; to the pulse it is silence
  }

  /** Another connection is made. Whichever side answers first, the old or the new, is the one that is kept. */
  #dialAnother(): void {
    const old = this.#line;
    if (!old || this.#whenDone) return;
    this.#dial().then(
      (fresh) => {
        const isNeeded = this.#line === old && this.#pulse.isLate && !this.#ended.signal.aborted;
        if (!fresh || !isNeeded) {
          fresh?.dispose();
          return;
        }
        const { heardAt } = this.#pulse;
        this.#line = fresh;
        this.#breakOff(old, heardAt);
        this.#pulse.reset();
      },
      () => undefined, // the old one may still answer; if not, it is lost in a moment
    );
  }

  #lost(heardAt: number): void {
    const line = this.#line;
    this.#line = undefined;
    this.#breakOff(line, heardAt);
  }

  #knock(): void {
    this.#knocking.abort();
    this.#knocking = new AbortController();
    this.#parts.knock('kept', this.#knocking.signal).then(
      () => (this.#answers += 1),
      () => undefined, // silence
    );
  }

  #knockAgain(): void {
    // A connection on which something comes from here on, although the way seems to be cut, is a good one.
    this.#sockets.remember();
    this.#parts.knock('new', this.#knocking.signal).then(
      () => {
        if (!this.#pulse.isLate) return;
        this.#breakOff(undefined, this.#pulse.heardAt);
        this.#pulse.reset();
      },
      () => undefined, // silence here, too
    );
  }

  #breakOff(line: SharedLine | undefined, heardAt: number): void {
    const error = new SilentConnection(heardAt);
    line?.dispose(error);
    this.#knocking.abort();
    this.#sockets.breakOff(error);
  }
}

function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leaving = onCancelled(signal, () => reject(new CancelledError()));
    work.then(resolve, reject).finally(() => leaving.dispose());
  });
}
