import type { LogWords } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';

/** What stands in place of the lines where this user may not read them: what is missing, and how to get it. */
export class Refusal {
  readonly element = element('section', 'refusal');
  readonly #title = element('h2');

  constructor(words: LogWords, ask: () => void, tryAgain: () => void) {
    this.element.append(
      this.#title,
      element('p', '', words.refused),
      element('p', 'buttons', pressable(words.ask, 'main', ask), pressable(words.tryAgain, '', tryAgain)),
    );
    this.element.hidden = true;
  }

  /** `words`: what they may not do; empty where they may. */
  show(words: string): void {
    if (this.#title.textContent !== words) this.#title.textContent = words;
    this.element.hidden = words === '';
  }
}
