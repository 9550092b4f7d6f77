import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { isCancelled } from '../../common/cancellation.ts';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import type { Event } from '../../common/event.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import type { Session } from '../../k8s/session.ts';
import type { PodRow } from '../../rows/row.ts';
import type { InstalledTool } from '../../tools/installed-tool.ts';
import type { ToolConnections } from '../connections/tool-connections.ts';
import type { CurrentConnection } from '../current-connection.ts';
import { PanelSet } from '../panel-set.ts';
import type { SubjectPanel } from '../panel-set.ts';
import type { Rights } from '../rights.ts';
import { ShownPage } from '../shown-page.ts';
import { ailingPod, sameTool } from '../tools/tool-rows.ts';
import type { ToolsSource } from '../tools/tools-source.ts';
import { toolSubject } from './protocol.ts';
import type { ToolPage, ToolSubject, ToPage } from './protocol.ts';
import { headings, toolPage } from './tool-page.ts';
import type { MadeToolPage, ToolAction } from './tool-page.ts';

/** Ages and bytes grow while somebody looks. */
const TICK_MS = 5_000;

export interface ToolPageDoors {
  readonly extension: vscode.Uri;
  readonly connection: CurrentConnection;
  readonly tools: Pick<ToolsSource, 'find' | 'observe' | 'onDidChange' | 'message'>;
  readonly connections: ToolConnections;
  readonly pods: {
    readonly of: (namespace: string, name: string) => PodRow | undefined;
    readonly onDidChange: Event<void>;
  };
  readonly rights: (session: Session) => Rights;
  /** What the diagnosis says of a pod; asked when the pod changes. */
  readonly finding: (session: Session, pod: PodRow, signal: AbortSignal) => Promise<Finding | undefined>;
  readonly act: (action: ToolAction, session: Session, tool: InstalledTool) => Promise<void>;
  /** Tells the user in one sentence what did not work. */
  readonly failed: (error: unknown, tool: string) => void;
  readonly onError: (error: unknown) => void;
}

/** The pages of tools that are open: one per installation. */
export function toolPanels(doors: ToolPageDoors): PanelSet<ToolSubject, ToolPanel> {
  return new PanelSet({
    type: 'porthole.toolPage',
    title: ({ name }) => name,
    make: (panel, subject) => new ToolPanel(panel, subject, doors),
    restore: toolSubject,
  });
}

/** One page. It looks at the cluster only while it is visible. */
export class ToolPanel implements SubjectPanel<ToolSubject> {
  readonly #shown: ShownPage<ToPage>;
  readonly #subject: ToolSubject;
  readonly #doors: ToolPageDoors;
  readonly #owned = new DisposableStore();
  #observed: DisposableStore | undefined;
  /** What was last known of the tool: it may go while its page is open. */
  #tool: InstalledTool | undefined;
  #looked: { readonly uid: string; readonly words: string; finding: Finding | undefined } | undefined;
  #looking = new AbortController();
  #rights: { readonly of: Rights; readonly heard: Disposable } | undefined;
  #made: MadeToolPage | undefined;

  constructor(panel: vscode.WebviewPanel, subject: ToolSubject, doors: ToolPageDoors) {
    this.#subject = subject;
    this.#doors = doors;
    this.#shown = new ShownPage<ToPage>(panel, {
      extension: doors.extension,
      name: 'tool-page',
      make: () => this.#message(),
      use: (link) => this.use(link),
      failed: (error) => {
        if (!isCancelled(error)) doors.failed(error, this.#tool?.title ?? subject.name);
      },
      seen: (isVisible) => this.#seen(isVisible),
    });
    for (const changed of [doors.connection, doors.tools, doors.connections, doors.pods])
      this.#owned.own(changed.onDidChange(() => this.#shown.showSoon()));
    this.page.onDidClose(() => this.#end());
    this.#shown.look();
  }

  shows({ context, namespace, tool, name }: ToolSubject): boolean {
    return this.#subject.context === context && sameTool(this.#subject, { namespace, tool, name });
  }

  get page(): ShownPage<ToPage>['page'] {
    return this.#shown.page;
  }

  /** The newest message, for tests. */
  get last(): ToPage | undefined {
    return this.#shown.last;
  }

  dispose(): void {
    this.#shown.dispose();
  }

  /** Presses something on the page. */
  async use(link: string): Promise<void> {
    const action = this.#made?.actions.get(link);
    const session = this.#session();
    if (action && session && this.#tool) await this.#doors.act(action, session, this.#tool);
  }

  #session(): Session | undefined {
    const { session } = this.#doors.connection;
    return session?.context.name === this.#subject.context ? session : undefined;
  }

