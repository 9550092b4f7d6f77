import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { PodsServer } from './pods-server.ts';

/** The line of a number; the same one however often it is asked for. */
export type LineOf = (index: number) => string;

const BEGAN = Date.UTC(2026, 0, 15, 10, 0, 0);
/** Lines that are written in one go. */
const CHUNK = 500;

class Printed {
  readonly lines: string[] = [];
  readonly followers = new Set<ServerResponse>();
}

/** A cluster whose containers print what a test tells them to: a few lines by hand, or a million. */
export class PrintingServer extends PodsServer {
  readonly #printed = new Map<string, Printed>();
  readonly #floods = new Map<string, { readonly count: number; readonly lineOf: LineOf }>();

  constructor() {
    super();
    this.first((url, response) => {
      const [, pod] = /\/pods\/([^/]+)\/log$/.exec(url.pathname) ?? [];
      if (pod === undefined) return false;
      const container = url.searchParams.get('container') ?? 'main';
      const flood = this.#floods.get(key(pod, container));
      if (flood) void pour(flood.count, flood.lineOf, url, response);
      else this.#serve(this.#of(pod, container), url, response);
      return true;
    });
  }

  /** A container prints lines, one millisecond after the other. */
  print(pod: string, container: string, ...lines: readonly string[]): void {
    const printed = this.#of(pod, container);
    const text = lines.map((line, index) => stamped(printed.lines.length + index, line)).join('');
    printed.lines.push(...lines);
    for (const follower of printed.followers) follower.write(text);
  }

  /** A container has printed very many lines, and goes on to run in silence. */
  flood(pod: string, container: string, count: number, lineOf: LineOf): void {
    this.#floods.set(key(pod, container), { count, lineOf });
  }

  /** How many connections follow what is printed by hand. */
  override get followers(): number {
    return [...this.#printed.values()].reduce((sum, { followers }) => sum + followers.size, 0);
  }

  #of(pod: string, container: string): Printed {
    const known = this.#printed.get(key(pod, container)) ?? new Printed();
    this.#printed.set(key(pod, container), known);
    return known;
  }

  #serve(printed: Printed, url: URL, response: ServerResponse): void {
    const first = firstOf(url);
    response.flushHeaders();
    response.write(textFrom(printed.lines, first));
    if (url.searchParams.get('follow') !== 'true') {
      response.end();
      return;
    }
    printed.followers.add(response);
    response.on('close', () => printed.followers.delete(response));
  }
}

/** As fast as the other side takes it. */
async function pour(count: number, lineOf: LineOf, url: URL, response: ServerResponse): Promise<void> {
  const gone = once(response, 'close');
  for (let index = firstOf(url); index < count && !response.destroyed; index += CHUNK) {
    let text = '';
    for (let n = index; n < Math.min(count, index + CHUNK); n += 1) text += stamped(n, lineOf(n));
    if (!response.write(text)) await Promise.race([once(response, 'drain'), gone]);
  }
  if (url.searchParams.get('follow') !== 'true') response.end();
}

function textFrom(lines: readonly string[], first: number): string {
  let text = '';
  for (let n = first; n < lines.length; n += 1) text += stamped(n, lines[n] ?? '');
  return text;
}

/** As the node does: `sinceTime` looks at whole seconds, so that a resumed answer repeats some lines. */
function firstOf(url: URL): number {
  const since = url.searchParams.get('sinceTime');
  return since === null ? 0 : Math.max(0, Math.floor((Date.parse(since) - BEGAN) / 1000) * 1000);
}

function stamped(index: number, line: string): string {
  return `${new Date(BEGAN + index).toISOString().slice(0, 23)}000000Z ${line}\n`;
}

function key(pod: string, container: string): string {
  return `${pod}/${container}`;
}
