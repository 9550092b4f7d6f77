import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type WebSocket from 'ws';
import { CancelledError, onCancelled } from '../../common/cancellation.ts';
import { readText } from './answer-body.ts';
import type { Wire } from './wire.ts';

/** A server that answered a WebSocket's request with something else. */
export class UpgradeRefused extends Error {
  override readonly name = 'UpgradeRefused';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;

  constructor(status: number, headers: IncomingHttpHeaders, body: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

const LONGEST_REFUSAL = 64 * 1024;

/** Opens a WebSocket. It is paused: call `resume()` once somebody listens. Rejects with `UpgradeRefused`, `CancelledError` or the connection's error. */
export async function openSocket(
  wire: Wire,
  address: string,
  protocols: readonly string[],
  headers: OutgoingHttpHeaders,
  signal: AbortSignal,
): Promise<WebSocket> {
  const { WebSocket: Client } = await import('ws');
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new CancelledError());
      return;
    }
    const { host: _, ...tls } = wire.tlsOptions;
    const socket = new Client(address, [...protocols], {
      // The agent makes the connection. An editor that puts its own agent in its place has the same options for TLS from here.
      ...tls,
      agent: wire.upgrades,
      headers,
      perMessageDeflate: false,
      followRedirects: false,
      // Inside TLS nobody reads along whom a mask could protect from; masking by zero costs nothing.
      ...(address.startsWith('wss:') ? { generateMask: (mask: Buffer) => void mask.fill(0) } : {}),
    });
    const cancelled = onCancelled(signal, () => socket.terminate());
    const settle = (end: () => void) => {
      cancelled.dispose();
      end();
    };
    socket.on('unexpected-response', (request, answer: IncomingMessage) => {
      void refusalOf(answer).then((error) => {
        request.destroy();
        settle(() => reject(signal.aborted ? new CancelledError() : error));
      });
    });
    // Stays for good: every error is followed by `close`, which is what the caller listens to.
    socket.on('error', (error) => settle(() => reject(signal.aborted ? new CancelledError() : error)));
    // Messages may come together with the answer that opens the socket, before the caller's `await` goes on: nobody would hear them.
    socket.once('open', () => {
      socket.pause();
      settle(() => resolve(socket));
    });
  });
}

async function refusalOf(answer: IncomingMessage): Promise<Error> {
  try {
    return new UpgradeRefused(
      answer.statusCode ?? 0,
      answer.headers,
      await readText(answer, LONGEST_REFUSAL),
    );
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