  #seen(isVisible: boolean): void {
    if (!isVisible) {
      this.#observed?.dispose();
      this.#observed = undefined;
    } else if (!this.#observed) {
      const observed = new DisposableStore();
      observed.own(this.#doors.tools.observe());
      this.#rights?.of.ask(this.#subject.namespace);
      const ticking = setInterval(() => {
        this.#rights?.of.ask(this.#subject.namespace);
        this.#shown.show();
      }, TICK_MS);
      observed.own({ dispose: (): void => clearInterval(ticking) } satisfies Disposable);
      this.#observed = observed;
      this.#shown.showSoon();
    }
  }

  #message(): ToPage {
    const { tool, name, namespace } = this.#subject;
    const session = this.#session();
    const found = session && this.#doors.tools.find({ tool, name, namespace });
    this.#tool = found ?? this.#tool;
    this.#made = session && this.#tool ? this.#make(session, this.#tool, found !== undefined) : undefined;
    return { type: 'show', page: this.#made?.page ?? this.#emptyPage(), subject: this.#subject };
  }

  #make(session: Session, tool: InstalledTool, isThere: boolean): MadeToolPage {
    const now = Date.now();
    const { connections, pods, tools } = this.#doors;
    const ailing = tool.state === 'ready' ? undefined : ailingPod(tool, pods.of, now);
    if (ailing) this.#lookInto(session, ailing);
    const finding = ailing && this.#looked?.uid === ailing.uid ? this.#looked.finding : undefined;
    const note = isThere
      ? undefined
      : (tools.message() ?? l10n.t('This tool is not there any more. This is what was known of it.'));
    return toolPage({
      now,
      tool,
      pods: tool.pods.map((name) => pods.of(tool.namespace, name)).filter((row) => row !== undefined),
      connections: new Map(
        connections
          .rows()
          .filter((row) => sameTool(row.tool, tool) && row.endpoint !== undefined)
          .map((row) => [row.endpoint ?? '', row]),
      ),
      portOf: (endpoint) => connections.portOf(session, tool, endpoint),
      mayNot: this.#rightsIn(session).mayNot(tool.namespace),
      ...(ailing && { ailing }),
      ...(finding && { finding }),
      ...(note !== undefined && { note }),
    });
  }

  /** Heard for as long as the session is the one that the page shows. */
  #rightsIn(session: Session): Rights {
    const rights = this.#doors.rights(session);
    if (this.#rights?.of !== rights) {
      this.#rights?.heard.dispose();
      this.#rights = { of: rights, heard: rights.onDidChange(() => this.#shown.showSoon()) };
      if (this.page.visible) rights.ask(this.#subject.namespace);
    }
    return rights;
  }

  /** Asks for the diagnosis once for each state that the pod is in. */
  #lookInto(session: Session, pod: PodRow): void {
    if (this.#looked?.uid === pod.uid && this.#looked.words === pod.words) return;
    const before = this.#looked?.uid === pod.uid ? this.#looked.finding : undefined;
    const looked = { uid: pod.uid, words: pod.words, finding: before };
    this.#looked = looked;
    this.#looking.abort();
    this.#looking = new AbortController();
    this.#doors.finding(session, pod, this.#looking.signal).then(
      (finding) => {
        looked.finding = finding;
        this.#shown.showSoon();
      },
      (error: unknown) => {
        if (!isCancelled(error)) this.#doors.onError(error);
      },
    );
  }

  #emptyPage(): ToolPage {
    const { connection } = this.#doors.connection;
    const { context, name, namespace } = this.#subject;
    const elsewhere = connection !== undefined && this.#session() === undefined;
    return {
      title: name,
      dot: 'quiet',
      where: namespace,
      answer: elsewhere ? l10n.t('This page is about the cluster {0}.', context) : l10n.t('Looking for it…'),
      why: elsewhere
        ? l10n.t('Porthole is not connected to it now. Switch to it, and the page goes on.')
        : (this.#doors.tools.message() ?? ''),
      looking: !elsewhere,
      actions: [],
      code: [],
      endpoints: [],
      parts: [],
      about: [],
      buttons: [],
      words: headings(),
    };
  }

  #end(): void {
    this.#looking.abort();
    this.#rights?.heard.dispose();
    this.#observed?.dispose();
    this.#owned.dispose();
  }
}
