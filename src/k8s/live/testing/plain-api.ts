import http, { type IncomingMessage } from 'node:http';
import https, { type AgentOptions } from 'node:https';
import { CancelledError } from '../../../common/cancellation.ts';
import { ClusterError, type ClusterProblem } from '../../problem.ts';
import type { ApiRequest, ClusterApi } from '../../transport/cluster-api.ts';

/**
 * The least that can stand in for the transport in tests of what is above it: one try per request, errors by status. `tls` holds
 * the certificates for a server that wants them.
 */
export class PlainApi implements ClusterApi {
  readonly server: string;
  readonly #agent: http.Agent;
  #requests = 0;
  /** Bytes of all bodies that were read. */
  bytes = 0;

  constructor(server: string, tls?: AgentOptions) {
    this.server = server;
    this.#agent = tls ? new https.Agent({ ...tls, keepAlive: true }) : new http.Agent({ keepAlive: true });
  }

  get counts(): ClusterApi['counts'] {
    return { requests: this.#requests, connections: 0 };
  }

  async json(request: ApiRequest, signal: AbortSignal): Promise<unknown> {
    return JSON.parse(await this.text(request, signal)) as unknown;
  }

  async text(request: ApiRequest, signal: AbortSignal): Promise<string> {
    if (request.timeoutMs === undefined) return this.#body(await this.stream(request, signal));
    const late = AbortSignal.timeout(request.timeoutMs);
    try {
      return await this.#body(await this.stream(request, AbortSignal.any([signal, late])));
    } catch (error) {
      if (signal.aborted || !late.aborted) throw error;
      throw new ClusterError({ kind: 'unreachable', server: this.server, reason: 'timeout', detail: 'late' });
    }
  }

  async stream(request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    this.#requests += 1;
    const answer = await this.#send(request, signal);
    if (answer.statusCode !== 200) throw new ClusterError(problem(answer, await this.#body(answer)));
    return answer;
  }

  socket(): never {
    throw new Error('no sockets here');
  }

  dispose(): void {
    this.#agent.destroy();
  }

  #send(request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const url = new URL(request.path, this.server);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new CancelledError());
        return;
      }
      const client = url.protocol === 'https:' ? https : http;
      const headers = { accept: request.accept ?? 'application/json' };
      const sent = client.get(url, { agent: this.#agent, signal, headers }, resolve);
      sent.on('error', (error) => {
        if (signal.aborted) reject(new CancelledError());
        else
          reject(
            new ClusterError({
              kind: 'unreachable',
              server: this.server,
              reason: 'refused',
              detail: error.message,
            }),
          );
      });
    });
  }

  async #body(answer: IncomingMessage): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
    const whole = Buffer.concat(parts);
    this.bytes += whole.length;
    return whole.toString();
  }
}

function problem(answer: IncomingMessage, message: string): ClusterProblem {
  const status = answer.statusCode ?? 0;
  switch (status) {
    case 401:
      return { kind: 'sign-in', reason: 'expired' };
    case 403:
      return { kind: 'not-allowed', verb: 'list', resource: 'pods', message };
    case 404:
      return { kind: 'not-found', message };
    case 410:
      return { kind: 'gone', message };
    case 429:
      return { kind: 'busy', message, retryAfterSeconds: Number(answer.headers['retry-after'] ?? 0) };
    default:
      return { kind: 'server', status, message };
  }
}
