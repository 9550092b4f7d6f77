import { readFile, stat } from 'node:fs/promises';

/** A small file that others replace from time to time (a projected token, a rotated certificate). */
export class RotatingFile {
  readonly path: string;
  #seen = '';
  #text: string | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * The text of now. Asks the file system each time, which costs a fraction of a request, and reads only what has changed. While
   * the file cannot be read, in the middle of being replaced, the last text counts; without one the error is thrown.
   */
  async read(): Promise<string> {
    try {
      const found = await stat(this.path, { bigint: true });
      const state = `${found.ino} ${found.size} ${found.mtimeNs}`;
      if (state !== this.#seen || this.#text === undefined) {
        this.#text = await readFile(this.path, 'utf8');
        this.#seen = state;
      }
    } catch (error) {
      if (this.#text === undefined) throw error;
    }
    return this.#text;
  }
}
