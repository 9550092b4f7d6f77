import type { Memento } from 'vscode';
import { flag, number, text, type Json } from '../../common/json.ts';
import type { Endpoint } from '../../tools/installed-tool.ts';
import type { ToolRef } from '../refs.ts';

/** Enough of a connection to make it again. Nothing in it is secret, and nothing of it is trusted: the cluster is asked anew. */
export interface KnownConnection {
  readonly id: string;
  /** The kubeconfig's context that it went through. */
  readonly context: string;
  readonly tool: ToolRef;
  readonly title: string;
  readonly endpoint: Endpoint;
  readonly localPort: number;
}

/** The connections of a window, so that they are there again after it was loaded anew. */
export interface ConnectionMemory {
  all(): readonly KnownConnection[];
  remember(connection: KnownConnection): void;
  forget(id: string): void;
}

const KEY = 'connections';
const MOST = 50;

/** Kept with the window's folder: two windows do not take over each other's connections. */
export function connectionMemory(memory: Memento, onError: (error: unknown) => void): ConnectionMemory {
  const all = (): readonly KnownConnection[] => {
    const kept = memory.get<unknown>(KEY);
    return Array.isArray(kept) ? kept.flatMap(knownConnection) : [];
  };
  const keep = (connections: readonly KnownConnection[]): void => {
    Promise.resolve(memory.update(KEY, connections.slice(-MOST))).catch(onError);
  };
  const without = (id: string): readonly KnownConnection[] => all().filter((known) => known.id !== id);
  return {
    all,
    remember: (connection) => keep([...without(connection.id), connection]),
    forget: (id) => {
      if (all().some((known) => known.id === id)) keep(without(id));
    },
  };
}

/** What an older version has kept may look different: such a one is not made again. */
function knownConnection(kept: Json): readonly KnownConnection[] {
  const [id, context, title] = [text(kept, 'id'), text(kept, 'context'), text(kept, 'title')];
  const localPort = number(kept, 'localPort');
  const tool = text(kept, 'tool', 'tool');
  const name = text(kept, 'tool', 'name');
  const namespace = text(kept, 'tool', 'namespace');
  const endpoint = endpointOf(kept);
  if (id === undefined || context === undefined || title === undefined || localPort === undefined) return [];
  if (tool === undefined || name === undefined || namespace === undefined || !endpoint) return [];
  return [{ id, context, title, localPort, endpoint, tool: { tool, name, namespace } }];
}

function endpointOf(kept: Json): Endpoint | undefined {
  const part = (key: string): string | undefined => text(kept, 'endpoint', key);
  const [id, title, service, path] = [part('id'), part('title'), part('service'), part('path')];
  const scheme = (['http', 'https', 'tcp'] as const).find((known) => known === part('scheme'));
  const port = number(kept, 'endpoint', 'port');
  if (id === undefined || title === undefined || service === undefined || path === undefined)
    return undefined;
  if (scheme === undefined || port === undefined) return undefined;
  const [namespace, pod] = [part('namespace'), part('pod')];
  return {
    id,
    title,
    service,
    ...(namespace !== undefined && { namespace }),
    ...(pod !== undefined && { pod }),
    port,
    scheme,
    path,
    main: flag(kept, 'endpoint', 'main') === true,
  };
}
