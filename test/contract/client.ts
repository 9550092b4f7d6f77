import http from 'node:http';
import https from 'node:https';
import WebSocket from 'ws';
import type { ContractSubject } from './subject.ts';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; `undefined` where it is none. */
  readonly json: unknown;
}

export interface Asking {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly token?: string;
}

/** As little client as possible, so that the contract says what the server does and not what a library makes of it. */
export class ContractClient {
  readonly subject: ContractSubject;

  constructor(subject: ContractSubject) {
    this.subject = subject;
  }

  get(path: string, asking: Asking = {}): Promise<Answer> {
    return this.ask('GET', path, asking);
  }

  async ask(method: string, path: string, asking: Asking = {}): Promise<Answer> {
    const response = await this.#open(method, path, asking);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    return { status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) };
  }

  /** An answer that goes on: its lines as they come. */
  async lines(path: string, asking: Asking = {}): Promise<Lines> {
    return new Lines(await this.#open('GET', path, asking));
  }

  /** A WebSocket, or the status and body with which the server refuses it. */
  async socket(
    path: string,
    protocols: readonly string[],
  ): Promise<Channels | Pick<Answer, 'status' | 'text'>> {
    const { server, ca, token } = this.subject;
    const socket = new WebSocket(`${server.replace(/^http/, 'ws')}${path}`, [...protocols], {
      ca,
      headers: { authorization: `Bearer ${token}` },
    });
    const channels = new Channels(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(channels));
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, response: http.IncomingMessage) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
    });
  }

  #open(method: string, path: string, asking: Asking): Promise<http.IncomingMessage> {
    const { server, ca, token } = this.subject;
    const body =
      asking.body === undefined
        ? undefined
        : typeof asking.body === 'string'
          ? asking.body
          : JSON.stringify(asking.body);
    const headers: http.OutgoingHttpHeaders = { authorization: `Bearer ${asking.token ?? token}` };
    if (asking.accept !== undefined) headers['accept'] = asking.accept;
    if (body !== undefined)
      Object.assign(headers, {
        'content-type': asking.contentType ?? 'application/json',
        'content-length': Buffer.byteLength(body),
      });
    const url = new URL(path, server);
    return new Promise((resolve, reject) => {
      const request =
        url.protocol === 'https:'
          ? https.request(url, { method, headers, ca, agent: false })
          : http.request(url, { method, headers, agent: false });
      request.once('response', resolve).once('error', reject).end(body);
    });
  }
}

/** Lines of an open answer. Close it, or the server keeps it open. */
export class Lines {
  readonly response: http.IncomingMessage;
  readonly #waiting: string[] = [];
  #rest = '';
  #wake: (() => void) | undefined;
  /** How it ended: `cleanly`, or broken off. */
  ended: 'cleanly' | 'broken' | undefined;

  constructor(response: http.IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const parts = (this.#rest + chunk).split('\n');
      this.#rest = parts.pop() ?? '';
      this.#waiting.push(...parts);
      this.#wake?.();
    });
    response.once('end', () => this.#end('cleanly'));
    response.once('error', () => this.#end('broken'));
    response.once('close', () => this.#end('broken'));
  }

  /** The next line; `undefined` when the answer is over. */
  async next(): Promise<string | undefined> {
    while (this.#waiting.length === 0 && this.ended === undefined)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#waiting.shift();
  }

  /** The next line that fits. */
  async until<T>(fits: (line: string) => T | undefined): Promise<T> {
    for (let line = await this.next(); line !== undefined; line = await this.next()) {
      const found = fits(line);
      if (found !== undefined) return found;
    }
    throw new Error('The answer ended before the line came');
  }

  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (let line = await this.next(); line !== undefined; line = await this.next()) lines.push(line);
    return this.#rest === '' ? lines : [...lines, this.#rest];
  }

  close(): void {
    this.response.destroy();
  }

  #end(how: 'cleanly' | 'broken'): void {
    this.ended ??= how;
    this.#wake?.();
  }
}

/** Messages of a port-forward, with the channel that each came on. */
export class Channels {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly #messages: Buffer[] = [];
  #wake: (() => void) | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('message', (message: Buffer) => {
      this.#messages.push(message);
      this.#wake?.();
    });
  }

  async next(): Promise<{ readonly channel: number; readonly bytes: Buffer }> {
    while (this.#messages.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    const message = this.#messages.shift() ?? Buffer.alloc(0);
    return { channel: message[0] ?? -1, bytes: message.subarray(1) };
  }

  send(channel: number, text: string): void {
    this.socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // plain text: logs, health answers
  }
}
