import type { Location } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ManifestFile } from '../documents/manifest-file.ts';
import type { NamedObject } from '../here/named-object.ts';
import { findObject } from '../position/find-object.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import type { Whereabouts } from './protocol.ts';

const BEGINNING = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * Where the object that a value names is described: in the same file, in one that is open, in another one of the workspace, or else as
 * the cluster has it.
 */
export async function definitionOf(
  named: NamedObject,
  here: OpenDocument,
  documents: OpenDocuments,
  ask: () => Promise<Whereabouts | undefined>,
): Promise<Location | null> {
  for (const open of [here, ...documents.all().filter((other) => other !== here)]) {
    const place = findObject(open.file, named);
    if (place) return locationIn(open.document, place);
  }
  const elsewhere = await ask();
  for (const { uri, text } of elsewhere?.files ?? []) {
    const place = findObject(new ManifestFile(text), named);
    if (place) return locationIn(TextDocument.create(uri, '', 0, text), place);
  }
  return elsewhere?.cluster === undefined ? null : { uri: elsewhere.cluster, range: BEGINNING };
}

function locationIn(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Location {
  return { uri: document.uri, range: { start: document.positionAt(start), end: document.positionAt(end) } };
}
