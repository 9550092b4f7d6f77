import { element } from '../elements.ts';

export interface LineListSource {
  readonly count: () => number;
  /** The element of the row at a position. */
  readonly row: (position: number) => HTMLElement;
}

/** The tallest element that browsers lay out exactly; longer lists scroll faster than one row per row height. */
const TALLEST = 8_000_000;

/**
 * Draws only the rows on screen. The scroll bar stands for positions, not for pixels: rows may be of any height (wrapped lines,
 * notes), and the length of the list costs nothing. At the end of the list the last row sits at the bottom, and new ones push up.
 */
export class LineList {
  readonly element = element('div', 'lines');
  readonly #source: LineListSource;
  readonly #window = element('div', 'window');
  readonly #space = element('div', 'space');
  readonly #onFollow: (following: boolean) => void;
  #following = true;
  #scheduled = false;
  #lineHeight = 18;
  /** How much taller the rows on screen are than as many plain lines. */
  #extra = 0;

  constructor(source: LineListSource, onFollow: (following: boolean) => void) {
    this.#source = source;
    this.#onFollow = onFollow;
    this.element.tabIndex = 0;
    this.element.append(this.#window, this.#space);
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  get following(): boolean {
    return this.#following;
  }

  /** The position of the first row on screen. */
  get top(): number {
    const { scrollTop } = this.element;
    const most = this.#mostScroll();
    const last = Math.max(0, this.#source.count() - this.#rowsOnScreen());
    return most <= 0 ? 0 : Math.min(last, Math.floor((scrollTop / most) * last + 0.001));
  }

  /** Draws in the next frame, once, whatever asked for it. */
  draw(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#drawNow();
    });
  }

  toEnd(): void {
    this.#setFollowing(true);
    this.draw();
  }

  /** Puts a row near the middle of the screen. */
  reveal(position: number): void {
    this.hold(position - Math.floor(this.#rowsOnScreen() / 2));
  }

  /** Puts a row at the top of the screen. */
  hold(position: number): void {
    this.#setFollowing(false);
    this.#resize();
    const last = Math.max(1, this.#source.count() - this.#rowsOnScreen());
    this.element.scrollTop = (Math.min(last, Math.max(0, position)) / last) * this.#mostScroll();
    this.draw();
  }

  #drawNow(): void {
    this.#resize();
    const count = this.#source.count();
    const rows = this.#rowsOnScreen() + 1;
    if (this.#following) this.element.scrollTop = this.element.scrollHeight;
    const first = this.#following ? Math.max(0, count - rows) : this.top;
    const drawn: HTMLElement[] = [];
    for (let position = first; position < Math.min(count, first + rows); position += 1)
      drawn.push(this.#source.row(position));
    // A selection that somebody is making is worth more than the newest line.
    if (!this.#isSelecting()) this.#window.replaceChildren(...drawn);
    const height = drawn.find((row) => row.childElementCount === 3)?.offsetHeight ?? 0;
    if (height > 0 && !this.element.classList.contains('wrap')) this.#lineHeight = height;
    const overflow = this.#window.scrollHeight - this.#window.clientHeight;
    this.#window.classList.toggle('end', this.#following && overflow > 0);
    // Rows may be taller than a line (a note, wrapped text): there must be a way to scroll to what does not fit.
    const extra = Math.max(0, this.#window.scrollHeight - drawn.length * this.#lineHeight);
    if (Math.abs(extra - this.#extra) > this.#lineHeight) {
      this.#extra = extra;
      this.draw();
    }
  }

  #resize(): void {
    const height = Math.min(TALLEST, this.#source.count() * this.#lineHeight + this.#extra);
    const { clientHeight } = this.element;
    this.#window.style.height = `${clientHeight}px`;
    this.#space.style.height = `${Math.max(0, height - clientHeight)}px`;
  }

  #rowsOnScreen(): number {
    return Math.max(1, Math.floor(this.element.clientHeight / this.#lineHeight));
  }

  #mostScroll(): number {
    return this.element.scrollHeight - this.element.clientHeight;
  }

  #scrolled(): void {
    // Rounding and zoom leave the end up to a pixel or two away.
    this.#setFollowing(this.element.scrollTop >= this.#mostScroll() - 2);
    this.draw();
  }

  #setFollowing(following: boolean): void {
    if (this.#following === following) return;
    this.#following = following;
    this.#onFollow(following);
  }

  #isSelecting(): boolean {
    const selection = document.getSelection();
    return (
      selection !== null &&
      !selection.isCollapsed &&
      this.#following &&
      this.#window.contains(selection.anchorNode)
    );
  }
}
