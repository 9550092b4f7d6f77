import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Diagnosis } from '../../diagnostics/finding.ts';
import type { MergedEvent } from '../../k8s/streams/merge-logs.ts';
import { problemOf } from '../../k8s/problem.ts';
import type { Session } from '../../k8s/session.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { CurrentConnection } from '../current-connection.ts';
import { PanelPage } from '../panel-page.ts';
import { PanelSet } from '../panel-set.ts';
import type { SubjectPanel } from '../panel-set.ts';
import type { LogsRef } from '../refs.ts';
import type { Rights } from '../rights.ts';
import { setting } from '../settings.ts';
import { LogFeed } from './log-feed.ts';
import { openFile } from '../open-file.ts';
import { logWords } from './log-words.ts';
import { fromPage, logsSubject } from './protocol.ts';
import type {
  FromPage,
  LogChoice,
  LogNote,
  LogSourceName,
  LogsSubject,
  LogStatus,
  ToPage,
} from './protocol.ts';

export interface OpenedLogs {
  readonly sources: readonly LogSourceName[];
  readonly open: (choice: LogChoice, signal: AbortSignal) => AsyncIterable<MergedEvent>;
}

export interface LogsDoors {
  readonly extension: vscode.Uri;
  readonly connection: CurrentConnection;
  /** Looks which containers there are, and says how to read them. */
  readonly open: (session: Session, ref: LogsRef, signal: AbortSignal) => Promise<OpenedLogs>;
  /** The diagnosis of a pod, if it has one. */
  readonly diagnosis: (session: Session, ref: LogsRef, signal: AbortSignal) => Promise<Diagnosis | undefined>;
  readonly rights: (session: Session) => Rights;
  readonly onError: (error: unknown) => void;
}

/** The log pages that are open: one per pod and choice of container. */
export function logsPanels(doors: LogsDoors): PanelSet<LogsSubject, LogsPanel> {
  return new PanelSet({
    type: 'porthole.logsPage',
    title: ({ pod }) => l10n.t('{0} log', pod),
    make: (panel, subject) => new LogsPanel(panel, subject, doors),
    restore: logsSubject,
  });
}

/** One page, and what it reads. */
export class LogsPanel implements SubjectPanel<LogsSubject> {
  readonly page: PanelPage<ToPage, FromPage>;
  readonly #subject: LogsSubject;
  readonly #doors: LogsDoors;
  readonly #owned = new DisposableStore();
  readonly #began = this.#owned.own(new Emitter<void>());
  /** Reading began, of the first or of another session. */
  readonly onDidBegin = this.#began.event;
  #session: Session | undefined;
  #rightsHeard: Disposable | undefined;
  #opening: AbortController | undefined;
  #feed: LogFeed | undefined;
  #sources: readonly LogSourceName[] = [];
  #note: LogNote | undefined;
  /** Why there is nothing to read. */
  #failure: string | undefined;
  #isReady = false;

  constructor(panel: vscode.WebviewPanel, subject: LogsSubject, doors: LogsDoors) {
    this.#subject = subject;
    this.#doors = doors;
    this.page = new PanelPage<ToPage, FromPage>(panel, doors.extension, 'logs', fromPage);
    this.#owned.own(this.page.onDidReceive((message) => void this.receive(message)));
    this.#owned.own(
      panel.onDidChangeViewState(() => {
        if (this.page.visible) return;
        this.#isReady = false;
        this.#feed?.detach();
      }),
    );
    this.#owned.own(doors.connection.onDidChange(() => void this.#connect()));
    this.page.onDidClose(() => this.#end());
    void this.#connect();
  }

  /** What was read so far, for tests. */
  get feed(): LogFeed | undefined {
    return this.#feed;
  }

  shows({ context, namespace, pod, container }: LogsSubject): boolean {
    const mine = this.#subject;
    return (
      mine.context === context &&
      mine.namespace === namespace &&
      mine.pod === pod &&
      mine.container === container
    );
  }

  dispose(): void {
    this.page.dispose();
  }

