import type WebSocket from 'ws';
import { throwIfCancelled } from '../../common/cancellation.ts';
import { ClusterError, problemOf } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { problemOfNode, type ForwardProblem } from './forward-problem.ts';
import type { Backend } from './forward-target.ts';

/**
 * One connection to a port of a pod, over a WebSocket of its own (`v4.channel.k8s.io`, kubelet: cri/streaming/portforward/websocket.go).
 * Each message begins with a byte for its channel, 0 for data and 1 for errors, and the first message of a channel is the port.
 *
 * The API server (1.31 and later) also offers kubectl's way, SPDY frames inside a WebSocket (`SPDY/3.1+portforward.k8s.io`): many
 * connections share one, and a connection can be half-closed. It is not used: older servers lack it, all of one's connections
 * share one TCP stream and break together, and what it has over this one does not reach the program in the pod, since containerd
 * gives a half-closed connection one second and then closes it, without ever telling the program.
 */
export const PORT_FORWARD_PROTOCOL = 'v4.channel.k8s.io';

const DATA = 0;
const ERRORS = 1;
/** Bytes that wait in this process on their way to the pod before reading more is put off. */
const MOST_UNSENT = 1024 * 1024;
const MOST_ERROR_BYTES = 4096;
/** Below the idle limits of common load balancers (60 s). */
const PING_MS = 25_000;
/** How long the server may take for its part of a close that begins here. */
const CLOSE_MS = 5000;

/** What one read of a client's socket brings, and the byte before it. */
const MESSAGE_BYTES = 64 * 1024 + 1;
/** Buffers of messages that have gone out, for the next ones of any connection: a gigabyte needs a few of them then, and not sixteen thousand. */
const spare: Buffer[] = [];
const MOST_SPARE = 32;

/** How a connection ended. `words` is what the node wrote to the error channel. */
export type PodEnd =
  /** The program, or the node, closed it in order. */
  | { readonly how: 'closed' }
  | { readonly how: 'failed'; readonly problem: ForwardProblem }
  /** It broke off: what has come may not be all. */
  | { readonly how: 'lost'; readonly problem: ForwardProblem };

export interface PodListener {
  /** Bytes from the pod. Answers whether more may come now; if not, `resume` asks for it. */
  data(bytes: Buffer): boolean;
  /** What was written has gone so far that more may come. */
  drained(): void;
  /** Comes once, last. */
  ended(end: PodEnd): void;
}

export class PodConnection {
  readonly #socket: WebSocket;
  readonly #backend: Backend;
  readonly #listener: PodListener;
  readonly #ping: NodeJS.Timeout;
  readonly #portSeen = [false, false];
  #errorWords = '';
  #detail = '';
  #isFull = false;
  #isOver = false;
  #isClosing = false;
  #closing: NodeJS.Timeout | undefined;
  /** A pong is due, and nothing was sent or came since: silence then means that nobody is there. Behind much data a pong may be late. */
  #awaitsPong = false;
  #movedSincePing = false;

