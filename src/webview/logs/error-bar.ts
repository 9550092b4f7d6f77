import type { LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { describe, sign } from './controls.ts';

/** How many errors there are, and the ways to them. */
export class ErrorBar {
  readonly element = element('span', 'errors');
  readonly #words: LogWords;
  readonly #count: HTMLButtonElement;
  readonly #steps: readonly HTMLButtonElement[];

  constructor(words: LogWords, first: () => void, step: (step: 1 | -1) => void) {
    this.#words = words;
    this.#count = pressable('', 'link', first);
    this.#steps = [sign('↑', words.previousError, () => step(-1)), sign('↓', words.nextError, () => step(1))];
    this.element.append(this.#count, ...this.#steps);
    this.show(0);
  }

  show(count: number): void {
    const words = this.#words;
    const text =
      count === 0
        ? words.noErrors
        : count === 1
          ? words.oneError
          : words.errors.replace('{0}', count.toLocaleString());
    if (this.#count.textContent === text) return;
    this.#count.textContent = text;
    this.#count.disabled = count === 0;
    describe(this.#count, count === 0 ? text : `${text}. ${words.firstError}`);
    for (const button of this.#steps) button.hidden = count === 0;
    this.element.classList.toggle('some', count > 0);
  }
}
