import * as l10n from '@vscode/l10n';
import { Cancellation, isCancelled } from '../../common/cancellation.ts';
import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Bundle } from '../../diagnostics/bundle.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnosis } from '../../diagnostics/finding.ts';
import type { LiveCollection } from '../../k8s/live/collection.ts';
import { problemOf } from '../../k8s/problem.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import type { UsageAnswer } from '../../k8s/metrics/pod-usage.ts';
import { liveRow } from '../../rows/bundle-rows.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { Gather } from '../../rows/closer-looks.ts';
import type { PodRef } from '../refs.ts';
import type { Action } from '../rights.ts';
import { clock } from '../time-words.ts';
import { aboutPod } from './about-pod.ts';
import { explainPage } from './explain-page.ts';
import type { MadePage, PageAction } from './explain-page.ts';
import { ownerOf, successorOf } from './succession.ts';
import { UsageHistory } from './usage-history.ts';
import { usageCharts, usagePairs } from './usage-words.ts';
import type { Owners } from '../../k8s/owners/owner-lookup.ts';
import { ownerWord, type TopOf } from '../../rows/owner-word.ts';

/** A pod that changes again and again is looked at again no more often than this. */
const REST_MS = 3_000;
/**
 * What keeps a pod from getting well may show in events alone, without a change of the pod: it is looked at again, first after
 * `firstMs`, then after twice as long each time, up to `lastMs`.
 */
const AGAIN = { firstMs: 5_000, lastMs: 60_000 };
/** Ages in words grow. */
const TICK_MS = 30_000;

export interface StoryOptions {
  readonly subject: PodRef;
  readonly pods: LiveCollection<PodEntry>;
  readonly gather: Gather;
  /** Hears of evidence, so that the row of the pod says the same as the page. */
  readonly gathered: (entry: PodEntry, bundle: Bundle) => void;
  /** What the pod uses at this moment. */
  readonly measure: (pod: { namespace: string; name: string }, signal: AbortSignal) => Promise<UsageAnswer>;
  /** What this user may not do with the pod: it is not offered. */
  readonly mayNot: () => ReadonlySet<Action>;
  /** Who owns the owners of pods. */
  readonly owners: Owners;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
  /** Instead of the usual times; for tests. */
  readonly again?: typeof AGAIN;
}

/**
 * The Explain page's memory: which pod it is about, what was found, and whether that is still so. Follows the pod while somebody
 * looks, and its successor when it is replaced.
 */
