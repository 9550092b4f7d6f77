import * as l10n from '@vscode/l10n';
import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  MarkupKind,
  ShutdownRequest,
  TextDocumentSyncKind,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { flag, text, textMap } from '../../common/json.ts';
import type { FieldReference } from '../explanations/reference.ts';
import { hoverMarkdown } from '../hover/hover-text.ts';
import { explainedFieldAt, wordsOf } from '../hover/manifest-hover.ts';
import { OpenDocuments } from './open-documents.ts';
import { OTHER_TEXTS } from './protocol.ts';

export interface Serving {
  /** Opened at the first question, and kept. */
  readonly reference: () => FieldReference;
  readonly now: () => Date;
  /** The client is gone, or told the server to go. */
  readonly exit: (code: number) => void;
}

/**
 * Answers an editor about manifests: hovers, and nothing else. Whatever validates, completes or formats YAML is another extension's
 * business.
 */
export function serveManifests(connection: ProtocolConnection, { reference, now, exit }: Serving): void {
  const documents = new OpenDocuments();
  let isShutDown = false;

  connection.onRequest(InitializeRequest.type, ({ initializationOptions }) => {
    const words = textMap(initializationOptions, 'words');
    if (Object.keys(words).length > 0) l10n.config({ contents: words });
    return {
      serverInfo: { name: 'porthole-manifests' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
      },
    };
  });
  // Nobody waits now, and the first hover finds the reference open.
  connection.onNotification(InitializedNotification.type, () => void reference());
  connection.onRequest(ShutdownRequest.type, () => {
    isShutDown = true;
  });
  connection.onNotification(ExitNotification.type, () => exit(isShutDown ? 0 : 1));

  connection.onNotification(DidOpenTextDocumentNotification.type, ({ textDocument }) =>
    documents.open(textDocument.uri, textDocument.version, textDocument.text),
  );
  connection.onNotification(DidChangeTextDocumentNotification.type, ({ textDocument, contentChanges }) =>
    documents.of(textDocument.uri)?.change(contentChanges, textDocument.version),
  );
  connection.onNotification(DidCloseTextDocumentNotification.type, ({ textDocument }) =>
    documents.close(textDocument.uri),
  );
  connection.onNotification(OTHER_TEXTS, (told: unknown) => {
    const open = documents.of(text(told, 'uri') ?? '');
    if (open) open.isExplainedElsewhere = flag(told, 'isExplained') === true;
  });

  connection.onRequest(HoverRequest.type, ({ textDocument, position }): Hover | null => {
    const open = documents.of(textDocument.uri);
    if (!open) return null;
    const { document } = open;
    const found = explainedFieldAt(open.file, document.offsetAt(position), open.name, reference());
    const words =
      found && wordsOf(found, { now: now(), isExplainedElsewhere: open.isExplainedElsewhere, here: [] });
    if (!words) return null;
    return {
      contents: { kind: MarkupKind.Markdown, value: hoverMarkdown(words, () => undefined) },
      range: { start: document.positionAt(found.start), end: document.positionAt(found.end) },
    };
  });
  connection.listen();
}
