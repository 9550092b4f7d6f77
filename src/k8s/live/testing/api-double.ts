import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DoubleObject {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** One request as the double saw it. */
export interface Seen {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string | undefined;
  readonly watch: boolean;
}

/** Answers a request instead of the double; false leaves it to the double. */
export type Fault = (seen: Seen, response: ServerResponse) => boolean;

interface Watch {
  readonly path: string;
  readonly response: ServerResponse;
}

/**
 * A real HTTP server on loopback with the list and watch behaviour of an API server, and with faults on order that a real one
 * cannot be made to show at will. Objects live under the path of their collection.
 */
export class ApiDouble {
  readonly #server = http.createServer((request, response) => this.#answer(request, response));
  readonly #objects = new Map<string, Map<string, DoubleObject>>();
  readonly #history: { path: string; version: number; line: string }[] = [];
  readonly #moments = new Map<string, { version: number; objects: readonly DoubleObject[] }>();
  readonly #waiting = new Set<{ fits: (seen: Seen) => boolean; resolve: (seen: Seen) => void }>();
  #watches: Watch[] = [];
  #version = 100;
  /** Watches from before this version are answered with 410. */
  oldest = 0;
  fault: Fault | undefined;
  readonly seen: Seen[] = [];
  /** Answers for exact paths that are no collections, such as logs. */
  readonly texts = new Map<string, string>();

  static async start(): Promise<ApiDouble> {
    const double = new ApiDouble();
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get openWatches(): number {
    return this.#watches.length;
  }

  get version(): number {
    return this.#version;
  }

  /** Serves a collection, empty until something is put there. Others answer 404. */
  serve(path: string): Map<string, DoubleObject> {
    const collection = this.#objects.get(path) ?? new Map<string, DoubleObject>();
    this.#objects.set(path, collection);
    return collection;
  }

  objects(path: string): readonly DoubleObject[] {
    return [...this.serve(path).values()];
  }

  put(path: string, object: DoubleObject): void {
    const collection = this.serve(path);
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const type = collection.has(key) ? 'MODIFIED' : 'ADDED';
    this.#version += 1;
    const stored = {
      ...object,
      metadata: {
        uid: `uid-${object.metadata.name}`,
        ...object.metadata,
        resourceVersion: String(this.#version),
      },
    };
    collection.set(key, stored);
    this.#tell(path, `${JSON.stringify({ type, object: stored })}\n`);
  }

  remove(path: string, name: string, namespace = ''): void {
    const collection = this.#objects.get(path);
    const object = collection?.get(`${namespace}/${name}`);
    if (!collection || !object) throw new Error(`${name} is not there`);
    collection.delete(`${namespace}/${name}`);
    this.#version += 1;
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
    this.#tell(path, `${JSON.stringify({ type: 'DELETED', object: last })}\n`);
  }

  /** Writes these very bytes into every open watch. */
  write(bytes: string | Buffer): void {
    for (const watch of this.#watches) watch.response.write(bytes);
  }

  bookmark(): void {
    this.write(
      `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(this.#version) } } })}\n`,
    );
  }

  /** Ends the open watches as a server does whose time is up; `rudely`: by breaking the connections. */
  endWatches(rudely = false): void {
    for (const { response } of this.#watches) {
      if (rudely) response.destroy();
      else response.end();
    }
    this.#watches = [];
  }

  /** Events up to now are told to nobody any more, as after a restart of the server. */
  forget(): void {
    this.oldest = this.#version;
  }

  /** The next request that fits. */
  next(fits: (seen: Seen) => boolean): Promise<Seen> {
    return new Promise((resolve) => this.#waiting.add({ fits, resolve }));
  }

  nextWatch(): Promise<Seen> {
    return this.next((seen) => seen.watch);
  }

  async stop(): Promise<void> {
    this.endWatches(true);
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  /** Stops listening, and listens again on the same port. */
  async restart(): Promise<() => Promise<void>> {
    const { port } = this.#server.address() as AddressInfo;
    await this.stop();
    return async () => {
      this.#server.listen(port, '127.0.0.1');
      await once(this.#server, 'listening');
    };
  }

  #tell(path: string, line: string): void {
    this.#history.push({ path, version: this.#version, line });
    for (const watch of this.#watches) if (watch.path === path) watch.response.write(line);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://double');
    const query = url.searchParams;
    const seen: Seen = {
      path: url.pathname,
      query,
      accept: request.headers.accept,
      watch: ['1', 'true'].includes(query.get('watch') ?? ''),
    };
    this.seen.push(seen);
    if (this.fault?.(seen, response) !== true) this.#serve(seen, response);
    for (const waiting of this.#waiting) {
      if (!waiting.fits(seen)) continue;
      this.#waiting.delete(waiting);
      waiting.resolve(seen);
    }
  }

  #serve(seen: Seen, response: ServerResponse): void {
    const text = this.texts.get(seen.path + (seen.query.get('previous') === 'true' ? '?previous' : ''));
    if (text !== undefined) response.end(text);
    else if (seen.watch) this.#watch(seen, response);
    else if (this.#objects.has(seen.path)) this.#list(seen, response);
    else this.#one(seen, response);
  }

  /** All pages of a list show the same moment, as on a real server. */
  #list(seen: Seen, response: ServerResponse): void {
    const [moment = '', offset = '0'] = (seen.query.get('continue') ?? '').split(':');
    const { version, objects } = this.#moments.get(moment) ?? {
      version: this.#version,
      objects: this.objects(seen.path).filter((object) => fits(object, seen.query)),
    };
    const from = Number(offset);
    const limit = Number(seen.query.get('limit') ?? 0) || objects.length;
    const items = objects.slice(from, from + limit);
    const metadata: Record<string, string> = { resourceVersion: String(version) };
    if (from + limit < objects.length) {
      const token = moment === '' ? String(this.#moments.size + 1) : moment;
      this.#moments.set(token, { version, objects });
      metadata['continue'] = `${token}:${from + limit}`;
    }
    response.end(JSON.stringify({ kind: 'List', metadata, items }));
  }

  #one(seen: Seen, response: ServerResponse): void {
    const cut = seen.path.lastIndexOf('/');
    const name = seen.path.slice(cut + 1);
    const object = [...(this.#objects.get(seen.path.slice(0, cut))?.values() ?? [])].find(
      (each) => each.metadata.name === name,
    );
    if (!object) response.statusCode = 404;
    response.end(
      object
        ? JSON.stringify(object)
        : JSON.stringify({ kind: 'Status', code: 404, message: `${name} not found` }),
    );
  }

  #watch(seen: Seen, response: ServerResponse): void {
    const from = Number(seen.query.get('resourceVersion'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (from < this.oldest) {
      response.end(
        `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' } })}\n`,
      );
      return;
    }
    for (const event of this.#history)
      if (event.path === seen.path && event.version > from) response.write(event.line);
    const watch = { path: seen.path, response };
    this.#watches.push(watch);
    response.on('close', () => {
      this.#watches = this.#watches.filter((other) => other !== watch);
    });
  }
}

/** `metadata.name=x` and `involvedObject.name=x,involvedObject.uid=y`: dotted paths, as an API server has them for a few fields. */
function fits(object: DoubleObject, query: URLSearchParams): boolean {
  const selector = query.get('fieldSelector');
  if (selector === null) return true;
  return selector.split(',').every((term) => {
    const [path = '', wanted] = term.split('=');
    let value: unknown = object;
    for (const step of path.split('.'))
      value =
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    return value === wanted;
  });
}
