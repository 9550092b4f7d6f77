import type { LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { choice } from './controls.ts';
import type { PageLook } from './page-look.ts';
import { QueryField } from './query-field.ts';
import type { Level } from './severity.ts';

export type FilterLook = Pick<PageLook, 'include' | 'exclude' | 'level'>;

export function isFiltering({ include, exclude, level }: FilterLook): boolean {
  return include.text !== '' || exclude.text !== '' || level !== 'debug';
}

/** Which lines are shown at all: only those with a text, none with another, how serious they must be. */
export class FilterBar {
  readonly element = element('div', 'filter');
  readonly #include: QueryField;
  readonly #exclude: QueryField;
  readonly #level: HTMLSelectElement;
  readonly #clear: HTMLButtonElement;
  readonly #bad = element('span', 'count');
  readonly #badPattern: string;
  #chosen: Level;

  constructor(words: LogWords, look: FilterLook, changed: () => void) {
    const change = (): void => {
      this.#tell();
      changed();
    };
    this.#chosen = look.level;
    this.#include = new QueryField(words.include, words, look.include, change);
    this.#exclude = new QueryField(words.exclude, words, look.exclude, change);
    const levels: readonly (readonly [string, Level])[] = [
      [words.levelAll, 'debug'],
      [words.levelInfo, 'info'],
      [words.levelWarning, 'warning'],
      [words.levelError, 'error'],
    ];
    this.#level = choice(words.level, levels, look.level, (level) => {
      this.#chosen = level;
      change();
    });
    this.#clear = pressable(words.clearFilter, 'link', () => {
      this.#include.clear();
      this.#exclude.clear();
      this.#level.selectedIndex = 0;
      this.#chosen = 'debug';
      change();
      this.#include.focus();
    });
    this.#badPattern = words.badPattern;
    this.#bad.setAttribute('aria-live', 'polite');
    this.#tell();
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', words.filter);
    this.element.append(this.#include.element, this.#exclude.element, this.#level, this.#clear, this.#bad);
  }

  get look(): FilterLook {
    return { include: this.#include.query, exclude: this.#exclude.query, level: this.#chosen };
  }

  focus(): void {
    this.#include.focus();
  }

  /** A pattern that is none leaves nothing out, and it is said. */
  #tell(): void {
    this.#clear.hidden = !isFiltering(this.look);
    this.#bad.textContent = this.#include.isBad || this.#exclude.isBad ? this.#badPattern : '';
  }
}
