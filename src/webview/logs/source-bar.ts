import type { LogSourceName, LogWords } from '../../views/logs/protocol.ts';
import { element, pressable, replaceContent } from '../elements.ts';
import { SOURCE_COLORS } from './line-row.ts';

/** More sources than this are not all named in the bar: the list behind the last button has all of them. */
const MOST_CHIPS = 4;

/** Whose lines are shown: a chip for each source, and a list of all of them where there are many. */
export class SourceBar {
  readonly element = element('span', 'chips');
  readonly #words: LogWords;
  readonly #mute: (muted: ReadonlySet<number>) => void;
  readonly #list = element('div', 'popup sources');
  readonly #muted = new Set<number>();
  #sources: readonly LogSourceName[] = [];
  #isOpen = false;

  constructor(words: LogWords, mute: (muted: ReadonlySet<number>) => void) {
    this.#words = words;
    this.#mute = mute;
    this.#list.setAttribute('role', 'group');
    this.#list.setAttribute('aria-label', words.sourcesTitle);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#isOpen) this.#open(false);
    });
    document.addEventListener('pointerdown', (event) => {
      if (this.#isOpen && event.target instanceof Node && !this.element.contains(event.target))
        this.#open(false);
    });
  }

  set(sources: readonly LogSourceName[]): void {
    this.#sources = sources;
    this.#draw();
  }

  #open(open: boolean): void {
    this.#isOpen = open;
    this.#draw();
  }

  #draw(): void {
    const sources = this.#sources;
    if (sources.length < 2) {
      this.element.replaceChildren();
      return;
    }
    const named = sources.length > MOST_CHIPS ? sources.slice(0, MOST_CHIPS - 1) : sources;
    replaceContent(
      this.element,
      ...named.map((_, index) => this.#toggle(index, 'chip')),
      ...(named.length < sources.length ? [this.#more(sources.length - named.length)] : []),
      ...(this.#muted.size > 0 ? [this.#showAll('bar')] : []),
      ...(this.#isOpen ? [this.#list] : []),
    );
    if (this.#isOpen)
      replaceContent(
        this.#list,
        ...sources.map((_, index) =>
          element('div', 'row', this.#toggle(index, 'chip wide'), this.#only(index)),
        ),
      );
  }

  #toggle(index: number, className: string): HTMLElement {
    const source = this.#sources[index];
    const on = !this.#muted.has(index);
    const chip = pressable(
      className === 'chip' ? (source?.short ?? '') : (source?.label ?? ''),
      `${className} c${index % SOURCE_COLORS}`,
      () => {
        if (on) this.#muted.add(index);
        else this.#muted.delete(index);
        this.#changed();
      },
    );
    const title = this.#words.mute.replace('{0}', nameOf(source));
    chip.title = title;
    chip.setAttribute('aria-label', title);
    chip.setAttribute('aria-pressed', String(on));
    chip.dataset['key'] = `${className} ${index}`;
    return chip;
  }

  #only(index: number): HTMLElement {
    const only = pressable(this.#words.onlyThis, 'link', () => {
      this.#muted.clear();
      for (const other of this.#sources.keys()) if (other !== index) this.#muted.add(other);
      this.#changed();
    });
    const title = this.#words.onlyThisOne.replace('{0}', nameOf(this.#sources[index]));
    only.title = title;
    only.setAttribute('aria-label', title);
    only.dataset['key'] = `only ${index}`;
    return only;
  }

  #more(count: number): HTMLElement {
    const more = pressable(this.#words.moreSources.replace('{0}', String(count)), 'chip', () =>
      this.#open(!this.#isOpen),
    );
    more.title = this.#words.sourcesTitle;
    more.setAttribute('aria-expanded', String(this.#isOpen));
    more.dataset['key'] = 'more';
    return more;
  }

  #showAll(key: string): HTMLElement {
    const all = pressable(this.#words.showAll, 'link', () => {
      this.#muted.clear();
      this.#changed();
    });
    all.dataset['key'] = `all ${key}`;
    return all;
  }

  #changed(): void {
    this.#draw();
    this.#mute(new Set(this.#muted));
  }
}

function nameOf(source: LogSourceName | undefined): string {
  return source === undefined ? '' : `${source.pod} / ${source.container}`;
}
