/** Where the lines of one source end up: a new line gets a number, a redrawn one keeps its own. */
export interface LineRows {
  /** Adds a line; answers its number. */
  readonly append: (text: string, rewrites: number) => number;
  /** What stands in a line now; nothing when it was dropped. */
  readonly textAt: (n: number) => { readonly text: string; readonly rewrites: number } | undefined;
  readonly replace: (n: number, text: string, rewrites: number) => void;
}

/** How many lines back a program may redraw. A terminal's window is not taller. */
const TALLEST = 100;
const ESC = '\u001b';
/** What moves the cursor or erases: carriage return; up, down, to the line's beginning above and below, erase in line and below. */
const MOVE = new RegExp(String.raw`\r|${ESC}\[(\d*)([ABEFJK])`);
const MOVES = new RegExp(MOVE.source, 'g');

/**
 * Lines of one source as they would stand on a terminal: progress bars that rewrite their line (tqdm, pip: carriage returns) or
 * several (rich, nested tqdm bars: the cursor goes up and draws again) stay in place, with the number of rewrites.
 *
 * What a shorter rewrite left standing of a longer one is dropped: bars pad with blanks or erase, and remains of the old text would
 * only look like garbage.
 */
export class Redraws {
  readonly #rows: LineRows;
  /** Numbers of the newest lines of this source, the last ones on its terminal. */
  readonly #numbers: number[] = [];
  /** The row that the cursor is in; `#numbers.length` is the one below the last. */
  #cursor = 0;

  constructor(rows: LineRows) {
    this.#rows = rows;
  }

  /** One line as the program printed it; or, unfinished, a piece of one that the next piece goes on with. */
  take(raw: string, isUnfinished = false): void {
    const isAtEnd = this.#cursor === this.#numbers.length;
    if (isAtEnd && !raw.includes('\r') && !raw.includes(ESC)) {
      this.#remember(this.#rows.append(raw, 0));
      return;
    }
    if (isUnfinished && raw.includes('\r')) this.#draw(raw, false);
    else if (isAtEnd && !MOVE.test(raw)) this.#remember(this.#rows.append(raw, 0));
    else this.#draw(raw, true);
  }

  #draw(raw: string, isWhole: boolean): void {
    let row = this.#open();
    let from = 0;
    for (const move of raw.matchAll(MOVES)) {
      row.write(raw.slice(from, move.index));
      from = move.index + move[0].length;
      const [, count = '', kind] = move;
      if (kind === undefined) row.isReturned = true;
      else if (kind === 'K') row.erase(count !== '' && count !== '0');
      else if (kind === 'J') this.#eraseBelow(row, count);
      else {
        this.#close(row, false);
        const step = Math.max(1, Number(count));
        this.#cursor =
          kind === 'A' || kind === 'F'
            ? Math.max(0, this.#cursor - step)
            : Math.min(this.#numbers.length, this.#cursor + step);
        row = this.#open();
      }
    }
    row.write(raw.slice(from));
    this.#close(row, isWhole);
    if (isWhole) this.#cursor = Math.min(this.#cursor + 1, this.#numbers.length);
  }

  /** The row under the cursor. */
  #open(): Row {
    const n = this.#numbers[this.#cursor];
    return new Row(n === undefined ? undefined : this.#rows.textAt(n));
  }

  /** The cursor leaves the row. One below the last becomes a line when the line ends, or when something stands in it. */
  #close(row: Row, isEnd: boolean): void {
    const n = this.#numbers[this.#cursor];
    if (n === undefined) {
      if (isEnd || row.text !== '') this.#remember(this.#rows.append(row.text, row.rewrites), isEnd);
    } else if (row.isChanged) this.#rows.replace(n, row.text, row.rewrites);
  }

  #remember(n: number, isLast = true): void {
    this.#numbers.push(n);
    if (this.#numbers.length > TALLEST * 2) this.#numbers.splice(0, TALLEST);
    this.#cursor = this.#numbers.length - (isLast ? 0 : 1);
  }

  #eraseBelow(row: Row, count: string): void {
    row.erase(count !== '' && count !== '0');
    if (count !== '' && count !== '0') return;
    for (const n of this.#numbers.slice(this.#cursor + 1)) this.#rows.replace(n, '', 0);
  }
}

/** A row that is being drawn. */
class Row {
  text: string;
  rewrites: number;
  isChanged = false;
  /** The next text begins at the left again, over what stands there. */
  isReturned = true;

  constructor(before: { readonly text: string; readonly rewrites: number } | undefined) {
    this.text = before?.text ?? '';
    this.rewrites = before?.rewrites ?? 0;
  }

  write(piece: string): void {
    if (piece === '') return;
    if (!this.isReturned) this.text += piece;
    else if (piece.trim() === '')
      return; // blanks over an old text: a bar that wipes itself before the next one
    else {
      if (this.text.trim() !== '') this.rewrites += 1;
      this.text = piece;
    }
    this.isReturned = false;
    this.isChanged = true;
  }

  /** Erases the line, or its rest: all of it where the cursor is at the left. The next text is a rewrite of what stood there. */
  erase(isWhole: boolean): void {
    if (isWhole) this.isReturned = true;
  }
}
