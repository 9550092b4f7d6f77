/** Forgotten numbers are let go when there are so many of them. */
const MUCH = 4096;

/** A list of line numbers, ascending: which lines are shown, match, are errors. Old ones are forgotten. */
export class LineNumbers implements Iterable<number> {
  #numbers: number[] = [];
  /** Those before this place are forgotten. */
  #from = 0;

  get length(): number {
    return this.#numbers.length - this.#from;
  }

  /** The number at a place; counted from the end where negative. */
  at(place: number): number | undefined {
    return place < -this.length ? undefined : this.#numbers.at(place < 0 ? place : place + this.#from);
  }

  /** The first place whose number is not below `n`. */
  placeOf(n: number): number {
    let low = this.#from;
    let high = this.#numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? 0) < n) low = middle + 1;
      else high = middle;
    }
    return low - this.#from;
  }

  has(n: number): boolean {
    return this.at(this.placeOf(n)) === n;
  }

  /** Adds a number that is above all others. */
  push(n: number): void {
    this.#numbers.push(n);
  }

  /** Puts a number into its place, or takes it out. */
  put(n: number, isIn: boolean): void {
    if (isIn && n > (this.at(-1) ?? 0)) {
      this.#numbers.push(n);
      return;
    }
    const place = this.placeOf(n);
    const wasIn = this.at(place) === n;
    if (isIn !== wasIn) this.#numbers.splice(place + this.#from, wasIn ? 1 : 0, ...(wasIn ? [] : [n]));
  }

  /** The next number after `n`, or the one before it, going round. */
  next(n: number, step: 1 | -1): number | undefined {
    const index = step === 1 ? this.placeOf(n + 1) : this.placeOf(n) - 1;
    return this.at(index % Math.max(1, this.length));
  }

  forgetBefore(n: number): void {
    this.#from += this.placeOf(n);
    if (this.#from < Math.max(MUCH, this.#numbers.length / 2)) return;
    this.#numbers = this.#numbers.slice(this.#from);
    this.#from = 0;
  }

  clear(): void {
    this.#numbers = [];
    this.#from = 0;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let place = this.#from; place < this.#numbers.length; place += 1) yield this.#numbers[place] ?? 0;
  }
}