export class ExplainStory implements Disposable {
  readonly #options: StoryOptions;
  readonly #now: () => number;
  readonly #topOf: TopOf = (pod) => this.#options.owners.topOf(pod);
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  #looking: Cancellation | undefined;
  #lookAgain: NodeJS.Timeout | undefined;
  /** How often the pod was looked at in its present state. */
  #looks = 0;
  #observers = 0;
  #lookedAt = 0;
  #lookedOf: PodEntry | undefined;
  #entry: PodEntry | undefined;
  #owner: string | undefined;
  #replaced: string | undefined;
  #goneAt: number | undefined;
  #bundle: Bundle | undefined;
  #diagnosis: Diagnosis | undefined;
  #failure: ClusterProblem | undefined;
  #usage: UsageHistory | undefined;
  /** While somebody looks at a pod that runs. */
  #measuring: Disposable | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(options: StoryOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#owner = options.subject.owner;
    this.#owned.own(options.pods.onDidChange(() => this.#follow()));
    this.#owned.own(options.owners.onDidChange(() => this.#changed.fire()));
    this.#owned.own(disposable(() => this.#stop()));
    this.#owned.own(disposable(() => this.#usage?.dispose()));
  }

  /** The pod that the page is about now. */
  get subject(): PodRef {
    const { namespace, pod } = this.#options.subject;
    return {
      namespace,
      pod: this.#entry?.record.name ?? pod,
      ...(this.#owner !== undefined && { owner: this.#owner }),
    };
  }

  get diagnosis(): Diagnosis | undefined {
    return this.#diagnosis;
  }

  get bundle(): Bundle | undefined {
    return this.#bundle;
  }

  /** Keeps the page up to date until disposed. */
  observe(): Disposable {
    this.#observers += 1;
    const observing = this.#options.pods.observe();
    const ticking = setInterval(() => this.#changed.fire(), TICK_MS);
    this.#follow();
    return disposable(() => {
      this.#observers -= 1;
      clearInterval(ticking);
      observing.dispose();
      if (this.#observers === 0) this.#stop();
    });
  }

  page(): MadePage {
    const entry = this.#entry;
    if (!entry) return this.#emptyPage();
    const now = this.#now();
    const row = liveRow(entry, this.#bundle, now, this.#topOf);
    const made = explainPage({
      now,
      row,
      diagnosis: this.#diagnosis,
      looking: this.#looking !== undefined,
      note: this.#note(),
      about: [
        ...aboutPod(entry.record, now),
        ...(this.#usage ? usagePairs(entry.record, this.#usage.usage) : []),
      ],
      charts: this.#usage ? usageCharts(entry.record, this.#usage.usage) : [],
      hasLogs:
        !this.#options.mayNot().has('logs') &&
        entry.record.containers.some(
          (container) =>
            container.restarts > 0 || container.state?.is === 'running' || container.state?.is === 'ended',
        ),
      gaps: this.#bundle?.notSeen ?? [],
      siblings: this.#siblings(row.owner),
    });
    if (this.#diagnosis !== undefined || this.#failure === undefined) return made;
    const words = problemWords(this.#failure);
    return { ...made, page: { ...made.page, answer: words.title, why: words.detail } };
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #siblings(owner: string | undefined): number {
    const { current } = this.#options.pods;
    if (owner === undefined || !('items' in current)) return 1;
    const isSibling = ({ record }: PodEntry): boolean => {
      const top = this.#topOf(record);
      return top !== undefined && ownerWord(top) === owner;
    };
    return [...current.items.values()].filter(isSibling).length;
  }

  #follow(): void {
    const { current } = this.#options.pods;
    if (current.state !== 'live' && current.state !== 'stale') {
      this.#changed.fire();
      return;
    }
    const { subject } = this.#options;
    const items = [...current.items.values()];
    const known = this.#entry;
    const same = known
      ? current.items.get(known.record.uid)
      : items.find(({ record }) => record.name === subject.pod);
    const found = same ?? successorOf(items, known?.record ?? subject.pod, this.#owner);
    if (found) this.#take(found);
    else if (known && current.state === 'live' && current.complete) this.#goneAt ??= this.#now();
    this.#measure();
    this.#changed.fire();
    if (found && found !== this.#lookedOf) {
      this.#looks = 0;
      this.#lookIn(this.#lookedAt + REST_MS - this.#now());
    }
  }

  #take(found: PodEntry): void {
    const before = this.#entry?.record;
    if (before ? before.uid !== found.record.uid : found.record.name !== this.#options.subject.pod) {
      this.#replaced = before?.name ?? this.#options.subject.pod;
      this.#bundle = undefined;
      this.#diagnosis = undefined;
      this.#looking?.dispose();
      this.#looking = undefined;
      this.#lookedAt = 0;
      this.#forgetUsage();
    }
    this.#goneAt = undefined;
    this.#entry = found;
    this.#owner = ownerOf(found.record) ?? this.#owner;
  }

  /** Only what runs is measured, and only for somebody who looks. */
  #measure(): void {
    const record = this.#entry?.record;
    const isRunning =
      this.#goneAt === undefined && record?.containers.some(({ state }) => state?.is === 'running') === true;
    if (this.#observers === 0 || !record || !isRunning) {
      this.#measuring?.dispose();
      this.#measuring = undefined;
      return;
    }
    if (!this.#usage) {
      const { namespace, name } = record;
      const read = (signal: AbortSignal): Promise<UsageAnswer> =>
        this.#options.measure({ namespace, name }, signal);
      this.#usage = new UsageHistory(read, this.#options.onError);
      this.#usage.onDidChange(() => this.#changed.fire());
    }
    this.#measuring ??= this.#usage.observe();
  }

  #forgetUsage(): void {
    this.#measuring?.dispose();
    this.#measuring = undefined;
    this.#usage?.dispose();
    this.#usage = undefined;
  }

  /** A look that was planned for later gives way to a sooner one. */
  #lookIn(milliseconds: number): void {
    if (this.#looking) return;
    clearTimeout(this.#lookAgain);
    this.#lookAgain = setTimeout(
      () => {
        this.#lookAgain = undefined;
        void this.#look();
      },
      Math.max(0, milliseconds),
    );
  }

  async #look(): Promise<void> {
    const entry = this.#entry;
    if (!entry) return;
    const looking = new Cancellation();
    this.#looking = looking;
    this.#lookedOf = entry;
    this.#lookedAt = this.#now();
    this.#changed.fire();
    const { namespace, name } = entry.record;
    try {
      const bundle = await this.#options.gather({ namespace, name }, looking.signal);
      if (looking.signal.aborted) return;
      this.#bundle = bundle;
      this.#diagnosis = diagnose(bundle, { kind: 'Pod', namespace, name });
      this.#failure = undefined;
      this.#options.gathered(entry, bundle);
    } catch (error) {
      if (isCancelled(error)) return;
      this.#failure = problemOf(error);
      if (!this.#failure) this.#options.onError(error);
    } finally {
      if (this.#looking === looking) this.#looking = undefined;
      this.#changed.fire();
    }
    if (this.#observers === 0) return;
    if (this.#entry !== this.#lookedOf) {
      this.#looks = 0; // it changed while it was looked at
      this.#lookIn(REST_MS);
    } else if (entry.object !== undefined) {
      const { firstMs, lastMs } = this.#options.again ?? AGAIN;
      this.#lookIn(Math.min(lastMs, firstMs * 2 ** this.#looks));
      this.#looks += 1;
    }
  }

  #stop(): void {
    clearTimeout(this.#lookAgain);
    this.#lookAgain = undefined;
    this.#looking?.dispose();
    this.#looking = undefined;
    this.#lookedOf = undefined;
    this.#measure();
  }

  #note(): string | undefined {
    const { current } = this.#options.pods;
    const name = this.#entry?.record.name ?? this.#options.subject.pod;
    if (current.state === 'stale')
      return l10n.t(
        '{0} What you see is from {1}.',
        problemWords(current.problem).title,
        clock(current.asOf),
      );
    if (this.#goneAt !== undefined)
      return l10n.t('{0} is gone since {1}. This is what was known of it.', name, clock(this.#goneAt));
    if (this.#replaced === undefined) return undefined;
    return this.#replaced === name
      ? l10n.t('{0} was replaced by a new pod of the same name. This is the new one.', name)
      : l10n.t('{0} was replaced by {1}. This is the new one.', this.#replaced, name);
  }

  /** Before the pod was seen for the first time. */
  #emptyPage(): MadePage {
    const { subject, pods } = this.#options;
    const { current } = pods;
    const problem =
      current.state === 'denied' || current.state === 'connecting' ? current.problem : undefined;
    const words = problem && problemWords(problem);
    const isThere = current.state !== 'live' || !current.complete;
    const refused = problem?.kind === 'not-allowed';
    return {
      page: {
        title: subject.pod,
        dot: 'quiet',
        where: subject.namespace,
        answer:
          words?.title ??
          (isThere
            ? l10n.t('Looking for it…')
            : l10n.t('There is no pod {0} in {1} any more.', subject.pod, subject.namespace)),
        why: words?.detail ?? '',
        looking: words === undefined && isThere,
        sections: [],
        buttons: refused ? [{ id: 'ask', label: l10n.t('Copy a request to your platform team') }] : [],
      },
      actions: new Map<string, PageAction>(refused ? [['ask', { do: 'ask', problems: [problem] }]] : []),
    };
  }
}
