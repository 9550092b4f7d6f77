import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { readPodUsage } from '../../k8s/metrics/pod-usage.ts';
import type { Session } from '../../k8s/session.ts';
import { POD_ENTRIES } from '../../rows/pod-entry.ts';
import type { CurrentConnection } from '../current-connection.ts';
import type { CloserLooks, Gather } from '../../rows/closer-looks.ts';
import { PanelSet } from '../panel-set.ts';
import type { SubjectPanel } from '../panel-set.ts';
import type { Rights } from '../rights.ts';
import { ShownPage } from '../shown-page.ts';
import type { PageAction } from './explain-page.ts';
import { ExplainStory } from './explain-story.ts';
import { explainSubject } from './protocol.ts';
import type { ExplainSubject, ToPage } from './protocol.ts';

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
  readonly #shown: ShownPage<ToPage>;
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

  constructor(panel: vscode.WebviewPanel, subject: ExplainSubject, doors: ExplainDoors) {
    this.#subject = subject;
    this.#doors = doors;
    this.#shown = new ShownPage<ToPage>(panel, {
      extension: doors.extension,
      name: 'explain',
      make: () => this.#message(),
      use: (link) => this.use(link),
      failed: doors.onError,
      seen: (isVisible) => this.#seen(isVisible),
    });
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
    const story = this.#told?.story;
    const action = story?.page().actions.get(link);
    if (story && action) await this.#doors.act(action, story);
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
      owned.own(story.onDidChange(() => this.#shown.showSoon()));
      owned.own(rights.onDidChange(() => this.#shown.showSoon()));
      this.#told = { session: mine, story, rights, owned, observed: undefined };
    }
    this.#shown.look();
    this.#shown.showSoon();
  }

  #seen(isVisible: boolean): void {
    if (!isVisible) {
      this.#told?.observed?.dispose();
      if (this.#told) this.#told.observed = undefined;
    } else if (this.#told) {
      this.#told.observed ??= this.#told.story.observe();
      this.#told.rights.ask(this.#subject.namespace);
    }
  }

  #message(): ToPage {
    const page = this.#told?.story.page().page ?? this.#elsewhere();
    const now = this.#told?.story.subject ?? this.#subject;
    return { type: 'show', page, subject: { ...now, context: this.#subject.context } };
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
    this.#forget();
    this.#owned.dispose();
  }

  #forget(): void {
    this.#told?.observed?.dispose();
    this.#told?.owned.dispose();
    this.#told = undefined;
  }
}
