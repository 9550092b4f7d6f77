import { fileURLToPath } from 'node:url';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { ManifestFile } from '../documents/manifest-file.ts';

/** A document that is open in the editor, and what was found out about it. */
export class OpenDocument {
  readonly name: string;
  /** Another extension shows the Kubernetes reference here. */
  isExplainedElsewhere = false;
  #document: TextDocument;
  #file: ManifestFile | undefined;
  #version: number;

  constructor(uri: string, version: number, text: string) {
    this.name = nameOf(uri);
    this.#version = version;
    this.#document = TextDocument.create(uri, '', version, text);
  }

  get document(): TextDocument {
    return this.#document;
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.#document = TextDocument.update(this.#document, [...changes], version);
  }

  /** Read when it is asked for: most edits are not followed by a hover. */
  get file(): ManifestFile {
    const { version } = this.#document;
    if (!this.#file) this.#file = new ManifestFile(this.#document.getText());
    else if (version !== this.#version) this.#file.update(this.#document.getText());
    this.#version = version;
    return this.#file;
  }
}

/** All that are open, by address. */
export class OpenDocuments {
  readonly #open = new Map<string, OpenDocument>();

  open(uri: string, version: number, text: string): void {
    this.#open.set(uri, new OpenDocument(uri, version, text));
  }

  close(uri: string): void {
    this.#open.delete(uri);
  }

  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  of(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }
}

/** What the file is called: of its folders only those that it lies in matter. */
function nameOf(uri: string): string {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : decodeURIComponent(new URL(uri).pathname);
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return uri; // an address that is none
    throw error;
  }
}
