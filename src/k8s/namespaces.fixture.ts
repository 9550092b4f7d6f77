import type { ServerResponse } from 'node:http';
import { startServer, type TestServer } from './transport/server.fixture.ts';

/** A server that has namespaces, lists and watches them, or refuses to; and OpenShift projects where it is given any. */
export interface NamespaceServer extends TestServer {
  names: string[];
  listable: boolean;
  projects: string[] | undefined;
  /** The tokens it lets in; all where there are none. */
  tokens: string[];
  add(name: string): void;
}

export async function startNamespaceServer(): Promise<NamespaceServer> {
  const watches = new Set<ServerResponse>();
  let version = 1;
  const added: { version: number; name: string }[] = [];
  const object = (name: string) => ({ metadata: { name, uid: name, resourceVersion: String(version) } });
  const event = (name: string) => `${JSON.stringify({ type: 'ADDED', object: object(name) })}\n`;
  const server = await startServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    if (
      state.tokens.length > 0 &&
      !state.tokens.includes(request.headers.authorization?.replace('Bearer ', '') ?? '')
    ) {
      refuse(response, 401, 'Unauthorized');
    } else if (url.pathname === '/api/v1/namespaces' && !state.listable) {
      refuse(response, 403, 'namespaces is forbidden');
    } else if (url.pathname === '/api/v1/namespaces' && url.searchParams.has('watch')) {
      response.writeHead(200).flushHeaders();
      const from = Number(url.searchParams.get('resourceVersion'));
      for (const earlier of added) if (earlier.version > from) response.write(event(earlier.name));
      watches.add(response);
      response.once('close', () => watches.delete(response));
    } else if (url.pathname === '/api/v1/namespaces') {
      response.end(
        JSON.stringify({
          kind: 'NamespaceList',
          metadata: { resourceVersion: String(version) },
          items: state.names.map(object),
        }),
      );
    } else if (url.pathname.endsWith('/projects') && state.projects) {
      response.end(JSON.stringify({ items: state.projects.map(object) }));
    } else {
      refuse(response, 404, 'not found');
    }
  });
  const state: NamespaceServer = {
    ...server,
    names: ['team-b', 'team-a'],
    listable: true,
    projects: undefined,
    tokens: [],
    add(name) {
      version += 1;
      state.names.push(name);
      added.push({ version, name });
      for (const watch of watches) watch.write(event(name));
    },
  };
  return state;
}

function refuse(response: ServerResponse, code: number, message: string): void {
  response
    .writeHead(code, { 'content-type': 'application/json' })
    .end(JSON.stringify({ kind: 'Status', code, message }));
}
