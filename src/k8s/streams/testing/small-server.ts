import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { record } from '../../../common/json.ts';
import type { JsonRecord } from '../../../common/json.ts';

/** Answers a request that it knows; `false` for one that it does not. */
export type Answer = (url: URL, response: ServerResponse, request: IncomingMessage) => boolean;

interface Watcher {
  readonly path: string;
  readonly matches: (object: JsonRecord) => boolean;
  readonly response: ServerResponse;
}

/**
 * A piece of the Kubernetes API on loopback, for tests of streams: lists and watches of objects that a test puts in, and whatever
 * else a test adds. What is sent is JSON as the real server's, with just the fields that are read.
 */
export class SmallServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #objects = new Map<string, JsonRecord>();
  readonly #watchers = new Set<Watcher>();
  readonly #answers: Answer[] = [];
  /** Path and query of each request, oldest first. */
  readonly requests: string[] = [];
  /** What happened, for watches that begin at an older version. */
  readonly #history: {
    readonly version: number;
    readonly path: string;
    readonly type: string;
    readonly object: JsonRecord;
  }[] = [];
  #version = 1;

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get http(): Server {
    return this.#server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Open connections. */
  get connections(): number {
    return this.#sockets.size;
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Breaks every connection off, as a killed API server does. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async whenConnections(count: number): Promise<void> {
    await until(() => this.#sockets.size === count);
  }

  async whenWatchers(count: number): Promise<void> {
    await until(() => this.#watchers.size === count);
  }

  on(answer: Answer): void {
    this.#answers.push(answer);
  }

  /** One that is asked before those that are there. */
  first(answer: Answer): void {
    this.#answers.unshift(answer);
  }

  /** Creates or changes an object. `path` is that of its list: `/api/v1/namespaces/a/pods`. */
  put(path: string, given: JsonRecord): void {
    const key = `${path}/${nameOf(given)}`;
    const old = this.#objects.get(key);
    this.#version += 1;
    const object = {
      ...given,
      metadata: { ...record(given, 'metadata'), resourceVersion: String(this.#version) },
    };
    this.#objects.set(key, object);
    this.#tell(path, old && uidOf(old) === uidOf(object) ? 'MODIFIED' : 'ADDED', object);
  }

  remove(path: string, name: string): void {
    const key = `${path}/${name}`;
    const object = this.#objects.get(key);
    if (!object) return;
    this.#objects.delete(key);
    this.#version += 1;
    this.#tell(path, 'DELETED', object);
  }

  #tell(path: string, type: string, object: JsonRecord): void {
    this.#history.push({ version: this.#version, path, type, object });
    for (const watcher of this.#watchers) {
      if (watcher.path === path && watcher.matches(object))
        watcher.response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url);
    this.requests.push(url.pathname + url.search);
    if (this.#answers.some((answer) => answer(url, response, request))) return;
    const single = this.#objects.get(url.pathname);
    if (single) {
      response.end(JSON.stringify(single));
      return;
    }
    if (!/\/(pods|services|endpointslices|endpoints)$/.test(url.pathname)) {
      refuse(response, 404, `${url.pathname} not found`);
      return;
    }
    const matches = selector(url);
    if (/^(1|true)$/.test(url.searchParams.get('watch') ?? '')) {
      const watcher = { path: url.pathname, matches, response };
      this.#watchers.add(watcher);
      response.on('close', () => this.#watchers.delete(watcher));
      response.flushHeaders();
      const from = Number(url.searchParams.get('resourceVersion'));
      for (const { version, path, type, object } of this.#history) {
        if (version > from && path === watcher.path && matches(object))
          response.write(`${JSON.stringify({ type, object })}\n`);
      }
      return;
    }
    const items = [...this.#objects]
      .filter(([key, object]) => key.startsWith(`${url.pathname}/`) && matches(object))
      .map(([, object]) => object);
    response.end(JSON.stringify({ metadata: { resourceVersion: String(this.#version) }, items }));
  }
}

/** Lets input and output go on until something is so. A test that waits in vain ends by its time limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** An answer as the API server refuses. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ kind: 'Status', status: 'Failure', code: status, message }));
}

function selector(url: URL): (object: JsonRecord) => boolean {
  const name = /^metadata\.name=(.*)$/.exec(url.searchParams.get('fieldSelector') ?? '')?.[1];
  const labels = (url.searchParams.get('labelSelector') ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('='));
  return (object) => {
    const own = (object['metadata'] as { labels?: Record<string, string> } | undefined)?.labels ?? {};
    return (
      (name === undefined || nameOf(object) === name) &&
      labels.every(([key = '', value]) => own[key] === value)
    );
  };
}

function nameOf(object: JsonRecord): string {
  return (object['metadata'] as { name: string }).name;
}

function uidOf(object: JsonRecord): string | undefined {
  return (object['metadata'] as { uid?: string }).uid;
}