  /** Does what the page asks for. */
  async receive(message: FromPage): Promise<void> {
    try {
      switch (message.type) {
        case 'ready':
          this.#isReady = true;
          this.#start();
          return;
        case 'shown':
          this.#feed?.shown(message.upTo);
          return;
        case 'choose':
          this.#feed?.choose(message.choice);
          this.#start();
          return;
        case 'copy':
          await vscode.env.clipboard.writeText(message.text);
          return;
        case 'save':
          await this.#save();
          return;
        case 'as-text':
          await vscode.window.showTextDocument(
            await vscode.workspace.openTextDocument({ content: this.#text(), language: 'log' }),
          );
          return;
        case 'explain':
          await vscode.commands.executeCommand('porthole.explain', this.#subject);
          return;
        case 'open-file':
          await openFile(message.path, message.line);
      }
    } catch (error) {
      this.#doors.onError(error);
    }
  }

  async #connect(): Promise<void> {
    const { session } = this.#doors.connection;
    const mine = session?.context.name === this.#subject.context ? session : undefined;
    if (mine === this.#session) return;
    this.#session = mine;
    this.#rightsHeard?.dispose();
    this.#rightsHeard = mine && this.#doors.rights(mine).onDidChange(() => this.#readWhatIsAllowed());
    this.#opening?.abort();
    this.#feed?.dispose();
    this.#feed = undefined;
    if (!mine) {
      this.#start();
      return;
    }
    const opening = new AbortController();
    this.#opening = opening;
    this.#failure = undefined;
    try {
      const { sources, open } = await this.#doors.open(mine, this.#subject, opening.signal);
      if (opening.signal.aborted) return;
      this.#sources = sources;
      this.#feed = new LogFeed({
        open,
        sources,
        choice: { previous: this.#subject.previous === true, sinceSeconds: 0 },
        limits: {
          maxLines: setting('porthole.logs.maxLines'),
          maxBytes: setting('porthole.logs.maxMegabytes') * 2 ** 20,
        },
        send: (message) => this.page.post(message),
        onError: this.#doors.onError,
      });
      this.#start();
      this.#began.fire();
      const diagnosis = await this.#doors.diagnosis(mine, this.#subject, opening.signal);
      this.#note = diagnosis && noteOf(diagnosis);
      if (this.#isReady) this.page.post({ type: 'note', note: this.#note ?? null });
    } catch (error) {
      if (opening.signal.aborted) return;
      const problem = problemOf(error);
      if (!problem) this.#doors.onError(error);
      // A log that is being read says itself what is the matter with it.
      if (this.#feed) return;
      this.#failure = problem
        ? problemWords(problem).title
        : l10n.t("The log could not be read. Porthole's log says why.");
      this.#start();
    }
  }

  /** Tells a page that knows nothing everything. */
  #start(): void {
    if (!this.#isReady) return;
    const { previous, ...subject } = this.#subject;
    this.page.post({
      type: 'start',
      title: [subject.pod, subject.container].filter((part) => part !== undefined).join(' / '),
      subject,
      words: logWords(),
      sources: this.#sources,
      choice: this.#feed?.choice ?? { previous: previous === true, sinceSeconds: 0 },
    });
    this.page.post({ type: 'note', note: this.#note ?? null });
    if (this.#feed) this.#feed.attach();
    else this.page.post({ type: 'status', status: this.#emptyStatus() });
  }

  /** While there is nothing to read yet, or at all. */
  #emptyStatus(): LogStatus {
    const nothing = { total: 0, dropped: 0, limitWords: '' };
    if (!this.#session)
      return {
        ...nothing,
        state: 'interrupted',
        words: l10n.t('not connected to {0} now', this.#subject.context),
      };
    if (this.#failure !== undefined) return { ...nothing, state: 'ended', words: this.#failure };
    return { ...nothing, state: 'connecting', words: l10n.t('connecting…') };
  }

  async #save(): Promise<void> {
    const name = `${this.#subject.pod}.log`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      title: l10n.t('Save the log of {0}', this.#subject.pod),
    });
    if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(this.#text()));
  }

  #text(): string {
    return `${[...(this.#feed?.lines() ?? [])].join('\n')}\n`;
  }

  /** What was refused has been given meanwhile. */
  #readWhatIsAllowed(): void {
    const mayNot = this.#session && this.#doors.rights(this.#session).mayNot(this.#subject.namespace);
    if (!this.#feed?.refusal || mayNot?.has('logs') === true) return;
    this.#feed.choose(this.#feed.choice);
    this.#start();
  }

  #end(): void {
    this.#rightsHeard?.dispose();
    this.#opening?.abort();
    this.#feed?.dispose();
    this.#owned.dispose();
  }
}

function noteOf(diagnosis: Diagnosis): LogNote | undefined {
  const [cause] = diagnosis.findings;
  if (!cause || cause.severity === 'note') return undefined;
  const quote = cause.evidence.find(({ from }) => from.path === 'log')?.text ?? '';
  return { title: cause.title, explain: l10n.t('Explain'), quote };
}
