/** A small number for each line that is kept, by the number of the line. Its room grows with the lines that are kept. */
export class ByteRing {
  #bytes = new Uint8Array(1024);
  #oldest = 1;

  get(n: number): number {
    return this.#bytes[n & (this.#bytes.length - 1)] ?? 0;
  }

  set(n: number, value: number): void {
    if (n - this.#oldest >= this.#bytes.length) this.#grow(n);
    this.#bytes[n & (this.#bytes.length - 1)] = value;
  }

  /** The room of older ones is used again. */
  forgetBefore(n: number): void {
    this.#oldest = Math.max(this.#oldest, n);
  }

  #grow(newest: number): void {
    const before = this.#bytes;
    let size = before.length;
    while (newest - this.#oldest >= size) size *= 2;
    this.#bytes = new Uint8Array(size);
    for (let n = this.#oldest; n < this.#oldest + before.length; n += 1)
      this.#bytes[n & (size - 1)] = before[n & (before.length - 1)] ?? 0;
  }
}
