import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { PodsServer } from '../src/k8s/streams/testing/pods-server.ts';

const CHUNK = 64 * 1024;
const BEGAN = Date.UTC(2026, 0, 15, 10, 0, 0);

/** What kubectl asks before it reads a log. */
const DISCOVERY: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [
      { name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list', 'watch'] },
      { name: 'pods/log', singularName: '', namespaced: true, kind: 'Pod', verbs: ['get'] },
    ],
  },
};

/** A pod `flood` whose log has so many lines, handed out as fast as they are taken: made before anybody asks. */
export class LogSource extends PodsServer {
  readonly #text: Buffer;

  constructor(lines: number) {
    super();
    this.#text = textOf(lines);
    this.first((url, response) => {
      if (url.pathname.endsWith('/pods/flood/log')) {
        void pour(this.#text, response);
        return true;
      }
      const known = DISCOVERY[url.pathname];
      if (known === undefined) return false;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(known));
      return true;
    });
    this.pod({ name: 'flood', state: 'ended' });
  }
}

function textOf(lines: number): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from < lines; from += 1000) {
    const some = Array.from({ length: Math.min(1000, lines - from) }, (_, index) => stamped(from + index));
    parts.push(Buffer.from(some.join('')));
  }
  return Buffer.concat(parts);
}

/** Lines as a training job prints them, with an error now and then. */
function stamped(n: number): string {
  const time = new Date(BEGAN + n).toISOString().slice(0, 23);
  const words =
    n % 1000 === 999
      ? `ERROR shard ${n} was lost`
      : `INFO train: step ${n} loss ${((n * 7919) % 9973) / 9973} lr 3.0e-4`;
  return `${time}000000Z ${words}\n`;
}

async function pour(text: Buffer, response: ServerResponse): Promise<void> {
  const gone = once(response, 'close');
  for (let at = 0; at < text.length && !response.destroyed; at += CHUNK)
    if (!response.write(text.subarray(at, at + CHUNK))) await Promise.race([once(response, 'drain'), gone]);
  response.end();
}
