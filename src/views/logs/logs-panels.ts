import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isCancelled } from '../../common/cancellation.ts';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Diagnosis } from '../../diagnostics/finding.ts';
import type { GroupEvent } from '../../k8s/streams/group-log.ts';
import type { Session } from '../../k8s/session.ts';
import { runCommand } from '../commands.ts';
import type { CurrentConnection } from '../current-connection.ts';
import { openFile } from '../open-file.ts';
import { failureWords } from '../pick.ts';
import { secondsOf } from '../../common/quantities.ts';
import { PanelPage } from '../panel-page.ts';
import { PanelSet } from '../panel-set.ts';
import type { SubjectPanel } from '../panel-set.ts';
import type { AnyLogsRef, PodRef } from '../refs.ts';
import type { Rights } from '../rights.ts';
import { setting } from '../settings.ts';
import { LogFeed } from './log-feed.ts';
import { LogNotes } from './log-notes.ts';
import { openAsText, saveLog } from './log-saving.ts';
import { logWords } from './log-words.ts';
import { openAddress } from './open-address.ts';
import { fromPage, logsSubject } from './protocol.ts';
import type { FromPage, LogChoice, LogsSubject, LogStatus, ToPage } from './protocol.ts';
import { isSameLog, logsName, logsTitle } from './subject-words.ts';
import { showError } from '../notice.ts';

export interface LogsDoors {
  readonly extension: vscode.Uri;
  readonly connection: CurrentConnection;
  readonly open: (
    session: Session,
    ref: AnyLogsRef,
    choice: LogChoice,
    signal: AbortSignal,
    options?: { readonly follow: boolean },
  ) => AsyncIterable<GroupEvent>;
  /** The diagnosis of a pod, if it has one. */
  readonly diagnosis: (session: Session, pod: PodRef, signal: AbortSignal) => Promise<Diagnosis | undefined>;
  readonly rights: (session: Session) => Rights;
  readonly onError: (error: unknown) => void;
}

/** The log pages that are open: one per pod or group of pods, and choice of container. */
export function logsPanels(doors: LogsDoors): PanelSet<LogsSubject, LogsPanel> {
  return new PanelSet({
    type: 'porthole.logsPage',
    title: (subject) => l10n.t('{0} log', logsName(subject)),
    make: (panel, subject) => new LogsPanel(panel, subject, doors),
    restore: logsSubject,
  });
}

