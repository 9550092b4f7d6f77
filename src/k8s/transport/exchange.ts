import { ClientRequest, type Agent, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { CancelledError, onCancelled } from '../../common/cancellation.ts';
import { codeOf } from './connection-problem.ts';
import { SilentConnection } from './silent-connection.ts';

/** Connections that are at work on something which cannot be done again when its answer is lost. */
const changing = new WeakSet<Socket>();

export function changesSomething(socket: Socket): boolean {
  return changing.has(socket);
}

/** One request as it goes out. */
export interface Outgoing {
  readonly agent: Agent;
  readonly url: URL;
  readonly method: string;
  /** What the request line says: a path, or the whole address for a proxy. */
  readonly target: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | undefined;
  /** It only asks: where its answer is lost it may be asked again. */
  readonly isRepeatable: boolean;
}

/**
 * Sends a request and resolves with the head of its answer. Rejects with the connection's error, or `CancelledError`; aborting
 * later destroys the answer. What only asks, and met a kept connection which the server had just closed, is sent again on another one.
 * So it is where that connection says nothing within `keptMs`: while nobody used it the way may have been lost, and those that were
 * kept beside it are no better. A server that is merely slow is asked twice then, and no more: a new connection has all the time.
 *
 * The request is made by its class, not by `http.request`: editors replace that function for extensions by one that gives every
 * request an agent, and so a connection, of its own.
 */
export function exchange(outgoing: Outgoing, signal: AbortSignal, keptMs?: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new CancelledError());
      return;
    }
    const request = new ClientRequest({
      agent: outgoing.agent,
      protocol: outgoing.url.protocol,
      host: outgoing.url.hostname.replace(/^\[|\]$/g, ''),
      port:
        outgoing.url.port === ''
          ? outgoing.url.protocol === 'https:'
            ? 443
            : 80
          : Number(outgoing.url.port),
      method: outgoing.method,
      path: outgoing.target,
      headers: outgoing.headers,
      setHost: false,
    });
    let answer: IncomingMessage | undefined;
    let silence: NodeJS.Timeout | undefined;
    const cancelled = onCancelled(signal, () => {
      if (answer) answer.destroy(new CancelledError());
      else request.destroy(new CancelledError());
    });
    // Stays for good: a connection may fail once more while it is being destroyed.
    request.on('error', (error) => {
      cancelled.dispose();
      clearTimeout(silence);
      if (answer) answer.destroy(error);
      else if (isStale(request, error) && outgoing.isRepeatable && !signal.aborted)
        resolve(exchange(outgoing, signal, keptMs));
      else reject(signal.aborted ? new CancelledError() : error);
    });
    request.once('socket', (socket) => {
      if (!outgoing.isRepeatable) {
        changing.add(socket);
        request.once('close', () => changing.delete(socket));
      } else if (request.reusedSocket && keptMs !== undefined) {
        silence = setTimeout(() => {
          forgetKept(outgoing.agent);
          request.destroy(new SilentConnection(Date.now() - keptMs));
        }, keptMs);
        request.once('close', () => clearTimeout(silence));
      }
    });
    request.on('response', (message) => {
      clearTimeout(silence);
      answer = message;
      message.once('close', () => cancelled.dispose());
      resolve(message);
    });
    request.end(outgoing.body);
  });
}

/** The server closed a connection that was kept for later at the moment it was used, or had gone long before without a word. */
function isStale(request: ClientRequest, error: unknown): boolean {
  return request.reusedSocket && ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(codeOf(error));
}

/** Closes the connections that are kept for later. */
export function forgetKept(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of [...(sockets ?? [])]) socket.destroy();
}
