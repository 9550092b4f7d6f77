import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusals, type Refusal } from './status.ts';

/** An answer that goes on for as long as the server likes. What is written after the client has gone is dropped. */
export interface Stream {
  write(chunk: string): void;
  end(): void;
  /** Runs when the stream is over, whoever ended it; at once when it is over already. */
  onClose(then: () => void): void;
}

/** Bodies that the sample reads are small reviews and patches; anything larger is not for it. */
const MOST_BODY_BYTES = 64 * 1024;

/** One request and its answer, with the headers that every answer of the real server has. */
export class Exchange {
  readonly url: URL;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.url = urlOf(request);
  }

  get method(): string {
    return this.#request.method ?? 'GET';
  }

  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  get accept(): string | undefined {
    return this.#request.headers.accept;
  }

  get contentType(): string {
    return (this.#request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  }

  json(code: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
    this.#answer(code, 'application/json', `${JSON.stringify(body)}\n`, headers);
  }

  text(code: number, body: string): void {
    this.#answer(code, 'text/plain; charset=utf-8', body, { 'x-content-type-options': 'nosniff' });
  }

  empty(code: number): void {
    this.#response.writeHead(code, headersOfAll());
    this.#response.end();
  }

  refuse(refusal: Refusal): void {
    const { retryAfterSeconds } = refusal;
    this.json(
      refusal.code,
      refusal.body,
      retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` },
    );
  }

  stream(contentType: string): Stream {
    const response = this.#response;
    response.writeHead(200, { ...headersOfAll(), 'content-type': contentType });
    response.flushHeaders();
    return {
      write: (chunk) => {
        if (!response.writableEnded && !response.destroyed) response.write(chunk);
      },
      end: () => void response.end(),
      onClose: (then) => {
        if (response.destroyed || response.writableFinished) then();
        else response.once('close', then);
      },
    };
  }

  /** The request's JSON; `undefined` where there is no body. */
  async body(): Promise<unknown> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of this.#request) {
      if (!Buffer.isBuffer(chunk)) continue;
      length += chunk.length;
      if (length > MOST_BODY_BYTES)
        throw refusals.badRequest('the request body is too large for the sample cluster');
      chunks.push(chunk);
    }
    const whole = Buffer.concat(chunks).toString('utf8');
    if (whole === '') return undefined;
    try {
      return JSON.parse(whole) as unknown;
    } catch (error) {
      throw refusals.badRequest(
        `couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : 'unreadable'}`,
      );
    }
  }

  #answer(code: number, contentType: string, body: string, headers: Readonly<Record<string, string>>): void {
    const bytes = Buffer.from(body);
    this.#response.writeHead(code, {
      ...headersOfAll(),
      'content-type': contentType,
      'content-length': bytes.length,
      ...headers,
    });
    this.#response.end(this.method === 'HEAD' ? undefined : bytes);
  }
}

export function headersOfAll(): Record<string, string> {
  return { 'audit-id': randomUUID(), 'cache-control': 'no-cache, private' };
}

/** The address of a request. Only its path and query mean anything here, whatever form a client gives it. */
export function urlOf(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return new URL(`http://sample.invalid${path.startsWith('/') ? '' : '/'}${path}`);
}
