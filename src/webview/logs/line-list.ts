import { element } from '../elements.ts';

export interface LineListSource {
  readonly count: () => number;
  /** The element of the row at a position; the same one as long as it looks the same. */
  readonly row: (position: number) => HTMLElement;
}

/** The tallest element that browsers lay out exactly. In longer lists a pixel of the scroll bar stands for more than a pixel. */
const TALLEST = 8_000_000;
/** Nobody reads lines that stream by faster; drawing each frame of them would only take the time of what brings them. */
const STREAM_MS = 50;
/** Rounding and zoom leave the scroll bar up to a pixel or two away from where it was put. */
const NEARLY = 2;

/**
 * Draws only the rows on screen. Where it stands is a row and how many pixels of that row are above the screen: rows may be of any
 * height (wrapped lines, notes), and nobody has to know the height of a row that is not drawn. The scroll bar only shows it.
 *
 * While it follows, the last row sits at the bottom and new ones push up. Elements of rows that stay are left in the document:
 * a press, the focus and a selection survive while lines stream in.
 */
export class LineList {
  readonly element = element('div', 'lines');
  readonly #source: LineListSource;
  readonly #window = element('div', 'window');
  readonly #rows = element('div', 'rows');
  readonly #space = element('div', 'space');
  readonly #onFollow: (following: boolean) => void;
  #following = true;
  #top = 0;
  /** The position of the first row in the document, which may be above the screen. */
  #drawnFrom = 0;
  /** Pixels of the top row that are above the screen. */
  #offset = 0;
  #scheduled = false;
  #streaming: number | undefined;
  #drawnAt = 0;
  #lineHeight = 18;
  /** Where the scroll bar was put. Anywhere else, somebody moved it. */
  #bar = 0;

