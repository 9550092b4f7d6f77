import type { LogChoice, LogSourceName, LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { choice, isOn, setOn, toggle } from './controls.ts';
import { ErrorBar } from './error-bar.ts';
import { FilterBar, isFiltering } from './filter-bar.ts';
import { FindBar } from './find-bar.ts';
import type { FindActions, Matches } from './find-bar.ts';
import type { PageLook, Times } from './page-look.ts';
import { SourceBar } from './source-bar.ts';

/** What the tool bar asks for. */
export interface ToolbarActions extends FindActions {
  readonly choose: (choice: LogChoice) => void;
  /** Asks how far back, in the user's own words. */
  readonly chooseSince: () => void;
  readonly mute: (muted: ReadonlySet<number>) => void;
  readonly filter: () => void;
  readonly firstError: () => void;
  readonly stepError: (step: 1 | -1) => void;
  /** How lines look has changed. */
  readonly look: () => void;
  readonly copy: () => void;
  readonly save: () => void;
  readonly asText: () => void;
}

/** The value of "other…" among the seconds to look back. */
const OTHER = -1;

export class Toolbar {
  readonly element = element('div', 'tools');
  readonly #title: HTMLElement;
  readonly #sources: SourceBar;
  readonly #find: FindBar;
  readonly #errors: ErrorBar;
  readonly #filter: FilterBar;
  readonly #isFilterOpen: HTMLButtonElement;
  readonly #wrap: HTMLButtonElement;
  readonly #names: HTMLButtonElement;
  #times: Times;

  constructor(title: string, words: LogWords, read: LogChoice, look: PageLook, actions: ToolbarActions) {
    this.#title = element('h1', '', title);
    this.#times = look.times;
    this.#sources = new SourceBar(words, actions.mute);
    this.#find = new FindBar(words, look.query, actions);
    this.#errors = new ErrorBar(words, actions.firstError, actions.stepError);
    this.#filter = new FilterBar(words, look, () => {
      this.#showFilter();
      actions.filter();
    });
    this.#isFilterOpen = toggle(words.filter, words.filter, isFiltering(look), (on) => {
      this.#showFilter();
      if (on) this.#filter.focus();
    });
    this.#wrap = toggle(words.wrap, words.wrap, look.wrap, actions.look);
    this.#names = toggle(words.names, words.names, look.names, actions.look);
    const previous = toggle(words.beforeRestart, words.beforeRestart, read.previous, (on) =>
      actions.choose({ ...read, previous: on }),
    );
    const times = choice(
      words.times,
      [
        [words.timesLocal, 'local'],
        [words.timesUtc, 'utc'],
        [words.timesOff, 'off'],
      ],
      look.times,
      (chosen) => {
        this.#times = chosen;
        actions.look();
      },
    );
    this.element.setAttribute('role', 'toolbar');
    this.element.setAttribute('aria-label', title);
    this.element.append(
      element(
        'div',
        'line',
        this.#title,
        this.#sources.element,
        element('span', 'right', previous, since(words, read, actions), times, this.#names, this.#wrap),
      ),
      element(
        'div',
        'line',
        this.#find.element,
        this.#errors.element,
        this.#isFilterOpen,
        element(
          'span',
          'right',
          pressable(words.copy, 'link', actions.copy),
          pressable(words.save, 'link', actions.save),
          pressable(words.asText, 'link', actions.asText),
        ),
      ),
      this.#filter.element,
    );
    this.#showFilter();
  }

  get look(): PageLook {
    return {
      ...this.#filter.look,
      query: this.#find.query,
      wrap: isOn(this.#wrap),
      names: isOn(this.#names),
      times: this.#times,
    };
  }

  focusFind(): void {
    this.#find.focus();
  }

  setSources(sources: readonly LogSourceName[]): void {
    this.#sources.set(sources);
    this.#names.hidden = sources.length < 2;
  }

  setTitle(title: string): void {
    this.#title.textContent = title;
  }

  setMatches(matches: Matches): void {
    this.#find.show(matches);
  }

  setErrors(count: number): void {
    this.#errors.show(count);
  }

  /** A filter that hides something is never out of sight. */
  #showFilter(): void {
    const filtering = isFiltering(this.#filter.look);
    if (filtering) setOn(this.#isFilterOpen, true);
    this.#filter.element.hidden = !isOn(this.#isFilterOpen);
    this.#isFilterOpen.classList.toggle('active', filtering);
  }
}

function since(words: LogWords, read: LogChoice, actions: ToolbarActions): HTMLElement {
  const { sinceSeconds } = read;
  const usual: (readonly [string, number])[] = [
    [words.sinceAll, 0],
    [words.since10m, 600],
    [words.since1h, 3600],
    [words.since1d, 86_400],
  ];
  if (!usual.some(([, seconds]) => seconds === sinceSeconds))
    usual.push([
      words.sinceNow.replace('{0}', (Math.ceil(sinceSeconds / 6) / 10).toLocaleString()),
      sinceSeconds,
    ]);
  return choice(words.since, [...usual, [words.sinceOther, OTHER] as const], sinceSeconds, (seconds) =>
    seconds === OTHER ? actions.chooseSince() : actions.choose({ ...read, sinceSeconds: seconds }),
  );
}
