import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type WebSocket from 'ws';
import { CancelledError, onCancelled } from '../../../common/cancellation.ts';
import { text } from '../../../common/json.ts';
import { ClusterError, type ClusterProblem } from '../../problem.ts';
import type { ApiRequest, ClusterApi } from '../../transport/cluster-api.ts';

/** The least that speaks to a small server on loopback as `ClusterApi` promises: no TLS, no sign-in, no retries. For tests of streams. */
export function plainApi(server: string): ClusterApi {
  const agent = new Agent({ keepAlive: true });
  const counts = { requests: 0, connections: 0 };

  async function answer(request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    if (signal.aborted) throw new CancelledError();
    counts.requests += 1;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpRequest(urlOf(server, request), { agent, method: request.method ?? 'GET' }, resolve);
      const cancelled = onCancelled(signal, () => sent.destroy(new CancelledError()));
      sent.on('error', (error) =>
        reject(error instanceof CancelledError ? error : unreachable(server, error)),
      );
      sent.on('close', () => cancelled.dispose());
      sent.end();
    });
    const cancelled = onCancelled(signal, () => response.destroy(new CancelledError()));
    response.on('close', () => cancelled.dispose());
    if (response.statusCode !== 200)
      throw new ClusterError(problemFor(response.statusCode ?? 0, await body(response)));
    return response;
  }

  return {
    server,
    counts,
    stream: answer,
    text: async (request, signal) => body(await answer(request, signal)),
    json: async (request, signal) => JSON.parse(await body(await answer(request, signal))) as unknown,
    async socket(request, protocols, signal): Promise<WebSocket> {
      const { WebSocket: Socket } = await import('ws');
      counts.requests += 1;
      return new Promise((resolve, reject) => {
        const socket = new Socket(urlOf(server, request).replace(/^http/, 'ws'), [...protocols], {
          perMessageDeflate: false,
        });
        const cancelled = onCancelled(signal, () => {
          reject(new CancelledError());
          socket.terminate();
        });
        socket.once('open', () => {
          cancelled.dispose();
          socket.pause();
          resolve(socket);
        });
        socket.once('unexpected-response', (_request, response) => {
          void body(response).then((content) =>
            reject(new ClusterError(problemFor(response.statusCode ?? 0, content))),
          );
        });
        socket.once('error', (error) => reject(unreachable(server, error)));
      });
    },
    dispose: () => agent.destroy(),
  };
}

function urlOf(server: string, request: Pick<ApiRequest, 'path' | 'query'>): string {
  const url = new URL(request.path, server);
  for (const [key, value] of Object.entries(request.query ?? {}))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url.href;
}

async function body(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function problemFor(status: number, content: string): ClusterProblem {
  let message = content;
  if (content.startsWith('{')) message = text(JSON.parse(content) as unknown, 'message') ?? content;
  if (status === 403) return { kind: 'not-allowed', verb: 'get', resource: '', message };
  if (status === 404) return { kind: 'not-found', message };
  if (status === 410) return { kind: 'gone', message };
  if (status === 429) return { kind: 'busy', message };
  return { kind: 'server', status, message };
}

function unreachable(server: string, error: Error): ClusterError {
  return new ClusterError(
    { kind: 'unreachable', server, reason: 'network', detail: error.message },
    { cause: error },
  );
}
