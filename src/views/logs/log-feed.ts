import * as l10n from '@vscode/l10n';
import { Cancellation, isCancelled, onCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { GroupEvent, GroupSource } from '../../k8s/streams/group-log.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { millisecondsOf } from '../../k8s/streams/log-time.ts';
import type { MergedLine } from '../../k8s/streams/merge-logs.ts';
import { problemWords } from '../../rows/problem-words.ts';
import { FeedStatus, isBreak, leftWords } from './feed-status.ts';
import { textLine } from './log-file.ts';
import { LogStore } from './log-store.ts';
import { unpack } from './packed-lines.ts';
import type { StoreLimits } from './log-store.ts';
import { remarkWords, replacedWords } from '../../rows/mark-words.ts';
import { REMARK } from './protocol.ts';
import type { LogChoice, LogSourceName, ToPage } from './protocol.ts';
import { Redraws } from './redraws.ts';
import { sourceNames } from './source-names.ts';

/** Lines and characters that the page has not answered for, after which nothing more is sent: what it takes in within 10 ms or so. */
const SEND_LINES = 16 * 1024;
const SEND_CHARACTERS = 4 * 1024 * 1024;
/** Lines that are read ahead of the page. After that the socket is left alone, and the server waits. */
const READ_AHEAD = 40_000;
/** Messages are sent at most once per frame. */
const FRAME_MS = 16;

export interface LogFeedOptions {
  readonly open: (choice: LogChoice, signal: AbortSignal) => AsyncIterable<GroupEvent>;
  readonly choice: LogChoice;
  readonly limits: StoreLimits;
  readonly send: (message: ToPage) => void;
  /** Hears of errors that are none of the cluster's. */
  readonly onError: (error: unknown) => void;
}

/**
 * Reads a log into the store and from there to the page, no faster than the page takes it: a page that is slow or hidden stops the
 * reading of the socket, not the window. The store is the truth; the page gets it again whenever it comes back.
 */
export class LogFeed implements Disposable {
  readonly store: LogStore;
  readonly #options: LogFeedOptions;
  readonly #limitWords: string;
  #choice: LogChoice;
  /** What the cluster refused, as long as nothing has come. */
  #refusal: ClusterProblem | undefined;
  #hasLines = false;
  #reading = new Cancellation();
  #status: FeedStatus;
  #sources: readonly LogSourceName[] = [];
  /** A replacement that was told: the pod need not be said to join as well. */
  #replacement: string | undefined;
  #redraws: Redraws[] = [];
  /** Of the line that is being taken. */
  #at = 0;
  #attached = false;
  #sent = 0;
  #shown = 0;
  /** What was sent and not answered: up to which line, with how many characters. */
  #unanswered: { readonly upTo: number; readonly characters: number }[] = [];
  /** Lines that were drawn again after they were sent. */
  readonly #changes = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;
  readonly #didShow = new Emitter<void>();
  /** The page has shown more. */
  readonly onDidShow = this.#didShow.event;
  readonly #didBreak = new Emitter<string>();
  /** A container of this pod was restarted or has failed. */
  readonly onDidBreak = this.#didBreak.event;
  readonly #didMove = new Emitter<string>();
  /** The pod that is followed was replaced by this one. */
  readonly onDidMove = this.#didMove.event;

  constructor(options: LogFeedOptions) {
    this.#options = options;
    this.#choice = options.choice;
    const { maxLines, maxBytes } = options.limits;
    this.#limitWords = l10n.t(
      'newest {0} lines or {1} MiB are kept',
      maxLines.toLocaleString(),
      Math.round(maxBytes / 2 ** 20),
    );
    this.store = new LogStore(options.limits);
    this.#status = new FeedStatus(options.choice.previous);
    void this.#read(this.#reading.signal);
  }

  /** Set where this user may not read the log. */
  get refusal(): ClusterProblem | undefined {
    return this.#refusal;
  }

  get choice(): LogChoice {
    return this.#choice;
  }

  get sources(): readonly LogSourceName[] {
    return this.#sources;
  }

  /** The newest line that the page has shown. */
  get shownTo(): number {
    return this.#shown;
  }

  /** The page is there and knows nothing: `start` was sent to it, now everything that is kept. */
  attach(): void {
    this.#attached = true;
    this.#sent = this.store.oldest - 1;
    this.#shown = this.#sent;
    this.#unanswered = [];
    this.#changes.clear();
    this.#options.send({ type: 'sources', sources: this.#sources });
    this.#flush(this.store.next);
    this.#sendStatus();
  }

  detach(): void {
    this.#attached = false;
  }

  /** The page has shown everything up to this line. */
  shown(upTo: number): void {
    if (upTo > this.#shown) this.#shown = Math.min(upTo, this.#sent);
    this.#unanswered = this.#unanswered.filter((sent) => sent.upTo > this.#shown);
    this.#wake?.();
    // What will be joined by others waits for the next frame.
    this.#flush(this.store.openFrom);
    if (this.#sent + 1 < this.store.next) this.#schedule();
    this.#didShow.fire();
  }

  /** Begins anew with other lines. */
  choose(choice: LogChoice): void {
    this.#choice = choice;
    this.#refusal = undefined;
    this.#hasLines = false;
    this.#reading.dispose();
    this.#reading = new Cancellation();
    this.store.clear();
    this.#sources = [];
    this.#redraws = [];
    this.#changes.clear();
    this.#sent = 0;
    this.#shown = 0;
    this.#unanswered = [];
    this.#status = new FeedStatus(choice.previous);
    this.#schedule();
    void this.#read(this.#reading.signal);
  }

  /** Everything that is kept, as a text file has it. */
  *lines(): Generator<string> {
    for (const piece of this.pieces()) yield* piece;
  }

  /** The same in pieces. Lines that are dropped meanwhile are left out; those that come are taken in. */
  *pieces(): Generator<readonly string[]> {
    for (let n = this.store.oldest; n < this.store.next;) {
      n = Math.max(n, this.store.oldest);
      const lines = unpack(this.store.packedFrom(n));
      n += lines.length;
      yield lines.map((line) => textLine(line, this.#sources));
    }
  }

  dispose(): void {
    this.#reading.dispose();
    clearTimeout(this.#timer);
    this.#didShow.dispose();
    this.#didBreak.dispose();
    this.#didMove.dispose();
    this.#attached = false;
  }

  async #read(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of this.#options.open(this.#choice, signal)) {
        throwIfCancelled(signal);
        this.#take(event);
        this.#schedule();
        await this.#room(signal);
      }
      this.#finish(this.#refusal ? problemWords(this.#refusal).short : l10n.t('end of the log'));
    } catch (error) {
      if (isCancelled(error)) return;
      this.#options.onError(error);
      this.#finish(l10n.t('Porthole could not go on reading; its log says why'));
    }
  }

  #take(event: GroupEvent): void {
    switch (event.kind) {
      case 'lines':
        this.#refusal = undefined;
        this.#hasLines = true;
        for (const line of event.lines) this.#takeLine(line);
        this.store.trim();
        return;
      case 'sources':
        this.#join(event.sources);
        return;
      case 'members':
        this.#status.know(event.members);
        this.#takeProblem(event.members.problem);
        return;
      case 'replaced':
        this.#remark(replacedWords(event.from, event.to));
        this.#replacement = event.to;
        this.#didMove.fire(event.to);
        return;
      case 'failed':
        this.#options.onError(event.error);
        this.#remark(l10n.t("{0}: reading stopped; Porthole's log says why", this.#name(event.source)));
        return;
      case 'mark': {
        const { mark, source } = event;
        const words = remarkWords(mark, this.#name(source));
        this.#status.mark(source, mark, words);
        if (words !== undefined) this.#remark(words);
        if (mark.kind === 'ended' && mark.end.reason === 'problem') this.#takeProblem(mark.end.problem);
        const pod = this.#sources[source]?.pod;
        if (pod !== undefined && isBreak(mark)) this.#didBreak.fire(pod);
      }
    }
  }

  #takeProblem(problem: ClusterProblem | undefined): void {
    if (problem?.kind === 'not-allowed' && !this.#hasLines) this.#refusal = problem;
  }

  #takeLine({ source, at, text, partial }: MergedLine): void {
    this.#at = at === undefined ? 0 : millisecondsOf(at);
    const redraws = (this.#redraws[source] ??= this.#redrawsOf(source));
    redraws.take(text, partial);
    this.#status.lines(source);
  }

  #redrawsOf(source: number): Redraws {
    const { store } = this;
    return new Redraws({
      append: (text, rewrites) => store.append(source, this.#at, text, rewrites),
      textAt: (n) => {
        const line = store.line(n);
        return line && { text: line[2], rewrites: line[3] };
      },
      replace: (n, text, rewrites) => {
        store.replace(n, [source, this.#at, text, rewrites]);
        if (n <= this.#sent) this.#changes.add(n);
      },
    });
  }

  /** The list of sources has grown. */
  #join(sources: readonly GroupSource[]): void {
    const known = new Set(this.#sources.map(({ pod }) => pod));
    const hadLines = this.store.next > 1;
    this.#sources = sourceNames(sources);
    if (this.#attached) this.#options.send({ type: 'sources', sources: this.#sources });
    if (!hadLines || known.size === 0) return;
    const joined = [...new Set(sources.map(({ pod }) => pod))].filter(
      (pod) => !known.has(pod) && pod !== this.#replacement,
    );
    for (const pod of joined) this.#remark(l10n.t('{0} joins', pod));
  }

  #name(source: number): string {
    return this.#sources[source]?.label ?? String(source);
  }

  #remark(words: string): void {
    this.store.append(REMARK, 0, words, 0);
    this.store.trim();
  }

  #finish(words: string): void {
    this.#status.end(words);
    this.#schedule();
  }

  #sendStatus(): void {
    const refusal = this.#refusal;
    this.#options.send({
      type: 'status',
      status: {
        ...(refusal ? { state: 'ended', words: problemWords(refusal).short } : this.#status.now()),
        total: this.store.next - 1,
        dropped: this.store.dropped,
        leftWords: leftWords(this.#status.members),
        limitWords: this.#limitWords,
        refusal: refusal ? problemWords(refusal).title : '',
      },
    });
  }

  #schedule(): void {
    // The first lines do not wait for anything.
    if (this.#sent === 0) this.#flush(this.store.next);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#attached) return;
      this.#flush(this.store.next);
      this.#sendStatus();
    }, FRAME_MS);
  }

  /** Sends what the page does not have, up to a line. */
  #flush(before: number): void {
    if (this.#attached && this.#changes.size > 0) {
      const lines = [...this.#changes].flatMap((n) => {
        const line = this.store.line(n);
        return line ? [[n, line] as const] : [];
      });
      this.#changes.clear();
      this.#options.send({ type: 'changes', lines });
    }
    while (this.#attached && this.#sent + 1 < before && this.#hasRoom()) {
      const first = Math.max(this.#sent + 1, this.store.oldest);
      const lines = this.store.packedFrom(first);
      this.#sent = first + lines.ends.length - 1;
      // Lines that were dropped before they were sent count as shown.
      this.#shown = Math.max(this.#shown, this.store.oldest - 1);
      this.#unanswered.push({ upTo: this.#sent, characters: lines.text.length });
      this.#options.send({ type: 'lines', first, oldest: this.store.oldest, lines });
    }
  }

  #hasRoom(): boolean {
    const characters = this.#unanswered.reduce((sum, sent) => sum + sent.characters, 0);
    return this.#sent - this.#shown < SEND_LINES && characters < SEND_CHARACTERS;
  }

  /** Until the page has caught up enough to read on. */
  async #room(signal: AbortSignal): Promise<void> {
    while (this.store.next - 1 - Math.max(this.#shown, this.store.oldest - 1) >= READ_AHEAD) {
      throwIfCancelled(signal);
      const cancelled = onCancelled(signal, () => this.#wake?.());
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (signal.aborted) resolve();
      });
      cancelled.dispose();
    }
    throwIfCancelled(signal);
  }
}