  constructor(source: LineListSource, onFollow: (following: boolean) => void) {
    this.#source = source;
    this.#onFollow = onFollow;
    this.element.tabIndex = 0;
    this.#window.append(this.#rows);
    this.element.append(this.#window, this.#space);
    this.element.addEventListener('scroll', () => this.#barMoved(), { passive: true });
    this.element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  get following(): boolean {
    return this.#following;
  }

  /** The position of the first row on screen. */
  get top(): number {
    return this.#top;
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

  /** The same for lines that stream in: twenty times a second at most. */
  drawStream(): void {
    if (this.#scheduled) return;
    this.#streaming ??= window.setTimeout(
      () => {
        this.#streaming = undefined;
        this.draw();
      },
      Math.max(0, this.#drawnAt + STREAM_MS - performance.now()),
    );
  }

  toEnd(): void {
    this.#setFollowing(true);
    this.draw();
  }

  /** Puts a row near the middle of the screen. */
  reveal(position: number): void {
    this.hold(position - Math.floor(this.#rowsOnScreen() / 2));
  }

  /** Puts a row at the top of the screen, and stays there. */
  hold(position: number, offset = 0): void {
    this.#setFollowing(false);
    this.#top = Math.max(0, Math.min(position, this.#source.count() - 1));
    this.#offset = offset;
    this.draw();
  }

  /** Keeps what is on screen where it is, although rows above it came or went. */
  moved(position: number): void {
    if (!this.#following) this.hold(position, this.#offset);
  }

  #drawNow(): void {
    this.#drawnAt = performance.now();
    const { clientHeight } = this.element;
    this.#window.style.height = `${clientHeight}px`;
    // A selection that somebody is making is worth more than the newest line.
    if (this.#following && this.#isSelecting()) return;
    if (this.#following) this.#drawEnd();
    else {
      const count = this.#source.count();
      this.#top = Math.max(0, Math.min(this.#top, count - 1));
      this.#put(this.#top, this.#top + this.#rowsOnScreen() + 2);
      this.#offset = Math.max(0, Math.min(this.#offset, this.#heightOf(0) - 1));
      this.#rows.style.transform = `translateY(${-this.#offset}px)`;
      // Nothing is below the last row.
      if (this.#rows.offsetHeight - this.#offset < this.#window.clientHeight) this.#drawEnd();
    }
    this.#showBar();
  }

  /** The last row at the bottom. Where all rows fit they begin at the top. */
  #drawEnd(): void {
    const count = this.#source.count();
    const first = Math.max(0, count - this.#rowsOnScreen() - 1);
    this.#put(first, count);
    const above = this.#rows.offsetHeight - this.#window.clientHeight;
    this.#rows.style.transform = `translateY(${-Math.max(0, above)}px)`;
    this.#top = first;
    this.#offset = Math.max(0, above);
    for (let index = 0; this.#offset >= this.#heightOf(index) && this.#top < count - 1; index += 1) {
      this.#offset -= this.#heightOf(index);
      this.#top += 1;
    }
  }

  /** Puts these rows into the document, leaving those alone that are there already. */
  #put(from: number, to: number): void {
    const drawn: HTMLElement[] = [];
    this.#drawnFrom = from;
    for (let position = from; position < Math.min(to, this.#source.count()); position += 1)
      drawn.push(this.#source.row(position));
    const stay = new Set<Node>(drawn);
    for (const child of [...this.#rows.children]) if (!stay.has(child)) child.remove();
    let place = this.#rows.firstChild;
    for (const row of drawn) {
      if (row === place) place = place.nextSibling;
      else this.#rows.insertBefore(row, place);
    }
    const plain = drawn.find((row) => row.classList.contains('l'))?.offsetHeight ?? 0;
    if (plain > 0 && !this.element.classList.contains('wrap')) this.#lineHeight = plain;
  }

  #heightOf(index: number): number {
    const row = this.#rows.children[index];
    return row instanceof HTMLElement ? row.offsetHeight : this.#lineHeight;
  }

  /** Moves what is on screen by pixels: down where positive. */
  #scrollBy(pixels: number): void {
    const count = this.#source.count();
    if (count === 0) return;
    let top = this.#top;
    let offset = this.#offset + pixels;
    while (offset < 0 && top > 0) {
      top -= 1;
      offset += this.#heightAt(top);
    }
    while (top < count - 1 && offset >= this.#heightAt(top)) {
      offset -= this.#heightAt(top);
      top += 1;
    }
    this.#top = top;
    this.#offset = Math.max(0, offset);
    this.#setFollowing(pixels > 0 && this.#isAtEnd());
    this.draw();
  }

  #isAtEnd(): boolean {
    const count = this.#source.count();
    if (this.#top + this.#rowsOnScreen() < count - 1) return false;
    let below = -this.#offset;
    for (let position = this.#top; position < count; position += 1) below += this.#heightAt(position);
    return below <= this.#window.clientHeight + NEARLY;
  }

  /** The height of the row at a position: measured, wherever it is. */
  #heightAt(position: number): number {
    const index = position - this.#drawnFrom;
    if (index >= 0 && index < this.#rows.childElementCount) return this.#heightOf(index);
    const row = this.#source.row(position);
    this.#rows.prepend(row);
    const { offsetHeight } = row;
    row.remove();
    return offsetHeight;
  }

  #rowsOnScreen(): number {
    return Math.max(1, Math.ceil(this.element.clientHeight / this.#lineHeight));
  }

  /** The last position that can be at the top, as far as the scroll bar is concerned. */
  #lastTop(): number {
    return Math.max(0, this.#source.count() - Math.floor(this.element.clientHeight / this.#lineHeight));
  }

  #showBar(): void {
    const { clientHeight } = this.element;
    const height = Math.min(TALLEST, this.#lastTop() * this.#lineHeight);
    this.#space.style.height = `${height}px`;
    const most = Math.max(0, this.element.scrollHeight - clientHeight);
    const share = this.#following ? 1 : Math.min(1, this.#top / Math.max(1, this.#lastTop()));
    const target = Math.round(most * share);
    if (Math.abs(this.element.scrollTop - target) > NEARLY) this.element.scrollTop = target;
    this.#bar = this.element.scrollTop;
  }

  #barMoved(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    if (Math.abs(scrollTop - this.#bar) <= NEARLY) return;
    const most = scrollHeight - clientHeight;
    this.#bar = scrollTop;
    this.#setFollowing(scrollTop >= most - NEARLY);
    this.#top = most <= 0 ? 0 : Math.floor((scrollTop / most) * this.#lastTop());
    this.#offset = 0;
    this.draw();
  }

  #wheel(event: WheelEvent): void {
    // Sideways, or larger letters: the browser's own business.
    if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaY) < Math.abs(event.deltaX)) return;
    event.preventDefault();
    const unit = [1, this.#lineHeight, this.element.clientHeight][event.deltaMode] ?? 1;
    this.#scrollBy(event.deltaY * unit);
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(this.#lineHeight, this.element.clientHeight - this.#lineHeight);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: this.#lineHeight,
      ArrowUp: -this.#lineHeight,
      PageDown: page,
      PageUp: -page,
      ' ': event.shiftKey ? -page : page,
    };
    const step = steps[event.key];
    if (step !== undefined) this.#scrollBy(step);
    else if (event.key === 'Home') this.hold(0);
    else if (event.key === 'End') this.toEnd();
    else return;
    event.preventDefault();
  }

  #setFollowing(following: boolean): void {
    if (this.#following === following) return;
    this.#following = following;
    this.#onFollow(following);
  }

  #isSelecting(): boolean {
    const selection = document.getSelection();
    return selection !== null && !selection.isCollapsed && this.#rows.contains(selection.anchorNode);
  }
}