  /** Opens it. Rejects with `ClusterError` when the API server refuses; a port that is closed shows only later, as a `failed` end. */
  static async open(
    api: ClusterApi,
    namespace: string,
    backend: Backend,
    listener: PodListener,
    signal: AbortSignal,
  ): Promise<PodConnection> {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(backend.pod)}/portforward`;
    const socket = await api
      .socket({ path, query: { ports: backend.port } }, [PORT_FORWARD_PROTOCOL], signal)
      .catch((error: unknown) => {
        throw withVerb(error, namespace);
      });
    if (signal.aborted) socket.terminate();
    throwIfCancelled(signal);
    return new PodConnection(socket, backend, listener);
  }

  private constructor(socket: WebSocket, backend: Backend, listener: PodListener) {
    this.#socket = socket;
    this.#backend = backend;
    this.#listener = listener;
    socket.on('message', (message) => {
      if (Buffer.isBuffer(message)) this.#message(message);
    });
    socket.on('pong', () => {
      this.#awaitsPong = false;
    });
    socket.on('error', (error) => (this.#detail = error.message));
    socket.on('close', (code) => this.#closed(code));
    this.#ping = setInterval(() => this.#beat(), PING_MS);
    // The messages that came while nobody listened yet were kept back.
    socket.resume();
  }

  /** Sends bytes; answers whether more may be written now, else `drained` will say so. */
  write(bytes: Buffer): boolean {
    if (this.#isOver || this.#isClosing) return true;
    this.#movedSincePing = true;
    const message = messageFor(bytes);
    this.#socket.send(message.subarray(0, bytes.length + 1), { binary: true }, () => {
      giveBack(message);
      this.#sent();
    });
    this.#isFull = this.#socket.bufferedAmount > MOST_UNSENT;
    return !this.#isFull;
  }

  /** More bytes may come. */
  resume(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  /** Closes after all that was written has gone out. The program in the pod sees its connection closed. */
  close(): void {
    if (this.#isOver || this.#isClosing) return;
    this.#isClosing = true;
    this.resume();
    this.#socket.close(1000);
    this.#closeSoon();
  }

  /** Breaks off at once. */
  destroy(): void {
    this.#socket.terminate();
  }

  readonly #sent = (): void => {
    if (!this.#isFull || this.#socket.bufferedAmount > MOST_UNSENT / 2) return;
    this.#isFull = false;
    this.#listener.drained();
  };

  /** The clock of the close starts when what was written has left. */
  #closeSoon(): void {
    const before = this.#socket.bufferedAmount;
    this.#closing = setTimeout(() => {
      if (this.#socket.bufferedAmount > 0 && this.#socket.bufferedAmount < before) this.#closeSoon();
      else this.#socket.terminate();
    }, CLOSE_MS);
  }

  #message(message: Buffer): void {
    this.#movedSincePing = true;
    const channel = message[0];
    if (channel !== DATA && channel !== ERRORS) return;
    if (!this.#portSeen[channel]) {
      this.#portSeen[channel] = true;
      if (message.length === 3 && message.readUInt16LE(1) === this.#backend.port) return;
    }
    if (channel === ERRORS) {
      if (this.#errorWords.length < MOST_ERROR_BYTES) this.#errorWords += message.toString('utf8', 1);
      return;
    }
    if (message.length > 1 && !this.#isClosing && !this.#listener.data(message.subarray(1)))
      this.#socket.pause();
  }

  #beat(): void {
    if (this.#awaitsPong && !this.#movedSincePing && !this.#socket.isPaused) {
      this.#detail = 'no answer to a ping';
      this.#socket.terminate();
      return;
    }
    this.#awaitsPong = true;
    this.#movedSincePing = false;
    this.#socket.ping();
  }

  #closed(code: number): void {
    this.#isOver = true;
    clearInterval(this.#ping);
    clearTimeout(this.#closing);
    const { pod, port } = this.#backend;
    if (this.#errorWords !== '')
      this.#listener.ended({ how: 'failed', problem: problemOfNode(this.#errorWords, pod, port) });
    // 1000 and 1005 (a close without a code) are in order. 1006 is no close at all: the TCP connection went.
    else if (code === 1000 || code === 1005 || this.#isClosing) this.#listener.ended({ how: 'closed' });
    else
      this.#listener.ended({
        how: 'lost',
        problem: { kind: 'connection-lost', pod, detail: this.#detail || `closed with code ${code}` },
      });
  }
}

/** A message with these bytes in it, or a longer one. */
function messageFor(bytes: Buffer): Buffer {
  const isLarge = bytes.length > MESSAGE_BYTES / 2 && bytes.length < MESSAGE_BYTES;
  const message =
    (isLarge ? spare.pop() : undefined) ?? Buffer.allocUnsafe(isLarge ? MESSAGE_BYTES : bytes.length + 1);
  message[0] = DATA;
  bytes.copy(message, 1);
  return message;
}

function giveBack(message: Buffer): void {
  if (message.length === MESSAGE_BYTES && spare.length < MOST_SPARE) spare.push(message);
}

/**
 * A WebSocket begins with a GET, so `get` is asked for first. From 1.35 on `create` is needed too, and its refusal does not say so: it
 * is `pods "p" is forbidden: ` and no more (feature gate AuthorizePodWebsocketUpgradeCreatePermission).
 */
function withVerb(error: unknown, namespace: string): unknown {
  const problem = problemOf(error);
  if (problem?.kind !== 'not-allowed' || /cannot get/.test(problem.message)) return error;
  const { message } = problem;
  return new ClusterError(
    { kind: 'not-allowed', verb: 'create', resource: 'pods/portforward', namespace, message },
    { cause: error },
  );
}
