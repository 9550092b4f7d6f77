import type { IncomingMessage } from 'node:http';
import type WebSocket from 'ws';
import type { Disposable } from '../../common/disposable.ts';

/** One request to the API server. `path` begins with `/api` or `/apis`, without query. */
export interface ApiRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** GET where nothing is said. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** `application/json` where nothing is said; patches name theirs. */
  readonly contentType?: string;
  readonly accept?: string;
  /** A POST that changes nothing, such as a review of permissions: it may be sent again where its answer was lost. */
  readonly asksOnly?: boolean;
  /** How long the whole answer may take; 30 s where nothing is said. Streams have no such limit. */
  readonly timeoutMs?: number;
  /** Passed on to a machine of the cluster, which may not be there any more: nothing else waits until that is known. */
  readonly viaMachine?: boolean;
  /** A stream that goes on without an end and is read as it comes: it may share its connection with others of its kind. */
  readonly shared?: boolean;
  /** A stream that ends by itself and is read at once: a few of them at a time, so that many need few connections. */
  readonly inTurn?: boolean;
}

/**
 * Speaks to one cluster as one user, over keep-alive connections. Every failure is a `ClusterError`, except cancellation, which
 * is a `CancelledError`. Signs in again once when the server answers 401, and retries what is safe to retry (GET; 429 and 503 with
 * their Retry-After) within the request's time limit.
 */
export interface ClusterApi extends Disposable {
  /** The server's address as the kubeconfig has it, for messages. */
  readonly server: string;
  /** The answer's JSON. */
  json(request: ApiRequest, signal: AbortSignal): Promise<unknown>;
  /** The answer's text, for logs and other plain answers. */
  text(request: ApiRequest, signal: AbortSignal): Promise<string>;
  /** An answer of status 200 that goes on for as long as the server likes. The caller reads or destroys it; aborting the signal destroys it. */
  stream(request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage>;
  /** An open WebSocket whose subprotocol is one of `protocols`. It is paused, so that nothing is lost
   * before somebody listens: call `resume()`. The caller closes it; aborting the signal before it is open ends the try. */
  socket(
    request: Pick<ApiRequest, 'path' | 'query'>,
    protocols: readonly string[],
    signal: AbortSignal,
  ): Promise<WebSocket>;
  /** Requests made since the start, for tests, benchmarks and the log. */
  readonly counts: { readonly requests: number; readonly connections: number };
}
