import type { LogWords } from '../../views/logs/protocol.ts';
import { element } from '../elements.ts';
import { sign } from './controls.ts';
import { QueryField } from './query-field.ts';
import type { Query } from './query.ts';

export interface FindActions {
  readonly find: (query: Query) => void;
  readonly step: (step: 1 | -1) => void;
}

/** What stands beside the field: nothing, that the pattern is none, or where among how many one is. */
export type Matches = 'none' | 'bad' | { readonly current: number; readonly count: number };

export class FindBar {
  readonly element = element('span', 'find');
  readonly #words: LogWords;
  readonly #field: QueryField;
  readonly #count = element('span', 'count');

  constructor(words: LogWords, query: Query, { find, step }: FindActions) {
    this.#words = words;
    this.#field = new QueryField(words.find, words, query, () => find(this.query));
    this.#count.setAttribute('aria-live', 'polite');
    this.#field.input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    });
    this.element.setAttribute('role', 'search');
    this.element.append(
      this.#field.element,
      sign('↑', words.previousMatch, () => step(-1)),
      sign('↓', words.nextMatch, () => step(1)),
      this.#count,
    );
  }

  get query(): Query {
    return this.#field.query;
  }

  focus(): void {
    this.#field.focus();
  }

  show(matches: Matches): void {
    const text = this.#textOf(matches);
    // The same words again would be read out again.
    if (this.#count.textContent !== text) this.#count.textContent = text;
  }

  #textOf(matches: Matches): string {
    if (matches === 'none') return '';
    if (matches === 'bad') return this.#words.badPattern;
    if (matches.count === 0) return this.#words.noMatch;
    const count = matches.count.toLocaleString();
    if (matches.current === 0) return count;
    return this.#words.matches.replace('{0}', matches.current.toLocaleString()).replace('{1}', count);
  }
}
