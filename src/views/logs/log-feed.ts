import * as l10n from '@vscode/l10n';
import { Cancellation, isCancelled, onCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { millisecondsOf } from '../../k8s/streams/log-time.ts';
import type { LogEnd } from '../../k8s/streams/log-events.ts';
import type { MergedEvent, MergedLine } from '../../k8s/streams/merge-logs.ts';
import { problemWords } from '../../rows/problem-words.ts';
import { lineText } from './line-text.ts';
import { LogStore } from './log-store.ts';
import type { StoreLimits } from './log-store.ts';
import { remarkWords } from './mark-words.ts';
import { REMARK } from './protocol.ts';
import type { LogChoice, LogSourceName, LogStatus, ToPage, WireLine } from './protocol.ts';

/** Lines of one message: about what a page takes in within a frame. */
const BATCH_LINES = 2000;
const BATCH_BYTES = 1024 * 1024;
/** Unanswered lines after which nothing more is sent. */
const SEND_WINDOW = 6000;
/** Lines that are read ahead of the page. After that the socket is left alone, and the server waits. */
const READ_AHEAD = 20_000;
/** Messages are sent at most once per frame. */
const FRAME_MS = 16;

export interface LogFeedOptions {
  readonly open: (choice: LogChoice, signal: AbortSignal) => AsyncIterable<MergedEvent>;
  readonly sources: readonly LogSourceName[];
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
  #choice: LogChoice;
  /** What the cluster refused, as long as nothing has come. */
  #refusal: ClusterProblem | undefined;
  #hasLines = false;
  #reading = new Cancellation();
  #status: Pick<LogStatus, 'state' | 'words'> = { state: 'connecting', words: l10n.t('connecting…') };
  #attached = false;
  #sent = 0;
  #shown = 0;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;
  readonly #didShow = new Emitter<void>();
  /** The page has shown more. */
  readonly onDidShow = this.#didShow.event;

  constructor(options: LogFeedOptions) {
    this.#options = options;
    this.#choice = options.choice;
    this.store = new LogStore(options.limits);
    void this.#read(this.#reading.signal);
  }

  /** Set where this user may not read the log. */
  get refusal(): ClusterProblem | undefined {
    return this.#refusal;
  }

  get choice(): LogChoice {
    return this.#choice;
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
    this.#flush();
    this.#sendStatus();
  }

  detach(): void {
    this.#attached = false;
  }

  /** The page has shown everything up to this line. */
  shown(upTo: number): void {
    if (upTo > this.#shown) this.#shown = Math.min(upTo, this.#sent);
    this.#wake?.();
    this.#flush();
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
    this.#sent = 0;
    this.#shown = 0;
    this.#setStatus({ state: 'connecting', words: l10n.t('connecting…') });
    void this.#read(this.#reading.signal);
  }

  /** Everything that is kept, as a text file has it. */
  *lines(): Generator<string> {
    for (const [source, at, text] of this.store.slice(this.store.oldest, Infinity, Infinity)) {
      const time = at > 0 ? `${new Date(at).toISOString()} ` : '';
      const name = this.#options.sources.length > 1 ? (this.#options.sources[source]?.label ?? '') : '';
      yield source === REMARK ? `# ${text}` : `${time}${name === '' ? '' : `[${name}] `}${text}`;
    }
  }

  dispose(): void {
    this.#reading.dispose();
    clearTimeout(this.#timer);
    this.#didShow.dispose();
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
      const words = this.#refusal ? problemWords(this.#refusal).short : l10n.t('end of the log');
      this.#setStatus({ state: 'ended', words });
    } catch (error) {
      if (isCancelled(error)) return;
      this.#options.onError(error);
      this.#setStatus({
        state: 'ended',
        words: l10n.t('Porthole could not go on reading; its log says why'),
      });
    }
  }

  #take(event: MergedEvent): void {
    switch (event.kind) {
      case 'lines':
        this.#refusal = undefined;
        this.#hasLines = true;
        this.store.append(event.lines.map(wireLine));
        if (this.#status.state !== 'live')
          this.#setStatus({
            state: 'live',
            words: this.#choice.previous ? l10n.t('before the last restart') : l10n.t('live'),
          });
        return;
      case 'failed':
        this.#options.onError(event.error);
        this.#remark(l10n.t("{0}: reading stopped; Porthole's log says why", this.#name(event.source)));
        return;
      case 'mark': {
        const { mark } = event;
        const words = remarkWords(mark, this.#name(event.source));
        if (words !== undefined) this.#remark(words);
        if (mark.kind === 'ended') this.#takeEnd(mark.end);
        if (mark.kind === 'interrupted')
          this.#setStatus({
            state: 'interrupted',
            words: mark.problem
              ? l10n.t('{0}, trying again…', problemWords(mark.problem).short)
              : l10n.t('connection lost, trying again…'),
          });
        else if (mark.kind === 'waiting') this.#setStatus({ state: 'paused', words: words ?? '' });
        else if (mark.kind === 'reconnected' || mark.kind === 'restarted')
          this.#setStatus({ state: 'live', words: l10n.t('live') });
      }
    }
  }

  #takeEnd(end: LogEnd): void {
    if (end.reason === 'problem' && end.problem.kind === 'not-allowed' && !this.#hasLines)
      this.#refusal = end.problem;
  }

  #name(source: number): string {
    return this.#options.sources[source]?.label ?? String(source);
  }

  #remark(words: string): void {
    this.store.append([[REMARK, 0, words, 0]]);
  }

  #setStatus(status: Pick<LogStatus, 'state' | 'words'>): void {
    this.#status = status;
    this.#schedule();
  }

  #sendStatus(): void {
    const { maxLines, maxBytes } = this.#options.limits;
    this.#options.send({
      type: 'status',
      status: {
        ...this.#status,
        total: this.store.next - 1,
        dropped: this.store.dropped,
        limitWords: l10n.t(
          'newest {0} lines or {1} MiB are kept',
          maxLines.toLocaleString(),
          Math.round(maxBytes / 2 ** 20),
        ),
      },
    });
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#attached) return;
      this.#flush();
      this.#sendStatus();
    }, FRAME_MS);
  }

  #flush(): void {
    while (this.#attached && this.#sent < this.store.next - 1 && this.#sent - this.#shown < SEND_WINDOW) {
      const first = Math.max(this.#sent + 1, this.store.oldest);
      const lines = this.store.slice(first, BATCH_LINES, BATCH_BYTES);
      this.#sent = first + lines.length - 1;
      // Lines that were dropped before they were sent count as shown.
      this.#shown = Math.max(this.#shown, this.store.oldest - 1);
      this.#options.send({ type: 'lines', first, oldest: this.store.oldest, lines });
    }
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

function wireLine(line: MergedLine): WireLine {
  const { text, rewrites } = lineText(line.text);
  return [line.source, line.at === undefined ? 0 : millisecondsOf(line.at), text, rewrites];
}
