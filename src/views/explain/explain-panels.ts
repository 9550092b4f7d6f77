import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { readPodUsage } from '../../k8s/metrics/pod-usage.ts';
import type { Session } from '../../k8s/session.ts';
import { POD_ENTRIES } from '../../rows/pod-entry.ts';
import type { CurrentConnection } from '../current-connection.ts';
import type { CloserLooks, Gather } from '../../rows/closer-looks.ts';
import { PanelPage } from '../panel-page.ts';
import { PanelSet } from '../panel-set.ts';
import type { SubjectPanel } from '../panel-set.ts';
import type { Rights } from '../rights.ts';
import type { PageAction } from './explain-page.ts';
import { ExplainStory } from './explain-story.ts';
import { explainSubject, fromPage } from './protocol.ts';
import type { ExplainSubject, FromPage, ToPage } from './protocol.ts';

/** A burst of changes is one message. */
const MERGE_MS = 50;

export interface ExplainDoors {
  readonly extension: vscode.Uri;
  readonly connection: CurrentConnection;
  readonly looks: (session: Session) => CloserLooks;
  readonly gather: (session: Session) => Gather;
  readonly rights: (session: Session) => Rights;
  /** What the page's buttons do. */
  readonly act: (action: PageAction, story: ExplainStory) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** The Explain pages that are open: one per pod. */
export function explainPanels(doors: ExplainDoors): PanelSet<ExplainSubject, ExplainPanel> {
  return new PanelSet({
    type: 'porthole.explainPage',
    title: ({ pod }) => pod,
    make: (panel, subject) => new ExplainPanel(panel, subject, doors),
    restore: explainSubject,
  });
}

/** One page, and the story that it tells while it is visible. */
export class ExplainPanel implements SubjectPanel<ExplainSubject> {
  readonly page: PanelPage<ToPage, FromPage>;
  readonly #subject: ExplainSubject;
  readonly #doors: ExplainDoors;
  readonly #owned = new DisposableStore();
  #told:
    | {
        readonly session: Session;
        readonly story: ExplainStory;
        readonly rights: Rights;
        readonly owned: DisposableStore;
        observed: Disposable | undefined;
      }
    | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  /** The newest message, for tests. */
  last: ToPage | undefined;

  constructor(panel: vscode.WebviewPanel, subject: ExplainSubject, doors: ExplainDoors) {
    this.#subject = subject;
    this.#doors = doors;
    this.page = new PanelPage<ToPage, FromPage>(panel, doors.extension, 'explain', fromPage);
    this.#owned.own(this.page.onDidReceive((message) => void this.#receive(message)));
    this.#owned.own(panel.onDidChangeViewState(() => this.#look()));
    this.#owned.own(doors.connection.onDidChange(() => this.#connect()));
    this.page.onDidClose(() => this.#end());
    this.#connect();
  }

  get story(): ExplainStory | undefined {
    return this.#told?.story;
  }

  shows({ context, namespace, pod }: ExplainSubject): boolean {
    const now = this.story?.subject ?? this.#subject;
    return this.#subject.context === context && now.namespace === namespace && now.pod === pod;
  }

  dispose(): void {
    this.page.dispose();
  }

  /** Presses something on the page. */
  async use(link: string): Promise<void> {
    const story = this.#told?.story;
    const action = story?.page().actions.get(link);
    if (story && action) await this.#doors.act(action, story);
  }

  async #receive(message: FromPage): Promise<void> {
    if (message.type === 'ready') {
      this.#isReady = true;
      this.#show();
      return;
    }
    try {
      await this.use(message.link);
    } catch (error) {
      this.#doors.onError(error);
    }
  }

  /** Begins the story anew when there is another connection to the same cluster. */
  #connect(): void {
    const { session } = this.#doors.connection;
    const mine = session?.context.name === this.#subject.context ? session : undefined;
    if (this.#told?.session !== mine) this.#forget();
    if (mine && !this.#told) {
      const looks = this.#doors.looks(mine);
      const rights = this.#doors.rights(mine);
      const owned = new DisposableStore();
      const story = new ExplainStory({
        subject: this.#subject,
        pods: mine.collection(POD_ENTRIES, this.#subject.namespace),
        gather: this.#doors.gather(mine),
        gathered: (entry, bundle) => looks.put(entry, bundle),
        owners: mine.owners,
        measure: (pod, signal) => readPodUsage(mine.api, pod, signal),
        mayNot: () => rights.mayNot(this.#subject.namespace),
        onError: this.#doors.onError,
      });
      owned.own(story);
      owned.own(story.onDidChange(() => this.#showSoon()));
      owned.own(rights.onDidChange(() => this.#showSoon()));
      this.#told = { session: mine, story, rights, owned, observed: undefined };
    }
    this.#look();
    this.#showSoon();
  }

  #look(): void {
    if (!this.page.visible) {
      this.#isReady = false;
      this.#told?.observed?.dispose();
      if (this.#told) this.#told.observed = undefined;
    } else if (this.#told) {
      this.#told.observed ??= this.#told.story.observe();
      this.#told.rights.ask(this.#subject.namespace);
    }
  }

  #showSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#show();
    }, MERGE_MS);
  }

  #show(): void {
    const page = this.#told?.story.page().page ?? this.#elsewhere();
    const now = this.#told?.story.subject ?? this.#subject;
    if (this.page.visible) this.page.panel.title = page.title;
    this.last = { type: 'show', page, subject: { ...now, context: this.#subject.context } };
    if (this.#isReady) this.page.post(this.last);
  }

  #elsewhere(): ToPage['page'] {
    const { connection } = this.#doors.connection;
    return {
      title: this.#subject.pod,
      dot: 'quiet',
      where: this.#subject.namespace,
      answer:
        connection === undefined
          ? l10n.t('Connecting…')
          : l10n.t('This page is about the cluster {0}.', this.#subject.context),
      why:
        connection === undefined
          ? ''
          : l10n.t('Porthole is not connected to it now. Switch to it, and the page goes on.'),
      looking: connection === undefined,
      sections: [],
      buttons: [],
    };
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#forget();
    this.#owned.dispose();
  }

  #forget(): void {
    this.#told?.observed?.dispose();
    this.#told?.owned.dispose();
    this.#told = undefined;
  }
}
