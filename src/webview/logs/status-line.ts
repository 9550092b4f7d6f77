import type { LogStatus, LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';

/** What the page itself adds to the state of the log. */
export interface StatusLook {
  readonly sources: number;
  /** How many lines fit the filter; nothing without one. */
  readonly shown: number | undefined;
  readonly following: boolean;
}

const DOTS: Record<LogStatus['state'], string> = {
  connecting: 'busy',
  live: 'good',
  paused: 'wait',
  interrupted: 'wait',
  ended: 'quiet',
};

/** The line at the bottom: how the log fares, how much there is, what is not there. */
export class StatusLine {
  readonly element = element('footer');
  readonly #words: LogWords;
  readonly #dot = element('span', 'dot');
  readonly #state = element('span');
  readonly #counts = element('span');
  readonly #left = element('span');
  readonly #kept = element('span', 'right');
  readonly #newest: HTMLButtonElement;
  #status: LogStatus | undefined;

  constructor(words: LogWords, toNewest: () => void) {
    this.#words = words;
    this.#dot.setAttribute('aria-hidden', 'true');
    this.#newest = pressable(words.newest, 'link', toNewest);
    this.element.append(
      element('span', 'state', this.#dot, this.#state),
      this.#counts,
      this.#left,
      this.#kept,
      this.#newest,
    );
  }

  /** Elements stay where they are: a press on "jump to newest" must not meet an element that is gone. */
  show(status: LogStatus | undefined, look: StatusLook): void {
    this.#status = status ?? this.#status;
    const now = this.#status;
    if (!now) return;
    this.#dot.className = `dot ${DOTS[now.state]}`;
    set(this.#state, now.words);
    set(this.#counts, this.#countWords(now, look));
    set(this.#left, now.leftWords);
    const { dropped } = this.#words;
    set(
      this.#kept,
      now.dropped === 0
        ? now.limitWords
        : `${dropped.replace('{0}', now.dropped.toLocaleString())} · ${now.limitWords}`,
    );
    this.#newest.hidden = look.following;
  }

  #countWords({ total, refusal }: LogStatus, { sources, shown }: StatusLook): string {
    if (refusal !== '') return '';
    const { lines, oneLine, linesShown, sources: sourceWords } = this.#words;
    const count =
      shown === undefined
        ? total === 1
          ? oneLine
          : lines.replace('{0}', total.toLocaleString())
        : linesShown.replace('{0}', shown.toLocaleString()).replace('{1}', total.toLocaleString());
    return sources < 2 ? count : `${count}, ${sourceWords.replace('{0}', String(sources))}`;
  }
}

function set(at: HTMLElement, text: string): void {
  if (at.textContent !== text) at.textContent = text;
}
