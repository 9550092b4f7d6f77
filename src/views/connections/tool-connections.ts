import * as l10n from '@vscode/l10n';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Session } from '../../k8s/session.ts';
import type { Forward, ForwardOptions } from '../../k8s/streams/forward.ts';
import type { ForwardTarget } from '../../k8s/streams/forward-target.ts';
import { targetOf } from '../../rows/tool-target.ts';
import type { Endpoint, InstalledTool } from '../../tools/installed-tool.ts';
import type { ToolRef } from '../refs.ts';
import { forwardWords } from '../../rows/forward-words.ts';
import { sameTool } from '../tools/tool-rows.ts';
import type { ConnectionRow } from '../tools/tool-rows.ts';

export type OpenForward = (
  session: Session,
  target: ForwardTarget,
  options: ForwardOptions,
  signal: AbortSignal,
) => Promise<Forward>;

/** Local ports of earlier times, so that a bookmark goes on working. */
export interface PortMemory {
  portOf(tool: string): number | undefined;
  remember(tool: string, port: number): void;
}

export interface ToolConnectionsOptions {
  readonly open: OpenForward;
  readonly memory: PortMemory;
  /** `porthole.ports`: the user's own choice for a kind of tool. */
  readonly chosenPort: (tool: string) => number | undefined;
}

/** A tool that is reached through a local port, until it is stopped. */
export interface ToolConnection {
  readonly id: string;
  readonly tool: ToolRef;
  readonly title: string;
  readonly session: Session;
  readonly endpoint: Endpoint;
  readonly forward: Forward;
}

/** The connections to tools: one per tool and endpoint, shared by everybody who opens it. */
export class ToolConnections implements Disposable {
  readonly #options: ToolConnectionsOptions;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #open = new Map<
    string,
    { readonly connection: ToolConnection; readonly owned: DisposableStore }
  >();

  readonly onDidChange = this.#changed.event;

  constructor(options: ToolConnectionsOptions) {
    this.#options = options;
  }

  get all(): readonly ToolConnection[] {
    return [...this.#open.values()].map(({ connection }) => connection);
  }

  rows(): readonly ConnectionRow[] {
    return this.all.map(connectionRow);
  }

  get(id: string): ToolConnection | undefined {
    return this.#open.get(id)?.connection;
  }

  of(ref: ToolRef): ToolConnection | undefined {
    return this.all.find(({ tool }) => sameTool(tool, ref));
  }

  /** The local port that an endpoint gets, if it is free. */
  portOf(session: Session, tool: InstalledTool, endpoint: Endpoint): number {
    const known = this.get(connectionId(session, tool, endpoint));
    if (known) return known.forward.localPort;
    return (
      this.#options.chosenPort(tool.tool) ??
      this.#options.memory.portOf(connectionId(session, tool, endpoint)) ??
      endpoint.preferredLocalPort ??
      endpoint.port
    );
  }

  /** The connection to a tool's endpoint; the one that is open already, where there is one. */
  async connect(
    session: Session,
    tool: InstalledTool,
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<ToolConnection> {
    const ref = { tool: tool.tool, name: tool.name, namespace: tool.namespace };
    const id = connectionId(session, tool, endpoint);
    const known = this.get(id);
    if (known?.session === session) return known;
    this.stop(id);
    const chosen = this.#options.chosenPort(tool.tool);
    const preferred = chosen ?? endpoint.preferredLocalPort ?? endpoint.port;
    const remembered = this.#options.memory.portOf(id);
    const target = targetOf(tool, endpoint);
    const forward = await this.#options.open(
      session,
      target,
      { preferredPort: preferred, ...(remembered !== undefined && { rememberedPort: remembered }) },
      signal,
    );
    this.#options.memory.remember(id, forward.localPort);
    const title = tool.endpoints.length > 1 ? endpoint.title : tool.title;
    const connection: ToolConnection = { id, tool: ref, title, session, endpoint, forward };
    const owned = new DisposableStore();
    owned.own(forward);
    owned.own(forward.onDidChange(() => this.#changed.fire()));
    this.#open.set(id, { connection, owned });
    this.#changed.fire();
    return connection;
  }

  stop(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    open.owned.dispose();
    this.#changed.fire();
  }

  /** Ends everything that goes through another session than this one. */
  keepOnly(session: Session | undefined): void {
    for (const connection of this.all) if (connection.session !== session) this.stop(connection.id);
  }

  dispose(): void {
    for (const { owned } of this.#open.values()) owned.dispose();
    this.#open.clear();
    this.#owned.dispose();
  }
}

function connectionId(session: Session, tool: InstalledTool, endpoint: Endpoint): string {
  return [session.context.name, tool.namespace, tool.tool, tool.name, endpoint.id].join('/');
}

/** The address of a connection: of a page where a person begins, of anything else what a program is given. */
export function addressOf({ endpoint, forward }: ToolConnection): string {
  const { scheme } = endpoint;
  if (scheme === 'tcp') return `tcp://127.0.0.1:${forward.localPort}`;
  return `${scheme}://127.0.0.1:${forward.localPort}${endpoint.path}`;
}

function connectionRow({ id, tool, title, endpoint, forward }: ToolConnection): ConnectionRow {
  const { state } = forward;
  const shared = {
    id,
    tool,
    title,
    endpoint: endpoint.id,
    address: forward.address,
    port: forward.localPort,
    since: forward.since,
    bytes: forward.bytesIn + forward.bytesOut,
    ...(forward.insteadOf !== undefined && { insteadOf: forward.insteadOf }),
  };
  switch (state.state) {
    case 'ready':
      return { ...shared, state: 'ready' };
    case 'pod-replaced':
      return { ...shared, state: 'ready', words: l10n.t('its pod was replaced, connected again') };
    case 'waiting-for-pod':
      return { ...shared, state: 'waiting', words: l10n.t('waiting for its pod') };
    case 'failed':
      return { ...shared, state: 'failed', words: forwardWords(state.problem, title) };
  }
}
