import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hover, ProtocolConnection } from 'vscode-languageserver-protocol/node';

const PATIENCE_MS = 60_000;

/** A file that somebody types in and points at. */
export class EditedFile {
  readonly uri: string;
  readonly #connection: ProtocolConnection;
  readonly #lines: string[];
  #version = 1;

  constructor(connection: ProtocolConnection, name: string, text: string) {
    this.uri = pathToFileURL(join(tmpdir(), name)).href;
    this.#connection = connection;
    this.#lines = text.split('\n');
  }

  async open(): Promise<void> {
    const textDocument = { uri: this.uri, languageId: 'yaml', version: 1, text: this.#lines.join('\n') };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async close(): Promise<void> {
    await this.#connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri } });
  }

  /** Changes one character of a value, at this part of the file, and asks for the memory limit below it. Milliseconds until it is there. */
  async editAndHover(part: number): Promise<number> {
    const from = Math.floor(this.#lines.length * part);
    const line = this.#lines.findIndex((each, index) => index >= from && each.includes('image'));
    const asked = this.#lines.findIndex((each, index) => index > line && each.includes('memory'));
    const text = this.#lines[line] ?? '';
    const last = text.search(/\d"?,?$/);
    const digit = String((Number(text[last]) + 1) % 10);
    this.#lines[line] = text.slice(0, last) + digit + text.slice(last + 1);
    this.#version += 1;
    const range = { start: { line, character: last }, end: { line, character: last + 1 } };
    const begun = performance.now();
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.#version },
      contentChanges: [{ range, text: digit }],
    });
    const character = (this.#lines[asked] ?? '').indexOf('memory') + 2;
    for (;;) {
      const hover = await this.#connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument: { uri: this.uri },
        position: { line: asked, character },
      });
      const taken = performance.now() - begun;
      // A server that has just started may have to read its schema first.
      if (hover !== null) return taken;
      if (taken > PATIENCE_MS) throw new Error(`no hover in line ${asked + 1} of ${this.uri}`);
    }
  }
}
