import type { LogWords } from '../../views/logs/protocol.ts';
import { element } from '../elements.ts';
import { field, isOn, setOn, toggle } from './controls.ts';
import { readQuery } from './query.ts';
import type { Query } from './query.ts';

/** A field for a text or a pattern, with the two switches that the editor's own find field has. */
export class QueryField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #matchCase: HTMLButtonElement;
  readonly #pattern: HTMLButtonElement;
  readonly #badPattern: string;

  constructor(title: string, words: LogWords, query: Query, changed: () => void) {
    this.#badPattern = words.badPattern;
    const change = (): void => {
      this.#judge();
      changed();
    };
    this.input = field(title, query.text, change);
    this.#matchCase = toggle('Aa', words.matchCase, query.matchCase, change);
    this.#pattern = toggle('.*', words.pattern, query.isPattern, change);
    this.element = element('span', 'query', this.input, this.#matchCase, this.#pattern);
    this.#judge();
  }

  get query(): Query {
    return {
      text: this.input.value,
      isPattern: isOn(this.#pattern),
      matchCase: isOn(this.#matchCase),
    };
  }

  /** What stands in it is a pattern that is none (yet). */
  get isBad(): boolean {
    return readQuery(this.query) === 'bad';
  }

  clear(): void {
    this.input.value = '';
    setOn(this.#matchCase, false);
    setOn(this.#pattern, false);
    this.#judge();
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  #judge(): void {
    const { isBad } = this;
    this.element.classList.toggle('bad', isBad);
    this.input.setAttribute('aria-invalid', String(isBad));
    this.input.title = isBad ? this.#badPattern : '';
  }
}