/** One page, and what it reads. */
export class LogsPanel implements SubjectPanel<LogsSubject> {
  readonly page: PanelPage<ToPage, FromPage>;
  /** Follows a pod that is replaced. */
  #subject: LogsSubject;
  readonly #doors: LogsDoors;
  readonly #owned = new DisposableStore();
  readonly #began = this.#owned.own(new Emitter<void>());
  /** Reading began, of the first or of another session. */
  readonly onDidBegin = this.#began.event;
  #session: Session | undefined;
  #reading: { readonly feed: LogFeed; readonly notes: LogNotes; readonly rights: Disposable } | undefined;
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
        this.feed?.detach();
      }),
    );
    this.#owned.own(doors.connection.onDidChange(() => this.#connect()));
    this.page.onDidClose(() => {
      this.#stop();
      this.#owned.dispose();
    });
    this.#connect();
  }

  /** What was read so far. */
  get feed(): LogFeed | undefined {
    return this.#reading?.feed;
  }

  shows(subject: LogsSubject): boolean {
    return this.#subject.context === subject.context && isSameLog(this.#subject, subject);
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
          this.feed?.shown(message.upTo);
          return;
        case 'choose':
          this.#choose(message.choice);
          return;
        case 'choose-since':
          await this.#chooseSince();
          return;
        case 'copy':
          await vscode.env.clipboard.writeText(message.text);
          return;
        case 'save':
          await this.#save();
          return;
        case 'as-text':
          if (this.feed) await openAsText(this.feed);
          return;
        case 'ask':
          if (this.feed?.refusal) await runCommand('porthole.copyAccessRequest', [this.feed.refusal]);
          return;
        case 'try-again':
          if (this.feed) this.#choose(this.feed.choice);
          return;
        case 'explain':
          await vscode.commands.executeCommand('porthole.explain', this.#pod(message.pod));
          return;
        case 'open-file':
          await openFile(message.path, message.line);
          return;
        case 'open-link':
          await openAddress(message.url);
      }
    } catch (error) {
      if (isCancelled(error)) return;
      this.#doors.onError(error);
      void showError(failureWords(error));
    }
  }

  #connect(): void {
    const { session } = this.#doors.connection;
    const mine = session?.context.name === this.#subject.context ? session : undefined;
    if (mine === this.#session && mine) return;
    this.#session = mine;
    this.#stop();
    if (mine) this.#read(mine);
    this.#start();
    if (mine) this.#began.fire();
  }

  #read(session: Session): void {
    const { onError } = this.#doors;
    const notes = new LogNotes(
      (pod, signal) => this.#doors.diagnosis(session, this.#pod(pod), signal),
      onError,
    );
    const feed = new LogFeed({
      open: (choice, signal) => this.#doors.open(session, this.#subject, choice, signal),
      choice: { previous: this.#subject.previous === true, sinceSeconds: 0 },
      limits: {
        maxLines: setting('porthole.logs.maxLines'),
        maxBytes: setting('porthole.logs.maxMegabytes') * 2 ** 20,
      },
      send: (message) => this.page.post(message),
      onError,
    });
    feed.onDidBreak((pod) => notes.look(pod));
    feed.onDidMove((pod) => this.#move(pod));
    notes.onDidChange(() => this.#sendNotes());
    const rights = this.#doors.rights(session);
    this.#reading = { feed, notes, rights: rights.onDidChange(() => this.#readWhatIsAllowed(rights)) };
    if (!('group' in this.#subject)) notes.look(this.#subject.pod);
  }

  #stop(): void {
    this.#reading?.feed.dispose();
    this.#reading?.notes.dispose();
    this.#reading?.rights.dispose();
    this.#reading = undefined;
  }

  /** What was refused has been given meanwhile. */
  #readWhatIsAllowed(rights: Rights): void {
    if (!this.feed?.refusal || rights.mayNot(this.#subject.namespace).has('logs')) return;
    this.feed.choose(this.feed.choice);
    this.#start();
  }

  /** The pod was replaced: the page is about the next one now, also after a reload. */
  #move(pod: string): void {
    if ('group' in this.#subject) return;
    this.#subject = { ...this.#subject, pod };
    this.page.panel.title = l10n.t('{0} log', pod);
    if (!this.#isReady) return;
    this.page.post({ type: 'subject', title: logsTitle(this.#subject), subject: this.#subject });
  }

  #pod(pod: string): PodRef {
    const { namespace } = this.#subject;
    const owner = 'group' in this.#subject ? undefined : this.#subject.owner;
    return { namespace, pod, ...(owner !== undefined && { owner }) };
  }

  /** Tells a page that knows nothing everything. */
  #start(): void {
    if (!this.#isReady) return;
    const { previous, ...subject } = this.#subject;
    this.page.post({
      type: 'start',
      title: logsTitle(subject),
      subject,
      words: logWords(),
      sources: this.feed?.sources ?? [],
      choice: this.feed?.choice ?? { previous: previous === true, sinceSeconds: 0 },
    });
    this.#sendNotes();
    if (this.feed) this.feed.attach();
    else this.page.post({ type: 'status', status: this.#absentStatus() });
  }

  #sendNotes(): void {
    if (this.#isReady) this.page.post({ type: 'notes', notes: this.#reading?.notes.all ?? [] });
  }

  /** While there is no connection to the cluster of the page. */
  #absentStatus(): LogStatus {
    return {
      state: 'interrupted',
      words: l10n.t('not connected to {0} now', this.#subject.context),
      total: 0,
      dropped: 0,
      leftWords: '',
      refusal: '',
      limitWords: '',
    };
  }

  #choose(choice: LogChoice): void {
    this.feed?.choose(choice);
    this.#start();
  }

  async #chooseSince(): Promise<void> {
    const { feed } = this;
    const typed = await vscode.window.showInputBox({
      title: l10n.t('How far back'),
      prompt: l10n.t('For example 90s, 15m, 3h, 2d'),
      validateInput: (value) =>
        value.trim() === '' || secondsOf(value.trim()) !== undefined
          ? undefined
          : l10n.t('A number and a unit: s, m, h or d'),
    });
    const sinceSeconds = secondsOf(typed?.trim() ?? '');
    if (feed === undefined || feed !== this.feed) return;
    // Also when nothing was chosen: the page shows again what is so.
    if (sinceSeconds === undefined) this.#start();
    else this.#choose({ ...feed.choice, sinceSeconds });
  }

  async #save(): Promise<void> {
    const { feed } = this;
    const session = this.#session;
    if (!feed || !session) return;
    await saveLog({
      name: logsName(this.#subject),
      feed,
      all: (signal) =>
        this.#doors.open(session, this.#subject, { ...feed.choice, sinceSeconds: 0 }, signal, {
          follow: false,
        }),
    });
  }
}
