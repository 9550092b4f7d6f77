import type { Writable } from 'node:stream';
import { plainText } from '../common/plain-text.ts';

/**
 * Where a command prints. Waits for a slow reader instead of filling memory, and takes a closed pipe (`| head`) as the wish to
 * end: `onClosed` is called and what is written after it is dropped in silence.
 */
export class Output {
  readonly #out: Writable;
  readonly #messages: Writable;
  #closed = false;

  constructor(out: Writable, messages: Writable, onClosed: () => void) {
    this.#out = out;
    this.#messages = messages;
    out.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.#closed = true;
      onClosed();
    });
  }

  /** For people: what a cluster's texts would do to a terminal is left out. Resolves when the reader has taken it. */
  write(text: string): Promise<void> {
    return this.raw(plainText(text));
  }

  /** As it is: documents for programs, and what a program printed. Resolves when the reader has taken it, so that everything is out before the process ends. */
  raw(text: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#out.write(text, () => resolve());
    });
  }

  json(document: unknown): Promise<void> {
    return this.raw(`${JSON.stringify(document, undefined, 2)}\n`);
  }

  /** For people, on stderr: never mixes with what a program reads. */
  message(text: string): void {
    this.#messages.write(`porthole: ${plainText(text)}\n`);
  }
}

/** Columns as wide as their widest cell, two spaces apart; the last one runs free. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows
    .map(
      (row) =>
        `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + 2))).join('')}\n`,
    )
    .join('');
}
