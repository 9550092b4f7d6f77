import { ManifestDocument } from './manifest-document.ts';

/** A document with its place in the file. */
export interface PlacedDocument {
  readonly document: ManifestDocument;
  readonly start: number;
}

/** A document that is shorter is read again as fast as one finds out what has changed in it. */
const LONG = 20_000;

/** The documents of a file, as it is being typed: those whose text stays the same are kept with all that is known of them. */
export class ManifestFile {
  #text = '';
  #documents: readonly PlacedDocument[] = [];

  constructor(text: string) {
    this.update(text);
  }

  get text(): string {
    return this.#text;
  }

  get documents(): readonly PlacedDocument[] {
    return this.#documents;
  }

  update(text: string): void {
    const before = this.#documents;
    const parts = partsOf(text);
    const shift = before.length - parts.length;
    this.#documents = parts.map(({ start, end }, index) => {
      const written = text.slice(start, end);
      // An edit changes one document or two; those after it have moved, and those behind new ones have another number.
      const same = [before[index], before[index + shift]].find((each) => each?.document.written === written);
      const isLong = written.length > LONG;
      const typedIn = isLong ? (before[index]?.document ?? before[index + shift]?.document) : undefined;
      return { document: same?.document ?? new ManifestDocument(ownCopy(written, text), typedIn), start };
    });
    this.#text = text;
  }

  /** The document that an offset is in. */
  at(offset: number): PlacedDocument | undefined {
    return this.#documents.findLast(
      ({ start, document }) => start <= offset && offset <= start + document.written.length,
    );
  }
}

/**
 * A part of a text is a view into it for V8, and keeps all of it alive. Documents outlive many texts of their file: they get their own.
 */
function ownCopy(part: string, whole: string): string {
  if (part.length === whole.length) return part;
  const narrow = Buffer.from(part, 'latin1').toString('latin1');
  return narrow === part ? narrow : Buffer.from(part, 'utf16le').toString('utf16le');
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Documents lie between lines of `---` or `...`. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const marker of markersOf(text)) {
    parts.push({ start, end: marker.start });
    start = marker.end;
  }
  parts.push({ start, end: text.length });
  return parts.filter((part) => part.end > part.start);
}

function markersOf(text: string): readonly Part[] {
  const found: Part[] = [];
  for (const mark of ['---', '...']) {
    const isMarker = (at: number): boolean => /^(?:\s|$)/.test(text[at + 3] ?? '');
    if (text.startsWith(mark) && isMarker(0)) found.push({ start: 0, end: afterLine(text, 0) });
    for (let at = text.indexOf(`\n${mark}`); at !== -1; at = text.indexOf(`\n${mark}`, at + 1))
      if (isMarker(at + 1)) found.push({ start: at + 1, end: afterLine(text, at + 1) });
  }
  return found.sort((one, other) => one.start - other.start);
}

function afterLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}
