import * as l10n from '@vscode/l10n';
import { BackOff } from '../../common/back-off.ts';
import { Cancellation, delay, isCancelled } from '../../common/cancellation.ts';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Session } from '../../k8s/session.ts';
import type { Forward, ForwardOptions } from '../../k8s/streams/forward.ts';
import { ForwardError } from '../../k8s/streams/forward-problem.ts';
import type { ForwardTarget } from '../../k8s/streams/forward-target.ts';
import { targetOf } from '../../rows/tool-target.ts';
import type { Endpoint, InstalledTool } from '../../tools/installed-tool.ts';
import type { ToolRef } from '../refs.ts';
import { forwardWords } from '../../rows/forward-words.ts';
import type { ConnectionMemory, KnownConnection } from './connection-memory.ts';
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
  /** The connections of this window before it was loaded anew. */
  readonly window: ConnectionMemory;
  /** `porthole.ports`: the user's own choice for a kind of tool. */
  readonly chosenPort: (tool: string) => number | undefined;
  /** Hears why a connection of before could not be made again. */
  readonly onError: (error: unknown) => void;
}

/** The port of before may still be held by the window as it was, which ends while the new one begins. */
const PORT_TRIES = 20;
const PORT_PAUSE_MS = 250;

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

  #following: { readonly session: Session; readonly stop: Cancellation } | undefined;

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
    this.#end(id);
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
    return this.#add({ id, tool: ref, title, session, endpoint, forward });
  }

  /** What goes through another session ends; what went through this cluster before the window was loaded anew is made again. */
  follow(session: Session | undefined): void {
    this.keepOnly(session);
    if (this.#following?.session === session) return;
    this.#following?.stop.dispose();
    this.#following = session && { session, stop: new Cancellation() };
    if (session && this.#following) void this.#restore(session, this.#following.stop.signal);
  }

  async #restore(session: Session, signal: AbortSignal): Promise<void> {
    const { window, onError } = this.#options;
    const before = window.all().filter(({ context }) => context === session.context.name);
    await Promise.all(
      before.map(async (known) => {
        try {
          await this.#again(session, known, signal);
        } catch (error) {
          if (isCancelled(error)) return;
          // What is not there any more need not be tried at each start.
          if (isForGood(error)) window.forget(known.id);
          onError(error);
        }
      }),
    );
  }

  /** Tries until it is there, the user was quicker, or there is no use in it. */
  async #again(session: Session, known: KnownConnection, signal: AbortSignal): Promise<void> {
    const { id, tool, title, endpoint, localPort } = known;
    const pause = new BackOff({ firstMs: 250, mostMs: 30_000 });
    for (let busy = 0; !this.#open.has(id);) {
      const strict = busy < PORT_TRIES;
      try {
        const options = { preferredPort: localPort, strict };
        const forward = await this.#options.open(session, targetOf(tool, endpoint), options, signal);
        if (this.#open.has(id) || signal.aborted) forward.dispose();
        else this.#add({ id, tool, title, session, endpoint, forward });
        return;
      } catch (error) {
        const isBusy = error instanceof ForwardError && error.problem.kind === 'local-port-taken';
        if (isBusy && strict) busy += 1;
        else if (!isPassing(error)) throw error;
        await delay(isBusy ? PORT_PAUSE_MS : pause.next(), signal);
      }
    }
  }

  #add(connection: ToolConnection): ToolConnection {
    const { id, tool, title, session, endpoint, forward } = connection;
    const owned = new DisposableStore();
    owned.own(forward);
    owned.own(forward.onDidChange(() => this.#changed.fire()));
    this.#open.set(id, { connection, owned });
    this.#options.window.remember({
      id,
      context: session.context.name,
      tool,
      title,
      endpoint,
      localPort: forward.localPort,
    });
    this.#changed.fire();
    return connection;
  }

  /** Ends a connection because the user wants so: it does not come back. */
  stop(id: string): void {
    this.#options.window.forget(id);
    this.#end(id);
  }

  #end(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    open.owned.dispose();
    this.#changed.fire();
  }

  /** Ends everything that goes through another session than this one. It comes back with its cluster. */
  keepOnly(session: Session | undefined): void {
    for (const connection of this.all) if (connection.session !== session) this.#end(connection.id);
  }

  dispose(): void {
    this.#following?.stop.dispose();
    for (const { owned } of this.#open.values()) owned.dispose();
    this.#open.clear();
    this.#owned.dispose();
  }
}

/** The API server cannot be asked just now. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof ForwardError) || error.problem.kind !== 'cluster') return false;
  return ['unreachable', 'busy', 'server'].includes(error.problem.problem.kind);
}

/** The tool is not there any more, or not as it was. */
function isForGood(error: unknown): boolean {
  if (!(error instanceof ForwardError)) return false;
  const { problem } = error;
  if (problem.kind === 'cluster') return problem.problem.kind === 'not-found';
  return problem.kind === 'no-such-port' || problem.kind === 'outside-the-cluster';
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
