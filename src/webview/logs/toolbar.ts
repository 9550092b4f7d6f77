import type { LogChoice, LogSourceName, LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { SourceBar } from './source-bar.ts';

/** What the tool bar asks for. */
export interface ToolbarActions {
  readonly choose: (choice: LogChoice) => void;
  readonly mute: (muted: ReadonlySet<number>) => void;
  readonly find: (input: string, onlyMatching: boolean) => void;
  readonly step: (step: 1 | -1) => void;
  readonly nextError: () => void;
  readonly wrap: (wrap: boolean) => void;
  readonly times: (times: boolean) => void;
  readonly names: (names: boolean) => void;
  readonly copy: () => void;
  readonly save: () => void;
  readonly asText: () => void;
}

/** What the reader chose; kept over a reload. */
export interface ToolbarState {
  readonly find: string;
  readonly onlyMatching: boolean;
  readonly wrap: boolean;
  readonly times: boolean;
  /** Whose line it is stands before it, where there are several sources. */
  readonly names: boolean;
}

export class Toolbar {
  readonly element = element('div', 'tools');
  readonly #words: LogWords;
  readonly #actions: ToolbarActions;
  readonly #input = element('input');
  readonly #count = element('span', 'count');
  readonly #title: HTMLElement;
  readonly #sources: SourceBar;
  readonly #onlyMatching: HTMLButtonElement;
  readonly #wrap: HTMLButtonElement;
  readonly #times: HTMLButtonElement;
  readonly #names: HTMLButtonElement;

  constructor(
    title: string,
    words: LogWords,
    choice: LogChoice,
    state: ToolbarState,
    actions: ToolbarActions,
  ) {
    this.#words = words;
    this.#actions = actions;
    this.#input.type = 'search';
    this.#input.value = state.find;
    this.#input.placeholder = words.find;
    this.#input.setAttribute('aria-label', words.find);
    this.#input.spellcheck = false;
    this.#count.setAttribute('aria-live', 'polite');
    this.#onlyMatching = toggle(words.onlyMatching, state.onlyMatching, () => this.#changed());
    this.#wrap = toggle(words.wrap, state.wrap, (on) => actions.wrap(on));
    this.#title = element('h1', '', title);
    this.#sources = new SourceBar(words, actions.mute);
    this.#names = toggle(words.names, state.names, (on) => actions.names(on));
    this.#times = toggle(words.times, state.times, (on) => actions.times(on));
    const previous = toggle(words.beforeRestart, choice.previous, (on) =>
      actions.choose({ ...choice, previous: on }),
    );
    const find = element(
      'span',
      'find',
      this.#input,
      step('↑', words.previousMatch, () => actions.step(-1)),
      step('↓', words.nextMatch, () => actions.step(1)),
      this.#count,
    );
    this.element.setAttribute('role', 'toolbar');
    this.element.append(
      this.#title,
      this.#sources.element,
      previous,
      this.#since(choice),
      find,
      element(
        'span',
        'right',
        this.#onlyMatching,
        pressable(words.nextError, 'link', actions.nextError),
        this.#wrap,
        this.#times,
        this.#names,
        pressable(words.copy, 'link', actions.copy),
        pressable(words.save, 'link', actions.save),
        pressable(words.asText, 'link', actions.asText),
      ),
    );
    this.#input.addEventListener('input', () => this.#changed());
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.step(event.shiftKey ? -1 : 1);
      if (event.key === 'Escape') {
        this.#input.value = '';
        this.#changed();
      }
    });
  }

  get state(): ToolbarState {
    return {
      find: this.#input.value,
      onlyMatching: isOn(this.#onlyMatching),
      wrap: isOn(this.#wrap),
      times: isOn(this.#times),
      names: isOn(this.#names),
    };
  }

  focusFind(): void {
    this.#input.focus();
    this.#input.select();
  }

  setSources(sources: readonly LogSourceName[]): void {
    this.#sources.set(sources);
    this.#names.hidden = sources.length < 2;
  }

  setTitle(title: string): void {
    this.#title.textContent = title;
  }

  /** `3 of 41`. `current` is 0 where none of them was gone to. */
  setMatches(state: 'none' | 'bad' | { readonly current: number; readonly count: number }): void {
    this.#input.classList.toggle('bad', state === 'bad');
    if (state === 'none') this.#count.textContent = '';
    else if (state === 'bad') this.#count.textContent = this.#words.badPattern;
    else if (state.count === 0) this.#count.textContent = this.#words.noMatch;
    else
      this.#count.textContent =
        state.current === 0
          ? state.count.toLocaleString()
          : this.#words.matches
              .replace('{0}', state.current.toLocaleString())
              .replace('{1}', state.count.toLocaleString());
  }

  #since(choice: LogChoice): HTMLElement {
    const select = element('select');
    const { since, sinceAll, since5m, since1h, since1d } = this.#words;
    select.setAttribute('aria-label', since);
    for (const [label, seconds] of [
      [sinceAll, 0],
      [since5m, 300],
      [since1h, 3600],
      [since1d, 86_400],
    ] as const) {
      const option = element('option', '', label);
      option.value = String(seconds);
      option.selected = seconds === choice.sinceSeconds;
      select.append(option);
    }
    select.addEventListener('change', () =>
      this.#actions.choose({ ...choice, sinceSeconds: Number(select.value) }),
    );
    return select;
  }

  #changed(): void {
    this.#actions.find(this.#input.value, isOn(this.#onlyMatching));
  }
}

function toggle(label: string, on: boolean, changed: (on: boolean) => void): HTMLButtonElement {
  const made = pressable(label, 'link toggle', () => {
    const next = !isOn(made);
    made.setAttribute('aria-pressed', String(next));
    changed(next);
  });
  made.setAttribute('aria-pressed', String(on));
  return made;
}

function isOn(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-pressed') === 'true';
}

function step(label: string, title: string, pressed: () => void): HTMLButtonElement {
  const made = pressable(label, 'link', pressed);
  made.title = title;
  made.setAttribute('aria-label', title);
  return made;
}
